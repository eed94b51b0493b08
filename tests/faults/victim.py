"""What is killed: a process in which a booth works, by commands or, as its window does, by one open desk."""

import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

import pytest
import segno  # noqa: F401 - loaded before the fork, or kills fall into its loading

import batikpos.store.upgrade  # noqa: F401 - as segno
from batikpos.cli import main
from batikpos.sync import push
from tests.faults.day import Day
from tests.faults.sabotage import break_product
from tests.faults.start import opened
from tests.shop import RINI_PIN

CHUNK = 2
"""Facts in one transaction at the centre: few, so that there are many moments between two."""

Work = Callable[[Path, Path], int]
"""What is done in a home, and said in a file as soon as it is done; returns an exit status."""


def run(work: Work, home: Path, out: Path, how: str) -> None:
    """Work in this process, the product broken in one way or in none, and end with the work's status."""
    break_product(how)
    pytest.MonkeyPatch().setattr(push, "CHUNK", CHUNK)
    os.environ["BATIKPOS_PIN"] = RINI_PIN
    for stream, path in ((1, out), (2, out.with_suffix(".err"))):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), stream)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - a number, for good
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as above
    sys.exit(work(home, out))


def command(words: Sequence[str], stdin: str, home: Path, out: Path) -> int:
    """Type one command of the program."""
    typed = out.with_suffix(".in")
    typed.write_text(stdin, encoding="utf-8")
    with typed.open("rb") as file:
        sys.stdin = TextIOWrapper(file, encoding="utf-8")
        return main(["--home", str(home), *words])


def void_sales(numbers: Sequence[str], first: int, home: Path, out: Path) -> int:
    """Void one sale after the other; `first` numbers the moments."""
    with opened(home) as desk:
        day = Day(desk, out, first)
        for number in numbers:
            day.void(number)
    return 0


def put_right(count: int, first: int, home: Path, out: Path) -> int:
    """Put sales right and exchange sizes, so many times; `first` numbers baskets and moments."""
    with opened(home) as desk:
        day = Day(desk, out, first)
        for _ in range(count):
            day.correct()
            day.exchange()
    return 0


def close_tills(count: int, first: int, home: Path, out: Path) -> int:
    """Sell, close the till and open the next, so many times; `first` numbers baskets and moments."""
    with opened(home) as desk:
        day = Day(desk, out, first)
        for _ in range(count):
            day.sell()
            day.close()
            day.reopen()
    return 0
