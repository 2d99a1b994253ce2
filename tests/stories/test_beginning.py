"""An administrator begins: an invented company of 30 people out of a spreadsheet, by questions or from files.

From nothing to a claim that stands in the real ledger; and whatever is interrupted or wrong leaves nothing behind.
"""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot import settings as settings_file
from bot.app import CHECKS, App, Parts, begin
from bot.chat.terminal import TerminalChat
from bot.claims.people import Role
from bot.claims.states import State
from bot.demo import company as demo
from bot.init.command import DRAFT, Order, initialise
from bot.init.conversation import Stopped
from bot.init.lines import typed
from bot.jobs.clock import MovableClock
from bot.store import audit, claims, companies, people
from bot.store.database import Database
from bot.workflow.setting_up import link
from erp.connectors import connect, ledger
from tests.stories.world import MONDAY, PreparedReader, receipt

TODAY = date(2026, 11, 23)
HEADS = ("工号", "姓名", "邮箱", "直接上级", "部门", "成本中心", "语言", "时区", "角色")


def rows() -> Sequence[tuple[str, ...]]:
    """30 people: a director, three heads of department, 26 who travel; one bookkeeper, nobody administrator."""
    found = [("00100", "Grace Hall", "grace@example.com", "", "Management", "CC-90", "English", "Berlin", "")]
    for at, department in enumerate(("销售部", "财务部", "研发部"), 1):
        roles = "会计" if department == "财务部" else ""
        found.append(
            (
                f"001{at}0",
                f"主管{at}",
                f"head{at}@example.com",
                "Grace Hall",
                department,
                f"CC-{at}0",
                "中文",
                "",
                roles,
            )
        )
    for number in range(26):
        at = number % 3 + 1
        found.append(
            (
                f"002{number:02}",
                f"员工{number}",
                f"p{number}@example.com",
                f"001{at}0",
                found[at][4],
                f"CC-{at}0",
                "",
                "",
                "",
            )
        )
    return found


def xlsx() -> bytes:
    """As Excel has it: numbers as numbers, with a format that shows the zeros."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADS)
    for row in rows():
        sheet.append([int(row[0]), *row[1:]])
    for at in range(2, 32):
        sheet.cell(at, 1).number_format = "00000"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def gbk() -> bytes:
    """As a personnel program of some years has it."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADS, *rows()])
    return text.getvalue().encode("gbk")


class Typing:
    """Somebody at a terminal, who types these lines and then goes away."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)
        self.seen: list[str] = []

    def say(self, text: str) -> None:
        self.seen.append(text)

    def ask(self, text: str) -> str:
        self.seen.append(text)
        if not self._lines:
            raise Stopped
        return self._lines.pop(0)

    @property
    def screen(self) -> str:
        return "\n".join(self.seen)


#: Enter for whatever is offered: language, then the answers that have none.
ANSWERS = (
    "", "极光贸易有限公司", "", "91310000MA1K00000X", "", "", "people.xlsx", "", "", "", "", "",
    "hotel=1200, meals=500", "1000", "00100", "", "-", "",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the environment of an administrator who has chosen a database and nothing else."""
    monkeypatch.chdir(tmp_path)
    if database.dialect == "postgresql":
        monkeypatch.setenv("EXPENSE_DATABASE__URL", database.engine.url.render_as_string(hide_password=False))
    else:
        # The one of the settings' default, which is not there yet.
        (tmp_path / "app.db").unlink()
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    (tmp_path / "people.xlsx").write_bytes(xlsx())
    (tmp_path / "people.csv").write_bytes(gbk())
    return tmp_path


