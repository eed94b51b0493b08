"""Booths' disks and a fair's centres for the tests: made, sold on, copied, put back, opened badly."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.fact import GENESIS, Body, Fact, FactKind, next_hash
from batikpos.domain.fair import Booth, Fair
from batikpos.domain.money import Rupiah, total
from batikpos.domain.quantity import Quantity
from batikpos.domain.record import sale_to_body
from batikpos.domain.sale import Sale, SaleKind, SaleLine
from batikpos.domain.seal import seal_of
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.verify import verify
from batikpos.signing import Purpose
from batikpos.store.engine import Store, Transaction, open_store, store_url
from batikpos.store.journal import (
    JournalHead,
    append,
    insert_facts,
    insert_journal,
    insert_own,
    list_facts,
    load_head,
    move_mark,
)
from batikpos.store.sales import list_sales
from batikpos.store.seals import grand_totals
from batikpos.store.tills import find_last_till, find_open_till
from batikpos.sync.centre import open_centre
from tests.postgres import Postgres

DAY = date(2026, 12, 11)
NOON = datetime(2026, 12, 11, 5, tzinfo=UTC)
FAIR = Fair("Pameran Uji", DAY, date(2026, 12, 13))
FLOAT = 500_000
KEY = Ed25519PrivateKey.generate()
"""Every booth's here: whose key it is makes no difference to sending."""


def new_booth(path: Path, code: str = "A01", *, device: int = 1, fair: Fair = FAIR, key: str = "") -> Store:
    """Make a booth's disk with its opening and an open till: two facts; `key` is one it only names."""
    store = open_store(store_url(str(path)), create=True)
    with store.writing() as tx:
        journal_id = str(uuid4())
        insert_journal(tx, JournalHead(fair.fair_id, journal_id, Booth(code, device), 0, GENESIS))
        insert_own(tx, fair.fair_id, journal_id)
        append(tx, FactKind.OPENING, NOON, opening(code, device, fair) | ({"public_key": key} if key else {}))
        till = {
            "business_day": fair.first_day.isoformat(),
            "at": NOON.isoformat(),
            "cashier": "Rini",
            "float": FLOAT,
        }
        append(tx, FactKind.TILL_OPEN, NOON, till)
    return store


def opening(code: str, device: int, fair: Fair) -> Body:
    """Say what a booth is, with a chance nonce as a real one has."""
    return {
        "nonce": uuid4().hex,
        "public_key": KEY.public_key().public_bytes_raw().hex(),
        "booth": code,
        "device": device,
        "fair": {
            "name": fair.name,
            "first_day": fair.first_day.isoformat(),
            "last_day": fair.last_day.isoformat(),
            "time_zone": fair.time_zone,
        },
        "booths": [code],
        "producers": [],
    }


def sell(store: Store, *amounts: int) -> tuple[Fact, ...]:
    """Sell one thing for each amount, in cash, each in a transaction of its own."""
    return tuple(_sell(store, Rupiah(amount)) for amount in amounts)


def _sell(store: Store, amount: Rupiah) -> Fact:
    with store.writing() as tx:
        till = find_open_till(tx)
        assert till is not None
        body = sale_to_body(a_sale(tx, amount)) | {"till": till.opened_seq}
        return append(tx, FactKind.SALE, NOON, body)


def a_sale(tx: Transaction, amount: Rupiah, *, sale_id: UUID | None = None) -> Sale:
    """Make the next sale of the booth, of one cloth at `amount`, paid exactly."""
    head = load_head(tx)
    running = len(list_sales(tx, day=DAY)) + 1
    cloth = SaleLine(
        sku="KAIN-1",
        name="Kain tulis Kawung",
        name_en="Hand-drawn cloth, Kawung",
        producer="IKM01",
        producer_name="Sekar Jagad",
        technique=Technique.TULIS,
        dye=Dye.NATURAL,
        kind="kain",
        quantity=Quantity(1),
        unit_price=amount,
        gross=amount,
        discount=Rupiah(0),
    )
    return Sale(
        sale_id=str(sale_id or uuid4()),
        kind=SaleKind.SALE,
        number=head.booth.number(DAY, running),
        running=running,
        business_day=DAY,
        at=NOON,
        cashier="Rini",
        lines=(cloth,),
        tenders=(Tender(TenderKind.CASH, amount),),
    )


