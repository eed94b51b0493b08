"""On every screen nothing is cut and nothing overlaps, one thing stands out, and all has a name."""

import pytest

from tests.ui.screens.conftest import LOOKED_AT, Rendered, found_on
from tests.ui.screens.render import Variant


@pytest.mark.parametrize("of", LOOKED_AT, ids=lambda of: of.stem)
def test_a_screen_is_whole(rendered: Rendered, of: Variant) -> None:
    found = found_on(rendered, of)
    assert found["cut"] == []
    assert found["overlapping"] == []
    assert len(found["filled"]) <= 1
    assert found["unnamed"] == []
