"""How people come in to the web chat of an installation, and what keeps everybody else out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.claims.errors import ClaimError, NotAllowed
from bot.demo.company import ADA, BO, LIN, SAM
from bot.store import people, tables
from bot.store.database import Database
from bot.store.sessions import secret_of
from bot.workflow import signing_in
from bot.workflow.erasing import erase
from tests.bot.web.house import MONDAY, House, Opens, house_with, served


@pytest.fixture
def house(database: Database) -> House:
    return house_with(database)


@pytest.fixture
def browser(house: House) -> Iterator[Opens]:
    with served(house) as opens:
        yield opens


# --- invitations ----------------------------------------------------------------------------------------------------


def test_somebody_who_was_invited_comes_in_and_stays(house: House, browser: Opens) -> None:
    lin = browser()
    link = house.invitation()
    assert "林小雨，您好" in lin.get(link).text
    answer = lin.post(link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert LIN.name in lin.get("/").text
    house.wait(days=29)
    assert lin.post("/say", json={"id": "12345678", "text": "差旅"}).status_code == 204
    assert "差旅" in lin.get("/").text
    assert house.trail() == [
        ("E1007", "invitation", "E1001", {}),
        ("E1001", "sign-in", "E1001", {"way": "invitation"}),
    ]


def test_the_cookie_is_for_this_host_by_https_alone_and_no_script_reads_it(house: House, browser: Opens) -> None:
    (cookie,) = browser().opens(house.invitation()).headers.get_list("set-cookie")
    assert cookie.startswith("__Host-expense-session=")
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= parts
    assert not [part for part in parts if part.startswith("Domain")]


def test_of_no_secret_more_than_its_digest_is_kept(house: House, browser: Opens) -> None:
    lin = browser()
    link = house.invitation()
    lin.opens(link)
    kept = ""
    with house.database.reading() as connection:
        for table in tables.metadata.sorted_tables:
            kept += repr(connection.execute(select(table)).all())
    for secret in (link.rpartition("/")[2], *lin.cookies.values()):
        assert len(secret) == 43
        assert secret not in kept


def test_looking_at_a_link_as_a_mail_scanner_does_uses_nothing_up(house: House, browser: Opens) -> None:
    link = house.invitation()
    scanner = browser()
    for _ in range(3):
        assert scanner.get(link).status_code == 200
    assert (scanner.cookies, scanner.get("/").status_code) == ({}, 401)
    assert browser().opens(link).status_code == 303


def test_a_used_link_opens_nothing_and_says_what_to_do(house: House, browser: Opens) -> None:
    lin, thief = browser(), browser()
    link = house.invitation()
    lin.opens(link)
    for answer in (thief.get(link), thief.post(link)):
        assert answer.status_code == 410
        assert "This link has been used" in answer.text
        assert "https://expense.example.com/" in answer.text
        assert LIN.name not in answer.text
    assert thief.cookies == {}
    # Whoever kept it as a bookmark is in already.
    assert lin.get(link).headers["Location"] == "/"
    assert lin.post(link).headers["Location"] == "/"


def test_of_two_who_open_a_link_at_the_same_moment_one_comes_in(house: House) -> None:
    secret = secret_of(house.invitation().rpartition("/")[2])
    assert secret is not None

    def comes() -> str:
        with house.database.writing() as connection:
            return signing_in.sign_in_by_link(connection, secret, house.now)[1]

    with ThreadPoolExecutor(4) as several:
        answers = [one.result() for one in [several.submit(comes) for _ in range(8)]]
    assert sorted(answers) == ["", *["used"] * 7]


def test_no_address_that_we_send_anybody_to_is_without_https(house: House, browser: Opens) -> None:
    assert browser().get(f"{house.invitation()}/").headers["Location"].startswith("https://expense.example.com/")


def test_what_has_ended_is_swept_away_when_somebody_comes_in(house: House, browser: Opens) -> None:
    browser().opens(house.invitation())
    house.wait(days=91)
    browser().opens(house.invitation(SAM.number))
    with house.database.reading() as connection:
        kept = [
            connection.execute(select(table.c.employee)).scalars().all()
            for table in (tables.session, tables.sign_in_link)
        ]
    assert kept == [[SAM.number], [SAM.number]]


def test_an_invitation_ends_after_seven_days(house: House, browser: Opens) -> None:
    link = house.invitation()
    house.wait(days=7)
    for answer in (browser().get(link), browser().post(link)):
        assert answer.status_code == 410
        assert "This link is too old" in answer.text


def test_a_newer_invitation_takes_the_place_of_the_older(house: House, browser: Opens) -> None:
    older, newer = house.invitation(), house.invitation()
    assert browser().post(older).status_code == 404
    assert browser().opens(newer).status_code == 303


@pytest.mark.parametrize("path", ["/sign-in/x", f"/sign-in/{'A' * 43}", f"/sign-in/{'A' * 5000}", "/sign-in/%00"])
def test_a_link_that_is_none_opens_nothing(browser: Opens, path: str) -> None:
    thief = browser()
    for answer in (thief.get(path), thief.post(path)):
        assert answer.status_code == 404
        assert "This link opens nothing" in answer.text
    assert thief.cookies == {}


def test_only_administrators_invite_and_only_who_is_there(house: House) -> None:
    with house.database.writing() as connection:
        people.save(connection, [replace(SAM, active=False)])
    tried = [
        (LIN.number, LIN.number, NotAllowed),
        (LIN.number, BO.number, NotAllowed),
        (LIN.number, "E9", ClaimError),
        (SAM.number, ADA.number, ClaimError),
        ("E9", ADA.number, ClaimError),
    ]
    for number, by, refused in tried:
        with pytest.raises(refused), house.database.writing() as connection:
            signing_in.invite(connection, number, by=by, at=MONDAY)
    assert house.trail() == []


# --- sessions -------------------------------------------------------------------------------------------------------


def test_two_people_see_only_their_own(house: House, browser: Opens) -> None:
    lin, sam = browser(), browser()
    lin.opens(house.invitation(LIN.number))
    sam.opens(house.invitation(SAM.number))
    lin.post("/files?id=12345678&pick=12345678&name=a.jpg", content=b"\xff\xd8\xffnoodles")
    sam.post("/say", json={"id": "12345678", "text": "a hotel in Lyon"})
    assert "a.jpg" in lin.get("/").text
    assert "Lyon" not in lin.get("/").text
    assert "a.jpg" not in sam.get("/").text
    # Not by a path either: in an installation it names nobody.
    assert sam.get(f"/as/{LIN.number}/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/entries?after=0", "/earlier?before=9", f"/picture/{'0' * 64}", "/events"])
def test_nobody_sees_anything_without_a_session(house: House, browser: Opens, path: str) -> None:
    stranger = browser()
    assert stranger.get(path).status_code == 401
    stranger.cookies["__Host-expense-session"] = "A" * 43
    assert stranger.get(path).status_code == 401
    stranger.cookies["__Host-expense-session"] = "'; DROP TABLE session --"
    assert stranger.get(path).status_code == 401


@pytest.mark.parametrize("path", ["arrive", "files", "say", "press", "answer", "fill", "dismiss"])
def test_nobody_sends_anything_without_a_session(browser: Opens, path: str) -> None:
    assert browser().post(f"/{path}", json={"id": "12345678", "text": "x"}).status_code == 401


def test_what_another_page_sends_is_not_taken_though_the_browser_would_send_the_cookie(
    house: House, browser: Opens
) -> None:
    lin = browser()
    link = house.invitation()
    for origin in ("https://evil.example", "http://expense.example.com", "null", "https://expense.example.com.evil"):
        assert lin.post(link, origin=origin).status_code == 403
    lin.opens(link)
    for path in ("say", "press", "sign-out"):
        assert lin.post(f"/{path}", origin="https://evil.example", json={}).status_code == 403
    assert lin.get("/").status_code == 200


def test_another_name_than_the_proxys_reaches_nothing(house: House, browser: Opens) -> None:
    lin = browser()
    lin.opens(house.invitation())
    for host in ("evil.example", "127.0.0.1", "127.0.0.1:8765", "localhost:8765", "expense.example.com:8765"):
        assert lin.get("/", Host=host, **{"X-Forwarded-Host": "expense.example.com"}).status_code == 403


def test_browsers_that_came_by_https_never_come_without(house: House, browser: Opens) -> None:
    assert browser().get("/").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_session_ends_thirty_days_after_the_last_sign(house: House, browser: Opens) -> None:
    lin = browser()
    lin.opens(house.invitation())
    house.wait(days=29)
    assert lin.get("/").status_code == 200
    house.wait(days=29)
    assert lin.get("/").status_code == 200
    house.wait(days=30)
    assert lin.get("/").status_code == 401


def test_a_session_ends_ninety_days_after_it_began_whatever_happens(house: House, browser: Opens) -> None:
    lin = browser()
    lin.opens(house.invitation())
    for _ in range(8):
        house.wait(days=11)
        assert lin.get("/").status_code == 200
    house.wait(days=2)
    assert lin.get("/").status_code == 401


def test_who_leaves_the_company_is_out_at_once(house: House, browser: Opens) -> None:
    lin, late = browser(), browser()
    lin.opens(house.invitation())
    unused = house.invitation()
    house.leaves(LIN.number)
    assert lin.get("/").status_code == 401
    assert lin.get("/events", Accept="text/event-stream").status_code == 401
    assert lin.post("/say", json={"id": "12345678", "text": "x"}).status_code == 401
    assert late.post(unused).status_code == 404
    with house.database.writing() as connection:
        people.save(connection, [LIN])
    # Back again, they are invited again: no old key fits.
    assert lin.get("/").status_code == 401


def test_that_somebody_has_left_is_asked_with_every_request(house: House, browser: Opens) -> None:
    lin = browser()
    lin.opens(house.invitation())
    link = house.invitation()
    with house.database.writing() as connection:
        people.save(connection, [replace(LIN, active=False)])  # by whatever way
    assert lin.get("/").status_code == 401
    answer = browser().post(link)
    assert (answer.status_code, "not with the company any more" in answer.text) == (403, True)


def test_signing_out_ends_the_session_and_not_only_the_cookie(house: House, browser: Opens) -> None:
    lin = browser()
    lin.opens(house.invitation())
    assert 'action="/sign-out"' in lin.get("/").text
    kept = dict(lin.cookies)
    assert lin.post("/sign-out").headers["Location"] == "/signed-out"
    assert lin.cookies == {}
    bye = lin.get("/signed-out")
    assert "You are signed out" in bye.text
    assert bye.headers["Clear-Site-Data"] == '"cache"'
    lin.cookies = kept
    assert lin.get("/").status_code == 401
    assert house.trail()[-1] == ("E1001", "sign-out", "E1001", {"sessions": 1})


def test_an_administrator_signs_somebody_out_everywhere(house: House, browser: Opens) -> None:
    phone, desk, sam = browser(), browser(), browser()
    phone.opens(house.invitation())
    desk.opens(house.invitation())
    sam.opens(house.invitation(SAM.number))
    unused = house.invitation()
    with house.database.writing() as connection:
        assert signing_in.sign_out_everywhere(connection, LIN.number, by=ADA.number, at=house.now) == 2
    assert [one.get("/").status_code for one in (phone, desk, sam)] == [401, 401, 200]
    assert browser().post(unused).status_code == 404
    assert house.trail()[-1] == ("E1007", "sign-out", "E1001", {"sessions": 2})
    with pytest.raises(NotAllowed), house.database.writing() as connection:
        signing_in.sign_out_everywhere(connection, LIN.number, by=SAM.number, at=house.now)


def test_a_browser_is_one_person_at_a_time(house: House, browser: Opens) -> None:
    shared = browser()
    shared.opens(house.invitation(LIN.number))
    lins = dict(shared.cookies)
    link = house.invitation(SAM.number)
    assert f"{LIN.name} is signed in here now, and will be signed out." in shared.get(link).text
    shared.opens(link)
    assert SAM.name in shared.get("/").text
    shared.cookies = lins
    assert shared.get("/").status_code == 401


def test_who_is_erased_leaves_no_trace_of_when_they_came(house: House, browser: Opens) -> None:
    browser().opens(house.invitation())
    house.leaves(LIN.number)
    with house.database.writing() as connection:
        erase(connection, LIN.number, ground="asked", by=ADA.number, at=house.now)
    with house.database.reading() as connection:
        for table in (tables.session, tables.sign_in_link):
            assert connection.execute(select(table)).all() == []


# --- what is read by whoever is not in ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "lang", "said"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans", "您尚未进入"),
        ("en;q=0.5, zh-TW;q=0.7", "zh-Hans", "您尚未进入"),
        ("fr, en-GB;q=0.1", "en", "You are not signed in"),
        ("zh;q=0", "en", "You are not signed in"),
        ("q=;;,,;q=x", "en", "You are not signed in"),
        ("", "en", "You are not signed in"),
    ],
)
def test_who_is_not_in_reads_in_their_language_what_to_do(browser: Opens, accepted: str, lang: str, said: str) -> None:
    page = browser().get("/", **{"Accept-Language": accepted}).text
    assert f'<html lang="{lang}">' in page
    assert said in page
    assert "open" in page or "网页" in page


def test_a_script_that_is_not_in_is_told_in_a_word(browser: Opens) -> None:
    answer = browser().get("/entries?after=0", Accept="*/*")
    assert (answer.status_code, answer.text) == (401, "You are not signed in.")
