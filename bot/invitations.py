"""`python -m bot invite` and `signout`: an administrator lets people in to the web chat, and out again."""

from __future__ import annotations

import argparse
import os
import sys

from bot import app, serving
from bot import settings as settings_file
from bot.claims.errors import ClaimError
from bot.claims.people import People
from bot.claims.signing_in import LASTING
from bot.founding.charter import named
from bot.founding.problems import Refused, told
from bot.store import people
from bot.wording import Wording, wording
from bot.wording.spoken import language_of_system
from bot.workflow.signing_in import invite, link_to, sign_out_everywhere


def invited(options: argparse.Namespace) -> int:
    """Print a link for each person; nobody is invited where one of them cannot be."""
    settings = settings_file.load(app.CHECKS)
    if not settings.web.on:
        print(_system().say("invite-web_off"), file=sys.stderr)
        return 1
    if wrong := _wrong(options):
        print(wrong, file=sys.stderr)
        return 2
    base, now = serving.site_of(settings).base, app.utc_now()
    with app.current_database(settings) as database:
        everybody = People(())
        try:
            with database.writing() as connection:
                everybody = people.load(connection)
                numbers = [one.number for one in everybody.active()] if options.everyone else _meant(options, everybody)
                by = _number(options.by, everybody)
                links = [(number, invite(connection, number, by=by, at=now)) for number in numbers]
        except (ClaimError, Refused) as refusal:
            return _refused(refusal, _words(options.by, everybody))
    for number, secret in links:
        print(f"{number}  {everybody[number].name}  {everybody[number].email}\n  {link_to(base, secret)}")
    days = LASTING["invitation"].days
    print(_words(options.by, everybody).say("invite-how", days=days))
    return 0


def signed_out(options: argparse.Namespace) -> int:
    """End every session of each person, whatever browser it is in."""
    if wrong := _wrong(options):
        print(wrong, file=sys.stderr)
        return 2
    ended = 0
    with app.current_database(settings_file.load(app.CHECKS)) as database:
        everybody = People(())
        try:
            with database.writing() as connection:
                everybody = people.load(connection)
                by = _number(options.by, everybody)
                everyone = [one.number for one in everybody.everybody()]
                for number in everyone if options.everyone else _meant(options, everybody):
                    ended += sign_out_everywhere(connection, number, by=by, at=app.utc_now())
        except (ClaimError, Refused) as refusal:
            return _refused(refusal, _words(options.by, everybody))
    print(_words(options.by, everybody).say("signout-ended", count=ended))
    return 0


def _meant(options: argparse.Namespace, everybody: People) -> list[str]:
    return [_number(text, everybody) for text in options.people]


def _number(text: str, everybody: People) -> str:
    """Whose number, e-mail or name it is; of several with one name none is taken."""
    return named(text, everybody.everybody()).number


def _refused(refusal: ClaimError | Refused, words: Wording) -> int:
    if isinstance(refusal, ClaimError):
        problems = [words.say(refusal.key, **refusal.values)]
    else:
        problems = [told(one, words) for one in refusal.problems]
    print("\n".join(problems), file=sys.stderr)
    return 1


def _words(by: str, everybody: People) -> Wording:
    """In the language of whoever gives the order, where they are known."""
    try:
        return wording(named(by, everybody.everybody()).locale)
    except Refused:
        return _system()


def _system() -> Wording:
    return wording(language_of_system(os.environ))


def _wrong(options: argparse.Namespace) -> str:
    """Why the call is none; empty when it is."""
    return "" if bool(options.people) != options.everyone else _system().say("invite-whom")
