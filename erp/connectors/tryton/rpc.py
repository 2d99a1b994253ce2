"""Tryton's JSON-RPC: its types, its login, its errors. What the models mean stands in the other files.

Series 8 answers at /DB/rpc/, series 7 at /DB/. The status is 200 for a refusal too: the error is in the body.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from erp.connectors.tryton.refusals import Refused
from erp.errors import AuthExpired, Busy, ErpError, Misconfigured, OutcomeUnknown
from erp.http import Answer, Http

#: Series this connector was run against.
SERIES = ("7.0", "8.2")

#: PostgreSQL's words for two posts at once; Tryton passes them on with a 503.
_LOCKED = ("could not obtain lock", "could not serialize", "deadlock detected", "database is locked")


@dataclass(frozen=True, slots=True)
class Login:
    """Who is logged in, and the header that says so."""

    series: str
    path: str
    header: str


class Rpc:
    """One database of one Tryton, as one user. Safe for several threads; logs in when it has to."""

    def __init__(self, http: Http, database: str, user: str, password: str) -> None:
        self._http = http
        self._database = database
        self._user = user
        self._password = password
        self._login: Login | None = None
        self._lock = threading.Lock()

    def call(self, method: str, *params: object, context: dict[str, Any], reads: bool = False) -> Any:
        """The result of a method. Raises Refused, Busy, OutcomeUnknown, AuthExpired, Misconfigured."""
        login = self.login()
        try:
            return self._exchange(login, method, (*params, context), reads)
        except AuthExpired:  # sessions end; refused before anything was done
            login = self._again(login)
            return self._exchange(login, method, (*params, context), reads)

    def login(self) -> Login:
        """The login that stands, or a new one."""
        with self._lock:
            if self._login is None:
                self._login = self._logged_in()
            return self._login

    def _again(self, old: Login) -> Login:
        """A new login in place of one that is no longer taken, unless another thread has just made it."""
        with self._lock:
            if self._login is old:
                self._login = None
        return self.login()

    def _exchange(self, login: Login, method: str, params: Sequence[object], reads: bool) -> Any:
        body = {"id": 1, "method": method, "params": encoded(list(params))}
        answer = self._http.send("POST", login.path, json=body, headers={"Authorization": login.header}, reads=reads)
        return result_of(answer, reads)

    def _logged_in(self) -> Login:
        series, path = self._series()
        body = {"id": 1, "method": "common.db.login", "params": [self._user, {"password": self._password}]}
        unknown = f"Tryton does not know {self._user!r} with this password"
        try:
            answer = self._http.send("POST", path, json=body, reads=True)
        except AuthExpired as error:
            raise AuthExpired(unknown) from error
        if answer.status == 404:
            raise Misconfigured(f"Tryton has no database {self._database!r}")
        try:
            found = result_of(answer, True)
        except Refused as error:
            raise Misconfigured(f"Tryton does not let {self._user!r} in: {error.message}") from error
        if not found:
            raise AuthExpired(unknown)
        token = base64.b64encode(f"{self._user}:{found[0]}:{found[1]}".encode()).decode()
        return Login(series, path, f"Session {token}")

    def _series(self) -> tuple[str, str]:
        """The series, such as 8.2, and the path of our database's calls."""
        for root, path in (("/rpc/", f"/{self._database}/rpc/"), ("/", f"/{self._database}/")):
            body: dict[str, object] = {"id": 0, "method": "common.server.version", "params": []}
            try:
                answer = self._http.send("POST", root, json=body, reads=True)
            except AuthExpired:  # to series 7, /rpc/ is a database that nobody logged in to
                continue
            if answer.status == 200:
                version = result_of(answer, True)
                if isinstance(version, str):
                    return ".".join(version.split(".")[:2]), path
        raise Misconfigured("what answers there is no Tryton")


def result_of(answer: Answer, reads: bool) -> Any:
    """What an answer says. Raises Refused, Busy, OutcomeUnknown, AuthExpired."""
    unknown = Busy if reads else OutcomeUnknown
    text = answer.content.decode("utf-8", "replace")
    if answer.status == 403:
        raise AuthExpired("Tryton does not accept the session")
    if answer.status >= 500:
        if answer.status == 503 and any(words in text for words in _LOCKED):
            raise Busy("Tryton is at another posting")  # rolled back: nothing was done
        raise unknown(f"Tryton answered {answer.status}")
    try:
        body = json.loads(text)
    except ValueError as error:
        if 400 <= answer.status < 500:
            raise Refused("HTTP", f"Tryton answered {answer.status}") from error
        raise unknown("Tryton's answer is no JSON") from error
    if not isinstance(body, dict) or not {"result", "error"} & set(body):
        raise unknown("Tryton's answer is neither a result nor an error")
    if body.get("error"):
        raise _refusal(body["error"])
    return decoded(body.get("result"))


def _refusal(error: Any) -> ErpError:
    kind, said = (error[0], error[1]) if isinstance(error, list) and len(error) >= 2 else (str(error), "")
    if kind == "UserError":
        return Refused(kind, _joined(said))
    if kind == "UserWarning":
        return Refused(kind, _joined(said[1:]), name=str(said[0]))
    if kind == "ConcurrencyException":
        return Busy("somebody else changed it in Tryton at the same moment")
    if isinstance(kind, str) and kind.startswith(("401", "403")):
        return AuthExpired("Tryton does not accept the session")
    if any(words in str(error) for words in _LOCKED):
        return Busy("Tryton is at another posting")
    # A bug in Tryton, or two requests that met: the transaction was rolled back.
    return Busy(f"Tryton failed: {kind}")


def _joined(said: Any) -> str:
    parts = said if isinstance(said, list) else [said]
    return "\n".join(str(part).strip() for part in parts if isinstance(part, str) and part.strip())


def encoded(value: Any) -> Any:
    """A value as Tryton's JSON has it."""
    if isinstance(value, Decimal):
        return {"__class__": "Decimal", "decimal": str(value)}
    if isinstance(value, datetime):
        moment = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return {"__class__": "datetime"} | {name: getattr(value, name) for name in moment}
    if isinstance(value, date):
        return {"__class__": "date", "year": value.year, "month": value.month, "day": value.day}
    if isinstance(value, bytes):
        return {"__class__": "bytes", "base64": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: encoded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [encoded(one) for one in value]
    return value


def decoded(value: Any) -> Any:
    """A value out of Tryton's JSON."""
    if isinstance(value, list):
        return [decoded(one) for one in value]
    if not isinstance(value, dict):
        return value
    numbers = {key: one for key, one in value.items() if key != "__class__"}
    match value.get("__class__"):
        case "Decimal":
            return Decimal(value["decimal"])
        case "date":
            return date(**numbers)
        case "datetime":
            return datetime(**numbers)  # noqa: DTZ001 - Tryton's moments are UTC and say no zone
        case "bytes":
            return base64.b64decode(value["base64"])
    return {key: decoded(one) for key, one in value.items()}
