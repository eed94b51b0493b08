"""What evidence costs: a sale with its chain, and a close with its seal, against the same without."""

import gc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch
from uuid import uuid4

from batikpos.domain import fact
from batikpos.domain.cart import Cart
from batikpos.domain.fact import GENESIS
from batikpos.domain.money import Rupiah
from batikpos.domain.seal import seal_of
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.till import Till
from batikpos.services import till
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.sealing import Sealed, seal_close
from batikpos.services.till import close_till, open_till
from tests.bench.homes import CASHIER, NOW, make_home
from tests.bench.result import Result

LINES = 3
WARM_UP = 20
FLOAT = Rupiah(500_000)


def measure_evidence(folder: Path, *, sales: int = 400, closes: int = 100) -> tuple[Result, ...]:
    """Sell and close by turns at a booth that chains and seals, and at one that does not."""
    ours = open_desk(make_home(folder / "evident"))
    floor = open_desk(make_home(folder / "trusting"))
    sold = _by_turns(lambda: _sell(ours), lambda: _sell(floor), rounds=sales)
    closed = _by_turns(lambda: _close(ours), lambda: _close(floor), rounds=closes)
    ours.store.close()
    floor.store.close()
    return (
        Result(f"sale of {LINES} lines over one without its chain, p50", *sold, "ms", 1.15),
        Result("close over one without seal and signature, p50", *closed, "ms", 1.5),
    )


def _by_turns(ours: Callable[[], float], floor: Callable[[], float], *, rounds: int) -> tuple[float, float]:
    """Do both by turns, the one that begins by turns as well; return the medians in milliseconds."""
    took: list[float] = []
    floor_took: list[float] = []
    gc.collect()
    for n in range(WARM_UP + rounds):
        if n % 2:
            one, other = _with_evidence(ours), _without_evidence(floor)
        else:
            other, one = _without_evidence(floor), _with_evidence(ours)
        if n >= WARM_UP:
            took.append(one)
            floor_took.append(other)
    return median(took) * 1000, median(floor_took) * 1000


def _sell(desk: Desk) -> float:
    cart = Cart(uuid4())
    for item in desk.catalogue.items[:LINES]:
        cart = cart.add(item)
    tenders = (Tender(TenderKind.CASH, cart.net),)
    began = perf_counter()
    complete_sale(desk, cart, tenders, cashier=CASHIER, now=NOW)
    return perf_counter() - began


def _close(desk: Desk) -> float:
    """Close a till with one sale in it; return how long only the close took."""
    began = perf_counter()
    close_till(desk, {100_000: 5}, cashier=CASHIER, now=NOW)
    took = perf_counter() - began
    open_till(desk, FLOAT, cashier=CASHIER, now=NOW)
    _sell(desk)
    return took


def _with_evidence(act: Callable[[], float]) -> float:
    """Put the real functions in their own place, so that both sides come to their act alike."""
    return _put(act, fact.next_hash, seal_close)


def _without_evidence(act: Callable[[], float]) -> float:
    """Let all facts have one hash, and a close go without its seal; payloads stay canonical."""
    return _put(act, lambda *_: GENESIS, _unsealed)


def _put(act: Callable[[], float], next_hash: Callable[..., bytes], seal: Callable[..., object]) -> float:
    with patch.object(fact, "next_hash", next_hash), patch.object(till, "seal_close", seal):
        return act()


def _unsealed(_tx: object, _desk: Desk, closed: Till, *_: object) -> Sealed:
    """Stand in for a seal on the slip, which costs the same to print."""
    seal = seal_of(closed, "", 0, GENESIS, sold=Rupiah(0), returned=Rupiah(0))
    return Sealed(seal, "x" * 300, is_signed=True)
