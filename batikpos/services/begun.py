"""A store as it began, kept beside it for the day its pages are lost.

It has what seldom changes and nobody can go on without: the first fact, the price list, the people.
"""

from pathlib import Path

from batikpos.files import make_private_file, replace_file, sync_file
from batikpos.store.copying import copy_store
from batikpos.store.engine import Store

NAME = "begun.db"


def keep_begun(home: Path, store: Path) -> None:
    """Keep a copy of a store that was just made and closed. Raises: OSError."""
    part = home / f"{NAME}.part"
    part.unlink(missing_ok=True)
    make_private_file(part)  # it holds the hashes of PINs
    try:
        with part.open("wb") as file:
            file.write(store.read_bytes())
            sync_file(file)
        replace_file(part, home / NAME)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def keep_begun_anew(home: Path, store: Store) -> None:
    """Keep a copy in place of the one before, once the price list or the people are others.

    Raises: OSError, StoreUnavailable.
    """
    part = home / f"{NAME}.part"
    part.unlink(missing_ok=True)
    try:
        copy_store(store, part)
        replace_file(part, home / NAME)
    except OSError:
        part.unlink(missing_ok=True)
        raise
