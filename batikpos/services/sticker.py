"""What came of looking at the QRIS sticker on the stand's table, noted beside the store for its till.

The note is no fact and may be missing: then nothing is known of the sticker, and the next opening asks.
"""

import json
from contextlib import suppress
from enum import Enum
from zlib import crc32

from batikpos.services.desk import Desk
from batikpos.store.journal import load_head
from batikpos.store.tills import find_open_day
from batikpos.values import frozen

NAME = "sticker"


class Sticker(Enum):
    """What is known of the sticker on the stand's table."""

    UNSEEN = "unseen"
    LATER = "later"
    OURS = "ours"
    OTHER = "other"


@frozen
class Looked:
    """What came of looking: what is known, and what the code says that was scanned."""

    sticker: Sticker
    seen: str = ""


def note_sticker(desk: Desk, looked: Looked) -> None:
    """Note what is known of the sticker in the open till; before one is open there is nothing to keep."""
    till = _till_of(desk)
    if till is None:
        return
    part = desk.home / f"{NAME}.part"
    note = {"of": till, "sticker": looked.sticker.value, "seen": looked.seen}
    with suppress(OSError):  # a full disk: the window knows it, and the next opening asks
        part.write_text(json.dumps(note), encoding="utf-8")
        part.replace(desk.home / NAME)


def find_sticker(desk: Desk) -> Looked | None:
    """Find what was noted in the open till, of the code that is set; None where that is nothing."""
    till = _till_of(desk)
    try:
        note = json.loads((desk.home / NAME).read_text(encoding="utf-8"))
        return Looked(Sticker(note["sticker"]), str(note["seen"])) if till and note["of"] == till else None
    except (OSError, ValueError, KeyError, TypeError):  # no note, or one that somebody spoilt
        return None


def _till_of(desk: Desk) -> str | None:
    """Name the open till and the stand's code: what is known of a sticker is known of both."""
    with desk.store.reading() as tx:
        till = find_open_day(tx)
        journal_id = load_head(tx).journal_id
    return f"{journal_id} {till.opened_seq} {crc32(desk.settings.qris.encode()):08x}" if till else None
