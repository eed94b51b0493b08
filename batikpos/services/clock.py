"""The machine's clock: watched while the program runs, because facts say what it said."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from batikpos.store.journal import CLOCK_STEP


def since_boot() -> float:
    """Say how many seconds this machine is on, sleep included, whatever its clock says."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()  # Windows counts its sleep in


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Watch:
    """Compares the clock with the time since the machine was switched on."""

    wall: Callable[[], datetime] = _now
    beat: Callable[[], float] = since_boot
    _wall: datetime = field(init=False)
    _beat: float = field(init=False)

    def __post_init__(self) -> None:
        self._wall, self._beat = self.wall(), self.beat()

    def step(self) -> tuple[datetime, datetime] | None:
        """Say what the clock says and what it should, where it was set since this was asked last."""
        wall, beat = self.wall(), self.beat()
        should = self._wall + timedelta(seconds=beat - self._beat)
        self._wall, self._beat = wall, beat
        return (wall, should) if abs(wall - should) > CLOCK_STEP else None
