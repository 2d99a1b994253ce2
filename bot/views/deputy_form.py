"""The form that names a deputy for a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.chat.card import Form, FormField
from bot.claims.people import Employee, People
from bot.claims.route import can_approve
from bot.wording import wording


def deputy_form(
    viewer: Employee, people: People, today: date, values: Mapping[str, str], errors: Mapping[str, str]
) -> Form:
    """Who, from when, until when; `values` and `errors` (wording keys) are what came back before, by field."""
    words = wording(viewer.locale)
    fit = [one for one in people.active() if can_approve(one) and one.number != viewer.number]

    def said(name: str) -> str:
        return words.say(errors[name]) if name in errors else ""

    known = values.get("deputy", "")
    fields = (
        FormField(
            "deputy",
            words.say("ask-deputy"),
            "choice",
            known if any(one.number == known for one in fit) else "",
            tuple((one.number, one.name) for one in fit),
            error=said("deputy"),
        ),
        *(
            FormField(name, words.say(f"ask-{name}"), "date", values.get(name, today.isoformat()), error=said(name))
            for name in ("first", "last")
        ),
    )
    return Form("deputy", "deputy", words.say("form-deputy"), words.say("action-deputy"), fields)
