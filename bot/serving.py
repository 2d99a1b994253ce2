"""The web chat as the settings ask for it: what is wrong with its section, what `run` serves, what `check` says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.claims.signing_in import Lifetimes
from bot.settings import Settings, SettingsError
from bot.store.database import Database
from bot.web.installation import Installation
from bot.web.site import Site
from bot.workflow.checkup import Point


def problems(settings: Settings) -> Sequence[str]:
    """What is wrong with the section, a line each."""
    return site_of(settings).problems()


def site_of(settings: Settings) -> Site:
    """Where the web chat listens, and where people find it."""
    return Site(settings.web.host, settings.web.port, settings.web.address)


def installation(settings: Settings, database: Database, now: Callable[[], datetime]) -> Installation | None:
    """The web chat where it is on; its port is taken at once. Raises `SettingsError` where it cannot be had."""
    if not settings.web.on:
        return None
    lifetimes = Lifetimes(timedelta(days=settings.web.idle_days), timedelta(days=settings.web.session_days))
    try:
        return Installation(database, site_of(settings), lifetimes, now)
    except OSError as error:
        told = f"{settings.web.port} on {settings.web.host} cannot be had ({error.strerror}): choose another one"
        raise SettingsError(f"web.port: {told}") from error


def look(settings: Settings) -> Point:
    """Whether there is a web chat, and who reaches it."""
    site = site_of(settings)
    if not settings.web.on:
        return Point("web", "off; with `on = true` in [web] `run` serves the web chat", "known")
    if not site.secure:
        return Point("web", f"{site.base}, which only this machine reaches; for others give web.address", "known")
    return Point("web", f"{site.base}, through a reverse proxy to {settings.web.host}:{settings.web.port}")
