"""One-line answers and tells."""

from __future__ import annotations

from datetime import datetime

from bot.chat.text import Words
from bot.claims.errors import ClaimError
from bot.claims.people import Employee
from bot.wording import Wording, wording


def refusal(error: ClaimError, viewer: Employee) -> str:
    """The sentence that answers a refusal, with what to do next."""
    words = wording(viewer.locale)
    values = dict(error.values)
    if isinstance(field := values.get("field"), str) and words.knows(f"field-{field}"):
        values["field"] = words.say(f"field-{field}")
    return words.say(error.key, **_on_clock(values, words, viewer))


def notice(key: str, viewer: Employee, **values: object) -> str:
    """A tell of one line, by its key without `notice-`: `notice("posted", lin, reference=…, voucher=…)`."""
    words = wording(viewer.locale)
    return words.say(f"notice-{key}", **_on_clock(values, words, viewer))


def _on_clock(values: dict[str, object], words: Wording, viewer: Employee) -> dict[str, object]:
    """Moments on the viewer's clock; everything else as it is."""
    return {
        name: words.moment(value, viewer.time_zone) if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def chat_words(locale: str) -> Words:
    """The few words that a platform adds to cards and forms in plain text."""
    say = wording(locale).say
    return Words(
        updated=say("updated"), gone=say("gone"), look=say("mark-look"), likely=say("mark-likely"),
        missing=say("mark-missing"),
        warning=say("mark-warning"), optional=say("optional"), now=say("now-value"), keep=say("keep-value"),
        skip=say("skip-value"), choose=say("choose-number"),
        choose_several=say("choose-numbers"),
    )  # fmt: skip
