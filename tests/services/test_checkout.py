"""Completing a sale: once for each id, at the price that may be, from what is there, paid in full."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from batikpos.domain.cart import AmountOff, Cart, PercentOff
from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.obstacle import BelowFloor, SoldOut
from batikpos.domain.quantity import Quantity
from batikpos.domain.sale import Sale
from batikpos.domain.tender import BadTender, ChangeWithoutCash, Tender, TenderKind, Underpaid
from batikpos.services.checkout import EmptyCart, IdReused, complete_sale
from batikpos.services.desk import Desk
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import TillClosed, close_till, open_till, show_till
from batikpos.store.printjobs import JobKind, JobState, find_job, list_jobs
from batikpos.store.sales import find_sale, list_sales
from tests.domain.baskets import carts
from tests.shop import (
    CLOTH,
    FLOAT,
    KEYRING,
    NOON,
    RINI,
    SARI,
    SHIRT,
    SILK,
    TOMORROW,
    TUNIC,
    basket,
    cash,
    count_rows,
    facts_of,
    line,
    qris,
    sell,
    with_printer,
)

ID = UUID("11111111-2222-4333-8444-555555555555")


def refused(desk: Desk, cart: Cart, *tenders: Tender, **also: object) -> PosError:
    """Try to sell, and say how it was refused; nothing at all may have been written."""
    before = facts_of(desk.store), count_rows(desk.store, "sale"), count_rows(desk.store, "print_job")
    with pytest.raises(PosError) as refusal:
        complete_sale(desk, cart, tenders, cashier=RINI, now=NOON, **also)  # type: ignore[arg-type]
    after = facts_of(desk.store), count_rows(desk.store, "sale"), count_rows(desk.store, "print_job")
    assert after == before
    return refusal.value


def test_a_sale_is_kept_as_it_was_completed(desk: Desk) -> None:
    done = sell(desk, line(SHIRT, 2), line(CLOTH, 2_500), tenders=(cash(1_200_000),))
    sale = done.kept.sale
    assert (sale.number, sale.total, sale.paid, sale.change) == (
        "A03-20261211-0001",
        Rupiah(1_102_500),
        Rupiah(1_200_000),
        Rupiah(97_500),
    )
    assert sale.at.isoformat() == "2026-12-11T12:00:00+07:00"
    with desk.store.reading() as tx:
        assert find_sale(tx, sale.number) == done.kept


def test_a_double_tap_sells_once(desk: Desk) -> None:
    cart = basket(line(), sale_id=ID)
    first = complete_sale(desk, cart, [cash(400_000)], cashier=RINI, now=NOON)
    second = complete_sale(desk, cart, [cash(400_000)], cashier=RINI, now=TOMORROW)
    assert (first.kept, first.print_job) == (second.kept, second.print_job)
    assert (first.is_repeat, second.is_repeat) == (False, True)
    assert count_rows(desk.store, "sale") == 1
    assert count_rows(desk.store, "print_job") == 1


def test_a_repeat_is_answered_even_after_the_till_was_closed(desk: Desk) -> None:
    cart = basket(line(), sale_id=ID)
    first = complete_sale(desk, cart, [cash(400_000)], cashier=RINI, now=NOON)
    close_till(desk, {}, cashier=RINI, now=NOON)
    assert complete_sale(desk, cart, [cash(400_000)], cashier=RINI, now=TOMORROW).kept == first.kept


def test_a_repeat_is_answered_even_when_nothing_is_left(desk: Desk) -> None:
    cart = basket(line(SILK), sale_id=ID)
    tenders = [Tender(TenderKind.TRANSFER, Rupiah(12_500_000))]
    first = complete_sale(desk, cart, tenders, cashier=RINI, now=NOON)
    assert complete_sale(desk, cart, tenders, cashier=RINI, now=NOON).kept == first.kept


@pytest.mark.parametrize(
    ("cart", "tenders"),
    [
        (basket(line(SHIRT, 2), sale_id=ID), (cash(790_000),)),
        (basket(line(TUNIC), sale_id=ID), (cash(400_000),)),
        (basket(line(SHIRT), sale_id=ID), (cash(500_000),)),
        (basket(line(SHIRT), sale_id=ID), (qris(395_000),)),
        (basket(line(SHIRT, agreed=390_000), sale_id=ID), (cash(400_000),)),
        (basket(line(SHIRT, discount=PercentOff(100)), sale_id=ID), (cash(400_000),)),
        (basket(line(SHIRT), discount=AmountOff(Rupiah(5_000)), sale_id=ID), (cash(400_000),)),
    ],
)
def test_the_same_id_with_other_content_is_refused(
    desk: Desk, cart: Cart, tenders: tuple[Tender, ...]
) -> None:
    complete_sale(desk, basket(line(), sale_id=ID), [cash(400_000)], cashier=RINI, now=NOON)
    refusal = refused(desk, cart, *tenders)
    assert isinstance(refusal, IdReused)
    assert refusal.number == "A03-20261211-0001"


def test_an_empty_basket_is_refused(desk: Desk) -> None:
    assert isinstance(refused(desk, Cart(uuid4()), cash(1)), EmptyCart)


def test_nothing_is_sold_from_a_closed_till(closed_desk: Desk) -> None:
    assert isinstance(refused(closed_desk, basket(line()), cash(395_000)), TillClosed)


def test_payments_that_do_not_fit_are_refused(desk: Desk) -> None:
    assert isinstance(refused(desk, basket(line()), cash(394_999)), Underpaid)
    assert isinstance(refused(desk, basket(line())), Underpaid)
    assert isinstance(refused(desk, basket(line()), qris(395_001)), ChangeWithoutCash)
    assert isinstance(refused(desk, basket(line()), cash(395_000), cash(0)), BadTender)


def test_a_payment_may_be_mixed_and_change_comes_from_its_cash(desk: Desk) -> None:
    tenders = (qris(300_000), Tender(TenderKind.CARD, Rupiah(50_000), "4821"), cash(50_000))
    sale = sell(desk, line(), tenders=tenders).kept.sale
    assert (sale.tenders, sale.change) == (tenders, Rupiah(5_000))
    till = show_till(desk)
    assert till is not None
    assert till.figures.by_tender == {
        "cash": Rupiah(45_000),
        "qris": Rupiah(300_000),
        "card": Rupiah(50_000),
        "transfer": ZERO,
    }


@pytest.mark.parametrize(
    "cart",
    [
        basket(line(SHIRT, agreed=359_999)),
        basket(line(SHIRT, agreed=0)),
        basket(line(CLOTH, 500, agreed=114_999)),
        basket(line(TUNIC), line(KEYRING, agreed=9_999)),
        basket(line(SHIRT, discount=AmountOff(Rupiah(35_001)))),
        basket(line(SHIRT), discount=PercentOff(900)),
        basket(line(SHIRT, agreed=370_000, discount=PercentOff(200)), discount=AmountOff(Rupiah(5_000))),
        basket(line(TUNIC), line(KEYRING), discount=AmountOff(Rupiah(100))),
    ],
)
def test_a_price_under_the_floor_needs_an_approver_however_it_got_there(desk: Desk, cart: Cart) -> None:
    paid = Tender(TenderKind.CASH, cart.net)
    tenders = [paid] if cart.net else []
    assert isinstance(refused(desk, cart, *tenders), BelowFloor)
    done = complete_sale(desk, cart, tenders, cashier=RINI, now=NOON, approver=SARI)
    assert done.kept.sale.approver == SARI
    assert done.warnings == ()


@pytest.mark.parametrize(
    "cart",
    [
        basket(line(SHIRT, agreed=360_000)),
        basket(line(SHIRT), discount=AmountOff(Rupiah(35_000))),
        basket(line(CLOTH, 1_500, agreed=115_000)),
        basket(line(KEYRING)),
    ],
)
def test_the_floor_itself_may_be_sold_at(desk: Desk, cart: Cart) -> None:
    done = complete_sale(desk, cart, [Tender(TenderKind.CASH, cart.net)], cashier=RINI, now=NOON)
    assert done.warnings == ()


def test_a_one_off_piece_is_sold_once(desk: Desk) -> None:
    paid = (Tender(TenderKind.TRANSFER, Rupiah(12_500_000)),)
    sell(desk, line(SILK), tenders=paid)
    refusal = refused(desk, basket(line(SILK)), *paid)
    assert isinstance(refusal, SoldOut)
    assert refusal.left == Quantity(0)


def test_more_than_there_is_in_one_basket_is_refused(desk: Desk) -> None:
    refusal = refused(desk, basket(line(SHIRT, 5)), cash(2_000_000))
    assert isinstance(refusal, SoldOut)
    assert refusal.left == Quantity(4)


def test_the_same_piece_on_two_lines_counts_twice(desk: Desk) -> None:
    paid = Tender(TenderKind.TRANSFER, Rupiah(25_000_000))
    assert isinstance(refused(desk, basket(line(SILK), line(SILK)), paid), SoldOut)


def test_the_piece_in_the_buyers_hand_is_sold_all_the_same_with_a_warning(desk: Desk) -> None:
    paid = [Tender(TenderKind.TRANSFER, Rupiah(12_500_000))]
    sell(desk, line(SILK), tenders=tuple(paid))
    done = complete_sale(desk, basket(line(SILK)), paid, cashier=RINI, now=NOON, oversell=True)
    assert [w.code for w in done.warnings] == ["sold_out"]


def test_a_warning_speaks_the_language_of_the_sale(desk: Desk) -> None:
    done = complete_sale(
        desk, basket(line(SHIRT, 5)), [cash(2_000_000)], cashier=RINI, now=NOON, oversell=True, language="en"
    )
    assert [w.text for w in done.warnings] == [
        SoldOut(desk.catalogue.load(SHIRT).names, Quantity(4), Quantity(5), SHIRT).message("en")
    ]


def test_what_is_left_of_cloth_is_said_in_metres(desk: Desk) -> None:
    sell(desk, line(CLOTH, 38_500))
    refusal = refused(desk, basket(line(CLOTH, 2_000)), cash(250_000))
    assert "1,5 m" in refusal.message("en")
    assert "1500" not in refusal.message("en")


def test_what_was_given_back_can_be_sold_again(desk: Desk) -> None:
    paid = (Tender(TenderKind.TRANSFER, Rupiah(12_500_000)),)
    first = sell(desk, line(SILK), tenders=paid).kept.sale.number
    void_sale(desk, first, "salah", cashier=RINI, now=NOON)
    second = sell(desk, line(SILK), tenders=paid).kept.sale.number
    refund_sale(desk, second, [(1, None)], "batal", cashier=RINI, now=NOON, tender=TenderKind.TRANSFER)
    sell(desk, line(SILK), tenders=paid)


def test_qris_over_its_limit_is_sold_with_a_warning(desk: Desk) -> None:
    done = sell(desk, line(SILK), tenders=(qris(12_500_000),))
    assert [w.code for w in done.warnings] == ["qris_limit"]
    assert sell(desk, line(SHIRT), tenders=(qris(395_000),)).warnings == ()


def test_cash_is_rounded_down_where_the_machine_is_set_to(desk: Desk) -> None:
    rounding = desk.with_settings(replace(desk.settings, rounding=100))
    in_cash = sell(rounding, line(SHIRT, agreed=385_050), tenders=(cash(385_000),)).kept.sale
    assert (in_cash.total, in_cash.rounding, in_cash.change) == (Rupiah(385_000), Rupiah(-50), ZERO)
    by_qris = sell(rounding, line(SHIRT, agreed=385_050), tenders=(qris(385_050),)).kept.sale
    assert (by_qris.total, by_qris.rounding) == (Rupiah(385_050), ZERO)


def test_the_number_begins_anew_each_business_day(desk: Desk) -> None:
    assert [sell(desk).kept.sale.number for _ in range(2)] == ["A03-20261211-0001", "A03-20261211-0002"]
    close_till(desk, {}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    assert sell(desk, now=TOMORROW).kept.sale.number == "A03-20261212-0001"


def test_after_midnight_it_is_still_the_day_the_till_was_opened(desk: Desk) -> None:
    assert sell(desk, now=TOMORROW).kept.sale.number == "A03-20261211-0001"


def test_the_paper_is_queued_in_the_transaction_of_the_sale(desk: Desk) -> None:
    done = sell(desk)
    with desk.store.reading() as tx:
        (job,) = list_jobs(tx)
        assert find_job(tx, done.print_job) == job
    assert (job.kind, job.state, job.sale) == (JobKind.ORIGINAL, JobState.QUEUED, done.kept.sale.number)


def test_a_sale_survives_a_dead_printer(desk: Desk) -> None:
    done = sell(with_printer(desk, "tcp://127.0.0.1:1"))
    with desk.store.reading() as tx:
        assert find_sale(tx, done.kept.sale.number) == done.kept


def test_the_name_on_an_old_nota_does_not_change_with_the_catalogue(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    with desk.store.writing() as tx:
        tx.exec_driver_sql("UPDATE item SET name = 'Lain', price = 1")
    with desk.store.reading() as tx:
        kept = find_sale(tx, number)
    assert kept is not None
    assert (kept.sale.lines[0].name, kept.sale.lines[0].unit_price) == (
        "Kemeja Lengan Panjang Indigo M",
        Rupiah(395_000),
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(carts())
def test_any_basket_that_is_paid_is_kept_to_the_rupiah(desk: Desk, cart: Cart) -> None:
    fresh = replace(cart, sale_id=uuid4())
    tenders = [Tender(TenderKind.CASH, cart.net)] if cart.net else []
    done = complete_sale(desk, fresh, tenders, cashier=RINI, now=NOON, approver=SARI, oversell=True)
    with desk.store.reading() as tx:
        kept = find_sale(tx, done.kept.sale.number)
    assert kept == done.kept
    assert [(k.gross, k.discount, k.net) for k in kept.sale.lines] == [
        (p.gross, p.discount, p.net) for p in cart.priced
    ]


def test_sales_are_listed_newest_last(desk: Desk) -> None:
    sold: list[Sale] = [sell(desk).kept.sale for _ in range(3)]
    with desk.store.reading() as tx:
        assert [k.sale for k in list_sales(tx)] == sold
        assert list_sales(tx, booth="A01") == ()


def test_a_repeat_answers_as_the_first_time_warnings_and_all(desk: Desk) -> None:
    cart = basket(line(SHIRT, 5))
    paid = [Tender(TenderKind.CASH, cart.net)]
    first = complete_sale(desk, cart, paid, cashier=RINI, now=NOON, oversell=True)
    again = complete_sale(desk, cart, paid, cashier=RINI, now=NOON, oversell=True)
    assert first.warnings
    assert (again.kept.sale, again.warnings, again.print_job) == (
        first.kept.sale,
        first.warnings,
        first.print_job,
    )
