"""`python -m bot` from outside: a process is started, asked, and stopped, as an administrator does it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.__main__ import main
from bot.app import stand_by
from bot.claims.claim import Claim
from bot.demo.company import ADA, LIN
from bot.jobs.queue import enqueue
from bot.store import claims, people, tables
from bot.store.database import Database

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "docs/expense.example.toml"


def test_a_signal_that_another_thread_is_given_ends_the_process_too() -> None:
    told, go = threading.Event(), threading.Event()
    other = threading.Thread(target=go.wait)
    other.start()
    before = signal.signal(signal.SIGTERM, lambda *_: told.set())
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # in this thread alone
    sender = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM))
    sender.start()
    try:
        stand_by(told)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGTERM, before)
        go.set()
        other.join()
        sender.join()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command leaves behind."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder with an expense.toml, in which commands are typed; nothing of the machine's environment counts."""

    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        """For a process; its warnings are errors, as they are here. The memory engine is warm at once."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("EXPENSE_")}
        return ours | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "EXPENSE_OCR__ENGINE": "memory"} | more

    def bot(self, *arguments: str, **environment: str) -> Answer:
        """Type a command and wait for its end. `run` gets a process of its own, as does everything it starts."""
        if arguments[:1] == ("run",):
            command = [sys.executable, "-m", "bot", *arguments]
            process = subprocess.run(
                command, cwd=self.folder, env=self.environment(**environment),
                capture_output=True, text=True, timeout=120, check=False,
            )  # fmt: skip
            assert "Traceback" not in process.stderr, process.stderr
            return Answer(process.returncode, process.stdout, process.stderr)
        out, error = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as here, redirect_stdout(out), redirect_stderr(error):
            here.chdir(self.folder)
            for name in [name for name in os.environ if name.startswith("EXPENSE_")]:
                here.delenv(name)
            for name, value in self.environment(**environment).items():
                here.setenv(name, value)
            try:
                code = main(arguments)
            except SystemExit as end:
                code = int(str(end.code))
        return Answer(code, out.getvalue(), error.getvalue())

    def start(self) -> subprocess.Popen[str]:
        """Type `run` and do not wait."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def database(self) -> Database:
        return Database(f"sqlite:///{self.folder / 'data/app.db'}")


@pytest.fixture
def place(tmp_path: Path) -> Installation:
    (tmp_path / "expense.toml").write_bytes(EXAMPLE.read_bytes())
    return Installation(tmp_path)


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """One for all tests that only look."""
    folder = tmp_path_factory.mktemp("installation")
    (folder / "expense.toml").write_bytes(EXAMPLE.read_bytes())
    place = Installation(folder)
    assert place.bot("migrate").returncode == 0
    return place


@pytest.fixture
def running(place: Installation) -> Iterator[subprocess.Popen[str]]:
    process = place.start()
    try:
        deadline = time.monotonic() + 60
        while place.bot("check", "--live").returncode != 0:
            assert process.poll() is None, process.communicate()[1]
            assert time.monotonic() < deadline, "no sign of life within a minute"
            time.sleep(0.2)
        yield process
    finally:
        process.kill()
        process.communicate()


# --- run ----------------------------------------------------------------------------------------------------------


def test_run_starts_on_nothing_answers_the_health_check_and_ends_in_order(
    place: Installation, running: subprocess.Popen[str]
) -> None:
    second = place.bot("run")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr == "Another `run` works on this SQLite database. One is enough; for several use PostgreSQL.\n"
    running.send_signal(signal.SIGTERM)
    _, log = running.communicate(timeout=40)
    assert running.returncode == 0
    assert [json.loads(line)["message"] for line in log.splitlines()] == ["running", "stopping", "stopped"]
    # It has said that it ends: nobody takes its last sign for life.
    ended = place.bot("check", "--live")
    assert (ended.returncode, ended.stderr) == (1, "`run` has given no sign of life for a minute.\n")
    # What it leaves behind is a whole installation.
    done = place.bot("check")
    assert done.returncode == 0
    assert "· process   `run` has given no sign for a minute" in done.stdout


def test_a_run_that_was_killed_counts_as_alive_for_a_minute(
    place: Installation, running: subprocess.Popen[str]
) -> None:
    running.kill()
    running.wait()
    assert place.bot("check", "--live").returncode == 0
    database = place.database()
    with database.writing() as connection:
        connection.execute(update(tables.tick).values(at=datetime.now(UTC) - timedelta(seconds=61)))
    database.dispose()
    assert place.bot("check", "--live").returncode == 1


