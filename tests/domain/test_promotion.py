"""Promotions: what each is for and when, what lines get, and the laws that hold for any basket."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise
from time import perf_counter
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.domain import saving, sharing
from batikpos.domain.cart import AmountOff, Cart, CartLine, PercentOff
from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.openprice import open_item
from batikpos.domain.promotion import (
    AmountEach,
    Bundle,
    CheapestOff,
    Deal,
    PercentEach,
    Promotion,
    Scope,
    Season,
    promotion_from_body,
    promotion_to_body,
)
from batikpos.domain.quantity import Quantity
from batikpos.domain.saving import save
from batikpos.domain.sharing import Search
from tests.domain import promotions as by_chance
from tests.domain.baskets import GOODS, carts
from tests.domain.promotions import best_saving
from tests.shop import CLOTH, KEYRING, SHIRT, TUNIC, an_item, basket, item, line

ID = UUID(int=1)
THREE = Promotion("3 untuk 100.000", Bundle(3, Rupiah(100_000)))


def a(price: int, sku: str = "") -> CartLine:
    """Put one piece at a price onto a line."""
    made = an_item(sku or f"K-{price}", price=price)
    return CartLine(made, made.quantity(1))


def of(deal: Deal, **scope: tuple[str, ...]) -> Promotion:
    """Make a promotion called Great Sale."""
    return Promotion("Great Sale", deal, Scope(**scope))


def saved(cart: Cart, *promotions: Promotion) -> list[int]:
    """Say what each line saves by promotions."""
    return [p.promoted.amount for p in cart.with_promotions(promotions).priced]


# What each deal takes off.


def test_per_cent_come_off_each_line_half_up() -> None:
    assert saved(basket(line(SHIRT, 2), line(CLOTH, 2_500)), of(PercentEach(2_000))) == [158_000, 62_500]
    assert saved(Cart(ID, (a(5),)), of(PercentEach(1_000))) == [1]


def test_rupiah_come_off_each_piece_or_metre_and_nothing_costs_less_than_nothing() -> None:
    cart = basket(line(SHIRT, 2), line(CLOTH, 2_500), line(KEYRING, 3))
    assert saved(cart, of(AmountEach(Rupiah(20_000)))) == [40_000, 50_000, 30_000]


def test_who_buys_two_pays_less_for_each_and_who_buys_one_does_not() -> None:
    two = of(PercentEach(1_000, pieces=2))
    assert saved(basket(line(SHIRT)), two) == [0]
    assert saved(basket(line(SHIRT, 2)), two) == [79_000]
    assert saved(basket(line(SHIRT), line(TUNIC)), two) == [39_500, 32_500]
    assert saved(basket(line(SHIRT), line(CLOTH, 2_000)), two) == [0, 0]  # a length is no piece


def test_of_three_the_cheapest_is_free_and_what_it_costs_is_shared_by_all_three() -> None:
    cart = Cart(ID, (a(60_000), a(30_000), a(10_000), a(5_000)))
    cheapest = saved(cart, of(CheapestOff(3)))
    assert cheapest == [6_000, 3_000, 1_000, 0]
    assert sum(cheapest) == 10_000
    assert sum(saved(cart, of(CheapestOff(3, 5_000)))) == 5_000


def test_three_for_a_price_takes_the_dearest_and_leaves_the_rest_as_it_is() -> None:
    cart = Cart(ID, (a(45_000), a(40_000), a(35_000), a(30_000)))
    assert saved(cart, THREE) == [7_500, 6_667, 5_833, 0]
    assert cart.with_promotions((THREE,)).net == Rupiah(130_000)


def test_a_bundle_that_costs_more_than_its_pieces_is_not_given() -> None:
    assert saved(Cart(ID, (a(30_000), a(30_001), a(30_002))), THREE) == [0, 0, 0]


def test_a_bundle_goes_over_several_lines_and_several_times() -> None:
    shirt = an_item("S", price=50_000)
    cart = Cart(ID, (CartLine(shirt, shirt.quantity(5)), a(40_000)))
    assert cart.with_promotions((THREE,)).net == Rupiah(200_000)


# What it is for, and when.


def test_a_scope_names_goods_kinds_and_producers_and_all_of_them_must_hold() -> None:
    shirt = item(SHIRT)
    assert Scope().holds(shirt)
    assert Scope(skus=(TUNIC, SHIRT), kinds=(shirt.kind,), producers=("TOM",)).holds(shirt)
    assert not Scope(skus=(SHIRT,), producers=("KNG",)).holds(shirt)
    assert not Scope(kinds=("sarung",)).holds(shirt)


def test_goods_of_an_open_price_get_no_promotion() -> None:
    typed = open_item("Syal", Rupiah(50_000), producer="TOM", technique=Technique.CAP, dye=Dye.NATURAL)
    assert saved(Cart(ID, (CartLine(typed, typed.quantity(1)),)), of(PercentEach(5_000))) == [0]


NOTHING_OFF = (PercentOff(0), AmountOff(ZERO))
"""Discounts of nothing: a line with one is as it was."""


@pytest.mark.parametrize(
    ("season", "holds"),
    [
        (Season(), True),
        (Season(date(2026, 12, 11), date(2026, 12, 11)), True),
        (Season(date(2026, 12, 12)), False),
        (Season(last_day=date(2026, 12, 10)), False),
        (Season(from_hour=time(14), until_hour=time(15)), True),
        (Season(from_hour=time(14, 1)), False),
        (Season(until_hour=time(14)), False),
    ],
)
def test_a_season_is_days_and_hours_of_the_fairs_clock(season: Season, *, holds: bool) -> None:
    at = datetime(2026, 12, 11, 14)  # noqa: DTZ001 - the fair's own clock
    promotion = Promotion("Sore", PercentEach(1_000), season=season)
    assert promotion.holds_at(at) is holds
    assert not replace(promotion, is_on=False).holds_at(at)


def test_a_price_on_a_card_is_that_of_one_alone() -> None:
    shirt = item(SHIRT)
    assert of(PercentEach(2_000)).price_of(shirt) == Rupiah(316_000)
    assert of(AmountEach(Rupiah(500_000))).price_of(shirt) == ZERO
    assert of(PercentEach(2_000, pieces=2)).price_of(shirt) is None
    assert of(PercentEach(2_000), kinds=("sarung",)).price_of(shirt) is None
    assert THREE.price_of(shirt) is None


# Never stacked, and explained.


def test_a_line_with_an_agreed_price_or_a_discount_of_its_own_gets_no_promotion() -> None:
    cart = basket(line(SHIRT, agreed=390_000), line(TUNIC, discount=PercentOff(100)), line(KEYRING))
    promoted = cart.with_promotions((of(PercentEach(2_000)),))
    assert [p.promotion for p in promoted.priced] == ["", "", "Great Sale"]
    assert promoted.with_agreed(0, None).with_line_discount(1, None).discounted == Rupiah(146_000)


def test_a_line_that_was_agreed_upon_counts_for_no_bundle() -> None:
    cart = Cart(ID, (a(45_000), a(40_000), replace(a(35_000), agreed=Rupiah(34_000))))
    assert saved(cart, THREE) == [0, 0, 0]


def test_the_baskets_own_discount_comes_after_and_of_what_is_left() -> None:
    cart = basket(line(SHIRT)).with_promotions((of(PercentEach(2_000)),)).with_discount(PercentOff(1_000))
    (priced,) = cart.priced
    assert (priced.promoted, priced.discount, cart.net) == (
        Rupiah(79_000), Rupiah(79_000 + 31_600), Rupiah(284_400),
    )  # fmt: skip


def test_of_two_that_save_the_same_the_first_of_the_list_is_given() -> None:
    one, other = Promotion("Satu", PercentEach(1_000)), Promotion("Dua", PercentEach(1_000))
    for both in ((one, other), (other, one)):
        assert [p.promotion for p in basket(line(SHIRT)).with_promotions(both).priced] == [both[0].name]


def test_a_line_takes_what_saves_all_together_most() -> None:
    half = Promotion("Separuh", PercentEach(6_000), Scope(skus=("K-90000",)))
    cart = Cart(ID, (a(90_000), a(40_000), a(40_000), a(40_000)))
    assert [p.promotion for p in cart.with_promotions((THREE, half)).priced] == [
        "Separuh", THREE.name, THREE.name, THREE.name,
    ]  # fmt: skip


def test_a_basket_discount_that_no_longer_fits_goes_with_the_promotion_that_came() -> None:
    cart = basket(line(SHIRT), discount=AmountOff(Rupiah(300_000)))
    assert cart.with_promotions((of(PercentEach(5_000)),)).discount is None


# The laws.

quantities = st.sampled_from(GOODS).flatmap(
    lambda i: st.integers(1, 5).map(lambda n: CartLine(i, i.quantity(n * i.step)))
)
plain = st.lists(quantities, min_size=1, max_size=5)


@given(carts(), by_chance.lists())
def test_nothing_is_given_away_and_the_parts_are_the_whole(
    cart: Cart, promotions: tuple[Promotion, ...]
) -> None:
    bare = replace(cart, discount=None)
    promoted = bare.with_promotions(promotions)
    names = {p.name for p in promotions}
    for before, after in zip(bare.priced, promoted.priced, strict=True):
        assert ZERO <= after.net <= before.net
        assert before.net - after.net == after.promoted
        assert bool(after.promotion) == bool(after.promoted)
        assert after.promotion in names | {""}
        if after.line.agreed is not None or after.line.discount not in {None, *NOTHING_OFF}:
            assert not after.promotion
    assert promoted.net == total(p.net for p in promoted.priced)
    assert promoted.discounted == bare.discounted + total(p.promoted for p in promoted.priced)


@settings(deadline=None)
@given(plain, by_chance.lists())
def test_no_other_way_to_give_each_line_one_promotion_saves_more(
    lines: list[CartLine], promotions: tuple[Promotion, ...]
) -> None:
    goods = [(one.item, one.quantity) for one in lines]
    found = save(goods, promotions)
    assert total(s.amount for s in found).amount == best_saving(goods, promotions)


@given(st.data(), plain, by_chance.lists())
def test_the_order_of_the_lines_makes_no_difference_to_what_each_comes_to(
    data: st.DataObject, lines: list[CartLine], promotions: tuple[Promotion, ...]
) -> None:
    def outcome(order: list[CartLine]) -> Counter[tuple[object, ...]]:
        priced = Cart(ID, tuple(order), promotions=promotions).priced
        return Counter((p.line.item.sku, p.line.quantity, p.promotion, p.promoted) for p in priced)

    assert outcome(data.draw(st.permutations(lines))) == outcome(lines)


@given(plain, by_chance.lists())
def test_more_in_the_basket_never_saves_less(
    lines: list[CartLine], promotions: tuple[Promotion, ...]
) -> None:
    """What is paid may go down, though: with the third piece three come to less than two."""

    def saving(count: int) -> Rupiah:
        return Cart(ID, tuple(lines[:count]), promotions=promotions).discounted

    assert all(less <= more for less, more in pairwise(map(saving, range(1, len(lines) + 1))))
    grown = replace(lines[0], quantity=lines[0].item.quantity(lines[0].quantity.size + lines[0].item.step))
    before = saving(len(lines))
    lines[0] = grown
    assert saving(len(lines)) >= before


@given(plain, by_chance.lists())
def test_one_promotion_more_never_saves_less(
    lines: list[CartLine], promotions: tuple[Promotion, ...]
) -> None:
    for count in range(len(promotions)):
        fewer = Cart(ID, tuple(lines), promotions=promotions[:count])
        more = replace(fewer, promotions=promotions[: count + 1])
        assert more.net <= fewer.net


@given(plain, by_chance.lists())
def test_what_several_pieces_earned_is_no_more_than_what_each_costs(
    lines: list[CartLine], promotions: tuple[Promotion, ...]
) -> None:
    for priced in Cart(ID, tuple(lines), promotions=promotions).priced:
        assert ZERO <= priced.promoted <= priced.gross


@given(by_chance.lists())
def test_a_promotion_is_read_as_it_was_written(promotions: tuple[Promotion, ...]) -> None:
    for promotion in promotions:
        assert promotion_from_body(promotion.name, promotion_to_body(promotion)) == promotion


def test_a_deal_of_no_kind_is_refused() -> None:
    body = promotion_to_body(THREE) | {"deal": ["lottery", 1, 2]}
    with pytest.raises(ValueError, match="lottery"):
        promotion_from_body("X", body)


def three_of(producer: str) -> Promotion:
    """Sell three of a producer's pieces for 100.000."""
    return Promotion(f"3 {producer}", Bundle(3, Rupiah(100_000)), Scope(producers=(producer,)))


