"""What the controls break in a process of their own: each must lose data, or the fault proves nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import URL, Connection, Engine, event

from batikpos.store import engine

LATE = 10
"""After so many acts the late commit is made."""


def break_product(how: str) -> None:
    """Break the product in this process: see the keys of `_WAYS`; an empty name breaks nothing."""
    if how:
        _WAYS[how](pytest.MonkeyPatch())


def _synchronous(level: int) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setitem(engine._PRAGMAS, "synchronous", level)


def _checkpoint_often(patch: pytest.MonkeyPatch) -> None:
    """Fold the log into the file every few sales: no control, a harder case of the real thing."""
    patch.setitem(engine._PRAGMAS, "wal_autocheckpoint", 30)


def _no_transaction(patch: pytest.MonkeyPatch) -> None:
    """Let every statement commit by itself."""
    real = engine._engine
    patch.setattr(engine, "_engine", lambda url, begin: real(url, begin if begin == "BEGIN" else "SELECT 1"))


def _late_commit(patch: pytest.MonkeyPatch) -> None:
    """Say that an act is done before it is committed: every tenth commit is one, and the process's end."""
    real = engine._engine

    def late(url: URL, begin: str) -> Engine:
        if begin == "BEGIN":
            return real(url, begin)
        made = real(url, "SELECT 1")
        done = 0

        @event.listens_for(made, "begin")
        def _begin(connection: Connection) -> None:
            driver: Any = connection.connection.driver_connection
            if not driver.in_transaction:
                driver.execute(begin)

        def commit(connection: Any) -> None:
            nonlocal done
            done += 1
            if done % LATE == 0:
                connection.commit()

        event.listen(made, "close", lambda connection, _record: connection.commit())
        patch.setattr(made.dialect, "do_commit", commit)
        return made

    patch.setattr(engine, "_engine", late)


_WAYS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "synchronous NORMAL": _synchronous(1),
    "synchronous OFF": _synchronous(0),
    "checkpoint often": _checkpoint_often,
    "no transaction": _no_transaction,
    "late commit": _late_commit,
}
