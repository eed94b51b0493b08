"""Looking at a store without touching it: a copied home stays as it is."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from batikpos.domain.errors import Unavailable
from batikpos.store.engine import Store, StoreMissing, open_store


@contextmanager
def opened_copy(url: URL) -> Iterator[Store]:
    """Open a store without touching it: an SQLite file is copied first, its log with it.

    Raises: StoreMissing, StoreUnavailable.
    """
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite":
        store = open_store(url)
        try:
            yield store
        finally:
            store.close()
        return
    if not path.is_file():
        raise StoreMissing(str(path))
    with tempfile.TemporaryDirectory(prefix="batikpos-") as folder:
        copy = Path(folder) / path.name
        copy_whole(path, copy)
        try:
            store = open_store(url.set(database=str(copy)))
        except Unavailable as error:
            error.what = str(path)  # where the copy lay is nobody's business
            raise
        try:
            yield store
        except Unavailable as error:
            if error.what == store.name:
                error.what = str(path)
            raise
        finally:
            store.close()


def copy_whole(path: Path, copy: Path) -> None:
    """Copy a store that may be in use: again until nothing moved meanwhile, at most a few times."""
    parts = [(path, copy), (path.with_name(path.name + "-wal"), copy.with_name(copy.name + "-wal"))]
    for _ in range(5):
        before = [_stamp(source) for source, _ in parts]
        for source, target in parts:
            target.unlink(missing_ok=True)
            if source.is_file():
                shutil.copyfile(source, target)
        if before == [_stamp(source) for source, _ in parts]:
            return


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_size
