"""The basket: every way to a price adds up to the rupiah, against a tally in plain integers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from batikpos.domain.cart import (
    AmountOff,
    BadPrice,
    Cart,
    CartLine,
    Discount,
    DiscountTooLarge,
    PercentOff,
    write_percent,
)
from batikpos.domain.catalogue import Item
from batikpos.domain.errors import PosError
from batikpos.domain.money import LARGEST, ZERO, Rupiah, total
from batikpos.domain.quantity import NotInStep, Unit
from tests.domain.baskets import GOODS, carts
from tests.shop import CLOTH, SHIRT, TUNIC, an_item, basket, item, line

ID = UUID("11111111-2222-4333-8444-555555555555")


@given(carts())
def test_the_lines_add_up_to_the_basket(cart: Cart) -> None:
    assert total(p.net for p in cart.priced) == cart.net
    assert total(p.gross for p in cart.priced) - total(p.discount for p in cart.priced) == cart.net


@given(carts())
def test_no_line_is_sold_for_less_than_nothing_or_more_than_its_price(cart: Cart) -> None:
    for priced in cart.priced:
        assert ZERO <= priced.net <= priced.gross
        assert priced.discount >= ZERO


@given(carts())
def test_the_producers_add_up_to_the_basket(cart: Cart) -> None:
    by_producer: dict[str, int] = {}
    for priced in cart.priced:
        of = priced.line.item.producer
        by_producer[of] = by_producer.get(of, 0) + priced.net.amount
    assert sum(by_producer.values()) == cart.net.amount


def test_an_agreed_price_below_the_list_shows_as_a_discount() -> None:
    (priced,) = basket(line(SHIRT, 2, agreed=370_000)).priced
    assert (priced.unit_price, priced.gross, priced.discount, priced.net) == tuple(
        map(Rupiah, (395_000, 790_000, 50_000, 740_000))
    )


def test_an_agreed_price_above_the_list_is_itself_the_price() -> None:
    (priced,) = basket(line(SHIRT, 2, agreed=400_000)).priced
    assert (priced.unit_price, priced.gross, priced.discount) == (Rupiah(400_000), Rupiah(800_000), ZERO)


def test_discounts_come_one_after_the_other() -> None:
    cart = basket(line(SHIRT, 1, agreed=380_000, discount=PercentOff(1_000)), discount=PercentOff(500))
    assert cart.gross == Rupiah(395_000)
    assert cart.net == Rupiah(324_900)  # 380.000 less 10 % is 342.000, less 5 % is 324.900


def test_a_basket_discount_is_spread_by_largest_remainder_ties_to_the_earlier() -> None:
    same = [an_item(f"S{n}", price=1_000) for n in range(3)]
    cart = Cart(ID)
    for one in same:
        cart = cart.add(one)
    assert [p.discount.amount for p in cart.with_discount(AmountOff(Rupiah(100))).priced] == [34, 33, 33]


def test_half_a_rupiah_of_discount_is_rounded_up() -> None:
    cart = Cart(ID).add(an_item(price=5)).with_line_discount(0, PercentOff(1_000))
    assert cart.discounted == Rupiah(1)


def test_a_percentage_may_have_two_decimals() -> None:
    cart = Cart(ID).add(an_item(price=1_000_000)).with_discount(PercentOff(1_234))
    assert cart.discounted == Rupiah(123_400)
    assert [write_percent(p) for p in (1_234, 1_000, 70, 5, 0, -250)] == [
        "12,34%",
        "10%",
        "0,7%",
        "0,05%",
        "0%",
        "-2,5%",
    ]


def test_a_second_scan_adds_to_the_same_line() -> None:
    cart = Cart(ID).add(item(SHIRT)).add(item(TUNIC)).add(item(SHIRT))
    assert [(one.item.sku, one.quantity.size) for one in cart.lines] == [(SHIRT, 2), (TUNIC, 1)]


def test_a_second_scan_of_cloth_adds_a_metre() -> None:
    cart = Cart(ID).add(item(CLOTH)).add(item(CLOTH))
    assert cart.quantity_of(CLOTH) == 2_000


def test_a_line_of_nothing_is_taken_off() -> None:
    assert Cart(ID).add(item(SHIRT)).with_size(0, 0).lines == ()


def test_a_cart_never_changes() -> None:
    cart = Cart(ID).add(item(SHIRT))
    cart.with_size(0, 3).with_agreed(0, Rupiah(1)).with_discount(PercentOff(1)).remove(0)
    assert cart == Cart(ID).add(item(SHIRT))


@pytest.mark.parametrize(
    "discount", [PercentOff(10_001), PercentOff(-1), AmountOff(Rupiah(395_001)), AmountOff(Rupiah(-1))]
)
def test_a_discount_over_what_is_left_is_refused(discount: Discount) -> None:
    cart = Cart(ID).add(item(SHIRT))
    with pytest.raises(DiscountTooLarge):
        cart.with_discount(discount)
    with pytest.raises(DiscountTooLarge):
        cart.with_line_discount(0, discount)


def test_a_whole_discount_leaves_nothing_to_pay() -> None:
    assert Cart(ID).add(item(SHIRT)).with_discount(PercentOff(10_000)).net == ZERO
    assert Cart(ID).add(item(SHIRT)).with_discount(AmountOff(Rupiah(395_000))).net == ZERO


@pytest.mark.parametrize("price", [-1, LARGEST + 1])
def test_an_agreed_price_no_till_could_hold_is_refused(price: int) -> None:
    with pytest.raises(BadPrice):
        Cart(ID).add(item(SHIRT)).with_agreed(0, Rupiah(price))


def test_a_line_that_comes_to_more_than_any_till_holds_is_refused() -> None:
    with pytest.raises(BadPrice):
        Cart(ID).add(an_item(price=LARGEST)).with_size(0, 2)


def test_taking_a_line_off_takes_a_discount_off_that_no_longer_fits() -> None:
    cart = Cart(ID).add(item(SHIRT)).add(an_item(price=100)).with_discount(AmountOff(Rupiah(1_000)))
    left = cart.remove(0)
    assert left.discount is None
    assert left.net == Rupiah(100)


def test_a_quantity_out_of_step_is_refused() -> None:
    with pytest.raises(NotInStep):
        Cart(ID).add(item(CLOTH)).with_size(0, 750)


@pytest.mark.parametrize(
    ("cart", "is_below"),
    [
        (basket(line(SHIRT, agreed=360_000)), False),
        (basket(line(SHIRT, agreed=359_999)), True),
        (basket(line(SHIRT, discount=AmountOff(Rupiah(35_000)))), False),
        (basket(line(SHIRT, discount=AmountOff(Rupiah(35_001)))), True),
        (basket(line(SHIRT), discount=PercentOff(886)), False),
        (basket(line(SHIRT), discount=PercentOff(887)), True),
        (basket(line(CLOTH, 1_500, agreed=115_000)), False),
        (basket(line(CLOTH, 1_500, agreed=114_999)), True),
    ],
)
def test_the_lowest_price_holds_whatever_way_it_is_undercut(cart: Cart, *, is_below: bool) -> None:
    assert any(p.is_below_floor for p in cart.priced) is is_below


@dataclass
class Tally:
    """One line, in plain integers."""

    sku: str
    size: int
    per: int
    list_price: int
    agreed: int | None = None
    off: tuple[str, int] | None = None


def rounded(numerator: int, denominator: int) -> int:
    """Divide non-negative numbers, halves up."""
    return (numerator * 2 + denominator) // (denominator * 2)


def taken(off: tuple[str, int] | None, left: int) -> int | None:
    """Say what a discount takes, None where it does not fit."""
    if off is None:
        return 0
    kind, value = off
    if kind == "percent":
        return rounded(left * value, 10_000)
    return value if value <= left else None


def tally(rows: list[Tally], off: tuple[str, int] | None) -> tuple[list[int], list[int]] | None:
    """Price a basket as CONTRACT.md says: gross and net of every line; None where it is refused."""
    grosses, nets = [], []
    for row in rows:
        unit = row.list_price if row.agreed is None else max(row.list_price, row.agreed)
        gross = rounded(unit * row.size, row.per)
        left = gross if row.agreed is None else rounded(row.agreed * row.size, row.per)
        less = taken(row.off, left)
        if less is None:
            return None
        grosses.append(gross)
        nets.append(left - less)
    whole = sum(nets)
    spread = taken(off, whole)
    if spread is None:
        return None
    if whole:
        shares = [spread * net // whole for net in nets]
        by_rest = sorted(range(len(nets)), key=lambda n: (-(spread * nets[n] % whole), n))
        for n in by_rest[: spread - sum(shares)]:
            shares[n] += 1
        nets = [net - share for net, share in zip(nets, shares, strict=True)]
    return grosses, nets


discounts = (
    st.none()
    | st.tuples(st.just("percent"), st.integers(0, 10_000))
    | st.tuples(st.just("amount"), st.integers(0, 3_000_000))
)


def as_discount(off: tuple[str, int] | None) -> Discount | None:
    """Turn the tally's discount into the domain's."""
    if off is None:
        return None
    return PercentOff(off[1]) if off[0] == "percent" else AmountOff(Rupiah(off[1]))


class CartAgainstTally(RuleBasedStateMachine):
    """A cashier who does anything in any order, and a second one who adds up by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.cart = Cart(ID)
        self.rows: list[Tally] = []
        self.off: tuple[str, int] | None = None

    def _act(self, change: Cart | PosError, rows: list[Tally], off: tuple[str, int] | None) -> None:
        if tally(rows, off) is None:
            assert isinstance(change, DiscountTooLarge)
            return
        assert isinstance(change, Cart), change
        self.cart, self.rows, self.off = change, rows, off

    @rule(chosen=st.sampled_from(GOODS))
    def add(self, chosen: Item) -> None:
        """Scan an item."""
        rows = [replace(row) for row in self.rows]
        first = 1 if chosen.unit is Unit.PIECE else 1000 // chosen.step * chosen.step
        same = next((row for row in rows if row.sku == chosen.sku), None)
        if same is None:
            per = 1 if chosen.unit is Unit.PIECE else 1000
            rows.append(Tally(chosen.sku, first, per, chosen.price.amount))
        else:
            same.size += first
        self._act(_tried(lambda: self.cart.add(chosen)), rows, self.off)

    @precondition(lambda self: bool(self.rows))
    @rule(data=st.data(), steps=st.integers(0, 60))
    def size(self, data: st.DataObject, steps: int) -> None:
        """Change a quantity."""
        n = data.draw(st.integers(0, len(self.rows) - 1))
        if steps == 0:
            self._remove(n, lambda: self.cart.with_size(n, 0))
            return
        rows = [replace(row) for row in self.rows]
        rows[n].size = steps * self.cart.lines[n].item.step
        self._act(_tried(lambda: self.cart.with_size(n, rows[n].size)), rows, self.off)

    @precondition(lambda self: bool(self.rows))
    @rule(data=st.data(), price=st.none() | st.integers(0, 20_000_000))
    def agree(self, data: st.DataObject, price: int | None) -> None:
        """Agree a price."""
        n = data.draw(st.integers(0, len(self.rows) - 1))
        rows = [replace(row) for row in self.rows]
        rows[n].agreed = price
        agreed = None if price is None else Rupiah(price)
        self._act(_tried(lambda: self.cart.with_agreed(n, agreed)), rows, self.off)

    @precondition(lambda self: bool(self.rows))
    @rule(data=st.data(), off=discounts)
    def line_discount(self, data: st.DataObject, off: tuple[str, int] | None) -> None:
        """Give a discount on a line."""
        n = data.draw(st.integers(0, len(self.rows) - 1))
        rows = [replace(row) for row in self.rows]
        rows[n].off = off
        self._act(_tried(lambda: self.cart.with_line_discount(n, as_discount(off))), rows, self.off)

    @rule(off=discounts)
    def basket_discount(self, off: tuple[str, int] | None) -> None:
        """Give a discount on the basket."""
        self._act(_tried(lambda: self.cart.with_discount(as_discount(off))), self.rows, off)

    @precondition(lambda self: bool(self.rows))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """Take a line off."""
        n = data.draw(st.integers(0, len(self.rows) - 1))
        self._remove(n, lambda: self.cart.remove(n))

    def _remove(self, n: int, act: Callable[[], Cart]) -> None:
        rows = [*self.rows[:n], *self.rows[n + 1 :]]
        off = None if tally(rows, self.off) is None else self.off
        self._act(_tried(act), rows, off)

    @invariant()
    def both_come_to_the_same(self) -> None:
        """Compare both sums."""
        expected = tally(self.rows, self.off)
        assert expected is not None
        grosses, nets = expected
        assert [p.gross.amount for p in self.cart.priced] == grosses
        assert [p.net.amount for p in self.cart.priced] == nets
        assert self.cart.net.amount == sum(nets)
        assert self.cart.gross.amount == sum(grosses)
        assert self.cart.discounted.amount == sum(grosses) - sum(nets)


def _tried(act: Callable[[], Cart]) -> Cart | PosError:
    try:
        return act()
    except PosError as refusal:
        return refusal


TestCartAgainstTally = CartAgainstTally.TestCase
TestCartAgainstTally.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


def test_a_basket_comes_to_no_more_than_a_nota_can_say() -> None:
    dear = an_item("A", price=LARGEST)
    with pytest.raises(BadPrice):
        Cart(ID).add(dear).put(CartLine(other := an_item("B", price=1), other.quantity(1)))
