"""What was agreed to and what is written: a second person's word holds for what was read, and for no more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from batikpos.domain.agreement import Asked
from batikpos.domain.cart import Cart, PercentOff
from batikpos.domain.change import change_from_body
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.money import Rupiah
from batikpos.domain.obstacle import SeveralSoldOut, SoldOut, short_of
from batikpos.domain.promotion import Bundle, PercentEach, Promotion, Scope, Season
from batikpos.domain.quantity import Quantity
from batikpos.domain.right import AllNeeded
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checkout import CompletedSale, complete_sale
from batikpos.services.correcting import correct_sale
from batikpos.services.desk import Desk
from batikpos.services.drawer import open_drawer
from batikpos.services.orders import cancel_order, take_order
from batikpos.services.promotions import add_promotions, remove_promotion, switch_promotion
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.rules import change_rules
from batikpos.services.till import close_till, move_cash
from batikpos.settings import load_settings
from tests.domain.codes import STATIC, Made
from tests.shop import (
    DAY,
    KEYRING,
    NOON,
    RINI,
    SARI,
    SHIRT,
    SILK,
    TUNIC,
    an_item,
    basket,
    cash,
    facts_of,
    item,
    line,
    sell,
)

ALONE: dict[str, Any] = {"cashier": RINI, "now": NOON, "agreed": ()}


def ruled(desk: Desk, *acts: str, limit: int = 100) -> Desk:
    """Let two people do some acts only."""
    return desk.with_settings(replace(desk.settings, second_person=",".join(acts), discount_limit=limit))


def try_to_sell(desk: Desk, cart: Cart, **also: Any) -> CompletedSale:
    """Sell a basket for enough of a transfer."""
    return complete_sale(desk, cart, (Tender(TenderKind.TRANSFER, cart.net),), **(ALONE | also))


def asked(desk: Desk, cart: Cart, **also: Any) -> Asked:
    """Say what is asked before a basket is sold; nothing may have been written."""
    before = facts_of(desk.store)
    with pytest.raises(Asked) as refused:
        try_to_sell(desk, cart, **also)
    assert facts_of(desk.store) == before
    return refused.value


def test_a_price_under_the_floor_is_named_with_the_floor_for_all_of_the_line(desk: Desk) -> None:
    one, two = basket(line(SHIRT, agreed=300_000)), basket(line(SHIRT, 2, agreed=300_000))
    assert "Rp360.000. Rp300.000 is asked" in asked(desk, one).message("en")
    said = asked(desk, two).message("en")
    assert said.startswith("2 \N{MULTIPLICATION SIGN} ")
    assert "Rp720.000. Rp600.000 is asked" in said


def test_what_was_agreed_to_is_sold_and_said_with_the_sale_also_when_asked_again(desk: Desk) -> None:
    cart = basket(line(SHIRT, agreed=300_000))
    agreed = asked(desk, cart).asks
    done = try_to_sell(desk, cart, approver=SARI, agreed=agreed)
    assert [one.code for one in done.agreed] == ["below_floor"]
    assert "Rp300.000" in done.agreed[0].text
    assert try_to_sell(desk, cart, approver=SARI, agreed=agreed).agreed == done.agreed
    assert facts_of(desk.store)[-1].body["agreed"] == [["below_floor", done.agreed[0].text]]


@pytest.mark.parametrize(
    "other",
    [
        basket(line(SHIRT, agreed=299_999)),
        basket(line(SHIRT, 2, agreed=300_000)),
        basket(line(SHIRT, agreed=300_000), line(SHIRT, agreed=300_000)),
        basket(line(SHIRT, agreed=300_000), line(TUNIC, agreed=280_000)),
    ],
)
def test_another_price_than_was_agreed_to_is_asked_for_with_all_that_it_needs(
    desk: Desk, other: Cart
) -> None:
    agreed = asked(desk, basket(line(SHIRT, agreed=300_000))).asks
    more = asked(desk, other, approver=SARI, agreed=agreed)
    assert isinstance(more, AllNeeded)
    assert more.message("en").startswith("It is not what was agreed to any more. Now it is:\n")
    assert try_to_sell(desk, other, approver=SARI, agreed=more.asks).kept.sale.approver == SARI


def test_who_agreed_to_a_price_agreed_to_no_discount(desk: Desk) -> None:
    strict = ruled(desk, limit=5)
    cart = basket(line(KEYRING, agreed=1_000))
    more = asked(strict, cart, approver=SARI, agreed=asked(desk, cart).asks)
    assert f"\n{item(KEYRING).names.id}: Rp10.000 → Rp1.000" in more.message("id")


def test_a_discount_is_agreed_to_with_its_goods_and_from_which_price_to_which(desk: Desk) -> None:
    strict = ruled(desk, limit=2)
    cart = basket(line(SHIRT, 2, discount=PercentOff(500)), line(KEYRING))
    needed = asked(strict, cart)
    shirt, price = item(SHIRT).names, item(SHIRT).price
    twice = Rupiah(2 * price.amount)
    change = f"{twice} → {twice - twice.share(500)}"
    first, *lines = needed.message("en").split("\n")
    assert first.startswith("A discount this high needs a second person")
    assert lines == [f"2 \N{MULTIPLICATION SIGN} {shirt.en or shirt.id}: {change}"]
    (agreed,) = try_to_sell(strict, cart, approver=SARI, agreed=needed.asks).agreed
    assert agreed.text.endswith(f"2 \N{MULTIPLICATION SIGN} {shirt.id}: {change}")


def test_a_change_of_rules_or_promotions_keeps_what_was_agreed_to(changeable: Desk) -> None:
    strict = changeable
    change_rules(strict, {"qris": STATIC}, now=NOON, cashier=RINI, approver=SARI)
    body = facts_of(strict.store)[-1].body
    ((_code, said),) = body["agreed"]
    assert "- → BATIK CONTOH MASARAN ID1099000000017" in said
    change_from_body(FactKind.RULES, body)  # as every program before reads it
    add_promotions(strict, [replace(SALE, name="Pagi")], now=NOON, cashier=RINI, approver=SARI)
    ((_code, said),) = facts_of(strict.store)[-1].body["agreed"]
    assert "Pagi" in said


def test_an_order_that_is_asked_for_twice_says_twice_what_was_agreed_to(desk: Desk) -> None:
    strict = ruled(desk, limit=2)
    cart = basket(line(SHIRT, discount=PercentOff(500)))
    who: dict[str, Any] = {"customer": "Bu Tini", "due": DAY, "cashier": RINI, "now": NOON, "approver": SARI}
    first = take_order(strict, cart, [cash(50_000)], **who)
    again = take_order(strict, cart, [cash(50_000)], **who)
    assert first.agreed
    assert again.agreed == first.agreed


def test_a_discount_is_agreed_to_by_what_it_takes_off(desk: Desk) -> None:
    strict = ruled(desk, limit=2)
    agreed = asked(strict, basket(line(SHIRT, discount=PercentOff(500)))).asks
    asked(strict, basket(line(SHIRT, discount=PercentOff(600))), approver=SARI, agreed=agreed)
    try_to_sell(strict, basket(line(SHIRT, discount=PercentOff(500))), approver=SARI, agreed=agreed)


def sold(desk: Desk, pieces: int) -> str:
    """Sell so many of something; return its nota's number."""
    return sell(desk, line(KEYRING, pieces)).kept.sale.number


