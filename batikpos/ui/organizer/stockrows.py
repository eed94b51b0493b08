"""Stock, cloth and single pieces of a fair as rows of the window, and what is told of one of them."""

from collections.abc import Iterable

from batikpos.domain.fair import Fair
from batikpos.domain.money import total
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.soldtwice import WHYS, SoldTwice
from batikpos.domain.stock import FairStock, GoodsStock
from batikpos.i18n import N_, Translate
from batikpos.services.soldtwice import sold_twice
from batikpos.services.stock import Roll, rolls_of_fair, stock_of_fair
from batikpos.store.engine import Store
from batikpos.ui.organizer.parts import Sentences
from batikpos.ui.organizer.rows import Column, Row, Sign, Tone, shown
from batikpos.values import frozen

SOON = 1.0
"""Goods that last less than so many days run out."""


@frozen
class StockRead:
    """What a centre knows of the goods of a fair."""

    fair: Fair
    stock: FairStock
    rolls: tuple[Roll, ...]
    twice: tuple[SoldTwice, ...]


def read_stock(fair: Fair, centre: Store) -> StockRead:
    """Read it all at once. Raises: StoreUnavailable."""
    with centre.reading() as tx:
        stock, rolls = stock_of_fair(tx, fair.fair_id), rolls_of_fair(tx, fair.fair_id)
        return StockRead(fair, stock, rolls, sold_twice(tx, fair.fair_id))


def goods_columns(tr: Translate) -> tuple[Column, ...]:
    """Head the goods."""
    return (
        Column(tr(N_("Booth"))),
        Column(tr(N_("Goods")), is_wide=True),
        Column(tr(N_("State"))),
        *(
            Column(tr(words), is_number=True, gives_way=way)
            for words, way in (
                (N_("Taken"), 1),
                (N_("Sold"), 2),
                (N_("Home"), 4),
                (N_("Counted"), 3),
                (N_("Left"), 0),
                (N_("Not found"), 0),
            )
        ),
    )


def goods_rows(rows: Iterable[GoodsStock], tr: Translate) -> list[Row]:
    """Write each kind of goods at each booth, what wants somebody first; what is not known is no zero."""
    return [
        Row(
            f"{row.booth} {row.sku}",
            (
                row.booth,
                f"{row.name} · {row.sku}",
                _state(row, tr),
                _known(row, row.taken),
                row.quantity(row.sold - row.returned),
                _known(row, row.home),
                None if row.counted is None else row.quantity(row.counted),
                _known(row, row.left),
                _known(row, row.missing),
            ),
        )
        for row in sorted(rows, key=lambda row: (_state(row, tr).rank, row.booth, row.sku))
    ]


def _known(row: GoodsStock, size: int) -> Quantity | None:
    return row.quantity(size) if row.is_written else None


def _state(row: GoodsStock, tr: Translate) -> Sign:
    """Say of goods what wants somebody first."""
    if row.missing:
        return Sign(tr(N_("missing") if row.missing > 0 else N_("too many")), Tone.DANGER, 0)
    if not row.is_written:
        return Sign(tr(N_("not listed")), Tone.PLAIN, 4)
    if row.left <= 0 < row.sold:
        return Sign(tr(N_("sold out")), Tone.ATTENTION, 1)
    if runs_out(row):
        return Sign(tr(N_("runs out")), Tone.ATTENTION, 2)
    return Sign(tr(N_("there")), Tone.GOOD, 3)


def runs_out(row: GoodsStock) -> bool:
    """Say whether it does not last another day as it is sold."""
    return row.days_left is not None and row.days_left < SOON


def cloth_columns(tr: Translate) -> tuple[Column, ...]:
    """Head the rolls."""
    return (
        Column(tr(N_("Booth"))),
        Column(tr(N_("Cloth")), is_wide=True),
        Column(tr(N_("State"))),
        *(
            Column(tr(words), is_number=True, gives_way=way)
            for words, way in (
                (N_("Roll"), 1),
                (N_("Cuts"), 3),
                (N_("Cut off"), 2),
                (N_("Home"), 4),
                (N_("Remnant"), 0),
                (N_("Not found"), 0),
            )
        ),
    )


