"""How many taps and seconds the usual things cost; the count is printed."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.windows import PHONE, ROOT

TAXI = ROOT / "tests/samples/taxi_zh.jpg"


def test_one_receipt_costs_three_taps_and_its_approval_one(
    open_window: Opener, capsys: pytest.CaptureFixture[str]
) -> None:
    lin, mei = open_window("E1001", **PHONE), open_window("E1003", **PHONE)
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
