"""The main job in a browser: a photo becomes a claim, is approved, posted and paid, on a phone and at a desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.windows import DESK, PHONE, ROOT

RECEIPTS = ROOT / "bot/demo/receipts"
LIN, SAM, MEI, GRACE, BO, NORA = (f"E100{number}" for number in range(1, 7))


def test_a_dinner_from_the_phone_to_the_money(
    open_window: Opener, pages: Callable[..., Page], company: str, album: Path
) -> None:
    start = open_window("", **PHONE)
    start.picture(album / "start-phone.png")
    lin = open_window(LIN, **PHONE)
    lin.sees("林小雨，您好")
    lin.writes("请杭州客户吃饭")
    lin.sends(RECEIPTS / "dinner_zh.jpg")
    draft = lin.card(having="请杭州客户吃饭")
    expect(draft).to_contain_text("云溪小馆")
    expect(draft.locator(".said > dl img.crop").first).to_be_visible()
    lin.picture(album / "claimant-draft-phone.png")

    # What else stands on the receipt is a tap on the heading away, each value beside its place, and the goods below.
    lin.taps_on(draft.get_by_text("票面详情"))
    details = draft.locator("details.more")
    expect(details.locator(".fact", has_text="支付方式")).to_contain_text("现金")
    expect(details.locator(".fact", has_text="时间").locator("img.crop")).to_be_visible()
    expect(details.get_by_role("row", name="清蒸鲈鱼")).to_contain_text("88.00")
    expect(details).to_contain_text("各项相加与票面合计一致。")
    lin.picture(album / "claimant-details-phone.png")
    lin.taps_on(draft.get_by_text("票面详情"))

    # A value is tapped, and the form begins there, beside the receipt; the category that it suggests stands there too.
    lin.taps_on(draft.get_by_role("button", name="商户"))
    expect(lin.page.get_by_role("dialog").get_by_label("商户")).to_be_focused()
    lin.picture(album / "claimant-form-phone.png")
    lin.presses("关闭")
    draft.get_by_role("button", name="餐饮").scroll_into_view_if_needed()
    lin.picture(album / "claimant-answers-phone.png")
    expect(draft).not_to_contain_text("待填写")
    lin.presses("提交")
    lin.sees("等待梅芳审批")
    reference = (lin.page.locator("article h2").last.inner_text()).split()[-1]

    mei = open_window(MEI, **PHONE)
    mei.sees("林小雨申请报销 ¥386.00")
    mei.picture(album / "approver-phone.png")
    mei.presses("同意")
    expect(mei.card(having=reference)).to_contain_text("已同意")

    bo = open_window(BO, **DESK)
    bo.sees("待复核：林小雨 ¥386.00")
    bo.picture(album / "bookkeeper-desk.png")
    bo.presses("复核并入账")
    expect(bo.card(having=reference)).to_contain_text("已入账")

    # Too late to take it back, and that is said in words.
    expect(mei.button("收回决定", on=mei.card(having=reference))).to_have_count(0)
    mei.writes(f"收回 {reference}")
    mei.page.keyboard.press("Enter")
    mei.sees(f"{reference} 已经开始入账，不能再收回。")

    bank = pages(**DESK)
    bank.goto(company)
    bank.get_by_role("button", name="付款").click()
    lin.sees("款项已支付")
    lin.sees(f"{reference} 的 ¥386.00 已于")
    lin.picture(album / "claimant-paid-phone.png")


def test_a_hotel_at_the_desk_with_two_levels_and_the_director_by_keyboard_alone(
    open_window: Opener, album: Path
) -> None:
    sam = open_window(SAM, **DESK, locale="en-GB")
    sam.sees("Sam Carter")
    sam.drops(RECEIPTS / "hotel_en.jpg")
    draft = sam.card(having="WILLOW LAKE HOTEL")
    # 05/11 may be either; what the paper says stands beside the question.
    expect(draft.get_by_role("button", name="11 May 2026")).to_be_visible()
    sam.picture(album / "claimant-draft-english-desk.png")
    sam.taps_on(draft.get_by_role("button", name="5 Nov 2026"))
    expect(draft.get_by_role("button", name="11 May 2026")).to_have_count(0)
    sam.taps_on(draft.get_by_role("button", name="Category"))
    sam.taps_on(sam.page.get_by_role("dialog").get_by_role("radio", name="Hotel"))
    sam.presses("Save")
    expect(draft).to_contain_text("Hotel")
    sam.writes("Two nights in Hangzhou")
    sam.page.keyboard.press("Enter")
    expect(sam.card(having="Two nights in Hangzhou")).to_be_visible()
    sam.presses("Submit")
    sam.sees("Waiting for 梅芳")

    mei = open_window(MEI, **DESK)
    mei.sees("Sam Carter 申请报销 ¥1,180.00")
    mei.button("同意", on=mei.card(having="Two nights in Hangzhou")).click()

    grace = open_window(GRACE, **DESK, locale="en-GB")
    grace.sees("Sam Carter asks for CN¥1,180.00")
    grace.picture(album / "director-english-desk.png")
    grace.by_keyboard("Ask")
    expect(grace.page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    grace.page.keyboard.type("With breakfast?")
    grace.by_keyboard("Ask", within="dialog")
    grace.sees("With breakfast?")
    sam.sees("With breakfast?")
    sam.writes("Yes, on the bill")
    sam.page.keyboard.press("Enter")
    grace.sees("Yes, on the bill")
    grace.by_keyboard("Approve")
    expect(grace.card(having="Two nights in Hangzhou")).to_contain_text("Approved")

    nora = open_window(NORA, **DESK, locale="en-GB")
    nora.sees("Two nights in Hangzhou")
    nora.picture(album / "bookkeeper-english-desk.png")
    nora.presses("Check and post")
    expect(nora.card(having="Two nights in Hangzhou")).to_contain_text("Posted as")
    sam.sees("Posted as")
    sam.picture(album / "claimant-posted-desk.png")
