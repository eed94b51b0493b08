"""Putting a sale right: the old one voided and the new one made at once, no rupiah and no piece astray."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from batikpos.domain.cart import AmountOff, CartLine, Discount, PercentOff
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.correction import Correction, OtherUnit, SeenMeanwhile, cart_again, correction_of
from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.promotion import Bundle, PercentEach, Promotion
from batikpos.domain.quantity import Unit
from batikpos.domain.right import ApprovalNeeded
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import UNCONFIRMED, Tender, TenderKind, Underpaid
from batikpos.domain.typed import NoReason
from batikpos.paper.document import Pair, Text
from batikpos.services.checking import list_unchecked, mark_checked, mark_sale_checked
from batikpos.services.checkout import IdReused, complete_sale
from batikpos.services.correcting import NotCorrectable, begin_correction, correct_sale, look_at_correctable
from batikpos.services.desk import Desk
from batikpos.services.orders import pick_up, take_order
from batikpos.services.papers import load_original
from batikpos.services.reconcile import reconcile_day
from batikpos.services.returns import AlreadyReversed, NotOfThisTill, refund_sale, void_sale
from batikpos.services.till import close_till, open_till, show_till
from batikpos.services.verify import verify
from batikpos.store.printjobs import JobKind, list_jobs
from batikpos.store.sales import list_sales, sold_of
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import (
    CLOTH,
    DAY,
    FLOAT,
    KEYRING,
    NOON,
    RINI,
    SARI,
    SHIRT,
    TOMORROW,
    TUNIC,
    basket,
    cash,
    facts_of,
    line,
    qris,
    sell,
)

WHO: dict[str, Any] = {"cashier": RINI, "now": NOON}


def drawer(desk: Desk) -> Rupiah:
    """Say what should be in the drawer beside the float."""
    till = show_till(desk)
    assert till is not None
    return till.figures.expected_cash - FLOAT


def by_tender(desk: Desk) -> dict[str, int]:
    """Say what each way of paying brought, where it brought something."""
    till = show_till(desk)
    assert till is not None
    return {kind: amount.amount for kind, amount in till.figures.by_tender.items() if amount}


def sold(desk: Desk, *skus: str) -> list[int]:
    """Say how many were sold."""
    with desk.store.reading() as tx:
        found = sold_of(tx, skus)
    return [found.get(sku, 0) for sku in skus]


def test_a_basket_comes_back_as_it_was_sold(desk: Desk) -> None:
    lines = (line(SHIRT, 2, agreed=370_000), line(CLOTH, 2_500, discount=PercentOff(700)), line(KEYRING, 3))
    cart = basket(*lines, discount=AmountOff(Rupiah(7_777)))
    number = sell(desk, *lines).kept.sale.number
    opened = begin_correction(desk, number, " salah harga ")
    again, correction = opened.cart, opened.corrects
    assert correction is not None
    assert [(x.item.sku, x.quantity, x.agreed) for x in again.lines] == [
        (x.item.sku, x.quantity, x.agreed) for x in lines
    ]
    assert (correction.number, correction.reason) == (number, "salah harga")
    assert again.sale_id != cart.sale_id
    assert again.net == sum((x.net for x in basket(*lines).priced), ZERO)


def test_a_basket_discount_stays_with_the_lines_it_was_for(desk: Desk) -> None:
    cart = basket(line(SHIRT), line(KEYRING, 3), discount=AmountOff(Rupiah(7_777)))
    sale = complete_sale(desk, cart, (cash(cart.net.amount),), approver=SARI, **WHO).kept.sale
    again = cart_again(sale, uuid4(), desk.catalogue)
    assert again.net == cart.net
    assert [p.net for p in again.priced] == [p.net for p in cart.priced]


MORNING = Promotion("Pagi", PercentEach(5_000))
THREE = Promotion("3 untuk 700.000", Bundle(3, Rupiah(700_000)))


@pytest.mark.parametrize(
    ("lines", "promotions", "discount", "paid"),
    [
        ((line(TUNIC, 3),), (THREE,), PercentOff(1_000), 630_000),
        ((line(TUNIC),), (MORNING,), None, 162_500),
        ((line(TUNIC, 2, agreed=300_000), line(SHIRT)), (MORNING,), AmountOff(Rupiah(7_777)), 789_723),
    ],
)
def test_a_basket_opens_again_at_what_was_paid(
    desk: Desk,
    lines: tuple[CartLine, ...],
    promotions: tuple[Promotion, ...],
    discount: Discount | None,
    paid: int,
) -> None:
    cart = basket(*lines).with_promotions(promotions).with_discount(discount)
    old = complete_sale(desk, cart, (cash(paid),), approver=SARI, **WHO).kept.sale
    opened = begin_correction(desk, old.number, "salah")
    again, correction = opened.cart, opened.corrects
    assert correction is not None
    assert replace(again, sale_id=cart.sale_id) == cart
    assert (again.net, correction.balance(again.net)) == (Rupiah(paid), {})
    done = correct_sale(desk, old.number, again, correction.settle(again.net), "salah", approver=SARI, **WHO)
    assert done.sale.kept.sale.lines == old.lines
    twice = begin_correction(desk, done.sale.kept.sale.number, "lagi").cart
    assert twice.net == Rupiah(paid)
    assert verify(desk.store).is_ok


def test_where_the_price_list_changed_since_a_basket_still_opens_at_what_was_paid(desk: Desk) -> None:
    cart = basket(line(TUNIC, 3), line(SHIRT)).with_promotions((THREE,)).with_discount(PercentOff(1_000))
    old = complete_sale(desk, cart, (cash(cart.net.amount),), approver=SARI, **WHO).kept.sale
    for tunic in (200_000, 350_000):
        items = tuple(replace(i, price=Rupiah(tunic)) if i.sku == TUNIC else i for i in desk.catalogue.items)
        other = replace(desk, catalogue=Catalogue(items, desk.catalogue.producers))
        again = begin_correction(other, old.number, "salah").cart
        assert [p.net for p in again.priced] == [one.net for one in old.lines]


@pytest.mark.parametrize("has_draft", [True, False])
def test_a_basket_of_goods_that_are_sold_in_another_unit_by_now_opens_no_more(
    desk: Desk, *, has_draft: bool
) -> None:
    """Two pieces are no two millimetres: nearly all of what was paid would go back."""
    cart = basket(line(TUNIC, 2)).with_promotions((MORNING,) if has_draft else ())
    old = complete_sale(desk, cart, (cash(cart.net.amount),), **WHO).kept.sale
    items = tuple(replace(i, unit=Unit.METRE, step=1) if i.sku == TUNIC else i for i in desk.catalogue.items)
    other = replace(desk, catalogue=Catalogue(items, desk.catalogue.producers))
    with pytest.raises(OtherUnit):
        begin_correction(other, old.number, "salah")


def test_the_old_sale_is_voided_and_the_new_one_stands_in_its_place(desk: Desk) -> None:
    old = sell(desk, line(SHIRT, 2)).kept.sale
    done = correct_sale(desk, old.number, basket(line(SHIRT), line(TUNIC)), (cash(720_000),), "salah", **WHO)
    void, new = done.given_back.kept.sale, done.sale.kept.sale
    assert (void.kind, void.reverses, void.followed_by) == (SaleKind.VOID, old.number, new.number)
    assert (new.follows, new.total, new.running) == (old.number, Rupiah(720_000), void.running + 1)
    assert (drawer(desk), sold(desk, SHIRT, TUNIC)) == (Rupiah(720_000), [1, 1])
    assert verify(desk.store).is_ok


def test_both_papers_name_each_other(desk: Desk) -> None:
    old = sell(desk).kept.sale
    done = correct_sale(desk, old.number, basket(line(TUNIC)), (cash(325_000),), "salah", **WHO)
    void, new = done.given_back.kept.sale.number, done.sale.kept.sale.number
    with desk.store.reading() as tx:
        assert Pair("Diganti dengan", new) in load_original(tx, void).blocks
        assert Pair("Pengganti", old.number) in load_original(tx, new).blocks


def test_asking_twice_puts_it_right_once(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    cart = basket(line(TUNIC))
    first = correct_sale(desk, number, cart, (cash(325_000),), "salah", **WHO)
    before = facts_of(desk.store)
    again = correct_sale(desk, number, cart, (cash(325_000),), "salah", **WHO)
    assert facts_of(desk.store) == before
    assert again.sale.is_repeat
    assert (again.given_back.kept, again.sale.kept) == (first.given_back.kept, first.sale.kept)
    other = sell(desk).kept.sale.number
    with pytest.raises(IdReused):
        correct_sale(desk, other, cart, (cash(325_000),), "salah", **WHO)
    with pytest.raises(AlreadyReversed):
        correct_sale(desk, number, basket(line(TUNIC)), (cash(325_000),), "salah", **WHO)


def test_where_the_new_sale_is_refused_the_old_one_stands(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    before = facts_of(desk.store)
    with pytest.raises(Underpaid):
        correct_sale(desk, number, basket(line(TUNIC)), (cash(1_000),), "salah", **WHO)
    with pytest.raises(NoReason):
        correct_sale(desk, number, basket(line(TUNIC)), (cash(325_000),), " ", **WHO)
    assert facts_of(desk.store) == before
    assert drawer(desk) == Rupiah(395_000)


def test_the_last_piece_can_be_sold_again_in_its_own_place(desk: Desk) -> None:
    number = sell(desk, line(SHIRT, 4)).kept.sale.number
    correct_sale(desk, number, basket(line(SHIRT, 4, agreed=380_000)), (cash(1_520_000),), "harga", **WHO)
    assert sold(desk, SHIRT) == [4]


def test_only_a_sale_of_the_open_till_is_put_right(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    close_till(desk, {100_000: 9}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    with pytest.raises(NotOfThisTill):
        begin_correction(desk, number, "salah")


def test_what_was_given_back_in_part_is_not_put_right(desk: Desk) -> None:
    number = sell(desk, line(SHIRT, 2)).kept.sale.number
    refund_sale(desk, number, [(1, 1)], "robek", **WHO)
    with pytest.raises(AlreadyReversed):
        begin_correction(desk, number, "salah")


def test_the_pick_up_of_an_order_is_not_put_right(desk: Desk) -> None:
    order = take_order(desk, basket(line(SHIRT)), [cash(100_000)], customer="Bu Tejo", due=DAY, **WHO).order
    number = pick_up(desk, order.number, [cash(295_000)], **WHO).kept.sale.number
    with pytest.raises(NotCorrectable):
        begin_correction(desk, number, "salah")


def test_a_second_person_is_asked_for_where_voids_need_one(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    strict = desk.with_settings(replace(desk.settings, second_person="void"))
    with pytest.raises(ApprovalNeeded):
        correct_sale(strict, number, basket(line(TUNIC)), (cash(325_000),), "salah", **WHO)
    done = correct_sale(strict, number, basket(line(TUNIC)), (cash(325_000),), "salah", approver=SARI, **WHO)
    assert done.given_back.kept.sale.approver == SARI


def test_the_void_and_each_price_of_a_correction_are_agreed_to_at_once(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    strict = desk.with_settings(replace(desk.settings, second_person="void", discount_limit=50))
    cheap = basket(line(TUNIC, agreed=1_000), line(KEYRING, agreed=1_000))
    with pytest.raises(PosError) as refusal:
        correct_sale(strict, number, cheap, (cash(2_000),), "salah", **WHO)
    said = refusal.value.message("en").splitlines()
    goods = [one.item.names.en for one in cheap.lines]
    about = [words.partition(" needs")[0].partition(" may")[0].partition(": ")[0] for words in said]
    assert about == ["Voiding a sale", *goods, "A discount this high", *goods]
    done = correct_sale(strict, number, cheap, (cash(2_000),), "salah", approver=SARI, **WHO)
    assert done.sale.kept.sale.approver == SARI


VOUCHER = Tender(TenderKind.VOUCHER, Rupiah(100_000), "V-17")
BCA = Tender(TenderKind.TRANSFER, Rupiah(500_000), "BCA")
CARD = Tender(TenderKind.CARD, Rupiah(500_000))

# What was paid counts: the cashier hands over or takes the difference, and no more.


@pytest.mark.parametrize(
    ("paid", "net", "added", "tenders", "back"),
    [
        ((cash(500_000),), 450_000, 0, (cash(500_000),), 50_000),
        ((cash(500_000),), 500_000, 0, (cash(500_000),), 0),
        ((cash(500_000),), 520_000, 20_000, (cash(520_000),), 0),
        ((cash(500_000),), 520_000, 50_000, (cash(550_000),), 30_000),
        ((qris(500_000),), 450_000, 0, (qris(450_000),), 50_000),
        ((BCA,), 450_000, 0, (replace(BCA, amount=Rupiah(450_000)),), 50_000),
        ((CARD,), 450_000, 0, (replace(CARD, amount=Rupiah(450_000)),), 50_000),
        ((qris(500_000),), 520_000, 20_000, (qris(500_000), cash(20_000)), 0),
        ((qris(300_000), cash(200_000)), 450_000, 0, (qris(300_000), cash(200_000)), 50_000),
        ((qris(300_000), cash(200_000)), 250_000, 0, (qris(250_000),), 250_000),
        ((VOUCHER, cash(400_000)), 450_000, 0, (VOUCHER, cash(400_000)), 50_000),
        ((VOUCHER, cash(400_000)), 520_000, 20_000, (VOUCHER, cash(420_000)), 0),
    ],
)
def test_a_difference_is_settled_in_cash_where_what_was_paid_was_seen(
    desk: Desk,
    paid: tuple[Tender, ...],
    net: int,
    added: int,
    tenders: tuple[Tender, ...],
    back: int,
) -> None:
    old = sell(desk, line(KEYRING, 50), tenders=paid).kept.sale
    if any(tender.kind in UNCONFIRMED for tender in paid):
        mark_sale_checked(desk, old.number, **WHO)
    correction = correction_of(old, "salah")
    cart = basket(line(KEYRING, net // 10_000))
    assert correction.settle(cart.net, Rupiah(added)) == tenders
    assert correction.more(cart.net) == Rupiah(added and net - 500_000)
    before = by_tender(desk)
    done = correct_sale(desk, old.number, cart, tenders, "salah", **WHO)
    assert (done.back, done.given_back.taken_off) == (Rupiah(back), ())
    after = by_tender(desk)
    for kind in ("qris", "transfer", "card"):
        assert after.get(kind, 0) == before.get(kind, 0)
    assert after.get("cash", 0) - before.get("cash", 0) == net - 500_000
    assert verify(desk.store).is_ok


# What nobody saw stands for less, and is given back in no money.


@pytest.mark.parametrize(
    ("paid", "net", "tenders", "off", "back"),
    [
        ((qris(500_000),), 450_000, (qris(450_000),), 50_000, 0),
        ((BCA,), 450_000, (replace(BCA, amount=Rupiah(450_000)),), 50_000, 0),
        ((qris(300_000), cash(200_000)), 450_000, (qris(300_000), cash(200_000)), 0, 50_000),
        ((qris(300_000), cash(200_000)), 250_000, (qris(250_000),), 50_000, 200_000),
        ((VOUCHER, qris(400_000)), 450_000, (VOUCHER, qris(350_000)), 50_000, 0),
    ],
)
def test_what_nobody_saw_is_taken_off_and_stands_for_less(
    desk: Desk, paid: tuple[Tender, ...], net: int, tenders: tuple[Tender, ...], off: int, back: int
) -> None:
    old = sell(desk, line(KEYRING, 50), tenders=paid).kept.sale
    correction, cart = correction_of(old, "salah"), basket(line(KEYRING, net // 10_000))
    assert correction.settle(cart.net) == tenders
    cash_before = drawer(desk)
    said = correction.taken_off(cart.net)
    assert total(tender.amount for tender in said) == Rupiah(off)
    assert correction.balance(cart.net) == ({TenderKind.CASH: Rupiah(-back)} if back else {})
    done = correct_sale(desk, old.number, cart, tenders, "salah", **WHO)
    assert (done.given_back.taken_off, done.back) == (said, Rupiah(back))
    assert total(tender.amount for tender in done.handed) == Rupiah(back)
    warned = [f"{tender.kind.value}_taken_off" for tender in said]
    assert [w.code for w in done.given_back.warnings] == warned
    assert (done.sale.kept.sale.tenders, drawer(desk)) == (tenders, cash_before - Rupiah(back))
    unseen = [one.amount for one in list_unchecked(desk)]
    assert unseen == [tender.amount for tender in tenders if tender.kind in UNCONFIRMED]
    assert verify(desk.store).is_ok


def test_the_paper_names_what_is_taken_off_and_not_what_stands_in_the_next(desk: Desk) -> None:
    old = sell(desk, line(KEYRING, 50), tenders=(qris(500_000),)).kept.sale
    done = correct_sale(desk, old.number, basket(line(KEYRING, 45)), (qris(450_000),), "salah", **WHO)
    with desk.store.reading() as tx:
        void = load_original(tx, done.given_back.kept.sale.number).blocks
    assert Pair("QRIS", "-500.000") in void
    assert Text("Rp50.000 QRIS belum dicek dihapus, tidak ada uang kembali.", hang=2) in void


def test_asked_again_it_says_the_same_of_what_was_taken_off_though_it_was_seen_since(desk: Desk) -> None:
    old = sell(desk, line(KEYRING, 50), tenders=(BCA,)).kept.sale
    cart, tenders = basket(line(KEYRING, 45)), (replace(BCA, amount=Rupiah(450_000)),)
    first = correct_sale(desk, old.number, cart, tenders, "salah", **WHO)
    mark_sale_checked(desk, old.number, cashier=RINI, now=NOON + timedelta(hours=1))
    again = correct_sale(desk, old.number, cart, tenders, "salah", **WHO)
    assert again.given_back.taken_off == first.given_back.taken_off
    assert (again.handed, again.back) == (first.handed, first.back) == ((), ZERO)


def test_nothing_is_written_where_it_was_seen_after_it_was_said_what_goes_back(desk: Desk) -> None:
    old = sell(desk, line(KEYRING, 50), tenders=(qris(500_000),)).kept.sale
    cart, tenders = basket(line(KEYRING, 45)), (qris(450_000),)
    shown = look_at_correctable(desk, old.number)
    mark_sale_checked(desk, old.number, **WHO)
    before = facts_of(desk.store)
    with pytest.raises(SeenMeanwhile) as refused:
        correct_sale(desk, old.number, cart, tenders, "salah", shown=shown, **WHO)
    assert facts_of(desk.store) == before
    seen = refused.value.seen
    assert (shown, seen) == (frozenset(), look_at_correctable(desk, old.number))
    assert correct_sale(desk, old.number, cart, tenders, "salah", shown=seen, **WHO).back == Rupiah(50_000)


def test_what_was_seen_meanwhile_hinders_nothing_where_as_much_goes_back(desk: Desk) -> None:
    old = sell(desk, line(KEYRING, 50), tenders=(qris(500_000),)).kept.sale
    mark_sale_checked(desk, old.number, **WHO)
    cart, tenders = basket(line(KEYRING, 51)), (qris(500_000), cash(10_000))
    correct_sale(desk, old.number, cart, tenders, "salah", shown=frozenset(), **WHO)
    assert list_unchecked(desk) == ()


def test_what_was_seen_is_known_beside_cash_that_was_all_change(desk: Desk) -> None:
    paid = (cash(100_000), qris(400_000), Tender(TenderKind.TRANSFER, Rupiah(100_000), "BCA"))
    old = sell(desk, line(KEYRING, 50), tenders=paid).kept.sale
    mark_checked(desk, old.number, 2, **WHO)
    assert old.change == Rupiah(100_000)
    assert correction_of(old, "salah").paid == paid[1:]
    assert look_at_correctable(desk, old.number) == {1}


@pytest.mark.parametrize(("pieces", "counts", "cash_more"), [(45, 450, 0), (52, 520, 0), (60, 550, 50)])
def test_a_voucher_pays_with_all_that_it_is_worth_for_the_right_goods(
    desk: Desk, pieces: int, counts: int, cash_more: int
) -> None:
    """It lies in the drawer already: no cash is asked for what it covers, and what lapses is no change."""
    voucher = Tender(TenderKind.VOUCHER, Rupiah(500_000), "V-1", Rupiah(550_000))
    old = sell(desk, line(KEYRING, 50), tenders=(voucher,)).kept.sale
    cart = basket(line(KEYRING, pieces))
    correction = correction_of(old, "salah")
    assert correction.more(cart.net) == Rupiah(cash_more * 1_000)
    done = correct_sale(
        desk, old.number, cart, correction.settle(cart.net, cash=correction.more(cart.net)), "salah", **WHO
    )
    worth = Rupiah(550_000) if counts < 550 else ZERO
    paid = done.sale.kept.sale.tenders
    assert paid[0] == Tender(TenderKind.VOUCHER, Rupiah(counts * 1_000), "V-1", worth)
    assert done.balance == ({TenderKind.CASH: Rupiah(cash_more * 1_000)} if cash_more else {})
    assert (done.back, done.handed) == (ZERO, ())
    assert by_tender(desk).get("cash", 0) == cash_more * 1_000
    void = void_sale(desk, done.sale.kept.sale.number, "salah", **WHO)
    assert void.back.in_hand[0] == Tender(TenderKind.VOUCHER, Rupiah(550_000), "V-1")
    assert verify(desk.store).is_ok


def test_no_cash_goes_back_for_what_lapsed_of_a_voucher(desk: Desk) -> None:
    """The cash was taken first, so that less of the voucher counted: it still does."""
    voucher = Tender(TenderKind.VOUCHER, Rupiah(295_000), worth=Rupiah(345_000))
    old = sell(desk, tenders=(cash(100_000), voucher)).kept.sale
    correction = correction_of(old, "salah")
    assert correction.balance(old.total) == {}
    assert correction.balance(old.total + Rupiah(20_000)) == {}
    assert correction.balance(old.total + Rupiah(70_000)) == {TenderKind.CASH: Rupiah(20_000)}
    done = correct_sale(desk, old.number, basket(line(SHIRT)), correction.settle(old.total), "salah", **WHO)
    assert (done.back, done.handed, by_tender(desk)) == (ZERO, (), {"cash": 100_000, "voucher": 295_000})


def test_a_voucher_that_was_more_than_the_right_goods_gives_no_money(desk: Desk) -> None:
    voucher = Tender(TenderKind.VOUCHER, Rupiah(500_000), "V-1")
    old = sell(desk, line(KEYRING, 50), tenders=(voucher,)).kept.sale
    cart = basket(line(KEYRING, 45))
    tenders = correction_of(old, "salah").settle(cart.net)
    assert tenders == (Tender(TenderKind.VOUCHER, Rupiah(450_000), "V-1"),)
    done = correct_sale(desk, old.number, cart, tenders, "salah", **WHO)
    assert (done.back, done.handed) == (ZERO, (Tender(TenderKind.VOUCHER, Rupiah(50_000)),))
    assert by_tender(desk) == {"voucher": 450_000}
    assert verify(desk.store).is_ok


def test_a_way_of_paying_that_was_wrong_is_put_right_in_the_books(desk: Desk) -> None:
    number = sell(desk, tenders=(qris(395_000),)).kept.sale.number
    correct_sale(desk, number, basket(line(SHIRT)), (cash(395_000),), "ternyata tunai", **WHO)
    assert by_tender(desk) == {"cash": 395_000}


def pulses(desk: Desk, number: str) -> int:
    """Say how often the drawer was let open for a nota."""
    with desk.store.reading() as tx:
        return sum(job.kind is JobKind.DRAWER and job.sale == number for job in list_jobs(tx))


KEYED = {
    "cash": (cash(395_000), qris(395_000), {"qris": 395_000}, ZERO),
    "card": (Tender(TenderKind.CARD, Rupiah(395_000)), qris(395_000), {"qris": 395_000}, ZERO),
    "qris seen": (qris(395_000), Tender(TenderKind.CARD, Rupiah(395_000)), None, Rupiah(395_000)),
}


@pytest.mark.parametrize("keyed", KEYED)
def test_what_was_struck_off_goes_back_in_the_books_and_out_of_no_drawer(desk: Desk, keyed: str) -> None:
    was, really, brought, back = KEYED[keyed]
    desk = desk.with_settings(replace(desk.settings, drawer=True, printer="file:unused"))
    number = sell(desk, tenders=(was,)).kept.sale.number
    if brought is None:
        mark_sale_checked(desk, number, **WHO)
    before = pulses(desk, number)
    again = basket(line(SHIRT))
    done = correct_sale(desk, number, again, (really,), "salah", left_out=frozenset({1}), **WHO)
    assert (done.back, done.sale.also_back) == (back, back)
    assert done.handed == ((cash(back.amount),) if back else ())
    assert pulses(desk, number) - before == (1 if back else 0)
    assert [(t.kind, t.amount) for t in done.given_back.kept.sale.tenders] == [
        (TenderKind.CASH if was.kind is TenderKind.QRIS else was.kind, Rupiah(-395_000))
    ]
    if brought is not None:
        assert by_tender(desk) == brought
    repeat = correct_sale(desk, number, again, (really,), "salah", left_out=frozenset({1}), **WHO)
    assert (repeat.sale.is_repeat, repeat.back) == (True, back)
    assert verify(desk.store).is_ok


def test_cash_is_rounded_as_for_any_sale(desk: Desk) -> None:
    rounding = desk.with_settings(replace(desk.settings, rounding=100))
    cart = basket(line(SHIRT, agreed=370_055))
    correction = Correction("A03-20261211-0001", "salah", (cash(500_000),))
    assert correction.balance(cart.net, 100) == {TenderKind.CASH: Rupiah(370_000 - 500_000)}
    old = sell(rounding, line(SHIRT, 1), tenders=(cash(395_000),)).kept.sale
    done = correct_sale(rounding, old.number, cart, (cash(395_000),), "salah", **WHO)
    assert (done.sale.kept.sale.change, done.back) == (Rupiah(25_000), Rupiah(25_000))


@pytest.mark.parametrize("is_seen", [False, True], ids=["unseen", "seen"])
def test_a_day_on_which_a_payment_by_qris_was_put_right_is_proven(
    desk: Desk, tmp_path: Path, *, is_seen: bool
) -> None:
    old = sell(desk, line(KEYRING, 50), tenders=(qris(500_000),)).kept.sale
    if is_seen:
        mark_sale_checked(desk, old.number, **WHO)
    correct_sale(desk, old.number, basket(line(KEYRING, 45)), (qris(450_000),), "salah", **WHO)
    assert by_tender(desk) == ({"qris": 500_000, "cash": -50_000} if is_seen else {"qris": 450_000})
    close_till(desk, {50_000: 9 if is_seen else 10}, cashier=RINI, now=NOON)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        assert verify(centre).is_ok
        (figures,) = [d for d in reconcile_day(centre, DAY).reconciliation.devices if d.figures]
        assert figures.state.value == "proven"


def test_a_day_with_a_correction_is_proven(desk: Desk, tmp_path: Path) -> None:
    old = sell(desk, line(SHIRT, 2)).kept.sale
    correct_sale(desk, old.number, basket(line(SHIRT)), (cash(395_000),), "salah", **WHO)
    close_till(desk, {100_000: 8, 50_000: 1, 5_000: 9}, cashier=RINI, now=NOON)
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        assert verify(centre).is_ok
        states = {d.state.value for d in reconcile_day(centre, DAY).reconciliation.devices if d.figures}
        assert states == {"proven"}
    with desk.store.reading() as tx:
        assert [k.sale.kind for k in list_sales(tx)] == [SaleKind.SALE, SaleKind.VOID, SaleKind.SALE]
