"""The web chat as the settings ask for it: what is wrong with its section, what `run` serves, what `check` says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from bot.claims.signing_in import Lifetimes
from bot.settings import Settings, SettingsError
from bot.store.database import Database
from bot.web.company_account import back_of
from bot.web.installation import Installation
from bot.web.oidc import Account, Away, Provider
from bot.web.site import Site
from bot.workflow.checkup import Point, said


def problems(settings: Settings) -> Sequence[str]:
    """What is wrong with the section, a line each."""
    return [*site_of(settings).problems(), *_account(settings).problems()]


def site_of(settings: Settings) -> Site:
    """Where the web chat listens, and where people find it."""
    return Site(settings.web.host, settings.web.port, settings.web.address)


def installation(settings: Settings, database: Database, now: Callable[[], datetime]) -> Installation | None:
    """The web chat where it is on; its port is taken at once. Raises `SettingsError` where it cannot be had."""
    if not settings.web.on:
        return None
    account = _account(settings)
    lifetimes = Lifetimes(timedelta(days=settings.web.idle_days), timedelta(days=settings.web.session_days))
    try:
        return Installation(database, site_of(settings), lifetimes, now, account if account.issuer else None)
    except OSError as error:
        told = f"{settings.web.port} on {settings.web.host} cannot be had ({error.strerror}): choose another one"
        raise SettingsError(f"web.port: {told}") from error


def _account(settings: Settings) -> Account:
    given = settings.web.oidc
    return Account(given.issuer, given.client_id, given.client_secret, given.name)


def look(settings: Settings) -> Iterator[Point]:
    """Whether there is a web chat, who reaches it, and whether the company's sign-in answers."""
    site, account = site_of(settings), _account(settings)
    if not settings.web.on:
        yield Point("web", "check-web_off", verdict="known")
        return
    yield _reached(settings, site)
    if not account.issuer:
        yield Point("sign-in", "check-by_invitation", verdict="known")
        return
    try:
        Provider(account).published()
    except Away as away:
        yield said("sign-in", f"{away}", "wrong")
    else:
        yield Point("sign-in", "check-by_account", {"issuer": account.issuer, "back": back_of(site)})


def _reached(settings: Settings, site: Site) -> Point:
    if not site.secure:
        return Point("web", "check-web_here", {"address": site.base}, "known")
    return Point(
        "web", "check-web_behind", {"address": site.base, "host": settings.web.host, "port": str(settings.web.port)}
    )
