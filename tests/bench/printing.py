"""Making a nota's bytes, over python-escpos building the same paper: text, rules, bold, and the QR code."""

import gc
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from escpos.printer import Dummy

from batikpos.paper.document import Document, Pair, Text
from batikpos.printing.escpos import to_escpos
from batikpos.printing.layout import Code, Line, Part, lay_out
from batikpos.settings import load_settings, save_settings
from tests.bench.homes import CASHIER, PIN, make_home
from tests.bench.result import Result
from tests.bench.start import HERE, as_installed
from tests.paper.notas import documents
from tests.printing.listener import network_printer

COLUMNS = 32
MOST_STALL_MS = 100
ROUNDS = 60


def measure_printing(folder: Path, environment: dict[str, str]) -> tuple[Result, ...]:
    """Print notas of four and of a hundred lines by turns with the other encoder; let a printer hang."""
    return (*(_measure(lines) for lines in (4, 100)), _measure_stall(folder, environment))


def _measure_stall(folder: Path, environment: dict[str, str]) -> Result:
    """Sell in the window while its printer reads a hundred bytes and no more."""
    home = make_home(folder / "hanging")
    with network_printer(stops_after=100) as printer:
        save_settings(home, replace(load_settings(home), printer=printer.address))
        window = [sys.executable, str(HERE / "hanging_window.py"), "booth", "--home", str(home)]
        done = subprocess.run(
            [*window, "--cashier", CASHIER],
            env=as_installed(environment, folder) | {"BATIKPOS_PIN": PIN},
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )
    (stall,) = (float(value) for name, value in map(str.split, done.stdout.splitlines()) if name == "stall")
    return Result("longest pause of the window while its printer hangs", stall, None, "ms", MOST_STALL_MS)


def _measure(count: int) -> Result:
    document = _nota(count)
    lines = lay_out(document, COLUMNS)
    ours, theirs = _by_turns(lambda: _ours(document), lambda: _theirs(lines))
    return Result(f"nota of {count} lines to bytes, over python-escpos", ours, theirs, "ms", 1.5)


def _nota(count: int) -> Document:
    """Repeat the line of a nota that is in the golden files: name, technique, price."""
    of = documents()["single"]
    at = next(
        place for place, block in enumerate(of.blocks) if isinstance(block, Pair) and " x " in block.left
    )
    first = max(place for place in range(at) if not isinstance(of.blocks[place], Text)) + 1
    item = of.blocks[first : at + 1]
    return Document(of.title, (*of.blocks[:first], *item * count, *of.blocks[at + 1 :]))


def _ours(document: Document) -> bytes:
    return to_escpos(lay_out(document, COLUMNS), COLUMNS, has_cutter=False)


def _theirs(lines: tuple[Part, ...]) -> bytes:
    """Let the other encoder print lines that are laid out already."""
    printer = Dummy(profile="POS-5890")
    for line in lines:
        if isinstance(line, Code):
            printer.qr(line.payload, native=False)
        if not isinstance(line, Line):
            continue
        if line.bold or line.tall:
            printer.set(bold=line.bold, double_height=line.tall)
        printer.textln(line.text)
        if line.bold or line.tall:
            printer.set(bold=False, double_height=False, normal_textsize=True)
    return bytes(printer.output)


def _by_turns(ours: Callable[[], bytes], theirs: Callable[[], bytes]) -> tuple[float, float]:
    took: dict[Callable[[], bytes], list[float]] = {ours: [], theirs: []}
    gc.collect()
    for n in range(ROUNDS):
        for act in (ours, theirs) if n % 2 else (theirs, ours):
            begun = perf_counter()
            act()
            took[act].append(perf_counter() - begun)
    return median(took[ours]) * 1000, median(took[theirs]) * 1000
