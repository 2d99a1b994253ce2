"""Where the web chat of an installation is found: the socket it listens at, and the address that browsers know."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, urlsplit

LOOPBACK = "127.0.0.1"

_NOT_AN_ADDRESS = "is no address of the kind https://expense.example.com (a name, perhaps a port, nothing behind)"


@dataclass(frozen=True)
class Site:
    """Listens at `host` and `port`; `address` is the https address of the reverse proxy before it, or empty.

    Without an address only this machine reaches it, by http: what says who somebody is would be read on the way.
    """

    host: str = LOOPBACK
    port: int = 8765
    address: str = ""

    def problems(self) -> list[str]:
        """What is wrong with it, a line each."""
        found = []
        if self._listens is None:
            found.append(f"web.host: {self.host!r} is no address of a machine, such as 127.0.0.1 or 0.0.0.0")
        if self.address and not self._origin:
            http = self.address.lower().startswith("http://")
            why = (
                "has to begin with https://: what lets people in would be read on the way" if http else _NOT_AN_ADDRESS
            )
            found.append(f"web.address: {self.address!r} {why}")
        if self._listens is not None and not self._listens.is_loopback and not self.address:
            told = "is reached by other machines, so people need https: put a reverse proxy before it"
            found.append(f"web.host: {self.host} {told}, and its https address into web.address")
        return found

    @property
    def secure(self) -> bool:
        """Whether people come by https."""
        return bool(self.address)

    @property
    def base(self) -> str:
        """What links begin with, the slash included."""
        return f"{self._origin or f'http://{self._loopback_names[0]}'}/"

    @property
    def origins(self) -> frozenset[str]:
        """How browsers name the pages: with an address by it alone, else by this machine's own names."""
        if self._origin:
            return frozenset({self._origin})
        return frozenset(f"http://{name}" for name in self._loopback_names)

    def bound(self) -> socket.socket:
        """The socket, which nobody else has. Raises `OSError`."""
        listens = self._listens
        if listens is None:
            raise OSError(f"{self.host} is no address")
        bound = socket.socket(socket.AF_INET if listens.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((str(listens), self.port))
        except OSError:
            bound.close()
            raise
        return bound

    @cached_property
    def _listens(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
        try:
            return ipaddress.ip_address(LOOPBACK if self.host == "localhost" else self.host)
        except ValueError:
            return None

    @cached_property
    def _loopback_names(self) -> tuple[str, ...]:
        listens = self._listens
        own = f"[{listens}]" if listens is not None and listens.version == 6 else str(listens)
        behind = "" if self.port == 80 else f":{self.port}"
        return tuple(f"{name}{behind}" for name in (own, "localhost"))

    @cached_property
    def _origin(self) -> str:
        """The address as browsers write it; empty where there is none, or none that can be."""
        try:
            parts = urlsplit(self.address)
            port = parts.port
        except ValueError:
            return ""
        name = _plain_name(parts)
        if not name or parts.scheme != "https":
            return ""
        return f"https://{name}" if port in (None, 443) else f"https://{name}:{port}"


def _plain_name(parts: SplitResult) -> str:
    """The host, where nothing stands beside it; a name beyond ASCII as browsers send it."""
    beside = parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc
    if beside or not parts.hostname:
        return ""
    try:
        name = parts.hostname.encode("idna").decode()
    except UnicodeError:
        return ""
    return name if all(letter.isalnum() or letter in "-." for letter in name) else ""
