"""How Alembic runs our steps: on the caller's open transaction, DDL included."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
