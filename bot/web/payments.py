"""Marking a bank run as paid: a list or a file, a look at what it means, and what is ticked then is marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from email import message_from_bytes
from email.policy import HTTP
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.claims.bank_run import Match
from bot.founding.problems import Refused, told
from bot.founding.sheets import LARGEST
from bot.views.reader import target
from bot.web.asked import Wrong, fields
from bot.web.door import Door
from bot.web.places import PAYMENTS
from bot.web.visitors import Visitor
from bot.workflow.bank_runs import BankRuns


class PaymentPages:
    """The routes of the page."""

    def __init__(self, door: Door, runs: BankRuns, now: Callable[[], datetime]) -> None:
        self._door, self._runs, self._now = door, runs, now

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            self._door.get("/payments", self._page),
            self._door.post("/payments", self._look, LARGEST + 64 * 1024),
            self._door.post("/mark-paid", self._mark, 2 * 1024 * 1024),
        ]

    def _page(self, _: Request, visitor: Visitor, __: bytes) -> Response:
        self._runs.demand(visitor.person.number)
        return self._drawn(visitor)

    def _look(self, request: Request, visitor: Visitor, content: bytes) -> Response:
        sent = parts_of(request.headers.get("content-type", ""), content)
        say = self._door.drawing(visitor).wording.say
        name, file = sent.get("file", ("", b""))
        pasted = sent.get("list", ("", b""))[1]
        try:
            on = date.fromisoformat(sent.get("on", ("", b""))[1].decode("utf-8", "replace"))
        except ValueError:
            return self._drawn(visitor, pasted=pasted, errors=[say("wrong-date")])
        if not file and not pasted.strip():
            return self._drawn(visitor, errors=[say("payments-nothing_given")])
        try:
            given = file or pasted
            matches = self._runs.look(visitor.person.number, given, name if file else "list.csv", on)
        except Refused as refused:
            words = self._door.drawing(visitor).wording
            return self._drawn(visitor, pasted=pasted, errors=[told(one, words) for one in refused.problems])
        return self._drawn(visitor, pasted=b"" if file else pasted, matches=matches)

    def _mark(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent = fields(content, 25_000)
        chosen = [value.rsplit("|", 1) for name, value in sent if name == "paid"]
        if not all(len(one) == 2 for one in chosen):
            raise Wrong("There is no such row.")
        done = self._runs.mark(visitor.person.number, [(one[0], one[1]) for one in chosen])
        return self._drawn(visitor, outcome=done)

    def _today(self, visitor: Visitor) -> date:
        return self._now().astimezone(ZoneInfo(visitor.person.time_zone)).date()

    def _drawn(
        self,
        visitor: Visitor,
        *,
        pasted: bytes = b"",
        errors: Sequence[str] = (),
        matches: Sequence[Match] | None = None,
        outcome: object = None,
    ) -> Response:
        drawing = self._door.drawing(visitor)
        rows = None if matches is None else [_row(match, drawing.wording.money) for match in matches]
        values: Mapping[str, object] = {
            "pasted": pasted.decode("utf-8", "replace"),
            "errors": errors,
            "rows": rows,
            "ready": [row for row in rows or () if row["ready"]],
            "day": drawing.wording.day,
            "today": self._today(visitor).isoformat(),
            "outcome": outcome,
        }
        return HTMLResponse(drawing.page("payments.html", PAYMENTS, **values), 400 if errors else 200)


def _row(match: Match, money: Callable[..., str]) -> dict[str, object]:
    claim = match.claim
    return {
        "ready": match.verdict == "ready",
        "verdict": match.verdict,
        "text": match.row.text,
        "number": match.row.number,
        "on": match.on,
        "reference": claim.reference if claim else "",
        "amount": money(claim.approved) if claim else "",
        "value": f"{target(claim)}|{match.on.isoformat()}" if claim else "",
    }


def parts_of(kind: str, content: bytes) -> dict[str, tuple[str, bytes]]:
    """What a form with a file sent: (file name, bytes) by field. Raises `Wrong`."""
    if not kind.lower().startswith("multipart/form-data") or "\n" in kind or "\r" in kind:
        raise Wrong("Not a form with a file.")
    read = message_from_bytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + content, policy=HTTP)
    if not read.is_multipart():
        raise Wrong("Not a form with a file.")
    found: dict[str, tuple[str, bytes]] = {}
    for part in read.iter_parts():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(payload, bytes):
            found[name] = (part.get_filename() or "", payload)
    return found
