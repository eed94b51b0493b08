"""All booths close in the same minute: each its own process and its own login, against one PostgreSQL.

What is held against it is a bare COPY of the same rows by as many processes. Every round is proven: each
booth's facts at the centre are those on its disk, once, and every day is read and holds together.
"""

import multiprocessing
import os
import signal
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from batikpos.domain.errors import Unavailable
from batikpos.domain.money import Rupiah, total
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.reading_up import read_up
from batikpos.services.reconcile import reconcile_day
from batikpos.store.engine import Store, Transaction, open_store, store_url
from batikpos.store.journal import append_sale
from batikpos.store.tills import find_open_till
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.bench.result import Result
from tests.postgres import running_postgres
from tests.sync.booths import (
    DAY,
    PowerCut,
    a_sale,
    close_till,
    facts_of,
    journal_of,
    new_booth,
    sold,
)
from tests.sync.guarded import Guarded, guarded_centre

BOOTHS, SALES = 139, 60

ABREAST = 8
"""So many sign in at the same time, before all begin: what is measured is sending."""

ROUNDS = 2

PATIENCE = 240.0
"""Seconds after which a booth gives up."""

_Process = multiprocessing.process.BaseProcess


@dataclass(frozen=True, slots=True)
class Day:
    """Booths' disks with a closed day each, by the code of the booth."""

    disks: dict[str, Path]
    facts: int


@dataclass(frozen=True, slots=True)
class Round:
    """What a closing came to: seconds of the whole, of each booth, and how often they tried."""

    wall: float
    each: tuple[float, ...]
    tries: int

    @property
    def p95(self) -> float:
        """Say after how many seconds 95 of 100 booths were done."""
        return statistics.quantiles(self.each, n=20)[-1] if len(self.each) > 1 else self.each[0]


def measure_closing(folder: Path, *, booths: int = BOOTHS, sales: int = SALES) -> list[Result]:
    """Measure a closing as it should be, with answers lost, with the server torn down, with booths killed."""
    day = make_day(folder, booths, sales)
    server = running_postgres()
    try:
        like = guarded_centre(server, day.disks)
        floors, rounds, repeats, anew = [], [], [], []
        for _ in range(ROUNDS):
            floors.append(copy_bare(like.copy(), day).wall)
            centre = like.copy()
            first, second = close_twice(centre, day)
            rounds.append(first)
            repeats.append(second.wall)
            anew.append(close_together(centre, day).wall)
            prove(centre, day)
        worst = [_disturbed(like.copy(), day, **how) for how in DISTURBANCES.values()]
    finally:
        server.stop()
    best = min(rounds, key=lambda of: of.wall)
    name = f"{booths} booths x {sales} sales at once"
    return [
        Result(f"{name}, all", best.wall, min(floors), "s", 2.0),
        Result(f"{name}, sent again", min(repeats), best.wall, "s", 0.1),
        Result(f"{name}, sent again by programs begun anew", min(anew), best.wall, "s", 0.1),
        Result(f"{name}, p95 of a booth", best.p95, None, "s", 60.0),
        Result(f"{name}, a fact", best.wall / day.facts * 1e6, None, "us", 1000.0),
        *(
            Result(f"{name}, {how}", of.wall, None, "s", PATIENCE)
            for how, of in zip(DISTURBANCES, worst, strict=True)
        ),
    ]


DISTURBANCES: dict[str, dict[str, object]] = {
    "half of the answers lost": {"loses": True},
    "the server torn down": {"restarts": True},
    "booths killed": {"kills": 3},
}
"""What may happen meanwhile."""


def _disturbed(centre: Guarded, day: Day, **how: object) -> Round:
    done = close_together(centre, day, **how)  # type: ignore[arg-type]  # the names of its own arguments
    prove(centre, day)
    return done


def make_day(folder: Path, booths: int, sales: int) -> Day:
    """Make the disks of booths that sold and closed their day."""
    disks: dict[str, Path] = {}
    for n in range(booths):
        code = f"{chr(ord('A') + n // 20)}{n % 20 + 1:02}"
        disks[code] = folder / f"{code}.db"
        with closing(new_booth(disks[code], code)) as store:
            with store.writing() as tx:
                _sell_many(tx, code, sales)
            close_till(store)
    with closing(_open(next(iter(disks.values())))) as store:
        return Day(disks, booths * len(facts_of(store)))


