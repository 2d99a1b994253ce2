"""Month end: what is under way by step, and taking claims out as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import get_args
from urllib.parse import urlencode
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.claims.errors import Changed, Incomplete, NotAllowed
from bot.claims.money import Money
from bot.claims.people import Employee, People
from bot.claims.periods import last_of_month
from bot.claims.states import State
from bot.store.companies import Closed
from bot.store.database import Database
from bot.store.extracts import Dated, Wanted
from bot.store.underway import Step, behind, under_way
from bot.views.notices import refusal
from bot.views.reader import since
from bot.web.asked import Wrong, fields
from bot.web.door import Door
from bot.web.drawing import Drawing
from bot.web.places import MONTH_END
from bot.web.taking_out import taken_out
from bot.web.visitors import Visitor
from bot.workflow import office
from bot.workflow.closing import Closing, Closings, may_close, opens
from bot.workflow.exporting import Exporting, Table, may_export
from bot.workflow.sheets import Format

_FORMS: dict[str, tuple[Format, Table]] = {
    "xlsx": ("xlsx", "lines"),
    "lines": ("csv", "lines"),
    "claims": ("csv", "claims"),
}


#: Claims behind a step that a page shows at once.
_ROWS = 50

_NONE: Mapping[str, str] = MappingProxyType({})


class MonthEnd:
    """The routes of the page."""

    def __init__(self, database: Database, door: Door, now: Callable[[], datetime]) -> None:
        self._database, self._door, self._now = database, door, now
        self._exporting = Exporting(database, now)
        self._closing = Closing(database, now)

    def routes(self) -> list[Route]:
        """All of them. Taking out changes the audit trail, so it is sent and not asked for."""
        return [
            self._door.get("/month-end", self._page),
            self._door.post("/month-end", self._take_out),
            self._door.post("/closing", self._close),
        ]

    def _page(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        return self._drawn(visitor, asked=request.query_params)

    def _drawn(
        self,
        visitor: Visitor,
        error: str = "",
        closing: Mapping[str, object] = _NONE,
        asked: Mapping[str, str] = _NONE,
    ) -> Response:
        drawing, person = self._door.drawing(visitor), visitor.person
        if not may_export(person):
            raise NotAllowed("export-offices-only")
        with self._database.reading() as connection:
            desk, steps = office.load(connection), under_way(connection)
            opened = _opened(steps, asked)
            skip = _number(asked.get("skip", ""))
            found = () if opened is None else behind(connection, *_step(opened), skip, _ROWS + 1)
        now = self._now()
        today, here = desk.today(now), desk.today(now, person.time_zone)
        most = max((step.count for step in steps), default=1)
        rows = [
            {
                "state": drawing.wording.say(f"state-{step.state}"),
                "approver": desk.people[step.approver].name if step.approver in desk.people else step.approver,
                "count": step.count,
                "amount": drawing.wording.money(Money(step.amount, step.currency)),
                "since": since(step.since, person, here),
                "query": urlencode(_query(step)),
                "opened": step is opened,
            }
            for step in steps
        ]
        values = {
            "rows": rows,
            "most": most,
            "states": [(state.value, drawing.wording.say(f"state-{state}")) for state in State],
            "days": {"first": today.replace(day=1).isoformat(), "last": last_of_month(today).isoformat()},
            "error": error,
            "behind": [
                {
                    "reference": one.reference,
                    "target": one.target,
                    "name": desk.people[one.claimant].name,
                    "purpose": one.purpose,
                    "amount": drawing.wording.money(Money(one.amount, opened.currency)),
                    "since": since(one.since, person, here),
                }
                for one in found[:_ROWS]
                if opened is not None
            ],
            "more": urlencode({**_query(opened), "skip": skip + _ROWS}) if opened and len(found) > _ROWS else "",
            # A press once more from the same page is the same press.
            "marks": uuid4().hex,
            "closing": {**_closing(self._closing.stands(), drawing, desk.people, person), **closing},
        }
        page = drawing.page("month_end.html", MONTH_END, **values)
        return HTMLResponse(page, 400 if error or closing.get("error") else 200)

    def _close(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent = dict(fields(content, 10))
        until, account, first = sent.get("until", ""), sent.get("account", ""), "originals_first" in sent
        entered = {"until": until, "account": account, "originals_first": first}
        try:
            self._closing.close(
                visitor.person.number, _day(until), account, sent.get("seen", ""), originals_first=first
            )
        except ValueError:
            return self._drawn(
                visitor, closing={**entered, "error": self._door.drawing(visitor).wording.say("wrong-date")}
            )
        except Incomplete as refused:
            return self._drawn(visitor, closing={**entered, "error": refusal(refused, visitor.person)})
        except Changed as late:
            # Not what was entered: first they see what somebody else has said.
            return self._drawn(visitor, closing={"error": refusal(late, visitor.person)})
        return self._drawn(visitor, closing={"saved": True})

    def _take_out(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent: dict[str, list[str]] = {}
        for name, value in fields(content, 100):
            sent.setdefault(name, []).append(value)
        say = self._door.drawing(visitor).wording.say
        try:
            first, last = (_day(sent.get(name, [""])[0]) for name in ("first", "last"))
        except ValueError:
            return self._drawn(visitor, say("wrong-date"))
        how = _FORMS.get(sent.get("as", [""])[0])
        dated = sent.get("dated", ["spent"])[0]
        chosen = sent.get("state", [])
        if how is None or dated not in get_args(Dated) or not set(chosen) <= {state.value for state in State}:
            raise Wrong("There is no such file.")
        wanted = Wanted(frozenset(State(one) for one in chosen), dated, first, last)  # type: ignore[arg-type]
        form, table = how
        number = visitor.person.number
        return taken_out(lambda file: self._exporting.write(file, number, wanted, form, table).name, form)


def _query(step: Step) -> dict[str, str]:
    """What the address of the claims behind a step says."""
    return {"state": step.state.value, "approver": step.approver, "currency": step.currency}


def _step(step: Step) -> tuple[State, str, str]:
    return step.state, step.approver, step.currency


def _opened(steps: Sequence[Step], asked: Mapping[str, str]) -> Step | None:
    """The step whose claims are asked for; None where none is, or nothing is left of it."""
    said = {name: asked.get(name, "") for name in ("state", "approver", "currency")}
    return next((step for step in steps if _query(step) == said), None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _closing(stands: Closings, drawing: Drawing, people: People, viewer: Employee) -> dict[str, object]:
    """How the books stand, in the viewer's words."""

    def said(key: str, one: Closed) -> str:
        name = people[one.by].name if one.by in people else one.by
        at = drawing.wording.moment(one.at, viewer.time_zone)
        return drawing.wording.say(key, name=name, at=at, until=one.until)

    latest = next(iter(stands.history), None)
    earlier = []
    for one in stands.history[1:6]:
        changed = "closing-opened" if opens(one.before, one.until) else "closing-closed"
        key = "closing-all_open" if one.until is None else changed
        earlier.append(said(key, one))
    return {
        "stands": drawing.wording.say("closing-none")
        if latest is None
        else said("closing-stands" if latest.until else "closing-all_open", latest),
        "until": stands.until.isoformat() if stands.until else "",
        "account": stands.account,
        "originals_first": stands.originals_first,
        "accounts": stands.accounts,
        "seen": stands.seen,
        "earlier": earlier,
        "may": may_close(viewer),
        "saved": False,
        "error": "",
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
