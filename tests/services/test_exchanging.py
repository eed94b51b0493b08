"""Exchanging a size: no money moves, stock is right, and the two papers name each other."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from batikpos.domain.cart import AmountOff, CartLine
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.obstacle import BelowFloor, SoldOut
from batikpos.domain.right import ApprovalNeeded
from batikpos.domain.sale import BadReturn, Sale, SaleKind
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.till import TillFigures
from batikpos.services.checkout import IdReused
from batikpos.services.desk import Desk
from batikpos.services.exchanging import OtherGarment, exchange_size, sizes_of
from batikpos.services.following import Followed
from batikpos.services.pack import make_pack
from batikpos.services.pack_verifier import Files, check
from batikpos.services.reconcile import reconcile_day
from batikpos.services.returns import AlreadyReversed, PaidByExchange, refund_sale, reversal_of, void_sale
from batikpos.services.till import close_till, open_till, show_till
from batikpos.services.verify import verify
from batikpos.store.journal import append_sale
from batikpos.store.sales import KeptSale, sold_of
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import (
    CLOTH,
    FLOAT,
    KEYRING,
    NOON,
    RINI,
    SARI,
    SHIRT,
    TOMORROW,
    facts_of,
    item,
    line,
    sell,
)

LARGE = SHIRT.replace("-M", "-L")
WHO: dict[str, Any] = {"cashier": RINI, "now": NOON}


def swap(desk: Desk, number: str, to: str = LARGE, **also: Any) -> Followed:
    """Exchange all that is left of the first line, or what is said."""
    said: dict[str, Any] = {"exchange_id": uuid4(), **WHO} | also
    return exchange_size(desk, number, 1, item(to), **said)


def sold(desk: Desk, *skus: str) -> list[int]:
    """Say how many were sold."""
    with desk.store.reading() as tx:
        found = sold_of(tx, skus)
    return [found.get(sku, 0) for sku in skus]


def figures(desk: Desk) -> TillFigures:
    """Add the till up."""
    till = show_till(desk)
    assert till is not None
    return till.figures


def test_the_sizes_of_a_garment_are_those_of_its_group(desk: Desk) -> None:
    sale = sell(desk, line(SHIRT), line(KEYRING), line(CLOTH, 500)).kept.sale
    shirt, keyring, cloth = (sizes_of(x, desk.catalogue) for x in sale.lines)
    assert LARGE in [i.sku for i in shirt]
    assert SHIRT not in [i.sku for i in shirt]
    assert (keyring, cloth) == ((), ())


def test_no_money_moves_and_the_stock_does(desk: Desk) -> None:
    old = sell(desk, line(SHIRT, 2)).kept.sale
    before = figures(desk)
    done = swap(desk, old.number, size=1)
    refund, new = done.given_back.kept.sale, done.sale.kept.sale
    assert (refund.kind, refund.reverses, refund.followed_by) == (SaleKind.REFUND, old.number, new.number)
    assert (new.kind, new.follows, new.total) == (SaleKind.SALE, old.number, Rupiah(395_000))
    assert [t.kind for t in (*refund.tenders, *new.tenders)] == [TenderKind.EXCHANGE] * 2
    assert sold(desk, SHIRT, LARGE) == [1, 1]
    after = figures(desk)
    assert (after.expected_cash, after.total) == (before.expected_cash, before.total)
    assert after.by_tender == {**before.by_tender, "exchange": ZERO}
    assert done.back == ZERO
    assert verify(desk.store).is_ok


@pytest.mark.parametrize(
    "sold_as",
    [
        line(SHIRT),
        line(SHIRT, 2, agreed=370_000),
        line(SHIRT, 3, discount=AmountOff(Rupiah(100_001))),
        line(SHIRT, 1, discount=AmountOff(Rupiah(394_999))),
        line(SHIRT, 2, agreed=450_000),
    ],
)
@pytest.mark.parametrize("price", [395_000, 380_000, 420_000])
def test_the_other_size_costs_what_was_paid(desk: Desk, sold_as: CartLine, price: int) -> None:
    old = sell(desk, sold_as, approver=SARI).kept.sale
    other = replace(item(LARGE), price=Rupiah(price))
    items = tuple(other if i.sku == LARGE else i for i in desk.catalogue.items)
    today = replace(desk, catalogue=desk.catalogue.with_items(items))
    done = exchange_size(today, old.number, 1, other, exchange_id=uuid4(), approver=SARI, **WHO)
    new = done.sale.kept.sale
    assert (new.total, new.paid, new.change) == (old.total, old.total, ZERO)
    assert done.given_back.kept.sale.total == -old.total
    assert verify(desk.store).is_ok


def test_an_agreed_price_is_carried_over_and_nobody_is_said_to_have_agreed_again(desk: Desk) -> None:
    old = sell(desk, line(SHIRT, agreed=300_000), approver=SARI).kept.sale
    done = swap(desk, old.number)
    assert done.sale.kept.sale.total == Rupiah(300_000)
    assert (done.sale.kept.sale.approver, done.given_back.kept.sale.approver) == ("", "")


def test_asking_twice_exchanges_once(desk: Desk) -> None:
    number, key = sell(desk).kept.sale.number, UUID(int=7)
    first = swap(desk, number, exchange_id=key)
    before = facts_of(desk.store)
    again = swap(desk, number, exchange_id=key)
    assert facts_of(desk.store) == before
    assert [x.kept for x in (again.given_back, again.sale)] == [
        x.kept for x in (first.given_back, first.sale)
    ]


def test_an_id_is_for_one_exchange_only(desk: Desk) -> None:
    number, key = sell(desk, line(SHIRT, 3), line(SHIRT)).kept.sale.number, UUID(int=7)
    swap(desk, number, exchange_id=key, size=1)
    before = facts_of(desk.store)
    others: tuple[dict[str, Any], ...] = ({"to": SHIRT.replace("-M", "-XL")}, {"size": 2}, {"size": None})
    for other in others:
        asked: dict[str, Any] = {"exchange_id": key, "size": 1} | other
        with pytest.raises(IdReused):
            swap(desk, number, **asked)
    with pytest.raises(IdReused):
        exchange_size(desk, number, 2, item(LARGE), exchange_id=key, size=1, **WHO)
    assert facts_of(desk.store) == before


DEAR = "GJF-KM-001-XXL"


def at(desk: Desk, price: int, floor: int) -> Desk:
    """Let the largest size cost so much."""
    dear = replace(desk.catalogue.load(DEAR), price=Rupiah(price), floor=Rupiah(floor))
    items = tuple(dear if i.sku == DEAR else i for i in desk.catalogue.items)
    return replace(desk, catalogue=Catalogue(items, desk.catalogue.producers))


def to_dear(desk: Desk, number: str, **also: Any) -> Followed:
    """Exchange the first line for the largest size."""
    return exchange_size(desk, number, 1, desk.catalogue.load(DEAR), **{"exchange_id": uuid4()} | WHO | also)


def test_a_dearer_size_under_its_floor_needs_a_second_person_whose_name_is_kept(desk: Desk) -> None:
    small = desk.catalogue.load("GJF-KM-001-S")
    number = sell(desk, line(small.sku)).kept.sale.number
    dear = at(desk, 3 * small.price.amount, 2 * small.price.amount)
    before = facts_of(desk.store)
    with pytest.raises(BelowFloor):
        to_dear(dear, number)
    assert facts_of(desk.store) == before
    done = to_dear(dear, number, approver=SARI)
    assert [x.kept.sale.approver for x in (done.given_back, done.sale)] == [SARI, SARI]
    back = exchange_size(dear, done.sale.kept.sale.number, 1, small, exchange_id=uuid4(), **WHO)
    assert back.sale.kept.sale.total == small.price  # a cheaper one again: nobody is asked
    assert verify(desk.store).is_ok


def test_what_is_short_is_said_before_a_second_person_is_asked(desk: Desk) -> None:
    small = desk.catalogue.load("GJF-KM-001-S")
    number = sell(desk, line(small.sku)).kept.sale.number
    dear = at(desk, 3 * small.price.amount, 2 * small.price.amount)
    none_left = replace(dear.catalogue.load(DEAR), stock=0)
    items = tuple(none_left if i.sku == DEAR else i for i in dear.catalogue.items)
    dear = replace(dear, catalogue=Catalogue(items, dear.catalogue.producers))
    with pytest.raises(SoldOut) as short:
        to_dear(dear, number, agreed=())
    with pytest.raises(BelowFloor) as low:
        to_dear(dear, number, oversell=True, agreed=short.value.asks)
    agreed = (*short.value.asks, *low.value.asks)
    assert to_dear(dear, number, oversell=True, approver=SARI, agreed=agreed).sale.kept.sale.approver == SARI


def test_a_price_agreed_upwards_and_taken_off_again_leads_under_no_floor(desk: Desk) -> None:
    small, dear = desk.catalogue.load("GJF-KM-001-S"), desk.catalogue.load(DEAR)
    high, paid = Rupiah(1_000_000), dear.floor - Rupiah(1)
    assert small.floor <= paid
    upwards = CartLine(small, small.quantity(1), high, AmountOff(high - paid))
    number = sell(desk, upwards).kept.sale.number
    with pytest.raises(BelowFloor):
        to_dear(desk, number)
    assert to_dear(desk, number, approver=SARI).sale.kept.sale.total == paid


def test_a_dearer_size_is_a_discount_by_the_fairs_rules(desk: Desk) -> None:
    small = desk.catalogue.load("GJF-KM-001-S")
    number = sell(desk, line(small.sku, 2)).kept.sale.number
    dear = at(desk, 2 * small.price.amount, 0)
    assert to_dear(dear, number, size=1).sale.kept.sale.total == small.price
    strict = dear.with_settings(replace(dear.settings, second_person="discount", discount_limit=10))
    with pytest.raises(ApprovalNeeded):
        to_dear(strict, number)
    to_dear(strict, number, approver=SARI)


def test_what_is_no_other_size_is_refused(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    before = facts_of(desk.store)
    for other in (KEYRING, SHIRT, CLOTH):
        with pytest.raises(OtherGarment):
            swap(desk, number, other)
    assert facts_of(desk.store) == before


def test_no_more_is_exchanged_than_is_left(desk: Desk) -> None:
    number = sell(desk, line(SHIRT, 2)).kept.sale.number
    swap(desk, number, size=1)
    with pytest.raises(BadReturn):
        swap(desk, number, size=2)
    swap(desk, number)
    with pytest.raises(BadReturn):
        swap(desk, number)
    void = sell(desk).kept.sale.number
    void_sale(desk, void, "salah", **WHO)
    with pytest.raises(AlreadyReversed):
        swap(desk, void)


def test_an_exchange_is_exchanged_again_or_returned_but_not_voided(desk: Desk) -> None:
    old = sell(desk).kept.sale
    first = swap(desk, old.number).sale.kept.sale
    with pytest.raises(PaidByExchange):
        void_sale(desk, first.number, "salah", **WHO)
    second = swap(desk, first.number, SHIRT).sale.kept.sale
    refund_sale(desk, second.number, [(1, None)], "tidak jadi", **WHO)
    assert figures(desk).expected_cash == FLOAT
    assert sold(desk, SHIRT, LARGE) == [0, 0]
    assert figures(desk).by_tender["exchange"] == ZERO


def test_a_sale_of_yesterday_is_exchanged_today(desk: Desk) -> None:
    old = sell(desk).kept.sale
    close_till(desk, {100_000: 8}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    done = swap(desk, old.number, now=TOMORROW)
    assert done.sale.kept.sale.business_day == TOMORROW.date()
    assert figures(desk).expected_cash == FLOAT
    assert verify(desk.store).is_ok


def test_an_exchange_of_a_rounded_sale_gives_no_rupiah(desk: Desk) -> None:
    rounding = desk.with_settings(replace(desk.settings, rounding=100))
    old = sell(rounding, line(SHIRT, agreed=370_055)).kept.sale
    done = swap(rounding, old.number)
    assert done.sale.kept.sale.total == Rupiah(370_055)
    assert figures(desk).expected_cash == FLOAT + Rupiah(370_000)


# Half of a pair is a fault, at the booth, at the centre and in a pack.


def test_half_of_a_pair_is_named(desk: Desk, tmp_path: Path) -> None:
    kept = sell(desk).kept
    alone(desk, kept, kept.sale, follows=kept.sale.number)
    assert [(f.code, f.seq) for f in verify(desk.store).faults] == [("follow", kept.seq + 1)]
    close_till(desk, {100_000: 9}, cashier=RINI, now=NOON)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        assert "follow" in {f.code for f in verify(centre).faults}
        make_pack(centre, tmp_path / "pack.zip", (), now=NOON)
    files = Files(tmp_path / "pack.zip")
    assert [f.code for f in check(files).faults] == ["follow"]
    files.close()


def test_what_gave_way_is_named_once_the_journal_goes_on_without_the_other(desk: Desk) -> None:
    kept = sell(desk).kept
    alone(
        desk,
        kept,
        reversal_of(kept.sale, kept.sale.tenders, "x", cashier=RINI),
        followed_by="A03-20261211-0099",
    )
    assert verify(desk.store).is_ok  # the sale in its place is still to come
    sell(desk)
    assert [(f.code, f.seq) for f in verify(desk.store).faults] == [("follow", kept.seq + 1)]


def test_what_was_paid_with_no_goods_is_named_and_proves_no_day(desk: Desk, tmp_path: Path) -> None:
    kept = sell(desk).kept
    alone(desk, kept, kept.sale, tenders=(Tender(TenderKind.EXCHANGE, kept.sale.total),), change=ZERO)
    assert named(desk, tmp_path) == [("follow", kept.seq + 1)]


@pytest.mark.parametrize("worth", [395_000, 394_999, 395_001])
def test_what_was_paid_with_goods_of_another_worth_is_named(desk: Desk, worth: int, tmp_path: Path) -> None:
    kept = sell(desk).kept
    back = replace(reversal_of(kept.sale, kept.sale.tenders, "x", cashier=RINI), kind=SaleKind.REFUND)
    rest = Rupiah(worth) - kept.sale.total
    goods = (Tender(TenderKind.EXCHANGE, Rupiah(-worth)), *([Tender(TenderKind.CASH, rest)] if rest else []))
    place = {"followed_by": "A03-20261211-0003", "tenders": goods, "change": ZERO}
    alone(desk, kept, back, **place)
    seqs = [kept.seq + 1, kept.seq + 2]
    in_place = (Tender(TenderKind.EXCHANGE, kept.sale.total),)
    alone(desk, kept, kept.sale, running=3, follows=kept.sale.number, tenders=in_place, change=ZERO)
    is_as_much = worth == kept.sale.total.amount
    assert named(desk, tmp_path) == ([] if is_as_much else [("follow", seq) for seq in seqs])


def named(desk: Desk, tmp_path: Path) -> list[tuple[str, int | None]]:
    """Say what is named of the sales, at the booth and alike at the centre and in a pack."""
    found = [(fault.code, fault.seq) for fault in verify(desk.store).faults]
    counted = {100_000: figures(desk).expected_cash.amount // 100_000}
    close_till(desk, counted, cashier=RINI, now=NOON)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        assert [(f.code, f.seq) for f in verify(centre).faults if f.code == "follow"] == found
        rows = [d for d in reconcile_day(centre, NOON.date()).reconciliation.devices if d.figures]
        assert [row.state.value for row in rows] == ["reported" if found else "proven"]
        make_pack(centre, tmp_path / "pack.zip", (), now=NOON)
    files = Files(tmp_path / "pack.zip")
    assert [(f.code, f.seq) for f in check(files).faults if f.code == "follow"] == found
    files.close()
    return found


def alone(desk: Desk, kept: KeptSale, sale: Sale, **also: Any) -> None:
    """Write a sale down that names another half which is not there."""
    running = also.pop("running", 2)
    number = f"A03-20261211-{running:04}"
    half = replace(sale, sale_id=str(uuid4()), number=number, running=running, **also)
    with desk.writing() as tx:
        append_sale(tx, half, till_seq=kept.till_seq)
