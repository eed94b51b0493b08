"""What was paid goes back once, as it came: no more than was kept, and a voucher never in money."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from batikpos.domain.cart import AmountOff, Cart, CartLine, PercentOff
from batikpos.domain.errors import PosError
from batikpos.domain.giveback import Back, NoWayBack
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.quantity import Unit
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import Tender, TenderKind
from batikpos.paper.document import Pair, Text
from batikpos.services.checking import list_unchecked, mark_sale_checked
from batikpos.services.checkout import complete_sale
from batikpos.services.correcting import begin_correction, correct_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.exchanging import exchange_size, sizes_of
from batikpos.services.history import load_past_sale
from batikpos.services.papers import load_original
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import open_till, show_till
from batikpos.services.verify import verify
from batikpos.settings import Settings
from batikpos.store.sales import list_sales
from tests.shop import (
    CLOTH,
    FLOAT,
    KEYRING,
    NOON,
    RINI,
    SARI,
    SHIRT,
    TUNIC,
    basket,
    cash,
    item,
    line,
    qris,
    sell,
    set_up_booth,
)

WHO: dict[str, Any] = {"cashier": RINI, "now": NOON}
SMALL = "GJF-KM-001-S"


def voucher(amount: int) -> Tender:
    """Pay with a voucher of the fair."""
    return Tender(TenderKind.VOUCHER, Rupiah(amount))


def moved(sale: Sale) -> list[tuple[str, int]]:
    """Say what goes which way."""
    return [(t.kind.value, t.amount.amount) for t in sale.tenders]


def load_papers_of(desk: Desk, number: str) -> tuple[object, ...]:
    """Load what a nota says."""
    with desk.store.reading() as tx:
        return tuple(load_original(tx, number).blocks)


def taken(desk: Desk) -> dict[str, int]:
    """Say what each way of paying brought, where it brought something."""
    till = show_till(desk)
    assert till is not None
    return {kind: amount.amount for kind, amount in till.figures.by_tender.items() if amount}


# A voucher is no money.


def test_what_was_paid_with_a_voucher_is_returned_as_a_voucher(desk: Desk) -> None:
    old = sell(desk, tenders=(voucher(395_000),)).kept.sale
    refund = refund_sale(desk, old.number, [(1, None)], "cacat", **WHO).kept.sale
    assert moved(refund) == [("voucher", -395_000)]
    assert taken(desk) == {}


def test_a_voucher_that_may_not_be_there_any_more_is_warned_of_and_money_is_not(desk: Desk) -> None:
    old = sell(desk, line(SHIRT, 2), tenders=(voucher(300_000), cash(500_000))).kept.sale
    money = refund_sale(desk, old.number, [(1, 1)], "cacat", **WHO)
    both = refund_sale(desk, old.number, [(1, 1)], "cacat", **WHO)
    voided = void_sale(desk, sell(desk, tenders=(voucher(395_000),)).kept.sale.number, "salah", **WHO)
    assert [w.code for w in money.warnings] == []
    assert [w.code for w in both.warnings] == [w.code for w in voided.warnings] == ["voucher_back"]
    assert "Rp300.000" in both.warnings[0].text


def test_money_goes_back_as_far_as_money_was_paid(desk: Desk) -> None:
    old = sell(desk, line(SHIRT, 2), tenders=(voucher(300_000), cash(500_000))).kept.sale
    first = refund_sale(desk, old.number, [(1, 1)], "cacat", tender=TenderKind.TRANSFER, **WHO).kept.sale
    past = load_past_sale(desk, old.number)
    assert [t.kind.value for t in past.returned_back([(1, 1)], TenderKind.CASH).given] == ["cash", "voucher"]
    second = refund_sale(desk, old.number, [(1, 1)], "cacat", **WHO).kept.sale
    assert moved(first) == [("transfer", -395_000)]
    assert moved(second) == [("cash", -95_000), ("voucher", -300_000)]


def test_no_return_is_given_by_voucher_qris_or_exchange(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    for way in set(TenderKind) - {TenderKind.CASH, TenderKind.TRANSFER, TenderKind.CARD}:
        with pytest.raises(NoWayBack):
            refund_sale(desk, number, [(1, None)], "cacat", tender=way, **WHO)


def test_a_voucher_stays_one_over_an_exchange_and_a_correction(desk: Desk) -> None:
    old = sell(desk, tenders=(voucher(395_000),)).kept.sale
    large = exchange_size(desk, old.number, 1, item("TOM-KM-001-L"), exchange_id=uuid4(), **WHO).sale
    refund = refund_sale(desk, large.kept.sale.number, [(1, None)], "cacat", **WHO).kept.sale
    assert moved(refund) == [("voucher", -395_000)]
    other = sell(desk, tenders=(voucher(395_000),)).kept.sale
    opened = begin_correction(desk, other.number, "salah")
    cart, correction = opened.cart, opened.corrects
    assert correction is not None
    cart = cart.put(line(KEYRING)).remove(0)
    assert correction.balance(cart.net) == {TenderKind.VOUCHER: Rupiah(-385_000)}
    done = correct_sale(desk, other.number, cart, correction.settle(cart.net), "salah", **WHO)
    assert (moved(done.given_back.kept.sale), done.back) == ([("voucher", -395_000)], ZERO)
    refund_sale(desk, done.sale.kept.sale.number, [(1, None)], "cacat", **WHO)
    assert taken(desk) == {}


def test_both_papers_say_that_a_voucher_is_no_money(desk: Desk) -> None:
    old = sell(desk, tenders=(voucher(395_000),)).kept.sale
    refund = refund_sale(desk, old.number, [(1, None)], "cacat", **WHO).kept.sale
    said = Text("  Voucher tidak dapat diuangkan.", hang=2)
    with desk.store.reading() as tx:
        papers = [load_original(tx, number).blocks for number in (old.number, refund.number)]
    assert all(said in blocks for blocks in papers)
    assert Pair("Voucher", "-395.000") in papers[1]


LAPSED = Tender(TenderKind.VOUCHER, Rupiah(395_000), "V-1", Rupiah(400_000))


def test_a_voucher_goes_back_with_all_that_it_is_worth(desk: Desk) -> None:
    """What lapsed at the sale comes back with the paper; the books give back what counted."""
    voided = void_sale(desk, sell(desk, tenders=(LAPSED,)).kept.sale.number, "salah", **WHO)
    assert voided.kept.sale.tenders == (LAPSED.turned,)
    assert voided.back.in_hand == (Tender(TenderKind.VOUCHER, Rupiah(400_000), "V-1"),)
    assert "Rp400.000" in voided.warnings[0].text
    assert taken(desk) == {}


def test_what_lapsed_comes_back_with_the_last_part_of_the_goods(desk: Desk) -> None:
    paid = Tender(TenderKind.VOUCHER, Rupiah(790_000), worth=Rupiah(800_000))
    old = sell(desk, line(SHIRT, 2), tenders=(paid,)).kept.sale
    larger = exchange_size(desk, old.number, 1, item("TOM-KM-001-L"), size=1, exchange_id=uuid4(), **WHO).sale
    first = refund_sale(desk, old.number, [(1, 1)], "cacat", **WHO).kept.sale
    second = refund_sale(desk, larger.kept.sale.number, [(1, 1)], "cacat", **WHO).kept.sale
    assert first.tenders == (Tender(TenderKind.VOUCHER, Rupiah(-395_000)),)
    assert second.tenders == (Tender(TenderKind.VOUCHER, Rupiah(-395_000), worth=Rupiah(-405_000)),)


def test_papers_say_what_a_voucher_is_worth_and_what_of_it_lapses(desk: Desk) -> None:
    old = sell(desk, tenders=(LAPSED,)).kept.sale
    void = void_sale(desk, old.number, "salah", **WHO).kept.sale
    papers = [load_papers_of(desk, number) for number in (old.number, void.number)]
    assert Text("  Senilai Rp400.000, Rp5.000 di antaranya hangus.", hang=2) in papers[0]
    assert Text("  Kembali senilai Rp400.000.", hang=2) in papers[1]
    exact = load_papers_of(desk, sell(desk, tenders=(voucher(395_000),)).kept.sale.number)
    assert not any("enilai" in repr(block) for block in exact)


# QRIS and transfers.


def test_qris_that_was_seen_goes_back_in_cash_and_stays_in_the_books(desk: Desk) -> None:
    old = sell(desk, tenders=(qris(395_000),)).kept.sale
    mark_sale_checked(desk, old.number, **WHO)
    void = void_sale(desk, old.number, "salah", **WHO)
    assert (moved(void.kept.sale), void.warnings) == ([("cash", -395_000)], ())
    assert taken(desk) == {"qris": 395_000, "cash": -395_000}


def test_qris_that_nobody_saw_is_taken_off_and_said_so(desk: Desk) -> None:
    old = sell(desk, line(SHIRT), line(TUNIC), tenders=(qris(395_000), cash(400_000))).kept.sale
    void = void_sale(desk, old.number, "salah", **WHO)
    assert moved(void.kept.sale) == [("qris", -395_000), ("cash", -325_000)]
    assert [w.code for w in void.warnings] == ["qris_taken_off"]
    assert "Rp395.000" in void.warnings[0].text
    assert (taken(desk), list_unchecked(desk)) == ({}, ())
    with desk.store.reading() as tx:
        assert Pair("QRIS (dihapus)", "-395.000") in load_original(tx, void.kept.sale.number).blocks


BCA = Tender(TenderKind.TRANSFER, Rupiah(395_000), "BCA")


@pytest.mark.parametrize(
    ("paid", "warned"),
    [(qris(395_000), "qris_taken_off"), (BCA, "transfer_taken_off")],
    ids=["qris", "transfer"],
)
def test_a_correction_gives_nothing_for_a_way_of_paying_that_was_wrong(
    desk: Desk, paid: Tender, warned: str
) -> None:
    """Nobody saw it, so that nothing is given for it where it was paid in cash."""
    old = sell(desk, tenders=(paid,)).kept.sale
    done = correct_sale(desk, old.number, basket(line(KEYRING)), (cash(10_000),), "salah", **WHO)
    assert (done.back, done.handed) == (ZERO, ())
    assert [w.code for w in done.given_back.warnings] == [warned]
    assert taken(desk) == {"cash": 10_000}


def test_a_correction_gives_back_in_cash_what_was_seen(desk: Desk) -> None:
    old = sell(desk, tenders=(qris(395_000),)).kept.sale
    mark_sale_checked(desk, old.number, **WHO)
    done = correct_sale(desk, old.number, basket(line(KEYRING)), (cash(10_000),), "salah", **WHO)
    assert (done.back, done.given_back.warnings) == (Rupiah(385_000), ())
    assert taken(desk) == {"qris": 395_000, "cash": -385_000}


def test_a_payment_that_stands_in_the_new_sale_too_is_neither_given_nor_taken_off(desk: Desk) -> None:
    paid = (qris(300_000), Tender(TenderKind.TRANSFER, Rupiah(95_000), "BCA"))
    old = sell(desk, tenders=paid).kept.sale
    mark_sale_checked(desk, old.number, **WHO)
    done = correct_sale(desk, old.number, basket(line(SHIRT)), (qris(300_000), cash(95_000)), "tunai", **WHO)
    assert done.given_back.warnings == ()
    assert (taken(desk)["qris"], list_unchecked(desk)) == (300_000, ())


@pytest.mark.parametrize(
    ("paid", "warned"),
    [(qris(395_000), "qris_taken_off"), (BCA, "transfer_taken_off")],
    ids=["qris", "transfer"],
)
def test_a_return_gives_no_money_for_what_nobody_saw(desk: Desk, paid: Tender, warned: str) -> None:
    old = sell(desk, tenders=(paid,)).kept.sale
    past = load_past_sale(desk, old.number)
    assert past.returned_back([(1, None)], TenderKind.CASH) == Back((), (paid,))
    done = refund_sale(desk, old.number, [(1, None)], "cacat", **WHO)
    assert moved(done.kept.sale) == [(paid.kind.value, -395_000)]
    assert ([w.code for w in done.warnings], done.back.given) == ([warned], ())
    assert taken(desk) == {}
    assert verify(desk.store).is_ok


@pytest.mark.parametrize("paid", [qris(395_000), BCA], ids=["qris", "transfer"])
def test_a_return_gives_cash_for_what_was_seen(desk: Desk, paid: Tender) -> None:
    old = sell(desk, tenders=(paid,)).kept.sale
    mark_sale_checked(desk, old.number, **WHO)
    done = refund_sale(desk, old.number, [(1, None)], "cacat", **WHO)
    assert (moved(done.kept.sale), done.warnings) == ([("cash", -395_000)], ())


def test_what_was_seen_goes_back_first_and_no_more_of_it_in_any_way(desk: Desk) -> None:
    paid = (cash(395_000), Tender(TenderKind.TRANSFER, Rupiah(790_000), "BCA"))
    old = sell(desk, line(SHIRT, 3), tenders=paid).kept.sale
    first = refund_sale(desk, old.number, [(1, 1)], "cacat", tender=TenderKind.TRANSFER, **WHO)
    second = refund_sale(desk, old.number, [(1, 1)], "cacat", **WHO)
    assert (moved(first.kept.sale), first.taken_off) == ([("transfer", -395_000)], ())
    assert (moved(second.kept.sale), second.back.given) == ([("transfer", -395_000)], ())
    mark_sale_checked(desk, old.number, **WHO)  # it came after all: what is left of it is money
    third = refund_sale(desk, old.number, [(1, 1)], "cacat", **WHO)
    assert moved(third.kept.sale) == [("cash", -395_000)]


def test_what_nobody_saw_stays_so_over_an_exchange(desk: Desk) -> None:
    old = sell(desk, tenders=(qris(395_000),)).kept.sale
    large = exchange_size(desk, old.number, 1, item("TOM-KM-001-L"), exchange_id=uuid4(), **WHO).sale
    refund = refund_sale(desk, large.kept.sale.number, [(1, None)], "cacat", **WHO).kept.sale
    assert moved(refund) == [("qris", -395_000)]


def test_a_void_names_a_transfer_that_nobody_saw(desk: Desk) -> None:
    unseen, seen = (sell(desk, tenders=(BCA,)).kept.sale.number for _ in range(2))
    mark_sale_checked(desk, seen, **WHO)
    assert load_past_sale(desk, unseen).voided_back == Back((), (BCA,))
    assert load_past_sale(desk, seen).voided_back == Back((BCA,), ())
    assert [w.code for w in void_sale(desk, unseen, "salah", **WHO).warnings] == ["transfer_taken_off"]
    assert void_sale(desk, seen, "salah", **WHO).warnings == ()


# No more goes back than was paid.


def test_rounded_cash_is_never_given_back_twice(desk: Desk) -> None:
    rounding = desk.with_settings(replace(desk.settings, rounding=100))
    free = line(KEYRING, discount=PercentOff(10_000))
    old = sell(rounding, line(SMALL, agreed=100_050), free, tenders=(cash(100_000),), approver=SARI)
    number = old.kept.sale.number
    assert load_past_sale(desk, number).returned_back([(1, None)], TenderKind.CASH).given == (cash(100_000),)
    assert refund_sale(rounding, number, [(1, None)], "cacat", **WHO).kept.sale.total == Rupiah(-100_000)
    assert refund_sale(rounding, number, [(2, None)], "cacat", **WHO).kept.sale.total == ZERO
    other = sell(rounding, line(SMALL, agreed=100_050), tenders=(cash(100_000),), approver=SARI).kept.sale
    other_size = sizes_of(other.lines[0], desk.catalogue)[0]
    new = exchange_size(rounding, other.number, 1, other_size, exchange_id=uuid4(), **WHO).sale.kept.sale
    assert refund_sale(rounding, new.number, [(1, None)], "cacat", **WHO).kept.sale.total == Rupiah(-100_000)
    assert taken(desk) == {}
    assert verify(desk.store).is_ok


SKUS = ("TOM-KM-001-M", "TOM-KM-001-L", "TOM-KM-001-XL", "GJF-BL-001-M", CLOTH, KEYRING, TUNIC)


@pytest.mark.parametrize("step", [0, 100, 500])
@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_to_a_sale_no_more_goes_back_than_was_paid(
    tmp_path: Path, step: int, seed: int
) -> None:
    set_up_booth(tmp_path / "home", settings=Settings(rounding=step))
    desk, chance = open_desk(tmp_path / "home"), random.Random(seed)
    open_till(desk, FLOAT, **WHO)
    for _ in range(80):
        try:
            _do_something(desk, chance)
        except PosError:
            continue  # voided already, given back, an exchange: refused, and nothing was written
    with desk.store.reading() as tx:
        sales = [kept.sale for kept in list_sales(tx)]
    assert {sale.kind for sale in sales} == set(SaleKind)
    _check(sales)
    assert verify(desk.store).is_ok
    desk.store.close()


def _check(sales: list[Sale]) -> None:
    first: dict[str, str] = {}
    money: dict[str, int] = {}
    vouchers: dict[str, int] = {}
    for sale in sales:
        root = first[sale.number] = first.get(sale.follows or sale.reverses, sale.number)
        for tender in sale.tenders:
            into = vouchers if tender.kind is TenderKind.VOUCHER else money
            if tender.kind is not TenderKind.EXCHANGE:
                into[root] = into.get(root, 0) + tender.amount.amount
        money[root] = money.get(root, 0) - sale.change.amount
        assert min(vouchers.get(root, 0), money[root]) >= 0


def _do_something(desk: Desk, chance: random.Random) -> None:
    with desk.store.reading() as tx:
        sold = [kept.sale for kept in list_sales(tx) if kept.sale.kind is SaleKind.SALE][-6:]
    act = chance.choice(["sell", "sell", "see", "void", "return", "return", "exchange", "correct"])
    if act == "sell" or not sold:
        cart = basket(*(_line(chance) for _ in range(chance.randint(1, 3))))
        complete_sale(desk, cart, _tenders(cart.net, chance), approver=SARI, oversell=True, **WHO)
        return
    sale = chance.choice(sold)
    n = chance.randint(1, len(sale.lines))
    piece = 1 if sale.lines[n - 1].quantity.unit is Unit.PIECE else 500
    size = chance.choice([None, piece])
    if act == "see":
        mark_sale_checked(desk, sale.number, **WHO)
    elif act == "void":
        void_sale(desk, sale.number, "salah", **WHO)
    elif act == "return":
        refund_sale(desk, sale.number, [(n, size)], "cacat", **WHO)
    elif act == "exchange" and (sizes := sizes_of(sale.lines[n - 1], desk.catalogue)):
        to, new_id = chance.choice(sizes), uuid4()
        exchange_size(desk, sale.number, n, to, exchange_id=new_id, size=size, oversell=True, **WHO)
    elif act == "correct":
        opened = begin_correction(desk, sale.number, "salah")
        cart, correction = opened.cart, opened.corrects
        assert correction is not None
        cart = _changed(cart, chance)
        more = correction.more(cart.net, desk.settings.rounding)
        tenders = correction.settle(cart.net, more)
        if chance.random() < 0.3:
            tenders = _tenders(cart.net, chance)
        correct_sale(desk, sale.number, cart, tenders, "salah", approver=SARI, oversell=True, **WHO)


def _line(chance: random.Random) -> CartLine:
    of = item(chance.choice(SKUS))
    size = chance.choice([1, 2, 3]) if of.unit is Unit.PIECE else chance.choice([500, 1_500])
    agreed = chance.choice([None, None, Rupiah(chance.randrange(of.price.amount // 2, of.price.amount))])
    discount = chance.choice([None, PercentOff(10_000), PercentOff(333), AmountOff(Rupiah(1_777))])
    return CartLine(of, of.quantity(size), agreed, discount)


def _tenders(net: Rupiah, chance: random.Random) -> tuple[Tender, ...]:
    """Pay in cash, by QRIS or with a voucher, and the rest in cash, perhaps with a larger note."""
    part = Rupiah(chance.randrange(net.amount + 1)) if chance.random() < 0.7 else ZERO
    part = net if chance.random() < 0.2 else part
    kind = chance.choice([TenderKind.QRIS, TenderKind.VOUCHER, TenderKind.CARD])
    tenders = (Tender(kind, part), Tender(TenderKind.CASH, net - part + Rupiah(chance.choice([0, 10_000]))))
    given = tuple(t for t in tenders if t.amount)
    return given if total(t.amount for t in given if t.kind is kind) < net or len(given) == 1 else given[:1]


def _changed(cart: Cart, chance: random.Random) -> Cart:
    if len(cart.lines) > 1 and chance.random() < 0.5:
        cart = cart.remove(0)
    return cart.put(_line(chance)) if chance.random() < 0.4 else cart
