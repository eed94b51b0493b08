"""Making and upgrading the tables with Alembic, inside the caller's transaction; a copy is kept before."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from batikpos.files import replace_file
from batikpos.store.copying import check_pages, copy_store
from batikpos.store.engine import Store

_ONE_AT_A_TIME = Lock()
"""Alembic keeps its context for the whole process."""


def keep_before(store: Store, revision: str) -> Path:
    """Copy an SQLite store as it is before an upgrade, beside it, and prove the copy; return where it is.

    A copy of an earlier try stays: each has a name of its own. Raises: OSError, StoreUnavailable.
    """
    path = Path(store.url.database or "")
    taken = len(list(path.parent.glob(f"{path.name}.{revision}-*")))
    kept = path.with_name(f"{path.name}.{revision}-{taken + 1}")
    part = kept.with_name(f"{kept.name}.part")
    part.unlink(missing_ok=True)
    copy_store(store, part)
    check_pages(part)
    replace_file(part, kept)
    return kept


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
