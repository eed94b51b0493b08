"""What the centre provably holds of this home, noted beside its store: so that what is not sent can be said.

The note is no fact and may be missing: then nothing counts as sent, and the next sending says how it is.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zlib import crc32

from batikpos.services.desk import Desk
from batikpos.store.journal import load_head
from batikpos.store.sales import count_sales_after
from batikpos.sync.mark import Synced

NAME = "sent"


@dataclass(frozen=True, slots=True)
class Unsent:
    """How many sales, voids and returns the centre is not known to hold, and the first one's day."""

    sales: int = 0
    since: date | None = None


def note_sent(home: Path, central: str, done: Synced) -> None:
    """Note how far the centre came, where it was proven to hold the same."""
    if not done.is_equal:
        return
    part = home / f"{NAME}.part"
    with suppress(OSError):  # a full disk: what was sent is sent, and is offered once more
        part.write_text(_write(central, done.journal_id, done.last), encoding="utf-8")
        part.replace(home / NAME)


def count_unsent(desk: Desk) -> Unsent:
    """Count what the centre that is set lacks; without one there is nobody to lack it."""
    central = desk.settings.central
    if not central:
        return Unsent()
    with desk.store.reading() as tx:
        return Unsent(*count_sales_after(tx, _last_sent(desk.home, central, load_head(tx).journal_id)))


def _last_sent(home: Path, central: str, journal_id: str) -> int:
    try:
        noted = (home / NAME).read_text(encoding="utf-8")
        last = int(noted.split()[-1])
    except (OSError, ValueError, IndexError):
        return 0
    return last if noted == _write(central, journal_id, last) else 0


def _write(central: str, journal_id: str, last: int) -> str:
    """Name the centre by a number only: its address may hold a password."""
    return f"{crc32(central.encode()):08x} {journal_id} {last}\n"