def cloth_rows(rolls: Iterable[Roll], tr: Translate) -> list[Row]:
    """Write each roll: cuts and remnant are the whole, or some of it is missing."""
    return [
        Row(
            f"{roll.goods.booth} {roll.goods.sku}",
            (
                roll.goods.booth,
                f"{roll.goods.name} · {roll.goods.sku}",
                _state(roll.goods, tr),
                _known(roll.goods, roll.goods.taken),
                len(roll.cuts),
                roll.goods.quantity(roll.goods.sold - roll.goods.returned),
                _known(roll.goods, roll.goods.home),
                _known(roll.goods, roll.goods.left),
                _known(roll.goods, roll.goods.missing),
            ),
        )
        for roll in sorted(rolls, key=lambda roll: (_state(roll.goods, tr).rank, roll.goods.booth))
    ]


def twice_columns(tr: Translate) -> tuple[Column, ...]:
    """Head the single pieces that were sold more than once."""
    return (
        Column(tr(N_("Single piece")), is_wide=True),
        Column(tr(N_("Sold")), is_number=True),
        Column(tr(N_("Notas"))),
        Column(tr(N_("Keeps it"))),
        Column(tr(N_("To offer back")), is_number=True),
    )


def twice_rows(found: Iterable[SoldTwice], tr: Translate) -> list[Row]:
    """Write each piece with its notas and what is proposed."""
    return [
        Row(
            one.sku,
            (
                f"{one.name} · {one.sku}",
                one.pieces,
                ", ".join(one.numbers),
                one.stands or Sign(tr(N_("look at both notas")), Tone.ATTENTION),
                total(offer.amount for offer in one.offers) if one.offers else None,
            ),
        )
        for one in found
    ]


def tell_goods(on: Sentences, row: GoodsStock, tr: Translate) -> None:
    """Tell what became of goods: what was taken and given back is what is accounted for."""
    on.begin(f"{row.booth} · {row.name}", None)
    if not row.is_written:
        said = tr(N_("{size} sold. Nobody wrote down what was there: the booth does that by Menu, Stock."))
        on.add(said.format(size=row.quantity(row.sold - row.returned)))
        return
    on.add(_sized(row.quantity(row.taken), tr(N_("taken to the booth"))))
    for words, size in (
        (N_("given back by buyers"), row.returned),
        (N_("sold"), -row.sold),
        (N_("brought home"), -row.home),
        (N_("missing"), -row.missing),
    ):
        if size:
            on.add(_sized(row.quantity(size), tr(words)))
    on.add(_sized(row.quantity(row.left), tr(N_("left"))), is_head=True)
    if row.counted_at is not None:
        said = tr(N_("Counted on {at}.")).format(at=f"{row.counted_at:%d/%m %H.%M}")
        on.add(said)
    if row.days_left:
        lasts = f"{row.days_left:.1f}".replace(".", ",")
        on.add(tr(N_("At the pace it is sold it lasts {days} days more.")).format(days=lasts))


def tell_roll(on: Sentences, roll: Roll, tr: Translate) -> None:
    """Tell each cut of a roll."""
    tell_goods(on, roll.goods, tr)
    for number, size in roll.cuts:
        on.add(_sized(Quantity(size, Unit.METRE), tr(N_("cut off"))), papers=number)


def _sized(quantity: Quantity, words: str) -> str:
    return f"{shown(quantity)} {words}"


def tell_twice(on: Sentences, one: SoldTwice, fair: Fair, tr: Translate) -> None:
    """Tell both sales of a piece, and what is proposed."""
    on.begin(one.name, None)
    if not one.stands:
        on.add(tr(WHYS[one.why]))
    offers = {offer.number: offer for offer in one.offers}
    for sale in one.sales:
        at = f"{fair.local(sale.at):%d/%m %H.%M}"
        on.add(f"{sale.booth.prefix}, {at}, {sale.cashier}", sale.net, sale.number)
        if sale.number == one.stands:
            on.add(tr(N_("Keeps it: {why}.")).format(why=tr(WHYS[one.why])), is_head=True)
        if offer := offers.get(sale.number):
            said = tr(N_("Offer {amount} back, or one made to order with it paid down."))
            on.add(said.format(amount=offer.amount), is_head=True)
