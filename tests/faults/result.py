"""What a fault did, counted beside its controls, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.faults.audit import Harm

SHOWN = 5


@dataclass
class Tally:
    """Runs of one fault, and in how many of them something was lost, doubled, altered or unexplained.

    `harmed` counts the runs with any of these, `damaged` those where it was more than unexplained.
    """

    runs: int = 0
    harmed: int = 0
    damaged: int = 0
    lost: int = 0
    doubled: int = 0
    altered: int = 0
    unexplained: int = 0
    examples: list[Harm] = field(default_factory=list)

    def add(self, harm: Harm) -> None:
        """Count one run."""
        self.runs += 1
        self.harmed += bool(harm)
        self.damaged += bool(harm.lost or harm.doubled or harm.altered)
        self.lost += bool(harm.lost)
        self.doubled += bool(harm.doubled)
        self.altered += bool(harm.altered)
        self.unexplained += bool(harm.unexplained)
        if harm and len(self.examples) < SHOWN:
            self.examples.append(harm)

    def take(self, other: "Tally") -> None:
        """Count the runs of another tally too."""
        self.runs += other.runs
        self.harmed += other.harmed
        self.damaged += other.damaged
        self.lost += other.lost
        self.doubled += other.doubled
        self.altered += other.altered
        self.unexplained += other.unexplained
        self.examples = (self.examples + other.examples)[:SHOWN]


@dataclass(frozen=True, slots=True)
class Result:
    """One fault with its controls: the fault must do no harm, and each control must."""

    fault: str
    tally: Tally
    controls: dict[str, Tally]

    @property
    def is_met(self) -> bool:
        """Say whether nothing was harmed, and whether that proves anything."""
        lost = [control.damaged for control in self.controls.values()]
        return self.tally.runs > 0 and not self.tally.harmed and bool(lost) and all(lost)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """Write it as rows, one for each control."""
        tally = self.tally
        figures = (tally.runs, tally.lost, tally.doubled, tally.altered, tally.unexplained)
        first = (self.fault, *map(str, figures))
        controls = [(name, f"{of.damaged} of {of.runs}") for name, of in self.controls.items()]
        met = "yes" if self.is_met else "NO"
        rows = [(*first, *controls[0], met)] if controls else [(*first, "none", "", met)]
        return rows + [("",) * 6 + (*control, "") for control in controls[1:]]


HEAD = ("fault", "runs", "lost", "doubled", "altered", "unexplained", "control", "its losses", "met")


def table(results: Sequence[Result]) -> str:
    """Set results as a table in columns."""
    rows = [HEAD, *(row for result in results for row in result.rows)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def complaints(results: Sequence[Result]) -> str:
    """Say what was harmed, and which controls did no damage; nothing where every fault is met."""
    said = []
    for result in results:
        said += [f"{result.fault}: {harm}" for harm in result.tally.examples]
        said += [
            f"{result.fault}: the control “{name}” did no damage in {control.runs} runs {control.examples}"
            for name, control in result.controls.items()
            if not control.damaged
        ]
        said += [f"{result.fault}: never run, or without a control"] * (not result.is_met and not said)
    return "\n".join(said)
