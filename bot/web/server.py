"""The HTTP server in a thread of this process: in the demo on loopback, in an installation where its site says."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.web.guard import Guard
from bot.web.site import LOOPBACK, Site

#: Seconds that answers under way get at the end.
PATIENCE = 3


def loopback(port: int) -> socket.socket:
    """A bound socket that only this machine reaches; port 0 takes any that is free. `OSError` when it is taken."""
    return Site(LOOPBACK, port).bound()


@contextmanager
def serving(routes: Sequence[BaseRoute], bound: socket.socket, site: Site | None = None) -> Iterator[str]:
    """Answer on the socket until the block ends; the address of the page. Without a site it is for this machine."""
    site = site or Site(port=bound.getsockname()[1])
    config = uvicorn.Config(
        Guard(Starlette(routes=routes), site.origins),
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="warning",  # that it starts and ends is said by whoever starts it
        access_log=False,  # addresses hold names and words
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, name="web", daemon=True)
    # Before the address is told: who comes in the moment until the server runs waits for it, and is not refused.
    bound.listen(config.backlog)
    thread.start()
    try:
        yield site.base
    finally:
        server.should_exit = True
        thread.join(PATIENCE + 5)
        bound.close()
