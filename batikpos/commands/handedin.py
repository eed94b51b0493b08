"""A file of what booths handed in of their days: papers, counts and statements, as JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from batikpos.domain.causes.papers import Papers
from batikpos.domain.causes.record import papers_from_body, papers_to_body
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Booth
from batikpos.i18n import N_


@dataclass(eq=False)
class BadHandedIn(PosError):
    """A file that does not hold what was handed in."""

    code: ClassVar[str] = "bad_papers"
    text: ClassVar[str] = N_("{file} does not hold what the booths handed in: look at entry {entry}.")
    file: str
    entry: int


def write_handed_in(days: Iterable[tuple[date, Booth, Papers]]) -> str:
    """Write what was handed in, an entry for each device and day."""
    entries = [
        {"date": day.isoformat(), "booth": booth.code, "device": booth.device} | papers_to_body(papers)
        for day, booth, papers in days
    ]
    return json.dumps({"papers": entries}, ensure_ascii=False, indent=1) + "\n"


def read_handed_in(path: Path, day: date) -> Mapping[Booth, Papers]:
    """Read what was handed in of one day; each entry of the file must hold. Raises: BadHandedIn, OSError."""
    found: dict[Booth, Papers] = {}
    for n, entry in enumerate(_entries(path), 1):
        try:
            booth, papers = Booth(str(entry["booth"]), int(entry["device"])), papers_from_body(entry)
            is_of_day = date.fromisoformat(entry["date"]) == day
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadHandedIn(str(path), n) from error
        if is_of_day and booth in found:
            raise BadHandedIn(str(path), n)
        if is_of_day:
            found[booth] = papers
    return found


def _entries(path: Path) -> list[Any]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["papers"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadHandedIn(str(path), 0) from error
    if not isinstance(entries, list):
        raise BadHandedIn(str(path), 0)
    return entries
