"""The machine's clock: watched while the program runs, because facts say what it said."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from batikpos.store.journal import CLOCK_STEP
from batikpos.values import frozen


def since_boot() -> float:
    """Say how many seconds this machine is on, sleep included, whatever its clock says."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()  # Windows counts its sleep in


def _now() -> datetime:
    return datetime.now(UTC)


@frozen
class Look:
    """One look at the clock: what it says, what it should, and the seconds the machine is on."""

    wall: datetime
    should: datetime
    beat: float

    @property
    def is_step(self) -> bool:
        """Say whether the clock was set."""
        return abs(self.wall - self.should) > CLOCK_STEP


@dataclass(slots=True)
class Watch:
    """Compares the clock with the time since the machine was switched on."""

    wall: Callable[[], datetime] = _now
    beat: Callable[[], float] = since_boot
    _wall: datetime = field(init=False)
    _beat: float = field(init=False)

    def __post_init__(self) -> None:
        self._wall, self._beat = self.wall(), self.beat()

    def look(self) -> Look:
        """Look at the clock, and say what it should say by when it was last taken to be right."""
        wall, beat = self.wall(), self.beat()
        return Look(wall, self._wall + timedelta(seconds=beat - self._beat), beat)

    def take(self, look: Look) -> None:
        """Go by the clock as it was seen from now on: what was wrong with it has been written down."""
        self._wall, self._beat = look.wall, look.beat
