"""A claim as a card: for everyone who may look at it, in every state, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.card import Button, Card, Crop, Fact, More
from bot.chat.text import card_text
from bot.claims.claim import Claim
from bot.claims.company import Company
from bot.claims.errors import Incomplete
from bot.claims.invoices import Twin
from bot.claims.line import Line
from bot.claims.money import Money
from bot.claims.people import Employee
from bot.claims.periods import ANSWERS
from bot.claims.policy import Finding, findings
from bot.claims.rights import allowed
from bot.claims.states import TABLE, Action, State
from bot.views import (
    GOODS,
    LAST_PAGE,
    Evidence,
    Good,
    chat_words,
    claim_card,
    dead_letter_card,
    digest_card,
    form_for,
    notice,
    refusal,
)
from bot.views.buttons import APPROVE_LESS, OPENS
from bot.wording import wording
from bot.workflow.notices import notice_of
from ocr.fields.payments import METHODS
from tests.bot.example_claims import (
    ADMIN,
    AUDITOR,
    BOOKS,
    BOOKS_TOO,
    BOSS,
    CLAIMS,
    COMPANY,
    HEAD,
    HOTEL,
    LIN,
    NOODLES,
    PEOPLE,
    TODAY,
    TRAIN,
    at,
    draft,
    started,
    submitted,
)

VIEWERS = {"claimant": LIN, "approver": BOSS, "director": HEAD, "bookkeeper": BOOKS, "admin": ADMIN, "auditor": AUDITOR}
#: The same company, whose books take no voucher of the claims' days any more.
CLOSED = replace(COMPANY, closed_until=TODAY)
GOLDEN = Path(__file__).parent / "golden"


def seen(claim: Claim, viewer: Employee, company: Company = COMPANY, **more: object) -> Card:
    """The card with all that policy finds on it."""
    twins = [Twin(1, "EC26-000009", "looks")] if claim.lines else []
    found = findings(claim, TODAY, COMPANY.limits, twins, oldest_days=COMPANY.oldest_days)
    return claim_card(claim, viewer, PEOPLE, company, found, TODAY, **more)  # type: ignore[arg-type]


def buttons(card: Card) -> list[Button]:
    return [*card.buttons, *(button for section in card.sections for button in section.buttons)]


def notes(card: Card) -> list[str]:
    return [note for section in card.sections for note in section.notes]


def fact(card: Card, label: str) -> Fact:
    return next(one for section in card.sections for one in section.facts if one.label == label)


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("name", CLAIMS)
def test_every_claim_can_be_shown_to_everyone_in_both_languages(name: str, who: str, locale: str) -> None:
    claim = CLAIMS[name]()
    viewer = replace(VIEWERS[who], locale=locale)
    card = seen(claim, viewer)
    assert card.title
    assert card.summary
    actions = {button.action for button in buttons(card)} - {APPROVE_LESS}
    assert actions <= allowed(claim, viewer)
    # All of them, except for the few that make no sense yet.
    left_out = allowed(claim, viewer) - actions - {Action.CORRECT, Action.REMOVE, Action.RECODE, Action.EXPLAIN}
    # These answer a question that is asked of closed periods only.
    left_out -= ANSWERS
    # A photo is read before anybody could cancel it; a long document says at which page it is.
    left_out -= {Action.CANCEL_READING}
    early = not claim.lines or any(line.reading == "waiting" for line in claim.lines)
    assert left_out == ({Action.SUBMIT} if early and Action.SUBMIT in allowed(claim, viewer) else set())


def test_the_table_knows_no_action_of_a_person_without_a_button() -> None:
    shown = {
        button.action
        for claim in CLAIMS.values()
        for one in _everyone()
        for company in (COMPANY, CLOSED)
        for button in buttons(seen(claim(), one, company))
    }
    people = {rule.action for rule in TABLE if rule.role != "system"}
    assert people - {Action.CANCEL_READING} <= shown


def test_a_long_document_that_is_being_read_says_at_which_page_and_can_be_cancelled() -> None:
    claim = CLAIMS["draft, reading"]()
    waiting = next(line for line in claim.lines if line.reading == "waiting")
    card = seen(claim, replace(LIN, locale="en"), at_pages={waiting.document: (12, 40)})
    section = next(one for one in card.sections if one.heading == f"{waiting.id} · reading page 12 of 40 …")
    assert [button.label for button in section.buttons] == ["Cancel reading", "Remove"]
    assert card.progress == (11, 40)
    assert Action.CANCEL_READING not in {button.action for button in buttons(seen(claim, LIN))}


def _everyone() -> Iterator[Employee]:
    yield from VIEWERS.values()
    yield BOOKS_TOO


def test_a_button_carries_claim_version_and_line() -> None:
    claim = draft()
    targets = {button.action: button.target for button in buttons(seen(claim, LIN))}
    assert targets[Action.SUBMIT] == f"EC26-000001:{claim.version}"
    assert targets[Action.CORRECT] == f"EC26-000001:{claim.version}:1"
    reopened = CLAIMS["reopened"]()
    assert reopened.reference == "EC26-000001-R2"
    assert {button.target.split(":")[0] for button in buttons(seen(reopened, LIN))} == {"EC26-000001"}


def test_the_auditor_sees_everything_and_can_press_nothing() -> None:
    for claim in CLAIMS.values():
        assert buttons(seen(claim(), AUDITOR)) == []
    card = seen(CLAIMS["posted"](), replace(AUDITOR, locale="en"))
    assert fact(card, "Account").value == "6602.01"
    assert any("Mia Chen approved" in note for note in notes(card))


def test_nobody_is_shown_a_decision_on_their_own_claim() -> None:
    books = replace(BOOKS, number=LIN.number)
    card = seen(CLAIMS["approved"](), books)
    assert buttons(card) == []
    assert not [section for section in card.sections for one in section.facts if one.label == "科目"]


def test_progress_counts_what_is_ready() -> None:
    card = seen(CLAIMS["draft, reading"](), replace(LIN, locale="en"))
    assert card.progress == (1, 2)
    assert "2 received, 0 ready, 1 to look at, 1 being read" in notes(card)
    assert [button.action for button in card.sections[2].buttons] == [Action.REMOVE]
    assert seen(draft(), LIN).progress is None


def twelve() -> Claim:
    """Ten lines that are fine (of two something is only likely), one without a category and one without a date."""
    fine = [replace(HOTEL, id=number, document=f"{number:064}", unsure=frozenset()) for number in range(1, 11)]
    likely = replace(fine[4], unsure=frozenset({"merchant"}))
    money = replace(fine[5], unsure=frozenset({"total"}))
    gaps = replace(fine[0], id=11, category=""), replace(fine[0], id=12, spent_on=None)
    return draft(*fine[:4], likely, money, *fine[6:], *gaps)


def claimants(claim: Claim, **more: object) -> Card:
    return claim_card(claim, replace(LIN, locale="en"), PEOPLE, COMPANY, (), TODAY, **more)  # type: ignore[arg-type]


def test_of_many_lines_those_to_look_at_stand_open_and_first_and_the_others_in_a_row() -> None:
    card = claimants(twelve())
    assert "12 received, 10 ready, 2 to look at" in notes(card)
    lines = card.sections[1:]
    assert [bool(line.brief) for line in lines] == [False, False, *[True] * 10]
    assert [line.heading.split()[0] for line in lines] == ["11", "12", *map(str, range(1, 11))]
    assert [line.brief_mark for line in lines[2:]] == ["", "", "", "", "likely", "likely", "", "", "", ""]
    row = lines[2].brief
    assert (row[0], row[2]) == ("1 · Hotel am Tor", "€120.00")


def test_of_few_lines_nothing_is_folded() -> None:
    assert not any(section.brief for section in claimants(draft(NOODLES, HOTEL)).sections)


def test_whoever_decides_sees_what_the_policy_warns_of_open_and_the_rest_in_rows() -> None:
    found = (Finding("over-limit", 3, {"limit": Money(Decimal(900), "CNY"), "amount": Money(Decimal(941), "CNY")}),)
    card = claim_card(submitted(*twelve().lines[:10]), BOSS, PEOPLE, COMPANY, found, TODAY)
    assert [section.heading.split()[0] for section in card.sections[1:] if section.document and not section.brief] == [
        "3"
    ]


def test_how_long_reading_takes_is_said_where_it_is_long() -> None:
    reading = replace(twelve(), lines=(*twelve().lines, Line(13, "e" * 64)))
    assert "About 3 min to go." in notes(claimants(reading, minutes=3))
    assert "About 3 min to go." not in notes(claimants(twelve(), minutes=3))


def test_unsure_and_missing_values_are_marked() -> None:
    card = seen(draft(NOODLES, Line(2, "e" * 64, "read", merchant="?")), replace(LIN, locale="en"))
    first, second = card.sections[1:3]
    assert [(one.label, one.mark) for one in first.facts] == [
        ("Merchant", ""), ("Amount", "likely"), ("Date", ""), ("Category", ""),
    ]  # fmt: skip
    assert [(one.label, one.mark) for one in second.facts] == [
        ("Merchant", ""), ("Amount", "missing"), ("Date", "missing"), ("Category", "missing"),
    ]  # fmt: skip


def test_a_foreign_amount_shows_its_rate() -> None:
    card = seen(CLAIMS["draft, foreign"](), replace(LIN, locale="en"))
    assert fact(card, "Exchange rate").value == "7.8412 on 20 Jul 2026 (ECB)"
    assert [one.label for one in card.sections[2].facts if one.mark == "missing"] == ["Exchange rate"]


def test_evidence_stands_beside_its_value() -> None:
    crop = Crop("a" * 64, 0, (0.1, 0.2, 0.3, 0.4))
    card = seen(draft(), replace(LIN, locale="en"), evidence={1: {"total": Evidence(crop)}})
    assert fact(card, "Amount").evidence == crop
    assert fact(card, "Merchant").evidence is None
    assert card.sections[1].document == Crop("a" * 64)


def test_what_else_was_read_stands_a_tap_away_and_says_whether_the_goods_add_up() -> None:
    crop = Crop("a" * 64, 0, (0.1, 0.2, 0.3, 0.4))
    goods = (Good("Noodles", Decimal("44.00"), Decimal("2.0")), Good("Tea", Decimal("0.00")))
    read = {
        "time": Evidence(crop, (), time(12, 5)),
        "payment_method": Evidence(crop, (), "wechat_pay", "likely"),
        "tax_rate": Evidence(crop, (), Decimal("6.00")),
        "invoice_number": Evidence(crop, (), "A-17"),
        # Would have to be asked, and nobody needs it: left out.
        "buyer": Evidence(crop),
        GOODS: Evidence(goods=goods, mark="sure"),
    }

    def shown(**changed: Evidence) -> More | None:
        return seen(draft(), replace(LIN, locale="en"), evidence={1: {**read, **changed}}).sections[1].more

    found = shown()
    assert found is not None
    assert [(one.label, one.value, one.mark) for one in found.facts] == [
        ("Time", "12:05", ""),
        ("Paid by", "WeChat Pay", "likely"),
        ("Tax rate", "6%", ""),
        ("Number", "A-17", ""),
    ]
    assert {one.evidence for one in found.facts} == {crop}
    assert (found.heads, found.rows[0]) == (("Item", "Quantity", "Amount"), ("Noodles", "2", "CN¥44.00"))
    assert (found.said, found.mark) == ("These add up to the sum that is printed.", "sure")
    differ, many = shown(goods=Evidence(goods=goods, mark="look")), shown(goods=Evidence(goods=goods[1:] * 50))
    assert differ is not None
    assert (differ.said, differ.mark) == ("These do not add up to the sum that is printed.", "look")
    assert many is not None
    assert (many.heads, many.rows[-1], many.said) == (("Item", "Amount"), ("… and 10 more", ""), "")
    assert seen(draft(), LIN, evidence={1: {"total": Evidence(crop, (), Decimal("88.00"))}}).sections[1].more is None


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_way_to_pay_has_a_name(locale: str) -> None:
    assert [name for name in METHODS if not wording(locale).knows(f"payment-{name}")] == []


def test_a_line_knows_how_many_pages_its_document_has() -> None:
    last = {LAST_PAGE: Evidence(Crop("a" * 64, 2))}
    assert seen(draft(), LIN, evidence={1: last}).sections[1].pages == 3
    assert seen(draft(), LIN).sections[1].pages == 1


def test_a_removed_line_stands_in_its_place_with_undo_for_its_claimant_alone() -> None:
    claim = CLAIMS["draft, one removed"]()
    card = seen(claim, replace(LIN, locale="en"))
    assert [section.heading for section in card.sections] == ["", "Removed: 老王面馆 CN¥88.00", "2 · Train ticket"]
    assert [button.action for button in card.sections[1].buttons] == [Action.RESTORE]
    assert "Removed" not in str(seen(claim, replace(AUDITOR, locale="en")))


def test_one_tap_takes_a_category_for_all_and_stands_on_the_first_line_without_one() -> None:
    sections = seen(CLAIMS["draft, one category for all"](), replace(LIN, locale="en")).sections
    labels = [[one.label for one in section.buttons if one.action == Action.CATEGORISE] for section in sections]
    assert labels == [[], [], ["Meals for all 2 without a category"], []]


def test_what_is_missing_is_answered_by_one_tap_where_it_is_known_what_it_may_be() -> None:
    line = replace(CLAIMS["draft, unreadable"]().lines[-1], reading="read", problem="")
    claim = replace(CLAIMS["draft, unreadable"](), lines=(line,))
    read = {"date": Evidence(None, ("2026-11-05", "2026-05-11")), "total": Evidence(None, ("88.50", "8.85"))}
    card = seen(claim, replace(LIN, locale="en"), evidence={line.id: read})
    answers = {name: fact(card, name).answers for name in ("Amount", "Date", "Category", "Merchant")}
    assert [(one.label, one.values) for one in answers["Date"]] == [
        ("5 Nov 2026", (("date", "2026-11-05"),)),
        ("11 May 2026", (("date", "2026-05-11"),)),
    ]
    assert [one.label for one in answers["Amount"]] == ["CN¥88.50", "CN¥8.85"]
    assert [one.values[0][1] for one in answers["Category"]] == [one.code for one in COMPANY.categories]
    assert answers["Merchant"] == ()
    assert {(one.action, one.target) for found in answers.values() for one in found} == {
        ("correct", card.sections[1].buttons[0].target)
    }


def test_a_picture_of_no_receipt_says_so_before_it_asks_for_anything() -> None:
    line = replace(CLAIMS["draft, unreadable"]().lines[-1], reading="read", problem="")
    claim = replace(CLAIMS["draft, unreadable"](), lines=(line,))
    section = seen(claim, replace(LIN, locale="en")).sections[1]
    assert section.heading == "1 · could not be read"
    assert section.warnings[0] == (
        "I found no merchant, date or amount on it. If it is a receipt, send a sharper photo or fill the line in; "
        "otherwise remove it."
    )
    by_hand = replace(claim, lines=(replace(line, document=None),))
    assert seen(by_hand, replace(LIN, locale="en")).sections[1].heading != section.heading


def test_a_receipt_in_another_currency_says_what_to_do_and_is_never_converted_in_silence() -> None:
    claim = CLAIMS["draft, foreign"]()
    rated, unrated = seen(claim, replace(LIN, locale="en")).sections[1:3]
    assert "EUR" not in str(rated.warnings)
    (said,) = unrated.warnings
    assert said.startswith("This receipt is in EUR, and this claim is paid in CNY: give the exchange rate you paid, or")
    (rate,) = [fact for fact in unrated.facts if fact.label == "Exchange rate"]
    assert rate.button is not None
    assert [(one.label, one.values) for one in rate.answers] == [("It is in CNY", (("currency", "CNY"),))]
    assert not any(fact.label == "Claimed amount" for fact in unrated.facts)
    assert not seen(claim, AUDITOR).sections[2].warnings


def test_an_amount_whose_currency_was_only_taken_for_granted_is_marked() -> None:
    claim = draft(replace(NOODLES, unsure=frozenset({"currency"})))
    assert fact(seen(claim, replace(LIN, locale="en")), "Amount").mark == "likely"


def test_what_is_missing_is_named_with_its_lines() -> None:
    bare = replace(TRAIN, category="", spent_on=None)
    card = seen(draft(NOODLES, bare, replace(bare, spent_on=at(0).date()), purpose=""), replace(LIN, locale="en"))
    said = "Still missing: Purpose; Date (line 2); Category (lines 2 and 3). Fill it in, then press Submit."
    assert said in notes(card)


@pytest.mark.parametrize(
    ("finding", "todo"),
    [
        (
            Finding("wrong-company", 1, {"number": "9144"}),
            (
                "Made out to another company: tax number 9144. Ask for one made out to Example Trading 示例贸易, "
                "91310000MA1K00000X, or press Explain and say why."
            ),
        ),
        (
            Finding("wrong-buyer", 1, {"buyer": "个人"}),
            (
                "Made out to 个人, not to this company. Ask for one made out to Example Trading 示例贸易, "
                "91310000MA1K00000X, or press Explain and say why."
            ),
        ),
        (
            Finding("over-limit", 1, {"limit": Money(Decimal(60), "CNY"), "amount": Money(Decimal(88), "CNY")}),
            "CN¥88.00 is above the limit of CN¥60.00 for this category. Correct it, or press Explain and say why.",
        ),
        (
            Finding("too-old", 1, {"days": 200}),
            "This expense is 200 days old, past the time limit. Correct the date, or press Explain and say why.",
        ),
        (
            Finding("twin-number", 1, {"reference": "EC26-000009"}),
            "The same invoice number is already on EC26-000009. Remove this line, or press Explain and say why.",
        ),
    ],
)
def test_what_is_wrong_is_said_before_submitting_with_what_to_do(finding: Finding, todo: str) -> None:
    claim, lin = draft(), replace(LIN, locale="en")
    line = claim_card(claim, lin, PEOPLE, COMPANY, [finding], TODAY).sections[1]
    assert line.warnings == (todo,)
    assert Action.EXPLAIN in [button.action for button in line.buttons]
    right = claim.explain(LIN, at(1), 1, "It is right", str(finding.values.get("reference", "")))
    said = claim_card(right, lin, PEOPLE, COMPANY, [finding], TODAY).sections[1]
    assert todo.startswith(said.warnings[0])
    assert said.warnings[0] != todo


def test_what_was_lowered_is_seen_with_who_did_it() -> None:
    card = seen(CLAIMS["in_approval"](), replace(HEAD, locale="en"))
    assert fact(card, "Approved amount").value == "CN¥613.00"
    assert "Mia Chen lowered line 1 to CN¥60.00." in notes(card)


def test_the_route_says_who_approved_and_who_is_waited_for() -> None:
    card = seen(CLAIMS["in_approval"](), replace(LIN, locale="en"))
    assert fact(card, "Manager").value == "Mia Chen, approved 24 Jul 2026 11:30"
    assert fact(card, "Director").value == "Tom Berger, waiting since 24 Jul 2026 11:30 (3 days)"


def test_times_are_on_the_viewers_clock() -> None:
    card = seen(CLAIMS["in_approval"](), HEAD)
    assert fact(card, "Manager").value == "Mia Chen, approved 24 Jul 2026 05:30"


def test_a_title_says_what_the_viewer_has_to_know() -> None:
    lin, books = replace(LIN, locale="en"), replace(BOOKS, locale="en")
    assert seen(submitted(), BOSS).title == "林晓 asks for CN¥88.00"
    assert seen(submitted(), HEAD).title == "Submitted EC26-000001"
    assert seen(CLAIMS["approved"](), books).title == "To check: 林晓, CN¥613.00"
    assert seen(CLAIMS["posted"](), lin).title == "Posted as JE-0001"
    assert seen(CLAIMS["posted"](), LIN).title == "已入账，凭证号 JE-0001"


@pytest.mark.parametrize(
    ("name", "viewer", "note"),
    [
        ("empty", LIN, "Send me a photo or a PDF of each receipt."),
        ("draft, without purpose", LIN, "Still missing: Purpose. Fill it in, then press Submit."),
        ("draft", LIN, "Please look at what is marked, then press Submit."),
        ("submitted, asked", LIN, "Mia Chen asks: 和谁一起吃的？"),
        ("submitted, asked", LIN, "Press Answer; the decision waits for it."),
        ("submitted, answered", BOSS, "林晓 answers: 李明，客户方采购"),
        ("sent_back", LIN, "Sent back by Mia Chen: Please split tips from food."),
        ("rejected", LIN, "Rejected by Mia Chen: Private dinner."),
        ("posting_failed", BOOKS, "The accounting system says: Account 6602.09 is closed for July"),
        ("posting_failed", LIN, "It could not be posted. The bookkeeper is looking into it."),
        ("posted, reversal asked", BOOKS_TOO, "周敏 asks to reverse the posting: 记错了公司"),
    ],
)
def test_the_card_says_what_comes_next_and_why(name: str, viewer: Employee, note: str) -> None:
    assert note in notes(seen(CLAIMS[name](), replace(viewer, locale="en")))


def test_questions_of_an_earlier_round_are_not_asked_again() -> None:
    back = (
        submitted().ask(BOSS, at(2), "Who was there?").answer(LIN, at(3), "Li").send_back(BOSS, at(4), "Why so much?")
    )
    again = back.submit(LIN, at(5), back.lines, submitted().route)
    assert not any("Who was there?" in note for note in seen(again, BOSS).sections[0].notes)


def test_an_approver_who_released_a_posting_can_still_take_it_back() -> None:
    claim = submitted().approve(BOSS, at(2)).approve(HEAD, at(3), check=False)
    assert claim.state is State.POSTING
    card = seen(claim, HEAD)
    assert [button.action for button in card.buttons] == [Action.TAKE_BACK]
    assert any("taken back" in note for note in notes(card))


def test_doubts_are_shown_to_those_who_decide_and_not_kept_for_ever() -> None:
    doubt = "Read with doubt and not confirmed: Amount."
    assert doubt in notes(seen(submitted(), BOSS))
    assert doubt not in notes(seen(submitted(), replace(LIN, locale="en")))
    assert doubt not in notes(seen(CLAIMS["posted"](), BOSS))


def test_every_finding_has_its_words() -> None:
    found = [
        Finding("over-limit", 1, {"limit": Money(Decimal(200), "CNY"), "amount": Money(Decimal(300), "CNY")}),
        Finding("too-old", 1, {"days": 200}),
        Finding("in-the-future", 1),
        Finding("no-document", 1),
        Finding("wrong-company", 1, {"number": "91310000"}),
        Finding("wrong-buyer", 1, {"buyer": "个人"}),
        Finding("unsure", 1, {"fields": ("invoice_number", "total")}),
        *(Finding(f"twin-{sign}", None, {"reference": "EC26-000009"}) for sign in ("number", "bytes", "looks")),
    ]
    for locale in ("zh", "en"):
        card = claim_card(submitted(), replace(BOSS, locale=locale), PEOPLE, COMPANY, found, TODAY)
        warned = {warning for section in card.sections for warning in section.warnings}
        assert len({*notes(card), *warned}) >= len(found)


def test_people_and_categories_that_are_gone_do_not_break_a_card() -> None:
    claim = submitted(replace(NOODLES, category="yoga"))
    few = replace(COMPANY, categories=())
    card = claim_card(claim, BOSS, type(PEOPLE)([BOSS]), few, [], TODAY)
    assert fact(card, "Category").value == "yoga (no longer in the list)"
    assert fact(card, "Claimant").value == LIN.number


# Golden cards: what a person reads, regenerated only on request (REGENERATE=1) and the diff is read.

GOLDEN_CARDS = [
    ("draft", LIN), ("draft, reading", LIN), ("draft, unreadable", LIN), ("submitted", BOSS), ("in_approval", HEAD),
    ("submitted, asked", LIN), ("sent_back", LIN), ("approved", BOOKS), ("posting_failed", BOOKS), ("posted", LIN),
    ("posted, reversal asked", ADMIN), ("paid", LIN),
]  # fmt: skip


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize(("name", "viewer"), GOLDEN_CARDS, ids=[name for name, _ in GOLDEN_CARDS])
def test_a_card_reads_as_it_did(name: str, viewer: Employee, locale: str) -> None:
    text = card_text(seen(CLAIMS[name](), replace(viewer, locale=locale)), chat_words(locale)) + "\n"
    file = GOLDEN / f"{name.replace(', ', '-').replace(' ', '-')}.{locale}.txt"
    if os.environ.get("REGENERATE"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


# Any claim

_amount = st.decimals(Decimal("0"), Decimal("999999999"), places=2)
_line = st.builds(
    Line,
    id=st.just(0),
    document=st.sampled_from([None, "a" * 64]),
    reading=st.sampled_from(["waiting", "read", "failed"]),
    problem=st.sampled_from(["", "unreadable-damaged", "nonsense"]),
    kind=st.sampled_from(["", "receipt", "train_ticket", "papyrus"]),
    merchant=st.text(max_size=30),
    spent_on=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    paid=st.none() | st.builds(Money, _amount, st.sampled_from(["CNY", "EUR", "JPY", "KWD"])),
    category=st.sampled_from(["", "meals", "gone"]),
    unsure=st.frozensets(st.sampled_from(["total", "date", "merchant", "invoice_number"])),
    account=st.text(max_size=8),
    tax_code=st.sampled_from(["", "ASK", "VAT-9"]),
)


@st.composite
def any_claim(draw: st.DrawFn) -> Claim:
    shaped = CLAIMS[draw(st.sampled_from(sorted(CLAIMS)))]()
    lines = draw(st.lists(_line, max_size=4))
    return replace(
        shaped,
        lines=tuple(replace(line, id=number) for number, line in enumerate(lines, start=1)),
        purpose=draw(st.text(max_size=40)),
        failure=draw(st.text(max_size=40)),
        state=draw(st.sampled_from(State)),
    )


@given(any_claim(), st.sampled_from(sorted(VIEWERS)), st.sampled_from(["zh", "en", "fr"]))
def test_any_claim_can_be_drawn_and_shows_no_button_that_is_not_allowed(claim: Claim, who: str, locale: str) -> None:
    viewer = replace(VIEWERS[who], locale=locale)
    card = seen(claim, viewer)
    assert {button.action for button in buttons(card)} - {APPROVE_LESS} <= allowed(claim, viewer)
    assert (APPROVE_LESS in {button.action for button in buttons(card)}) == (Action.APPROVE in allowed(claim, viewer))
    assert card_text(card, chat_words(locale))


# Forms


@pytest.mark.parametrize("action", sorted(OPENS))
def test_everything_that_opens_has_a_form_in_both_languages(action: str) -> None:
    claim = CLAIMS["submitted, asked"]()
    for locale in ("zh", "en"):
        viewer = replace(BOSS, locale=locale)
        form = form_for(claim, action, viewer, COMPANY, line_id=1, people=PEOPLE)
        assert (form.action, form.target.split(":")[:2]) == (action, ["EC26-000001", str(claim.version)])
        assert form.fields
        assert all(field.label for field in form.fields)
        assert form_for(claim, action, viewer, COMPANY, line_id=1).fields


@pytest.mark.parametrize("action", sorted({*Action} - OPENS))
def test_what_opens_nothing_has_no_form(action: str) -> None:
    with pytest.raises(KeyError):
        form_for(draft(), action, LIN, COMPANY, 1)


def test_a_lines_form_needs_its_line() -> None:
    with pytest.raises(KeyError):
        form_for(draft(), "correct", LIN, COMPANY)
    assert form_for(draft(), "correct", LIN, COMPANY, 1).target.endswith(":1")


def test_correcting_starts_from_what_was_read() -> None:
    fields = {one.name: one.value for one in form_for(draft(HOTEL), "correct", LIN, COMPANY, 1).fields}
    assert fields == {
        "merchant": "Hotel am Tor",
        "total": "120.00",
        "currency": "EUR",
        "date": "2026-07-20",
        "category": "office",
        "rate": "7.8412",
    }
    assert "rate" not in {one.name for one in form_for(draft(), "correct", LIN, COMPANY, 1).fields}


def test_what_was_entered_is_kept_and_what_is_wrong_is_said() -> None:
    form = form_for(
        draft(), "correct", replace(LIN, locale="en"), COMPANY, 1,
        errors={"total": "wrong-amount", "date": "As written."}, values={"total": "8o"},
    )  # fmt: skip
    fields = {one.name: one for one in form.fields}
    assert (fields["total"].value, fields["total"].error) == ("8o", "Please write an amount, such as 88.50.")
    assert (fields["date"].value, fields["date"].error) == ("2026-07-23", "As written.")


def test_approving_less_asks_for_each_line_what_is_left_of_it() -> None:
    form = form_for(CLAIMS["in_approval"](), APPROVE_LESS, HEAD, COMPANY)
    assert {one.name: one.value for one in form.fields} == {"amount_1": "60.00", "amount_2": "553.00"}


def test_rerouting_offers_everybody_who_could_decide() -> None:
    form = form_for(submitted(), "reroute", ADMIN, COMPANY, people=PEOPLE)
    offered = {key for key, _ in form.fields[0].choices}
    assert offered == {BOOKS.number, BOOKS_TOO.number, ADMIN.number}


# Answers and tells


def test_a_refusal_says_what_to_do_next() -> None:
    error = Incomplete("line-incomplete", line=2, field="total")
    assert refusal(error, BOSS) == "Line 2 still lacks this: Amount. Press Correct on that line."
    assert refusal(error, LIN) == "第 2 行还缺：金额。请在该行按“更正”。"


def test_every_problem_of_a_claim_can_be_answered() -> None:
    for claim in CLAIMS.values():
        for problem in (*claim().problems(), *claim().unsettled()):
            assert refusal(problem, LIN) != refusal(problem, BOSS)


def test_a_notice_is_said_in_the_readers_language() -> None:
    assert notice("posted", LIN, reference="EC26-000001", voucher="JE-0001") == "EC26-000001 已入账，凭证号 JE-0001。"
    late = {"reference": "EC26-000001", "claimant": "Lin", "name": "Mia", "days": 3}
    assert notice("late_superior", BOSS, **late).endswith("for 3 working days. Could you ask them?")
    assert notice("paid", BOSS, amount=Money(Decimal(88), "CNY"), reference="X", on=date(2026, 7, 1), words=None)


TOLD = frozenset(
    {Action.APPROVE, Action.SEND_BACK, Action.REJECT, Action.ASK, Action.ANSWER, Action.WITHDRAW, Action.FAIL}
    | {Action.TAKE_BACK, Action.REROUTE, Action.BOOK, Action.PAY, Action.REVERSE}
)


def test_every_notice_of_the_workflow_has_its_words_and_values() -> None:
    claims = [made() for made in CLAIMS.values() if made().history]
    claims.append(submitted().reroute(ADMIN, at(2), BOOKS))
    claims.append(submitted().approve(BOSS, at(2)).take_back(BOSS, at(2)))
    said = set()
    for claim in claims:
        entry = claim.history[-1]
        if entry.action in TOLD:
            for reader in (LIN, BOSS):
                key, values = notice_of(claim, entry, reader.number, PEOPLE)
                text = notice(key, reader, **values)
                assert claim.reference in text
                assert entry.note in text or entry.action in (Action.REROUTE, Action.FAIL)
            said.add(entry.action)
    assert said == TOLD


# Other cards


def test_the_daily_card_lists_what_waits_and_opens_it() -> None:
    asked = CLAIMS["submitted, asked"]()
    card = digest_card(BOSS, [submitted(NOODLES, TRAIN)], [], [asked], PEOPLE, TODAY)
    assert card.summary == "1 to approve and 1 of your own"
    assert {(button.action, button.target) for button in buttons(card)} == {
        ("deputy", "deputy"),
        ("open", f"EC26-000001:{submitted(NOODLES, TRAIN).version}"),
        ("open", f"EC26-000001:{asked.version}"),
    }
    assert "Mia Chen asks: 和谁一起吃的？" in notes(card)
    assert (
        digest_card(LIN, [], [CLAIMS["approved"]()], [started()], PEOPLE, TODAY).summary == "待复核 1 张和本人的 1 张"
    )
    assert digest_card(LIN, [], [], [], PEOPLE, TODAY).summary == "没有待您处理的报销单。"


def test_a_job_that_gave_up_can_be_started_again() -> None:
    card = dead_letter_card(ADMIN, "erp.post", "EC26-000001", "503 busy", 7)
    assert [(button.action, button.target) for button in card.buttons] == [("requeue", "job:7")]
    assert fact(card, "Job").value == "Posting a claim"
    assert fact(card, "Reason").value == "503 busy"
    assert fact(dead_letter_card(ADMIN, "new.kind", "x", "y", 8), "Job").value == "new.kind"


def test_the_bookkeeper_stays_on_the_route_after_the_check() -> None:
    card = seen(CLAIMS["posted"](), replace(BOSS, locale="en"))
    checked = fact(card, "Bookkeeper")
    assert checked.mark == "sure"
    assert ", checked 25 Jul 2026" in checked.value


def test_an_account_stands_with_its_name() -> None:
    company = replace(COMPANY, account_names=(("6602.01", "管理费用"),))
    card = claim_card(CLAIMS["posted"](), replace(AUDITOR, locale="en"), PEOPLE, company, (), TODAY)
    assert fact(card, "Account").value == "6602.01 管理费用"


def test_while_documents_are_read_there_is_nothing_to_submit_and_a_draft_is_discarded() -> None:
    shown = {button.action: button.label for button in buttons(seen(CLAIMS["draft, reading"](), LIN))}
    assert Action.SUBMIT not in shown
    assert shown[Action.WITHDRAW] == "作废"
