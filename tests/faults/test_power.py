"""The power is cut after every write of a booth's day: whatever was said to be done is there."""

import sys
from pathlib import Path
from random import Random

import pytest

from tests.faults.cuts import PowerCuts
from tests.faults.disk import Loss
from tests.faults.power import record_day
from tests.faults.recorder import build_recorder
from tests.faults.result import table
from tests.shop import contents

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="writes are recorded by LD_PRELOAD, which is Linux'"
)


@pytest.mark.parametrize("loss", Loss)
def test_a_power_cut_harms_nothing_that_was_said_and_every_control_loses(cuts: PowerCuts, loss: Loss) -> None:
    result = cuts.result(loss)
    assert result.is_met, f"{table([result])}\n{result.tally.examples}"


def test_the_record_of_a_day_rebuilds_its_files_to_the_byte(tmp_path: Path) -> None:
    day = record_day(build_recorder(tmp_path), tmp_path / "day", 12)
    *_, (disk, told) = day.moments()
    assert disk.image(Loss.KEPT, Random(0)) == contents(day.folder / "home")
    assert told.paper == day.printer.read_bytes()
    assert {name.split()[0] for name in told.done} == {"basket", "sale", "void", "cash", "close", "open"}
