"""Making and upgrading the tables with Alembic, inside the caller's transaction."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

_ONE_AT_A_TIME = Lock()
"""Alembic keeps its context for the whole process."""


def upgrade(tx: Connection) -> None:
    """Bring the tables to the newest version; where anything fails, none of it stays."""
    if tx.dialect.name == "postgresql":
        # Two booths may be the first at the same moment: the second waits, and finds the tables made.
        tx.exec_driver_sql("SELECT pg_advisory_xact_lock(7241950)")
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = tx
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")
