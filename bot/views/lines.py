"""One line of a claim as a section: its values with marks, what was found about it, its buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.chat.card import Answer, Button, Crop, Fact, Mark, Section
from bot.claims.line import BY_CLAIMANT, CANCELLED, UNDECIDED, Line
from bot.claims.money import Money
from bot.claims.originals import Papers
from bot.claims.people import Role
from bot.claims.policy import WARNINGS, Finding, is_open
from bot.claims.states import EDITABLE, Action
from bot.views.buttons import line_buttons, paper_button, removed_buttons, several_buttons
from bot.views.printed import more
from bot.views.reader import LAST_PAGE, REGION, Evidence, Reader

#: Lines that a card shows as they are; of more, those that are fine stand in a row each.
FEW = 3


def line_section(
    reader: Reader,
    line: Line,
    findings: Sequence[Finding],
    evidence: Mapping[str, Evidence],
    papers: Papers = Papers(),  # noqa: B008
    at_page: tuple[int, int] | None = None,
) -> Section:
    """Everything about one line; `at_page` is where the reading of a long document is, and how many pages it has."""
    region = evidence.get(REGION, Evidence()).crop
    document = region or (Crop(line.document) if line.document else None)
    warnings = [one for one in findings if reader.weighs and one.line_id == line.id and one.key in WARNINGS]
    buttons = line_buttons(reader, line, doubted=bool(warnings), long=at_page is not None)
    if line.reading == "waiting":
        far = reader.say("line-reading-page", page=at_page[0], pages=at_page[1]) if at_page else ""
        heading = reader.say("line-title", id=line.id, kind=far or reader.say("line-reading"))
        # A long one stands open: it can be cancelled.
        brief = (heading,) if len(reader.claim.lines) > FEW and not far else ()
        return Section(heading, document=document, buttons=buttons, brief=brief)
    nothing = _nothing_read(line, evidence)
    unread = "line-cancelled" if line.problem == CANCELLED else "line-failed"
    kind = reader.say(unread) if nothing else reader.kind(line)
    folded = folds(reader, line, findings) and not (reader.keeps_books and line.id in papers.awaited)
    paper, tick = _paper(reader, line, papers)
    last = evidence.get(LAST_PAGE, Evidence()).crop
    return Section(
        heading=reader.say("line-title", id=line.id, kind=kind),
        facts=(
            *_values(reader, line, evidence, _tap(buttons, Action.CORRECT)),
            *_coding(reader, line, _tap(buttons, Action.RECODE)),
            *paper,
        ),
        notes=_notes(reader, line, findings),
        document=document,
        buttons=(*tick, *buttons),
        # Why it is empty comes before what is to be filled in.
        warnings=(
            *(_why_nothing(reader, line) if nothing else ()),
            *_other_currency(reader, line),
            *(_warning(reader, one) for one in warnings),
        ),
        brief=_brief(reader, line) if folded else (),
        brief_mark="likely" if folded and reader.weighs and line.unsure else "",
        pages=last.page + 1 if last else 1,
        more=more(reader, line, evidence),
    )


def several_section(reader: Reader, line: Line) -> Section | None:
    """What can be said of a document that holds several receipts, before the first of its lines: it is one after all;
    or where there was doubt, either."""
    buttons = several_buttons(reader, line)
    if not any(button.action == Action.JOIN for button in buttons):
        return None
    if not line.receipt:
        return Section(reader.say("several-asked", count=line.several), buttons=buttons)
    lines = [one.id for one in reader.claim.of_one_document(line) if one in reader.claim.lines]
    listed = reader.wording.listed(tuple(map(str, lines)))
    return Section(reader.say("several-found", count=line.several, lines=listed), buttons=buttons)


def removed_section(reader: Reader, line: Line) -> Section | None:
    """A line that was removed and can be put back, to whoever can do so: what it was, and Undo."""
    buttons = removed_buttons(reader, line)
    paid = reader.money(line.paid) if line.paid else ""
    what = " ".join(one for one in (line.merchant or reader.kind(line), paid) if one)
    return Section(reader.say("removed-line", what=what), buttons=buttons) if buttons else None


#: What the claimant can do about a warning; with every other one it is that of a twin.
_TODO = {
    "wrong-company": "warning-buyer",
    "wrong-buyer": "warning-buyer",
    "over-limit": "warning-limit",
    "too-old": "warning-date",
}


def _warning(reader: Reader, finding: Finding) -> str:
    """A finding that nobody may overlook, and to the claimant what to do about it as long as they said nothing."""
    said, line_id = finding_text(reader, finding), finding.line_id
    if not reader.own or reader.claim.state not in EDITABLE or line_id is None:
        return said
    if reader.claim.explanation(line_id) and not is_open(reader.claim, finding):
        return said
    numbers = reader.wording.listed(tuple(sorted(reader.company.tax_numbers))) or "none"
    todo = reader.say(_TODO.get(finding.key, "warning-twin"), name=reader.company.name, numbers=numbers)
    between = "" if reader.wording.locale == "zh" else " "
    return f"{said}{between}{todo}"


def _other_currency(reader: Reader, line: Line) -> tuple[str, ...]:
    """To the claimant, as long as nothing says what the line is in the claim's currency: never converted in silence."""
    own, paid = reader.claim.currency, line.paid
    if not reader.own or reader.claim.state not in EDITABLE or paid is None or "rate" not in line.missing(own):
        return ()
    return () if paid.currency == own else (reader.say("warning-currency", currency=paid.currency, claim=own),)


