"""The cover sheet of a claim: printed with the paper, found again by its barcode, and there what arrived is ticked."""

from __future__ import annotations

import re
import unicodedata

import zxingcpp
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.claims.errors import ClaimError
from bot.claims.people import Role
from bot.views.reader import Reader
from bot.web.asked import Wrong, fields, number
from bot.web.door import Door
from bot.web.places import DESK
from bot.web.visitors import Visitor
from bot.workflow.event_json import sound_text
from bot.workflow.originals import Originals


class CoverPages:
    """The routes of the sheet."""

    def __init__(self, door: Door, originals: Originals) -> None:
        self._door, self._originals = door, originals

    def routes(self) -> list[Route]:
        """All of them."""
        return [self._door.get("/cover", self._page), self._door.post("/cover", self._tick)]

    def _page(self, request: Request, visitor: Visitor, _: bytes) -> Response:
        drawing = self._door.drawing(visitor)
        # A scanner types what the barcode says, into whatever width of letters is set.
        asked = unicodedata.normalize("NFKC", sound_text(request.query_params.get("claim", ""))).strip().upper()[:32]
        try:
            cover = self._originals.cover(visitor.person.number, asked)
        except ClaimError as refusal:
            raise Wrong(drawing.wording.say(refusal.key, **refusal.values), 404) from refusal
        claim, desk = cover.claim, cover.desk
        reader = Reader(claim, visitor.person, desk.people, desk.company)
        lines = [
            {
                "id": line.id,
                "what": line.merchant or reader.kind(line),
                "kind": reader.kind(line),
                "day": reader.day(line.spent_on) if line.spent_on else "",
                "amount": reader.money(claim.approved_amount(line)),
                "needed": line.id in cover.papers.needed,
                "arrived": (found := cover.papers.arrived.get(line.id)) is not None,
                "by": f"{reader.name(found.by)}, {reader.moment(found.at)}" if found else "",
            }
            for line in claim.lines
        ]
        page = drawing.page(
            "cover.html",
            DESK,
            claim=claim,
            name=reader.name(claim.claimant),
            department=desk.people[claim.claimant].department,
            total=reader.money(claim.approved),
            lines=lines,
            barcode=barcode(claim.reference),
            ticks=Role.BOOKKEEPER in visitor.person.roles
            and claim.claimant != visitor.person.number
            and cover.papers.needed,
        )
        return HTMLResponse(page)

    def _tick(self, _: Request, visitor: Visitor, content: bytes) -> Response:
        sent = fields(content, 1000)
        reference = dict(sent).get("claim", "")
        self._originals.tick(visitor.person.number, reference, {number(v) for name, v in sent if name == "here"})
        return RedirectResponse(f"cover?claim={reference}", 303)


def barcode(reference: str) -> Markup:
    """The reference as Code 128, drawn in the page: dark bars on white, whatever the scheme."""
    drawn = str(zxingcpp.create_barcode(reference, zxingcpp.BarcodeFormat.Code128).to_svg())
    found = re.search(r'<svg width="(\d+)" height="(\d+)".*?(<path d="[MhvZ0-9 .\-]+"\s*/>)', drawn, re.DOTALL)
    if found is None:
        raise AssertionError("the barcode is drawn in another way")
    box = f"0 0 {found[1]} {found[2]}"
    # Made of a reference of ours, whose letters are known.
    return Markup(f'<svg class="barcode" viewBox="{box}" role="img" aria-label="{reference}">{found[3]}</svg>')  # noqa: S704
