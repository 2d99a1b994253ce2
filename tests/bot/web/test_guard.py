"""Who may talk to the server: this machine's own names and our own pages, nobody else."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from bot.store.database import Database
from bot.web.door import TOGETHER
from bot.web.server import loopback, serving
from tests.bot.web.browser import Browser, opened

NOODLES = b"\xff\xd8\xffnoodles"


@pytest.fixture
def world(sqlite: Database) -> Iterator[Browser]:
    with opened(sqlite) as browser:
        browser.start(lambda event: True)
        yield browser


def test_a_name_that_somebody_lets_point_here_reaches_nothing(world: Browser) -> None:
    for host in ("evil.example", f"evil.example:{httpx.URL(world.address).port}", "127.0.0.1", ""):
        assert world.client.get("as/lin/", headers={"Host": host}).status_code == 403
    assert world.client.get("as/lin/").status_code == 200
    assert httpx.get(world.address.replace("127.0.0.1", "localhost") + "as/lin/", trust_env=False).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1:1"])
def test_what_another_page_sends_is_not_taken(world: Browser, origin: str) -> None:
    sent = {"id": "12345678", "text": "同意 EC26-000001"}
    for path in ("say", "press", "fill", "answer", "dismiss", "arrive", "files"):
        answer = world.client.post(f"as/lin/{path}", json=sent, headers={"Origin": origin})
        assert answer.status_code == 403
    assert world.sees("lin").count("EC26-000001") == 0


def test_a_browser_that_says_it_comes_from_elsewhere_is_believed(world: Browser) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert world.client.post("as/lin/say", json={"id": "12345678", "text": "x"}, headers=elsewhere).status_code == 403
    picture = {**elsewhere, "Sec-Fetch-Mode": "no-cors"}
    assert world.client.get("static/coming.js", headers=picture).status_code == 403
    assert world.client.get("as/lin/", headers={**elsewhere, "Sec-Fetch-Mode": "navigate"}).status_code == 200


@pytest.mark.parametrize("path", ["as/lin/", "as/nobody/", "static/coming.js", "static/../pages.py", "nowhere"])
def test_every_answer_forbids_what_a_page_does_not_need(world: Browser, path: str) -> None:
    headers = world.client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "server" not in headers


def test_no_script_and_no_style_stands_in_a_page(world: Browser) -> None:
    page = world.client.get("as/lin/").text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page
    assert page.count("<script") == page.count('<script src="/static/') == 3


def test_whoever_comes_the_moment_the_address_is_told_is_not_refused() -> None:
    for _ in range(5):
        with loopback(0) as bound, serving([], bound):
            socket.create_connection(bound.getsockname(), timeout=10).close()


def test_only_this_machine_reaches_it() -> None:
    with loopback(0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"


def test_nobody_has_the_page_of_somebody_who_is_not_there(world: Browser) -> None:
    assert world.client.get("as/otto/").status_code == 404
    assert world.client.post("as/otto/arrive").status_code == 404
    assert world.client.get("as/otto/events").status_code == 404


def test_a_file_that_is_too_large_is_not_taken(world: Browser) -> None:
    asked = {"id": "12345678", "pick": "12345678", "name": "big.jpg"}
    content = bytes(25 * 1024 * 1024 + 1)
    assert world.client.post("as/lin/files", params=asked, content=content).status_code == 413
    assert world.client.post("as/lin/files", params=asked, content=iter([content])).status_code == 413
    assert world.client.post("as/lin/files", params=asked, content=b"").status_code == 400


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("say", b"not json"),
        ("say", b"[" * 100_000),
        ("say", b"[]"),
        ("say", b'{"id": "12345678"}'),
        ("say", b'{"id": "x", "text": "too short a name"}'),
        ("say", b'{"id": 12345678, "text": "no text"}'),
        ("press", b'{"id": "12345678", "action": "approve"}'),
        ("fill", b'{"id": "12345678", "form": "-1", "values": {}}'),
        ("fill", b'{"id": "12345678", "form": 1, "values": {"a": 1}}'),
        ("answer", b'{"id": "12345678", "action": "correct", "target": "x"}'),
        ("answer", b'{"id": "12345678", "action": "correct", "target": "x", "values": ["a"]}'),
        ("dismiss", b'{"form": 99999999999}'),
    ],
)
def test_what_our_page_never_sends_is_answered_and_changes_nothing(world: Browser, path: str, sent: bytes) -> None:
    assert world.client.post(f"as/lin/{path}", content=sent).status_code == 400


def test_nothing_is_taken_while_nobody_takes_it(world: Browser) -> None:
    world.platform.stop()
    answer = world.client.post("as/lin/say", json={"id": "12345678", "text": "hello"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert "hello" not in world.sees("lin")


def upload(world: Browser, person: str, name: str, length: int) -> bytes:
    """The beginning of a request with a file, whose bytes are still to come."""
    address = httpx.URL(world.address)
    lines = (
        f"POST /as/{person}/files?id={name}&pick=12345678&name=x.jpg HTTP/1.1",
        f"Host: {address.netloc.decode()}",
        f"Origin: {world.address.rstrip('/')}",
        f"Content-Length: {length}",
    )
    return "\r\n".join([*lines, "", ""]).encode()


def connected(world: Browser) -> socket.socket:
    address = httpx.URL(world.address)
    return socket.create_connection((address.host, address.port or 80), timeout=30)


def test_from_nobody_nothing_is_read(world: Browser) -> None:
    with connected(world) as nobody:
        nobody.sendall(upload(world, "otto", "file-0001", 1000))
        assert b" 404 " in nobody.recv(100)  # before one byte of the file has come


def test_a_few_files_are_taken_in_at_once_and_the_others_wait(world: Browser) -> None:
    with ExitStack() as held:
        slow = [held.enter_context(connected(world)) for _ in range(TOGETHER)]
        for number, one in enumerate(slow):
            one.sendall(upload(world, "lin", f"file-000{number}", 4))
        time.sleep(1)  # they are in
        late = held.enter_context(connected(world))
        late.sendall(upload(world, "lin", "file-late", 4) + b"late")
        late.settimeout(1)
        with pytest.raises(TimeoutError):
            late.recv(100)
        assert world.client.get("as/lin/").status_code == 200
        slow[0].sendall(b"slow")
        late.settimeout(30)
        assert b" 204 " in late.recv(100)