def lying(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {"people.xlsx", "people.csv", "data"}


def nothing_is_there(folder: Path) -> bool:
    """No settings and no company."""
    if (folder / "expense.toml").exists():
        return False
    database = Database(settings_file.load().database_url)
    try:
        with database.reading() as connection:
            # SQLite's file may not be there, and then has no tables either.
            known = connection.dialect.has_table(connection, "company")
            return not known or companies.load(connection) is None
    finally:
        database.dispose()


class Office:
    """The installation at work: the settings it was given, the memory platform, prepared readings, the real ledger."""

    def __init__(self) -> None:
        self.settings = settings_file.load(CHECKS)
        self.database = Database(self.settings.database_url)
        self.chat, self.reader, self.clock = TerminalChat(workspace="demo"), PreparedReader(), MovableClock(MONDAY)
        connector = connect("ledger", self.settings.connector_section)
        parts = Parts({self.chat.name: self.chat}, self.reader, connector, "ledger", self.clock.now, self.clock)
        self.app = App(self.settings, self.database, parts)
        self.chat.start(self.app.inbox.receive)
        with self.database.writing() as connection:
            self.people = people.load(connection)
            for one in self.people.active():
                user = self.chat.user(one.number)
                link(connection, user.platform, user.workspace, user.id, one.number, by="system", at=MONDAY)

    def press(self, who: str, button: str) -> None:
        self.chat.press(who, button)
        self.app.runner.drain()

    def a_claim_is_posted(self, who: str, *approvers: str, bookkeeper: str) -> str:
        """One receipt from photo to ledger; the state it ends in."""
        content = b"\xff\xd8\xff" + who.encode()
        self.reader.knows(content, receipt("1180.00", category="hotel"))
        self.chat.photo(who, "receipt.jpg", content, "拜访客户")
        self.app.runner.drain()
        self.press(who, "submit")
        for approver in approvers:
            self.press(approver, "approve")
        self.press(bookkeeper, "check")
        self.app.runner.drain(until=self.clock.now() + timedelta(minutes=5))
        with self.database.reading() as connection:
            return claims.load(connection, "EC26-000001").state


def test_thirty_people_from_a_workbook_by_questions_to_a_claim_in_the_books(folder: Path) -> None:
    typing = Typing(*ANSWERS)
    assert initialise(Order(), typing, TODAY) == 0, typing.screen
    assert lying(folder) == {"expense.toml"}, "the draft is gone"
    office = Office()
    with office.database.reading() as connection:
        company, everybody = companies.load(connection), people.load(connection)
        assert audit.verify(connection).broken is None
    assert company is not None
    assert (company.name, company.tax_numbers) == ("极光贸易有限公司", frozenset({"91310000MA1K00000X"}))
    assert len(everybody.active()) == 30
    grace, traveller = everybody["00100"], everybody["00200"]
    assert (grace.locale, grace.time_zone, grace.roles) == ("en", "Europe/Berlin", frozenset({Role.ADMINISTRATOR}))
    assert (traveller.manager, traveller.locale, traveller.time_zone) == ("00110", "zh", "Asia/Shanghai")
    assert [(level.name, level.approver) for level in company.levels] == [("manager", ""), ("director", "00100")]
    assert office.a_claim_is_posted("00200", "00110", "00100", bookkeeper="00120") == State.POSTED
    section = dict(office.settings.connector_section)
    main_file = Path(section["folder"]) / "main.beancount"
    assert [(row.account, str(row.amount)) for row in ledger.witness(main_file, "EC26-000001")] == [
        ("Expenses:6601-03", "1180.00"), ("Liabilities:2241:00200", "-1180.00"),
    ]  # fmt: skip
    assert connect("ledger", section).check().problems == ()
    assert "python -m bot check" in typing.screen
    assert "python -m bot invite 00100 --by 00100" in typing.screen
    office.database.dispose()


COMPANY = """
name = "Aurora Trading"
language = "en"
people = "people.csv"
tax_numbers = ["91310000MA1K00000X"]
administrators = ["00130"]
bookkeepers = ["主管1"]
check_above = "5000"
[[categories]]
code = "hotel"
en = "Hotel"
account = "5602.01"
limit = "1,500"
[[levels]]
name = "manager"
[[levels]]
name = "director"
above = 2000
approver = "grace@example.com"
"""


def test_the_same_from_files_without_a_question(folder: Path) -> None:
    (folder / "company.toml").write_text(COMPANY, "utf-8")
    said = Typing()
    assert initialise(Order(company=Path("company.toml"), yes=True), said, TODAY) == 0, said.screen
    office = Office()
    assert len(office.people.active()) == 30
    assert office.people["00110"].roles == {Role.BOOKKEEPER}
    # Below what the bookkeeper checks it is posted by itself, a minute after the last approval.
    with office.database.reading() as connection:
        company = companies.load(connection)
    assert company is not None
    assert company.check_above is not None
    assert (company.account_name("5602.01"), str(company.limits[0].amount.amount)) == ("Hotel", "1500")
    office.database.dispose()


@pytest.mark.parametrize("answered", range(len(ANSWERS)))
def test_whoever_goes_away_in_the_middle_leaves_nothing_and_can_go_on(folder: Path, answered: int) -> None:
    typing = Typing(*ANSWERS[:answered])
    assert initialise(Order(), typing, TODAY) == 130
    assert nothing_is_there(folder)
    if answered < 2:
        assert lying(folder) == set()
        return
    assert lying(folder) == {DRAFT.name}
    assert DRAFT.name in typing.screen
    # Language, yes to the draft, and the rest of the answers.
    again = Typing("", "", *ANSWERS[answered:])
    assert initialise(Order(), again, TODAY) == 0, again.screen
    assert lying(folder) == {"expense.toml"}


def test_a_list_that_was_spoilt_meanwhile_is_asked_for_again_and_nothing_else(folder: Path) -> None:
    assert initialise(Order(), Typing(*ANSWERS[:9]), TODAY) == 130
    Path("people.xlsx").write_bytes(b"spoilt")
    # Its name is offered again: it is mended meanwhile, or another one is named.
    typing = Typing("", "", "no.xlsx", "people.csv", *ANSWERS[7:])
    assert initialise(Order(), typing, TODAY) == 0, typing.screen
    assert "这既不是 Excel 工作簿" in typing.screen
    assert f"文件夹 {folder} 中没有“no.xlsx”。" in typing.screen
    assert "公司名称" not in typing.screen


def test_a_list_that_is_refused_is_offered_again_until_it_is_mended(folder: Path) -> None:
    good = Path("people.xlsx").read_bytes()
    Path("people.xlsx").write_bytes(b"spoilt")

    class Mending(Typing):
        def ask(self, text: str) -> str:
            if "[people.xlsx]" in text:
                Path("people.xlsx").write_bytes(good)
            return super().ask(text)

    typing = Mending(*ANSWERS[:7], "", *ANSWERS[7:])
    assert initialise(Order(), typing, TODAY) == 0, typing.screen


def test_an_answer_is_changed_when_all_of_it_is_shown(folder: Path) -> None:
    typing = Typing(*ANSWERS[:-1], "返回", "返回", "5000", "", "")
    assert initialise(Order(), typing, TODAY) == 0, typing.screen
    assert "会计复核金额高于：每张报销单" in typing.screen
    assert "会计复核金额高于：¥5,000.00" in typing.screen
    assert "限额：住宿 ¥1,200.00" in typing.screen


@pytest.mark.parametrize("text", ["python -m bot check", "run: python -m bot run"])
def test_commands_are_shown_as_they_are_typed_here(text: str) -> None:
    here = Path("/home/ma/expense")
    assert typed(text, "/home/ma/expense/.venv/bin/python", here) == text.replace("python", ".venv/bin/python")
    assert typed(text, "/usr/bin/python3", here) == text


def test_one_can_go_back_ask_for_help_and_mend_a_mistake(folder: Path) -> None:
    typing = Typing(
        "English", "Aurora", "Atlantis", "back", "Aurora Trading", "China", "12", "?", "-", "Berlin", "XAU", "CNY",
        "nowhere.xlsx", "people.csv", "nobody", "主管1, 00130", "hotel:3", "hotel=6601.04", "-flight",
        "+fuel=6601.08 油费/Fuel", "", "6601.04", "2241", "2241", "",
        "", "hotel=x", "-", "-", "5,000",
        "http://x", "https://expense.example.com/", "yes",
    )  # fmt: skip
    assert initialise(Order(), typing, TODAY) == 0, typing.screen
    office = Office()
    with office.database.reading() as connection:
        company = companies.load(connection)
    assert company is not None
    assert (company.name, company.time_zone, company.tax_numbers) == ("Aurora Trading", "Europe/Berlin", frozenset())
    assert [one.code for one in company.categories][-2:] == ["office", "fuel"]
    assert {rule.category: rule.account for rule in company.accounts}["hotel"] == "6601.04"
    assert len(company.levels) == 1
    assert (office.settings.web.on, office.settings.web.address) == (True, "https://expense.example.com")
    assert str(company.check_above and company.check_above.amount) == "5000"
    assert {one.number for one in office.people.with_role(Role.ADMINISTRATOR)} == {"00110", "00130"}
    office.database.dispose()


def test_what_is_wrong_in_both_files_is_said_together_and_nothing_is_made(folder: Path) -> None:
    (folder / "company.toml").write_text(COMPANY.replace('"5000"', '"much"').replace("limit", "limits"), "utf-8")
    (folder / "people.csv").write_text("工号,姓名\nE1,\n,林\n", "utf-8")
    said = Typing()
    assert initialise(Order(company=Path("company.toml"), yes=True), said, TODAY) == 1
    assert said.seen == [
        "  ✗ categories.hotel.limits: There is no such key.",
        "  ✗ check_above: “much” is no amount. Write it like 1000 or 1,000.00.",
        "  ✗ Row 2, “姓名”: The name is missing.",
        "  ✗ Row 3, “工号”: The employee number is missing. If this row is no person, delete it.",
    ]
    assert nothing_is_there(folder)


def test_what_fails_at_the_last_moment_leaves_nothing(folder: Path) -> None:
    # The settings file cannot be put there: a folder has its name.
    (folder / ".expense.toml.new").mkdir()
    (folder / "company.toml").write_text(COMPANY, "utf-8")
    with pytest.raises(OSError, match=r"expense\.toml\.new"):
        initialise(Order(company=Path("company.toml"), yes=True), Typing(), TODAY)
    assert nothing_is_there(folder)
    (folder / ".expense.toml.new").rmdir()
    assert initialise(Order(company=Path("company.toml"), yes=True), Typing(), TODAY) == 0


def test_a_company_that_is_there_is_not_begun_again(folder: Path) -> None:
    (folder / "company.toml").write_text(COMPANY, "utf-8")
    order = Order(company=Path("company.toml"), yes=True)
    assert initialise(order, Typing(), TODAY) == 0
    before = (folder / "expense.toml").read_bytes()
    said = Typing()
    assert initialise(order, said, TODAY) == 1
    assert "python -m bot employees" in said.screen
    assert (folder / "expense.toml").read_bytes() == before


def test_of_two_who_begin_at_the_same_moment_the_second_finds_a_company(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPENSE_ERP__CONNECTOR", "memory")
    settings, meeting = settings_file.load(), threading.Barrier(2)

    def keep() -> None:
        # Nobody else comes this far, or both would have begun one.
        with suppress(threading.BrokenBarrierError):
            meeting.wait(0.3)

    with ThreadPoolExecutor() as pool:
        begun = [pool.submit(begin, settings, demo.COMPANY, demo.EMPLOYEES, keep) for _ in range(2)]
        assert sorted(one.result() for one in begun) == [False, True]


def test_who_was_slower_is_told_and_changes_nothing(folder: Path) -> None:
    (folder / "company.toml").write_text(COMPANY, "utf-8")
    order = Order(company=Path("company.toml"), yes=True)

    class Slow(Typing):
        def ask(self, text: str) -> str:
            if not self._lines:
                # Everything is answered: now somebody else is through with theirs.
                assert initialise(order, Typing(), TODAY) == 0
                return "yes"
            return super().ask(text)

    slow = Slow(*ANSWERS[:-1])
    assert initialise(Order(), slow, TODAY) == 1
    assert "刚才有人在同一个数据库中设置了公司" in slow.screen
    assert 'title = "Aurora Trading"' in (folder / "expense.toml").read_text("utf-8")


def test_settings_that_are_there_stay_and_have_to_have_the_accounts(folder: Path) -> None:
    (folder / "company.toml").write_text(COMPANY, "utf-8")
    order = Order(company=Path("company.toml"), yes=True)
    (folder / "expense.toml").write_text('log_level = "WARNING"\n[erp]\nconnector = "memory"\n', "utf-8")
    said = Typing()
    assert initialise(order, said, TODAY) == 1
    assert "1002, 2221.01, 2241, 5602.01" in said.screen
    (folder / "expense.toml").unlink()
    assert initialise(order, Typing(), TODAY) == 0


@pytest.mark.parametrize("name", ["people.csv", "people.xlsx", "company.toml"])
def test_a_template_is_written_and_never_over_a_file(folder: Path, name: str) -> None:
    path = folder / f"my-{name}"
    assert initialise(Order(template=path), Typing(), TODAY) == 0
    before = path.read_bytes()
    assert initialise(Order(template=path), Typing(), TODAY) == 1
    assert path.read_bytes() == before


def test_a_template_of_a_company_is_one_with_which_one_can_begin(folder: Path) -> None:
    assert initialise(Order(template=Path("company.toml")), Typing(), TODAY) == 0
    text = Path("company.toml").read_text("utf-8").replace('bank = "1002"', 'bank = "1002"\nadministrators = ["00100"]')
    Path("company.toml").write_text(text, "utf-8")
    said = Typing()
    assert initialise(Order(company=Path("company.toml"), yes=True), said, TODAY) == 0, said.screen


def test_where_nobody_sits_the_files_are_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert initialise(Order(), None, TODAY) == 2
    assert "--company company.toml --employees people.xlsx --yes" in capsys.readouterr().out
