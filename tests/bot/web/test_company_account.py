"""Coming in by the company's OpenID Connect, and everything by which somebody else might try to."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

from bot.demo.company import ADA, LIN, SAM
from bot.store import people, tables
from bot.store.database import Database
from bot.web.oidc import Account, Away, Provider, Unproven
from tests.bot.web.house import Chrome, House, Opens, house_with, served
from tests.bot.web.provider import CLIENT, SECRET, LyingProvider, lying_provider, new_key


@pytest.fixture
def provider() -> Iterator[LyingProvider]:
    with lying_provider() as found:
        found.person = {"sub": "4711", "email": SAM.email, "email_verified": True}
        yield found


@pytest.fixture
def house(sqlite: Database) -> House:
    return house_with(sqlite)


@pytest.fixture
def browser(house: House, provider: LyingProvider) -> Iterator[Opens]:
    with served(house, Account(provider.issuer, CLIENT, SECRET, "Example ID")) as opens:
        yield opens


def goes(chrome: Chrome) -> str:
    """To the provider, who signs in at once; the path that it sends the browser back to."""
    there = chrome.get("/oidc")
    assert there.status_code == 303
    back = httpx.get(there.headers["Location"], trust_env=False)
    assert back.headers["Location"].startswith("https://expense.example.com/oidc/back?")
    return str(back.headers["Location"]).removeprefix("https://expense.example.com")


def is_in(chrome: Chrome) -> bool:
    return chrome.get("/").status_code == 200


# --- as it should be ------------------------------------------------------------------------------------------------


def test_whom_the_company_knows_comes_in_by_its_sign_in(house: House, browser: Opens) -> None:
    sam = browser()
    assert 'href="/oidc">Sign in with Example ID</a>' in sam.get("/").text
    answer = sam.get(goes(sam), **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert SAM.name in sam.get("/").text
    assert house.trail() == [(SAM.number, "sign-in", SAM.number, {"way": "oidc"})]
    assert "__Host-expense-oidc" not in sam.cookies, "what was begun is over"


def test_the_browser_is_sent_with_everything_that_protects_it(browser: Opens) -> None:
    answer = browser().get("/oidc")
    asked = {name: value[0] for name, value in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    assert asked["redirect_uri"] == "https://expense.example.com/oidc/back"
    assert asked["code_challenge_method"] == "S256"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-expense-oidc=")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Max-Age=600", "Path=/"):
        assert part in cookie


def test_an_address_that_only_userinfo_has_counts_too(browser: Opens, provider: LyingProvider) -> None:
    provider.in_token = False
    sam = browser()
    sam.get(goes(sam))
    assert is_in(sam)


def test_a_provider_that_wants_the_secret_in_the_body_gets_it_there(browser: Opens, provider: LyingProvider) -> None:
    provider.published = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    sam = browser()
    sam.get(goes(sam))
    assert is_in(sam)


def test_a_provider_may_change_its_keys(provider: LyingProvider) -> None:
    now = 1000.0
    ours = Provider(Account(provider.issuer, CLIENT, SECRET), clock=lambda: now)

    def signed_in() -> str:
        address, begun = ours.begin("https://expense.example.com/oidc/back")
        back = httpx.get(address, trust_env=False).headers["Location"]
        answer = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
        return ours.finish(answer, begun, "https://expense.example.com/oidc/back").email

    assert signed_in() == SAM.email
    provider.key, provider.kid = new_key(), "k2"
    for _ in range(3):
        # Not at once: whoever invents names of keys would have us ask with every try.
        with pytest.raises(Unproven):
            signed_in()
    assert provider.asked.count("/keys") == 1
    now += 16
    assert signed_in() == SAM.email
    assert provider.asked.count("/keys") == 2


def test_capitals_in_an_address_make_no_other_person(browser: Opens, provider: LyingProvider) -> None:
    provider.person["email"] = SAM.email.upper()
    sam = browser()
    sam.get(goes(sam))
    assert is_in(sam)


# --- who is not let in ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verified", [False, None, "false", 0, "yes", 1.5, []])
def test_an_address_that_is_not_verified_lets_nobody_in(
    browser: Opens, provider: LyingProvider, verified: object
) -> None:
    provider.person["email_verified"] = verified
    sam = browser()
    answer = sam.get(goes(sam))
    assert answer.status_code == 403
    assert f"does not say that {SAM.email} is really yours" in answer.text
    assert not is_in(sam)


@pytest.mark.parametrize(
    "email", ["stranger@elsewhere.example", "", f"{SAM.email}.evil.example", "\u212aelvin@x.example"]
)
def test_whom_nobody_knows_is_not_let_in(browser: Opens, provider: LyingProvider, email: str) -> None:
    provider.person["email"] = email
    other = browser()
    assert other.get(goes(other)).status_code == 403
    assert not is_in(other)


def test_a_stranger_of_the_companys_own_is_told_to_the_administrators_once(
    house: House, browser: Opens, provider: LyingProvider
) -> None:
    provider.person["email"] = "new@elsewhere.example"
    for _ in range(2):
        other = browser()
        assert "no employee has this e-mail address" in other.get(goes(other)).text
    with house.database.reading() as connection:
        told = connection.execute(tables.job.select().where(tables.job.c.kind == "chat.say")).all()
    assert [(job.owner, job.payload["sentence"]) for job in told] == [(ADA.number, "notice-oidc_stranger")]


def test_a_look_alike_of_a_letter_is_another_letter(house: House, browser: Opens, provider: LyingProvider) -> None:
    with house.database.writing() as connection:
        people.save(connection, [replace(SAM, email="kim@example.com")])
    provider.person["email"] = "\u212aim@example.com"  # the Kelvin sign, whose small letter is k
    other = browser()
    assert other.get(goes(other)).status_code == 403
    assert not is_in(other)


def test_an_address_that_two_have_is_nobodys(house: House, browser: Opens, provider: LyingProvider) -> None:
    with house.database.writing() as connection:
        people.save(connection, [replace(LIN, email=SAM.email)])
    other = browser()
    assert other.get(goes(other)).status_code == 403
    assert not is_in(other)


def test_who_has_left_is_not_let_in(house: House, browser: Opens) -> None:
    house.leaves(SAM.number)
    sam = browser()
    answer = sam.get(goes(sam))
    assert (answer.status_code, "not with the company any more" in answer.text) == (403, True)
    assert not is_in(sam)


def test_who_names_no_address_is_not_let_in(browser: Opens, provider: LyingProvider) -> None:
    del provider.person["email"]
    other = browser()
    assert "names no e-mail address" in other.get(goes(other)).text


# --- what is forged, late, or somebody else's -----------------------------------------------------------------------


def forged(lies: dict[str, Any] | None = None, **how: Any) -> dict[str, Any]:
    return {"lies": lies or {}, **how}


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, "", "none", headers={"kid": "k1"})


def by_another_key(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, new_key(), "RS256", headers={"kid": "k1"})


def by_a_shared_secret(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, SECRET * 3, "HS256", headers={"kid": "k1"})


def changed_after_signing(claims: dict[str, Any]) -> str:
    head, _, signature = by_another_key(claims).split(".")
    return ".".join([head, jwt.utils.base64url_encode(json.dumps(claims).encode()).decode(), signature])


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(forged({"nonce": "A" * 43}), id="another nonce"),
        pytest.param(forged({"nonce": None}), id="no nonce"),
        pytest.param(forged({"aud": "another"}), id="for another client"),
        pytest.param(forged({"aud": [CLIENT, "another"]}), id="for two, without saying for whom"),
        pytest.param(forged({"aud": [CLIENT, "another"], "azp": "another"}), id="authorised for another"),
        pytest.param(forged({"azp": "another"}), id="authorised for another alone"),
        pytest.param(forged({"iss": "https://evil.example"}), id="of another provider"),
        pytest.param(forged({"exp": int(time.time()) - 3600}), id="expired"),
        pytest.param(forged({"exp": None}), id="without an end"),
        pytest.param(forged({"iat": int(time.time()) + 3600}), id="of tomorrow"),
        pytest.param(forged({"sub": None}), id="about nobody"),
        pytest.param(forged(sign=unsigned), id="unsigned"),
        pytest.param(forged(sign=by_another_key), id="another key under the same name"),
        pytest.param(forged(sign=by_a_shared_secret), id="signed with what the client knows"),
        pytest.param(forged(sign=changed_after_signing), id="changed after signing"),
        pytest.param(forged(sign=lambda _: "no token"), id="no token"),
        pytest.param(forged(in_token=False, userinfo={"sub": "another"}), id="userinfo about another"),
    ],
)
def test_a_token_that_is_not_genuine_lets_nobody_in(
    house: House, browser: Opens, provider: LyingProvider, lie: dict[str, Any]
) -> None:
    for name, value in lie.items():
        setattr(provider, name, value)
    other = browser()
    answer = other.get(goes(other))
    assert (answer.status_code, "Please try once more." in answer.text) == (400, True)
    assert not is_in(other)
    assert house.trail() == []


def test_an_answer_is_for_the_browser_that_began(browser: Opens) -> None:
    mallory, victim = browser(), browser()
    back = goes(mallory)
    # Slipped to somebody who began nothing, or something else.
    assert victim.get(back).status_code == 400
    goes(victim)
    assert victim.get(back).status_code == 400
    assert not is_in(victim)


@pytest.mark.parametrize("changed", ["state=wrong", "state=", "x=1", "iss=https%3A%2F%2Fevil.example"])
def test_an_answer_with_another_state_or_of_another_provider_is_not_taken(browser: Opens, changed: str) -> None:
    other = browser()
    name = changed.partition("=")[0]
    back = goes(other)
    back = re.sub(rf"(?<=[?&]){name}=[^&]*", changed, back) if f"{name}=" in back else back.partition("?")[0]
    assert other.get(back).status_code == 400
    assert not is_in(other)


def test_an_answer_counts_once(browser: Opens) -> None:
    sam = browser()
    back = goes(sam)
    kept = dict(sam.cookies)
    sam.get(back)
    other = browser()
    other.cookies = kept
    assert other.get(back).status_code == 400
    assert not is_in(other)


def test_a_code_without_the_verifier_of_who_began_is_worth_nothing(browser: Opens) -> None:
    """Somebody has read the victim's answer on its way, and brings it in a sign-in of their own."""
    victim, mallory = browser(), browser()
    code = parse_qs(urlsplit(goes(victim)).query)["code"][0]
    own = goes(mallory)
    assert mallory.get(re.sub(r"code=[^&]*", f"code={code}", own)).status_code == 400
    assert not is_in(mallory)


