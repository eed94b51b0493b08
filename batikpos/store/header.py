"""The first hundred bytes of an SQLite file: written anew where damage to them hides all that is whole.

Layout: https://www.sqlite.org/fileformat2.html, section 1.3.
"""

import struct
from pathlib import Path

PAGE = 4096
"""Bytes of a page: SQLite's own size, which no store of ours ever changed."""

_HEADER = struct.Struct(">16sHBBBBBBIIIIIIIIIIII20xII")
_MAGIC = b"SQLite format 3\0"


def mend_header(copy: Path) -> None:
    """Give a copy of a store a header that fits its size, and whole pages; its other bytes stay.

    What is not to be known of a damaged file (free pages, counters) is left empty: the copy is read only.
    """
    data = bytearray(copy.read_bytes())
    data.extend(bytes(-len(data) % PAGE))
    log = copy.with_name(f"{copy.name}-wal")
    version = 2 if log.is_file() and log.stat().st_size else 1
    pages = len(data) // PAGE
    if not pages:
        return
    data[: _HEADER.size] = _HEADER.pack(
        _MAGIC, PAGE, version, version, 0, 64, 32, 32, 1, pages, 0, 0, 1, 4, 0, 0, 1, 0, 0, 0, 1, 0
    )
    copy.write_bytes(data)
