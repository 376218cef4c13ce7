"""Run by alembic: hands it the connection that `Database.upgrade` opened."""

from alembic import context

from mailer.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