def test_who_stops_on_the_way_may_try_again(browser: Opens) -> None:
    sam = browser()
    state = parse_qs(urlsplit(goes(sam)).query)["state"][0]
    assert "Please try once more." in sam.get(f"/oidc/back?error=access_denied&state={state}").text
    sam.get(goes(sam))
    assert is_in(sam)


# --- a provider that does not answer as it should --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ({"issuer": "https://elsewhere.example"}, "names itself 'https://elsewhere.example': write exactly that"),
        ({"token_endpoint": "http://elsewhere.example/token"}, "its token_endpoint is no https address"),
        ({"jwks_uri": ""}, "its jwks_uri is no https address"),
    ],
)
def test_a_provider_of_which_something_is_wrong_is_told_to_the_administrator(
    provider: LyingProvider, published: dict[str, str], told: str
) -> None:
    provider.published = published
    with pytest.raises(Away, match=re.escape(told)):
        Provider(Account(provider.issuer, CLIENT, SECRET)).published()


def test_while_the_provider_is_away_people_read_so_and_nobody_asks_it_with_every_try(
    browser: Opens, provider: LyingProvider
) -> None:
    provider.published = {"issuer": "https://elsewhere.example"}
    for _ in range(3):
        answer = browser().get("/oidc")
        assert (answer.status_code, "does not answer as it should" in answer.text) == (502, True)
    assert len(provider.asked) == 1


