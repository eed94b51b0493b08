"""Opening a booth for its window: the desk, and what was left open or done last."""

from dataclasses import dataclass, replace
from pathlib import Path

from batikpos.domain.search import Search
from batikpos.services.baskets import OpenBasket, find_open_basket
from batikpos.services.checkout import CompletedSale
from batikpos.services.desk import Desk, open_desk
from batikpos.store.journal import load_head
from batikpos.store.printjobs import JobState, find_original
from batikpos.store.sales import find_last_sale
from batikpos.store.tills import find_open_day


@dataclass(frozen=True, slots=True)
class LastSale:
    """What the open till did last, and what became of its paper."""

    done: CompletedSale
    paper: JobState


@dataclass(frozen=True, slots=True)
class OpenedBooth:
    """A booth as its window finds it."""

    desk: Desk
    search: Search
    basket: OpenBasket | None = None
    last: LastSale | None = None


def open_booth(home: Path, language: str) -> OpenedBooth:
    """Open a booth in a language.

    Raises: NoHome, StoreNewer, StoreUnavailable.
    """
    desk = open_desk(home)
    desk = desk.with_settings(replace(desk.settings, language=language))
    return OpenedBooth(desk, search_of(desk), basket=find_open_basket(desk), last=_last_sale(desk))


def _last_sale(desk: Desk) -> LastSale | None:
    """Find what was committed last: whoever rang it up may never have seen that it was."""
    with desk.store.reading() as tx:
        till = find_open_day(tx)
        kept = till and find_last_sale(tx, load_head(tx).journal_id, till.opened_seq)
        if not kept:
            return None
        original = find_original(tx, kept.sale.number)
    job_id, state = (original.job_id, original.state) if original else ("", JobState.CANCELLED)
    return LastSale(CompletedSale(kept, job_id), state)


def search_of(desk: Desk) -> Search:
    """Make the goods ready to be found, the booth's own first: they are what is mostly sold here."""
    own = {p.code for p in desk.catalogue.producers if p.booth == desk.booth.code}
    items = sorted(desk.catalogue.items, key=lambda item: item.producer not in own)
    return Search(items, {p.code: p.name for p in desk.catalogue.producers})
