"""Month end: what is under way by step, and taking claims out as a file."""

from __future__ import annotations

import tempfile
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import parse_qs

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from bot.claims.errors import NotAllowed
from bot.claims.money import Money
from bot.claims.states import State
from bot.store.database import Database
from bot.store.extracts import Dated, Wanted
from bot.store.underway import under_way
from bot.views.reader import since
from bot.web.asked import Wrong
from bot.web.door import Door
from bot.web.places import MONTH_END
from bot.web.visitors import Visitor
from bot.workflow import office
from bot.workflow.exporting import Exporting, Table, may_export

_FORMS: dict[str, tuple[Literal["csv", "xlsx"], Table, str]] = {
    "xlsx": ("xlsx", "lines", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "lines": ("csv", "lines", "text/csv; charset=utf-8"),
    "claims": ("csv", "claims", "text/csv; charset=utf-8"),
}


class MonthEnd:
    """The routes of the page."""

    def __init__(self, database: Database, door: Door, now: Callable[[], datetime]) -> None:
        self._database, self._door, self._now = database, door, now
        self._exporting = Exporting(database, now)

    def routes(self) -> list[Route]:
        """All of them. Taking out changes the audit trail, so it is sent and not asked for."""
        return [self._door.get("/month-end", self._page), self._door.post("/month-end", self._take_out)]

    def _page(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        return self._drawn(visitor)

    def _drawn(self, visitor: Visitor, error: str = "") -> Response:
        drawing, person = self._door.drawing(visitor), visitor.person
        if not may_export(person):
            raise NotAllowed("export-offices-only")
        with self._database.reading() as connection:
            desk, steps = office.load(connection), under_way(connection)
        today = desk.today(self._now())
        most = max((step.count for step in steps), default=1)
        rows = [
            {
                "state": drawing.wording.say(f"state-{step.state}"),
                "approver": desk.people[step.approver].name if step.approver in desk.people else step.approver,
                "count": step.count,
                "amount": drawing.wording.money(Money(step.amount, step.currency)),
                "since": since(step.since, person, desk.today(self._now(), person.time_zone)),
            }
            for step in steps
        ]
        last = today.replace(day=monthrange(today.year, today.month)[1])
        values = {
            "rows": rows,
            "most": most,
            "states": [(state.value, drawing.wording.say(f"state-{state}")) for state in State],
            "days": {"first": today.replace(day=1).isoformat(), "last": last.isoformat()},
            "error": error,
        }
        page = drawing.page("month_end.html", MONTH_END, **values)
        return HTMLResponse(page, 400 if error else 200)

    def _take_out(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent = parse_qs(content.decode("utf-8", "replace"), max_num_fields=100)
        say = self._door.drawing(visitor).wording.say
        try:
            first, last = (_day(sent.get(name, [""])[0]) for name in ("first", "last"))
        except ValueError:
            return self._drawn(visitor, say("wrong-date"))
        form = _FORMS.get(sent.get("as", [""])[0])
        dated = sent.get("dated", ["spent"])[0]
        chosen = sent.get("state", [])
        if form is None or dated not in get_args(Dated) or not set(chosen) <= {state.value for state in State}:
            raise Wrong("There is no such file.")
        wanted = Wanted(frozenset(State(one) for one in chosen), dated, first, last)  # type: ignore[arg-type]
        with tempfile.NamedTemporaryFile(prefix="export-", delete=False) as made:
            path = Path(made.name)
        try:
            done = self._exporting.write(path, visitor.person.number, wanted, form[0], form[1])
        except BaseException:
            path.unlink()
            raise
        return FileResponse(path, media_type=form[2], filename=done.name, background=BackgroundTask(path.unlink))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
