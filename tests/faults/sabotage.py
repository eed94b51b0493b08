"""What the controls break in a process of their own: each must lose data, or the fault proves nothing."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, Engine, event

from batikpos.services import lineage, swap
from batikpos.services.desk import Desk
from batikpos.settings import STORE_NAME
from batikpos.store import engine
from batikpos.store.pragmas import PRAGMAS

SLOW_STICK = 0.0005
"""Seconds that a page takes on its way to a USB stick."""

LATE = 10
"""After so many acts the late commit is made."""


def break_product(how: str) -> None:
    """Break the product in this process: see the keys of `_WAYS`; an empty name breaks nothing."""
    if how:
        _WAYS[how](pytest.MonkeyPatch())


def _synchronous(level: int) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setitem(PRAGMAS, "synchronous", level)


def _checkpoint_often(patch: pytest.MonkeyPatch) -> None:
    """Fold the log into the file every few sales: no control, a harder case of the real thing."""
    patch.setitem(PRAGMAS, "wal_autocheckpoint", 30)


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


def _copy_in_place(patch: pytest.MonkeyPatch) -> None:
    """Write a copy over the one before, page by page, with nobody reading it back."""

    def copied(desk: Desk, file: Path) -> None:
        data = (desk.home / STORE_NAME).read_bytes()
        with file.open("wb") as to:
            for at in range(0, len(data), 4096):
                to.write(data[at : at + 4096])
                to.flush()
                time.sleep(SLOW_STICK)

    patch.setattr("tests.faults.keeping.back_up", copied)


def _swap_in_place(patch: pytest.MonkeyPatch) -> None:
    """Put the new store in the old one's place by copying over it, as a file manager would."""

    def swapped(home: Path) -> None:
        for end in ("-wal", "-shm"):
            (home / f"{STORE_NAME}{end}").unlink(missing_ok=True)
        data = (home / swap.NEW_NAME).read_bytes()
        with (home / STORE_NAME).open("wb") as file:
            for at in range(0, len(data), 512):
                file.write(data[at : at + 512])
                file.flush()

    patch.setattr(lineage, "commit_swap", swapped)


_WAYS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "synchronous NORMAL": _synchronous(1),
    "synchronous OFF": _synchronous(0),
    "checkpoint often": _checkpoint_often,
    "no transaction": _no_transaction,
    "late commit": _late_commit,
    "copy in place": _copy_in_place,
    "swap in place": _swap_in_place,
}
