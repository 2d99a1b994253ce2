"""What a connector promises, as checks that run: against simulators in the tests, a test company in `rehearse`.

Each promise is a function of a `World`. It raises `Broken` when the promise is not kept. A world may be unable to do
something (nobody pays in a customer's test company): the promises that need it then come out as "not tried", which the
tests do not accept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from erp.connector import MasterKind
from erp.errors import Busy, ErpError, OutcomeUnknown, Rejected, Unsupported
from erp.report import Document, ExpenseReport, Posted
from erp.verification import verify
from erp.world import Ability, Broken, World, not_booked, once, see


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: its name is the sentence; `needs` are the abilities without which it cannot be tried."""

    name: str
    keep: Callable[[World], None]
    needs: frozenset[Ability] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a promise came out."""

    name: str
    result: Literal["kept", "broken", "not tried"]
    detail: str = ""


PROMISES: list[Promise] = []


def try_all(world: World) -> list[Outcome]:
    """Every promise, one after the other; an error that a connector may not raise here breaks the promise too."""
    return [try_one(promise, world) for promise in PROMISES]


def try_one(promise: Promise, world: World) -> Outcome:
    """One promise."""
    missing = promise.needs - world.able
    if missing:
        return Outcome(promise.name, "not tried", f"this world cannot {', '.join(sorted(missing))}")
    try:
        promise.keep(world)
    except (Broken, ErpError) as error:
        return Outcome(promise.name, "broken", f"{type(error).__name__}: {error}")
    return Outcome(promise.name, "kept")


def _promise(name: str, *needs: Ability) -> Callable[[Callable[[World], None]], Callable[[World], None]]:
    def add(keep: Callable[[World], None]) -> Callable[[World], None]:
        PROMISES.append(Promise(name, keep, frozenset(needs)))
        return keep

    return add


def _drafted(world: World, report: ExpenseReport) -> Posted:
    draft = world.connector.ensure_draft(report)
    if world.connector.capabilities.attachments:
        for document in report.documents:
            world.connector.ensure_attachment(draft, document)
    return draft


def _post(world: World, report: ExpenseReport) -> Posted:
    return world.connector.post(_drafted(world, report))


def _found(world: World, reference: str) -> Posted:
    booked = [posted for posted in world.connector.find(reference) if posted.state != "draft"]
    see(len(booked) == 1, f"find gives {len(booked)} booked documents for {reference}")
    return booked[0]


def _window(world: World) -> float:
    return 2 * world.connector.capabilities.worst_seconds


@_promise("posting twice books once")
def _(world: World) -> None:
    report = world.report()
    draft = _drafted(world, report)
    first, second = world.connector.post(draft), world.connector.post(draft)
    see(first.id == second.id, f"the second post gives another document: {first.id}, {second.id}")
    see(first.state == "posted", f"post gives a document in state {first.state}")
    once(world, report.reference)


@_promise("going through all steps again finds what is booked")
def _(world: World) -> None:
    report = world.report()
    first = _post(world, report)
    again = world.connector.ensure_draft(report)
    see(again.id == first.id and again.state == "posted", f"ensure_draft gives {again.id} in state {again.state}")
    see(_post(world, report).id == first.id, "posting gives another document")
    once(world, report.reference)


@_promise("what nobody posted is not found")
def _(world: World) -> None:
    found = world.connector.find(world.report().reference)
    see(found == [], f"find gives {found}")


@_promise("a draft is not booked")
def _(world: World) -> None:
    report = world.report()
    draft = _drafted(world, report)
    not_booked(world, report.reference)
    booked = [posted for posted in world.connector.find(report.reference) if posted.state != "draft"]
    see(not booked, f"find gives {booked}")
    if not world.connector.capabilities.one_call_post:
        see(draft.state == "draft", f"ensure_draft gives a document in state {draft.state}")


@_promise("a draft follows the report")
def _(world: World) -> None:
    report = world.report()
    _drafted(world, report)
    smaller = replace(report, lines=report.lines[:1], purpose="改小了")
    posted = _post(world, smaller)
    see(posted.total == smaller.total, f"posted {posted.total} instead of {smaller.total}")
    once(world, report.reference)


@_promise("a lost answer is an unknown outcome, and looking decides it", "pass_time")
def _(world: World) -> None:
    report = world.report()
    draft = _drafted(world, report)
    world.faults.lose("post", committed=True)
    _expect_unknown(world, draft)
    world.pass_seconds(_window(world))
    found = _found(world, report.reference)
    see(world.connector.post(draft).id == found.id, "posting again gives another document")
    once(world, report.reference)


@_promise("a lost request is an unknown outcome, and after the settle window 'not there' may post again", "pass_time")
def _(world: World) -> None:
    report = world.report()
    draft = _drafted(world, report)
    world.faults.lose("post", committed=False)
    _expect_unknown(world, draft)
    world.pass_seconds(_window(world))
    booked = [posted for posted in world.connector.find(report.reference) if posted.state != "draft"]
    see(not booked, f"find gives {booked}")
    world.connector.post(draft)
    once(world, report.reference)


@_promise("a late commit is there when the settle window is over", "pass_time")
def _(world: World) -> None:
    report = world.report()
    draft = _drafted(world, report)
    world.faults.commit_late("post", world.connector.capabilities.worst_seconds)
    _expect_unknown(world, draft)
    world.pass_seconds(_window(world))
    _found(world, report.reference)
    world.connector.post(draft)
    once(world, report.reference)


def _expect_unknown(world: World, draft: Posted) -> None:
    try:
        world.connector.post(draft)
    except OutcomeUnknown:
        return
    raise Broken("a lost answer is not reported as OutcomeUnknown")


@_promise("busy means that nothing was booked, and the same request works later")
def _(world: World) -> None:
    report = world.report()
    draft = _drafted(world, report)
    world.faults.be_busy("post")
    try:
        world.connector.post(draft)
    except Busy:
        not_booked(world, report.reference)
    else:
        raise Broken("a busy ERP is not reported as Busy")
    world.connector.post(draft)
    once(world, report.reference)


@_promise("an unknown account is refused, and the refusal names the field")
def _(world: World) -> None:
    report = world.report()
    lines = (replace(report.lines[0], account=world.unknown_account), *report.lines[1:])
    _expect_refusal(world, replace(report, lines=lines), "lines.0.account")
    # Fix and post keeps the reference.
    _post(world, report)
    once(world, report.reference)


@_promise("a closed period is refused and never dodged with another date", "closed_period")
def _(world: World) -> None:
    _expect_refusal(world, replace(world.report(), posting_date=world.closed_day()), "posting_date")


def _expect_refusal(world: World, report: ExpenseReport, field: str) -> None:
    try:
        _post(world, report)
    except Rejected as error:
        see(error.field == field, f"the refusal names {error.field or 'no field'} instead of {field}")
        see(bool(error.message), "the refusal says nothing")
    else:
        raise Broken(f"a wrong {field} is not refused")
    not_booked(world, report.reference)


@_promise("what comes back is what was sent")
def _(world: World) -> None:
    report = world.report()
    _post(world, report)
    held = _found(world, report.reference)
    differences = verify(report, held, documents=world.connector.capabilities.attachments)
    see(not differences, f"differences: {differences}")
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in held.lines:
        sums[line.account] += line.amount
    for account in {line.account for line in report.lines}:
        sent = sum(line.net for line in report.lines if line.account == account)
        see(sums[account] == sent, f"account {account} holds {sums[account]} instead of {sent}")
    see(not held.purpose or held.purpose == report.purpose, f"the purpose reads {held.purpose!r}")
    see(held.employee in ("", report.employee.number), f"the employee is {held.employee}")
    sent_texts = {line.description for line in report.lines}
    texts = {line.description for line in held.lines if line.account in sums and line.cost_centre}
    see(not any(texts) or texts == sent_texts, f"the descriptions read {texts} instead of {sent_texts}")


@_promise("every currency keeps its digits")
def _(world: World) -> None:
    digits = {"JPY": "1234", "KRW": "50000", "KWD": "1.234", "BHD": "12.345"}
    for currency in world.currencies[1:]:
        amount = Decimal(digits.get(currency, "12.34"))
        report = world.report()
        line = replace(report.lines[0], net=amount, tax=Decimal(0), gross=amount, tax_code="")
        foreign = replace(report, currency=currency, lines=(line,))
        if not world.connector.capabilities.foreign_currency:
            _expect_unsupported(world, foreign)
            continue
        _post(world, foreign)
        held = _found(world, foreign.reference)
        see((held.total, held.currency) == (amount, currency), f"holds {held.total} {held.currency}")


def _expect_unsupported(world: World, report: ExpenseReport) -> None:
    try:
        _post(world, report)
    except Unsupported:
        not_booked(world, report.reference)
        return
    raise Broken("a foreign currency is declared unsupported and not refused")


@_promise("attaching twice attaches once")
def _(world: World) -> None:
    report = world.report()
    draft = world.connector.ensure_draft(report)
    document = report.documents[0]
    if not world.connector.capabilities.attachments:
        try:
            world.connector.ensure_attachment(draft, document)
        except Unsupported:
            return
        raise Broken("attachments are declared unsupported and not refused")
    first, second = (world.connector.ensure_attachment(draft, document) for _ in range(2))
    see(first == second, f"two keys for one document: {first}, {second}")
    posted = world.connector.post(draft)
    # A document that was forgotten can still be attached to what is booked.
    third = world.connector.ensure_attachment(posted, document)
    see(first == third, f"two keys for one document: {first}, {third}")
    held = _found(world, report.reference).document_digests
    see(held == (document.digest,), f"holds {len(held)} documents: {held}")


@_promise("a document can be attached to what is booked already")
def _(world: World) -> None:
    if not world.connector.capabilities.attachments:
        return
    report = world.report()
    posted = world.connector.post(world.connector.ensure_draft(report))
    world.connector.ensure_attachment(posted, report.documents[0])
    held = _found(world, report.reference).document_digests
    see(held == (report.documents[0].digest,), f"holds {held}")
    once(world, report.reference)


@_promise("a document whose content is not its digest is refused")
def _(world: World) -> None:
    if not world.connector.capabilities.attachments:
        return
    report = world.report()
    draft = world.connector.ensure_draft(report)
    wrong: Document = replace(report.documents[0], content=b"another file")
    try:
        world.connector.ensure_attachment(draft, wrong)
    except Rejected as error:
        see(error.field == "documents", f"the refusal names {error.field or 'no field'}")
        return
    raise Broken("another file was attached under this digest")


@_promise("reversing twice reverses once")
def _(world: World) -> None:
    report = world.report()
    posted = _post(world, report)
    on = report.posting_date + timedelta(days=1)
    for _ in range(2):
        cancelled = world.connector.reverse(posted, "金额错误", on)
        see(cancelled.state == "cancelled", f"reverse gives a document in state {cancelled.state}")
        see(cancelled.payment == "reversed", f"reverse gives payment state {cancelled.payment}")
    see(_found(world, report.reference).state == "cancelled", "find does not give it as cancelled")
    see(world.connector.post(posted).state == "cancelled", "posting again brings it back")


@_promise("a payment is seen, in part and in full", "pay")
def _(world: World) -> None:
    if world.connector.capabilities.payment_status == "none":
        return
    report = world.report()
    posted = _post(world, report)
    _, cursor = world.connector.changed(None)
    part, first, last = Decimal(10), report.posting_date + timedelta(days=3), report.posting_date + timedelta(days=9)
    world.pay(posted, part, first)
    held = _found(world, report.reference)
    if world.connector.capabilities.payment_status == "paid_amount":
        seen = (held.payment, held.paid_amount, held.paid_on)
        see(seen == ("partly_paid", part, first), f"after a part payment: {seen}")
    world.pay(posted, report.total - part, last)
    held = _found(world, report.reference)
    see((held.payment, held.paid_on) == ("paid", last), f"after the last payment: {held.payment}, {held.paid_on}")
    changed, _ = world.connector.changed(cursor)
    see(any(one.id == held.id and one.payment == "paid" for one in changed), "changed does not give it")


@_promise("what changed since the cursor is given, and nothing is missed")
def _(world: World) -> None:
    _, cursor = world.connector.changed(None)
    posted = _post(world, world.report())
    changed, after = world.connector.changed(cursor)
    see(any(one.id == posted.id for one in changed), "changed does not give the new document")
    see(after != cursor, "the cursor stays")


@_promise("reading leaves out what is not there")
def _(world: World) -> None:
    posted = _post(world, world.report())
    read = world.connector.read([posted.id, "NO-SUCH-ID"])
    see([one.id for one in read] == [posted.id], f"read gives {[one.id for one in read]}")


@_promise("master data comes for every declared kind, and no other")
def _(world: World) -> None:
    kinds: tuple[MasterKind, ...] = ("employee", "account", "category", "cost_centre", "project", "tax", "currency")
    for kind in kinds:
        if kind in world.connector.capabilities.kinds:
            rows = list(world.connector.master(kind))
            see(bool(rows) and all(row.kind == kind and row.code for row in rows), f"{kind}: {rows}")
            continue
        try:
            list(world.connector.master(kind))
        except Unsupported:
            continue
        raise Broken(f"{kind} is not declared and not refused")
