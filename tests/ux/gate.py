"""One number of the table: what was measured, what it is held to, and whether it holds."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """One row; `notes` name what misses, so that it can be mended. Without a `gate` it is only told."""

    id: str
    what: str
    measured: str
    gate: str
    is_met: bool
    notes: tuple[str, ...] = ()


def at_most(id_: str, what: str, value: float, most: float, unit: str, beside: str = "") -> Gate:
    """Hold a number to be no more than another; `beside` is said with it."""
    said = f"{value:.3g} {unit}" if unit != "x" else f"{value:.2f} x"
    return Gate(id_, what, f"{said}{beside}", f"<= {most:g} {unit}", value <= most)


def table(gates: Sequence[Gate]) -> str:
    """Set the gates as a table in columns, and under it what misses."""
    rows = [("id", "what", "measured", "gate", "")]
    rows += [(g.id, g.what, g.measured, g.gate, _verdict(g)) for g in gates]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    for gate in gates:
        if gate.notes:
            lines += ["", f"{gate.id} {gate.what}:", *(f"  {note}" for note in gate.notes)]
    return "\n".join(line.rstrip() for line in lines)


def _verdict(gate: Gate) -> str:
    if not gate.gate:
        return ""
    return "pass" if gate.is_met else "MISS"
