"""Where the web chat listens and by which address browsers know it: what is refused, and why."""

from __future__ import annotations

import pytest

from bot.web.site import Site


def test_without_an_address_it_is_for_this_machine() -> None:
    site = Site()
    assert site.problems() == []
    assert (site.secure, site.base) == (False, "http://127.0.0.1:8765/")
    assert site.origins == {"http://127.0.0.1:8765", "http://localhost:8765"}


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_this_machines_own_addresses_need_no_https(host: str) -> None:
    assert Site(host).problems() == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])  # noqa: S104 - that it is refused is the point
def test_anything_but_this_machine_needs_the_https_address_of_a_proxy(host: str) -> None:
    (told,) = Site(host).problems()
    assert told.startswith(f"web.host: {host} is reached by other machines, so people need https")
    assert Site(host, address="https://expense.example.com").problems() == []


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://expense.example.com", "https://expense.example.com"),
        ("https://Expense.Example.com:443/", "https://expense.example.com"),
        ("https://expense.example.com:8443", "https://expense.example.com:8443"),
        ("https://报销.example.com", "https://xn--4ruw43i.example.com"),
    ],
)
def test_with_an_address_browsers_know_it_by_that_alone(address: str, origin: str) -> None:
    site = Site(address=address)
    assert site.problems() == []
    assert (site.secure, site.base, site.origins) == (True, f"{origin}/", frozenset({origin}))


@pytest.mark.parametrize(
    "address",
    [
        "expense.example.com",
        "https://",
        "https://expense.example.com/chat",
        "https://expense.example.com?x",
        "https://me@expense.example.com",
        "https://expense.example.com:x",
        "https://expense example.com",
        "ftp://expense.example.com",
    ],
)
def test_an_address_that_can_be_none_is_told(address: str) -> None:
    (told,) = Site(address=address).problems()
    assert "web.address" in told
    assert "https://expense.example.com (a name, perhaps a port, nothing behind)" in told


def test_http_is_refused_with_the_reason() -> None:
    (told,) = Site(address="http://expense.example.com").problems()
    assert "has to begin with https://: what lets people in would be read on the way" in told


def test_a_host_that_is_none_is_told_with_what_else_is_wrong() -> None:
    assert len(Site("expense", address="x").problems()) == 2
