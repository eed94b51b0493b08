"""Rows read from an SQLite file's pages themselves, where the way to them through its tables is lost.

A table is a tree of pages; where its root or a branch is damaged, SQLite finds none of the leaves below.
Here every page that looks like a leaf is read for its rows, whichever table it was of: whoever asks knows
its rows by their types. Layout: https://www.sqlite.org/fileformat2.html, sections 1.6, 2.1 and 4.1.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from batikpos.store.header import PAGE

Value = int | bytes | str | None
"""What a row holds: whole numbers, bytes and texts; a text that is none is given as bytes."""

_LEAF, _HEADER = 0x0D, 100
LARGEST = 2**20
"""Bytes of a row: many times the longest sale's. What says it is longer is damaged."""
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial types of whole numbers, and their bytes."""
_LEAST = (PAGE - 12) * 32 // 255 - 23
_MOST = PAGE - 35
"""How much of a row's bytes lies in its leaf: between these, the rest on pages of its own."""


def carve(path: Path, columns: int) -> Iterator[tuple[Value, ...]]:
    """Give every row of so many columns in a file, whichever table it was of; some more than once."""
    data = path.read_bytes()
    pages = [data[at : at + PAGE] for at in range(0, len(data) - PAGE + 1, PAGE)]
    for page in pages:
        yield from _rows(page, pages, columns)


def _rows(page: bytes, pages: list[bytes], columns: int) -> Iterator[tuple[Value, ...]]:
    begin = _HEADER if page.startswith(b"SQLite format 3\0") else 0
    if page[begin] != _LEAF:
        return
    (cells,) = struct.unpack_from(">H", page, begin + 3)
    for place in range(min(cells, (PAGE - begin - 8) // 2)):
        (at,) = struct.unpack_from(">H", page, begin + 8 + 2 * place)
        try:
            row = _row(_record(page, at, pages), columns)
        except (IndexError, struct.error):
            continue
        if row is not None:
            yield row


def _record(page: bytes, at: int, pages: list[bytes]) -> bytes:
    """Put a row's bytes together, from its leaf and the pages its rest lies on. Raises: IndexError."""
    size, at = _number(page, at)
    _, at = _number(page, at)
    if size > LARGEST:
        raise IndexError(size)
    if size <= _MOST:
        return page[at : at + size]
    kept = _LEAST + (size - _LEAST) % (PAGE - 4)
    kept = kept if kept <= _MOST else _LEAST
    record = bytearray(page[at : at + kept])
    (following,) = struct.unpack_from(">I", page, at + kept)
    while len(record) < size and following:
        rest = pages[following - 1]
        record += rest[4 : 4 + size - len(record)]
        (following,) = struct.unpack_from(">I", rest)
    return bytes(record)


def _row(record: bytes, columns: int) -> tuple[Value, ...] | None:
    """Read a row of so many columns; None where it is another's. Raises: IndexError."""
    end, at = _number(record, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _number(record, at)
        kinds.append(kind)
    sizes = [_size(kind) for kind in kinds]
    if len(kinds) != columns or end + sum(sizes) != len(record):
        return None
    row: list[Value] = []
    for kind, size in zip(kinds, sizes, strict=True):
        row.append(_value(kind, record[end : end + size]))
        end += size
    return tuple(row)


_FIRST_OF_BYTES = 12


def _size(kind: int) -> int:
    if kind >= _FIRST_OF_BYTES:
        return (kind - _FIRST_OF_BYTES) // 2
    return _INTEGERS.get(kind, 8 if kind == 7 else 0)  # noqa: PLR2004 - a float


def _value(kind: int, data: bytes) -> Value:
    if kind >= _FIRST_OF_BYTES and kind % 2:
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data
    if kind >= _FIRST_OF_BYTES:
        return data
    if kind in _INTEGERS:
        return int.from_bytes(data, signed=True)
    return {8: 0, 9: 1}.get(kind)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of one to nine bytes, seven bits in each; say where it ends. Raises: IndexError."""
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
