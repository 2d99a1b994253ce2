"""`python -m bot invite` and `signout`: an administrator lets people in to the web chat, and out again."""

from __future__ import annotations

import argparse
import sys

from bot import app, serving
from bot import settings as settings_file
from bot.claims.errors import ClaimError
from bot.claims.people import People
from bot.claims.signing_in import LASTING
from bot.founding.charter import named
from bot.founding.problems import Refused, told
from bot.store import people
from bot.wording import wording
from bot.workflow.signing_in import invite, link_to, sign_out_everywhere


def invited(options: argparse.Namespace) -> int:
    """Print a link for each person; nobody is invited where one of them cannot be."""
    settings = settings_file.load(app.CHECKS)
    if not settings.web.on:
        print("There is no web chat to invite to: put `on = true` into [web] of the settings first.", file=sys.stderr)
        return 1
    if wrong := _wrong(options):
        print(wrong, file=sys.stderr)
        return 2
    base, now = serving.site_of(settings).base, app.utc_now()
    with app.current_database(settings) as database:
        try:
            with database.writing() as connection:
                everybody = people.load(connection)
                numbers = [one.number for one in everybody.active()] if options.everyone else _meant(options, everybody)
                by = _number(options.by, everybody)
                links = [(number, invite(connection, number, by=by, at=now)) for number in numbers]
        except (ClaimError, Refused) as refusal:
            return _refused(refusal)
    for number, secret in links:
        print(f"{number}  {everybody[number].name}  {everybody[number].email}\n  {link_to(base, secret)}")
    days = LASTING["invitation"].days
    print(f"Each link opens once, within {days} days, and replaces an older one. Send it to that person alone.")
    return 0


def signed_out(options: argparse.Namespace) -> int:
    """End every session of each person, whatever browser it is in."""
    if wrong := _wrong(options):
        print(wrong, file=sys.stderr)
        return 2
    ended = 0
    with app.current_database(settings_file.load(app.CHECKS)) as database:
        try:
            with database.writing() as connection:
                everybody = people.load(connection)
                by = _number(options.by, everybody)
                everyone = [one.number for one in everybody.everybody()]
                for number in everyone if options.everyone else _meant(options, everybody):
                    ended += sign_out_everywhere(connection, number, by=by, at=app.utc_now())
        except (ClaimError, Refused) as refusal:
            return _refused(refusal)
    print(f"Ended: {ended} sessions. Links that were not used yet open nothing any more.")
    return 0


def _meant(options: argparse.Namespace, everybody: People) -> list[str]:
    return [_number(text, everybody) for text in options.people]


def _number(text: str, everybody: People) -> str:
    """Whose number, e-mail or name it is; of several with one name none is taken."""
    return named(text, everybody.everybody()).number


def _refused(refusal: ClaimError | Refused) -> int:
    words = wording("en")
    problems = (
        [words.say(refusal.key, **refusal.values)]
        if isinstance(refusal, ClaimError)
        else [told(one, words) for one in refusal.problems]
    )
    print("\n".join(problems), file=sys.stderr)
    return 1


def _wrong(options: argparse.Namespace) -> str:
    """Why the call is none; empty when it is."""
    return "" if bool(options.people) != options.everyone else "Say whom, by number, e-mail or name, or --everyone."
