"""A person is erased: what no law needs, in the audit trail and in what is left of their conversations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from bot.jobs import queue
from bot.store import audit, conversations, events, merchants, people, sessions

#: The platform whose conversations lie with us: `WebChat.name`.
WEB = "web"


def erase(connection: Connection, person: str, *, ground: str, by: str, at: datetime) -> int:
    """Erase a person's values beside the audit chain, and what they wrote to the bot and were told; how many values.

    What is still worked on stays. Claims with their documents stay: they are the company's records; so does what they
    said of merchants, where somebody else stands behind it.
    """
    still = {int(job.payload["event"]) for job in queue.waiting(connection, "chat.event")}
    for platform, workspace, user in people.identities(connection, person):
        events.forget(connection, platform, workspace, user, but=still)
        queue.forget(connection, user, "chat.stranger")
        if platform == WEB:
            conversations.forget(connection, conversations.Whose(workspace, user))
    queue.forget(connection, person, "chat.")
    sessions.forget(connection, person)
    merchants.forget_of(connection, person)
    return audit.erase(connection, person, ground=ground, by=by, at=at)
