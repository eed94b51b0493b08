"""Proving a store of many sales: all of it by `verify`, and its chain alone as every start does."""

import gc
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import uuid4

from batikpos.domain.cart import Cart
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import open_desk
from batikpos.services.verify import verify
from batikpos.store.engine import Store
from batikpos.store.journal import find_break, list_facts, load_head
from tests.bench.homes import CASHIER, NOW, make_home
from tests.bench.result import Result

SALES = 5_000
LINES = 3


def measure_proof(folder: Path, *, rounds: int = 7) -> tuple[Result, ...]:
    """Prove a store and hash its payloads by turns; compare the medians."""
    desk = open_desk(make_home(folder / "proof"))
    for n in range(SALES):
        cart = Cart(uuid4())
        for place in range(LINES):
            cart = cart.add(desk.catalogue.items[(n + place) % len(desk.catalogue.items)])
        complete_sale(desk, cart, (Tender(TenderKind.CASH, cart.net),), cashier=CASHIER, now=NOW)
    payloads = _payloads(desk.store)
    proved: list[float] = []
    hashed: list[float] = []
    chained: list[float] = []
    for _ in range(rounds):
        gc.collect()
        began = perf_counter()
        for payload in payloads:
            sha256(payload).digest()
        hashed.append(perf_counter() - began)
        began = perf_counter()
        with desk.store.reading() as tx:
            broken = find_break(tx)
        chained.append(perf_counter() - began)
        began = perf_counter()
        verdict = verify(desk.store)
        proved.append(perf_counter() - began)
        assert broken is None
        assert verdict.is_ok
    desk.store.close()
    facts, floor = len(payloads), median(hashed) * 1e6
    return (
        Result(
            f"verify a fact (of {facts}), over bare SHA-256",
            median(proved) * 1e6 / facts,
            floor / facts,
            "us",
            500,
        ),
        Result(
            "chain of a fact at the start, over bare SHA-256",
            median(chained) * 1e6 / facts,
            floor / facts,
            "us",
            10,
        ),
        Result(f"chain check at the start, {SALES} sales", median(chained), None, "s", 0.3),
    )


def _payloads(store: Store) -> list[bytes]:
    with store.reading() as tx:
        head = load_head(tx)
        return [fact.payload.encode() for fact in list_facts(tx, head.fair_id, head.journal_id)]
