"""How SQLite is set: durable, strict, and waiting for others."""

import sqlite3
import time
from typing import Any

BUSY_SECONDS = 5
"""How long one writer waits for another."""

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: WAL with NORMAL loses confirmed sales at a power cut
    "foreign_keys": 1,
    "recursive_triggers": 1,  # else INSERT OR REPLACE goes past the append-only triggers
    "fullfsync": 1,
    "trusted_schema": 0,
    "busy_timeout": BUSY_SECONDS * 1000,
}


def set_pragmas(connection: Any) -> None:  # noqa: ANN401 - a driver's connection
    """Make a connection durable and strict, and read every setting back."""
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    for name, wanted in PRAGMAS.items():
        _set_pragma(connection, name, wanted)
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != wanted:
            message = f"SQLite keeps {name} at {found}, not {wanted}"
            raise RuntimeError(message)


def _set_pragma(connection: Any, name: str, wanted: object) -> None:  # noqa: ANN401 - as above
    """Set a pragma; switching a new file to WAL does not wait for others by itself, so we do."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(f"PRAGMA {name} = {wanted}")
        except sqlite3.OperationalError as error:
            is_in_use = error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
            if not is_in_use or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return
