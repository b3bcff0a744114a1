"""What Alembic runs: it is handed a connection whose transaction is already begun."""

from alembic import context

from bot.store.migrations.shape import as_plain_type
from bot.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
    render_item=as_plain_type,
    compare_type=True,
)
context.run_migrations()
