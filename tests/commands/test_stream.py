"""A stream of baskets, as a program writes it line by line."""

import json
from itertools import islice

import pytest

from batikpos.commands.basket import split_baskets

GOOD = '{"lines": []}\n'


def test_every_broken_line_is_a_basket_of_its_own_and_in_its_place() -> None:
    lines = ["garbage\n", GOOD, "[1, 2]\n", '"x"\n', "null\n", GOOD]
    assert list(split_baskets(lines)) == lines


def test_a_broken_line_is_answered_before_the_next_is_read() -> None:
    lines = iter(["garbage\n", GOOD])
    assert list(islice(split_baskets(lines), 1)) == ["garbage\n"]
    assert next(lines) == GOOD


def test_a_cut_off_line_never_swallows_the_next() -> None:
    cut = '{"lines": [{"sku":\n'
    assert list(split_baskets([cut, GOOD, cut, "garbage\n", GOOD])) == [cut, GOOD, cut, "garbage\n", GOOD]


@pytest.mark.parametrize("indent", [1, 2, 4])
def test_one_basket_may_stand_on_several_lines(indent: int) -> None:
    text = json.dumps({"lines": [{"sku": "A"}, {"sku": "B"}], "tenders": []}, indent=indent)
    lines = [f"{line}\n" for line in text.splitlines()]
    assert [json.loads(basket) for basket in split_baskets([*lines, GOOD])] == [
        json.loads(text),
        json.loads(GOOD),
    ]
