"""On every screen nothing is cut and nothing overlaps, one thing stands out, and all has a name."""

import pytest

from tests.ui.screens.conftest import LOOKED_AT, Rendered, found_on
from tests.ui.screens.registry import SCREENS
from tests.ui.screens.render import Variant

NOTHING_IS_TO_BE_DONE = "it only shows"
EACH_IS_ONE = "what is chosen is done at once, and none of the choices is meant more than another"
ROWS_END = "each row is ended by itself, by buttons of its own"
DONE_BY_SCAN = "a scan of the sticker does it"
KEPT_AS_TYPED = "what is chosen or typed holds at once"

WITHOUT_PRIMARY = {
    "check": ROWS_END,
    "check-missing": ROWS_END,
    "customer-basket": NOTHING_IS_TO_BE_DONE,
    "customer-change": NOTHING_IS_TO_BE_DONE,
    "customer-code": NOTHING_IS_TO_BE_DONE,
    "customer-idle": NOTHING_IS_TO_BE_DONE,
    "customer-paid": NOTHING_IS_TO_BE_DONE,
    "customer-sticker": NOTHING_IS_TO_BE_DONE,
    "exchange": EACH_IS_ONE,
    "fair-file-part": KEPT_AS_TYPED,
    "guide": NOTHING_IS_TO_BE_DONE,
    "menu": EACH_IS_ONE,
    "menu-scan": EACH_IS_ONE,
    "nota": KEPT_AS_TYPED,
    "settings": KEPT_AS_TYPED,
    "sticker": DONE_BY_SCAN,
    "organizer-board": NOTHING_IS_TO_BE_DONE,
    "organizer-booth": NOTHING_IS_TO_BE_DONE,
    "organizer-booths": ROWS_END,
    "organizer-cloth": NOTHING_IS_TO_BE_DONE,
    "organizer-fair": KEPT_AS_TYPED,
    "organizer-people": ROWS_END,
    "organizer-settlement": ROWS_END,
    "organizer-stock": NOTHING_IS_TO_BE_DONE,
    "organizer-twice": NOTHING_IS_TO_BE_DONE,
}
"""The screens on which no button is filled, and why; every other one has exactly one."""


@pytest.mark.parametrize("of", LOOKED_AT, ids=lambda of: of.stem)
def test_a_screen_is_whole(rendered: Rendered, of: Variant) -> None:
    found = found_on(rendered, of)
    assert found["cut"] == []
    assert found["overlapping"] == []
    assert found["uneven"] == []
    assert len(found["filled"]) == (0 if of.screen in WITHOUT_PRIMARY else 1), found["filled"]
    assert found["unnamed"] == []


def test_each_screen_without_a_primary_action_is_there() -> None:
    assert set(WITHOUT_PRIMARY) <= {screen.name for screen in SCREENS}
