"""What booths handed in of their days: papers, counts and statements, in JSON, or kept at the desk."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from batikpos.domain.causes.papers import Papers
from batikpos.domain.causes.record import papers_from_body, papers_to_body
from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.fair import Booth
from batikpos.domain.whys import why_of
from batikpos.files import replace_file, sync_file, sync_folder
from batikpos.i18n import N_


class BadHandedIn(PosError):
    """A file that does not hold what was handed in."""

    code: ClassVar[str] = "bad_papers"
    text: ClassVar[str] = N_("{file} does not hold what the booths handed in: look at entry {entry}.")
    file: str
    entry: int


class PapersAway(Unavailable):
    """A file of papers that cannot be got at."""

    code: ClassVar[str] = "papers_away"
    text: ClassVar[str] = N_(
        "{what} cannot be read or written ({why}). Look whether it and its disk are there."
    )
    why: str


HandedIn = Mapping[tuple[date, Booth], Papers]
"""What is known of each device's day beside its facts."""

FILE_NAME = "papers.json"
"""Where a desk keeps what was handed in to it; no booth wrote it, so it is in no journal."""


def load_handed_in(home: Path, file: Path | None = None) -> HandedIn:
    """Load what the desk of a home keeps, or what a `file` holds in its place; each entry must hold.

    Window, commands and evidence pack all ask here, so that they say the same. Raises: BadHandedIn,
    PapersAway.
    """
    path = file or home / FILE_NAME
    return _read(path) if file or path.exists() else {}


def papers_of(handed_in: HandedIn, day: date) -> Mapping[Booth, Papers]:
    """Pick what was handed in of a day."""
    return {booth: papers for (of, booth), papers in handed_in.items() if of == day}


def write_handed_in(days: Iterable[tuple[date, Booth, Papers]]) -> str:
    """Write what was handed in, an entry for each device and day."""
    entries = [
        {"date": day.isoformat(), "booth": booth.code, "device": booth.device} | papers_to_body(papers)
        for day, booth, papers in days
    ]
    return json.dumps({"papers": entries}, ensure_ascii=False, indent=1) + "\n"


def keep(home: Path, day: date, booth: Booth, papers: Papers) -> None:
    """Keep what a device handed in of a day, in place of what was before. Raises: BadHandedIn, PapersAway."""
    with _alone(home):
        _write(home, {**load_handed_in(home), (day, booth): papers})


def keep_file(home: Path, path: Path) -> int:
    """Keep all that a file holds; return how many days of devices. Raises: BadHandedIn, PapersAway."""
    found = _read(path)
    with _alone(home):
        _write(home, {**load_handed_in(home), **found})
    return len(found)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let one at a time read what is kept and add to it: the window and a command are two programs."""
    # asyncio comes along with it, and who only reads needs neither
    from filelock import FileLock  # noqa: PLC0415

    try:
        lock = FileLock(home / f"{FILE_NAME}.lock")
        lock.acquire()
    except OSError as error:
        raise PapersAway(str(home / FILE_NAME), why_of(error)) from error
    try:
        yield
    finally:
        lock.release()


def _write(home: Path, all_: HandedIn) -> None:
    file, part = home / FILE_NAME, home / f"{FILE_NAME}.part"
    ordered = sorted(all_.items(), key=lambda one: (one[0][0], one[0][1].prefix))
    try:
        with part.open("wb") as out:
            out.write(write_handed_in((day, booth, of) for (day, booth), of in ordered).encode())
            sync_file(out)
        replace_file(part, file)
        sync_folder(home)
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
