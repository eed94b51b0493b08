"""No false alarm: whatever a booth does, in whatever order, `verify` finds nothing wrong with it.

`BATIKPOS_LONG=1` draws 10,000 stores.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from batikpos.services.verify import verify
from tests.long import IS_LONG
from tests.services.days import Day, Ground, days, new_ground


@pytest.fixture(scope="module")
def ground(booth_as_set_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Give a booth to be played on again and again."""
    with new_ground(booth_as_set_up, tmp_path_factory.mktemp("ground")) as ground:
        yield ground


@pytest.mark.timeout(3_600 if IS_LONG else 120)
@settings(max_examples=10_000 if IS_LONG else 40, database=None)
@given(days)
def test_a_store_that_nobody_tampered_with_has_no_fault(ground: Ground, day: Day) -> None:
    ground.begin(day)
    assert verify(ground.desk.store).faults == ()
