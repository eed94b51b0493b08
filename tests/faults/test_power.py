"""The power is cut after each second write of a booth's day: whatever was said to be done is there."""

from pathlib import Path
from random import Random

import pytest

from tests.faults.cuts import SHORT, WHY_NOT, PowerCuts
from tests.faults.disk import Loss
from tests.faults.power import record_day
from tests.faults.recorder import build_recorder
from tests.faults.result import complaints
from tests.shop import contents

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


def test_a_power_cut_harms_nothing_that_was_said_and_every_control_loses(place: Path) -> None:
    cuts = PowerCuts(place, SHORT)
    results = [cuts.result(loss) for loss in Loss]
    assert all(result.is_met for result in results), complaints(results)


def test_the_record_of_a_day_rebuilds_its_files_to_the_byte(tmp_path: Path) -> None:
    day = record_day(build_recorder(tmp_path), tmp_path / "day", 12)
    *_, (disk, told) = day.moments()
    assert disk.image(Loss.KEPT, Random(0)) == contents(day.folder / "home")
    assert told.paper == day.printer.read_bytes()
    assert {name.split()[0] for name in told.done} == {
        *("basket", "sale", "void", "refund", "check", "seen", "cash", "close", "open")
    }
