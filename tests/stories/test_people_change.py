"""People come, move and leave: an administrator hands in a list, sees what it would change, and changes it whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.claims.people import Employee
from bot.claims.states import Action, State
from bot.demo.company import ADA, BO, EMPLOYEES, GRACE, MEI, SAM
from bot.founding.template import listed
from bot.init.staffing import Order, staff
from bot.store import audit, people
from bot.wording import wording
from tests.stories.test_beginning import Typing
from tests.stories.world import MONDAY, World, receipt


def handed_in(folder: Path, *leaving: str) -> Path:
    """Everybody as they are, without those who leave."""
    file = folder / "people.csv"
    file.write_bytes(listed(file.name, [one for one in EMPLOYEES if one.number not in leaving], wording("en")))
    return file


def person(world: World, number: str) -> Employee:
    with world.stage.database.reading() as connection:
        return people.load(connection)[number]


def changed(world: World, order: Order, *lines: str) -> tuple[int, str]:
    """What the command says to whoever types these lines."""
    typing = Typing(*lines)
    code = staff(order, world.stage.database, typing, MONDAY)
    world.stage.settle()
    return code, typing.screen


def test_what_is_written_out_and_handed_in_again_changes_nothing(world: World, tmp_path: Path) -> None:
    for name in ("out.csv", "out.xlsx"):
        assert changed(world, Order(tmp_path / name, write=True))[0] == 0
        code, said = changed(world, Order(tmp_path / name, ADA.number))
        assert (code, said) == (0, "Would come: 0, be changed: 0, leave: 0, stay as they are: 8.")
        assert changed(world, Order(tmp_path / name, write=True))[0] == 1, "no file is overwritten"


def test_somebody_comes_and_somebody_moves(world: World, tmp_path: Path) -> None:
    file = handed_in(tmp_path)
    text = file.read_text("utf-8").replace("sam@example.com,E1003,sales", "sam@example.com,E1005,finance")
    file.write_text(text + "E1009,New Person,new@example.com,梅芳,sales,CC-10,English,Berlin,DE,\n", "utf-8")
    code, said = changed(world, Order(file, ADA.number), "yes")
    assert code == 0, said
    assert "+ New Person (E1009) sales" in said
    assert "~ Sam Carter (E1002): manager E1003 → E1005; department sales → finance" in said
    assert (person(world, SAM.number).manager, person(world, "E1009").manager) == (BO.number, MEI.number)
    with world.stage.database.reading() as connection:
        rows = [row for row in audit.export(connection) if f'"employee","actor":"{ADA.number}"' in row]
    assert len(rows) == 2, "only those of whom something changed"
    assert world.chain_is_unbroken()


def test_a_leavers_approvals_go_to_their_superior_and_the_rest_is_listed(world: World, tmp_path: Path) -> None:
    world.submitted("lin", "88.00")  # waits for Mei
    world.photo("mei", receipt("40.00", merchant="Mei's"), "Mei's own")
    world.press("mei", "submit")  # Mei's, waits for Grace
    world.photo("mei", receipt("41.00", merchant="a draft"))
    code, said = changed(world, Order(handed_in(tmp_path, MEI.number), ADA.number), "")
    assert code == 0, said
    for line in (
        "- 梅芳 (E1003)",
        "EC26-000001, CN¥88.00, waits for their approval → Grace Hall (E1004)",
        "EC26-000002, CN¥40.00, is theirs: Submitted. It goes on, and is paid to them",
        "EC26-000003, CN¥41.00, is theirs and not submitted (lines: 1). Only they can: ask them before they go",
        "2 people have them as manager",
    ):
        assert line in said
    assert not person(world, MEI.number).active
    assert world.claim("EC26-000001").waiting_for is not None
    assert world.claim("EC26-000001").history[-1].by == ADA.number
    world.press("grace", "approve")
    assert world.claim("EC26-000001").state is State.APPROVED
    assert world.chain_is_unbroken()


def test_a_list_that_still_names_a_leaver_as_manager_can_be_handed_in_again(world: World, tmp_path: Path) -> None:
    file = handed_in(tmp_path, MEI.number)
    assert changed(world, Order(file, ADA.number), "yes")[0] == 0
    assert changed(world, Order(tmp_path / "out.xlsx", write=True))[0] == 0
    for again in (file, tmp_path / "out.xlsx"):
        code, said = changed(world, Order(again, ADA.number))
        assert (code, said) == (0, "Would come: 0, be changed: 0, leave: 0, stay as they are: 7.")
    # Somebody new cannot have a manager who is not there.
    file.write_bytes(file.read_bytes() + b"E1009,New,new@example.com,E1003,,,,,,\r\n")
    assert "nobody with the number, name or e-mail “E1003”" in changed(world, Order(file, ADA.number))[1]


def test_the_administrator_sends_a_claim_to_somebody_else(world: World, tmp_path: Path) -> None:
    world.submitted("lin")
    file = handed_in(tmp_path, MEI.number)
    code, said = changed(world, Order(file, ADA.number), "x", "EC26-000009=E1005", "EC26-000001=E1002", "yes")
    assert code == 0, said
    assert "“x” is not understood" in said
    assert "EC26-000009 does not wait for anybody who leaves." in said
    step = world.claim("EC26-000001").waiting_for
    assert step is not None
    assert step.approver == SAM.number


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("EC26-000001=E1001", "Nobody decides on their own claim"),
        ("EC26-000001=E9999", "There is nobody with the employee number E9999."),
        ("EC26-000001=E1003", "is not with the company any more"),
        ("EC26-000001", "is not understood"),
    ],
)
def test_a_wish_that_cannot_be_changes_nothing(world: World, tmp_path: Path, wish: str, told: str) -> None:
    world.submitted("lin")
    order = Order(handed_in(tmp_path, MEI.number), ADA.number, reroute=(wish,), yes=True)
    code, said = changed(world, order)
    assert (code, told in said, "Nothing was changed." in said) == (1, True, True), said
    assert person(world, MEI.number).active
    assert world.claim("EC26-000001").history[-1].action is Action.SUBMIT


def test_what_has_nobody_above_stays_for_the_administrators(world: World, tmp_path: Path) -> None:
    # Over 1,000 Grace is asked second; she leaves, and nobody is above her.
    world.submitted("lin", "1200.00")
    world.press("mei", "approve")
    code, said = changed(world, Order(handed_in(tmp_path, GRACE.number), ADA.number), "yes")
    assert code == 0, said
    assert "→ nobody above may approve it: choose somebody" in said
    assert "They are named for the level “Director”" in said
    assert "reroute" in world.buttons("ada")


def test_no_is_no_and_so_is_going_away(world: World, tmp_path: Path) -> None:
    file = handed_in(tmp_path, MEI.number)
    for lines in (("no",), ()):
        assert changed(world, Order(file, ADA.number), *lines)[0] == 1
        assert person(world, MEI.number).active


def test_without_a_terminal_a_yes_is_needed_and_a_list_that_was_cut_off_is_not_taken(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = handed_in(tmp_path, MEI.number)
    assert staff(Order(file, ADA.number), world.stage.database, None, MONDAY) == 1
    assert "--yes" in capsys.readouterr().out
    assert person(world, MEI.number).active
    assert staff(Order(file, ADA.number, yes=True), world.stage.database, None, MONDAY) == 0
    assert not person(world, MEI.number).active
    short = tmp_path / "short.csv"
    short.write_text("工号,姓名\nE1007,Ada Reed\n", "utf-8")
    assert staff(Order(short, ADA.number, yes=True), world.stage.database, None, MONDAY) == 1
    assert "6 people would leave" in capsys.readouterr().out
    assert staff(Order(short, ADA.number, yes=True, part=True), world.stage.database, None, MONDAY) == 0
    assert person(world, SAM.number).active


@pytest.mark.parametrize("by", ["", "E9999", "E1001", "E1008"])
def test_only_an_administrator_changes_people(world: World, tmp_path: Path, by: str) -> None:
    code, said = changed(world, Order(handed_in(tmp_path, MEI.number), by, yes=True))
    assert code == 1
    assert "administrator" in said or "管理员" in said
    assert person(world, MEI.number).active


def test_the_last_administrator_cannot_leave(world: World, tmp_path: Path) -> None:
    code, said = changed(world, Order(handed_in(tmp_path, ADA.number), ADA.number), "yes")
    assert (code, "Nobody is administrator" in said) == (1, True)
    assert person(world, ADA.number).active