ACTS: dict[str, Callable[..., object]] = {
    "void": lambda desk, n, **by: void_sale(desk, sold(desk, n), "salah", **by),
    "refund": lambda desk, n, **by: refund_sale(desk, sold(desk, n), [(1, None)], "sobek", **by),
    "drawer": lambda desk, n, **by: move_cash(desk, Rupiah(-1_000 * n), "setor", **by),
    "opening": lambda desk, n, **by: open_drawer(desk, f"tukar {n}", **by),
    "close": lambda desk, n, **by: close_till(desk, {100_000: n}, **by),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_agreed_to_with_its_number_its_amount_and_its_reason(desk: Desk, act: str) -> None:
    strict = ruled(desk, "void", "refund", "drawer", "close")
    by: dict[str, Any] = {"cashier": RINI, "now": NOON}
    with pytest.raises(Asked) as first:
        ACTS[act](strict, 1, **by, agreed=())
    with pytest.raises(AllNeeded) as other:
        ACTS[act](strict, 2, **by, approver=SARI, agreed=first.value.asks)
    assert other.value.is_changed


def test_an_order_is_cancelled_for_the_down_payment_that_was_agreed_to(desk: Desk) -> None:
    strict = ruled(desk, "refund")
    who: dict[str, Any] = {"customer": "Bu Tini", "due": DAY, "cashier": RINI, "now": NOON}
    one, two = (take_order(strict, basket(line()), [cash(n)], **who).order.number for n in (50_000, 60_000))
    with pytest.raises(Asked) as first:
        cancel_order(strict, one, "batal", **ALONE)
    with pytest.raises(AllNeeded):
        cancel_order(strict, two, "batal", **(ALONE | {"agreed": first.value.asks}), approver=SARI)
    cancel_order(strict, one, "batal", **(ALONE | {"agreed": first.value.asks}), approver=SARI)


def test_an_order_at_a_price_for_two_is_taken_at_the_price_that_was_agreed_to(desk: Desk) -> None:
    who: dict[str, Any] = {"customer": "Bu Tini", "due": DAY}
    with pytest.raises(Asked) as first:
        take_order(desk, basket(line(agreed=300_000)), [cash(50_000)], **who, **ALONE)
    by = ALONE | {"approver": SARI, "agreed": first.value.asks}
    with pytest.raises(AllNeeded):
        take_order(desk, basket(line(agreed=290_000)), [cash(50_000)], **who, **by)
    taken = take_order(desk, basket(line(agreed=300_000)), [cash(50_000)], **who, **by)
    assert [one.code for one in taken.agreed] == ["below_floor"]


def test_a_correction_says_what_was_agreed_to_of_the_void_and_of_the_price(desk: Desk) -> None:
    strict = ruled(desk, "void")
    number = sell(strict).kept.sale.number
    cart = basket(line(agreed=300_000))
    with pytest.raises(AllNeeded) as first:
        correct_sale(strict, number, cart, [cash(300_000)], "salah", **ALONE)
    by = ALONE | {"approver": SARI, "agreed": first.value.asks}
    done = correct_sale(strict, number, cart, [cash(300_000)], "salah", **by)
    assert [one.code for one in (*done.given_back.agreed, *done.sale.agreed)] == [
        "needs_approver",
        "below_floor",
    ]
    assert number in done.given_back.agreed[0].text


SALE = Promotion(
    "Obral",
    PercentEach(2_000),
    Scope(skus=(SHIRT,)),
    Season(date(2026, 12, 11), date(2026, 12, 13), time(10), time(12)),
)
CHANGES: dict[str, Callable[..., object]] = {
    "rules": lambda desk, by: change_rules(desk, {"second_person": "void", "discount_limit": "5"}, **by),
    "other rules": lambda desk, by: change_rules(desk, {"second_person": "", "discount_limit": "100"}, **by),
    "no refund": lambda desk, by: change_rules(desk, {"second_person": "void", "discount_limit": "10"}, **by),
    "code": lambda desk, by: change_rules(desk, {"qris": STATIC}, **by),
    "amount": lambda desk, by: change_rules(desk, {"qris_amount": "yes", "rounding": "500"}, **by),
    "new": lambda desk, by: add_promotions(desk, (Promotion("A", PercentEach(500)),), **by),
    "other new": lambda desk, by: add_promotions(desk, (Promotion("B", PercentEach(9_900)),), **by),
    "higher": lambda desk, by: add_promotions(desk, (replace(SALE, deal=PercentEach(9_900)),), **by),
    "list": lambda desk, by: add_promotions(
        desk, (replace(SALE, deal=PercentEach(500)), Promotion("C", Bundle(3, Rupiah(100_000)))), **by
    ),
    "off": lambda desk, by: switch_promotion(desk, SALE.name, is_on=False, **by),
    "gone": lambda desk, by: remove_promotion(
        desk, SALE.name, **{k: v for k, v in by.items() if k != "agreed"}
    ),
}


@pytest.fixture
def changeable(desk: Desk) -> Desk:
    """Have rules and a promotion that can be changed."""
    by: dict[str, Any] = {"cashier": RINI, "now": NOON, "approver": SARI}
    change_rules(desk, {"second_person": "void,refund", "discount_limit": "10"}, **by)
    add_promotions(desk, (SALE,), **by)
    return desk


def asked_to_change(desk: Desk, change: str, **also: Any) -> Asked:
    """Say what a supervisor is asked before a change; nothing may have been written."""
    before = facts_of(desk.store), load_settings(desk.home)
    with pytest.raises(Asked) as refused:
        CHANGES[change](desk, ALONE | also)
    assert (facts_of(desk.store), load_settings(desk.home)) == before
    return refused.value


DEAL = "20% off · Indigo long-sleeve shirt M · 11/12/2026 to 13/12/2026, 10.00 to 12.00"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "rules",
            [
                "For two: Voiding a sale, A return or cancelled order → Voiding a sale",
                "Discount by one alone: up to 10 % → up to 5 %",
            ],
        ),
        (
            "other rules",
            [
                "For two: Voiding a sale, A return or cancelled order → nothing",
                "Discount by one alone: up to 10 % → anything",
            ],
        ),
        ("code", ["QRIS code: - → BATIK CONTOH MASARAN ID1099000000017"]),
        ("amount", ["Cash rounded to: not rounded → Rp500", "Amount in the QRIS code: no → yes"]),
        ("new", ["New: “A”, 5% off · all goods · every day"]),
        ("higher", [f"Replaced: “Obral”, {DEAL} → {DEAL.replace('20%', '99%')}"]),
        (
            "list",
            [
                "2 promotions, 1 of them in place of one of the same name",
                f"Replaced: “Obral”, {DEAL} → {DEAL.replace('20%', '5%')}",
                "New: “C”, 3 pieces for Rp100.000 · all goods · every day",
            ],
        ),
        ("off", [f"Switched off: “Obral”, {DEAL}"]),
        ("gone", [f"Taken off the list: “Obral”, {DEAL}"]),
    ],
)
def test_a_supervisor_reads_what_changes_before_the_pin_and_it_is_what_was_agreed_to(
    changeable: Desk, change: str, said: list[str]
) -> None:
    needed = asked_to_change(changeable, change)
    head, *lines = needed.message("en").split("\n")
    assert head.endswith("needs a second person. Ask a supervisor to type a PIN.")
    assert lines == said
    assert needed.agreed_to("en").text.endswith(": " + "; ".join(said))


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("rules", "other rules"),
        ("rules", "no refund"),
        ("rules", "code"),
        ("amount", "code"),
        ("new", "other new"),
        ("new", "higher"),
        ("list", "higher"),
        ("off", "higher"),
    ],
)
def test_a_supervisor_who_agreed_to_a_change_agreed_to_no_other(
    changeable: Desk, read: str, written: str
) -> None:
    by: dict[str, Any] = {"approver": SARI, "agreed": asked_to_change(changeable, read).asks}
    other = asked_to_change(changeable, written, **by)
    assert isinstance(other, AllNeeded)
    assert other.message("en").startswith("It is not what was agreed to any more. Now it is:\n")
    CHANGES[read](changeable, ALONE | by)


