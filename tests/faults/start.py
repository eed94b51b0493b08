"""The next start after a fault: the booth opens by itself, prints what waits, proves itself and sells."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from batikpos.domain.errors import PosError
from batikpos.printing.queue import work_off
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.opening import OpenedBooth, open_booth
from batikpos.services.till import find_day, open_till
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME
from tests.faults.audit import Found, Harm, Told, audit, judge
from tests.faults.homes import cart_of, copy_store
from tests.shop import FLOAT, RINI, cash


@contextmanager
def opened(home: Path) -> Iterator[Desk]:
    """Open a home for one sitting."""
    desk = open_desk(home)
    try:
        yield desk
    finally:
        desk.store.close()


def look(home: Path, scratch: Path) -> Found:
    """Audit a home's store without touching it."""
    copy = scratch / "looked-at"
    try:
        return audit(copy_store(home / STORE_NAME, copy))
    finally:
        shutil.rmtree(copy)


def start_again(home: Path, told: Told, printer: Path, scratch: Path) -> Harm:
    """Start a booth after a fault, and say what harm comes to light. What it does is told in `told`."""
    before = look(home, scratch)
    offset = printer.stat().st_size if printer.exists() else 0
    try:
        booth = open_booth(home, "id")
        with closing(booth.desk.store):
            desk = booth.desk
            work_off(desk)
            faults = verify(desk.store).faults
            _sell(desk, told)
            work_off(desk)
    except PosError as error:
        return Harm(unexplained=(f"the next start was refused: {error.message('en')}",))
    except Exception as error:  # noqa: BLE001 - whatever stops a booth from starting is the finding
        return Harm(unexplained=(f"the next start failed: {error!r}",))
    printed = printer.read_bytes()[offset:] if printer.exists() else b""
    told.paper += printed
    after = look(home, scratch)
    proved = Harm(altered=tuple(f"verify: {fault.device} {fault.seq} {fault.code}" for fault in faults))
    return proved + judge(after, told) + _papers(before, after, printed) + _shown(before, booth)


def _sell(desk: Desk, told: Told) -> None:
    now = datetime.now(UTC)
    if find_day(desk) is None:
        told.begun[f"open {desk.fair.local(now).isoformat()}"] = None
        open_till(desk, FLOAT, cashier=RINI, now=now)
    cart = cart_of(uuid4(), 0)
    done = complete_sale(desk, cart, (cash(cart.net.amount),), cashier=RINI, now=now)
    told.begun[f"sale {cart.sale_id}"] = None
    told.done[f"sale {cart.sale_id}"] = done.kept.hash.hex()


def _shown(before: Found, booth: OpenedBooth) -> Harm:
    """See that whoever starts the booth is shown the basket that was open, and what was sold last."""
    acts = [(name.split()[0], name, hash_) for name, hash_ in before.acts]
    basket = [name for kind, name, _ in acts if kind == "basket"]
    shown = [f"basket {booth.basket.cart.sale_id}"] if booth.basket else []
    wrong = [f"open was {basket}, shown is {shown}"] * (basket != shown)
    kinds = [kind for kind, _, _ in acts]
    tills = [n for n, kind in enumerate(kinds) if kind in {"open", "close"}]
    if tills and kinds[tills[-1]] == "open":
        opening = tills[-1]
        last = [hash_ for kind, _, hash_ in acts[opening:] if kind in {"sale", "void", "refund"}][-1:]
        seen = [booth.last.done.kept.hash.hex()] if booth.last else []
        wrong += [f"sold last was {last}, shown is {seen}"] * (last != seen)
    return Harm(unexplained=tuple(wrong))


def _papers(before: Found, after: Found, printed: bytes) -> Harm:
    """See that what was being sent is uncertain and not sent again, and that what waited came out."""
    now = {job.mark: job for job in after.jobs}  # cancelled is what is for no printer
    again, wrong = [], []
    for job in before.jobs:
        state = now[job.mark].state if job.mark in now else "gone"
        if job.state == "sending":
            again += [f"{job.mark!r} was being sent, and is printed again"] * (job.mark in printed)
            wrong += [f"{job.mark!r} was being sent, and is {state}"] * (state != "uncertain")
        elif job.state == "queued":
            came = {"printed": 1, "cancelled": 0}.get(state, -1)
            wrong += [f"{job.mark!r} waited, and is {state}"] * (printed.count(job.mark) != came)
        else:
            wrong += [f"{job.mark!r} was {job.state}, and is {state}"] * (state != job.state)
    return Harm(doubled=tuple(again), altered=tuple(wrong))
