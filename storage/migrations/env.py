"""Alembic's entry: runs the steps on the connection that `storage.revision` hands over."""

from alembic import context

from storage.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds all steps, on SQLite too
)
context.run_migrations()
