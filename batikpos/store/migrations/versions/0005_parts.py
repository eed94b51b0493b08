"""What is left of a cut and of a voucher, and what went under its lowest price of then."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; of what was written before, nothing is said that it did not say."""
    bind = op.get_bind()
    statements = Path(__file__).with_name(f"0005_{bind.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in statements.split("\n--\n"):
        bind.exec_driver_sql(statement)