def _sell_many(tx: Transaction, code: str, sales: int) -> None:
    till = find_open_till(tx)
    assert till is not None
    like = a_sale(tx, Rupiah(150_000))
    for running in range(1, sales + 1):
        number = f"{code}-{DAY:%Y%m%d}-{running:04}"
        tenders = (Tender(TenderKind.CASH, Rupiah(450_000)),)
        sale = replace(
            like, sale_id=str(uuid4()), running=running, number=number, lines=like.lines * 3, tenders=tenders
        )
        append_sale(tx, sale, till_seq=till.opened_seq)


def close_together(
    centre: Guarded, day: Day, *, loses: bool = False, restarts: bool = False, kills: int = 0
) -> Round:
    """Let every booth send at the same moment, each until the centre provably holds its day.

    With `loses` every other answer of the centre is lost; with `restarts` the server is torn down while
    facts come in (the first booth's are written and not committed), and started again; `kills` booths are
    killed before their last COMMIT, and start again.
    """
    dying = list(day.disks)[:kills]
    held = next(iter(day.disks)) if restarts else None
    work = [
        (send, (disk, centre.addresses[code], _how(loses=loses, dies=code in dying, is_held=code == held)))
        for code, disk in day.disks.items()
    ]
    with _at_once(work) as go:
        began = time.monotonic()
        running = go()
        if restarts:
            _, ear = running[0]
            assert ear.recv() == "written"
            centre.server.restart()
            ear.send("go on")
        answers = [_answer(ear) for _, ear in running]
    assert [code for code, answer in zip(day.disks, answers, strict=True) if answer is None] == dying
    if dying:
        again = [(send, (day.disks[code], centre.addresses[code], Store)) for code in dying]
        with _at_once(again) as go:
            answers += [_answer(ear) for _, ear in go()]
    wall = time.monotonic() - began
    done = [answer for answer in answers if answer is not None]
    assert len(done) == len(day.disks), "a booth did not come through"
    return Round(wall, tuple(seconds for seconds, _ in done), sum(tries for _, tries in done))


def close_twice(centre: Guarded, day: Day) -> tuple[Round, Round]:
    """Let every booth send at the same moment, and once all are proven each again, by the same program."""
    work = [(send, (disk, centre.addresses[code], Store, 2)) for code, disk in day.disks.items()]
    rounds: list[Round] = []
    with _at_once(work) as go:
        for is_again in (False, True):
            began = time.monotonic()
            running = go()
            answers = [_answer(ear) for _, ear in running]
            wall = time.monotonic() - began
            done = [answer for answer in answers if answer is not None]
            assert len(done) == len(day.disks), "a booth did not come through"
            rounds.append(Round(wall, tuple(seconds for seconds, _ in done), sum(tries for _, tries in done)))
            if not is_again:
                _all_ready(running)
    first, second = rounds
    return first, second


def copy_bare(centre: Guarded, day: Day) -> Round:
    """Let as many processes copy the same rows into a bare table, with nothing asked and nothing proven."""
    with centre.as_owner() as owner:
        owner.execute("CREATE TABLE bare (LIKE fact INCLUDING ALL)")
    address = centre.server.url(centre.database)
    with _at_once([(copy, (disk, address)) for disk in day.disks.values()]) as go:
        began = time.monotonic()
        answers = [_answer(ear) for _, ear in go()]
        wall = time.monotonic() - began
    with centre.as_owner() as owner:
        assert owner.execute("SELECT count(*) FROM bare").fetchone() == (day.facts,)
        owner.execute("DROP TABLE bare")
    return Round(wall, tuple(answer[0] for answer in answers if answer is not None), 0)


def prove(centre: Guarded, day: Day) -> None:
    """See that the centre holds every fact of every disk once, and that every day reads as proven."""
    with closing(open_centre(centre.addresses["organizer"])) as desk:
        read_up(desk)
        amounts, facts = [], 0
        for disk in day.disks.values():
            with closing(_open(disk)) as store:
                assert facts_of(desk, journal_of(store)) == facts_of(store)
                amounts.append(sold(store))
                facts += len(facts_of(store))
        with centre.as_owner() as owner:
            assert owner.execute("SELECT count(*) FROM fact").fetchone() == (facts,)
            assert owner.execute("SELECT count(*) FROM quarantine").fetchone() == (0,)
        assert sold(desk) == total(amounts)
        states = {row.state for row in reconcile_day(desk, DAY).reconciliation.devices}
        assert {state.value for state in states} == {"proven"}