def test_a_change_of_something_that_is_another_by_now_is_asked_anew(changeable: Desk) -> None:
    by: dict[str, Any] = {"approver": SARI, "agreed": asked_to_change(changeable, "off").asks}
    CHANGES["higher"](changeable, ALONE | {"approver": SARI, "agreed": None})
    assert "99% off" in asked_to_change(changeable, "off", **by).message("en")


def test_another_code_of_the_same_merchant_is_said_to_be_another(changeable: Desk) -> None:
    CHANGES["code"](changeable, ALONE | {"approver": SARI, "agreed": None})
    with pytest.raises(Asked) as refused:
        change_rules(changeable, {"qris": Made(postcode="57283").payload}, **ALONE)
    same = "Another QRIS code of the same merchant: BATIK CONTOH MASARAN ID1099000000017"
    assert same in refused.value.message("en")


def test_nobody_is_asked_where_nothing_changes(changeable: Desk) -> None:
    before = facts_of(changeable.store)
    change_rules(changeable, {"second_person": "refund,void"}, **ALONE)
    add_promotions(changeable, (SALE,), **ALONE)
    assert facts_of(changeable.store) == before


def test_all_that_is_short_is_named_with_what_is_left_and_asked(desk: Desk) -> None:
    sell(desk, line(SILK), tenders=(Tender(TenderKind.TRANSFER, Rupiah(12_500_000)),))
    said = asked(desk, basket(line(SHIRT, 5), line(SILK)), oversell=True)
    assert isinstance(said, SeveralSoldOut)
    assert [(one.left, one.asked) for one in said.short] == [
        (Quantity(4), Quantity(5)),
        (Quantity(0), Quantity(1)),
    ]
    lines = said.message("en").split("\n")
    assert lines[1].endswith(": 4 left, 5 asked")
    assert lines[2].endswith(": 0 left, 1 asked")