def needs_look(reader: Reader, line: Line, findings: Sequence[Finding]) -> bool:
    """Whether the viewer should look at the line before it goes on: something is missing, or the policy warns. What is
    only likely is marked in its row, and keeps nobody."""
    if line.reading == "waiting":
        return False
    warned = any(one.line_id == line.id and one.key in WARNINGS for one in findings)
    return warned or bool(line.missing(reader.claim.currency))


def folds(reader: Reader, line: Line, findings: Sequence[Finding]) -> bool:
    """Whether the line stands in a row of its claim: one of several, and there is nothing to be done about it."""
    return len(reader.claim.lines) > FEW and not needs_look(reader, line, findings if reader.weighs else ())


def _brief(reader: Reader, line: Line) -> tuple[str, ...]:
    """Merchant, date, amount and category of a line."""
    return (
        f"{line.id} · {line.merchant or reader.kind(line)}",
        reader.day(line.spent_on) if line.spent_on else "",
        reader.money(line.paid) if line.paid else "",
        reader.category(line.category) if line.category else "",
    )


def _nothing_read(line: Line, evidence: Mapping[str, Evidence]) -> bool:
    """Could not be read, or nothing of a receipt was found on it; and nobody has filled it in."""
    if line.paid is not None or line.merchant:
        return False
    guessed = any(read.candidates for read in evidence.values())
    return line.reading == "failed" or (line.document is not None and line.spent_on is None and not guessed)


def _why_nothing(reader: Reader, line: Line) -> tuple[str, ...]:
    key = "unreadable-no_receipt" if line.reading == "read" else line.problem
    return (reader.say(key),) if reader.wording.knows(key) else ()


def _tap(buttons: Sequence[Button], action: Action) -> Button | None:
    """What a tap on a value presses: the button that changes it, where the viewer has it."""
    return next((button for button in buttons if button.action == action), None)


def _values(reader: Reader, line: Line, evidence: Mapping[str, Evidence], tap: Button | None) -> tuple[Fact, ...]:
    gaps = line.missing(reader.claim.currency)
    absent = reader.say("not-given")

    def fact(name: str, value: str) -> Fact:
        doubted = name in line.unsure or (name == "total" and "currency" in line.unsure)
        mark: Mark = "missing" if name in gaps else "likely" if reader.weighs and doubted else ""
        read = evidence.get(name, Evidence())
        asked = name in gaps or (name == "merchant" and not line.merchant)
        answers = _answers(reader, name, read.candidates, tap) if asked and tap else ()
        if name == "merchant":
            read, answers = _recalled(reader, line, evidence, answers, tap)
        return Fact(reader.say(f"field-{name}"), value or absent, mark, read.crop, tap, answers)

    foreign = line.paid is not None and line.paid.currency != reader.claim.currency
    claimed, approved = line.claimed(reader.claim.currency), reader.claim.approved_amount(line)
    facts = [
        fact("merchant", line.merchant or "–"),
        fact("total", reader.money(line.paid) if line.paid else ""),
        *([fact("rate", _rate(reader, line))] if foreign else []),
        *([Fact(reader.say("field-claimed"), reader.money(claimed))] if foreign and claimed else []),
        fact("date", reader.day(line.spent_on) if line.spent_on else ""),
        fact("category", reader.category(line.category) if line.category else ""),
    ]
    if claimed is not None and approved < claimed:
        facts.append(Fact(reader.say("field-approved_line"), reader.money(approved)))
    return tuple(facts)


def _recalled(
    reader: Reader, line: Line, evidence: Mapping[str, Evidence], answers: tuple[Answer, ...], tap: Button | None
) -> tuple[Evidence, tuple[Answer, ...]]:
    """The evidence of a merchant's name and what can be said of it, where something was known of the merchant: a known
    name stands beside the number that it is known by, and can be refused; several are there to choose from."""
    read, found = evidence.get("merchant", Evidence()), line.recalled
    if found is None or tap is None:
        return read, answers
    if found.name and found.name == line.merchant:
        by = evidence.get(f"seller_{found.by}", read)
        return by, (Answer(reader.say("known-not_this"), tap.action, tap.target, (("merchant", ""),)),)
    if not line.merchant:
        names = dict.fromkeys((*found.names, *read.candidates))
        return read, tuple(Answer(name, tap.action, tap.target, (("merchant", name),)) for name in names)
    return read, answers