def test_check_accepts_the_example_once_it_is_set_up_and_names_all_it_looked_at(place: Installation) -> None:
    before = place.bot("check")
    assert before.returncode == 1
    assert "✗ database  there is none at data/app.db yet: run `python -m bot migrate`" in before.stdout
    assert "✗ ledger    there is no ledger in data/ledger" in before.stdout
    assert not (place.folder / "data/app.db").exists(), "looking makes nothing"
    assert place.bot("migrate").returncode == 0
    after = place.bot("check", EXPENSE_OCR__ENGINE="auto")
    assert after.returncode == 0, after.stdout
    looked_at = [line.split()[1] for line in after.stdout.splitlines()[:-1]]
    assert looked_at == ["settings", "database", "audit", "jobs", "company", "process", "web", "ledger", "reading"]
    assert after.stdout.endswith("Everything that is set up works.\n")


def test_migrating_again_changes_nothing_and_opens_what_the_settings_have_gained(place: Installation) -> None:
    assert place.bot("migrate").returncode == 0
    settings = place.folder / "expense.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('"E1002" = "Sam Carter"', '"E1002" = "Sam Carter"\n"E1003" = "梅芳"'),
        "utf-8",
    )
    assert "employee E1003: the ledger has no open directive" in place.bot("check").stdout
    assert place.bot("migrate").returncode == 0
    assert place.bot("check").returncode == 0


# --- on the books of the demo -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with a real claim in it: the demo has played there."""
    folder = tmp_path_factory.mktemp("played")
    (folder / "expense.toml").write_bytes(EXAMPLE.read_bytes())
    place = Installation(folder)
    done = place.bot("demo", "--script", "--data", "data", EXPENSE_OCR__ENGINE="auto")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "printed.txt").write_text(done.stdout, "utf-8")
    return place


def test_the_demo_is_short_enough_to_be_read(played: Installation) -> None:
    printed = (played.folder / "printed.txt").read_text("utf-8")
    assert len(printed.splitlines()) < 420
    assert "期初余额" not in printed
    # It ends with what one can do now: the whole head of the chain, and where things lie.
    assert re.search(r"EXPENSE_DATA=data .*audit verify --head [0-9a-f]{64}\n", printed)
    assert "bean-query data/ledger/main.beancount" in printed


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "docs/quickstart.md"])
def test_what_a_page_shows_of_the_demo_is_what_the_demo_prints(played: Installation, page: str) -> None:
    def comparable(line: str) -> str:
        # The head of the chain, and with it the number of its entries, is another each time.
        return re.sub(r"over \d+ entries, head \w+…", "over N entries, head …", line)

    printed = {comparable(line) for line in (played.folder / "printed.txt").read_text("utf-8").splitlines()}
    shown = re.findall(
        r"^    ((?:━━|✓|│|\d{4}-\d\d-\d\d \*|  [A-Z]\w+:\S+ +-?\d).*)$", (ROOT / page).read_text("utf-8"), re.M
    )
    assert len(shown) > 8
    assert [line for line in shown if comparable(line) not in printed] == []


def test_the_exported_chain_is_verified_by_the_printed_program_alone(played: Installation, tmp_path: Path) -> None:
    told = played.bot("audit", "verify")
    assert told.returncode == 0
    assert re.fullmatch(r"unbroken: [1-9][0-9]* entries, head [0-9a-f]{64}\n", told.stdout)
    export, program = tmp_path / "export.jsonl", tmp_path / "verifier.py"
    assert played.bot("audit", "export", str(export)).returncode == 0
    assert export.read_text("utf-8") == played.bot("audit", "export").stdout
    program.write_text(played.bot("audit", "verifier").stdout, "utf-8")

    def verify(*more: str) -> subprocess.CompletedProcess[str]:
        # Any Python, without our packages, our folder or anything of the environment.
        command = [sys.executable, "-I", "-S", program.name, export.name, *more]
        return subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, check=False)

    assert (verify().returncode, verify().stdout) == (0, told.stdout)
    head = told.stdout.split()[-1]
    assert verify("--head", head).returncode == 0
    assert played.bot("audit", "verify", "--head", head).returncode == 0
    assert verify("--head", "f" * 64).returncode == 1
    assert played.bot("audit", "verify", "--head", "f" * 64).returncode == 1
    export.write_text(export.read_text("utf-8").replace('"approve"', '"reject"', 1), "utf-8")
    assert verify().returncode == 1
    assert verify().stdout.startswith("BROKEN at entry ")


