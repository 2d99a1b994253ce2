"""OpenID Connect as a relying party: authorization code with PKCE, state and nonce, and a verified id token.

After OpenID Connect Core 1.0 (3.1), Discovery 1.0, RFC 7636 (PKCE) and RFC 9207 (who answers). PyJWT verifies
signatures and times; what the token has to say beside that is asked here.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
import jwt

#: Signatures that only the provider can make. None of a shared secret, and never `none`.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")

#: Seconds: for one answer of the provider, how far its clock may be off, how long what it publishes is believed,
#: and how long nobody asks again after it gave none.
PATIENCE, LEEWAY, FRESH, REST = 10, 60, 3600, 15

_BEGUN = re.compile(r"([\w-]{43})\.([\w-]{43})\.([\w-]{43})", re.ASCII)


class Away(Exception):
    """The provider gives no answer, or none that we can use; the message is for an administrator."""


class Unproven(Exception):
    """What came back does not show who somebody is: too late, stopped, another browser's, or forged."""


@dataclass(frozen=True, slots=True)
class Account:
    """The company's provider, and ourselves as it knows us. `name` is what people call it; it may be empty."""

    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    name: str = ""

    def __repr__(self) -> str:
        return f"Account({self.issuer!r}, {self.client_id!r})"

    def problems(self) -> list[str]:
        """What is wrong with it, a line each; nothing where nothing is given."""
        found = []
        if not self.issuer and (self.client_id or self.client_secret or self.name):
            found.append("web.oidc.issuer: missing; it is the https address by which the provider names itself")
        if self.issuer and not _sound(self.issuer, loopback=True):
            found.append(f"web.oidc.issuer: {self.issuer!r} is no https address")
        if self.issuer and not self.client_id:
            found.append("web.oidc.client_id: missing; the provider gives one when the bot is registered there")
        return found


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in under way, kept by the browser that began it and by nobody else: who brings an answer began it."""

    state: str
    nonce: str
    verifier: str

    @property
    def cookie(self) -> str:
        """As the browser keeps it."""
        return f"{self.state}.{self.nonce}.{self.verifier}"


def begun_of(cookie: str) -> Begun | None:
    """What the browser kept."""
    found = _BEGUN.fullmatch(cookie)
    return Begun(*found.groups()) if found else None


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for; without an e-mail address it names none."""

    email: str
    verified: bool


