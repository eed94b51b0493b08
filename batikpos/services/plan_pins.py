"""PINs of the people of a plan: made by the program, told once in a private file, kept as hashes at the desk.

The hashes are in no fact: a fair's facts are handed to anybody who wants to check them, and a PIN is so
short that its hash gives it away to whoever tries long enough.
"""

import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.fairplan import FairPlan
from batikpos.domain.sheet import Sheet, SheetRow
from batikpos.files import make_private_file, replace_file, sync_file
from batikpos.i18n import N_
from batikpos.services.people import enrol
from batikpos.services.plan_sheets import row_of_person
from batikpos.sheets.writing import to_csv

FILE_NAME = "pins.json"

_FIRST, _COUNT = 100_000, 900_000
"""Six digits, the first of them no zero, which a spreadsheet would take away."""


class PinsThere(PosError):
    """A file of PINs that would be written over."""

    code: ClassVar[str] = "pins_there"
    text: ClassVar[str] = N_("{file} is there already, and may hold PINs that count. Name another file.")
    file: str


class NoPinFile(PosError):
    """People without a PIN, and no place to tell theirs."""

    code: ClassVar[str] = "no_pin_file"
    text: ClassVar[str] = N_(
        "{names} have no PIN yet. Say with --pins FILE where those that are made for them go."
    )
    names: str


class PinsUnreadable(Unavailable):
    """The desk's file of hashes, which is none."""

    code: ClassVar[str] = "pins_unreadable"
    text: ClassVar[str] = N_(
        "{what} cannot be read. Delete it: “batikpos fair change --pins FILE” then makes everybody a new PIN."
    )


def list_without_pin(plan: FairPlan) -> tuple[str, ...]:
    """List who cannot sign in yet."""
    return tuple(person.name for person in plan.people if not person.pin_hash)


def without_pins(plan: FairPlan) -> FairPlan:
    """Take the hashes out, as a plan is told to others."""
    return replace(plan, people=tuple(replace(person, pin_hash="") for person in plan.people))


def with_pins(plan: FairPlan, home: Path) -> FairPlan:
    """Put the hashes in that this desk keeps. Raises: PinsUnreadable."""
    kept = _load(home)
    return replace(
        plan, people=tuple(replace(p, pin_hash=kept.get(p.name.casefold(), "")) for p in plan.people)
    )


def keep_pins(home: Path, plan: FairPlan) -> bool:
    """Keep the hashes of a plan's people at this desk, and nobody else's; return whether any is new.

    Raises: PinsUnreadable, OSError.
    """
    hashes = {person.name.casefold(): person.pin_hash for person in plan.people if person.pin_hash}
    if hashes == _load(home):
        return False
    part = home / f"{FILE_NAME}.part"
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(json.dumps(hashes, ensure_ascii=False, indent=1).encode())
            sync_file(file)
        replace_file(part, home / FILE_NAME)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return True


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
    rows = [(*row_of_person(p, plan), pins[p.name]) for p in plan.people if p.name in pins]
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


def _load(home: Path) -> Mapping[str, str]:
    path = home / FILE_NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(kept) for name, kept in content.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise PinsUnreadable(str(path)) from error
