"""Giving back: voids of the open till, refunds in parts up to what was sold, never twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from batikpos.domain.cart import AmountOff
from batikpos.domain.errors import PosError
from batikpos.domain.giveback import NoWayBack
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import BadReturn, NoSuchLine, SaleKind
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.typed import BadReason, NoReason
from batikpos.services.checking import mark_sale_checked
from batikpos.services.desk import Desk, open_desk
from batikpos.services.papers import UnknownNumber
from batikpos.services.returns import (
    AlreadyReversed,
    NotASale,
    NotOfThisTill,
    refund_sale,
    void_sale,
)
from batikpos.services.till import TillClosed, close_till, move_cash, open_till, show_till
from batikpos.services.verify import verify
from batikpos.store.printjobs import find_original
from batikpos.store.sales import find_sale, list_sales
from tests.shop import (
    CLOTH,
    FLOAT,
    NOON,
    RINI,
    SARI,
    SHIRT,
    TOMORROW,
    cash,
    count_rows,
    facts_of,
    line,
    qris,
    sell,
    set_up_booth,
)

PEOPLE: dict[str, Any] = {"cashier": RINI, "approver": SARI}


def expected_cash(desk: Desk) -> Rupiah:
    """Say what should be in the drawer."""
    till = show_till(desk)
    assert till is not None
    return till.figures.expected_cash


def test_a_void_gives_the_whole_sale_back(desk: Desk) -> None:
    sold = sell(desk, line(SHIRT, 2), line(CLOTH, 500), tenders=(qris(800_000), cash(100_000))).kept.sale
    void = void_sale(desk, sold.number, " Salah pilih ", now=NOON, **PEOPLE).kept.sale
    assert (void.kind, void.reverses, void.reason) == (SaleKind.VOID, sold.number, "Salah pilih")
    assert (void.cashier, void.approver) == (RINI, SARI)
    assert void.total == -sold.total
    assert void.change == ZERO
    assert {(t.kind, t.amount) for t in void.tenders} == {
        (TenderKind.QRIS, Rupiah(-800_000)),
        (TenderKind.CASH, Rupiah(-52_500)),
    }
    assert expected_cash(desk) == FLOAT


def test_a_void_of_more_cash_than_there_is_tells_nothing_of_the_drawer(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    move_cash(desk, -(FLOAT + Rupiah(300_000)), "setor", cashier=RINI, now=NOON)
    assert void_sale(desk, number, "salah", cashier=RINI, now=NOON).warnings == ()


def test_a_sale_is_voided_once(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    void = void_sale(desk, number, "salah", cashier=RINI, now=NOON).kept.sale.number
    before = facts_of(desk.store)
    with pytest.raises(AlreadyReversed) as refusal:
        void_sale(desk, number, "lagi", cashier=RINI, now=NOON)
    assert refusal.value.by == void
    with pytest.raises(AlreadyReversed):
        refund_sale(desk, number, [(1, None)], "lagi", cashier=RINI, now=NOON)
    assert facts_of(desk.store) == before


def test_a_sale_given_back_in_part_is_not_voided(desk: Desk) -> None:
    number = sell(desk, line(SHIRT, 2)).kept.sale.number
    refund_sale(desk, number, [(1, 1)], "cacat", cashier=RINI, now=NOON)
    with pytest.raises(AlreadyReversed):
        void_sale(desk, number, "salah", cashier=RINI, now=NOON)


def test_a_sale_of_an_earlier_till_is_refunded_and_not_voided(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    close_till(desk, {}, cashier=RINI, now=NOON)
    with pytest.raises(TillClosed):
        void_sale(desk, number, "salah", cashier=RINI, now=NOON)
    with pytest.raises(TillClosed):
        refund_sale(desk, number, [(1, None)], "salah", cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    with pytest.raises(NotOfThisTill):
        void_sale(desk, number, "salah", cashier=RINI, now=TOMORROW)
    refund = refund_sale(desk, number, [(1, None)], "tukar", cashier=RINI, now=TOMORROW).kept.sale
    assert (refund.number, refund.total) == ("A03-20261212-0001", Rupiah(-395_000))


def test_a_line_is_given_back_in_parts_up_to_what_was_sold(desk: Desk) -> None:
    sold = sell(desk, line(SHIRT, 3, agreed=370_001)).kept.sale
    parts = [
        refund_sale(desk, sold.number, [(1, 1)], "cacat", cashier=RINI, now=NOON).kept.sale for _ in range(3)
    ]
    assert total(p.total for p in parts) == -sold.total
    assert total(p.gross for p in parts) == -sold.gross
    with pytest.raises(BadReturn):
        refund_sale(desk, sold.number, [(1, 1)], "cacat", cashier=RINI, now=NOON)
    assert expected_cash(desk) == FLOAT


def test_a_length_is_given_back_in_parts_to_the_rupiah(desk: Desk) -> None:
    sold = sell(desk, line(CLOTH, 2_500, discount=AmountOff(Rupiah(10_001)))).kept.sale
    sizes = (300, 700, 1, 1_499)
    parts = [
        refund_sale(desk, sold.number, [(1, s)], "cacat", cashier=RINI, now=NOON).kept.sale for s in sizes
    ]
    assert total(p.total for p in parts) == -sold.total


def test_several_lines_are_given_back_at_once(desk: Desk) -> None:
    sold = sell(desk, line(SHIRT, 2), line(CLOTH, 2_500)).kept.sale
    refund = refund_sale(desk, sold.number, [(2, 500), (1, None)], "cacat", cashier=RINI, now=NOON).kept.sale
    assert [(one.given_back, one.quantity.size) for one in refund.lines] == [(2, -500), (1, -2)]
    assert refund.total == Rupiah(-790_000 - 62_500)


def test_a_refund_that_is_refused_writes_nothing(desk: Desk) -> None:
    number = sell(desk, line(SHIRT, 2)).kept.sale.number
    before = facts_of(desk.store), count_rows(desk.store, "print_job")
    for lines in ([(1, 3)], [(2, None)], [(0, 1)], [(1, 2), (1, 1)]):
        with pytest.raises((BadReturn, NoSuchLine)):
            refund_sale(desk, number, lines, "cacat", cashier=RINI, now=NOON)
    assert (facts_of(desk.store), count_rows(desk.store, "print_job")) == before


def test_money_goes_back_by_cash_card_or_transfer_and_by_nothing_else(desk: Desk) -> None:
    number = sell(desk, line(SHIRT, 3), tenders=(qris(1_185_000),)).kept.sale.number
    mark_sale_checked(desk, number, cashier=RINI, now=NOON)
    for kind in (TenderKind.QRIS, TenderKind.VOUCHER, TenderKind.DEPOSIT, TenderKind.EXCHANGE):
        with pytest.raises(NoWayBack):
            refund_sale(desk, number, [(1, 1)], "cacat", cashier=RINI, now=NOON, tender=kind)
    for kind in (TenderKind.CASH, TenderKind.CARD, TenderKind.TRANSFER):
        refund = refund_sale(desk, number, [(1, 1)], "cacat", cashier=RINI, now=NOON, tender=kind).kept.sale
        assert refund.tenders == (Tender(kind, Rupiah(-395_000)),)


def test_no_more_is_given_back_than_was_paid_for_a_rounded_sale(desk: Desk) -> None:
    rounding = desk.with_settings(replace(desk.settings, rounding=100))
    sold = sell(rounding, line(SHIRT, agreed=385_050), tenders=(cash(385_000),)).kept.sale
    refund = refund_sale(rounding, sold.number, [(1, None)], "cacat", cashier=RINI, now=NOON).kept.sale
    assert -refund.total <= sold.total


def test_where_cash_is_rounded_a_return_in_parts_is_too_and_gives_all_back(desk: Desk) -> None:
    """Three for 100.000 are three times 33.333 or so, which no coins pay."""
    desk = desk.with_settings(replace(desk.settings, rounding=100))
    lines = [replace(line(SHIRT, agreed=33_333), note=str(n)) for n in range(3)]
    sold = sell(desk, *lines, tenders=(cash(99_900),), approver=SARI).kept.sale
    given = []
    for n in (1, 2, 3):
        refund = refund_sale(desk, sold.number, [(n, None)], "cacat", cashier=RINI, now=NOON).kept.sale
        assert refund.total == total(t.amount for t in refund.tenders)
        given.append(-refund.total.amount)
    assert given == [33_400, 33_400, 33_100]
    assert expected_cash(desk) == FLOAT
    assert verify(desk.store).faults == ()


def test_where_cash_is_rounded_what_was_paid_otherwise_goes_back_in_coins(desk: Desk) -> None:
    desk = desk.with_settings(replace(desk.settings, rounding=100))
    numbers = []
    for _ in range(2):
        number = sell(desk, line(SHIRT, agreed=385_049), tenders=(qris(385_049),)).kept.sale.number
        mark_sale_checked(desk, number, cashier=RINI, now=NOON)
        numbers.append(number)
    void = void_sale(desk, numbers[0], "salah", now=NOON, **PEOPLE).kept.sale
    refund = refund_sale(desk, numbers[1], [(1, None)], "cacat", cashier=RINI, now=NOON).kept.sale
    for back in (void, refund):
        assert back.tenders == (Tender(TenderKind.CASH, Rupiah(-385_000)),)
        assert (back.total, back.rounding) == (Rupiah(-385_000), Rupiah(49))
    assert verify(desk.store).faults == ()


def test_by_transfer_a_return_is_not_rounded(desk: Desk) -> None:
    desk = desk.with_settings(replace(desk.settings, rounding=100))
    sold = sell(desk, line(SHIRT, agreed=385_049), tenders=(cash(385_000),)).kept.sale
    by = TenderKind.TRANSFER
    back = refund_sale(desk, sold.number, [(1, None)], "cacat", cashier=RINI, now=NOON, tender=by).kept.sale
    assert (back.tenders, back.rounding) == ((Tender(by, Rupiah(-385_000)),), Rupiah(49))


@pytest.mark.parametrize("reason", ["", "   "])
def test_giving_back_needs_a_reason(desk: Desk, reason: str) -> None:
    number = sell(desk).kept.sale.number
    for hidden in ("\x1bp", "a\nb", "a\u202eb", "x" * 201):
        with pytest.raises(BadReason):
            void_sale(desk, number, hidden, cashier=RINI, now=NOON)
    with pytest.raises(NoReason):
        void_sale(desk, number, reason, cashier=RINI, now=NOON)
    with pytest.raises(NoReason):
        refund_sale(desk, number, [(1, None)], reason, cashier=RINI, now=NOON)


def test_only_a_sale_is_given_back(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    void = void_sale(desk, number, "salah", cashier=RINI, now=NOON).kept.sale.number
    for wrong, error in ((void, NotASale), ("A03-20261211-9999", UnknownNumber), ("", UnknownNumber)):
        with pytest.raises(error):
            void_sale(desk, wrong, "salah", cashier=RINI, now=NOON)
        with pytest.raises(error):
            refund_sale(desk, wrong, [(1, None)], "salah", cashier=RINI, now=NOON)


def test_sales_voids_and_refunds_share_one_row_of_numbers_without_a_gap(desk: Desk) -> None:
    first = sell(desk, line(SHIRT, 2)).kept.sale.number
    with pytest.raises(PosError):
        sell(desk, tenders=(cash(1),))  # a refused sale takes no number
    refund_sale(desk, first, [(1, 1)], "cacat", cashier=RINI, now=NOON)
    second = sell(desk).kept.sale.number
    void_sale(desk, second, "salah", cashier=RINI, now=NOON)
    sell(desk)
    with desk.store.reading() as tx:
        kept = [k.sale for k in list_sales(tx)]
    assert [(s.kind.value, s.number) for s in kept] == [
        ("sale", "A03-20261211-0001"),
        ("refund", "A03-20261211-0002"),
        ("sale", "A03-20261211-0003"),
        ("void", "A03-20261211-0004"),
        ("sale", "A03-20261211-0005"),
    ]


def test_a_second_till_of_the_day_goes_on_with_the_numbers(desk: Desk) -> None:
    sell(desk)
    close_till(desk, {}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=NOON)
    assert sell(desk).kept.sale.number == "A03-20261211-0002"


@pytest.fixture
def second_device(tmp_path: Path) -> Iterator[Desk]:
    """Give the booth's second device, its till open."""
    set_up_booth(tmp_path / "second", device=2)
    desk = open_desk(tmp_path / "second")
    open_till(desk, FLOAT, cashier=RINI, now=NOON)
    yield desk
    desk.store.close()


