"""A crash file: what broke and after which acts, without anything that was typed, sold or read.

Whoever sends one to be looked at must not give away a PIN, a password or a buyer's name with it. So it
tells places in the program and kinds of errors. What an error says of itself is kept only where Python
words it, about the program: any other may quote what it was given.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from traceback import FrameSummary, extract_tb

from batikpos import __version__
from batikpos.domain.errors import PosError
from batikpos.values import frozen

FOLDER_NAME = "crash"
MOST_FILES = 20
_MOST_FRAMES = 60
_ABOUT_THE_PROGRAM = (AttributeError, ImportError, NameError, RecursionError, TypeError, ZeroDivisionError)
_PACKAGE = Path(__file__).parents[1]


@frozen
class Fault:
    """An error that nobody foresaw, and the job of which lane it ended, if it was one."""

    error: BaseException
    job: str = ""

    @property
    def kind(self) -> str:
        """Name the kind of error."""
        return type(self.error).__name__

    @property
    def place(self) -> tuple[str, str, str]:
        """Tell one fault from another: its kind, where it was raised, and in which job."""
        frames = extract_tb(self.error.__traceback__)
        where = _where(frames[-1]) if frames else ""
        return self.kind, where, self.job


def report(fault: Fault, *, at: datetime, qt: str, acts: Sequence[str]) -> str:
    """Write down a fault."""
    import platform  # noqa: PLC0415 - not before the first paint

    head = (
        f"BatikPOS {__version__}",
        f"{at.isoformat(timespec='seconds')}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}, Qt {qt}{', frozen' if getattr(sys, 'frozen', False) else ''}",
        f"job: {fault.job}" if fault.job else "",
    )
    return "\n".join((*filter(None, head), "", *_tell(fault.error), "", "Last acts:", *acts, ""))


def keep_report(folder: Path, text: str, *, at: datetime, number: int) -> Path:
    """Keep a report in a file of its own; of all there are, the newest twenty stay. Raises: OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{at:%Y%m%d-%H%M%S}-{number}.txt"
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    for old in sorted(folder.glob("*-*.txt"), key=lambda kept: kept.stat().st_mtime_ns)[:-MOST_FILES]:
        old.unlink(missing_ok=True)
    return path


def _tell(error: BaseException) -> Iterator[str]:
    """Tell an error after those that led to it."""
    chain = [error]
    while (before := chain[0].__cause__ or chain[0].__context__) is not None and before not in chain:
        chain.insert(0, before)
    for one in chain:
        yield f"{type(one).__module__}.{type(one).__qualname__}: {_said(one)}"
        frames = extract_tb(one.__traceback__)
        for frame in frames[-_MOST_FRAMES:]:
            yield f"  {_where(frame)} in {frame.name}"
            if frame.line:
                yield f"    {frame.line}"


def _said(error: BaseException) -> str:
    """Repeat what an error says where that can only be of the program."""
    if isinstance(error, PosError):
        return error.code
    if isinstance(error, OSError):
        return f"{error.errno} {error.strerror}"
    if type(error) in _ABOUT_THE_PROGRAM or type(error) is ModuleNotFoundError:
        return str(error)
    return "(what it says is not kept here)"


def _where(frame: FrameSummary) -> str:
    """Name a place, in our own files by their path in the program."""
    path = Path(frame.filename)
    path = path.relative_to(_PACKAGE.parent) if path.is_relative_to(_PACKAGE) else Path(*path.parts[-3:])
    return f"{path.as_posix()}:{frame.lineno}"