def test_a_person_is_erased_and_the_chain_verifies(played: Installation) -> None:
    nobody = played.bot("audit", "erase", "E9999", "--ground", "asked for it", "--by", "E1007")
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert "is it the employee number?" in nobody.stderr
    stranger = played.bot("audit", "erase", "E1008", "--ground", "asked for it", "--by", "E9999")
    assert (stranger.returncode, stranger.stdout) == (1, "")
    assert "nobody with the employee number E9999" in stranger.stderr
    done = played.bot("audit", "erase", "E1008", "--ground", "asked for it", "--by", "E1007")
    assert done.returncode == 0
    told = played.bot("audit", "verify")
    assert told.returncode == 0
    assert "of E1008, on " in told.stdout
    assert "on the ground: asked for it" in told.stdout


def test_a_ledger_that_has_vanished_is_not_replaced_by_an_empty_one(played: Installation) -> None:
    ledger, elsewhere = played.folder / "data/ledger", played.folder / "data/elsewhere"
    ledger.rename(elsewhere)
    try:
        assert played.bot("migrate").returncode == 0
        assert not ledger.exists()
        found = played.bot("check")
        assert found.returncode == 1
        assert "✗ ledger    there is no ledger in data/ledger" in found.stdout
        assert "begins a new ledger" not in found.stdout
    finally:
        elsewhere.rename(ledger)


# --- jobs ---------------------------------------------------------------------------------------------------------


def test_work_that_was_given_up_is_listed_and_started_again(place: Installation) -> None:
    place.bot("migrate")
    assert (place.bot("jobs").returncode, place.bot("jobs").stdout) == (0, "Nothing was given up.\n")
    database = place.database()
    with database.writing() as connection:
        people.save(connection, [ADA, LIN])
        claims.insert(connection, Claim("EC26-000001", LIN.number, "CNY"), datetime.now(UTC))
        enqueue(connection, "erp.post", key="post:EC26-000001", claim="EC26-000001")
        connection.execute(update(tables.job).values(status="dead", error="the period is closed"))
    database.dispose()
    listed = place.bot("jobs")
    assert listed.returncode == 1
    assert "erp.post" in listed.stdout
    assert "the period is closed" in listed.stdout
    assert "✗ jobs      given up: 1; see `python -m bot jobs`" in place.bot("check").stdout
    number = listed.stdout.split()[0]
    anonymous = place.bot("jobs", "--requeue", number)
    assert (anonymous.returncode, "--by PERSON" in anonymous.stderr) == (2, True)
    assert "nobody with the employee number E0" in place.bot("jobs", "--requeue", number, "--by", "E0").stderr
    assert (
        place.bot("jobs", "--requeue", number, "--by", LIN.number).stderr
        == "Only an administrator or a bookkeeper can do this.\n"
    )
    assert place.bot("jobs", "--requeue", "9" * 30, "--by", ADA.number).returncode == 1
    assert place.bot("jobs", "--requeue", number, "--by", ADA.number).returncode == 0
    assert place.bot("jobs", "--requeue", number, "--by", ADA.number).returncode == 1
    assert place.bot("jobs").returncode == 0
    (entry,) = [line for line in place.bot("audit", "export").stdout.splitlines() if '"requeue"' in line]
    told = (f'"{ADA.number}"', '"EC26-000001"', f'"job":{number}', '"erp.post"')
    assert [part for part in told if part not in entry] == []


def test_nobody_starts_the_posting_of_their_own_claim_again(place: Installation) -> None:
    place.bot("migrate")
    database = place.database()
    with database.writing() as connection:
        people.save(connection, [ADA])
        claims.insert(connection, Claim("EC26-000001", ADA.number, "CNY"), datetime.now(UTC))
        enqueue(connection, "erp.post", key="post:EC26-000001", claim="EC26-000001")
        connection.execute(update(tables.job).values(status="dead", error="the period is closed"))
    database.dispose()
    number = place.bot("jobs").stdout.split()[0]
    refused = place.bot("jobs", "--requeue", number, "--by", ADA.number)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Nobody decides on their own claim" in refused.stderr
    assert place.bot("jobs").returncode == 1


# --- what cannot work says what to do -----------------------------------------------------------------------------

NEEDS_A_DATABASE = [["check", "--live"], ["audit", "verify"], ["audit", "export"], ["jobs"]]


@pytest.mark.parametrize("command", NEEDS_A_DATABASE, ids=" ".join)
def test_without_a_database_a_command_says_how_to_get_one(place: Installation, command: list[str]) -> None:
    done = place.bot(*command)
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is none at data/app.db yet: run `python -m bot migrate`" in done.stderr
    assert not (place.folder / "data").exists()


