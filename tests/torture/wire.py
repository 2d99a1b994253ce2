"""How the processes that are killed reach the world that is not: pickled messages over a socket file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from multiprocessing.connection import Client, Connection, Listener
from typing import Any


class Door:
    """Takes visitors in, each in a thread of its own, until it is closed. A visitor that is killed just goes away."""

    def __init__(self, address: str, visit: Callable[[Connection], None]) -> None:
        self.closing = threading.Event()
        self._address = address
        self._visit = visit
        self._listener = Listener(address, "AF_UNIX", backlog=64)
        self._threads: list[threading.Thread] = [threading.Thread(target=self._take_in, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """After the visitors are gone."""
        self.closing.set()
        Client(self._address, "AF_UNIX").close()  # wakes the one that waits for visitors
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _take_in(self) -> None:
        while not self.closing.is_set():
            visitor = self._listener.accept()
            thread = threading.Thread(target=self._receive, args=(visitor,), daemon=True)
            self._threads = [self._threads[0], *(one for one in self._threads[1:] if one.is_alive()), thread]
            thread.start()

    def _receive(self, visitor: Connection) -> None:
        with visitor:
            try:
                self._visit(visitor)
            except (EOFError, OSError):
                return  # it was killed, or hung up


def enter(address: str) -> Connection:
    """Go through the door."""
    return Client(address, "AF_UNIX")


def ask(address: str, message: object, seconds: float) -> Any:
    """One question, one answer. Raises TimeoutError, or EOFError or OSError when the other side hangs up."""
    with enter(address) as connection:
        connection.send(message)
        if not connection.poll(seconds):
            raise TimeoutError
        return connection.recv()
