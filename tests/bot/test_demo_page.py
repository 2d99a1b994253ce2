"""The page of the demo as a process: on loopback only, everybody at `/`, an end in order, and the bank."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.__main__ import parser
from bot.demo.company import EMPLOYEES
from bot.web.server import loopback
from tests.bot.test_demo import demo, environment


@dataclass(frozen=True, slots=True)
class Served:
    """A demo that serves its page."""

    address: str
    process: subprocess.Popen[bytes]
    told: str

    def client(self) -> httpx.Client:
        headers = {"Origin": self.address.rstrip("/")}
        return httpx.Client(base_url=self.address, headers=headers, trust_env=False)


def read_until(handle: int, wanted: str, process: subprocess.Popen[bytes]) -> str:
    said, deadline = b"", time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if select.select([handle], [], [], 1)[0]:
            said += os.read(handle, 65536)
        if re.search(wanted, said.decode("utf-8", "replace")):
            break
    return said.decode("utf-8", "replace")


@contextmanager
def served(where: Path, *arguments: str) -> Iterator[Served]:
    """The demo's process until the end of the block, then stopped as Ctrl-C stops it."""
    command = [sys.executable, "-m", "bot", "demo", *arguments]
    with subprocess.Popen(
        command,
        cwd=where,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        told = read_until(process.stdout.fileno(), r"Ctrl-C ends it", process)
        found = re.search(r"http://127\.0\.0\.1:\d+/", told)
        assert found, told
        try:
            yield Served(found[0], process, told)
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.stdout.read().decode()
            assert process.wait(60) == 0, rest
    assert "Traceback" not in rest


def eventually(look: Callable[[], str], wanted: str) -> str:
    """What is seen once these words are in it, or after half a minute."""
    deadline = time.monotonic() + 30
    while wanted not in (found := look()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def test_everybody_is_at_the_door_and_has_a_page_of_their_own(tmp_path: Path) -> None:
    with served(tmp_path, "--port", "0", "--data", "here") as company, company.client() as client:
        assert "只有本机可以访问" in company.told
        door = client.get("/").text
        for person in EMPLOYEES:
            assert f'href="/as/{person.number}/"' in door
            page = client.get(f"as/{person.number}/")
            assert f"<bdi>{person.name}</bdi>" in page.text
            assert f'<html lang="{"zh-Hans" if person.locale == "zh" else "en"}">' in page.text
        assert client.get("as/E9999/").status_code == 404
        for sample in ("dinner_zh.jpg", "two_in_one_zh.jpg"):
            assert f'href="/receipts/{sample}"' in door
            assert client.get(f"receipts/{sample}").headers["Content-Type"] == "image/jpeg"
        assert client.get("receipts/company.py").status_code == 404
        client.post("as/E1002/arrive").raise_for_status()
        assert "Hello Sam Carter!" in eventually(lambda: client.get("as/E1002/").text, "Hello Sam Carter!")
        assert "Hello Sam Carter!" not in client.get("as/E1001/").text
        assert client.post("pay/EC26-000001").status_code == 404
    assert (tmp_path / "here/app.db").exists()


def test_no_other_machine_reaches_it(tmp_path: Path) -> None:
    with served(tmp_path, "--port", "0") as company:
        port = int(company.address.split(":")[2].rstrip("/"))
        outside = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}
        for address in outside - {"127.0.0.1"}:
            with socket.socket() as knocking:
                assert knocking.connect_ex((address, port)) != 0


def test_at_a_terminal_the_page_is_what_one_gets(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "demo"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        assert re.search(r"http://127\.0\.0\.1:\d+/", read_until(ours, r"Ctrl-C ends it", process))
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    os.close(ours)


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with loopback(0) as bound:
        bound.listen()
        port = str(bound.getsockname()[1])
        command = [sys.executable, "-m", "bot", "demo", "--port", port]
        done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Port {port} cannot be had" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_page_and_a_story_at_once_cannot_be_had(tmp_path: Path) -> None:
    done = demo(tmp_path, "--port", "0")
    assert (done.returncode, done.stdout) == (2, "")
    assert "choose one" in done.stderr


def test_a_folder_in_which_somebody_played_is_put_aside_for_the_page_too(tmp_path: Path) -> None:
    with served(tmp_path, "--port", "0"):
        pass
    with served(tmp_path, "--port", "0") as company:
        assert "What lay in data/demo is in data/demo-" in company.told


@pytest.mark.parametrize("port", ["99999", "-1", "eighty"])
def test_a_port_that_is_none_is_refused_with_the_range(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["demo", f"--port={port}"])
    assert f"'{port}' is no number from 0 (any port that is free) to 65535" in capsys.readouterr().err
