"""What booths handed in of their days: papers, counts and statements, in JSON, or kept at the desk."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from batikpos.domain.causes.papers import Papers
from batikpos.domain.causes.record import papers_from_body, papers_to_body
from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.fair import Booth
from batikpos.domain.whys import why_of
from batikpos.files import replace_file
from batikpos.i18n import N_


@dataclass(eq=False)
class BadHandedIn(PosError):
    """A file that does not hold what was handed in."""

    code: ClassVar[str] = "bad_papers"
    text: ClassVar[str] = N_("{file} does not hold what the booths handed in: look at entry {entry}.")
    file: str
    entry: int


@dataclass(eq=False)
class PapersAway(Unavailable):
    """A file of papers that cannot be got at."""

    code: ClassVar[str] = "papers_away"
    text: ClassVar[str] = N_(
        "{what} cannot be read or written ({why}). Look whether it and its disk are there."
    )
    why: str


FILE_NAME = "papers.json"
"""Where a desk keeps what was handed in to it; no booth wrote it, so it is in no journal."""


def write_handed_in(days: Iterable[tuple[date, Booth, Papers]]) -> str:
    """Write what was handed in, an entry for each device and day."""
    entries = [
        {"date": day.isoformat(), "booth": booth.code, "device": booth.device} | papers_to_body(papers)
        for day, booth, papers in days
    ]
    return json.dumps({"papers": entries}, ensure_ascii=False, indent=1) + "\n"


def read_handed_in(path: Path, day: date) -> Mapping[Booth, Papers]:
    """Read what was handed in of a day; each entry of the file must hold. Raises: BadHandedIn, PapersAway."""
    return {booth: papers for (of, booth), papers in _read(path).items() if of == day}


def load_kept(home: Path, day: date) -> Mapping[Booth, Papers]:
    """Load what the desk keeps of a day. Raises: BadHandedIn, PapersAway."""
    return {booth: papers for (of, booth), papers in _kept(home).items() if of == day}


def keep(home: Path, day: date, booth: Booth, papers: Papers) -> None:
    """Keep what a device handed in of a day, in place of what was before. Raises: BadHandedIn, PapersAway."""
    _write(home, _kept(home) | {(day, booth): papers})


def keep_file(home: Path, path: Path) -> int:
    """Keep all that a file holds; return how many days of devices. Raises: BadHandedIn, PapersAway."""
    found = _read(path)
    _write(home, _kept(home) | found)
    return len(found)


def _kept(home: Path) -> dict[tuple[date, Booth], Papers]:
    path = home / FILE_NAME
    return _read(path) if path.exists() else {}


def _write(home: Path, all_: Mapping[tuple[date, Booth], Papers]) -> None:
    file, part = home / FILE_NAME, home / f"{FILE_NAME}.part"
    ordered = sorted(all_.items(), key=lambda one: (one[0][0], one[0][1].prefix))
    try:
        part.write_text(write_handed_in((day, booth, papers) for (day, booth), papers in ordered), "utf-8")
        replace_file(part, file)
    except OSError as error:
        raise PapersAway(str(file), why_of(error)) from error


def _read(path: Path) -> dict[tuple[date, Booth], Papers]:
    """Read each day of each device; two entries of one are a mistake."""
    found: dict[tuple[date, Booth], Papers] = {}
    for n, entry in enumerate(_entries(path), 1):
        try:
            key = date.fromisoformat(entry["date"]), Booth(str(entry["booth"]), int(entry["device"]))
            papers = papers_from_body(entry)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadHandedIn(str(path), n) from error
        if key in found:
            raise BadHandedIn(str(path), n)
        found[key] = papers
    return found


def _entries(path: Path) -> list[Any]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["papers"]
    except OSError as error:
        raise PapersAway(str(path), why_of(error)) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadHandedIn(str(path), 0) from error
    if not isinstance(entries, list):
        raise BadHandedIn(str(path), 0)
    return entries
