"""What Alembic runs: the migrations, on the connection that `migrate` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from bot.store.tables import metadata

connection = context.config.attributes["connection"]
# Batch: SQLite cannot change a column in place, so Alembic builds the table anew.
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