@pytest.mark.parametrize("producers", ["ABCD", "ABCDEFGH"])
def test_a_promotion_for_all_goods_takes_none_of_those_away_that_save_more(producers: str) -> None:
    goods = [(an_item(f"I{p}", price=50_000, producer=p), Quantity(3)) for p in producers]
    bundles = [three_of(p) for p in producers]
    tiny = Promotion("Kecil", CheapestOff(3, 1))
    for promotions in ([tiny, *bundles], [*bundles, tiny]):
        assert [s.amount.amount for s in save(goods, promotions)] == [50_000] * len(producers)
        assert [s.promotion for s in save(goods, promotions)] == [p.name for p in bundles]


def test_promotions_from_many_pieces_on_do_not_shut_each_other_out() -> None:
    goods = [(an_item("Z", price=50_000, stock=99), Quantity(20))]
    small, large = Promotion("1 %", PercentEach(100, 20)), Promotion("50 %", PercentEach(5_000, 12))
    for promotions in ([small, large], [large, small]):
        assert [(s.promotion, s.amount) for s in save(goods, promotions)] == [("50 %", Rupiah(500_000))]


def test_a_basket_of_six_producers_with_a_bundle_each_beside_one_for_all_is_within_the_limit() -> None:
    promotions = [of(CheapestOff(3, 5_000)), *map(three_of, "ABCDEF")]
    goods = [
        (an_item(f"{p}-{n}", price=50_000 - 5_000 * n, producer=p), Quantity(1))
        for n in range(3)
        for p in "ABCDEF"
    ]
    search = Search(goods, promotions, range(7))
    assert -search.run()[0] >= 6 * 35_000
    assert search.is_exact


