"""An installation behind its reverse proxy, and browsers that come to it by https as far as they can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx

from bot.claims.signing_in import Lifetimes
from bot.demo.company import ADA, COMPANY, EMPLOYEES, LIN
from bot.store import audit
from bot.store.database import Database
from bot.web.installation import Installation
from bot.web.oidc import Account
from bot.web.site import Site
from bot.workflow import signing_in
from bot.workflow.setting_up import leave, set_up

MONDAY = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)

#: What a browser says of itself when somebody opens a page.
PAGE = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "en-GB,en;q=0.9"}


@dataclass
class House:
    """An installation behind its reverse proxy, with a clock that can be moved."""

    database: Database
    now: datetime = MONDAY
    address: str = ""

    def wait(self, **step: float) -> None:
        self.now += timedelta(**step)

    def invitation(self, number: str = LIN.number) -> str:
        """The path of a link that Ada makes."""
        with self.database.writing() as connection:
            return f"/sign-in/{signing_in.invite(connection, number, by=ADA.number, at=self.now).text}"

    def leaves(self, number: str) -> None:
        with self.database.writing() as connection:
            leave(connection, number, by=ADA.number, at=self.now)

    def trail(self) -> list[tuple[str, str, str, object]]:
        """Who did what to whom of what is about coming in."""
        about = ("invitation", "sign-in", "sign-out")
        with self.database.reading() as connection:
            assert audit.verify(connection).broken is None
            return [
                (one["actor"], one["action"], one["subject"], one["content"])
                for one in audit.entries(connection)
                if one["action"] in about
            ]


class Chrome:
    """A browser: it keeps cookies, and says where it comes from. Its cookies are Secure, as if it came by https."""

    def __init__(self, house: House, port: int) -> None:
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False)
        self._origin = house.address
        self._host = house.address.removeprefix("https://")
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self._sent("GET", path, {**PAGE, **headers})

    def post(self, path: str, origin: str | None = None, **more: object) -> httpx.Response:
        return self._sent("POST", path, {**PAGE, "Origin": origin or self._origin}, **more)

    def opens(self, path: str) -> httpx.Response:
        """Open a link and press its button."""
        assert 'method="post"' in self.get(path).text
        return self.post(path)

    def close(self) -> None:
        self._client.close()

    def _sent(self, method: str, path: str, headers: dict[str, str], **more: object) -> httpx.Response:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": self._host, **headers, **({"Cookie": cookie} if cookie else {})}
        answer = self._client.request(method, path, headers=headers, **more)  # type: ignore[arg-type]
        for line in answer.headers.get_list("set-cookie"):
            name, value = line.partition(";")[0].split("=", 1)
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer


Opens = Callable[[], Chrome]


def house_with(database: Database) -> House:
    """The sample company in a real installation."""
    with database.writing() as connection:
        set_up(connection, COMPANY, EMPLOYEES, by="system", at=MONDAY)
    return House(database, address="https://expense.example.com")


@contextmanager
def served(house: House, account: Account | None = None) -> Iterator[Opens]:
    """Opens browsers of different people."""
    site = Site(port=0, address=house.address)
    place = Installation(house.database, site, Lifetimes(), lambda: house.now, account)
    port = place.bound.getsockname()[1]
    place.chat.start(lambda event: True)
    with ExitStack() as stack:
        stack.enter_context(place.serving())

        def opened() -> Chrome:
            found = Chrome(house, port)
            stack.callback(found.close)
            return found

        yield opened
