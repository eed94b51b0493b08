"""The power cut's part of the suite: days recorded once, cut under each loss, beside what must lose."""

import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.faults.disk import Loss
from tests.faults.power import CONTROLS, Recording, cut, record_day
from tests.faults.recorder import build_recorder
from tests.faults.result import Result, Tally

WHY_NOT = "" if sys.platform.startswith("linux") else "writes are recorded by LD_PRELOAD, which is Linux'"
"""Why this part cannot run on this system, where it cannot."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long the power cut's part is.

    Acts in a day, draws of the lost sectors for each cut, and which cuts are made at all, made of a control,
    and followed by a start: each so-many-th.
    """

    acts: int
    draws: int
    every: int
    control_every: int
    start_every: int


SHORT = Length(acts=12, draws=1, every=5, control_every=16, start_every=40)
LONG = Length(acts=120, draws=2, every=1, control_every=24, start_every=40)
"""Long enough for SQLite to fold its log into the file by itself, as it does every 1000 pages."""


class PowerCuts:
    """Days of a booth, each recorded when it is first needed."""

    def __init__(self, folder: Path, length: Length) -> None:
        """Record in `folder`, which must be empty."""
        self._folder, self._length = folder, length
        self._broken: dict[str, Recording] = {}

    def result(self, loss: Loss) -> Result:
        """Cut the days under one loss, and its controls too."""
        tally, length = Tally(), self._length
        for day in self._days:
            whole = cut(day, loss, every=length.every, start_every=length.start_every, draws=length.draws)
            tally.take(whole)
        controls = {how: cut(self._day(how), loss, every=length.control_every) for how in CONTROLS[loss]}
        return Result(f"power cut, un-synced {loss}", tally, controls)

    @cached_property
    def _library(self) -> Path:
        return build_recorder(self._folder)

    @cached_property
    def _days(self) -> tuple[Recording, ...]:
        often = record_day(self._library, self._folder / "often", self._length.acts // 2, "checkpoint often")
        return record_day(self._library, self._folder / "day", self._length.acts), often

    def _day(self, how: str) -> Recording:
        if how not in self._broken:
            self._broken[how] = record_day(self._library, self._folder / how, self._length.acts, how)
        return self._broken[how]
