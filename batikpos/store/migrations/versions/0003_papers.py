"""Papers: one original ever, numbered copies, times; a taxable producer's address and NPWP."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; of two originals of one sale, should there be any, the later is called a copy."""
    bind = op.get_bind()
    statements = Path(__file__).with_name(f"0003_{bind.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in statements.split("\n--\n"):
        bind.exec_driver_sql(statement)