def test_the_secret_is_in_no_repr() -> None:
    assert SECRET not in repr(Account("https://id.example", CLIENT, SECRET))


@pytest.mark.parametrize(
    ("account", "told"),
    [
        (Account("http://id.example", "x"), "web.oidc.issuer: 'http://id.example' is no https address"),
        (Account("id.example", "x"), "web.oidc.issuer: 'id.example' is no https address"),
        (Account("https://id.example"), "web.oidc.client_id: missing"),
        (Account(client_id="x"), "web.oidc.issuer: missing"),
    ],
)
def test_settings_that_cannot_work_are_told(account: Account, told: str) -> None:
    assert [problem for problem in account.problems() if told in problem]
    assert Account().problems() == Account("https://id.example", "x").problems() == []


# --- with a provider that is not ours --------------------------------------------------------------------------------


@contextmanager
def somebody_elses(tmp_path: Path) -> Iterator[str]:
    """`oidc-provider-mock` (Authlib's provider on Flask) as a process; its issuer."""
    people_there = [
        {"sub": "sam", "email": SAM.email, "email_verified": True},
        {"sub": "lin", "email": LIN.email, "email_verified": False},
    ]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", "0"]
    for one in people_there:
        command += ["--user-claims", json.dumps(one)]
    with (tmp_path / "provider.log").open("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "PYTHONUNBUFFERED": "1"})
        try:
            deadline = time.monotonic() + 60
            while not (found := re.search(r"http://[\w.]+:(\d+)", (tmp_path / "provider.log").read_text())):
                assert process.poll() is None, (tmp_path / "provider.log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield f"http://127.0.0.1:{found[1]}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def test_with_a_provider_that_is_not_ours(house: House, tmp_path: Path) -> None:
    def signs_in(chrome: Chrome, sub: str) -> httpx.Response:
        asked = chrome.get("/oidc").headers["Location"]
        answer = httpx.post(asked, data={"sub": sub}, trust_env=False)
        return chrome.get(str(answer.headers["Location"]).removeprefix("https://expense.example.com"))

    with somebody_elses(tmp_path) as issuer, served(house, Account(issuer, CLIENT, SECRET)) as opens:
        sam, lin = opens(), opens()
        assert signs_in(sam, "sam").headers["Location"] == "/"
        assert SAM.name in sam.get("/").text
        assert signs_in(lin, "lin").status_code == 403
        assert not is_in(lin)
