"""What an approver does in a browser, on a phone and at a desk: lines sent back, questions, many at once, a deputy."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.test_taps import ten_taxis
from tests.browser.windows import DESK, PHONE, Window, demo


def test_an_approver_sends_lines_back_asks_approves_all_and_names_a_deputy(
    browser: Browser, tmp_path: Path, album: Path
) -> None:
    first, second, *_ = ten_taxis(tmp_path)
    with (
        demo(tmp_path / "demo") as company,
        browser.new_context(**PHONE, locale="zh-CN") as phone,
        browser.new_context(**DESK, locale="zh-CN") as desk,
    ):
        lin, mei = (Window(phone.new_page(), company, number) for number in ("E1001", "E1003"))
        lin.sees("林小雨，您好")
        lin.writes("打车去客户处")
        lin.sends(first, second)
        draft = lin.card(having="打车去客户处")
        expect(draft.locator(".part.pictured")).to_have_count(2)
        expect(draft.locator("progress")).to_have_count(0)
        # What was read with doubt is looked at: then nothing is found about it.
        for line in range(2):
            draft.locator(".part.pictured").nth(line).get_by_role("button", name="更正", exact=True).click()
            lin.page.get_by_role("dialog").get_by_role("button", name="保存").click()
            expect(draft.locator(".part.pictured").nth(line).locator(".said > dl .mark")).to_have_count(0)
        lin.presses("提交")
        expect(draft).to_contain_text("等待梅芳审批")

        # One line, by the button on it; and back, because it was the wrong one.
        claim = mei.card(having="打车去客户处")
        expect(claim).to_be_visible()
        mei.taps_on(claim.locator(".part.pictured").nth(1).get_by_role("button", name="退回此行"))
        expect(mei.page.get_by_role("dialog")).to_contain_text("退回第 2 行")
        mei.page.keyboard.type("请补发票")
        mei.page.get_by_role("dialog").get_by_role("button", name="退回此行").click()
        expect(claim.locator(".part.pictured")).to_have_count(1)
        back = lin.card(having="EC26-000002")
        expect(back).to_contain_text("梅芳从 EC26-000001 退回：请补发票")
        back.scroll_into_view_if_needed()
        lin.picture(album / "claimant-line-back-phone.png")
        mei.taps_on(mei.button("收回决定", on=claim))
        expect(claim.locator(".part.pictured")).to_have_count(2)
        expect(lin.card(having="EC26-000002")).to_contain_text("退回已收回")

        # Several, ticked in the form, at the desk and by keyboard alone.
        at_desk = Window(desk.new_page(), company, "E1003")
        at_desk.sees("打车去客户处")
        at_desk.by_keyboard("退回")
        dialog = at_desk.page.get_by_role("dialog")
        expect(dialog.get_by_role("textbox")).to_be_focused()
        at_desk.page.keyboard.type("请补发票")
        at_desk.page.keyboard.press("Tab")
        at_desk.page.keyboard.press("Space")
        expect(dialog.get_by_role("checkbox").first).to_be_checked()
        at_desk.picture(album / "approver-lines-desk.png")
        at_desk.by_keyboard("退回", within="dialog")
        expect(at_desk.card(having="打车去客户处").locator(".part.pictured")).to_have_count(1)

        # A question, whose answer stays with the claim.
        mei.taps_on(mei.button("提问", on=claim))
        expect(mei.page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
        mei.page.keyboard.type("去见谁？")
        mei.page.get_by_role("dialog").get_by_role("button", name="提问").click()
        lin.sees("去见谁？")
        lin.writes("李经理")
        lin.page.keyboard.press("Enter")
        expect(claim).to_contain_text("林小雨回答：李经理")

        # Everything without findings at once, and the way back.
        mei.writes("待办")
        mei.page.keyboard.press("Enter")
        digest = mei.card(having="今天的报销事项")
        expect(digest).to_contain_text("其中 1 张没有提示")
        mei.picture(album / "approver-digest-phone.png")
        mei.presses("全部同意（无提示的 1 张）")
        expect(mei.card(having="今天的报销事项")).to_contain_text("已一次同意 1 张。")
        mei.presses("全部收回（1 张）")
        expect(mei.card(having="今天的报销事项")).to_contain_text("已收回 1 张的决定。")
        at_desk.sees("已收回 1 张的决定。")
        at_desk.picture(album / "approver-digest-desk.png")

        # A deputy for a week, who decides.
        mei.presses("设代理人")
        form = mei.page.get_by_role("dialog")
        form.get_by_role("radio", name="Sam Carter").check(force=True)
        form.get_by_label("最后一天").fill("2099-01-01")
        mei.picture(album / "approver-deputy-phone.png")
        form.get_by_role("button", name="设代理人").click()
        expect(form).to_contain_text("代理期间最长一年")
        expect(form.get_by_role("radio", name="Sam Carter")).to_be_checked()
        form.get_by_label("最后一天").fill(f"{date.today() + timedelta(days=5)}")  # noqa: DTZ011 - any day will do
        form.get_by_role("button", name="设代理人").click()
        mei.sees("由 Sam Carter 代您审批")
        sam = Window(desk.new_page(), company, "E1002")
        sam.sees("For 梅芳")
        sam.picture(album / "deputy-digest-desk.png")
        sam.presses("Approve the one without findings")
        sam.sees("Approved 1 at once.")
        expect(mei.card(having="Sam Carter（代梅芳）")).to_be_visible()
