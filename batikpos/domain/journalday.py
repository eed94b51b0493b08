"""What one journal brought of a business day, as the centre holds it."""

from batikpos.domain.change import Change
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.till import Till
from batikpos.values import frozen


@frozen
class Aside:
    """What was put aside of another history of a journal: its papers or facts, sales, and their total."""

    papers: tuple[str, ...] = ()
    sales: int = 0
    total: Rupiah = ZERO


@frozen
class Origin:
    """Where a journal goes on from another: after which of its facts, and why.

    `missing` counts the facts of the day that the other is known to have had beyond, and that never came.
    """

    journal_id: str
    seq: int
    why: str
    missing: int = 0


@frozen
class JournalDay:
    """What one journal brought of a day; `is_held` says its chain is held up to its last close.

    `aside` is what was put aside of the day; `origin` the journal that this one goes on from, if any;
    `changes` what was changed of rules and promotions while a till of the day was open; `mark` and `head` say
    how far the whole journal goes.
    """

    booth: Booth
    tills: tuple[Till, ...]
    is_held: bool
    aside: Aside = Aside()
    journal_id: str = ""
    origin: Origin | None = None
    changes: tuple[Change, ...] = ()
    mark: int = 0
    head: str = ""
