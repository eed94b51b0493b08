"""How far a home's journal came, noted outside its store: so that an older store in its place is noticed."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

TAIL_NAME = "tail"
_WIDTH = 80
"""Bytes of the note: always as many, so that it is overwritten in place within one sector."""


@dataclass(frozen=True, slots=True)
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
        text = f"{tail.journal_id} {tail.mark}".ljust(_WIDTH - 1) + "\n"
        path = self.home / TAIL_NAME
        with suppress(OSError):  # a full disk, a folder that is gone: what was committed stands
            with path.open("r+b" if path.exists() else "wb") as file:
                file.write(text.encode())
            self._last = tail


def count_beyond(home: Path, journal_id: str, mark: int) -> int:
    """Say how many facts beyond its last one a journal is known to have had in a home."""
    known = read_tail(home)
    return max(0, known.mark - mark) if known and known.journal_id == journal_id else 0


def read_tail(home: Path) -> Tail | None:
    """Read the note; None where there is none that can be read."""
    try:
        journal_id, mark = (home / TAIL_NAME).read_text(encoding="utf-8").split()
        return Tail(journal_id, int(mark))
    except (OSError, ValueError):
        return None
