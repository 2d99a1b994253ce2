"""The form that names a deputy for a period, and the one that chooses which of several is to end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from bot.chat.card import Form, FormField
from bot.claims.deputies import Deputyship
from bot.claims.people import Employee, People
from bot.claims.route import can_approve
from bot.wording import wording


def deputy_form(
    viewer: Employee,
    people: People,
    today: date,
    values: Mapping[str, str],
    errors: Mapping[str, str],
    told: Mapping[str, object] = MappingProxyType({}),
) -> Form:
    """Who, from when, until when; `values` and `errors` (wording keys) are what came back before, by field.

    `told` are the values of the errors' sentences.
    """
    words = wording(viewer.locale)
    fit = [one for one in people.active() if can_approve(one) and one.number != viewer.number]

    def said(name: str) -> str:
        return words.say(errors[name], **told) if name in errors else ""

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


def end_deputy_form(viewer: Employee, people: People, mine: Sequence[Deputyship], errors: Mapping[str, str]) -> Form:
    """Which of the viewer's deputyships ends."""
    words = wording(viewer.locale)
    choices = tuple(
        (str(one.number), words.say("deputy-period", name=people[one.deputy].name, first=one.first, last=one.last))
        for one in mine
    )
    error = words.say(errors["which"]) if "which" in errors else ""
    field = FormField("which", words.say("ask-which_deputy"), "choice", "", choices, error=error)
    return Form("end_deputy", "deputy", words.say("form-end_deputy"), words.say("action-end_deputy"), (field,))
