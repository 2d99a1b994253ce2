"""Frappe's REST interface: resources, lists, errors. A refusal is 417 with its kind in `exc_type`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from erp.connectors.erpnext.refusals import Refused
from erp.errors import Busy, Misconfigured, OutcomeUnknown
from erp.http import Answer, Http

#: Kinds after which the same request works later: somebody else was at the same document.
_LATER = frozenset({"TimestampMismatchError", "UpdateAfterSubmitError", "QueryDeadlockError", "QueryTimeoutError"})


class Api:
    """One site as one API user. Safe for several threads."""

    def __init__(self, http: Http, key: str, secret: str) -> None:
        self._http = http
        self._headers = {"Authorization": f"token {key}:{secret}", "Accept": "application/json"}

    def method(self, name: str) -> Any:
        """What a method that only reads returns."""
        return self._send("GET", f"/api/method/{name}", reads=True).get("message")

    def one(self, doctype: str, name: str) -> dict[str, Any] | None:
        """A document with the rows of its tables; None where there is none."""
        try:
            return dict(self._send("GET", _path(doctype, name), reads=True)["data"])
        except Refused as error:
            if error.kind == "DoesNotExistError":
                return None
            raise

    def rows(
        self, doctype: str, filters: Sequence[Sequence[object]], names: Sequence[str], *, start: int = 0, most: int = 0
    ) -> list[dict[str, Any]]:
        """Documents by filters, oldest first; without `most` all of them (Frappe gives twenty unless it is asked)."""
        params = {
            "filters": json.dumps(filters),
            "fields": json.dumps(names),
            "order_by": "creation asc",
            "limit_start": str(start),
            "limit_page_length": str(most),
        }
        return list(self._send("GET", _path(doctype), reads=True, params=params)["data"])

    def create(self, doctype: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """A new document."""
        return dict(self._send("POST", _path(doctype), json=_plain(values))["data"])

    def change(self, doctype: str, name: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The document with these fields changed; `docstatus` 1 submits it and 2 cancels it."""
        return dict(self._send("PUT", _path(doctype, name), json=_plain(values))["data"])

    def upload(self, doctype: str, name: str, file: tuple[str, bytes, str]) -> str:
        """Attach a file (name, bytes, media type) privately; the name of its record."""
        form = {"doctype": doctype, "docname": name, "is_private": "1", "file_name": file[0]}
        return str(self._send("POST", "/api/method/upload_file", form=form, file=file)["message"]["name"])

    def _send(self, method: str, path: str, *, reads: bool = False, **more: Any) -> dict[str, Any]:
        answer = self._http.send(method, path, reads=reads, headers=self._headers, **more)
        return _body(answer, reads)


def _body(answer: Answer, reads: bool) -> dict[str, Any]:
    """What the answer says. Raises Refused, Busy, OutcomeUnknown, Misconfigured."""
    unknown = Busy if reads else OutcomeUnknown
    try:
        body = json.loads(answer.content, parse_float=Decimal)
    except ValueError as error:
        raise unknown(f"ERPNext answered {answer.status} and no JSON") from error
    if answer.status == 200 and isinstance(body, dict):
        return body
    kind = str(body.get("exc_type", "")) if isinstance(body, dict) else ""
    text = _text(body) if isinstance(body, dict) else ""
    if kind in _LATER or answer.status == 503:
        raise Busy(text or f"ERPNext answered {answer.status}")
    if answer.status >= 500:
        raise unknown(text or f"ERPNext answered {answer.status}")
    if answer.status == 403:
        raise Misconfigured(f"ERPNext: the API user may not do this: {text or kind}")
    raise Refused(kind or f"HTTP {answer.status}", text or f"ERPNext answered {answer.status}")


def _text(body: Mapping[str, Any]) -> str:
    """ERPNext's own words: messages are JSON in JSON, the exception has its class in front; both may hold tags."""
    found: list[str] = []
    try:
        for one in json.loads(str(body.get("_server_messages") or "[]")):
            found.append(str(json.loads(one).get("message", "")))
    except (ValueError, AttributeError, TypeError):
        found = []
    said = " ".join(found) or str(body.get("exception") or "").partition(": ")[2]
    return re.sub(r"<[^>]*>", "", said).strip()


def _path(doctype: str, name: str = "") -> str:
    return "/api/resource/" + quote(doctype, safe="") + (f"/{quote(name, safe='')}" if name else "")


def _plain(value: Any) -> Any:
    """JSON has no decimals: a number that is exactly what the amount says (Frappe takes texts for floats as well)."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
