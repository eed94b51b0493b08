"""Which lines the buyer sees where there is no room for all."""

import pytest

from batikpos.ui.customer.lines import shown_part


@pytest.mark.parametrize(
    ("count", "chosen", "room", "shown"),
    [
        (3, 2, 7, range(3)),
        (7, 6, 7, range(7)),
        (9, 8, 7, range(3, 9)),
        (9, 0, 7, range(6)),
        (2, 1, 1, range(1, 2)),
        (0, -1, 7, range(0)),
    ],
)
def test_the_chosen_line_is_among_those_that_are_shown(
    count: int, chosen: int, room: int, shown: range
) -> None:
    assert shown_part(count, chosen, room) == shown
    assert chosen < 0 or chosen in shown
