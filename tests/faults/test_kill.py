"""A booth is killed at random moments of all it does: what was said is there, and nothing is half done."""

from pathlib import Path

import pytest

from tests.faults.keeping import KEEPINGS
from tests.faults.kill import WHY_NOT, kill_scene
from tests.faults.result import complaints
from tests.faults.scenes import SCENES

RUNS = 8
"""The short form; `python -m tests.faults` kills 600 times."""

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@pytest.mark.parametrize("name", KEEPINGS)
def test_a_kill_while_something_is_kept_loses_neither_the_old_nor_the_new(name: str, place: Path) -> None:
    result = KEEPINGS[name](place).kill(RUNS)
    assert result.is_met, complaints([result])


@pytest.mark.parametrize("name", SCENES)
def test_a_kill_harms_nothing_that_was_said_and_every_control_loses(name: str, place: Path) -> None:
    result = kill_scene(SCENES[name](place), RUNS)
    assert result.is_met, complaints([result])
