"""An invoice made out to somebody else: said on the card at once, and whoever decides reads why it is right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.claims.states import State
from bot.demo.company import COMPANY
from ocr.reading import Reading
from tests.stories.world import World, reading

(OURS,) = COMPANY.tax_numbers


def invoice(buyer: str, number: str) -> Reading:
    return reading(
        "vat_invoice",
        category="office",
        merchant="柳湖文具有限公司",
        date=date(2026, 11, 20),
        total=Decimal("237.30"),
        currency="CNY",
        buyer=buyer,
        buyer_tax_number=number,
    )


def warnings(world: World, who: str) -> str:
    return " ".join(one for part in world.last(who).sections for one in part.warnings)


def test_our_own_name_and_number_need_no_word(world: World) -> None:
    world.photo("lin", invoice(COMPANY.name, OURS), "文具")
    assert warnings(world, "lin") == ""


def test_another_name_or_number_is_said_before_submitting_with_what_to_do(world: World) -> None:
    world.photo("lin", invoice("个人", OURS), "文具")
    assert warnings(world, "lin") == (
        f"发票抬头是“个人”，不是本公司。请让开票方按“{COMPANY.name}”（税号 {OURS}）重开，或按“说明”写明理由。"
    )
    world.photo("sam", invoice(COMPANY.name, "91330000MA000004X5"), "Paper")
    assert warnings(world, "sam").startswith("Made out to another company: tax number 91330000MA000004X5. Ask for one")


def test_explained_it_goes_on_and_whoever_decides_sees_both(world: World) -> None:
    world.photo("lin", invoice("个人", OURS), "文具")
    world.press("lin", "explain", line=1, words="店家只开个人抬头")
    assert warnings(world, "lin") == "发票抬头是“个人”，不是本公司。"
    world.press("lin", "submit")
    assert world.claim().state is State.SUBMITTED
    assert "发票抬头是“个人”" in warnings(world, "mei")
    assert "店家只开个人抬头" in str(world.last("mei"))
