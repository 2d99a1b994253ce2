"""One's own claims in a browser: found, withdrawn, reminded of, opened; on a telephone and at a desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.office import approved, office
from tests.browser.windows import DESK, PHONE, Window
from tests.stories.world import WHO, World, receipt


def filled(world: World) -> None:
    """Claims of LIN and of SAM in many states."""
    approved(world, "lin", "128.00", "云溪小馆", "请杭州客户吃饭")
    world.press("nora", "check")
    approved(world, "lin", "46.50", "云上咖啡", "与供应商碰面")
    world.photo("lin", receipt("35.00", "出租车"), "去机场")
    world.press("lin", "submit")
    world.press("mei", "send_back", words="请补发票")
    world.photo("lin", receipt("60.00", "印象书店"), "产品手册")
    world.press("lin", "submit")
    world.press("mei", "reject", words="私人消费")
    world.submitted("lin", "920.00")
    world.wait(days=3)
    world.photo("lin", receipt("77.00", "湖畔楼"))
    approved(world, "sam", "46.50", "Corner Café", "Coffee with a supplier")
    world.photo("sam", receipt("128.00", "Harbour Inn"), "Trade fair")
    world.press("sam", "submit")


@pytest.mark.parametrize(("name", "how"), [("phone", PHONE), ("desk", DESK)])
def test_my_claims_are_found_reminded_of_withdrawn_and_opened(
    browser: Browser, tmp_path: Path, album: Path, name: str, how: dict[str, Any]
) -> None:
    complaints = list[str]()
    with office(tmp_path) as (world, address):
        filled(world)
        context = browser.new_context(locale="zh-CN", **how)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        window = Window(page, address, WHO["lin"])
        page.get_by_role("link", name="我的报销").click()
        rows = page.locator(".row")
        expect(rows).to_have_count(6)
        window.picture(album / ("my-claims-phone.png" if how is PHONE else "my-claims-desk.png"))
        waiting = rows.filter(has_text="¥920.00")
        waiting.get_by_role("button", name="催办").click()
        expect(page.get_by_role("status")).to_have_text("已就 EC26-000005 催办梅芳。")
        world.stage.settle()
        assert world.told("mei").startswith("林小雨请您查看 EC26-000005")
        expect(waiting.get_by_role("button", name="催办")).to_have_count(0)
        page.get_by_label("单号、事由或商户").fill("咖啡")
        page.keyboard.press("Enter")
        expect(rows).to_have_count(1)
        page.get_by_role("link", name="已付款", exact=True).click()
        expect(page.get_by_text("这里没有。")).to_be_visible()
        page.get_by_role("link", name="查看全部报销单").click()
        rows.first.get_by_role("button", name="作废").click()
        expect(page.get_by_role("status")).to_contain_text("EC26-000006 已作废。")
        rows.filter(has_text="¥35.00").get_by_role("button", name="打开").click()
        expect(page.locator("#conversation")).to_be_visible()
        world.stage.settle()
        assert "EC26-000003" in world.last("lin").title
        if how is PHONE:
            page.goto(f"{address}as/{WHO['sam']}/claims")
            window.picture(album / "my-claims-english-phone.png")
        page.goto(f"{address}as/{WHO['grace']}/claims")
        expect(page.get_by_role("link", name="Send a receipt")).to_be_visible()
        window.picture(album / f"my-claims-none-{name}.png")
        context.close()
    assert complaints == []
