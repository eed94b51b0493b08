"""How far a home's journal came, noted outside its store: so that an older store in its place is noticed."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from batikpos.store.journal import JournalHead
from batikpos.values import frozen

TAIL_NAME = "tail"
_WIDTH = 80
"""Bytes of the note: always as many, so that it is overwritten in place within one sector."""


@frozen
class Tail:
    """The last number a journal was known to have."""

    journal_id: str
    mark: int


@dataclass(slots=True)
class TailKeeper:
    """Notes the tail after each commit. Never before: the store is always as far as the note, or further.

    The note is not synced and may be missing; it is a help to notice by, and no fact.
    """

    home: Path
    _last: Tail | None = field(default=None, init=False)

    def keep(self, tail: Tail) -> None:
        """Note how far the journal came, where that is new."""
        if tail == self._last:
            return
        text = _write(tail).ljust(_WIDTH - 1) + "\n"
        path = self.home / TAIL_NAME
        with suppress(OSError):  # a full disk, a folder that is gone: what was committed stands
            with path.open("r+b" if path.exists() else "wb") as file:
                file.write(text.encode())
            self._last = tail


def read_tail(home: Path) -> Tail | None:
    """Read the note; None where there is none, or one that is not as it was written."""
    try:
        text = (home / TAIL_NAME).read_text(encoding="utf-8").strip()
        journal_id, mark, _ = text.split()
        tail = Tail(journal_id, int(mark))
    except (OSError, ValueError):
        return None
    return tail if _write(tail) == text else None


def count_beyond(known: Tail | None, own: JournalHead, held: Iterable[JournalHead]) -> int:
    """Say how many facts a home is known to have written that its store, whose journals are `held`, has not.

    The note must have been read before the journals: another process may be selling. A note of a journal
    that this one goes on from is from before a store was replaced, and says nothing.
    """
    if known is None or known.journal_id in {h.journal_id for h in held} - {own.journal_id}:
        return 0
    return max(0, known.mark - own.mark) if known.journal_id == own.journal_id else known.mark


def _write(tail: Tail) -> str:
    told = f"{tail.journal_id} {tail.mark}"
    return f"{told} {crc32(told.encode()):08x}"
