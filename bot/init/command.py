"""The command: a template, or an installation out of nothing, which is there as a whole or not at all."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot import app
from bot import settings as settings_file
from bot.claims.company import Company
from bot.claims.deserted import in_office
from bot.claims.people import Employee, People, Role
from bot.founding import charter, roster, standard
from bot.founding.problems import Problem, Refused, told, unreadable
from bot.founding.remarks import names, remarks
from bot.founding.roster import Home, Roster
from bot.founding.sheets import LARGEST
from bot.founding.template import template
from bot.founding.toml_text import company_text, settings_text
from bot.init.conversation import ANSWERED, Back, Stopped, Terminal, before, complain, confirmed, converse
from bot.init.lines import Lines
from bot.init.questions import OFFICES, QUESTIONS, Entered, counted, table_of_categories, with_office
from bot.settings import PREFIX, Settings
from bot.web.site import Site
from bot.wording import Wording, wording
from bot.wording.spoken import language_of_system

#: What was entered so far lies here until the installation is there.
DRAFT = Path("expense.init.toml")


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line."""

    company: Path | None = None
    employees: Path | None = None
    template: Path | None = None
    language: str = ""
    yes: bool = False


def initialise(order: Order, terminal: Terminal | None, today: date) -> int:
    """Do what was asked for; `terminal` is None where nobody sits. 0 when done, 1 when a person is needed."""
    words = wording(order.language or language_of_system(os.environ))
    out = terminal or Lines()
    try:
        if order.template is not None:
            return _template(order.template, words, out)
        file = settings_file.settings_file()
        if file.is_file() and app.has_company(settings_file.load()):
            out.say(words.say("init-there_already"))
            return 1
        if terminal is None or order.yes:
            if order.company is None:
                out.say(words.say("init-no_terminal"))
                return 2
            return _from_files(order, out, today)
        if not order.language:
            words = _language(terminal, words)
        return _by_questions(order, terminal, words, today)
    except Refused as refusal:
        complain(out, refusal.problems, words)
        return 1
    except Stopped:
        out.say(words.say("init-stopped"))
        if DRAFT.exists():
            out.say(words.say("init-draft_kept", file=str(DRAFT)))
        return 130


def _template(path: Path, words: Wording, out: Terminal) -> int:
    if path.exists():
        raise Refused(Problem("init-file_there", {"file": str(path)}))
    if path.suffix.lower() == ".toml":
        own = {"name": words.say("init-example_company"), "people": "people.xlsx", "tax_numbers": []}
        place = {"country": "CN", "time_zone": "Asia/Shanghai", "currency": "CNY"}
        document = {**own, **place, **standard.standard(words.locale)}
        content = company_text(document, words).encode()
    else:
        try:
            content = template(path.name, words)
        except ValueError:
            raise Refused(Problem("init-template_name", {"file": str(path)})) from None
    path.write_bytes(content)
    out.say(
        words.say("init-company_written" if path.suffix.lower() == ".toml" else "init-template_written", file=str(path))
    )
    return 0


def _language(terminal: Terminal, words: Wording) -> Wording:
    offered = "中文" if words.locale == "zh" else "English"
    while True:
        said = terminal.ask(f"语言 / Language: 中文, English [{offered}] ").strip()
        if not said:
            return words
        try:
            return wording(charter.language_of(said))
        except Refused as refusal:
            complain(terminal, refusal.problems, words)


# From files


def _from_files(order: Order, out: Terminal, today: date) -> int:
    assert order.company is not None  # noqa: S101 - the caller has looked
    document = _toml(order.company)
    locale = order.language or str(document.get("language") or language_of_system(os.environ))
    words = wording(locale)
    document = {"language": words.locale, **document}
    path = order.employees or (order.company.parent / str(document["people"]) if document.get("people") else None)
    if path is None:
        raise Refused(Problem("init-no_people"))
    # What is wrong in the one and in the other file is said together.
    problems: list[Problem] = []
    made: list[Any] = []
    for part in (lambda: charter.read(document, today), lambda: _roster(str(path), _home(document))):
        try:
            made.append(part())
        except Refused as refusal:
            problems += refusal.problems
    if problems:
        complain(out, tuple(problems), words)
        return 1
    entered = Entered(document, made[1], _roster, today)
    return _finish(entered, out, words, today, ask=not order.yes)


