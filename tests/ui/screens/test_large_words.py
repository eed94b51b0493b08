"""With words at 175 % on 1366 by 768 nothing is cut, nothing overlaps, and what ends it is in sight.

So it is with words at 125 %, the largest there, on a screen of that size that is set to 125 %, under the
title and the task bar, and with words at 150 % on one of 1920 by 1080 that is set to 150 %.
`python -m tests.ui.screens OUT --text 175` shows every screen so.
"""

import pytest

from tests.ui.screens.conftest import LARGE, TIGHT, Rendered, found_on
from tests.ui.screens.render import Variant

ENDED_BY = {"cash": "Catat kas keluar", "payment-code": "Sudah dibayar", "history": "Cetak lagi"}
"""The one button that a screen leads to, where it is not to be scrolled for."""


@pytest.mark.parametrize("of", LARGE, ids=lambda of: of.stem)
def test_a_screen_of_large_words_is_whole(rendered: Rendered, of: Variant) -> None:
    found = found_on(rendered, of)
    assert found["cut"] == []
    assert found["overlapping"] == []
    if of.screen in ENDED_BY:
        assert found["filled"] == [ENDED_BY[of.screen]]


@pytest.mark.parametrize("of", TIGHT, ids=lambda of: of.stem)
def test_the_largest_words_are_whole_in_the_lowest_window(rendered: Rendered, of: Variant) -> None:
    found = found_on(rendered, of)
    assert found["cut"] == []
    assert found["overlapping"] == []
