"""How many taps and seconds the usual things cost; the count is printed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.windows import PHONE, ROOT, Window, demo
from tests.samples.documents import taxi_zh
from tests.samples.photo import jpeg, photographed

TAXI = ROOT / "tests/samples/taxi_zh.jpg"
UNSURE = [ROOT / "bot/demo/receipts" / name for name in ("dinner_zh.jpg", "hotel_en.jpg")]


def ten_taxis(folder: Path) -> list[Path]:
    """Photos of ten rides on ten days."""
    photos = []
    for ride in range(10):
        try:
            paper = taxi_zh(f"0045{2001 + 37 * ride}", f"2026-11-{9 + ride:02}", f"{24 + 3 * ride}.00")
        except OSError:
            pytest.skip("the papers are printed in fonts-noto-cjk, which is not here")
        photos.append(folder / f"taxi-{ride}.jpg")
        photos[-1].write_bytes(jpeg(photographed(paper, 40 + ride, size=(640, 1080), noise=3.0, blur=0.4), 90_000))
    return photos


def test_one_receipt_costs_three_taps_and_its_approval_one(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A company of its own: in another story the same ride may be claimed already, which costs a tap more.
    with demo(tmp_path / "demo") as company, browser.new_context(**PHONE, locale="zh-CN") as context:
        lin, mei = (Window(context.new_page(), company, number) for number in ("E1001", "E1003"))
        lin.sees("林小雨，您好")
        began = time.monotonic()
        lin.writes("打车去客户处")
        lin.sends(TAXI)
        card = lin.card(having="打车去客户处")
        expect(card).to_contain_text("平安出租")
        lin.presses("提交")
        expect(card).to_contain_text("等待梅芳审批")
        seconds = time.monotonic() - began

        waiting = mei.card(having="打车去客户处")
        expect(waiting).to_be_visible()
        mei.taps_on(mei.button("同意", on=waiting))
        expect(waiting).to_contain_text("已同意")
    with capsys.disabled():
        print(f"\n  one receipt: {lin.taps} taps, {seconds:.1f} s; its approval: {mei.taps} tap")
    assert lin.taps <= 3
    assert seconds < 60
    assert mei.taps == 1


def test_twelve_receipts_of_which_two_are_unsure_cost_six_taps(
    browser: Browser, tmp_path: Path, album: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipts = [*ten_taxis(tmp_path), *UNSURE]
    with demo(tmp_path / "demo") as company, browser.new_context(**PHONE, locale="zh-CN") as context:
        lin = Window(context.new_page(), company, "E1001")
        lin.sees("林小雨，您好")
        began = time.monotonic()
        lin.writes("十一月拜访杭州客户")
        lin.sends(*receipts)
        card = lin.card(having="十一月拜访杭州客户")
        expect(card.locator(".part.pictured")).to_have_count(12)
        lin.picture(album / "claimant-twelve-phone.png")
        expect(card.locator("progress")).to_have_count(0, timeout=120_000)
        seconds = time.monotonic() - began
        card.locator("h2").scroll_into_view_if_needed()
        lin.picture(album / "claimant-twelve-read-phone.png")
        # The one that needs a look is open and stands first; the others are a row each, their categories suggested.
        line = card.locator(".part.pictured").filter(has=lin.page.get_by_text("12 · ")).last
        lin.taps_on(line.get_by_role("button", name="2026年11月5日", exact=True))
        expect(line.get_by_role("button", name="2026年11月5日", exact=True)).to_have_count(0)
        lin.presses("提交")
        expect(card).to_contain_text("等待梅芳审批")
    with capsys.disabled():
        print(f"\n  twelve receipts, two of them unsure: {lin.taps} taps, read in {seconds:.1f} s")
    assert lin.taps <= 16
