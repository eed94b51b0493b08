"""What a booth is doing when it is killed: selling, voiding, putting right, closing, printing, sending.

A scene more is one more function that makes it, named in `SCENES`.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from batikpos.domain.errors import PosError
from batikpos.printing.queue import work_off
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import open_desk
from batikpos.settings import STORE_NAME
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.faults.audit import Harm, audit
from tests.faults.homes import basket_of, cart_of, copy_store, make_home
from tests.faults.kill import PRINTER_NAME, ROUNDS, Place, Scene, start_after, whole_lines
from tests.faults.start import look, opened
from tests.faults.victim import Work, close_tills, command, put_right, void_sales
from tests.shop import NOON, RINI, cash

BASKETS, VOIDS, PAIRS, CLOSES, PAPERS, SENT = 6, 10, 3, 5, 6, 60
ACTS_OF_A_PAIR = 5
"""What is done in one round of each scene; `SENT` is the sales of the day that is sent."""

CENTRE_NAME = "centre.db"
LATE, BARE = "late commit", "no transaction"


def _selling(folder: Path) -> Scene:
    """Sell a stream of baskets; after each kill the same stream is sent again, and some more."""
    template = _template(folder)

    def work(_place: Path, rounds: int) -> Work:
        baskets = [basket_of(UUID(int=n), n) for n in range(BASKETS * (rounds + 1))]
        words = ("sell", "--cashier", RINI, "--json")
        return partial(command, words, "".join(f"{basket}\n" for basket in baskets))

    begun = _begun(template) | {f"sale {UUID(int=n)}" for n in range(BASKETS * ROUNDS)}
    return Scene("sell", folder, template, (LATE, BARE), work, begun, start_after, rounds=3)


def _voiding(folder: Path) -> Scene:
    """Void one sale after the other."""
    template = _template(folder, with_printer=False)
    numbers = _sell_before(template, VOIDS * ROUNDS)
    with opened(template / "home") as desk:
        work_off(desk)

    def work(_place: Path, rounds: int) -> Work:
        return partial(void_sales, numbers[VOIDS * rounds : VOIDS * (rounds + 1)], VOIDS * rounds)

    return Scene("void", folder, template, (LATE,), work, _begun(template), start_after)


def _putting_right(folder: Path) -> Scene:
    """Put sales right and exchange sizes: what gives way and what takes its place are there, or neither."""
    template = _template(folder, with_printer=False)

    def work(_place: Path, rounds: int) -> Work:
        return partial(put_right, PAIRS, ACTS_OF_A_PAIR * PAIRS * rounds)

    return Scene("correct", folder, template, (LATE, BARE), work, _begun(template), start_after)


def _closing(folder: Path) -> Scene:
    """Sell, close the till and open the next."""
    template = _template(folder, with_printer=False)

    def work(_place: Path, rounds: int) -> Work:
        return partial(close_tills, CLOSES, 3 * CLOSES * rounds)

    return Scene("close", folder, template, (LATE,), work, _begun(template), start_after)


def _printing(folder: Path) -> Scene:
    """Print a queue of papers; what the kill leaves of it is printed by the next start."""
    template = _template(folder)
    _sell_before(template, PAPERS)

    def work(_place: Path, _rounds: int) -> Work:
        return partial(command, ("print", "queue", "--run", "--json"), "")

    return Scene("print", folder, template, (LATE,), work, _begun(template), start_after, rounds=1)


def _sending(folder: Path) -> Scene:
    """Send a day to a centre that is made for it; after the kill the rest of it again."""
    template = _template(folder, with_printer=False)
    _sell_before(template, SENT)

    def work(place: Path, _rounds: int) -> Work:
        return partial(command, ("sync", "--central", str(place / CENTRE_NAME), "--json"), "")

    begun = _begun(template)
    return Scene("sync", folder, template, (BARE,), work, begun, _send_again, rounds=2)


SCENES: dict[str, Callable[[Path], Scene]] = {
    "sell": _selling,
    "void": _voiding,
    "correct": _putting_right,
    "close": _closing,
    "print": _printing,
    "sync": _sending,
}
"""How each scene is made in an empty folder."""


def _template(folder: Path, *, with_printer: bool = True) -> Path:
    """Make what each place is a copy of; its papers come out in the place."""
    template = folder / "template"
    make_home(template / "home", printer=folder / "place" / PRINTER_NAME if with_printer else None)
    return template


def _sell_before(template: Path, count: int) -> tuple[str, ...]:
    """Sell so many baskets before the scene begins; return their numbers."""
    numbers = []
    with opened(template / "home") as desk:
        for n in range(count):
            cart = cart_of(UUID(int=10_000 + n), n)
            done = complete_sale(desk, cart, (cash(cart.net.amount),), cashier=RINI, now=NOON)
            numbers.append(done.kept.sale.number)
    return tuple(numbers)


def _begun(template: Path) -> frozenset[str]:
    return frozenset(name for name, _ in look(template / "home", template).acts)


def _send_again(place: Place) -> Harm:
    """See that the centre is whole as it is, holds what was said to be there, and ends equal."""
    centre = place.folder / CENTRE_NAME
    scratch = place.folder / "again"
    harm = Harm()
    if _has_tables(centre, scratch):
        found = audit(copy_store(centre, scratch / "centre"))
        held = {hash_ for _, hash_ in found.acts}
        lost = [f"sent head {head}" for head in _heard(place) if head not in held]
        harm = Harm(tuple(lost), _twice([name for name, _ in found.acts]), found.altered, found.unexplained)
    try:
        return harm + _ends_equal(place, scratch)
    finally:
        shutil.rmtree(scratch)


def _heard(place: Place) -> tuple[str, ...]:
    """Say which heads a sending said to be at the centre."""
    said = b"".join(out.read_bytes() for out in sorted(place.folder.glob("said-[0-9]")))
    answers = [json.loads(line) for line in whole_lines(said)]
    return tuple(answer["centre_head"] for answer in answers if answer["equal"])


def _ends_equal(place: Place, scratch: Path) -> Harm:
    """Send the rest from a copy to a copy, and compare both fact by fact."""
    home, centre = scratch / "home", scratch / "ended" / STORE_NAME
    copy_store(place.home / STORE_NAME, home)
    copy_store(place.folder / CENTRE_NAME, centre.parent)
    try:
        with closing(open_desk(home).store) as store, closing(open_centre(str(centre), create=True)) as to:
            is_equal = push(store, to).is_equal
    except (PosError, IntegrityError, sqlite3.IntegrityError) as error:
        return Harm(unexplained=(f"sending again failed: {type(error).__name__}: {error}",))
    here, there = audit(home / STORE_NAME), audit(centre)
    lost = [name for name, hash_ in here.acts if (name, hash_) not in there.acts]
    strange = [name for name, hash_ in there.acts if (name, hash_) not in here.acts]
    strange += ["the sending never ended equal"] * (not is_equal)
    names = [name for name, _ in there.acts]
    return Harm(tuple(lost), _twice(names), there.altered, (*strange, *there.unexplained))


def _twice(names: list[str]) -> tuple[str, ...]:
    return tuple(name for name in set(names) if names.count(name) > 1)


def _has_tables(centre: Path, scratch: Path) -> bool:
    """Say whether the centre came as far as having tables: before that it holds nothing."""
    if not centre.exists():
        return False
    with closing(sqlite3.connect(copy_store(centre, scratch / "tables"))) as connection:
        return bool(
            connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
        )
