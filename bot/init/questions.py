"""The questions of `init`, in their order: what is offered, what an answer changes, and what cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.claims.deserted import in_office
from bot.claims.people import Employee, People, Role
from bot.founding import charter, standard
from bot.founding.problems import Problem, Refused
from bot.founding.remarks import nobody_above
from bot.founding.roster import Home, Roster
from bot.web.site import Site
from bot.wording import Wording

#: What says "none of it" where Enter takes what is offered.
NONE = ("-", "无", "没有", "none", "no")


@dataclass(frozen=True, slots=True)
class Entered:
    """What is known so far: the document as `company.toml` has it, and the people. Answers make a new one."""

    document: Mapping[str, Any]
    roster: Roster | None = None
    read: Callable[[str, Home], Roster] = field(default=lambda path, home: Roster(()))
    today: date = date.max

    def get(self, key: str) -> str:
        """A value as text; empty where it is not answered yet."""
        given = self.document.get(key, "")
        return ", ".join(given) if isinstance(given, list) else str(given)

    def put(self, **values: Any) -> Entered:
        """With these values; None takes one out."""
        document = {**self.document, **values}
        return replace(self, document={key: value for key, value in document.items() if value is not None})

    @property
    def home(self) -> Home:
        """What people have of whom nothing else is said."""
        return Home(self.get("language"), self.get("time_zone"), self.get("country"))

    @property
    def employees(self) -> tuple[Employee, ...]:
        """Everybody of the list who is there."""
        return () if self.roster is None else tuple(one for one in self.roster.employees if one.active)

    @property
    def heads(self) -> tuple[Employee, ...]:
        """Those with nobody above them, whoever most are under first."""
        under = People(self.employees)
        tops = [one for one in self.employees if not under.above(one.number)]
        count = {one.number: sum(one in under.above(other.number) for other in self.employees) for one in tops}
        return tuple(sorted(tops, key=lambda one: -count[one.number]))


@dataclass(frozen=True, slots=True)
class Question:
    """`init-ask_KEY` is the sentence. `offered` is what Enter takes; with none, only `free` takes silence."""

    key: str
    take: Callable[[Entered, str], Entered]
    offered: Callable[[Entered], str]
    due: Callable[[Entered], bool] = lambda entered: True
    free: bool = False
    again: bool = False  # asked until Enter is all that is said
    file: bool = False  # the name of a file, in which there may be something to mend


def _kept(key: str, of: Callable[[str, Entered], Any]) -> Callable[[Entered, str], Entered]:
    return lambda entered, said: entered.put(**{key: of(said, entered)})


def _tax_numbers(said: str, entered: Entered) -> list[str]:
    given = (
        [] if said in NONE else [one for one in said.replace("，", ",").replace("、", ",").split(",") if one.strip()]
    )
    return [charter.tax_number_of(one, entered.get("country")) for one in given]


def _people(entered: Entered, said: str) -> Entered:
    roster = entered.read(said, entered.home)
    if not any(one.active for one in roster.employees):
        raise Refused(Problem("roster-only_left"))
    return replace(entered.put(people=said), roster=roster)


def _office(key: str, role: Role) -> Callable[[Entered, str], Entered]:
    def take(entered: Entered, said: str) -> Entered:
        entered = entered.put(**{key: [one.strip() for one in said.replace("，", ",").split(",") if one.strip()]})
        return with_office(entered, key, role)

    return take


#: Who holds an office, where the list of people does not say so.
OFFICES = {"administrators": Role.ADMINISTRATOR, "bookkeepers": Role.BOOKKEEPER}


def with_office(entered: Entered, key: str, role: Role) -> Entered:
    """With the office given to those whom the document names; raises `Refused` for somebody who is not there."""
    if entered.roster is None:
        return entered
    said = entered.document.get(key, [])
    chosen = {charter.named(str(one), entered.employees) for one in ([said] if isinstance(said, str) else said)}
    if auditing := [one for one in chosen if Role.AUDITOR in one.roles]:
        raise Refused(Problem("charter-cannot_approve", {"name": auditing[0].name}))
    numbers = {one.number for one in chosen}
    employees = tuple(
        replace(one, roles=one.roles | {role}) if one.number in numbers else one for one in entered.roster.employees
    )
    return replace(entered, roster=replace(entered.roster, employees=employees))


def _categories(entered: Entered, said: str) -> Entered:
    """`hotel=6601.04` another account, `-taxi` without it, `+fuel=6601.08 油费 / Fuel` one more."""
    if not said:
        return entered
    known = {one["code"]: one for one in entered.document["categories"]}
    if said.startswith("-"):
        code = said[1:].strip()
        if code not in known:
            raise Refused(Problem("init-no_category", {"given": code}))
        del known[code]
    else:
        code, sign, rest = said.removeprefix("+").partition("=")
        code, (account, _, names) = charter.code_of(code.strip()), rest.strip().partition(" ")
        if not sign or (code not in known and not names.strip()) or (said.startswith("+") and code in known):
            raise Refused(Problem("init-odd_category", {"given": said}))
        zh, _, en = (part.strip() for part in names.partition("/"))
        named = {"zh": zh, "en": en or zh} if zh else {}
        known[code] = {"code": code, **known.get(code, {}), **named, "account": charter.code_of(account)}
    return entered.put(categories=list(known.values()))


def _limits(entered: Entered, said: str) -> Entered:
    """`hotel=1200, meals=500`; those that are not named have none."""
    given = {} if said in NONE else dict(_pairs(said))
    codes = [one["code"] for one in entered.document["categories"]]
    if unknown := [code for code in given if code not in codes]:
        raise Refused(*(Problem("init-no_category", {"given": code}) for code in unknown))
    amounts = {code: f"{charter.amount_of(text, entered.get('currency')):f}" for code, text in given.items()}
    rest = [{key: value for key, value in one.items() if key != "limit"} for one in entered.document["categories"]]
    return entered.put(
        categories=[one | ({"limit": amounts[one["code"]]} if one["code"] in amounts else {}) for one in rest]
    )


def _pairs(said: str) -> list[tuple[str, str]]:
    pairs = []
    for part in said.replace("，", ",").replace("、", ",").split(","):
        code, sign, amount = part.partition("=")
        if not sign:
            raise Refused(Problem("init-odd_limit", {"given": part.strip()}))
        pairs.append((code.strip(), amount.strip()))
    return pairs


def _limits_so_far(entered: Entered) -> str:
    return ", ".join(f"{one['code']}={one['limit']}" for one in entered.document["categories"] if "limit" in one) or "-"


def _second_amount(entered: Entered, said: str) -> Entered:
    levels = entered.document["levels"]
    if said in NONE:
        return entered.put(levels=levels[:1])
    above = f"{charter.amount_of(said, entered.get('currency')):f}"
    second = levels[1] if len(levels) > 1 else {"name": "director"}
    return entered.put(levels=[levels[0], {**second, "above": above}, *levels[2:]])


def _second_approver(entered: Entered, said: str) -> Entered:
    first, second, *more = entered.document["levels"]
    one = charter.named(said, entered.employees)
    if Role.AUDITOR in one.roles:
        raise Refused(Problem("charter-cannot_approve", {"name": one.name}))
    return entered.put(levels=[first, {**second, "approver": one.number}, *more])


def _second(entered: Entered) -> Mapping[str, str]:
    levels = entered.document["levels"]
    return levels[1] if len(levels) > 1 else {}


def _address(entered: Entered, said: str) -> Entered:
    if said in NONE:
        return entered.put(address=None)
    if problems := Site(address=said).problems():
        raise Refused(Problem("init-odd_address", {"why": problems[0].partition(": ")[2]}))
    return entered.put(address=said.rstrip("/"))


def _check_above(entered: Entered, said: str) -> Entered:
    if said in (*NONE, "0", "全部", "every", "all"):
        return entered.put(check_above=None)
    return entered.put(check_above=f"{charter.amount_of(said, entered.get('currency')):f}")


def _part(key: str) -> Question:
    """One of the three accounts of which no two are the same, nor one of a category."""

    def take(entered: Entered, said: str) -> Entered:
        code, others = charter.code_of(said), list(standard.PARTS)[: list(standard.PARTS).index(key)]
        taken = {entered.get(other) for other in others} | {one["account"] for one in entered.document["categories"]}
        if code in taken:
            raise Refused(Problem("charter-account_twice", {"account": code}))
        return entered.put(**{key: code})

    return Question(key, take, lambda entered: entered.get(key))


def _missing(role: Role) -> Callable[[Entered], bool]:
    return lambda entered: not in_office(People(entered.employees), role)


def _head(entered: Entered) -> str:
    return entered.heads[0].number if entered.heads else ""


QUESTIONS = (
    Question("name", _kept("name", lambda said, entered: charter.name_of(said)), lambda entered: entered.get("name")),
    Question(
        "country",
        _kept("country", lambda said, entered: charter.country_of(said)),
        lambda entered: entered.get("country") or "CN",
    ),
    Question("tax_numbers", _kept("tax_numbers", _tax_numbers), lambda entered: entered.get("tax_numbers") or "-"),
    Question(
        "time_zone",
        _kept("time_zone", lambda said, entered: charter.zone_of(said)),
        lambda entered: entered.get("time_zone") or standard.zone_of_country(entered.get("country")),
    ),
    Question(
        "currency",
        _kept("currency", lambda said, entered: charter.currency_of(said, entered.today)),
        lambda entered: entered.get("currency") or standard.currency_of_country(entered.get("country")),
    ),
    Question("people", _people, lambda entered: entered.get("people"), file=True),
    Question("administrators", _office("administrators", Role.ADMINISTRATOR), _head, _missing(Role.ADMINISTRATOR)),
    Question("bookkeepers", _office("bookkeepers", Role.BOOKKEEPER), lambda entered: "", _missing(Role.BOOKKEEPER)),
    Question("categories", _categories, lambda entered: "", free=True, again=True),
    *(_part(key) for key in standard.PARTS),
    Question("limits", _limits, _limits_so_far),
    Question("second_amount", _second_amount, lambda entered: str(_second(entered).get("above", "1000"))),
    Question(
        "second_approver",
        _second_approver,
        lambda entered: _second(entered).get("approver") or _head(entered),
        lambda entered: bool(_second(entered)),
    ),
    Question("check_above", _check_above, lambda entered: entered.get("check_above") or "0"),
    Question("address", _address, lambda entered: entered.get("address") or "-"),
)


def counted(employees: Sequence[Employee], words: Wording) -> str:
    """How many people, departments and cost centres there are."""
    departments, centres = ({getattr(one, name) for one in employees} - {""} for name in ("department", "cost_centre"))
    return words.say("init-counted", people=len(employees), departments=len(departments), centres=len(centres))


def noted(key: str, entered: Entered) -> tuple[Problem, ...]:
    """What is worth a second look in what was just answered."""
    if key == "tax_numbers" and entered.get("country") == "CN":
        numbers = entered.document["tax_numbers"]
        return tuple(
            Problem("charter-check_digit", {"given": one}) for one in numbers if charter.has_wrong_check_digit(one)
        )
    if key == "people" and entered.roster:
        passed_over = entered.roster.passed_over
        found = [Problem("roster-passed_over", {"headings": ", ".join(passed_over)})] if passed_over else []
        return (*found, *nobody_above(entered.employees))
    return ()


def table_of_categories(entered: Entered, words: Wording) -> list[str]:
    """The categories as they stand, a line each."""
    mine = "zh" if words.locale == "zh" else "en"
    accounts = entered.document.get("accounts", {})
    return [
        f"    {one['code']:<14} {one['account']!s:<10} {one.get(mine) or one['code']}"
        + (f"  ({accounts[one['account']]})" if one["account"] in accounts else "")
        for one in entered.document["categories"]
    ]
