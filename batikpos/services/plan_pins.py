"""PINs that the program makes for the people of a plan: told once, in a private file, and kept as hashes."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fairplan import FairPlan
from batikpos.domain.sheet import Sheet, SheetRow
from batikpos.files import make_private_file
from batikpos.i18n import N_
from batikpos.services.people import enrol
from batikpos.sheets.writing import to_csv

_FIRST, _COUNT = 100_000, 900_000
"""Six digits, the first of them no zero, which a spreadsheet would take away."""


@dataclass(eq=False)
class PinsThere(PosError):
    """A file of PINs that would be written over."""

    code: ClassVar[str] = "pins_there"
    text: ClassVar[str] = N_("{file} is there already, and may hold PINs that count. Name another file.")
    file: str


@dataclass(eq=False)
class NoPinFile(PosError):
    """People without a PIN, and no place to tell theirs."""

    code: ClassVar[str] = "no_pin_file"
    text: ClassVar[str] = N_(
        "{names} have no PIN yet. Say with --pins FILE where those that are made for them go."
    )
    names: str


def list_without_pin(plan: FairPlan) -> tuple[str, ...]:
    """List who cannot sign in yet."""
    return tuple(person.name for person in plan.people if not person.pin_hash)


def give_pins(
    plan: FairPlan, *, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> tuple[FairPlan, Mapping[str, str]]:
    """Make a PIN for everybody who has none, no two alike; return the plan and the PINs by name."""
    wanting = list_without_pin(plan)
    pins: dict[str, str] = {}
    while len(pins) < len(wanting):
        pin = str(_FIRST + secrets.randbelow(_COUNT))
        if pin not in pins.values():
            pins[wanting[len(pins)]] = pin
    people = []
    for person in plan.people:
        if person.name in pins:
            people.append(enrol(person.name, person.role, pins[person.name]))
            progress(len(people), len(plan.people))
        else:
            people.append(person)
    return replace(plan, people=tuple(people)), pins


@contextmanager
def pins_told(file: Path, plan: FairPlan, pins: Mapping[str, str]) -> Iterator[None]:
    """Write PINs into a file that only its owner may read; it is gone again where what follows fails.

    Raises: PinsThere, OSError.
    """
    rows = [
        (p.name, p.role.value, ", ".join(b.code for b in plan.booths if p.name in b.people), pins[p.name])
        for p in plan.people
        if p.name in pins
    ]
    cells = (("petugas", "peran", "stan", "pin"), *rows)
    try:
        make_private_file(file)
    except FileExistsError as error:
        raise PinsThere(str(file)) from error
    try:
        file.write_bytes(to_csv(Sheet("", tuple(SheetRow(n, row) for n, row in enumerate(cells, 1)))))
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise
