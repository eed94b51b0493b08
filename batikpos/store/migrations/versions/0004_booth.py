"""The booth's day: goods added, counts, drawer, checked payments, promotions, parked baskets."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns and tables; of what was written before, nothing is said that it did not say."""
    bind = op.get_bind()
    statements = Path(__file__).with_name(f"0004_{bind.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in statements.split("\n--\n"):
        bind.exec_driver_sql(statement)
