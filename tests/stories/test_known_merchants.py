"""The company gets to know its merchants: corrected once, the name and the category stand on the next receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.chat.card import Card
from bot.store import audit, merchants
from bot.store.database import Database
from bot.workflow.erasing import erase
from ocr.reading import Grade, Reading
from tests.stories.world import WHO, World, reading

TAX, PHONE = "91330000MA0000042X", "+8657100004242"


def slip(
    total: str, merchant: str = "云溪餐饮管理有限公司", grades: dict[str, Grade] | None = None, **more: str
) -> Reading:
    """A receipt of the little restaurant, as it prints itself."""
    numbers: dict[str, str] = {"seller_tax_number": TAX, **more}
    marks: dict[str, Grade] = {"merchant": "likely", "seller_tax_number": "likely", **(grades or {})}
    said = {"merchant": merchant, "currency": "CNY", **numbers}
    return reading("receipt", marks, "", date=date(2026, 11, 20), total=Decimal(total), **said)


def corrected(world: World, who: str = "lin", name: str = "云溪小馆", category: str = "meals") -> None:
    """Somebody sends the receipt and says what the company calls the place, once."""
    world.photo(who, slip("88.00"), "客户拜访")
    world.press(who, "correct", line=1, merchant=name, category=category)


def approved(world: World, who: str = "lin") -> None:
    world.press(who, "submit")
    world.press("mei" if who == "lin" else "grace", "approve")


def notes(card: Card) -> str:
    return "\n".join(note for part in card.sections for note in part.notes)


def test_corrected_once_the_next_receipt_of_the_merchant_has_its_name_and_category(world: World) -> None:
    corrected(world)
    world.photo("lin", slip("42.00"))
    line = world.claim().line(2)
    assert (line.merchant, line.category) == ("云溪小馆", "meals")
    assert line.paid is not None
    assert line.paid.amount == Decimal("42.00")
    assert line.unsure == {"merchant", "category"}  # by one number that nothing proves
    assert "已知商户：从 EC26-000001 学得，凭税号识别。" in notes(world.last("lin"))


def test_by_a_proven_number_or_by_two_the_name_is_sure(world: World) -> None:
    world.photo("lin", slip("88.00", seller_phone=PHONE), "客户拜访")
    world.press("lin", "correct", line=1, merchant="云溪小馆", category="meals")
    world.photo("lin", slip("42.00", grades={"seller_tax_number": "verified"}))
    world.photo("lin", slip("43.00", seller_phone=PHONE))
    world.photo("lin", slip("44.00", merchant="幸福面馆", seller_phone=PHONE))  # of the same company
    lines = [world.claim().line(line) for line in (2, 3, 4)]
    assert [line.merchant for line in lines] == ["云溪小馆"] * 3
    assert [line.unsure for line in lines] == [frozenset(), frozenset(), {"merchant", "category"}]


def test_others_get_it_as_soon_as_the_claim_is_approved(world: World) -> None:
    corrected(world)
    world.photo("sam", slip("42.00"))
    assert world.claim("EC26-000002").line(1).merchant == "云溪餐饮管理有限公司"
    approved(world)
    world.photo("sam", slip("43.00"))
    line = world.claim("EC26-000002").line(2)
    assert (line.merchant, line.category) == ("云溪小馆", "meals")
    assert "Known merchant: learnt from EC26-000001, by tax number." in notes(world.last("sam"))
    world.press("mei", "take_back")
    world.photo("sam", slip("44.00"))
    assert world.claim("EC26-000002").line(3).merchant == "云溪餐饮管理有限公司"


def test_two_names_are_asked_with_both_to_choose_from(world: World) -> None:
    corrected(world)
    approved(world)
    world.photo("sam", slip("42.00"))
    world.press("sam", "correct", line=1, merchant="Cloud Creek Diner")
    world.photo("sam", slip("43.00"))
    assert world.claim("EC26-000002").line(2).merchant == ""
    assert "known under several names" in notes(world.last("sam"))
    asked = next(fact for fact in world.last("sam").sections[2].facts if fact.label == "Merchant")
    assert [one.label for one in asked.answers] == ["云溪小馆", "Cloud Creek Diner", "云溪餐饮管理有限公司"]
    # Whoever did not contradict it is not asked.
    world.photo("lin", slip("44.00"))
    assert world.claim("EC26-000003").line(1).merchant == "云溪小馆"


def test_not_this_takes_the_name_away_and_asks_the_next_time(world: World) -> None:
    corrected(world)
    approved(world)
    world.photo("sam", slip("42.00"))
    fact = next(fact for fact in world.last("sam").sections[1].facts if fact.label == "Merchant")
    (refuse,) = fact.answers
    assert (refuse.label, refuse.action, refuse.values) == ("Not this", "correct", (("merchant", ""),))
    world.press("sam", "correct", line=1, merchant="")
    assert world.claim("EC26-000002").line(1).merchant == ""
    world.photo("sam", slip("43.00"))
    assert world.claim("EC26-000002").line(2).merchant == ""
    assert "which you said is not right" in notes(world.last("sam"))


def test_what_is_learnt_and_shared_stands_in_the_audit_trail(world: World) -> None:
    corrected(world)
    approved(world)
    with world.stage.database.reading() as connection:
        entries = [one for one in audit.entries(connection) if "merchant" in str(one["action"])]
        (known,) = merchants.every(connection)
    assert [(one["actor"], one["action"], one["subject"]) for one in entries] == [
        (WHO["lin"], "learn_merchant", "EC26-000001"),
        (WHO["mei"], "share_merchants", "EC26-000001"),
    ]
    assert entries[0]["values"]["merchant"]["value"]["name"] == "云溪小馆"
    assert entries[1]["content"] == {"merchants": [known.id]}
    assert world.chain_is_unbroken()


def test_of_two_receipts_in_one_photo_each_is_known_by_its_own_number(sqlite: Database) -> None:
    world = World(sqlite)
    corrected(world)
    two = (slip("42.00", merchant="湖边文具", seller_tax_number="91330000MA0000099Y"), slip("43.00"))
    world.photo("lin", replace(two[0], receipts=two, certain=True))
    names = [line.merchant for line in world.claim().lines]
    assert names == ["云溪小馆", "湖边文具", "云溪小馆"]
    world.press("lin", "correct", line=2, merchant="湖边文具店")
    world.photo("lin", slip("44.00", merchant="湖边文具", seller_tax_number="91330000MA0000099Y"))
    assert world.claim().line(4).merchant == "湖边文具店"


def test_a_doubtful_number_or_none_teaches_nothing(sqlite: Database) -> None:
    world = World(sqlite)
    world.photo("lin", slip("88.00", grades={"seller_tax_number": "ask"}), "客户拜访")
    world.press("lin", "correct", line=1, merchant="云溪小馆", category="meals")
    with sqlite.reading() as connection:
        assert list(merchants.every(connection)) == []


def test_lines_sent_back_alone_keep_what_they_taught(sqlite: Database) -> None:
    world = World(sqlite)
    corrected(world)
    world.photo("lin", slip("42.00", seller_tax_number="91330000MA0000099Y"))
    world.press("lin", "correct", line=2, category="meals")
    world.press("lin", "submit")
    world.press("mei", "send_back_lines", line=1, words="哪天？")
    with sqlite.reading() as connection:
        found = {one.name: one.claim for one in merchants.every(connection)}
    assert found == {"云溪小馆": "EC26-000002", "": "EC26-000001"}


def test_a_bookkeeper_asks_for_them_and_has_one_forgotten_in_any_chat(world: World) -> None:
    corrected(world)
    world.say("nora", "merchants")
    assert world.told("nora").splitlines()[1:] == ["云溪小馆 · Meals · Tax number 91330000MA0000042X"]
    world.say("bo", "商户：月亮")
    assert world.told("bo") == "没有叫“月亮”的已知商户。"
    world.say("lin", "商户")
    assert world.told("lin").startswith("只有会计、管理员和审计人员能看到已知商户")
    world.say("nora", "forget merchant 云溪小馆")
    assert world.told("nora") == "Forgotten: 云溪小馆. The next receipt is read as it stands."
    world.photo("lin", slip("42.00"))
    assert world.claim().line(2).merchant == "云溪餐饮管理有限公司"
    assert world.chain_is_unbroken()


def test_of_a_person_who_is_erased_only_stays_what_others_stand_behind(sqlite: Database) -> None:
    world = World(sqlite)
    corrected(world)
    approved(world)
    world.photo("lin", slip("42.00", seller_tax_number="91330000MA0000099Y"), "another")
    world.press("lin", "correct", line=1, merchant="湖边小馆")
    with sqlite.writing() as connection:
        erase(connection, WHO["lin"], ground="asked", by=WHO["ada"], at=world.stage.clock.now())
    with sqlite.reading() as connection:
        assert [one.name for one in merchants.every(connection)] == ["云溪小馆"]