def test_a_second_device_numbers_apart(second_device: Desk) -> None:
    number = sell(second_device).kept.sale.number
    assert number == "A03.2-20261211-0001"
    void = void_sale(second_device, number, "salah", cashier=RINI, now=NOON).kept.sale
    assert void.number == "A03.2-20261211-0002"
    closed = close_till(second_device, {}, cashier=RINI, now=NOON)
    assert closed.till.number == "A03.2-20261211-Z1"


def test_what_is_given_back_has_a_paper_of_its_own(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    void = void_sale(desk, number, "salah", cashier=RINI, now=NOON)
    with desk.store.reading() as tx:
        original = find_original(tx, void.kept.sale.number)
        assert find_sale(tx, void.kept.sale.number) == void.kept
    assert original is not None
    assert original.job_id == void.print_job


def test_more_cash_than_the_drawer_holds_is_given_back_without_a_word_of_the_drawer(desk: Desk) -> None:
    number = sell(desk, line(SHIRT, 2), tenders=(qris(790_000),)).kept.sale.number
    mark_sale_checked(desk, number, cashier=RINI, now=NOON)
    back = refund_sale(desk, number, [(1, 1)], "cacat", cashier=RINI, now=NOON)
    assert back.warnings == ()
    back = refund_sale(desk, number, [(1, 1)], "cacat", cashier=RINI, now=NOON)
    assert back.warnings == ()
    assert back.kept.sale.total == Rupiah(-395_000)
