"""A sale as JSON and back: nothing is lost, and sums that are not the parts' are refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from batikpos.domain.fact import canonical
from batikpos.domain.money import Rupiah
from batikpos.domain.record import (
    item_from_body,
    item_to_body,
    sale_from_body,
    sale_to_body,
    tenders_from_body,
    tenders_to_body,
)
from batikpos.domain.sale import Sale, SaleKind, sold_lines, voided_lines
from tests.domain.baskets import AT, sales
from tests.shop import DAY, basket, cash, catalogue, line

SALE = Sale(
    sale_id="11111111-2222-4333-8444-555555555555",
    kind=SaleKind.SALE,
    number="A03-20261211-0001",
    running=1,
    business_day=DAY,
    at=AT,
    cashier="Rini",
    lines=sold_lines(basket(line()), catalogue()),
    tenders=(cash(400_000),),
    change=Rupiah(5_000),
)


@given(sales())
def test_a_sale_is_read_back_as_it_was_written(sale: Sale) -> None:
    assert sale_from_body(json.loads(canonical(sale_to_body(sale)))) == sale


@given(sales())
def test_a_void_is_read_back_as_it_was_written(sale: Sale) -> None:
    void = replace(
        sale,
        kind=SaleKind.VOID,
        lines=voided_lines(sale.lines),
        tenders=tuple(replace(t, amount=-t.amount) for t in sale.tenders),
        change=-sale.change,
        reverses=sale.number,
    )
    assert sale_from_body(json.loads(canonical(sale_to_body(void)))) == void


def test_a_sale_that_gives_goods_back_is_none_though_it_adds_up() -> None:
    """They would be taken off whose they are: of a producer who stands at another booth."""
    (own,) = SALE.lines
    theirs = replace(voided_lines(SALE.lines)[0], producer="KLS", given_back=0)
    nothing = replace(SALE, lines=(own, theirs), tenders=(), change=Rupiah(0))
    with pytest.raises(ValueError, match="at once"):
        sale_from_body(sale_to_body(nothing))
    with pytest.raises(ValueError, match="at once"):
        sale_from_body(sale_to_body(replace(SALE, kind=SaleKind.VOID)))


def test_what_a_sale_has_not_is_not_written() -> None:
    body = sale_to_body(SALE)
    assert not {"follows", "followed_by", "slip"} & set(body)
    assert not {"note", "promotion", "promoted", "is_open"} & set(body["lines"][0])


def test_an_item_is_read_back_as_it_was_written() -> None:
    for item in catalogue().items:
        assert item_from_body(json.loads(canonical(item_to_body(item)))) == item


@given(sales())
def test_a_body_holds_no_floats(sale: Sale) -> None:
    def check(content: Any) -> None:
        assert not isinstance(content, float)
        if isinstance(content, dict):
            for value in content.values():
                check(value)
        if isinstance(content, list):
            for value in content:
                check(value)

    check(sale_to_body(sale))


@pytest.mark.parametrize("name", ["gross", "discount", "total", "paid", "change", "rounding"])
def test_a_sum_that_is_not_its_parts_is_refused(name: str) -> None:
    body = sale_to_body(SALE)
    body[name] += 1
    with pytest.raises(ValueError, match="sums"):
        sale_from_body(body)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.pop("lines"),
        lambda body: body.update(kind="gift"),
        lambda body: body.update(business_day="11/12/2026"),
        lambda body: body.update(gross=395_000.0, lines=[]),
        lambda body: body["lines"][0].update(gross=395_000.0),
        lambda body: body["lines"][0].update(unit="kg"),
        lambda body: body["tenders"][0].update(amount="400000"),
        lambda body: body["tenders"][0].update(kind="cheque"),
    ],
)
def test_nonsense_is_refused(spoil: Callable[[dict[str, Any]], object]) -> None:
    body = sale_to_body(SALE)
    spoil(body)
    with pytest.raises((ValueError, KeyError, TypeError)):
        sale_from_body(body)


def test_the_net_of_a_line_is_its_gross_less_its_discount() -> None:
    body = sale_to_body(SALE)
    body["lines"][0]["net"] += 1
    with pytest.raises(ValueError, match=r"net|sums"):
        sale_from_body(body)


@pytest.mark.parametrize(
    ("kind", "amount", "worth"), [("cash", 5, 9), ("voucher", 5, 5), ("voucher", 5, -9), ("voucher", -5, 9)]
)
def test_only_a_voucher_is_worth_more_and_the_same_way_round(kind: str, amount: int, worth: int) -> None:
    body = {"kind": kind, "amount": amount, "reference": "", "worth": worth}
    with pytest.raises(ValueError, match="is not worth"):
        tenders_from_body([body])
    (read,) = tenders_from_body([body | {"kind": "voucher", "amount": 5, "worth": 9}])
    assert tenders_to_body([read]) == [body | {"kind": "voucher", "amount": 5, "worth": 9}]