def test_past_its_limit_too_one_promotion_more_never_saves_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "MOST_STEPS", 0)
    monkeypatch.setattr(sharing, "_PROBE", 1)
    monkeypatch.setattr(saving, "MOST_TRIES", 2**5)
    for seed in range(200):
        chance = random.Random(seed)
        goods = [
            (
                an_item(f"S{n}", price=chance.choice([25, 50, 75, 95]) * 1_000, producer=chance.choice("AB")),
                Quantity(chance.randint(1, 3)),
            )
            for n in range(chance.randint(3, 6))
        ]
        promotions = [_competing(f"P{n}", chance) for n in range(chance.randint(2, 5))]
        without = chance.randrange(len(promotions))
        fewer = promotions[:without] + promotions[without + 1 :]
        assert amount_of(save(goods, promotions)) >= amount_of(save(goods, fewer)), seed


def _competing(name: str, chance: random.Random) -> Promotion:
    """Make a promotion that counts pieces, of some or all goods."""
    pieces = chance.randint(2, 4)
    deals: tuple[Deal, ...] = (
        Bundle(pieces, Rupiah(pieces * chance.randint(20, 100) * 1_000)),
        CheapestOff(pieces, chance.choice([5_000, 10_000])),
        PercentEach(chance.choice([1_000, 2_000]), pieces),
    )
    return Promotion(name, chance.choice(deals), Scope(producers=chance.choice([("A",), ("B",), ()])))


