"""The audit trail: a chain of hashes over everything that changed something, and the personal values beside it.

`record` only notes an entry; `Database.writing` has `write` chain the noted ones as the last statements before the
commit, so that the one lock of the chain is held for moments and an entry exists exactly when its change does.
What an entry is and how it is checked: `verifier.py` and `docs/audit.md`.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, String, insert, select, text, type_coerce, update

from bot.store import pending
from bot.store.columns import canonical, written
from bot.store.pending import Record
from bot.store.tables import audit, audit_value
from bot.store.verifier import ERASE, FORMAT, GENESIS, Verdict, check, digest_of, hash_of

#: A key for PostgreSQL's advisory lock; on SQLite there is one writer anyway.
_LOCK = 0x61756469

#: Entries read at once when the whole chain is gone through.
_PAGE = 500


def record(
    connection: Connection,
    *,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    content: Mapping[str, object] | None = None,
    personal: Mapping[str, tuple[str, object]] | None = None,
) -> None:
    """Note one entry; it is chained when the transaction commits.

    `actor` is an employee number, or `system` for the product itself. `content` is JSON without floats and must hold
    nothing personal: it can never be erased. `personal` has by name (whose value it is, the value as JSON); only a
    salted digest of it enters the chain.
    """
    if action == ERASE:
        raise ValueError("erasing is done with erase()")
    values = tuple((name, person, canonical(value)) for name, (person, value) in sorted((personal or {}).items()))
    _note(connection, Record(at, actor, action, subject, canonical(dict(content or {})), values))


def erase(connection: Connection, person: str, *, ground: str, by: str, at: datetime) -> int:
    """Take away all values of a person that stand beside the chain; how many. An entry says which, and the ground.

    Whether a retention duty stands against it is the caller's decision. Nothing left to erase makes no entry.
    """
    mine = (audit_value.c.person == person) & audit_value.c.value.is_not(None)
    found = connection.execute(
        select(audit_value.c.seq, audit_value.c.name).where(mine).order_by(audit_value.c.seq).with_for_update()
    ).all()
    if not found:
        return 0
    # The salt goes too: with it, a short value could be guessed from its digest.
    connection.execute(update(audit_value).where(mine).values(value=None, salt=None, erased_at=at, ground=ground))
    values: dict[str, list[int]] = {}
    for seq, name in found:
        values.setdefault(name, []).append(seq)
    content = canonical({"person": person, "ground": ground, "values": values})
    _note(connection, Record(at, by, ERASE, person, content, ()))
    return len(found)


def _note(connection: Connection, entry: Record) -> None:
    if not entry.actor:
        raise ValueError("somebody acted: a person by their number, or the system")
    pending.of(connection).records.append(entry)


def write(connection: Connection, records: Sequence[Record]) -> None:
    """Chain the noted entries; called by `Database.writing` and by nobody else."""
    if not records:
        return
    if connection.dialect.name == "postgresql":
        # Held until the commit is visible to the next one, who therefore sees our head.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    seq, previous = head(connection)
    rows: list[dict[str, object]] = []
    values: list[dict[str, object]] = []
    for noted in records:
        seq += 1
        digests: dict[str, str] = {}
        for name, person, value in noted.personal:
            salt = secrets.token_hex(32)
            digests[name] = digest_of(salt, name, person, json.loads(value))
            values.append({"seq": seq, "name": name, "person": person, "salt": salt, "value": value})
        entry: dict[str, object] = {
            "seq": seq,
            "at": written(noted.at),
            "actor": noted.actor,
            "action": noted.action,
            "subject": noted.subject,
            "content": json.loads(noted.content),
            "digests": digests,
            "previous": previous,
        }
        previous = hash_of(entry)
        rows.append({**entry, "at": noted.at, "hash": previous})
    connection.execute(insert(audit), rows)
    if values:
        connection.execute(insert(audit_value), values)


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last entry. Noted elsewhere, it later proves that nothing before it was rewritten."""
    row = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def verify(connection: Connection, noted: str = "") -> Verdict:
    """Go through the whole chain: unbroken, or the first altered entry; and what was erased. Use it when reading."""
    return check(entries(connection), noted)


def export(connection: Connection) -> Iterator[str]:
    """The whole chain as lines of JSON, each with its line end, for `verifier.py`. Use it when reading."""
    rows, last = 0, GENESIS
    yield canonical({"format": FORMAT}) + "\n"
    for entry in entries(connection):
        yield canonical(entry) + "\n"
        rows, last = rows + 1, entry["hash"]
    yield canonical({"end": rows, "head": last}) + "\n"


def entries(connection: Connection, after: int = 0) -> Iterator[dict[str, Any]]:
    """The entries with a number above `after`, in order, as an export has them."""
    # Text that somebody tampered with may not be readable any more; that is the verifier's to say.
    raw: list[ColumnElement[Any]] = [type_coerce(audit.c[name], String).label(name) for name in ("content", "digests")]
    if connection.dialect.name == "sqlite":
        raw += [type_coerce(audit.c.at, String).label("at")]
    else:
        raw += [audit.c.at]
    columns = [audit.c[name] for name in ("seq", "actor", "action", "subject", "previous", "hash")]
    while True:
        page = select(*columns, *raw).where(audit.c.seq > after).order_by(audit.c.seq).limit(_PAGE)
        rows = connection.execute(page).all()
        if not rows:
            return
        first, after = rows[0].seq, rows[-1].seq
        values: dict[int, dict[str, object]] = {}
        for row in connection.execute(select(audit_value).where(audit_value.c.seq.between(first, after))):
            values.setdefault(row.seq, {})[row.name] = _value(row)
        for row in rows:
            yield {
                "seq": row.seq,
                "at": row.at if isinstance(row.at, str) else written(row.at),
                "actor": row.actor,
                "action": row.action,
                "subject": row.subject,
                "content": _json(row.content),
                "digests": _json(row.digests),
                "previous": row.previous,
                "hash": row.hash,
                "values": values.get(row.seq, {}),
            }


def _value(row: Row[Any]) -> dict[str, object]:
    if row.value is None:
        erased_at = None if row.erased_at is None else written(row.erased_at)
        return {"person": row.person, "erased_at": erased_at, "ground": row.ground}
    return {"person": row.person, "salt": row.salt, "value": _json(row.value)}


def _json(text_: str) -> object:
    try:
        return json.loads(text_)
    except ValueError:
        return text_
