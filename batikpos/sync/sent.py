"""What the centre provably holds of this home, noted beside its store: so that what is not sent can be said.

So is what was handed over in a bundle: the centre may hold it or not, until the booth asks it. The notes are
no facts and may be missing: then nothing counts as sent, and the next sending says how it is.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path
from zlib import crc32

from batikpos.services.desk import Desk
from batikpos.store.journal import load_head
from batikpos.store.sales import count_sales_after
from batikpos.sync.mark import Exported, Synced
from batikpos.values import frozen

NAME = "sent"
HANDED_OVER = "handed-over"


@frozen
class Unsent:
    """How many sales, voids and returns the centre is not known to hold, and the first one's day.

    They are `handed_over` where all of them lie in a bundle that was written for it.
    """

    sales: int = 0
    since: date | None = None
    handed_over: bool = False


def note_sent(home: Path, central: str, done: Synced) -> None:
    """Note how far the centre came, where it was proven to hold the same."""
    if not done.is_equal:
        return
    _note(home / NAME, _write(central, done.journal_id, done.last))


def note_handed_over(home: Path, done: Exported) -> None:
    """Note how far a bundle reaches that was written for the centre, whichever takes it in."""
    _note(home / HANDED_OVER, _write("", done.journal_id, done.last))


def count_unsent(desk: Desk) -> Unsent:
    """Count what the centre that is set lacks; without one there is nobody to lack it."""
    central = desk.settings.central
    if not central:
        return Unsent()
    with desk.store.reading() as tx:
        journal_id = load_head(tx).journal_id
        sales, since = count_sales_after(tx, _last_noted(desk.home / NAME, central, journal_id))
        beyond, _ = count_sales_after(tx, _last_noted(desk.home / HANDED_OVER, "", journal_id))
        return Unsent(sales, since, handed_over=bool(sales) and not beyond)


def _note(file: Path, text: str) -> None:
    part = file.with_name(f"{file.name}.part")
    with suppress(OSError):  # a full disk: what was sent is sent, and is offered once more
        part.write_text(text, encoding="utf-8")
        part.replace(file)


def _last_noted(file: Path, central: str, journal_id: str) -> int:
    try:
        noted = file.read_text(encoding="utf-8")
        last = int(noted.split()[-1])
    except (OSError, ValueError, IndexError):
        return 0
    return last if noted == _write(central, journal_id, last) else 0


def _write(central: str, journal_id: str, last: int) -> str:
    """Name the centre by a number only: its address may hold a password."""
    return f"{crc32(central.encode()):08x} {journal_id} {last}\n"