def _known(reader: Reader, line: Line) -> tuple[str, ...]:
    """To those who can do something about it: from where a merchant's name or category is known."""
    found = line.recalled
    if found is None or not (reader.keeps_books or (reader.own and reader.claim.state in EDITABLE)):
        return ()
    values = {"reference": found.reference, "by": reader.say(f"known-{found.by}")}
    if found.name and found.name == line.merchant:
        return (reader.say("known-merchant", **values),)
    if found.names and not line.merchant:
        key = "known-doubted" if len(found.names) == 1 else "known-several"
        return (reader.say(key, names=reader.wording.listed(found.names), **values),)
    if found.category and found.category == line.category:
        return (reader.say("known-category", **values),)
    return ()


def _answers(reader: Reader, name: str, candidates: Sequence[str], tap: Button) -> tuple[Answer, ...]:
    """What is missing, one tap each: the categories there are, or what the document may say."""
    match name:
        case "category":
            said = {category.code: reader.category(category.code) for category in reader.company.categories}
        case "merchant":
            said = {one: one for one in candidates}
        case "date":
            said = {one: reader.day(date.fromisoformat(one)) for one in candidates}
        case "total":
            said = {one: reader.money(Money(Decimal(one), reader.claim.currency)) for one in candidates}
        case "rate":
            # What the receipt was taken for may be wrong; the rate itself nobody can guess.
            own = reader.claim.currency
            return (Answer(reader.say("answer-currency", currency=own), tap.action, tap.target, (("currency", own),)),)
        case _:
            said = {}
    return tuple(Answer(label, tap.action, tap.target, ((name, value),)) for value, label in said.items())


def _rate(reader: Reader, line: Line) -> str:
    if line.rate is None:
        return ""
    source = reader.say("role-claimant") if line.rate.source == BY_CLAIMANT else line.rate.source
    return reader.say("rate-of", rate=line.rate.value, on=line.rate.on, source=source)


def _coding(reader: Reader, line: Line, tap: Button | None) -> tuple[Fact, ...]:
    """How it will be booked, for those who keep or read the books; worked out when the claim is submitted."""
    if not reader.keeps_books or reader.claim.state in EDITABLE:
        return ()
    account = f"{line.account} {reader.company.account_name(line.account)}".strip()
    facts = [_decided(reader, "account", account, reader.say("account-none"), tap)]
    if line.tax_code == UNDECIDED:
        facts.append(Fact(reader.say("field-input_tax"), reader.say("tax-ask"), "look", button=tap))
    else:
        tax = reader.money(Money(line.tax, reader.claim.currency))
        facts.append(
            Fact(reader.say("field-input_tax"), f"{tax} ({line.tax_code})" if line.tax_code else tax, button=tap)
        )
    for name in ("cost_centre", "project"):
        if value := getattr(line, name):
            facts.append(Fact(reader.say(f"field-{name}"), value, button=tap if name == "cost_centre" else None))
    return tuple(facts)


def _paper(reader: Reader, line: Line, papers: Papers) -> tuple[tuple[Fact, ...], tuple[Button, ...]]:
    """To those who keep the books: whether the paper of the line is here, and what ticks it off."""
    if not reader.keeps_books or line.id not in papers.needed:
        return (), ()
    found = papers.arrived.get(line.id)
    ticks = Role.BOOKKEEPER in reader.viewer.roles and Role.AUDITOR not in reader.viewer.roles
    button = paper_button(reader, line, here=found is not None) if ticks else None
    if found is None:
        fact = Fact(reader.say("field-original"), reader.say("original-awaited"))
    else:
        said = reader.say("original-here", name=reader.name(found.by), at=reader.moment(found.at))
        fact = Fact(reader.say("field-original"), said, "sure")
    return (fact,), (button,) if button else ()


def _decided(reader: Reader, name: str, value: str, otherwise: str, tap: Button | None) -> Fact:
    return Fact(reader.say(f"field-{name}"), value or otherwise, "" if value else "missing", button=tap)


def _notes(reader: Reader, line: Line, findings: Sequence[Finding]) -> tuple[str, ...]:
    notes = [*_known(reader, line)]
    for finding in findings if reader.weighs else ():
        # The claimant sees the marks and can still do something about them; the words are for those who decide.
        marked = finding.key in WARNINGS or (finding.key == "unsure" and reader.claim.state in EDITABLE)
        if finding.line_id == line.id and not marked:
            notes.append(finding_text(reader, finding))
    if said := reader.claim.explanation(line.id):
        notes.append(reader.say("explained-by", name=reader.name(reader.claim.claimant), words=said))
    for step in reader.claim.route:
        if line.id in step.amounts:
            lowered = Money(Decimal(step.amounts[line.id]), reader.claim.currency)
            notes.append(reader.say("route-lowered", name=reader.name(step.approver), line=line.id, amount=lowered))
    return tuple(notes)


def finding_text(reader: Reader, finding: Finding) -> str:
    """A finding in plain words."""
    values = dict(finding.values)
    if isinstance(names := values.get("fields"), tuple):
        values["fields"] = reader.fields(names)
    here = finding.key.startswith("twin-") and values.get("reference") == reader.claim.reference
    return reader.say(f"finding-{finding.key}{'-here' if here else ''}", **values)
