"""Rings in the windows of a person when their conversation has changed. In memory: what changed is in the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from threading import Lock

from bot.chat.platform import User

#: Seconds after which a window looks by itself: another process may have changed something, and rings only its own.
PULSE = 5.0


class Bells:
    """Rung from any thread, heard in the server's event loop."""

    def __init__(self, pulse: float = PULSE) -> None:
        self._pulse = pulse
        self._hung: dict[User, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = {}
        self._lock = Lock()
        self._closed = False

    def ring(self, user: User) -> None:
        """Something has changed for this person."""
        with self._lock:
            bells = list(self._hung.get(user, ()))
        for loop, bell in bells:
            # A loop that has ended meanwhile has no window left to tell.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(bell.set)

    def close(self) -> None:
        """Let everybody go who listens: the server ends."""
        self._closed = True
        with self._lock:
            users = list(self._hung)
        for user in users:
            self.ring(user)

    async def heard(self, user: User) -> AsyncIterator[bool]:
        """True for each ring (several at once are one), False when there was none for a while; ends with `close`.

        The first is False, at once: from here on no ring is missed.
        """
        hung = asyncio.get_running_loop(), asyncio.Event()
        with self._lock:
            self._hung.setdefault(user, set()).add(hung)
        try:
            yield False
            while not self._closed:
                with suppress(TimeoutError):
                    await asyncio.wait_for(hung[1].wait(), self._pulse)
                # Asked of the bell: it may ring in the moment in which the waiting ends.
                rung = hung[1].is_set()
                hung[1].clear()
                yield rung
        finally:
            with self._lock:
                self._hung[user].discard(hung)
                if not self._hung[user]:
                    del self._hung[user]
