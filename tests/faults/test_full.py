"""The disk fills up in the middle of a day: the reserve ends it, and without one nothing said is lost."""

from pathlib import Path

import pytest

from tests.faults.cuts import WHY_NOT
from tests.faults.full import full_disk
from tests.faults.result import complaints

RUNS = 4

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


def test_a_full_disk_loses_nothing_and_its_reserve_lets_the_day_end(place: Path) -> None:
    results = full_disk(place).results(RUNS)
    assert all(result.is_met for result in results), complaints(results)