def close_till(store: Store) -> Fact:
    """Count the drawer to the rupiah and close it, with a seal behind it."""
    with store.writing() as tx:
        till = find_last_till(tx)
        assert till is not None
        figures = till.figures
        cash = figures.expected_cash.amount
        body: Body = {
            "till": till.opened_seq,
            "at": NOON.isoformat(),
            "cashier": "Rini",
            "number": load_head(tx).booth.close_number(DAY, 1),
            "counts": {"100": cash // 100},
            "counted": cash,
            "expected": cash,
            "total": figures.total.amount,
            "sales": figures.sales,
            "by_tender": {kind: amount.amount for kind, amount in figures.by_tender.items()},
        }
        closed = append(tx, FactKind.TILL_CLOSE, NOON, body)
        sold, returned = grand_totals(tx)
        counted = replace(till, counted=figures.expected_cash, number=body["number"])
        seal = seal_of(counted, closed.journal_id, closed.seq, closed.hash, sold=sold, returned=returned)
        signature = KEY.sign(Purpose.CLOSE.value + seal.write().encode()).hex()
        told = {"close": closed.seq, "statement": seal.write(), "signature": signature}
        append(
            tx,
            FactKind.SEAL,
            NOON,
            told | {"at": NOON.isoformat(), "sold": sold.amount, "returned": returned.amount},
        )
        return closed


def put_payload(store: Store, content: dict[str, Any], *, kind: str) -> Fact:
    """Chain a payload that today's program cannot write, its envelope being in order."""
    with store.writing() as tx:
        head = load_head(tx)
        seq = head.mark + 1
        envelope = {"fair": head.fair_id, "journal": head.journal_id, "seq": seq, "kind": kind}
        payload = json.dumps(content | envelope, sort_keys=True, separators=(",", ":"))
        fact = Fact(head.fair_id, head.journal_id, seq, kind, payload, next_hash(head.head, payload))
        insert_facts(tx, [fact])
        move_mark(tx, fact)
        return fact


def facts_of(store: Store, journal_id: str | None = None) -> tuple[Fact, ...]:
    """List a journal's facts in a store, a booth's only one where none is named."""
    with store.reading() as tx:
        of = journal_id or load_head(tx).journal_id
        return tuple(list_facts(tx, FAIR.fair_id, of))


def journal_of(store: Store) -> str:
    """Name a booth's journal."""
    with store.reading() as tx:
        return load_head(tx).journal_id


def sold(store: Store) -> Rupiah:
    """Add up all sales a store knows of."""
    with store.reading() as tx:
        return total(kept.sale.total for kept in list_sales(tx))


def quarantined(store: Store) -> set[tuple[str, int, bytes, str]]:
    """List what lies aside at a centre."""
    with store.reading() as tx:
        rows = tx.exec_driver_sql("SELECT journal_id, seq, hash, payload FROM quarantine").all()
    return {(row.journal_id, row.seq, bytes(row.hash), row.payload) for row in rows}


def is_whole_but_for_forks(store: Store) -> bool:
    """Say whether `verify` names every fact that lies aside, and nothing else."""
    named = sorted((f.code, f.seq or 0) for f in verify(store).faults)
    return named == sorted(("fork", seq) for _, seq, _, _ in quarantined(store))


def kept_as(facts: tuple[Fact, ...]) -> set[tuple[str, int, bytes, str]]:
    """Give facts the shape that `quarantined` answers in."""
    return {(f.journal_id, f.seq, f.hash, f.payload) for f in facts}


def copy_disk(store: Store, to: Path) -> Store:
    """Copy a disk while it is in use, log and all, and open the copy."""
    copy_file(Path(store.url.database or ""), to)
    return open_store(store_url(str(to)))


def copy_file(path: Path, to: Path) -> None:
    """Copy an SQLite database to a file that is not there yet, or is overwritten."""
    for end in ("", "-wal", "-shm"):
        to.with_name(to.name + end).unlink(missing_ok=True)
    source, target = sqlite3.connect(path), sqlite3.connect(to)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


class Place(Protocol):
    """Where a centre is: an address that can be opened, backed up and put back."""

    @property
    def address(self) -> str:
        """Say what a booth is told."""

    def back_up(self) -> str:
        """Keep a copy and name it; nobody has the centre open."""

    def put_back(self, copy: str) -> None:
        """Put a copy in the centre's place; nobody has the centre open."""


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A centre in an SQLite file."""

    path: Path

    @property
    def address(self) -> str:
        """Say what a booth is told."""
        return str(self.path)

    def back_up(self) -> str:
        """Copy the file."""
        copy = self.path.with_suffix(".copy")
        copy_file(self.path, copy)
        return str(copy)

    def put_back(self, copy: str) -> None:
        """Copy it back."""
        copy_file(Path(copy), self.path)


@dataclass(frozen=True, slots=True)
class ServerPlace:
    """A centre in a database of a PostgreSQL server."""

    server: Postgres
    database: str
    login: str = ""

    @property
    def address(self) -> str:
        """Say what a booth is told."""
        return self.login or self.server.url(self.database)

    def back_up(self) -> str:
        """Copy the database."""
        return self.server.new_database(self.database)

    def put_back(self, copy: str) -> None:
        """Make it anew from its copy."""
        self.server.restore_database(self.database, copy)


@contextmanager
def opened(place: Place) -> Iterator[Store]:
    """Open a centre for a while."""
    store = open_centre(place.address, create=True)
    try:
        yield store
    finally:
        store.close()


class PowerCut(Exception):
    """The lights go out."""


class FailingStore(Store):
    """A centre whose power is cut inside a transaction that writes: the one after `good` good ones."""

    def __init__(self, like: Store, *, good: int = 0) -> None:
        super().__init__(like.url)
        self._left = good

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Run the transaction, and cut the power before its commit."""
        with super().writing() as tx:
            yield tx
            if self._left == 0:
                raise PowerCut
            self._left -= 1


class DeafStore(Store):
    """A centre that commits and cannot say so: the connection breaks after every COMMIT."""

    def __init__(self, like: Store) -> None:
        super().__init__(like.url)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Run and commit the transaction, then break."""
        with super().writing() as tx:
            yield tx
        raise PowerCut


class ForgetfulStore(Store):
    """A centre that answers COMMIT with success, and keeps nothing."""

    def __init__(self, like: Store) -> None:
        super().__init__(like.url)
        self._writes = 0

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Run the transaction and quietly take it back."""
        self._writes += 1
        assert self._writes < 50, "a booth sends for ever to a centre that keeps nothing"
        with suppress(_TakenBack), super().writing() as tx:
            yield tx
            raise _TakenBack


class _TakenBack(Exception):
    """The quiet end of a transaction."""
