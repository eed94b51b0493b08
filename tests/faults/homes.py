"""Homes to do harm to: the sample fair with plenty of goods, its till open, papers to a file."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import UUID

from argon2 import PasswordHasher

from batikpos.domain.cart import Cart, CartLine
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Booth, Person, Role
from batikpos.services.desk import open_desk
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import Plan, set_up
from batikpos.services.till import open_till
from batikpos.settings import STORE_NAME, Settings
from tests.faults.audit import BASKET, Told
from tests.shop import CLOTH, FLOAT, KEYRING, NOON, RINI, RINI_PIN, SHIRT, TUNIC, catalogue

PLENTY = 1_000_000
_BASKETS = (((SHIRT, 1),), ((KEYRING, 3), (CLOTH, 1500)), ((TUNIC, 1), (KEYRING, 1), (SHIRT, 2)))

_MEMORY = Path("/dev/shm")
_MEMORY_BYTES = 2**29


@contextmanager
def workplace() -> Iterator[Path]:
    """Give an empty folder, in memory where that is large: no fault here needs a disk to be slow."""
    is_large = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _MEMORY_BYTES
    with tempfile.TemporaryDirectory(prefix="batikpos-faults-", dir=_MEMORY if is_large else None) as name:
        yield Path(name)


@cache
def plenty() -> Catalogue:
    """Take the sample catalogue, with more of everything than is ever sold."""
    goods = catalogue()
    return Catalogue(tuple(replace(item, stock=PLENTY) for item in goods.items), goods.producers)


@cache
def people() -> tuple[Person, ...]:
    """Enrol Rini with a hash that is quickly checked: a PIN's check writes nothing."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return (Person(RINI, Role.CASHIER, quick.hash(RINI_PIN)),)


def make_home(home: Path, *, printer: Path | None = None) -> Path:
    """Set a booth up that may sell at once; where a printer's file is named, papers go there."""
    settings = Settings(printer=f"file:{printer}" if printer else "none:")
    set_up(home, Plan(SAMPLE_FAIR, Booth("A03"), plenty(), people(), settings), now=NOON)
    desk = open_desk(home)
    try:
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
    finally:
        desk.store.close()
    return home


def cart_of(sale_id: UUID, n: int) -> Cart:
    """Make the n-th basket: one to three lines of several producers, pieces and metres."""
    items = [(plenty().load(sku), size) for sku, size in _BASKETS[n % len(_BASKETS)]]
    return Cart(sale_id, tuple(CartLine(item, item.quantity(size)) for item, size in items))


def basket_of(sale_id: UUID, n: int) -> str:
    """Write the n-th basket as `sell` reads it, for cash."""
    cart = cart_of(sale_id, n)
    lines = [
        {"sku": sku, "metres": f"{size / 1000:g}"} if sku == CLOTH else {"sku": sku, "qty": size}
        for sku, size in _BASKETS[n % len(_BASKETS)]
    ]
    paid = [{"kind": "cash", "amount": cart.net.amount}]
    return json.dumps({"id": str(sale_id), "lines": lines, "tenders": paid})


def copy_store(store: Path, to: Path) -> Path:
    """Copy a store with its log, to be looked at: the next start finds the store as the fault left it."""
    to.mkdir(parents=True, exist_ok=True)
    for end in ("", "-wal", "-journal"):
        source, target = store.with_name(store.name + end), to / f"{STORE_NAME}{end}"
        target.unlink(missing_ok=True)
        if source.is_file():
            shutil.copyfile(source, target)
    return to / STORE_NAME


def say(kind: str, name: str, hash_: str = "") -> bytes:
    """Write one line of what a process tells: that it began an act, or that one is done."""
    return json.dumps([kind, name, hash_]).encode() + b"\n"


def hear(told: Told, line: bytes) -> None:
    """Read one line of what a process told."""
    kind, name, hash_ = json.loads(line)
    told.begun[name] = None
    if kind == "done":
        if name.startswith(BASKET):  # one basket is kept: what was kept before it is sold or given up
            told.done = {done: of for done, of in told.done.items() if not done.startswith(BASKET)}
        told.done[name] = hash_