class Provider:
    """The company's OpenID Connect. Safe to call from several threads."""

    def __init__(self, account: Account, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds from anywhere."""
        self.account, self._clock = account, clock
        self._lock = threading.Lock()
        self._published: tuple[float, Mapping[str, Any]] | None = None
        self._keys: tuple[float, jwt.PyJWKSet] | None = None
        self._away: tuple[float, Away] | None = None

    def begin(self, back: str) -> tuple[str, Begun]:
        """Where to send the browser, and what it has to bring back. Raises `Away`."""
        begun = Begun(*(secrets.token_urlsafe(32) for _ in range(3)))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(begun.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.account.client_id,
            "redirect_uri": back,
            "scope": "openid email",
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = self.published()["authorization_endpoint"]
        return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}", begun

    def finish(self, answer: Mapping[str, str], begun: Begun, back: str) -> Vouched:
        """Who it is, out of what the browser came back with. Raises `Away` and `Unproven`."""
        if not hmac.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
            raise Unproven("another state")
        if "iss" in answer and answer["iss"] != self.account.issuer:
            raise Unproven("another provider answers")
        if "code" not in answer:
            # Stopped by the person, or refused by the provider.
            raise Unproven(f"no code: {answer.get('error', '')[:80]}")
        tokens = self._exchanged(answer["code"], begun, back)
        claims = self._verified(str(tokens.get("id_token", "")), begun.nonce)
        if "email" not in claims:
            claims = self._more(claims, str(tokens.get("access_token", "")))
        email = claims.get("email")
        return Vouched(email if isinstance(email, str) else "", claims.get("email_verified") in (True, "true"))

    def published(self) -> Mapping[str, Any]:
        """What the provider says of itself, an hour old at most. Raises `Away`."""
        with self._lock:
            now = self._clock()
            if self._published is not None and now - self._published[0] < FRESH:
                return self._published[1]
            if self._away is not None and now - self._away[0] < REST:
                raise self._away[1]
            try:
                found = self._discovered()
            except Away as away:
                self._away = now, away
                raise
            self._published, self._away = (now, found), None
            return found

    # Inside

    def _discovered(self) -> Mapping[str, Any]:
        issuer = self.account.issuer
        found = _asked("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != issuer:
            told = f"it names itself {found.get('issuer')!r}: write exactly that into web.oidc.issuer"
            raise Away(f"{issuer}: {told}")
        loopback = urlsplit(issuer).scheme == "http"
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not _sound(str(found.get(name, "")), loopback=loopback):
                raise Away(f"{issuer}: its {name} is no https address")
        return found

    def _exchanged(self, code: str, begun: Begun, back: str) -> Mapping[str, Any]:
        """The tokens for the code, which only who has the verifier gets."""
        account, published = self.account, self.published()
        sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": begun.verifier}
        headers = {}
        ways = published.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if account.client_secret and "client_secret_basic" in ways:
            both = f"{quote(account.client_id, safe='')}:{quote(account.client_secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(both.encode()).decode()}"
        else:
            sent["client_id"] = account.client_id
            if account.client_secret:
                sent["client_secret"] = account.client_secret
        return _asked("POST", str(published["token_endpoint"]), data=sent, headers=headers)

    def _verified(self, token: str, nonce: str) -> Mapping[str, Any]:
        """What the id token says, once it is known to be the provider's, for us, for this browser, and now."""
        account = self.account
        try:
            key = self._key(jwt.get_unverified_header(token).get("kid"))
            claims: dict[str, Any] = jwt.decode(
                token, key.key, algorithms=ALGORITHMS, audience=account.client_id, issuer=account.issuer,
                leeway=LEEWAY, options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
            )  # fmt: skip
        except (jwt.PyJWTError, TypeError, ValueError) as error:
            raise Unproven(f"the id token: {error}") from error
        for_others = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if for_others else account.client_id) != account.client_id:
            raise Unproven("the id token is for somebody else")
        if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
            raise Unproven("another nonce")
        return claims

    def _key(self, kid: object) -> jwt.PyJWK:
        """The provider's key of this name; asked for anew where it is not among those we know, at most now and then."""
        with self._lock:
            known = self._keys
        if known is None or self._clock() - known[0] > FRESH:
            known = self._fetched()
        found = _among(known[1], kid)
        if found is None and self._clock() - known[0] > REST:
            found = _among(self._fetched()[1], kid)
        if found is None:
            raise jwt.InvalidKeyError("none of the provider's keys has its name")
        return found

    def _fetched(self) -> tuple[float, jwt.PyJWKSet]:
        found = _asked("GET", str(self.published()["jwks_uri"]))
        try:
            keys = self._clock(), jwt.PyJWKSet.from_dict(dict(found))
        except (jwt.PyJWTError, AttributeError, TypeError, ValueError) as error:
            raise Away(f"{self.account.issuer}: no keys that we can use ({error})") from error
        with self._lock:
            self._keys = keys
        return keys

    def _more(self, claims: Mapping[str, Any], access_token: str) -> Mapping[str, Any]:
        """What the provider tells beside the token, where it is about the same person."""
        address = str(self.published().get("userinfo_endpoint", ""))
        loopback = urlsplit(self.account.issuer).scheme == "http"
        if not access_token or not _sound(address, loopback=loopback):
            return claims
        found = _asked("GET", address, headers={"Authorization": f"Bearer {access_token}"})
        if found.get("sub") != claims["sub"]:
            raise Unproven("userinfo is about somebody else")
        return found


def _among(keys: jwt.PyJWKSet, kid: object) -> jwt.PyJWK | None:
    signing = [key for key in keys.keys if key.key_type != "oct" and key.public_key_use in (None, "sig")]
    if kid is None:
        return signing[0] if len(signing) == 1 else None
    return next((key for key in signing if key.key_id == kid), None)


def _asked(method: str, address: str, **more: Any) -> Mapping[str, Any]:
    """The JSON object that an address answers. Raises `Away`; `Unproven` where a code is refused."""
    where = urlsplit(address).netloc
    try:
        headers = {"Accept": "application/json", **more.pop("headers", {})}
        answer = httpx.request(method, address, headers=headers, timeout=PATIENCE, **more)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Away(f"{where} gives no answer: {type(error).__name__}") from error
    try:
        found = answer.json()
    except ValueError as error:
        raise Away(f"{where} answers {answer.status_code} and no JSON") from error
    if not isinstance(found, dict):
        raise Away(f"{where} answers {answer.status_code} and no JSON object")
    if answer.status_code >= 400:
        why = str(found.get("error", ""))[:80]
        if why == "invalid_grant":
            raise Unproven("the provider does not take the code")
        raise Away(f"{where} answers {answer.status_code} {why}".rstrip())
    return found


def _sound(address: str, *, loopback: bool) -> bool:
    """Whether it is an https address, or one of this machine where that may be: to try with a provider here."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or "@" in parts.netloc or parts.fragment:
        return False
    return parts.scheme == "https" or (loopback and parts.scheme == "http" and _of_this_machine(host))


def _of_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