def send(ready: Connection, disk: Path, address: str, how: type[Store], times: int = 1) -> None:
    """Be a booth's process: open all, wait for the sign, send until it is proven; so many `times`."""
    open_centre(address).close()  # it is one, as a booth asks too
    with closing(_open(disk)) as store, closing(how(store_url(address))) as to:
        for signing_in in (Store.reading, Store.writing):  # both of its connections, and undisturbed
            with signing_in(to) as tx:
                tx.exec_driver_sql("SELECT 1")
        for _ in range(times):
            _wait_for_the_sign(ready)
            if isinstance(to, HeldStore):
                to.holder = ready
            if (took := _send_until_proven(store, to)) is not None:
                ready.send(took)


def _send_until_proven(store: Store, to: Store) -> tuple[float, int] | None:
    """Send until the centre holds the same; say how long and how often, None where it never did."""
    began, tries = time.monotonic(), 0
    while time.monotonic() - began < PATIENCE:
        tries += 1
        try:
            if push(store, to).is_equal:
                return time.monotonic() - began, tries
        except (Unavailable, PowerCut):
            time.sleep(0.05)
    return None


def copy(ready: Connection, disk: Path, address: str) -> None:
    """Be a process that copies what is written out already."""
    with closing(_open(disk)) as store:
        rows = "".join(
            f"{f.fair_id}\t{f.journal_id}\t{f.seq}\t{f.kind}\t{f.payload}\t\\\\x{f.hash.hex()}\n"
            for f in facts_of(store)
        ).encode()
    with psycopg.connect(address) as connection:
        connection.execute("SELECT 1")
        _wait_for_the_sign(ready)
        began = time.monotonic()
        with connection.cursor().copy(sql.SQL("COPY bare FROM STDIN")) as into:
            into.write(rows)
        connection.commit()
        ready.send((time.monotonic() - began, 1))


class LosingStore(Store):
    """A centre whose every other COMMIT is done, and not heard of."""

    writes = 0

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Run and commit the transaction; every other time break then."""
        with super().writing() as tx:
            yield tx
        self.writes += 1
        if self.writes % 2 == 1:
            raise PowerCut


class DyingStore(Store):
    """A centre to which a booth is sending when it is killed: all is written, and not committed."""

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Run the transaction, and die before its COMMIT."""
        with super().writing() as tx:
            yield tx
            os.kill(os.getpid(), signal.SIGKILL)


class HeldStore(Store):
    """A centre that is torn down and started again while its first facts are written, and not committed."""

    holder: Connection | None = None
    """Who tears it down, until it is done."""

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Run the transaction, and the first time wait before its COMMIT until the server has been away."""
        with super().writing() as tx:
            yield tx
            if self.holder is not None:
                holder, self.holder = self.holder, None
                holder.send("written")
                holder.recv()


def _how(*, loses: bool, dies: bool, is_held: bool) -> type[Store]:
    return DyingStore if dies else LosingStore if loses else HeldStore if is_held else Store


def _wait_for_the_sign(ready: Connection) -> None:
    ready.send("ready")
    ready.recv()


def _open(disk: Path) -> Store:
    return open_store(store_url(str(disk)))


@contextmanager
def _at_once(
    work: Sequence[tuple[Callable[..., None], tuple[object, ...]]],
) -> Iterator[Callable[[], list[tuple[_Process, Connection]]]]:
    """Start a process for each piece of work; what is given lets them all begin in the same moment."""
    context = _context()
    running: list[tuple[_Process, Connection]] = []
    for target, arguments in work:
        here, there = context.Pipe()
        process = context.Process(  # type: ignore[attr-defined]  # each kind of context has its own
            target=target, args=(there, *arguments), daemon=True
        )
        process.start()
        there.close()
        running.append((process, here))
        if len(running) % ABREAST == 0:
            _all_ready(running[-ABREAST:])
    _all_ready(running[len(running) // ABREAST * ABREAST :])

    def go() -> list[tuple[_Process, Connection]]:
        for _, ear in running:
            ear.send("go")
        return running

    try:
        yield go
    finally:
        for process, ear in running:
            process.join(PATIENCE)
            ear.close()


def _all_ready(some: Sequence[tuple[_Process, Connection]]) -> None:
    for _, ear in some:
        assert ear.recv() == "ready"


def _context() -> multiprocessing.context.BaseContext:
    """Start processes from one that has loaded everything, where the system can."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.bench.closing", "batikpos.store.upgrade"])
    return context


def _answer(ear: Connection) -> tuple[float, int] | None:
    """Hear how long a booth took; None where it was killed."""
    try:
        seconds, tries = ear.recv()
    except EOFError:
        return None
    return seconds, tries
