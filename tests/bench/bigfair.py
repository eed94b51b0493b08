"""A big fair at a centre, made quickly: chains, closes and seals as booths make them, rows as they are read.

The facts do not go through the services, which would take hours; what is made here is proven afterwards, by
whoever measures with it.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.fact import GENESIS, Body, Fact, FactKind, make_fact
from batikpos.domain.fair import Booth, Fair
from batikpos.domain.quantity import Unit
from batikpos.domain.seal import HASH_LETTERS, Seal
from batikpos.signing import Purpose
from batikpos.store.engine import Store
from batikpos.store.journal import JournalHead, find_head, insert_facts, insert_journal, move_mark
from batikpos.store.reading import insert_readings
from batikpos.store.schema import sale, sale_line
from batikpos.sync.centre import open_centre

FLOAT = 500_000
PRICES = (10_000, 35_000, 85_000, 125_000, 185_000, 245_000, 395_000, 650_000)
GOODS = 40
VOIDED, GIVEN_BACK = 0.01, 0.015


@dataclass(frozen=True, slots=True)
class BigFair:
    """How big: so many booths, days, and sales of each booth a day. The last day is not closed."""

    booths: int
    days: int
    sales: int
    seed: int = 1

    @property
    def fair(self) -> Fair:
        """Name the fair and its days."""
        first = date(2026, 12, 9)
        return Fair(f"Pameran Akbar {self.seed}", first, first + timedelta(days=self.days - 1))

    @property
    def all_sales(self) -> int:
        """Count its sales."""
        return self.booths * self.days * self.sales

    def day(self, number: int) -> date:
        """Say which day is so-and-so many days after the first."""
        return self.fair.first_day + timedelta(days=number)


def make_big_fair(path: Path, of: BigFair) -> None:
    """Make a centre in a file that holds the whole fair."""
    store = open_centre(str(path), create=True)
    try:
        stands = [Stand(of, n) for n in range(of.booths)]
        for stand in stands:
            stand.begin(store)
    finally:
        store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as bulk:
        # Nothing here is to outlive a power cut: what breaks off is made again.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -900000"):
            bulk.execute(f"PRAGMA {pragma}")
        bulk.execute("BEGIN")  # one for all: each commit would write most of the indexes again
        for stand in stands:
            for number in range(of.days):
                stand.play(bulk, number)
            stand.move(bulk)
        bulk.execute("COMMIT")
        bulk.execute("ANALYZE")


@dataclass(slots=True)
class _Till:
    opened: int
    total: int = 0
    sales: int = 0
    by_tender: Counter[str] = field(default_factory=Counter)


class Stand:
    """One booth of the fair, and its journal as far as it was written."""

    def __init__(self, of: BigFair, n: int) -> None:
        self._of, self._chance = of, Random(of.seed * 1_000 + n)
        self.booth = Booth(f"B{n:03}")
        self.journal_id = str(UUID(int=self._chance.getrandbits(128), version=4))
        self._fair = of.fair
        self._fair_id = self._fair.fair_id
        self._key = Ed25519PrivateKey.from_private_bytes(self._chance.randbytes(32))
        self._seq, self._head = 0, GENESIS
        self._zone = ZoneInfo(self._fair.time_zone)
        self._sold = self._returned = 0
        self._till = _Till(0)
        self._running = 0
        self._goods = [_goods(k) for k in range(GOODS)]

    def begin(self, store: Store) -> None:
        """Open the journal at the centre."""
        fact = self._write(
            FactKind.OPENING, datetime.combine(self._fair.first_day, time(8), self._zone), self._opening()
        )
        with store.writing() as tx:
            insert_journal(tx, JournalHead(self._fair_id, self.journal_id, self.booth, 0, GENESIS))
            insert_facts(tx, [fact])
            insert_readings(tx, [fact])
            move_mark(tx, fact)

    def go_on(self, store: Store) -> None:
        """Go on where the journal is at a centre that was made before: in its open till."""
        with store.reading() as tx:
            head = find_head(tx, self._fair_id, self.journal_id)
            assert head is not None
            self._seq, self._head = head.mark, head.head
            (self._till.opened,) = tx.exec_driver_sql(
                "SELECT max(seq) FROM till_open WHERE journal_id = ?", (self.journal_id,)
            ).one()
            (self._running,) = tx.exec_driver_sql(
                "SELECT max(running) FROM sale WHERE journal_id = ? AND till_seq = ?",
                (self.journal_id, self._till.opened),
            ).one()
        self._chance.seed(f"{self.journal_id} {self._seq}")

    def play(self, bulk: sqlite3.Connection, number: int) -> None:
        """Write a day; the last one stays open."""
        day = self._of.day(number)
        at = datetime.combine(day, time(9), self._zone)
        facts, rows = [self._open(day, at)], _Rows()
        step = timedelta(hours=11) / (self._of.sales + 1)
        for _ in range(self._of.sales):
            at += step
            facts += self._trade(day, at, rows)
        _put_facts(bulk, facts)
        rows.put(bulk)
        _put_rows(bulk, "till_open", self._opened)
        if number < self._of.days - 1:
            self._close(bulk, day, at + step)

    def sell_more(self, store: Store, at: datetime, sales: int = 1) -> None:
        """Sell on in the open till, and send it: the facts and their rows come to the centre."""
        rows = _Rows()
        facts = [self._sale(at.date(), at, rows) for _ in range(sales)]
        with store.writing() as tx:
            insert_facts(tx, facts)
            insert_readings(tx, facts)
            move_mark(tx, facts[-1])

    def move(self, bulk: sqlite3.Connection) -> None:
        """Move the journal's mark to its last fact."""
        bulk.execute(
            "UPDATE journal SET mark = ?, head = ? WHERE journal_id = ?",
            (self._seq, self._head, self.journal_id),
        )

    def _write(self, kind: FactKind, at: datetime, body: Body) -> Fact:
        self._seq += 1
        made = make_fact(
            fair_id=self._fair_id,
            journal_id=self.journal_id,
            seq=self._seq,
            before=self._head,
            kind=kind,
            at=at,
            body=body,
        )
        self._head = made.hash
        return made

    def _opening(self) -> Body:
        fair = self._fair
        return {
            "nonce": self._chance.randbytes(16).hex(),
            "public_key": self._key.public_key().public_bytes_raw().hex(),
            "booth": self.booth.code,
            "device": 1,
            "fair": {
                "name": fair.name,
                "first_day": fair.first_day.isoformat(),
                "last_day": fair.last_day.isoformat(),
                "time_zone": fair.time_zone,
            },
            "booths": [self.booth.code],
            "producers": [],
        }

    def _open(self, day: date, at: datetime) -> Fact:
        body = {
            "business_day": day.isoformat(),
            "at": at.isoformat(),
            "cashier": "Rini",
            "float": FLOAT,
        }
        made = self._write(FactKind.TILL_OPEN, at, body)
        self._till, self._running = _Till(made.seq), 0
        self._opened = (*self._row(made), day.isoformat(), at.isoformat(), "Rini", FLOAT)
        return made

    def _row(self, of: Fact) -> tuple[str, str, int]:
        return self._fair_id, self.journal_id, of.seq

    def _trade(self, day: date, at: datetime, rows: "_Rows") -> Iterator[Fact]:
        """Sell, and now and then give all or the first line of it back."""
        yield (sold := self._sale(day, at, rows))
        luck = self._chance.random()
        if luck < VOIDED:
            yield self._back(day, at, rows, sold.body, FactKind.VOID)
        elif luck < VOIDED + GIVEN_BACK:
            yield self._back(day, at, rows, sold.body, FactKind.REFUND)

    def _sale(self, day: date, at: datetime, rows: "_Rows") -> Fact:
        lines = self._chance.sample(self._goods, self._chance.choice((1, 1, 1, 2, 2, 3)))
        due = sum(line["net"] for line in lines)
        kind = self._chance.choices(("cash", "qris", "card", "transfer"), (50, 40, 7, 3))[0]
        given = -(-due // 50_000) * 50_000 if kind == "cash" else due
        return self._keep(FactKind.SALE, day, at, rows, lines, kind, given)

    def _back(self, day: date, at: datetime, rows: "_Rows", sold: Body, kind: FactKind) -> Fact:
        lines = [_given_back(n, line) for n, line in enumerate(sold["lines"], 1)]
        lines = lines if kind is FactKind.VOID else lines[:1]
        net = sum(line["net"] for line in lines)
        return self._keep(kind, day, at, rows, lines, "cash", net, reverses=sold["number"])

    def _keep(
        self,
        kind: FactKind,
        day: date,
        at: datetime,
        rows: "_Rows",
        lines: list[Body],
        paid_by: str,
        given: int,
        *,
        reverses: str = "",
    ) -> Fact:
        self._running += 1
        net = sum(line["net"] for line in lines)
        body: Body = {
            "sale_id": str(UUID(int=self._chance.getrandbits(128), version=4)),
            "kind": kind.value,
            "number": self.booth.number(day, self._running),
            "running": self._running,
            "business_day": day.isoformat(),
            "at": at.isoformat(),
            "cashier": "Rini",
            "approver": "Sari" if reverses else "",
            "reverses": reverses,
            "reason": "Pembeli batal" if reverses else "",
            "language": "id",
            "content": "",
            "rounding": 0,
            "change": given - net,
            "gross": sum(line["gross"] for line in lines),
            "discount": sum(line["discount"] for line in lines),
            "total": net,
            "paid": given,
            "lines": lines,
            "tenders": [{"kind": paid_by, "amount": given, "reference": ""}],
            "till": self._till.opened,
        }
        made = self._write(kind, at, body)
        rows.take(self._row(made), body)
        till = self._till
        till.total += net
        till.sales += {FactKind.SALE: 1, FactKind.VOID: -1}.get(kind, 0)
        till.by_tender[paid_by] += given
        till.by_tender["cash"] -= given - net
        if kind is FactKind.SALE:
            self._sold += net
        else:
            self._returned -= net
        return made

    def _close(self, bulk: sqlite3.Connection, day: date, at: datetime) -> None:
        """Close the till to the rupiah, or now and then a note short, and seal it."""
        till, number = self._till, self.booth.close_number(day, 1)
        takings = {kind: till.by_tender[kind] for kind in ("cash", "qris", "card", "transfer")}
        expected = FLOAT + takings["cash"]
        counted = expected - (50_000 if self._chance.random() < 0.05 else 0)
        body = {
            "till": till.opened,
            "at": at.isoformat(),
            "cashier": "Rini",
            "number": number,
            "counts": {"500": counted // 500},
            "counted": counted,
            "expected": expected,
            "total": till.total,
            "sales": till.sales,
            "by_tender": takings,
        }
        closed = self._write(FactKind.TILL_CLOSE, at, body)
        seal = Seal(
            number,
            self.journal_id,
            closed.seq,
            closed.hash.hex()[:HASH_LETTERS],
            till.sales,
            till.total,
            takings["cash"],
            takings["qris"],
            takings["card"],
            takings["transfer"],
            expected,
            counted,
            self._sold,
            self._returned,
        ).write()
        signature = self._key.sign(Purpose.CLOSE.value + seal.encode()).hex()
        told = {"at": at.isoformat(), "close": closed.seq, "sold": self._sold, "returned": self._returned}
        sealed = self._write(FactKind.SEAL, at, told | {"statement": seal, "signature": signature})
        _put_facts(bulk, [closed, sealed])
        counts = f'{{"500":{counted // 500}}}'
        row = (till.opened, at.isoformat(), "Rini", number, counts, counted, expected, "")
        _put_rows(bulk, "till_close", (*self._row(closed), *row))
        row_of_seal = (closed.seq, self._sold, self._returned, seal, signature)
        _put_rows(bulk, "seal", (*self._row(sealed), *row_of_seal))


class _Rows:
    """The rows of sales, as the reading of their facts has them."""

    def __init__(self) -> None:
        self._sales: list[tuple[Any, ...]] = []
        self._lines: list[tuple[Any, ...]] = []
        self._tenders: list[tuple[Any, ...]] = []

    def take(self, key: tuple[str, str, int], body: Body) -> None:
        self._sales.append((*key, *(body[name] for name in _SALE)))
        self._lines += [(*key, n, *(line[name] for name in _LINE)) for n, line in enumerate(body["lines"], 1)]
        self._tenders += [
            (*key, n, *(t[name] for name in ("kind", "amount", "reference")))
            for n, t in enumerate(body["tenders"], 1)
        ]

    def put(self, bulk: sqlite3.Connection) -> None:
        for table, names, rows in (
            ("sale", _SALE, self._sales),
            ("sale_line", ("n", *_LINE), self._lines),
            ("tender", ("n", "kind", "amount", "reference"), self._tenders),
        ):
            columns = ["fair_id", "journal_id", "seq", *(_COLUMN.get(name, name) for name in names)]
            said = ", ".join(f'"{name}"' for name in columns)
            marks = ", ".join("?" * len(columns))
            bulk.executemany(f"INSERT INTO {table} ({said}) VALUES ({marks})", rows)


_COLUMN = {"till": "till_seq"}
_SEQ = ("fair_id", "journal_id", "seq")
_SEEN_LATER = {
    "follows",
    "followed_by",
    "note",
    "promotion",
    "promoted",
    "is_open",
    "is_part",
    "is_under",
    "n",
}
"""What these facts do not say, and rows have by default."""

_SALE = [
    "till" if c.name == "till_seq" else c.name for c in sale.columns if c.name not in {*_SEQ, *_SEEN_LATER}
]
_LINE = [c.name for c in sale_line.columns if c.name not in {*_SEQ, *_SEEN_LATER}]


def _goods(k: int) -> Body:
    price = PRICES[k % len(PRICES)]
    discount = price // 10 if k % 7 == 0 else 0
    return {
        "sku": f"TOM-{k:03}",
        "name": f"Kain tulis motif nomor {k}",
        "name_en": f"Hand-drawn cloth, motif number {k}",
        "producer": f"IKM{k % 12:02}",
        "producer_name": f"Batik Sekar Jagad {k % 12}",
        "technique": (Technique.TULIS, Technique.CAP)[k % 2].value,
        "dye": (Dye.SYNTHETIC if k % 5 else Dye.NATURAL).value,
        "kind": "kain",
        "unit": Unit.PIECE.value,
        "size": 1,
        "unit_price": price,
        "agreed": None,
        "gross": price,
        "discount": discount,
        "net": price - discount,
        "given_back": 0,
    }


def _given_back(n: int, line: Body) -> Body:
    negative = {name: -line[name] for name in ("size", "gross", "discount", "net")}
    return line | negative | {"given_back": n}


def _put_facts(bulk: sqlite3.Connection, facts: list[Fact]) -> None:
    bulk.executemany(
        "INSERT INTO fact (fair_id, journal_id, seq, kind, payload, hash) VALUES (?, ?, ?, ?, ?, ?)",
        [(f.fair_id, f.journal_id, f.seq, f.kind, f.payload, f.hash) for f in facts],
    )


def _put_rows(bulk: sqlite3.Connection, table: str, row: tuple[Any, ...]) -> None:
    """Put one whole row in, in the order of the table's columns."""
    bulk.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
