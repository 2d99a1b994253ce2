"""What the claimant does: fill a claim, submit it, take it back, answer, claim again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.claims.claim import Claim
from bot.claims.company import coded
from bot.claims.errors import Changed, Incomplete, NotAllowed
from bot.claims.line import Line, Rate
from bot.claims.money import Money
from bot.claims.rights import allowed
from bot.claims.route import Step
from bot.claims.states import Action, State
from tests.bot.claims.cast import (
    ADA,
    COMPANY,
    DAY,
    KAI,
    LIN,
    MEI,
    NOW,
    TANG,
    WEN,
    approved,
    cny,
    draft,
    left,
    posted,
    ready,
    submitted,
)

DOCUMENT = "ab" * 32


def test_a_photo_becomes_a_line_that_is_being_read() -> None:
    claim = draft().add(LIN, NOW, DOCUMENT)
    assert claim.line(2) == Line(2, DOCUMENT, "waiting", cost_centre="CC-lin")
    with pytest.raises(Incomplete, match="still-reading"):
        claim.submit(LIN, NOW, claim.lines, (Step("manager", "mei"),))


def test_a_line_by_hand_waits_for_nobody() -> None:
    claim = draft().add(LIN, NOW)
    assert claim.line(2).reading == "read"
    assert [str(problem) for problem in claim.problems()] == ["line-incomplete"]


def test_the_number_of_a_removed_line_is_not_given_out_again() -> None:
    claim = draft().add(LIN, NOW).remove(LIN, NOW, 2).add(LIN, NOW)
    assert [line.id for line in claim.lines] == [1, 3]


def test_a_removed_line_comes_back_to_its_place_with_everything_it_had() -> None:
    claim = draft(ready(), ready("12.50", 2), ready("7.00", 3))
    out = claim.remove(LIN, NOW, 2)
    assert out.claimed == cny("95.00")
    assert not out.problems()
    back = out.remove(LIN, NOW, 1).restore(LIN, NOW, 2)
    assert [line.id for line in back.lines] == [2, 3]
    assert back.restore(LIN, NOW, 1).lines == claim.lines


def test_only_what_was_removed_comes_back_and_once() -> None:
    claim = draft(ready(), ready("12.50", 2)).remove(LIN, NOW, 2)
    with pytest.raises(Changed, match="line-gone"):
        claim.restore(LIN, NOW, 1)
    with pytest.raises(Changed):
        claim.restore(LIN, NOW, 2).restore(LIN, NOW, 2)


def bare(number: int) -> Line:
    return replace(ready(number=number), category="")


def test_the_category_chosen_last_is_taken_for_all_lines_without_one() -> None:
    claim = draft(ready(), bare(2), bare(3), bare(4))
    assert Action.CATEGORISE not in allowed(claim, LIN)  # nobody has chosen one yet
    claim = claim.correct(LIN, NOW, replace(bare(2), category="travel"), "category")
    assert claim.category_for_all == "travel"
    after = claim.categorise(LIN, NOW)
    assert [line.category for line in after.lines] == ["meals", "travel", "travel", "travel"]
    assert Action.CATEGORISE not in allowed(after, LIN)


def test_of_one_line_without_category_there_is_no_all() -> None:
    claim = draft(bare(1), bare(2)).correct(LIN, NOW, ready(), "category")
    assert Action.CATEGORISE not in allowed(claim, LIN)


def test_for_all_means_also_what_was_read_meanwhile_but_not_another_choice() -> None:
    claim = draft(bare(1), bare(2), bare(3)).correct(LIN, NOW, ready(), "category")
    newer = claim.add(LIN, NOW, DOCUMENT)
    assert newer.stands_as_seen(Action.CATEGORISE, claim.version, 2)
    other = newer.correct(LIN, NOW, replace(ready(), category="travel"), "category")
    assert not other.stands_as_seen(Action.CATEGORISE, claim.version, 2)


def test_all_that_is_likely_is_confirmed_at_once_and_nothing_that_is_missing() -> None:
    likely = replace(ready(), unsure=frozenset({"merchant", "total", "currency"}))
    missing = replace(ready(number=2), paid=None, unsure=frozenset({"date", "currency"}))
    claim = draft(likely, missing)
    after = claim.confirm(LIN, NOW)
    assert [line.unsure for line in after.lines] == [frozenset(), frozenset({"currency"})]
    assert [replace(line, unsure=frozenset()) for line in after.lines] == [
        replace(line, unsure=frozenset()) for line in claim.lines
    ]
    assert Action.CONFIRM not in allowed(after, LIN)
    assert Action.CONFIRM not in allowed(claim.add(LIN, NOW, DOCUMENT), LIN)  # what is still read nobody has seen


def test_what_was_removed_before_submitting_stays_out() -> None:
    claim = draft(ready(), ready("12.50", 2)).remove(LIN, NOW, 2)
    sent = claim.submit(LIN, NOW, claim.lines, (Step("manager", "mei"),))
    with pytest.raises(Changed):
        sent.withdraw(LIN, NOW).restore(LIN, NOW, 2)


def test_the_product_fills_in_what_it_read() -> None:
    claim = draft().add(LIN, NOW, DOCUMENT)
    claim = claim.read(replace(claim.line(2), reading="read", merchant="Hotel"), NOW)
    assert claim.line(2).merchant == "Hotel"
    assert claim.history[-1].by == ""


def test_a_reading_belongs_to_its_own_document() -> None:
    claim = draft().add(LIN, NOW, DOCUMENT)
    with pytest.raises(ValueError, match="own document"):
        claim.read(replace(claim.line(2), document="cd" * 32), NOW)


def test_a_reading_that_comes_twice_does_not_undo_a_correction() -> None:
    claim = draft().add(LIN, NOW, DOCUMENT)
    read = replace(claim.line(2), reading="read", merchant="Hotal")
    claim = claim.read(read, NOW).correct(LIN, NOW, replace(read, merchant="Hotel"))
    with pytest.raises(Changed):
        claim.read(read, NOW)


def test_a_document_that_could_not_be_read_may_be_read_again() -> None:
    claim = draft().add(LIN, NOW, DOCUMENT)
    claim = claim.read(replace(claim.line(2), reading="failed", problem="too-dark"), NOW)
    assert claim.read(replace(claim.line(2), reading="read", problem=""), NOW).line(2).reading == "read"


def test_a_reading_for_a_line_that_was_removed_comes_too_late() -> None:
    claim = draft().add(LIN, NOW, DOCUMENT)
    line = claim.line(2)
    with pytest.raises(Changed, match="line-gone"):
        claim.remove(LIN, NOW, 2).read(line, NOW)


def test_a_correction_keeps_the_document() -> None:
    with pytest.raises(ValueError, match="keeps the document"):
        draft().correct(LIN, NOW, ready()).correct(LIN, NOW, replace(ready(), document=DOCUMENT))


@pytest.mark.parametrize("amount", ["0", "-88.00"])
def test_an_amount_is_above_zero(amount: str) -> None:
    with pytest.raises(Incomplete, match="amount-not-positive"):
        draft().correct(LIN, NOW, ready(amount))


@pytest.mark.parametrize("paid", [cny("-88.00"), cny("0.004")])
def test_a_red_letter_invoice_is_not_something_to_be_paid_back(paid: Money) -> None:
    # It came from a reading, so nobody typed it; the line asks for its total.
    claim = draft(replace(ready(), paid=paid))
    assert [problem.values for problem in claim.problems()] == [{"line": 1, "field": "total"}]


def test_the_claimant_does_not_say_account_or_tax() -> None:
    claim = draft().correct(LIN, NOW, replace(ready("90.00"), account="1001", tax=Decimal(9), tax_code="VAT-S"))
    assert (claim.line(1).account, claim.line(1).tax, claim.line(1).tax_code) == ("", Decimal(0), "")
    assert claim.line(1).paid == cny("90.00")


def test_another_category_is_booked_to_another_account() -> None:
    claim = submitted().send_back(MEI, NOW, "That was a train")
    claim = claim.correct(LIN, NOW, replace(claim.line(1), category="travel"))
    claim = claim.submit(LIN, NOW, coded(claim, LIN, COMPANY), (Step("manager", "mei"),))
    assert claim.line(1).account == "6603"


def test_what_the_bookkeeper_coded_survives_another_round_where_the_line_stays_what_it_was() -> None:
    claim = approved().recode(KAI, NOW, replace(approved().line(1), account="6699")).send_back(KAI, NOW, "Purpose?")
    claim = claim.correct(LIN, NOW, replace(claim.line(1), merchant="Noodle bar"))
    assert coded(claim, LIN, COMPANY)[0].account == "6699"


def test_problems_come_in_the_order_a_person_would_mend_them() -> None:
    empty = replace(draft(), lines=(), purpose="")
    assert [str(problem) for problem in empty.problems()] == ["no-lines", "no-purpose"]
    foreign = Line(1, None, "read", paid=Money(Decimal(20), "USD"))
    missing = [foreign, replace(foreign, rate=Rate(Decimal("7.1"), DAY, "ECB")), Line(1, None, "read")]
    assert [line.missing("CNY") for line in missing] == [
        ("rate", "date", "category"),
        ("date", "category"),
        ("total", "date", "category"),
    ]


def test_submitting_says_the_first_problem_and_changes_nothing() -> None:
    claim = replace(draft(), purpose="")
    with pytest.raises(Incomplete, match="no-purpose"):
        claim.submit(LIN, NOW, claim.lines, (Step("manager", "mei"),))


def test_submitting_takes_the_coding_and_nothing_else() -> None:
    claim = draft()
    for lines in ((replace(ready(), paid=cny("99.00")),), (replace(ready(), merchant="Other"),), ()):
        with pytest.raises(ValueError, match="coding and nothing else"):
            claim.submit(LIN, NOW, lines, (Step("manager", "mei"),))
    sent = claim.submit(LIN, NOW, (replace(ready(), account="6602", cost_centre="CC"),), (Step("manager", "mei"),))
    assert (sent.state, sent.line(1).account) == (State.SUBMITTED, "6602")


@pytest.mark.parametrize("steps", [(), (Step("manager", "mei"), Step("director", "lin"))])
def test_a_route_needs_somebody_and_never_the_claimant(steps: tuple[Step, ...]) -> None:
    with pytest.raises(Incomplete, match="no-approver"):
        draft().submit(LIN, NOW, draft().lines, steps)


def test_nobody_else_touches_a_draft() -> None:
    for other in (MEI, KAI, ADA):
        assert not allowed(draft(), other)
        with pytest.raises(NotAllowed, match="not-yours-to-decide"):
            draft().describe(other, NOW, "Lunch")


def test_somebody_who_has_left_does_nothing_more() -> None:
    assert not allowed(draft(), left(LIN))
    with pytest.raises(NotAllowed):
        draft().describe(left(LIN), NOW, "Lunch")


def test_a_claim_is_withdrawn_while_it_waits_and_submitted_again_under_the_same_reference() -> None:
    withdrawn = submitted().withdraw(LIN, NOW)
    assert (withdrawn.state, withdrawn.route, withdrawn.waiting_for) == (State.WITHDRAWN, (), None)
    again = withdrawn.submit(LIN, NOW, coded(withdrawn, LIN, COMPANY), (Step("manager", "mei"),))
    assert (again.state, again.reference) == (State.SUBMITTED, "EC26-000123")


def test_what_is_approved_is_not_withdrawn_any_more() -> None:
    with pytest.raises(Changed):
        approved().withdraw(LIN, NOW)


def test_a_question_leaves_the_claim_where_it_is_and_the_answer_is_kept() -> None:
    asked = submitted().ask(MEI, NOW, " Who was there? ")
    assert (asked.state, asked.question and asked.question.note) == (State.SUBMITTED, "Who was there?")
    answered = asked.answer(LIN, NOW, "Two customers")
    assert (answered.question, answered.history[-1].note) == (None, "Two customers")
    assert answered.approve(MEI, NOW).state is State.APPROVED


def test_there_is_no_answer_without_a_question_and_only_one_to_each() -> None:
    with pytest.raises(Changed):
        submitted().answer(LIN, NOW, "Nobody asked")
    with pytest.raises(Changed):
        submitted().ask(MEI, NOW, "Who?").answer(LIN, NOW, "I").answer(LIN, NOW, "I said")


def test_only_the_claimant_answers() -> None:
    with pytest.raises(NotAllowed):
        submitted().ask(MEI, NOW, "Who?").answer(MEI, NOW, "I know")


def test_the_bookkeeper_may_ask_too() -> None:
    assert approved().ask(KAI, NOW, "Which project?").answer(LIN, NOW, "Lamps").question is None


def test_a_question_of_an_earlier_round_is_not_open_any_more() -> None:
    back = submitted().ask(MEI, NOW, "Who?").send_back(MEI, NOW, "Add the names")
    assert back.question is None
    again = back.submit(LIN, NOW, coded(back, LIN, COMPANY), (Step("manager", "mei"),))
    assert again.question is None
    assert Action.ANSWER not in allowed(again, LIN)


def test_a_question_is_open_again_when_the_decision_after_it_is_taken_back() -> None:
    assert submitted().ask(MEI, NOW, "Who?").send_back(MEI, NOW, "Names!").take_back(MEI, NOW).question is not None


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_reasons_questions_and_answers_have_words(words: str) -> None:
    attempts: tuple[Callable[[], Claim], ...] = (
        lambda: submitted().reject(MEI, NOW, words),
        lambda: submitted().send_back(MEI, NOW, words),
        lambda: submitted().ask(MEI, NOW, words),
        lambda: submitted().ask(MEI, NOW, "Who?").answer(LIN, NOW, words),
        lambda: posted().ask_reversal(KAI, NOW, words),
    )
    for wordless in attempts:
        with pytest.raises(Incomplete, match="words-missing"):
            wordless()


def test_a_reversed_claim_is_claimed_again_under_the_next_suffix() -> None:
    taken_back = posted().ask_reversal(KAI, NOW, "Wrong account").confirm_reversal(WEN, NOW).reverse(NOW)
    second = taken_back.reopen(LIN, NOW)
    assert (second.state, second.reference) == (State.DRAFT, "EC26-000123-R2")
    assert (second.voucher_number, second.posted_on, second.route) == ("", None, ())
    assert (second.reversal_asked_by, second.reversal_confirmed_by) == ("", "")
    assert (second.line(1).paid, second.line(1).account) == (cny("88.00"), "")
    assert replace(taken_back, reference="EC26-000123-R2").reopen(LIN, NOW).reference == "EC26-000123-R3"
    assert replace(taken_back, reference="EC26-000123-R9").reopen(LIN, NOW).reference == "EC26-000123-R10"


def test_only_the_claimant_claims_again_and_only_what_was_reversed() -> None:
    with pytest.raises(Changed):
        posted().reopen(LIN, NOW)
    with pytest.raises(NotAllowed):
        posted().reverse(NOW).reopen(KAI, NOW)


def test_every_change_raises_the_version_and_writes_one_line_of_history() -> None:
    claim = draft()
    for change in (
        claim.describe(LIN, NOW, "Lunch"),
        claim.add(LIN, NOW),
        claim.submit(LIN, NOW, coded(claim, LIN, COMPANY), (Step("manager", "mei"),)),
    ):
        assert change.version == claim.version + 1
        assert change.history[:-1] == claim.history
        assert (change.history[-1].by, change.history[-1].before) == ("lin", State.DRAFT)


def test_a_change_leaves_the_old_claim_as_it_was() -> None:
    claim = submitted()
    before = replace(claim)
    claim.approve(MEI, NOW + timedelta(hours=1), amounts={1: Decimal(5)})
    assert claim == before


def test_an_approver_is_reminded_once_a_day_of_the_claimant() -> None:
    lin = replace(LIN, time_zone="Asia/Shanghai")
    evening = datetime(2026, 11, 24, 15, 50, tzinfo=UTC)  # ten to midnight in Shanghai
    claim = submitted().remind(lin, evening)
    assert (claim.history[-1].note, claim.last) == ("mei", submitted().last)
    with pytest.raises(Incomplete, match="reminded-today"):
        claim.remind(lin, evening + timedelta(minutes=9))
    assert claim.remind(lin, evening + timedelta(minutes=11)).reminder != claim.reminder


def test_a_reminder_changes_nothing_that_anybody_saw() -> None:
    claim = submitted(by_whom=("mei", "tang")).approve(MEI, NOW)
    again = claim.remind(LIN, NOW)
    assert again.stands_as_seen(Action.APPROVE, claim.version, None)
    assert again.take_back(MEI, NOW).waiting_for == Step("manager", "mei")
    assert not again.approve(TANG, NOW).stands_as_seen(Action.APPROVE, claim.version, None)


def test_whoever_asked_is_answered_before_they_are_reminded() -> None:
    asked = submitted().ask(MEI, NOW, "Who?")
    assert Action.REMIND not in allowed(asked, LIN)
    assert Action.REMIND in allowed(asked.answer(LIN, NOW, "Two customers"), LIN)
