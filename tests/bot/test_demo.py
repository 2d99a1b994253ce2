"""`python -m bot demo` from outside: somebody's own receipts, answers from anywhere, and what lies in its folder."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.demo import folder as place
from bot.demo.answers import Nobody, Question, Spoken, Stopped, chosen
from bot.demo.company import COMPANY
from bot.demo.folder import Taken
from bot.jobs.alone import Alone
from bot.wording import wording

ROOT = Path(__file__).parent.parent.parent
TAXI = ROOT / "tests/samples/taxi_zh.jpg"


@dataclass(frozen=True, slots=True)
class Played:
    """What a demo leaves behind."""

    returncode: int
    stdout: str
    stderr: str


def environment(**more: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("EXPENSE_", "LC_", "LANG"))}
    # The memory engine reads nothing: everything has to be asked.
    ours |= {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "EXPENSE_OCR__ENGINE": "memory", "LANG": "en_US.UTF-8"}
    return ours | more


def demo(where: Path, *arguments: str | Path, answers: str = "", **more: str) -> Played:
    """Play it as a process, with these lines on standard input."""
    command = [sys.executable, "-m", "bot", "demo", "--script", *map(str, arguments)]
    process = subprocess.run(
        command, cwd=where, env=environment(**more), input=answers,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "Traceback" not in process.stderr, process.stderr
    return Played(process.returncode, process.stdout, process.stderr)


# --- the folder ---------------------------------------------------------------------------------------------------

NOW = datetime.fromisoformat("2026-11-24T09:30:00+08:00")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def played(now: datetime = NOW) -> list[str]:
    """A demo in its own folder, very short; what it said about what lay there."""
    with place.place(None, now) as (folder, told):
        (folder / "ledger").mkdir()
        (folder / "ledger/main.beancount").write_text(f"; {now}")
        place.seal(folder)
    return told


def test_what_lay_in_the_folder_is_put_aside_and_said(here: Path) -> None:
    assert played() == []
    (here / "data/demo/ledger/main.beancount").write_text("; written by hand")
    assert played(NOW + timedelta(hours=1)) == ["What lay in data/demo is in data/demo-20261124-103000 now."]
    assert (here / "data/demo-20261124-103000/ledger/main.beancount").read_text() == "; written by hand"


def test_the_oldest_go_unless_somebody_has_touched_them(here: Path) -> None:
    played()
    (here / "data/demo/ledger/main.beancount").write_text("; written by hand")
    told = [line for hour in range(1, 8) for line in played(NOW + timedelta(hours=hour))]
    left = sorted(path.name for path in (here / "data").iterdir())
    assert left == ["demo", *(f"demo-20261124-{hour}3000" for hour in (10, 14, 15, 16))]
    assert "data/demo-20261124-113000 is deleted: an older demo that nobody has touched." in told


def test_a_demo_that_was_broken_off_is_never_deleted(here: Path) -> None:
    for hour in range(8):
        with place.place(None, NOW + timedelta(hours=hour)) as (folder, _):
            (folder / "app.db").write_text("")
    assert len(list((here / "data").iterdir())) == 8


def test_two_demos_do_not_play_in_one_folder(here: Path) -> None:
    with place.place(None, NOW), pytest.raises(Taken, match="Another demo is playing in data/demo"):
        played()
    own = here / "own"
    with place.place(own, NOW), pytest.raises(Taken, match="Another demo"), place.place(own, NOW):
        pass


def test_a_folder_in_which_a_run_works_is_left_alone(here: Path) -> None:
    played()
    process = Alone(here / "data/demo/app.db")
    try:
        with pytest.raises(Taken, match="Stop it first"):
            played(NOW + timedelta(hours=1))
    finally:
        process.release()
    assert [path.name for path in (here / "data").iterdir()] == ["demo"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (["notes.txt"], "is not empty: give a new folder with --data, so that nothing of yours is touched."),
        (["app.db", "ledger/main.beancount"], "A demo was begun and not finished in own. Delete that folder, or"),
        (["app.db", "ledger/main.beancount", place.SEAL], "A demo has played in own. Delete that folder, or"),
    ],
)
def test_a_folder_that_is_not_empty_is_named_with_what_to_do(here: Path, files: list[str], said: str) -> None:
    for name in files:
        (here / "own" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "own" / name).write_text("")
    with pytest.raises(Taken, match=said.replace(".", r"\.")), place.place(Path("own"), NOW):
        pass


# --- answers ------------------------------------------------------------------------------------------------------

CATEGORY = Question("Category", choices=(("meals", "Meals"), ("taxi", "Taxi")), choice="meals")


@pytest.mark.parametrize("answer", ["2", "taxi", "Taxi", "TAXI", "市内交通"])
def test_a_choice_is_made_by_number_key_or_name_in_either_language(answer: str) -> None:
    assert chosen(answer, CATEGORY.choices, COMPANY.categories) == "taxi"


def spoken(*lines: str, typed: bool) -> Spoken:
    waiting = list(lines)

    def read(_: str) -> str:
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    return Spoken(wording("en"), read, typed=typed)


def test_at_a_terminal_it_is_asked_until_there_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert spoken("", "boat", "2", typed=True).ask(CATEGORY) == "taxi"
    said = capsys.readouterr().out
    assert "This is needed." in said
    assert "“boat” is not on the list." in said


def test_enter_keeps_what_stands_there() -> None:
    assert spoken("", typed=True).ask(Question("Amount", value="88.00")) == "88.00"


def test_where_nobody_answers_the_demo_chooses_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert spoken(typed=False).ask(CATEGORY) == "meals"
    assert "Category: nobody is here to answer, so the demo takes “Meals” as an example." in capsys.readouterr().out
    with pytest.raises(Nobody):
        spoken(typed=False).ask(Question("Amount"))


def test_what_is_on_no_list_stops_a_pipe_in_words() -> None:
    with pytest.raises(Stopped, match="“boat” was not taken for Category: “boat” is not on the list"):
        spoken("boat", typed=False).ask(CATEGORY)


# --- receipts of one's own ----------------------------------------------------------------------------------------


def test_everything_that_is_missing_is_asked_and_a_foreign_amount_for_its_rate(tmp_path: Path) -> None:
    answers = ["12.50", "USD", "2026-11-20", "Taxi", "7.1", "Customer in Seattle"]
    done = demo(tmp_path, TAXI, answers="\n".join(answers) + "\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "sends 1 receipt from the phone · 用手机发来 1 张票据" in done.stdout
    assert "CNY for one USD of line 1: 7.1" in done.stdout
    assert "Customer in Seattle" in done.stdout
    assert "✓ the ledger, read back by bean-query, holds exactly what was approved" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 receipt → one paid claim in ")
    # Whoever speaks English is Sam, and is spoken to in English.
    assert "Sam Carter (E1002, Claimant, reads English) sees:" in done.stdout


def test_an_expense_from_before_all_rules_gets_its_account_from_the_bookkeeper(tmp_path: Path) -> None:
    done = demo(tmp_path, TAXI, answers="30\nCNY\n2018-03-01\n1\n出差\n", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "━━ 薄文: gives line 1 its account · 填写第 1 行的科目" in done.stdout
    assert "第 1 行的费用类别 (编号或名称): 1" in done.stdout
    # A warning that it is old asks nothing of the claimant.
    assert "事由: 出差" in done.stdout


def test_with_nobody_there_an_unreadable_receipt_is_taken_out_and_the_story_stops_in_words(tmp_path: Path) -> None:
    done = demo(tmp_path, TAXI)
    assert done.returncode == 1
    assert "Line 1: nobody is here to say its amount, so the demo takes it out." in done.stdout
    assert done.stderr == (
        "\n✗ No receipt is left to be claimed, so the story stops here.\n"
        "What was done so far lies in data/demo.\n"
    )  # fmt: skip


def test_an_answer_that_is_not_taken_stops_the_story_with_the_reason(tmp_path: Path) -> None:
    done = demo(tmp_path, TAXI, answers="a lot\nCNY\n2026-11-20\nTaxi\n")
    assert done.returncode == 1
    assert "“a lot” was not taken for Amount of line 1: Please write an amount, such as 88.50." in done.stderr


def test_ctrl_d_at_the_terminal_is_an_end_in_words(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "demo", "--script", str(TAXI)]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    os.close(theirs)
    os.write(ours, b"\x04")
    _, error = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 1
    assert "✗ No answer came for Amount of line 1, so the story stops here. Nothing was submitted." in error.decode()


@pytest.mark.parametrize(
    ("size", "said"),
    [(None, "receipt.jpg is not a file."), (26 * 2**20, "receipt.jpg has 26.0 MB; a file may have at most 25 MB.")],
)
def test_a_file_that_cannot_be_sent_is_named_before_anything_is_touched(
    tmp_path: Path, size: int | None, said: str
) -> None:
    if size:
        with (tmp_path / "receipt.jpg").open("wb") as file:
            file.truncate(size)
    done = demo(tmp_path, "receipt.jpg")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{said}\n")
    assert not (tmp_path / "data").exists()


def test_the_demo_plays_nowhere_but_in_its_folder(tmp_path: Path) -> None:
    """The database of an installation around it is no place to play in."""
    (tmp_path / "expense.toml").write_text('log_level = "LOUD"\n[database]\nurl = "sqlite:///company.db"\n', "utf-8")
    demo(tmp_path, TAXI, EXPENSE_DATABASE__URL=f"sqlite:///{tmp_path / 'other.db'}")
    assert (tmp_path / "data/demo/app.db").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "expense.toml"]


def test_the_same_file_twice_is_taken_out_or_explained(tmp_path: Path) -> None:
    line = ["30", "CNY", "2026-11-20", "Taxi"]
    gone = demo(tmp_path, TAXI, TAXI, answers="\n".join([*line, *line]) + "\n")
    assert gone.returncode == 0, gone.stdout + gone.stderr
    assert "!!! The same file is already on this claim. Remove this line, or press" in gone.stdout
    assert "Line 2: nobody is here to say why it is claimed twice, so the demo takes it out." in gone.stdout
    assert gone.stdout.splitlines()[-1].startswith("1 receipt → one paid claim in ")
    assert "━━ Sam Carter: takes line 2 out · 移除第 2 行" in gone.stdout
    kept = demo(tmp_path, TAXI, TAXI, answers="\n".join([*line, *line, "There and back", "Customer"]) + "\n")
    assert kept.returncode == 0, kept.stdout + kept.stderr
    assert "Sam Carter 说明：There and back" in kept.stdout
    assert "(The card warns; the script approves all the same. A real approver asks, or sends it back.)" in kept.stdout
