"""The history: a sale is found again by whatever is remembered of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.money import Rupiah
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.desk import Desk
from batikpos.services.history import list_ways_paid, load_past_sale, search_history
from batikpos.services.papers import UnknownNumber
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import close_till, open_till
from batikpos.store.history import SaleState, Which
from tests.shop import CLOTH, FLOAT, KEYRING, NOON, RINI, SHIRT, TOMORROW, TUNIC, cash, item, line, qris, sell


def found(desk: Desk, typed: str = "", which: Which = Which.ALL) -> list[str]:
    """Say the last digits of what is found."""
    return [row.number[-4:] for row in search_history(desk, typed, which).rows]


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Sell a shirt at noon, two keyrings by QRIS an hour later, a tunic at five past two."""
    sell(desk)
    sell(desk, line(KEYRING, 2), tenders=(qris(20_000),), now=NOON + timedelta(hours=1))
    sell(desk, line(TUNIC), tenders=(cash(350_000),), now=NOON + timedelta(hours=2, minutes=5))
    return desk


def test_without_a_word_everything_is_there_the_newest_first(busy: Desk) -> None:
    assert found(busy) == ["0003", "0002", "0001"]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("2", ["0002"]),
        ("0003", ["0003"]),
        ("a03-20261211-0001", ["0001"]),
        ("A03-20261211-0002 1a2b3c4d", ["0002"]),
        ("395000", ["0001"]),
        ("395.000", ["0001"]),
        ("395", ["0001"]),
        ("395rb", ["0001"]),
        ("350rb", ["0003"]),
        (KEYRING, ["0002"]),
        ("kemeja", ["0001"]),
        ("wedang", ["0003"]),
        ("batik biru 395", ["0001"]),
        ("12", ["0001"]),
        ("14.05", ["0003"]),
        ("13:00", ["0002"]),
        ("qris", ["0002"]),
        ("tunai", ["0003", "0001"]),
        ("rini", ["0003", "0002", "0001"]),
        ("tunai 14", ["0003"]),
        ("qris 395", []),
        ("100%", []),
        ("tidak ada", []),
    ],
)
def test_a_sale_is_found_by(busy: Desk, typed: str, numbers: list[str]) -> None:
    assert found(busy, typed) == numbers


def test_a_label_that_is_scanned_finds_where_it_was_sold(busy: Desk) -> None:
    assert found(busy, item(SHIRT).barcode) == ["0001"]


def test_chips_show_a_part(busy: Desk) -> None:
    assert found(busy, which=Which.CASH) == ["0003", "0001"]
    assert found(busy, which=Which.QRIS) == ["0002"]
    assert found(busy, which=Which.UNCHECKED) == ["0002"]
    assert found(busy, which=Which.REVERSED) == []


def test_each_way_of_paying_has_its_part_and_those_that_are_there_are_listed(busy: Desk) -> None:
    assert list_ways_paid(busy) == (Which.CASH, Which.QRIS)
    sell(busy, line(KEYRING), tenders=(Tender(TenderKind.CARD, Rupiah(10_000)),))
    sell(busy, line(KEYRING), tenders=(Tender(TenderKind.VOUCHER, Rupiah(4_000)), cash(6_000)))
    sell(busy, line(KEYRING), tenders=(cash(4_000), cash(6_000)))
    ways = (Which.CASH, Which.QRIS, Which.CARD, Which.VOUCHER, Which.MIXED)
    assert list_ways_paid(busy) == ways
    assert [found(busy, which=which) for which in ways[2:]] == [["0004"], ["0005"], ["0005"]]
    assert found(busy, which=Which.TRANSFER) == []


@pytest.mark.parametrize("typed", ["sragen", "Batik Sragen", "q7z"])
def test_a_sale_is_found_by_whose_goods_they_were(desk: Desk, typed: str) -> None:
    producers = (*desk.catalogue.producers, Producer("Q7Z", "Batik Asli Sragen"))
    other = replace(desk, catalogue=Catalogue(desk.catalogue.items, producers))
    shirt = line(SHIRT)
    sell(other, replace(shirt, item=replace(shirt.item, producer="Q7Z")))
    sell(other, line(KEYRING), tenders=(cash(10_000),))
    assert found(other, typed) == ["0001"]
    assert found(other, "q7") == []  # a code is typed whole


def test_a_sale_that_was_voided_or_returned_says_so(busy: Desk) -> None:
    (tunic, rings, shirt) = search_history(busy).rows
    void_sale(busy, rings.number, "salah", cashier=RINI, now=NOON)
    refund_sale(busy, shirt.number, [(1, 1)], "robek", cashier=RINI, now=NOON)
    rows = {row.number: row for row in search_history(busy).rows}
    assert rows[rings.number].state is SaleState.VOIDED
    assert not rows[rings.number].is_unchecked
    assert rows[shirt.number].state is SaleState.RETURNED
    assert rows[tunic.number].state is SaleState.PAID
    given_back = [row for row in rows.values() if row.kind is not SaleKind.SALE]
    assert {row.reverses for row in given_back} == {rings.number, shirt.number}
    assert sorted(found(busy, which=Which.REVERSED)) == ["0001", "0002", "0004", "0005"]
    assert found(busy, which=Which.UNCHECKED) == []


def test_a_row_says_what_it_was(desk: Desk) -> None:
    sell(desk, line(SHIRT, 2), line(CLOTH, 2_500), tenders=(qris(500_000), cash(700_000)))
    (row,) = search_history(desk).rows
    assert (row.pieces, row.tenders) == (3, (TenderKind.QRIS, TenderKind.CASH))
    assert row.goods == (item(SHIRT).names, item(CLOTH).names)
    assert row.is_unchecked


def test_the_till_of_today_comes_before_other_days(busy: Desk) -> None:
    close_till(busy, {100_000: 9}, cashier=RINI, now=NOON + timedelta(hours=5))
    open_till(busy, FLOAT, cashier=RINI, now=TOMORROW)
    sell(busy, now=TOMORROW)
    assert [row.business_day.day for row in search_history(busy).rows] == [12, 11, 11, 11]


def test_what_does_not_fit_is_said_to_be_there(busy: Desk) -> None:
    assert search_history(busy, limit=2).is_cut
    assert not search_history(busy, limit=3).is_cut
    assert len(search_history(busy, limit=None).rows) == 3


def test_a_past_sale_has_its_paper_and_what_was_given_back(busy: Desk) -> None:
    number = search_history(busy).rows[-1].number
    past = load_past_sale(busy, number)
    assert (past.document.title, past.is_voidable, past.is_returnable) == (number, True, True)
    refund = refund_sale(busy, number, [(1, None)], "robek", cashier=RINI, now=NOON).kept.sale
    past = load_past_sale(busy, number)
    assert ([s.number for s in past.reversals], past.is_voidable) == ([refund.number], False)
    assert not past.is_returnable
    assert not load_past_sale(busy, refund.number).is_returnable


def test_a_sale_of_a_till_that_is_closed_is_returned_not_voided(busy: Desk) -> None:
    close_till(busy, {100_000: 9}, cashier=RINI, now=NOON + timedelta(hours=5))
    past = load_past_sale(busy, search_history(busy).rows[0].number)
    assert (past.is_voidable, past.is_returnable) == (False, True)


def test_a_number_that_is_not_here_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownNumber):
        load_past_sale(desk, "A03-20261211-0099")
