"""What is to go out: jobs of the `notify` queue, put down in the caller's transaction, carried out in `delivery.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from bot.chat.platform import Event, User
from bot.claims.people import Role
from bot.jobs.queue import enqueue
from bot.store import people

#: Characters of a question to the manual: what is longer is none.
_QUESTION = 200


def key_of(event: Event) -> str:
    """What makes the answers to one event unique."""
    return f"{event.user.platform}:{event.id}"


def say(connection: Connection, key: str, person: str, sentence: str, values: Mapping[str, object]) -> None:
    """Say one sentence to an employee, in their language; `key` makes it once."""
    enqueue(
        connection, "chat.say", key=f"say:{key}", queue="notify", owner=person,
        person=person, sentence=sentence, values=_plain(values),
    )  # fmt: skip


def show(connection: Connection, key: str, person: str, name: str) -> None:
    """Show the card of a claim (by its stem) anew."""
    enqueue(
        connection, "chat.card", key=f"card:{key}", queue="notify", owner=person,
        claim=name, person=person, fresh=True,
    )  # fmt: skip


def redraw(connection: Connection, key: str, person: str, name: str) -> None:
    """Draw the card of a claim again where it stands: what belongs to it changed, and not the claim."""
    enqueue(
        connection, "chat.card", key=f"card:{key}", queue="notify", owner=person,
        claim=name, person=person, fresh=False, again=True,
    )  # fmt: skip


def listing(
    connection: Connection, key: str, person: str, what: str, after: Sequence[object] = (), *, in_place: bool = False
) -> None:
    """Show what waits for somebody (`todo`) or their own claims (`list`), the latter `in_place` of the card they have.

    `after` are the number of a digest and what was pressed on it: what became of that is said too.
    """
    said: dict[str, Any] = {"after": list(after)} if after else {}
    if in_place:
        said["in_place"] = True
    enqueue(connection, f"chat.{what}", key=f"{what}:{key}", queue="notify", owner=person, person=person, **said)


def together(connection: Connection, person: str, digest: int, action: str) -> None:
    """Have everything that a digest lists decided; however often, it is done once."""
    enqueue(
        connection, "chat.together", key=f"{action}:{digest}", queue="chat", owner=person, digest=digest, action=action
    )


def sign_in_link(connection: Connection, key: str, person: str, user: User) -> None:
    """Send a link to their page in the web chat, to where they asked for it."""
    enqueue(
        connection, "chat.link", key=f"link:{key}", queue="notify", owner=person,
        person=person, platform=user.platform, workspace=user.workspace, user=user.id,
    )  # fmt: skip


def help_with(connection: Connection, key: str, person: str, *, question: str = "", name: str = "") -> None:
    """Show what the manual says to a question, the section of this name, or all there is to read."""
    enqueue(
        connection, "chat.help", key=f"help:{key}", queue="notify", owner=person,
        person=person, question=question[:_QUESTION], name=name,
    )  # fmt: skip


def ask(
    connection: Connection,
    key: str,
    person: str,
    name: str,
    action: str,
    line: int | None,
    errors: Mapping[str, str],
    values: Mapping[str, str],
    told: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Open the form of an action; `errors` and `values` are what came back from it before.

    `told` are the values of the sentences in `errors`, where they have any.
    """
    enqueue(
        connection, "chat.form", key=f"form:{key}", queue="notify", owner=person,
        claim=name, person=person, action=action, line=line, errors=dict(errors), values=dict(values),
        told=_plain(told),
    )  # fmt: skip


def stranger(connection: Connection, event: Event, sentence: str) -> None:
    """Answer a chat user without telling anything of ours."""
    user = event.user
    enqueue(
        connection, "chat.stranger", key=f"stranger:{key_of(event)}", queue="notify", owner=user.id,
        platform=user.platform, workspace=user.workspace, user=user.id, sentence=sentence,
    )  # fmt: skip


def tell_administrators(connection: Connection, key: str, sentence: str, values: Mapping[str, object]) -> None:
    """Every administrator hears this once."""
    _tell(connection, key, sentence, values, {Role.ADMINISTRATOR})


def tell_keepers(connection: Connection, key: str, sentence: str, values: Mapping[str, object]) -> None:
    """Every bookkeeper and every administrator hears this once."""
    _tell(connection, key, sentence, values, {Role.ADMINISTRATOR, Role.BOOKKEEPER})


def _tell(
    connection: Connection, key: str, sentence: str, values: Mapping[str, object], roles: AbstractSet[Role]
) -> None:
    everybody = people.load(connection)
    for number in sorted({person.number for role in roles for person in everybody.with_role(role)}):
        say(connection, f"{key}:{number}", number, sentence, values)


def _plain(values: Mapping[str, object]) -> dict[str, str | int]:
    return {name: value if isinstance(value, str | int) else _text(value) for name, value in values.items()}


def _text(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
