"""Putting a new store in the place of a home's old one, which is kept: a crash anywhere loses neither.

The new store is made beside the old as `store.db.new`. Renaming it to `store.db.next` is the moment it
counts; whatever is left to do then is done by whoever opens the home next. A half set-up home leaves
another name (`store.db.part`) behind: that one may be set up anew, a home that lost its store may not.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from batikpos.files import replace_file, sync_folder
from batikpos.services.begun import keep_begun
from batikpos.services.tail import TAIL_NAME
from batikpos.settings import STORE_NAME
from batikpos.signing import KEY_NAME
from batikpos.store.copying import wait_for_writer

if TYPE_CHECKING:
    from filelock import FileLock

NEW_NAME = f"{STORE_NAME}.new"
NEXT_NAME = f"{STORE_NAME}.next"
NEXT_KEY_NAME = f"{KEY_NAME}.next"
KEPT_NAME = "kept"
LOCK_NAME = "swap.lock"
REPLACING_NAME = "replacing.lock"
GATE_NAME = "replacing"
"""While it is there nothing is written into the store: it is being replaced."""

_ENDS = ("-wal", "-shm", "-journal", "")
"""A store's files: its log first, so that an old log never lies beside a new store."""


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Let one program at a time replace a home's store: two at once would mix their files.

    A home that is not there is made, and is gone again where anything is refused.
    """
    made = [folder for folder in (home, *home.parents) if not folder.exists()]
    home.mkdir(parents=True, exist_ok=True)
    try:
        with _lock(home / REPLACING_NAME):
            yield
    except BaseException:
        if made:
            (home / REPLACING_NAME).unlink(missing_ok=True)
        for folder in made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise


@contextmanager
def no_writer(home: Path) -> Iterator[None]:
    """Let nobody write into the old store any more: who asks sees the mark, and who writes is waited for.

    For whoever is `alone_in` the home, from the last reading of the old store on. Raises: StoreBusy.
    """
    mark = home / GATE_NAME
    mark.touch()
    try:
        wait_for_writer(home / STORE_NAME)
        yield
    finally:
        mark.unlink(missing_ok=True)


def is_being_replaced(home: Path) -> bool:
    """Say whether a home's store is being replaced; a mark that a crash left behind is taken away."""
    if not (home / GATE_NAME).exists():
        return False
    lock = _lock(home / REPLACING_NAME)
    try:
        with lock.acquire(timeout=0):
            (home / GATE_NAME).unlink(missing_ok=True)
    except TimeoutError:
        return True
    return False


def count_kept(home: Path) -> int:
    """Count the stores that were replaced here."""
    return sum(1 for _ in (home / KEPT_NAME).glob(f"*/{STORE_NAME}"))


def begin_swap(home: Path) -> Path:
    """Say where to make the new store; nothing of an earlier try is left there."""
    new = home / NEW_NAME
    for end in _ENDS:
        new.with_name(new.name + end).unlink(missing_ok=True)
    return new


def forget_swap(home: Path) -> None:
    """Leave nothing of a new store that came to nothing."""
    if home.is_dir():
        begin_swap(home)
        (home / NEXT_KEY_NAME).unlink(missing_ok=True)


def commit_swap(home: Path) -> Path | None:
    """Put the new store, made and closed, in the old one's place; return where the old one is kept."""
    replace_file(home / NEW_NAME, home / NEXT_NAME)
    sync_folder(home)
    return finish_swap(home)


def finish_swap(home: Path) -> Path | None:
    """Finish what a crash left half done, if anything; return where the store before is kept, if any was."""
    with _lock(home / LOCK_NAME):
        coming = home / NEXT_NAME
        if not coming.exists():
            return None
        # Named by when the new store was made, which a crash does not change: one folder holds it all.
        made, part = divmod(coming.stat().st_mtime_ns, 10**9)
        kept = home / KEPT_NAME / f"{datetime.fromtimestamp(made, UTC):%Y%m%d-%H%M%S}-{part:09}"
        for end in _ENDS:
            _keep(home / f"{STORE_NAME}{end}", kept / f"{STORE_NAME}{end}")
        if (home / NEXT_KEY_NAME).exists():  # else the new key is in its place already
            _keep(home / KEY_NAME, kept / KEY_NAME)
            replace_file(home / NEXT_KEY_NAME, home / KEY_NAME)
        if kept.exists():
            for folder in (kept, kept.parent, home):  # the old store is where it can be found, come what may
                sync_folder(folder)
        with suppress(OSError):  # a help for later: the store itself must not wait for it
            keep_begun(home, coming)
        # How far the old one came says nothing of the new; who makes it notes it anew.
        (home / TAIL_NAME).unlink(missing_ok=True)
        replace_file(coming, home / STORE_NAME)
        sync_folder(home)
        return kept if kept.exists() else None


def _lock(path: Path) -> "FileLock":
    """Make a lock; what makes them is slow to load, and an ordinary start replaces nothing."""
    from filelock import FileLock  # noqa: PLC0415

    return FileLock(path)


def _keep(path: Path, target: Path) -> None:
    """Move a file away, to be read only from now on; where there is none it was moved before a crash."""
    if path.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, target)
        target.chmod(0o400)
