"""HTTP to an ERP: verified TLS, one deadline for the whole exchange, and every failure named by what it means.

What matters is whether the request can have been booked. Before a connection stands nothing was sent; after that the
ERP may have done it, whatever became of the answer.
"""

from __future__ import annotations

import ipaddress
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from erp.errors import AuthExpired, Busy, Misconfigured, OutcomeUnknown

#: An answer larger than this is none that a connector asked for. Bytes.
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that came whole. `status` is HTTP's; what it means is up to the ERP."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Http:
    """One ERP's address. Safe for several threads.

    `seconds` is the time for one exchange from its first byte to the last. Raises Misconfigured for an address without
    TLS that is not this machine's own.
    """

    def __init__(self, url: str, *, seconds: float, client: httpx.Client | None = None) -> None:
        self._url = checked(url)
        self._seconds = seconds
        # No proxy and no .netrc of whoever started us: where money goes is said in the settings only.
        self._client = client or httpx.Client(trust_env=False, follow_redirects=False, timeout=seconds)

    def send(
        self,
        method: str,
        path: str,
        *,
        reads: bool,
        json: object = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        file: tuple[str, bytes, str] | None = None,
    ) -> Answer:
        """One request and its whole answer.

        `reads` says that the request changes nothing, so that an answer that was lost is Busy and not OutcomeUnknown.
        `form` and `file` (name, bytes, media type) go as multipart/form-data; the file's field is called `file`.
        Raises Busy, OutcomeUnknown, AuthExpired (401) and Misconfigured.
        """
        more: dict[str, Any] = {} if json is None else {"json": json}
        if file is not None:
            more |= {"data": dict(form or {}), "files": {"file": file}}
        ends = time.monotonic() + self._seconds
        try:
            with self._client.stream(method, self._url + path, headers=headers, params=params, **more) as response:
                content = _whole(response, ends)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            if isinstance(error.__cause__, ssl.SSLError) or "CERTIFICATE" in str(error):
                raise Misconfigured(f"{self._url}: its certificate is not trusted: {error}") from error
            raise Busy(f"{self._url}: {_said(error)}") from error
        except (httpx.TransportError, httpx.DecodingError, _Late) as error:
            said = f"{self._url}: {_said(error)}"
            raise (Busy if reads else OutcomeUnknown)(said) from error
        return self._looked_at(Answer(response.status_code, response.headers, content), reads)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _looked_at(self, answer: Answer, reads: bool) -> Answer:
        if answer.status == 401:
            raise AuthExpired(f"{self._url} does not accept the login")
        if answer.status == 429:
            raise Busy(f"{self._url}: too many requests", retry_after=_seconds(answer.headers.get("retry-after")))
        if 300 <= answer.status < 400 and answer.status != 304:
            raise Misconfigured(f"{self._url} sends on to {answer.headers.get('location', '?')}; give that address")
        # A gateway that lost its server, or was never reached by it. Which of them is not known.
        if answer.status in (502, 504) or (answer.status >= 500 and not answer.content):
            raise (Busy if reads else OutcomeUnknown)(f"{self._url} answered {answer.status}")
        return answer


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__


class _Late(Exception):
    """The time for the exchange is over."""


def _whole(response: httpx.Response, ends: float) -> bytes:
    """The body, unless it takes longer than the exchange may (httpx only counts the time between two bytes)."""
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if time.monotonic() > ends:
            raise _Late("the answer took too long")
        if size > LARGEST:
            raise _Late(f"the answer is larger than {LARGEST} bytes")
        parts.append(part)
    return b"".join(parts)


def checked(url: str) -> str:
    """The address without a slash at its end. Raises Misconfigured where it is none, or plaintext outside loopback."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise Misconfigured(f"{url!r} is no address: {error}") from error
    if parsed.scheme not in ("https", "http") or not parsed.host:
        raise Misconfigured(f"{url!r} is no address such as https://erp.example.com")
    if parsed.userinfo:
        raise Misconfigured("an address holds no password; give user and password by their own settings")
    if parsed.scheme == "http" and not is_loopback(parsed.host):
        raise Misconfigured(f"{url}: only this machine itself may be asked without TLS; use https")
    return url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _seconds(text: str | None) -> float | None:
    """Retry-After in seconds; a date there is as good as none, the queue waits anyway."""
    return float(text) if text and text.isdigit() else None
