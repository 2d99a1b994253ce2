"""`python -m bot.store.migrations "what changes"`: a draft of the next migration, to be read and corrected."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from bot.store import columns
from bot.store.database import Database
from bot.store.migrations import migrate, newest
from bot.store.tables import metadata

_DRAFT = '''"""{words}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Canonical, Exact, Moment

revision = "{number:04}"
down_revision = {before}


def upgrade() -> None:
    """Forward only: there is no way back but a backup."""
    {body}
'''


def draft(words: str, folder: Path) -> Path:
    """Compare a database made by the migrations so far with `tables.py` and write what is missing into `folder`."""

    def ours(kind: str, item: Any, _: Any) -> str | Literal[False]:
        own = kind == "type" and type(item).__module__ == columns.__name__
        return f"{type(item).__name__}()" if own else False

    before = newest()
    with tempfile.TemporaryDirectory() as place:
        database = Database(f"sqlite:///{place}/draft.db")
        if before:
            migrate(database)
        with database.writing() as connection:
            context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
            changes = produce_migrations(context, metadata).upgrade_ops
        database.dispose()
    if changes is None:
        raise AssertionError("Alembic compares one database")
    number = int(before or 0) + 1
    body = render_python_code(changes, render_as_batch=bool(before), render_item=ours)
    body = "\n".join(line for line in body.splitlines() if not line.lstrip().startswith("#")).strip()
    body = re.sub(r"op\.f\(('[^']+')\)", r"\1", body)
    file = folder / f"{number:04}_{'_'.join(re.findall('[a-z0-9]+', words.lower()))}.py"
    file.write_text(
        _DRAFT.format(words=words, number=number, before=f'"{before}"' if before else "None", body=body),
        encoding="utf-8",
    )
    return file


if __name__ == "__main__":
    print(draft(sys.argv[1], Path(__file__).parent / "versions"))
