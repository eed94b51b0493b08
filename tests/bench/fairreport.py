"""What the report of a big fair costs: proving and adding up each of its sales, and writing every form."""

import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from batikpos.commands.reports import render_fair
from batikpos.i18n import translator
from batikpos.reports.fairreport import report_of
from batikpos.services.wholefair import read_fair
from batikpos.sync.centre import open_centre
from tests.bench.bigfair import BigFair, make_big_fair
from tests.bench.result import Result

SMALL = BigFair(booths=10, days=3, sales=200)

PROVEN_IN = 200.0
"""Microseconds of one core for a sale: a fair of 17.000 in 3 s, one of 1,4 million in under five minutes."""

WRITTEN_IN = 3.0
"""Seconds for a form, however many sales there are."""

T = TypeVar("T")


def measure_fair_report(folder: Path, *, of: BigFair = SMALL) -> list[Result]:
    """Measure the report of a fair whose last day is not closed."""
    path = folder / "report.db"
    make_big_fair(path, of)
    return measure_report_of(path, of)


def measure_report_of(path: Path, of: BigFair) -> list[Result]:
    """Measure the report of a fair that was made."""
    name, tr = f"report of {of.all_sales} sales", translator("id")
    with closing(open_centre(str(path))) as centre:
        took, report = _timed(lambda: report_of(read_fair(centre, of.fair.first_day)))
    assert report.figures.proven.sales > report.figures.reported.sales > 0
    found = [Result(f"{name}: proven and added up, a sale", took / of.all_sales * 1e6, None, "us", PROVEN_IN)]
    for form in ("csv", "xlsx", "pdf"):
        took, _ = _timed(partial(render_fair, report, form, tr))
        found.append(Result(f"{name}: as {form}", took, None, "s", WRITTEN_IN))
    return found


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    done = work()
    return time.process_time() - began, done
