"""A small OpenID Connect provider for the tests, made from the documents (Core 1.0, Discovery 1.0, RFC 6749, 7636).

It asks everything of the other side that a strict one would, PKCE above all, and can be told to lie. That we work with
one that is not ours is shown beside it, with `oidc-provider-mock`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "expense", "s3cret/with=signs"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@dataclass
class LyingProvider:
    """Signs everybody in at once as `person`; `lies` change what the id token says, None takes a claim out."""

    issuer: str
    person: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    published: dict[str, Any] = field(default_factory=dict)
    in_token: bool = True  # whether the id token has the e-mail; if not, userinfo has
    userinfo: dict[str, Any] | None = None
    sign: Callable[[dict[str, Any]], str] | None = None
    kid: str = "k1"
    asked: list[str] = field(default_factory=list)
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def answer(
        self, method: str, path: str, sent: dict[str, str], authorization: str
    ) -> tuple[int, dict[str, Any], str]:
        """Status, JSON and where to go."""
        self.asked.append(path)
        match method, path:
            case "GET", "/.well-known/openid-configuration":
                return 200, self._configuration(), ""
            case "GET", "/keys":
                public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
                return 200, {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": "RS256"}]}, ""
            case "GET", "/authorize":
                assert (sent["response_type"], sent["code_challenge_method"]) == ("code", "S256")
                assert "openid" in sent["scope"].split()
                code = f"code-{len(self._codes)}"
                self._codes[code] = sent
                answered = urlencode({"code": code, "state": sent["state"], "iss": self.issuer})
                return 303, {}, f"{sent['redirect_uri']}?{answered}"
            case "POST", "/token":
                return self._tokens(sent, authorization)
            case "GET", "/userinfo":
                if authorization != "Bearer access":
                    return 401, {"error": "invalid_token"}, ""
                return 200, {"sub": self.person["sub"], **self.person, **(self.userinfo or {})}, ""
        return 404, {}, ""

    def _configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            **self.published,
        }

    def _tokens(self, sent: dict[str, str], authorization: str) -> tuple[int, dict[str, Any], str]:
        both = "expense:s3cret%2Fwith%3Dsigns"
        posted = (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
        if not posted and authorization != f"Basic {base64.b64encode(both.encode()).decode()}":
            return 401, {"error": "invalid_client"}, ""
        begun = self._codes.pop(sent["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=")
        if (
            begun is None
            or challenge.decode() != begun["code_challenge"]
            or sent["redirect_uri"] != begun["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}, ""
        now = int(time.time())
        told = self.person if self.in_token else {"sub": self.person["sub"]}
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": begun["nonce"], **told}
        claims = {name: value for name, value in {**claims, **self.lies}.items() if value is not None}
        sign = self.sign or (lambda given: jwt.encode(given, self.key, "RS256", headers={"kid": self.kid}))
        return 200, {"id_token": sign(claims), "access_token": "access", "token_type": "Bearer"}, ""


@contextmanager
def lying_provider() -> Iterator[LyingProvider]:
    """One on a free port of this machine."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET", urlsplit(self.path).query)

        def do_POST(self) -> None:
            self._answer("POST", self.rfile.read(int(self.headers["Content-Length"])).decode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def _answer(self, method: str, sent: str) -> None:
            plain = {name: values[0] for name, values in parse_qs(sent).items()}
            path, authorization = urlsplit(self.path).path, self.headers.get("Authorization", "")
            status, told, where = provider.answer(method, path, plain, authorization)
            content = json.dumps(told).encode()
            self.send_response(status)
            if where:
                self.send_header("Location", where)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        provider = LyingProvider(f"http://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
