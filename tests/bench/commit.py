"""Committing a sale of three lines, against the same rows by bare sqlite3 on the same disk."""

import cProfile
import gc
import io
import pstats
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

from batikpos.domain.cart import Cart
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.settings import STORE_NAME
from tests.bench.homes import CASHIER, NOW, make_home
from tests.bench.result import Result

LINES = 3
WARM_UP = 20
PRAGMAS = ("journal_mode = wal", "synchronous = full", "foreign_keys = on", "recursive_triggers = on")
TABLES = ("fact", "sale", "sale_line", "tender", "print_job")


def measure_commit(folder: Path, *, rounds: int = 300, profile: bool = False) -> tuple[Result, str]:
    """Sell and insert by turns; compare the medians. Return what took the time where asked."""
    home = make_home(folder / "ours")
    shutil.copytree(home, folder / "floor")
    desk = open_desk(home)
    floor = _Floor(desk.home / STORE_NAME, folder / "floor" / STORE_NAME)
    ours_took: list[float] = []
    floor_took: list[float] = []
    profiler = cProfile.Profile()
    gc.collect()
    for n in range(WARM_UP + rounds):
        cart = _cart(desk, n)
        tenders = (Tender(TenderKind.CASH, cart.net),)
        began = perf_counter()
        _sell(desk, cart, tenders)
        sold = perf_counter() - began
        inserted = floor.insert_last()
        if n >= WARM_UP:
            ours_took.append(sold)
            floor_took.append(inserted)
    said = ""
    if profile:
        for n in range(100):
            cart = _cart(desk, n)
            profiler.runcall(_sell, desk, cart, (Tender(TenderKind.CASH, cart.net),))
        out = io.StringIO()
        pstats.Stats(profiler, stream=out).sort_stats("tottime").print_stats(25)
        said = out.getvalue()
    desk.store.close()
    floor.close()
    result = Result(
        "commit a sale of 3 lines, p50", median(ours_took) * 1000, median(floor_took) * 1000, "ms", 2
    )
    return result, said


def _cart(desk: Desk, n: int) -> Cart:
    items = desk.catalogue.items
    cart = Cart(uuid4())
    for place in range(LINES):
        cart = cart.add(items[(n * LINES + place) % len(items)])
    return cart


def _sell(desk: Desk, cart: Cart, tenders: tuple[Tender, ...]) -> None:
    complete_sale(desk, cart, tenders, cashier=CASHIER, now=NOW)


@dataclass(frozen=True, slots=True)
class _Rows:
    insert: str
    rows: list[tuple[Any, ...]]


class _Floor:
    """The least that can be done: the rows are there, ready to be bound."""

    def __init__(self, ours: Path, floor: Path) -> None:
        self._ours = sqlite3.connect(ours)
        self._floor = sqlite3.connect(floor, isolation_level=None)
        for pragma in PRAGMAS:
            self._floor.execute(f"PRAGMA {pragma}")

    def insert_last(self) -> float:
        """Put the sale made last into the other store too; return how many seconds that took."""
        (seq,) = self._ours.execute("SELECT max(seq) FROM fact").fetchone()
        (place,) = self._ours.execute("SELECT max(place) FROM print_job").fetchone()
        parts = [self._read(table, seq, place) for table in TABLES]
        head = self._ours.execute("SELECT mark, head FROM journal").fetchone()
        began = perf_counter()
        self._floor.execute("BEGIN IMMEDIATE")
        for part in parts:
            self._floor.executemany(part.insert, part.rows)
        self._floor.execute("UPDATE journal SET mark = ?, head = ?", head)
        self._floor.execute("COMMIT")
        return perf_counter() - began

    def close(self) -> None:
        """Let both stores go."""
        self._ours.close()
        self._floor.close()

    def _read(self, table: str, seq: int, place: int) -> _Rows:
        where, key = ("place", place) if table == "print_job" else ("seq", seq)
        found = self._ours.execute(f"SELECT * FROM {table} WHERE {where} = ?", (key,))
        names = [column[0] for column in found.description]
        marks = ", ".join("?" * len(names))
        return _Rows(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", found.fetchall())