@pytest.mark.parametrize("command", ["run", "check", "migrate"])
def test_settings_that_are_wrong_are_told_together(place: Installation, command: str) -> None:
    (place.folder / "expense.toml").write_text('log_level = "LOUD"\n[erp.ledger]\ntitle = "x"\n', "utf-8")
    done = place.bot(command, EXPENSE_OCR__SECONDS="soon")
    assert (done.returncode, done.stdout) == (1, "")
    for said in ("The settings need a look:", "log_level: ", "ocr.seconds: ", "erp.ledger: missing: accounts, "):
        assert said in done.stderr


def test_without_a_settings_file_the_example_is_named(place: Installation) -> None:
    (place.folder / "expense.toml").unlink()
    done = place.bot("run")
    assert done.returncode == 1
    assert "`python -m bot init` makes one (docs/expense.example.toml is one)" in done.stderr


@pytest.mark.parametrize("command", ["run", "migrate", "check --live", "jobs", "audit verify"])
def test_a_postgresql_that_does_not_answer_is_named_without_its_password(place: Installation, command: str) -> None:
    done = place.bot(*command.split(), EXPENSE_DATABASE__URL="postgresql://expense:hunter2@127.0.0.1:9/expense")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no connection to postgresql+psycopg://expense:***@127.0.0.1:9/expense" in done.stderr
    assert "Start it, or correct database.url." in done.stderr
    assert "hunter2" not in done.stderr


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_data_folder_that_cannot_be_written_is_named(place: Installation, command: str) -> None:
    done = place.bot(command, EXPENSE_DATA="/proc/data")
    assert done.returncode == 1
    assert "/proc/data/app.db cannot be made" in done.stderr
    assert "choose another folder with `data`" in done.stderr


@pytest.mark.parametrize("command", ["run", "check", "migrate", "check --live", "jobs", "audit verify"])
@pytest.mark.parametrize("content", [b"not a database, but long enough " * 40, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_file_that_is_no_database_is_named(place: Installation, command: str, content: bytes) -> None:
    (place.folder / "data").mkdir()
    (place.folder / "data/app.db").write_bytes(content)
    done = place.bot(*command.split())
    assert done.returncode == 1
    assert "data/app.db cannot be used as a database: file is not a database" in done.stdout + done.stderr
    assert "Bring it back from a backup, or name another one with database.url." in done.stdout + done.stderr
    assert (place.folder / "data/app.db").read_bytes() == content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("command", ["run", "migrate", "audit erase E1 --ground x --by E2"])
def test_a_database_that_may_only_be_read_is_named(laid_out: Installation, tmp_path: Path, command: str) -> None:
    copy = tmp_path / "data"
    shutil.copytree(laid_out.folder / "data", copy)
    for path in (copy / "app.db", copy):
        path.chmod(path.stat().st_mode & ~0o222)
    done = laid_out.bot(*command.split(), EXPENSE_DATA=str(copy))
    copy.chmod(0o755)
    assert done.returncode == 1
    assert f"{copy / 'app.db'} cannot be written" in done.stderr


def test_a_ledger_folder_that_cannot_be_written_is_named(place: Installation) -> None:
    done = place.bot("migrate", EXPENSE_ERP__LEDGER__FOLDER="/proc/ledger")
    assert done.returncode == 1
    assert "erp.ledger: /proc/ledger cannot be written" in done.stderr


def test_an_export_that_cannot_be_written_is_named(laid_out: Installation) -> None:
    done = laid_out.bot("audit", "export", "/proc/export.jsonl")
    assert (done.returncode, done.stderr) == (1, "/proc/export.jsonl: No such file or directory\n")


@pytest.mark.parametrize("command", ["run", "migrate", "check --live", "jobs", "audit verify"])
def test_a_database_of_a_newer_program_is_left_alone(place: Installation, command: str) -> None:
    place.bot("migrate")
    database = place.database()
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.dispose()
    done = place.bot(*command.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert "the database has version 9999" in done.stderr
    assert "start the newer program, or restore the backup" in done.stderr


def test_a_reader_that_has_seen_enough_is_no_failure_worth_a_word(laid_out: Installation) -> None:
    python = f"{sys.executable} -m bot audit verifier | head -n 1"
    done = subprocess.run(
        ["bash", "-c", python],
        cwd=laid_out.folder,
        env=laid_out.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.startswith('"""Checks an export of the audit chain')


@pytest.mark.parametrize("command", [[], ["conjure"], ["audit"], ["audit", "erase", "E1"], ["jobs", "--requeue", "x"]])
def test_a_wrong_call_shows_how_it_is_done(place: Installation, command: list[str]) -> None:
    done = place.bot(*command)
    assert done.returncode == 2
    assert "usage: python -m bot" in done.stderr
