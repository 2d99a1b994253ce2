"""A bad network between the product and a real ERP: HTTP requests lost, late, doubled, their answers cut or false.

It stands in front of any HTTP server. What it does to a request is drawn from a seed; a count of each is kept.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import httpx

Fault = Literal[
    "none", "lose_request", "lose_reply", "late_reply", "commit_late", "double", "cut", "error_before", "error_after"
]

#: Of a hundred requests so many have each fault; half of them have none.
WEIGHTS: dict[Fault, int] = {
    "none": 52,
    "lose_request": 8,
    "lose_reply": 8,
    "late_reply": 4,
    "commit_late": 4,
    "double": 8,
    "cut": 4,
    "error_before": 6,
    "error_after": 6,
}

#: Only these change anything in the ERP, so only these are worth a fault; look-ups go through.
CHANGING = (".create", ".write", ".delete", ".post", ".execute")


class BadNetwork:
    """A proxy on loopback; `url` is where the product goes. `late` is in seconds, longer than the product waits."""

    def __init__(self, behind: str, seed: int, late: float) -> None:
        self.done: Counter[Fault] = Counter()
        self._behind = behind
        self._late = late
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._client = httpx.Client(trust_env=False, timeout=120)
        network = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                network.pass_on(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Nobody reads it."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                """Whoever was killed leaves broken connections behind."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where the product finds the ERP."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop; requests that are late are not made any more."""
        self._server.shutdown()
        self._server.server_close()
        self._client.close()

    def pass_on(self, request: BaseHTTPRequestHandler) -> None:
        """One request, with the fault that is drawn for it."""
        body = request.rfile.read(int(request.headers.get("content-length", 0)))
        fault = self._drawn(body)
        self.done[fault] += 1
        if fault == "error_before":
            self._answer(request, 500, b"")
        elif fault == "lose_request":
            self._hang_up(request)
        elif fault == "commit_late":
            threading.Timer(self._late, self._forward, (request, body)).start()
            time.sleep(self._late)
            self._hang_up(request)
        else:
            status, content = self._forward(request, body)
            if fault == "double":
                self._forward(request, body)
            if fault == "lose_reply":
                self._hang_up(request)
            elif fault == "late_reply":
                time.sleep(self._late)
                self._hang_up(request)
            elif fault == "cut":
                self._answer(request, status, content, length=len(content) + 1)
                self._hang_up(request)
            else:
                self._answer(
                    request, 500 if fault == "error_after" else status, b"" if fault == "error_after" else content
                )

    def _drawn(self, body: bytes) -> Fault:
        method = body.partition(b'"method":')[2].partition(b",")[0].decode("ascii", "replace").strip(' "')
        if not method.endswith(CHANGING):
            return "none"
        with self._lock:
            return self._chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]

    def _forward(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes]:
        passed = {name: request.headers[name] for name in ("authorization", "content-type") if request.headers[name]}
        try:
            answer = self._client.post(self._behind + request.path, content=body, headers=passed)
        except (httpx.HTTPError, RuntimeError):  # the ERP is gone, or we are
            return 502, b""
        return answer.status_code, answer.content

    def _answer(self, request: BaseHTTPRequestHandler, status: int, content: bytes, length: int | None = None) -> None:
        try:
            request.send_response(status)
            request.send_header("content-type", "application/json")
            request.send_header("content-length", str(len(content) if length is None else length))
            request.end_headers()
            request.wfile.write(content)
        except OSError:
            self._hang_up(request)  # killed while it waited

    def _hang_up(self, request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
