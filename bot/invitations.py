"""`python -m bot invite` and `signout`: an administrator lets people in to the web chat, and out again."""

from __future__ import annotations

import argparse
import sys

from bot import app, serving
from bot import settings as settings_file
from bot.claims.errors import ClaimError
from bot.claims.signing_in import LASTING
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
                numbers = [one.number for one in everybody.active()] if options.everyone else options.people
                links = [(number, invite(connection, number, by=options.by, at=now)) for number in numbers]
        except ClaimError as refusal:
            print(wording("en").say(refusal.key, **refusal.values), file=sys.stderr)
            return 1
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
                for number in [one.number for one in everybody.everybody()] if options.everyone else options.people:
                    ended += sign_out_everywhere(connection, number, by=options.by, at=app.utc_now())
        except ClaimError as refusal:
            print(wording("en").say(refusal.key, **refusal.values), file=sys.stderr)
            return 1
    print(f"Ended: {ended} sessions. Links that were not used yet open nothing any more.")
    return 0


def _wrong(options: argparse.Namespace) -> str:
    """Why the call is none; empty when it is."""
    return "" if bool(options.people) != options.everyone else "Name employee numbers, or --everyone."