def _home(document: Mapping[str, Any]) -> Home:
    """As far as the company's file can be understood; what is wrong in it is said beside."""
    try:
        return Home(
            charter.language_of(str(document.get("language", "zh"))),
            charter.zone_of(str(document.get("time_zone", "Asia/Shanghai"))),
            charter.country_of(str(document.get("country", "CN"))),
        )
    except Refused:
        return Home()


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise unreadable(path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(Problem("init-odd_toml", {"file": str(path), "why": str(error)})) from error


def _roster(path: str, home: Home) -> Roster:
    file = Path(path.strip("'\"")).expanduser()
    try:
        with file.open("rb") as content:
            return roster.read(content.read(LARGEST + 1), file.name, home)
    except OSError as error:
        raise unreadable(file, error) from error


# By questions


def _by_questions(order: Order, terminal: Terminal, words: Wording, today: date) -> int:
    terminal.say(words.say("init-welcome"))
    document: dict[str, Any] = standard.standard(words.locale)
    if order.company is not None:
        document |= _toml(order.company)
    elif DRAFT.exists():
        draft = _toml(DRAFT)
        if confirmed(terminal, words.say("init-draft_there", name=str(draft.get("name", "")))):
            document |= draft
    # Here as well: what was changed by hand is looked at before anything is asked.
    charter.read({"name": "-", **{key: given for key, given in document.items() if key != ANSWERED}}, today)
    if order.employees is not None:
        document["people"] = str(order.employees)
    entered = Entered(document, None, _roster, today)
    if entered.get(ANSWERED) and entered.get("people"):
        entered = _read_again(terminal, entered, words)
    while True:
        entered = converse(terminal, entered, words, lambda now, key: _keep_draft(now.put(**{ANSWERED: key}), words))
        try:
            return _finish(entered, terminal, words, today, ask=True)
        except Back:
            entered = entered.put(**{ANSWERED: before(QUESTIONS[-1].key)})


def _read_again(terminal: Terminal, entered: Entered, words: Wording) -> Entered:
    """Whom the list has now, which may have been mended since. Where something is wrong it is asked for once more."""
    again = {ANSWERED: before("people")}
    try:
        entered = replace(entered, roster=_roster(entered.get("people"), entered.home))
    except Refused as refusal:
        complain(terminal, refusal.problems, words)
        return entered.put(**again)
    try:
        for key, role in OFFICES.items():
            entered = with_office(entered, key, role)
    except Refused as refusal:
        complain(terminal, refusal.problems, words)
        return entered.put(**again, **dict.fromkeys(OFFICES))
    return entered


def _keep_draft(entered: Entered, words: Wording) -> None:
    answered = f'{ANSWERED} = "{entered.get(ANSWERED)}"\n'
    settings_file.write_whole(DRAFT, answered + company_text(entered.document, words))


# Both


def _finish(entered: Entered, out: Terminal, words: Wording, today: date, *, ask: bool) -> int:
    """Show what will be there, ask, and do it."""
    for key, role in OFFICES.items():
        entered = with_office(entered, key, role)
    document = {key: value for key, value in entered.document.items() if key != ANSWERED}
    said = charter.read(document, today)
    parts = {part: words.say(f"init-account_{part}") for part in standard.PARTS}
    accounts = charter.account_names(said, parts)
    people = entered.roster or Roster(())
    company = charter.company(said, people.employees, accounts, today)
    if not in_office(People(people.employees), Role.ADMINISTRATOR):
        raise Refused(Problem("roster-no_administrator"))
    data = None if f"{PREFIX}DATA" in os.environ else str(document.get("data") or "data")
    text = settings_text(said, accounts, data, str(document.get("address") or ""), today, words)
    settings = _settings(text, accounts)
    for line in _summary(company, people.employees, entered, settings, words):
        out.say(line)
    for remark in remarks(company, people.employees, people, today):
        out.say(f"  · {told(remark, words)}")
    if ask and not confirmed(out, words.say("init-ask_do_it"), back=True):
        raise Stopped
    file = settings_file.settings_file()
    new = not file.is_file()
    try:
        begun = app.begin(
            settings, company, people.employees, lambda: settings_file.write_whole(file, text) if new else None
        )
    except BaseException:
        if new and not app.has_company(settings):
            # The transaction did not end well after the file was there.
            file.unlink(missing_ok=True)
        raise
    if not begun:
        out.say(words.say("init-somebody_was_faster"))
        return 1
    DRAFT.unlink(missing_ok=True)
    admin = in_office(People(people.employees), Role.ADMINISTRATOR)[0]
    out.say(words.say("init-done", name=company.name, file=str(file), count=len(People(people.employees).active())))
    out.say(words.say("init-next", number=admin.number))
    return 0


def _settings(text: str, accounts: Mapping[str, str]) -> Settings:
    """The settings that will count: a file that is there stays as it is, and has to have every account."""
    file = settings_file.settings_file()
    if not file.is_file():
        return settings_file.draft(text, app.CHECKS)
    known = settings_file.load().connector_section.get("accounts", {})
    if missing := [code for code in accounts if code not in known]:
        raise Refused(Problem("init-settings_there", {"file": str(file), "accounts": ", ".join(missing)}))
    return settings_file.load(app.CHECKS)


def _site(settings: Settings) -> Site:
    return Site(settings.web.host, settings.web.port, settings.web.address)


def _summary(
    company: Company, employees: Sequence[Employee], entered: Entered, settings: Settings, words: Wording
) -> list[str]:
    everybody = People(employees)
    there = everybody.active()
    by_number = {one.number: one for one in there}
    rows = [
        ("company", f"{company.name} · {', '.join(sorted(company.tax_numbers)) or '-'}"),
        ("place", f"{company.country} · {company.time_zone} · {company.currency}"),
        ("people", counted(there, words)),
        ("administrators", names(in_office(everybody, Role.ADMINISTRATOR))),
        ("bookkeepers", names(in_office(everybody, Role.BOOKKEEPER)) or "-"),
    ]  # fmt: skip
    for level in company.levels:
        who = names([by_number[level.approver]]) if level.approver in by_number else words.say("level-manager")
        sentence = "init-level" if level.above.amount else "init-level_always"
        rows.append(("level", words.say(sentence, amount=level.above, who=who)))
    check = words.say("init-check_every") if company.check_above is None else words.money(company.check_above)
    rows.append(("check", check))
    called = {one.code: one.called(words.locale) for one in company.categories}
    rows += [("limit", f"{called[one.category]} {words.money(one.amount)}") for one in company.limits]
    rows.append(("web", settings.web.address or words.say("init-this_machine", address=_site(settings).base)))
    rows.append(("books", words.say("init-books", folder=str(settings.connector_section.get("folder", "")))))
    lines = ["", *(f"  {words.say('init-row', what=words.say(f'init-shown_{key}'), said=said)}" for key, said in rows)]
    return [*lines, f"  {words.say('init-shown_categories')}:", *table_of_categories(entered, words), ""]


def main(order: Order, today: date) -> int:
    """From the command line; a terminal is there where somebody can type and read."""
    there = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return initialise(order, Lines() if there else None, today)
