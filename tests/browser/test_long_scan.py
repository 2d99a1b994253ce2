"""A folder of paper as one scan: the card says how far it is, and one tap ends it."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.windows import PHONE
from tests.samples.paper import font
from tests.samples.pdfs import scanned


def folder_of(pages: int) -> bytes:
    """So many pages with a line on each."""
    drawn = []
    for number in range(1, pages + 1):
        page = Image.new("RGB", (300, 400), "white")
        ImageDraw.Draw(page).text((40, 60), f"Lease, page {number}", "black", font("sans", 16))
        drawn.append(page)
    return scanned(*drawn)


def test_a_scan_of_forty_pages_shows_how_far_it_is_and_is_cancelled(
    open_window: Opener, tmp_path: Path, album: Path
) -> None:
    scan = tmp_path / "folder.pdf"
    scan.write_bytes(folder_of(40))
    sam = open_window("E1002", **PHONE, locale="en-GB")
    sam.sends(scan)
    card = sam.page.locator("article.card").filter(has_text="of 40").last
    # It goes on by itself, in its place.
    expect(card.locator("h3")).to_have_text(re.compile(r"reading page (?!1 )\d+ of 40"))
    sam.picture(album / "long-scan-phone.png")
    sam.page.set_viewport_size({"width": 1280, "height": 900})
    sam.picture(album / "long-scan-desk.png")
    sam.presses("Cancel reading")
    card = sam.card(having="You cancelled the reading.")
    expect(card.locator("progress")).to_have_count(0)
    sam.picture(album / "long-scan-cancelled-desk.png")
    sam.page.set_viewport_size(PHONE["viewport"])
    sam.picture(album / "long-scan-cancelled-phone.png")
    # What is left is as they found it.
    sam.presses("Discard")
    sam.sees("Discarded")
