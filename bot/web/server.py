"""The HTTP server in a thread of this process, on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.web.guard import Guard

LOOPBACK = "127.0.0.1"

#: Seconds that answers under way get at the end.
PATIENCE = 3


def loopback(port: int) -> socket.socket:
    """A bound socket that only this machine reaches; port 0 takes any that is free. `OSError` when it is taken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((LOOPBACK, port))
    except OSError:
        bound.close()
        raise
    return bound


@contextmanager
def serving(routes: Sequence[BaseRoute], bound: socket.socket) -> Iterator[str]:
    """Answer on the socket until the block ends; the address of the page."""
    port = bound.getsockname()[1]
    hosts = {f"{name}:{port}" for name in (LOOPBACK, "localhost")}
    if port == 80:
        hosts |= {LOOPBACK, "localhost"}
    config = uvicorn.Config(
        Guard(Starlette(routes=routes), hosts),
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,  # addresses hold names and words
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, name="web", daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{port}/"
    finally:
        server.should_exit = True
        thread.join(PATIENCE + 5)
        bound.close()
