"""Keeping: a store that another goes on from, clocks, seals, paper slips, practice, the open basket."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; a booth's store, which people sign in at, has had one journal until now."""
    bind = op.get_bind()
    statements = Path(__file__).with_name(f"0002_{bind.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in statements.split("\n--\n"):
        bind.exec_driver_sql(statement)
