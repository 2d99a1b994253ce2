"""HTTP to an ERP: what became of the request decides the name of the error. The other side is a real socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from erp.errors import AuthExpired, Busy, ErpError, Misconfigured, OutcomeUnknown
from erp.http import Http, checked, is_loopback

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def peer(*parts: bytes, pause: float = 0.0, wait: float = 0.0) -> Iterator[str]:
    """The address of somebody who takes one request, sends these bytes with a pause between, and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def answer() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65536)
            stop.wait(wait)
            for part in parts:
                if stop.is_set():
                    return
                try:
                    connection.sendall(part)
                except OSError:
                    return
                stop.wait(pause)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        stop.set()
        thread.join()
        listening.close()


def refusal(url: str, *, reads: bool, seconds: float = 5.0) -> ErpError:
    with closing(Http(url, seconds=seconds)) as http, pytest.raises(ErpError) as said:
        http.send("POST", "/", json={}, reads=reads)
    return said.value


def refused(url: str, *, reads: bool, seconds: float = 5.0) -> type[ErpError]:
    return type(refusal(url, reads=reads, seconds=seconds))


def test_an_answer_comes_whole() -> None:
    with peer(OK) as url, closing(Http(url, seconds=5)) as http:
        assert http.send("POST", "/", json={}, reads=False).content == b"{}"


def test_nobody_there_means_that_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    assert refused(f"http://127.0.0.1:{port}", reads=False) is Busy


@pytest.mark.parametrize(
    "parts",
    [(), (b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{",), (b"no HTTP at all\r\n\r\n",)],
    ids=["nothing", "half", "noise"],
)
def test_a_lost_answer_is_unknown_where_something_may_be_booked_and_busy_where_nothing_can(
    parts: tuple[bytes, ...],
) -> None:
    with peer(*parts) as url:
        assert refused(url, reads=False) is OutcomeUnknown
    with peer(*parts) as url:
        assert refused(url, reads=True) is Busy


def test_silence_ends_with_the_time_for_it() -> None:
    with peer(OK, wait=30) as url:
        assert refused(url, reads=False, seconds=0.2) is OutcomeUnknown


def test_an_answer_that_drips_ends_with_the_time_for_the_whole() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    begun = time.monotonic()
    with peer(head, *([b"x"] * 1000), pause=0.05) as url:
        assert refused(url, reads=False, seconds=0.3) is OutcomeUnknown
    assert time.monotonic() - begun < 30  # not the 50 seconds of all its drops


@pytest.mark.parametrize(
    ("status", "reads", "name"),
    [
        (b"401 Unauthorized", False, AuthExpired),
        (b"429 Too Many Requests", False, Busy),
        (b"302 Found\r\nLocation: https://elsewhere.example", False, Misconfigured),
        (b"502 Bad Gateway", False, OutcomeUnknown),
        (b"504 Gateway Timeout", True, Busy),
        (b"500 Internal Server Error", False, OutcomeUnknown),
    ],
)
def test_a_status_is_named_by_what_to_do_next(status: bytes, reads: bool, name: type[ErpError]) -> None:
    with peer(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n") as url:
        assert refused(url, reads=reads) is name


def test_too_many_requests_says_when_to_come_back() -> None:
    with peer(b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n") as url:
        said = refusal(url, reads=True)
    assert isinstance(said, Busy)
    assert said.retry_after == 7


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://erp.example.com", "without TLS"),
        ("http://127.0.0.1.example.com", "without TLS"),
        ("ftp://erp.example.com", "is no address"),
        ("erp.example.com", "is no address"),
        ("https://user:secret@erp.example.com", "holds no password"),
    ],
)
def test_an_address_that_is_not_safe_is_refused_before_anything_is_sent(url: str, said: str) -> None:
    with pytest.raises(Misconfigured) as error:
        checked(url)
    assert said in error.value.message
    assert "secret" not in error.value.message


def test_this_machine_may_be_asked_without_tls() -> None:
    assert checked("http://[::1]:8000/") == "http://[::1]:8000"
    assert [is_loopback(host) for host in ("localhost", "127.8.0.1", "::1", "10.0.0.1")] == [True, True, True, False]
