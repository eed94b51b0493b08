"""The open basket is kept, so that it is there again after a crash."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of the open basket."""
    strict = " STRICT" if op.get_bind().dialect.name == "sqlite" else ""
    op.get_bind().exec_driver_sql(
        "CREATE TABLE open_basket ("
        "sale_id TEXT NOT NULL, content TEXT NOT NULL, CONSTRAINT pk_open_basket PRIMARY KEY (sale_id)"
        f"){strict}"
    )
