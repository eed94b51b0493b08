"""Copying a store that is in use into one file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from batikpos.files import make_private_file
from batikpos.store.driverwords import BAD_PAGES, why_of_driver
from batikpos.store.engine import Store, StoreBusy, StoreDamaged, StoreUnavailable


def copy_store(store: Store, target: Path) -> None:
    """Copy an SQLite store whole, whoever writes it meanwhile, to a file that is not there yet.

    Raises: OSError, StoreUnavailable.
    """
    make_private_file(target)
    try:
        with (
            closing(sqlite3.connect(store.url.database or "")) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, which needs no log beside it
    except sqlite3.Error as error:
        raise StoreUnavailable(str(target), why_of_driver(error)) from error


def wait_for_writer(path: Path) -> None:
    """Wait until whoever writes a store has done so; one that cannot be written at all nobody writes.

    Raises: StoreBusy, where that takes more than a few seconds.
    """
    if not path.is_file():
        return
    uri = f"{path.absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=5, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise StoreBusy(str(path)) from error
    except sqlite3.DatabaseError:
        return


def find_damage(tx: Connection, table: str = "") -> str:
    """Say what is wrong with an SQLite store's pages and indexes, or a table's; "" for nothing."""
    said: str = tx.exec_driver_sql(f"PRAGMA integrity_check({table or 1})").scalar_one()
    return "" if said == "ok" else said


def check_pages(path: Path) -> None:
    """Read every page of a store, its log with it, and write nothing. Raises: StoreDamaged."""
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            (said,) = connection.execute("PRAGMA quick_check").fetchone()
    except sqlite3.Error as error:
        raise StoreDamaged(str(path), BAD_PAGES) from error
    if said != "ok":
        raise StoreDamaged(str(path), BAD_PAGES)
