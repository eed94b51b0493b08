"""Opening a booth for its window: the desk, who is at it, and what was left open or done last."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from batikpos.domain.catalogue import Catalogue, Item, Producer
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.order import Order
from batikpos.domain.search import FirstPage, Search
from batikpos.domain.tender import Tender
from batikpos.services.baskets import OpenBasket, find_open_basket
from batikpos.services.checkout import CompletedSale
from batikpos.services.clock import since_boot
from batikpos.services.desk import Desk, closed_if_bad, open_without_goods, with_goods
from batikpos.services.disk import explaining
from batikpos.services.mending import MendedSettings, mend_settings, record_mended
from batikpos.services.people import sign_in
from batikpos.services.pickups import load_pick_ups
from batikpos.services.sticker import Looked, find_sticker
from batikpos.services.till import find_day
from batikpos.store.catalogue import list_items, list_producers
from batikpos.store.driverwords import BAD_ROW
from batikpos.store.engine import StoreDamaged
from batikpos.store.firstgoods import count_set_up, load_first_page
from batikpos.store.journal import load_head
from batikpos.store.orders import list_till_orders
from batikpos.store.printjobs import JobState, find_original
from batikpos.store.sales import find_last_sale
from batikpos.store.tills import OpenDay, find_open_day
from batikpos.values import frozen

SHOWN_FIRST = 100
"""So many items make a first page; a booth that has more shows these before it has loaded the others."""


@frozen
class LastSale:
    """What the open till did last, and what became of its paper; `is_now` where this window saw it done."""

    done: CompletedSale
    paper: JobState
    is_now: bool = False


@frozen
class OpenedBooth:
    """A booth as its window finds it; with `person` at it where somebody was named, or why nobody is.

    `ordered` is the order that the open till took since it sold `last`.
    `pick_ups` says what was taken for orders that are not handed over yet.
    """

    desk: Desk
    search: Search
    basket: OpenBasket | None = None
    last: LastSale | None = None
    ordered: Order | None = None
    pick_ups: Mapping[str, tuple[Tender, ...]] = field(default_factory=dict)
    person: Person | None = None
    refusal: PosError | None = None
    mended: MendedSettings | None = None
    till: OpenDay | None = None
    sticker: Looked | None = None


def open_booth(home: Path, language: str, *, cashier: str = "", pin: str = "") -> OpenedBooth:
    """Open a booth in a language, and sign in who is named with a PIN.

    Raises: NoHome, StoreNewer, StoreUnavailable.
    """
    now = datetime.now(UTC)
    mended = mend_settings(home, now)
    bare = open_without_goods(home, replace(mended.settings, language=language))
    record_mended(bare, mended, now)
    (last, ordered), pick_ups, sticker = _last_done(bare), load_pick_ups(bare), find_sticker(bare)
    # Before the goods: a PIN is proved without the interpreter, while the pages are loaded with it.
    person, till, refusal = _signed_in(bare, cashier, pin) if cashier and pin else (None, None, None)
    desk, search = _with_goods(bare)
    return OpenedBooth(
        desk,
        search,
        basket=find_open_basket(desk),
        last=last,
        ordered=ordered,
        pick_ups=pick_ups,
        person=person,
        refusal=refusal,
        mended=mended,
        till=till,
        sticker=sticker,
    )


def _signed_in(desk: Desk, cashier: str, pin: str) -> tuple[Person | None, OpenDay | None, PosError | None]:
    """Sign somebody in, with the till of the day; a refusal is said on the page that asks who is there."""
    try:
        return sign_in(desk, cashier, pin, beat=since_boot()), find_day(desk), None
    except PosError as refusal:
        return None, None, refusal


def _last_done(desk: Desk) -> tuple[LastSale | None, Order | None]:
    """Find what was sold last, and ordered since: whoever rang it up may never have seen that it was."""
    with desk.store.reading() as tx:
        till, journal_id = find_open_day(tx), load_head(tx).journal_id
        if till is None:
            return None, None
        kept = find_last_sale(tx, journal_id, till.opened_seq)
        seq = till.opened_seq if kept is None else kept.seq
        orders = list_till_orders(tx, desk.fair.fair_id, journal_id, till.opened_seq, after=seq)
        ordered = orders[-1] if orders else None
        if kept is None:
            return None, ordered
        original = find_original(tx, kept.sale.number)
    job_id, state = (original.job_id, original.state) if original else ("", JobState.CANCELLED)
    return LastSale(CompletedSale(kept, job_id), state), ordered


def _with_goods(bare: Desk) -> tuple[Desk, Search]:
    """Load what is sold; where there is very much, what the first page shows of it, and all behind that.

    Raises: StoreDamaged, StoreUnavailable.
    """
    with explaining(bare.home), closed_if_bad(bare.store), bare.store.reading() as tx:
        is_all = count_set_up(tx) <= SHOWN_FIRST
        if not is_all:
            producers = list_producers(tx)
            first = load_first_page(tx, _own(bare, producers), SHOWN_FIRST)
    if is_all:
        desk = with_goods(bare)
        return desk, search_of(desk)
    desk = replace(bare, catalogue=Catalogue(partial(_load_items, bare), producers))
    return desk, search_of(desk, first)


def search_of(desk: Desk, first: FirstPage | None = None) -> Search:
    """Let the goods be found, the booth's own first: they are what is mostly sold here.

    What words are looked for in is made later, for no first page shows it: see `Search.make_ready`.
    """
    own = _own(desk, desk.catalogue.producers)
    names = {p.code: p.name for p in desk.catalogue.producers}

    def items() -> list[Item]:
        return sorted(desk.catalogue.items, key=lambda item: item.producer not in own)

    return Search(items if first else items(), names, first)


def _own(desk: Desk, producers: Iterable[Producer]) -> set[str]:
    return {p.code for p in producers if p.booth == desk.booth.code}


def _load_items(desk: Desk) -> tuple[Item, ...]:
    try:
        with explaining(desk.home), desk.store.reading() as tx:
            return list_items(tx)
    except (ValueError, TypeError) as error:  # a row that no program of ours wrote
        raise StoreDamaged(desk.store.name, BAD_ROW) from error
