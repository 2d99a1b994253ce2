"""The web chat in a real installation: `run` as a process, links from the command line, HTTP as of a browser."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.app import utc_now
from bot.demo.company import ADA, COMPANY, EMPLOYEES, LIN
from bot.workflow.setting_up import set_up
from tests.bot.test_run import EXAMPLE, Installation


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def place(tmp_path: Path) -> Installation:
    """An installation with people in it, whose web chat is on."""
    settings = EXAMPLE.read_text("utf-8").replace("on = false", f"on = true\nport = {free_port()}")
    (tmp_path / "expense.toml").write_text(settings, "utf-8")
    found = Installation(tmp_path)
    assert found.bot("migrate").returncode == 0
    database = found.database()
    with database.writing() as connection:
        set_up(connection, COMPANY, EMPLOYEES, by="system", at=utc_now())
    database.dispose()
    return found


def invited(place: Installation, number: str) -> str:
    done = place.bot("invite", number, "--by", ADA.number)
    assert done.returncode == 0, done.stderr
    (link,) = re.findall(r"http://\S+", done.stdout)
    return str(link)


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
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert [json.loads(line)["message"] for line in log.splitlines()] == ["running", "stopping", "stopped"]
    assert process.returncode == 0


@pytest.mark.usefixtures("running")
def test_somebody_who_was_invited_sends_a_receipt_and_is_signed_out_by_the_administrator(place: Installation) -> None:
    link = invited(place, LIN.number)
    address = link.partition("/sign-in/")[0]
    headers = {"Origin": address, "Accept": "text/html", "Accept-Language": "zh-CN"}
    with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=30) as chrome:
        assert "您尚未进入" in chrome.get("/").text
        assert "林小雨，您好" in chrome.get(link).text
        assert chrome.post(link).status_code == 303
        sent = {"id": "12345678", "pick": "12345678", "name": "noodles.jpg", "text": "拜访客户"}
        assert chrome.post("/files", params=sent, content=b"\xff\xd8\xffnoodles").status_code == 204
        deadline = time.monotonic() + 60
        while "EC" not in (page := chrome.get("/").text):
            assert time.monotonic() < deadline, page
            time.sleep(0.2)
        assert "noodles.jpg" in page
        assert "拜访客户" in page
        assert httpx.get(link, trust_env=False).status_code == 410
        assert place.bot("signout", LIN.number, "--by", ADA.number).stdout.startswith("Ended: 1 sessions.")
        assert chrome.get("/").status_code == 401
    verified = place.bot("audit", "verify")
    assert verified.returncode == 0, verified.stdout


def test_check_says_who_reaches_the_web_chat(place: Installation) -> None:
    assert "· web       http://127.0.0.1:" in place.bot("check").stdout
    behind = place.bot("check", EXPENSE_WEB__ADDRESS="https://expense.example.com").stdout
    assert "✓ web       https://expense.example.com/, through a reverse proxy to 127.0.0.1:" in behind
    assert "· web       off; with `on = true` in [web]" in place.bot("check", EXPENSE_WEB__ON="false").stdout


def test_check_and_invite_speak_the_language_of_whoever_runs_it(place: Installation) -> None:
    # As the system says; where it says nothing, as the first administrator reads.
    in_chinese = place.bot("check", LANG="zh_CN.UTF-8", LC_ALL="").stdout
    assert "· 网页版    http://127.0.0.1:" in in_chinese
    assert "· 人员      其中 8 人从未被邀请进入网页版" in in_chinese
    assert "· 网页版" in place.bot("check", "--language", "zh").stdout
    silent = place.bot("check", LANG="C.UTF-8", LC_ALL="").stdout
    assert "· people    8 of them were never invited to the web chat" in silent
    asked = place.bot("invite", "--by", ADA.number, LANG="zh_CN.UTF-8", LC_ALL="")
    assert asked.stderr == "请说明是谁（工号、邮箱或姓名），或用 --everyone。\n"


def test_a_port_that_is_taken_is_said_before_anything_begins(place: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = place.bot("run", EXPENSE_WEB__PORT=port)
    assert refused.returncode == 1
    assert f"web.port: {port} on 127.0.0.1 cannot be had (Address already in use): choose another one" in refused.stderr


@pytest.mark.parametrize("command", ["run", "check", "invite E1001 --by E1007"])
def test_other_machines_without_https_are_refused_with_what_to_do(place: Installation, command: str) -> None:
    refused = place.bot(*command.split(), EXPENSE_WEB__HOST="0.0.0.0")  # noqa: S104 - that it is refused is the point
    assert (refused.returncode, refused.stdout) == (1, "")
    told = (
        "is reached by other machines, so people need https: put a reverse proxy before it, and its https address into"
    )
    assert f"web.host: 0.0.0.0 {told} web.address" in refused.stderr


def test_everybody_is_invited_at_once_or_nobody(place: Installation) -> None:
    done = place.bot("invite", "--everyone", "--by", ADA.number, EXPENSE_WEB__ADDRESS="https://expense.example.com")
    links = re.findall(r"^  https://expense\.example\.com/sign-in/\S{43}$", done.stdout, re.MULTILINE)
    assert len(set(links)) == len(EMPLOYEES)
    one_wrong = place.bot("invite", LIN.number, "E9999", "--by", ADA.number)
    assert (one_wrong.returncode, one_wrong.stdout) == (1, "")
    assert "nobody with the number, name or e-mail “E9999”" in one_wrong.stderr
    assert LIN.number in place.bot("invite", LIN.name, "--by", ADA.email).stdout


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("invite --by E1007", 2, "Say whom, by number, e-mail or name, or --everyone."),
        ("invite E1001 --everyone --by E1007", 2, "Say whom, by number, e-mail or name, or --everyone."),
        ("invite E1002 --by E1001", 1, "只有管理员可以这样做。"),
        ("signout E1002 --by E1001", 1, "只有管理员可以这样做。"),
        ("signout --by E1007", 2, "Say whom, by number, e-mail or name, or --everyone."),
        ("signout E9 --by E1007", 1, "nobody with the number, name or e-mail “E9”"),
    ],
)
def test_what_cannot_be_done_says_why(place: Installation, command: str, code: int, told: str) -> None:
    done = place.bot(*command.split())
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr


def test_nobody_is_invited_to_a_web_chat_that_is_off(place: Installation) -> None:
    done = place.bot("invite", LIN.number, "--by", ADA.number, EXPENSE_WEB__ON="false")
    assert (done.returncode, "put `on = true` into [web]" in done.stderr) == (1, True)
