"""A nota as a message: its figures add up, its link can be scanned however long the nota is."""

from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.paper.message import (
    LONGEST_LINK,
    BadPhone,
    link_of,
    link_of_order,
    nota_message,
    order_message,
    read_phone,
)
from tests.paper.notas import STAND, order, several, single


def test_a_message_says_what_was_paid_for_each_line() -> None:
    said = nota_message(single(), STAND).splitlines()
    assert "*Batik Biru Tom*" in said
    names = [line for line in nota_message(several(), STAND).splitlines() if line.startswith("*")]
    assert names[:3] == ["*Konveksi Wedang Jahe*", "*Batik Biru Tom*", "*Koperasi Langit Sore*"]
    assert "2 x 370.000 = 740.000" in said
    assert "2,5 m x 125.000 = 312.500" in said
    assert "*Total Rp1.052.500*" in said
    assert "1 x 325.000 - 35.317 = 289.683" in nota_message(several(), STAND)


def test_a_message_is_in_the_language_of_its_sale() -> None:
    assert "Indigo long-sleeve shirt" in nota_message(single("en"), STAND)
    assert "Kemeja Lengan Panjang Indigo" in nota_message(single("id"), STAND)


@given(st.integers(1, 300), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_a_link_can_be_scanned_however_long_the_nota_is(lines: int, name: str) -> None:
    line = replace(single().lines[0], name=name, producer_name=name)
    sale = replace(single(), lines=(line,) * lines)
    link = link_of(sale, STAND)
    said = unquote(link.partition("text=")[2])
    assert len(link) <= LONGEST_LINK
    assert str(sale.total) in said
    assert sale.number in said
    assert said.count(" = 740.000") == lines or "baris lagi" in said


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0812 3456 7890", "6281234567890"),
        ("+62 812-3456-7890", "6281234567890"),
        ("6281234567890", "6281234567890"),
        ("81234567890", "6281234567890"),
        ("+65 9123 4567", "6591234567"),
        ("+86 138 1234 5678", "8613812345678"),
    ],
)
def test_a_phone_is_read_as_people_write_it(typed: str, read: str) -> None:
    assert read_phone(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "abc", "021 5555 123", "0812", "+0", "0812 3456 7890 123", "٠٨١٢٣٤٥٦٧٨٩"]
)
def test_what_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(BadPhone):
        read_phone(typed)


def test_a_link_can_be_scanned_whatever_the_names_are() -> None:
    line = replace(single().lines[0], name="\N{BALLOON}" * 200, producer_name="\N{ARTIST PALETTE}" * 200)
    stand = replace(STAND, fair=replace(STAND.fair, name="\N{BALLOON}" * 200))
    sale = replace(several(), lines=tuple(replace(line, producer=p) for p in "ABCDEFGH"))
    link = link_of(sale, stand, "6281234567890")
    assert len(link) <= LONGEST_LINK
    assert str(sale.total) in unquote(link)


def test_an_order_says_what_is_left_to_pay_and_for_when() -> None:
    said = order_message(order(), STAND)
    for words in (order().number, str(order().total), str(order().rest), f"{order().due:%d/%m/%Y}", "DP"):
        assert words in said


def test_the_link_of_an_order_goes_to_its_customer_and_can_be_scanned() -> None:
    long = replace(order(), lines=order().lines * 40)
    for of in (order(), long):
        link = link_of_order(of, STAND)
        assert link.startswith(f"https://wa.me/{of.phone}?text=")
        assert of.number in link
        assert len(link) <= LONGEST_LINK
