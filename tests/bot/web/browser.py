"""A server with people around it, and what a browser without a screen would see of it: requests, and text of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import httpx
from starlette.requests import Request

from bot.chat.platform import Address, Receive, User
from bot.claims.people import Employee
from bot.store import conversations
from bot.store.database import Database
from bot.web.chat import WebChat, whose
from bot.web.door import Door
from bot.web.pages import Pages
from bot.web.server import loopback, serving
from bot.web.static_files import static_route
from bot.web.visitors import Visitor, nobody_of_that_name
from bot.workflow.pictures import Pictures


class Doors:
    """An entrance for whoever stands on the list, by the path."""

    below = "/as/{name}"
    nobody = staticmethod(nobody_of_that_name)

    def __init__(self, chat: WebChat, names: tuple[str, ...] = ("lin", "mia")) -> None:
        self._visitors = {name: Visitor(chat.user(name), named(name)) for name in names}

    def visitor(self, request: Request) -> Visitor | None:
        return self._visitors.get(str(request.path_params["name"]))


def named(name: str) -> Employee:
    """An employee who has nothing but a name."""
    return Employee(name, name.title(), f"{name}@example.com", time_zone="Asia/Shanghai")


class Screen(HTMLParser):
    """The text of a page as it is read, its buttons, and the open form."""

    VOID = frozenset({"img", "input", "meta", "link", "path", "circle", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.buttons: list[dict[str, str]] = []  # in the order of the page, with their `label`
        self.form: dict[str, str] | None = None  # what would be sent
        self.form_number = 0
        self._several = ""
        self._texts: list[str] = []
        self._inside: list[tuple[str, dict[str, str]]] = []
        self.feed(page)
        self.close()

    @property
    def text(self) -> str:
        return "\n".join(self._texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "dialog":
            self.form, self.form_number = {}, int(known["data-number"])
        if tag == "button" and "data-action" in known:
            self.buttons.append({**known, "label": ""})
        if self.form is not None and "data-several" in known:
            self._several = known["data-several"]
            self.form[self._several] = ""
        if self.form is not None and known.get("type") == "checkbox" and "checked" in known:
            self.form[self._several] = ",".join(filter(None, (self.form[self._several], known["value"])))
        if self.form is not None and "name" in known and (known.get("type") != "radio" or "checked" in known):
            self.form[known["name"]] = known.get("value", "")
        if tag not in self.VOID:
            self._inside.append((tag, known))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside and data.strip():
            self._texts.append(data)
            if self._inside[-1][0] == "button" and "data-action" in self._inside[-1][1]:
                self.buttons[-1]["label"] += data


@dataclass
class Browser:
    """Everybody's windows on one server."""

    platform: WebChat
    address: str
    database: Database
    client: httpx.Client
    _latest: tuple[str, dict[str, Any]] = field(default=("", {}))

    def start(self, receive: Receive) -> None:
        self.platform.start(receive)

    def user(self, person: str) -> User:
        return self.platform.user(person)

    def sends(self, person: str, name: str, content: bytes, text: str = "", *, private: bool = True) -> None:
        asked = {"id": str(uuid4()), "pick": str(uuid4()), "name": name, "text": text}
        self.post(person, "files", params=asked, content=content)

    def says(self, person: str, text: str, *, private: bool = True) -> None:
        self.post(person, "say", json={"id": str(uuid4()), "text": text})

    def presses(self, person: str, label: str) -> None:
        button = [one for one in self.screen(person).buttons if one["label"] == label][-1]
        pressed = {"action": button["data-action"], "target": button["data-target"]}
        self.post(person, "press", json={"id": str(uuid4()), **pressed})

    def fills(self, person: str, **values: str) -> None:
        screen = self.screen(person)
        assert screen.form is not None, "no form is open"
        answers = {**screen.form, **values}
        self.post(person, "fill", json={"id": str(uuid4()), "form": screen.form_number, "values": answers})

    def again(self) -> None:
        path, sent = self._latest
        self.client.post(path, **sent).raise_for_status()

    def deletes(self, person: str, address: Address) -> None:
        with self.database.writing() as connection:
            conversations.forget(connection, whose(self.user(person)))

    def sees(self, person: str) -> str:
        return self.screen(person).text

    # More than the contract asks for

    def screen(self, person: str) -> Screen:
        answer = self.client.get(f"as/{person}/")
        answer.raise_for_status()
        return Screen(answer.text)

    def post(self, person: str, path: str, **sent: Any) -> None:
        self._latest = f"as/{person}/{path}", sent
        self.client.post(self._latest[0], **sent).raise_for_status()


@contextmanager
def opened(database: Database) -> Iterator[Browser]:
    """A server on a free port, and windows on it."""
    chat = WebChat(database, lambda: datetime.now(UTC))
    pages = Pages(chat, Door(Doors(chat), way_back="/"), Pictures(database))
    with serving([static_route(), *pages.routes()], loopback(0)) as address:
        headers = {"Origin": address.rstrip("/"), "Sec-Fetch-Site": "same-origin"}
        with httpx.Client(base_url=address, headers=headers, trust_env=False) as client:
            yield Browser(chat, address, database, client)
        chat.stop()
