"""The first schema. Released steps are frozen: the statements lie beside this file, one per engine."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables and the triggers that keep facts as they are."""
    dialect = op.get_bind().dialect.name
    statements = Path(__file__).with_name(f"0001_{dialect}.sql").read_text(encoding="utf-8")
    for statement in statements.split("\n--\n"):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%") if dialect == "postgresql" else statement)