def amount_of(savings: Sequence[saving.Saving]) -> int:
    """Add up what is saved."""
    return total(s.amount for s in savings).amount


def test_past_its_limit_a_basket_is_priced_in_a_moment_and_the_same_each_time() -> None:
    goods = [
        (an_item(f"K{n}", price=10_000 + 997 * (n * 7 % 41), producer=f"P{n % 3}"), Quantity(1 + n % 5))
        for n in range(60)
    ]
    promotions = [
        Promotion(f"{n} untuk", Bundle(n, Rupiah(29_000 * n)), Scope(producers=(f"P{n % 3}", "P0")))
        for n in range(7, 15)
    ]
    search = Search(goods, promotions, range(8))
    search.run()
    assert not search.is_exact
    began = perf_counter()
    assert save(goods, promotions) == save(goods, promotions)
    assert perf_counter() - began < 20  # seconds for two: that it ends at all on any machine


def test_a_large_basket_under_many_promotions_is_priced_in_a_moment() -> None:
    goods = [an_item(f"K{n}", price=10_000 + 997 * n, producer=f"P{n % 3}") for n in range(40)]
    bundles = (
        Promotion(f"{n} untuk", Bundle(n, Rupiah(9_000 * n)), Scope(producers=(f"P{n % 3}", "P0")))
        for n in range(2, 8)
    )
    promotions = (*bundles, of(CheapestOff(3)), of(PercentEach(1_500, pieces=2)))
    cart = Cart(ID, tuple(CartLine(g, g.quantity(1 + n % 3)) for n, g in enumerate(goods)))
    assert cart.with_promotions(promotions).discounted > cart.with_promotions(promotions[:1]).discounted
