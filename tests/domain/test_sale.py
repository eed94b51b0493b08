"""Sales and what is given back of them: parts add up to the line to the rupiah."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.cart import CartLine
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.sale import (
    BadReturn,
    NoSuchLine,
    Sale,
    SaleLine,
    by_tender,
    item_of,
    returned_lines,
    sold_lines,
    voided_lines,
)
from batikpos.domain.tender import MONEY
from tests.domain.baskets import sales
from tests.shop import SHIRT, an_item, basket, catalogue, line


@given(sales())
def test_paid_is_total_plus_change(sale: Sale) -> None:
    assert sale.paid == sale.total + sale.change
    assert total(line.net for line in sale.lines) == sale.total


@given(sales())
def test_what_each_way_of_paying_brought_adds_up_to_the_sale(sale: Sale) -> None:
    brought = by_tender([sale])
    assert set(brought) == {*MONEY} | {t.kind for t in sale.tenders}
    assert total(brought.values()) == sale.total


@given(sales())
def test_a_void_leaves_nothing(sale: Sale) -> None:
    for sold, back in zip(sale.lines, voided_lines(sale.lines), strict=True):
        assert sold.quantity.size + back.quantity.size == 0
        assert (sold.gross + back.gross, sold.discount + back.discount) == (ZERO, ZERO)
        assert sold.net + back.net == ZERO


@given(sales(), st.data())
def test_parts_given_back_add_up_to_the_line(sale: Sale, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(sale.lines)))
    sold = sale.lines[number - 1]
    back: list[SaleLine] = []
    left = sold.quantity.size
    while left:
        size = data.draw(st.integers(1, left) | st.just(left))
        (part,) = returned_lines(sale.lines, back, [(number, size)])
        assert (part.quantity.size, part.given_back) == (-size, number)
        back.append(part)
        left -= size
    assert total(part.gross for part in back) == -sold.gross
    assert total(part.discount for part in back) == -sold.discount
    assert total(part.net for part in back) == -sold.net
    with pytest.raises(BadReturn):
        returned_lines(sale.lines, back, [(number, None)])


@given(sales())
def test_all_that_is_left_of_every_line_is_the_whole_sale(sale: Sale) -> None:
    every = [(n, None) for n in range(1, len(sale.lines) + 1)]
    assert total(part.net for part in returned_lines(sale.lines, [], every)) == -sale.total


THREE = sold_lines(basket(line(SHIRT, 3)), catalogue())


@pytest.mark.parametrize("wanted", [[(1, 4)], [(1, 0)], [(1, -1)]])
def test_no_more_than_was_sold_is_given_back(wanted: list[tuple[int, int | None]]) -> None:
    with pytest.raises(BadReturn):
        returned_lines(THREE, [], wanted)


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_line_that_is_not_there_is_told(number: int) -> None:
    with pytest.raises(NoSuchLine, match=f"{number}.*1"):
        returned_lines(THREE, [], [(number, 1)])


def test_a_line_named_twice_is_counted_twice() -> None:
    first, second = returned_lines(THREE, [], [(1, 1), (1, 2)])
    assert first.net + second.net == Rupiah(-3 * 395_000)
    with pytest.raises(BadReturn):
        returned_lines(THREE, [], [(1, 2), (1, 2)])


def test_the_rest_may_be_asked_for_without_a_number() -> None:
    first = returned_lines(THREE, [], [(1, 1)])
    (rest,) = returned_lines(THREE, first, [(1, None)])
    assert rest.quantity.size == -2


@pytest.mark.parametrize(("size", "step"), [(2_500, 500), (1_200, 100), (1_250, 10), (1_001, 1)])
def test_cloth_of_no_list_comes_again_in_the_coarsest_step_that_it_fits(size: int, step: int) -> None:
    (line,) = sold_lines(basket(CartLine(an_item(unit=Unit.METRE), Quantity(size, Unit.METRE))), catalogue())
    assert item_of(line).step == step