def test_what_was_not_said_to_be_short_is_not_sold_all_the_same(desk: Desk) -> None:
    paid = (Tender(TenderKind.TRANSFER, Rupiah(12_500_000)),)
    cart = basket(line(SHIRT, 5), line(SILK))
    agreed = asked(desk, cart).asks
    sell(desk, line(SILK), tenders=paid)
    more = asked(desk, cart, oversell=True, agreed=agreed)
    done = try_to_sell(desk, cart, oversell=True, agreed=more.asks)
    assert [w.code for w in done.warnings] == ["sold_out", "sold_out"]


def test_all_goods_that_are_short_are_named() -> None:
    items = [an_item(f"K{n}", name=f"Kain {n}") for n in range(9)]
    short = tuple(short_of(Cart(basket().sale_id).add(item), item, Quantity(0)) for item in items)
    said = SeveralSoldOut(short).message("en").split("\n")
    assert [line for line in said if line.startswith("Kain")] == [
        f"Kain {n}: 0 left, 1 asked" for n in range(9)
    ]
    assert len(SeveralSoldOut(short).asks) == 9


def test_two_pieces_of_one_name_are_two_things_to_agree_to() -> None:
    one, other = an_item("K1"), an_item("K2")
    asks = [SoldOut(item.names, Quantity(0), Quantity(1), item.sku).asks for item in (one, other)]
    assert asks[0] != asks[1]


def test_what_lifts_no_refusal_is_nothing_to_agree_to(desk: Desk) -> None:
    with pytest.raises(PosError) as refused:
        try_to_sell(desk, basket())
    assert not isinstance(refused.value, Asked)
