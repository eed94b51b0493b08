"""What was measured, beside its floor and its goal, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One measurement. Where there is a floor the goal is a ratio, else it is in the unit itself."""

    name: str
    ours: float
    floor: float | None
    unit: str
    goal: float

    @property
    def judged(self) -> float:
        """Say what the goal is held against."""
        return self.ours if self.floor is None else self.ours / self.floor

    @property
    def is_met(self) -> bool:
        """Say whether the goal is met."""
        return self.judged <= self.goal

    @property
    def cells(self) -> tuple[str, ...]:
        """Write it as one row."""
        if self.floor is None:
            return (self.name, self._said(self.ours), "", "", f"<= {self.goal:g} {self.unit}", self._met())
        floor, ratio = self._said(self.floor), f"{self.judged:.2f}"
        return (self.name, self._said(self.ours), floor, ratio, f"<= {self.goal:g} x", self._met())

    def _said(self, value: float) -> str:
        return f"{value:.2f} {self.unit}" if value < 10 else f"{value:.1f} {self.unit}"

    def _met(self) -> str:
        return "yes" if self.is_met else "NO"


HEAD = ("name", "ours", "floor", "ratio", "goal", "met")


def table(results: Sequence[Result]) -> str:
    """Set results as a table in columns."""
    rows = [HEAD, *(result.cells for result in results)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)
