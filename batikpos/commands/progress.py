"""A progress bar on a terminal: count, rate and time left; none where stderr is no terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WIDTH = 24
_EVERY_SECONDS = 0.1


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that is told how many of how many are done."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    begun, first, drawn = time.monotonic(), 0, 0.0

    def show(done: int, whole: int) -> None:
        nonlocal first, drawn
        now = time.monotonic()
        if not drawn:
            first = done
        if drawn and done < whole and now - drawn < _EVERY_SECONDS:
            return
        drawn = now
        rate = (done - first) / max(now - begun, 0.001)
        left = (whole - done) / rate if rate else 0
        bar = "#" * (_WIDTH * done // max(whole, 1))
        sys.stderr.write(f"\r{label} [{bar:<{_WIDTH}}] {done}/{whole}  {rate:.0f}/s  {left:.0f} s ")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r" + " " * (len(label) + _WIDTH + 40) + "\r")
        sys.stderr.flush()
