"""The organizer's board over a big fair: cold, with nothing new, and with a new sale of every booth."""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from datetime import time as clock
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from batikpos.domain.board import Board
from batikpos.domain.fact import GENESIS, chain_hash
from batikpos.services.board import BoardReader
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from tests.bench import bigfair
from tests.bench.bigfair import BigFair, Stand, make_big_fair
from tests.bench.result import Result

WHOLE = BigFair(booths=139, days=5, sales=2_015)
"""1.4 million sales."""

POLLS = 11

UNNOTICED = 100
"""Milliseconds that a person takes for at once."""

COLD = 20
"""Times what walking the chains alone takes: facts are read as JSON, a day held against the tables.

A board is proven cold once, and shows meanwhile how far it is. Other days are read while nobody waits.
"""


def measure_board(of: BigFair = WHOLE, folder: Path | None = None) -> tuple[list[Result], str]:
    """Measure the board; say how the fair was made, and by which plans what was asked is found.

    A fair takes minutes to make, so it is kept where such things are, and grows a little each time.
    """
    path = (folder or Path(tempfile.gettempdir()) / "batikpos-bench") / f"board-{_name(of)}.db"
    said = [_made(path, of)]
    with closing(open_centre(str(path))) as centre:
        last, closed = of.day(of.days - 1), of.day(max(0, of.days - 2))
        chains = _work(lambda: _walk_chains(path))
        reader = BoardReader()
        now = datetime.combine(last, clock(21), ZoneInfo(of.fair.time_zone))
        begun = time.perf_counter()
        cold = _work(lambda: _check(reader.read(centre, closed, lambda: now), of, proven=of.booths))
        clocked = time.perf_counter() - begun
        other = _work(lambda: _check(reader.read(centre, last, lambda: now), of, proven=0))
        _check(reader.poll(centre, closed, now=now), of, proven=of.booths)
        ahead = statistics.median(
            _seconds(lambda: reader.poll(centre, closed, now=now)) for _ in range(POLLS)
        )
        counted = _seconds(lambda: _ask(path, "SELECT count(*) FROM sale"))
        grouped = _seconds(lambda: _ask(path, _GROUPED, last.isoformat()))
        nothing = statistics.median(
            _seconds(lambda: reader.poll(centre, last, now=now)) for _ in range(POLLS)
        )
        stands = [Stand(of, n) for n in range(of.booths)]
        for stand in stands:
            stand.go_on(centre)
        polls: list[float] = []
        works: list[float] = []
        boards: list[Board] = []
        asked: list[str] = []
        for n in range(POLLS):
            before = reader.poll(centre, last, now=now)
            for stand in stands:
                stand.sell_more(centre, now - timedelta(minutes=POLLS - n))
            asked = _listen(centre) if n == POLLS - 1 else asked
            work = time.process_time()
            polls.append(_seconds(lambda: boards.append(reader.poll(centre, last, now=now))))
            works.append(time.process_time() - work)
            assert boards.pop().reported.sales == before.reported.sales + of.booths
        said += [
            f"cold, by the clock of a machine that others use too: {clocked:.1f} s",
            f"a new sale each, slowest of {POLLS} by that clock: {max(polls) * 1_000:.0f} ms",
            _plans(path, asked),
        ]
    ms = 1_000
    name = f"board of {of.booths} booths and {of.all_sales} sales"
    return [
        Result(f"{name}: cold, a day proven; the floor walks the chains", cold, chains, "s of work", COLD),
        Result(f"{name}: to another day; the same floor", other, chains, "s of work", COLD / 4),
        Result(f"{name}: to a day that was read ahead", ahead * ms, None, "ms", UNNOTICED),
        Result(f"{name}: nothing new; the floor counts sales", nothing * ms, counted * ms, "ms", 1),
        Result(
            f"{name}: a new sale each; the floor groups a day",
            statistics.median(polls) * ms,
            grouped * ms,
            "ms",
            1,
        ),
        Result(f"{name}: nothing new", nothing * ms, None, "ms", UNNOTICED),
        Result(f"{name}: a new sale each, slowest", max(works) * ms, None, "ms of work", UNNOTICED),
    ], "\n".join(said)


_GROUPED = (
    "SELECT journal_id, count(*), sum(total), sum(paid) FROM sale WHERE business_day = ? GROUP BY journal_id"
)


def _name(of: BigFair) -> str:
    made_by = sha256(Path(bigfair.__file__).read_bytes()).hexdigest()[:8]
    return f"{of.booths}-{of.days}-{of.sales}-{of.seed}-{made_by}"


def _made(path: Path, of: BigFair) -> str:
    if path.is_file():
        return f"{of.all_sales} sales as they were made before: {path}"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    took = _seconds(lambda: make_big_fair(part, of))
    part.rename(path)
    return f"{of.all_sales} sales made in {took:.1f} s, {took / of.all_sales * 1e6:.0f} us each"


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _work(act: Callable[[], object]) -> float:
    """Say how many seconds of a processor's work an act is: of what takes long, others share the machine."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _check(board: Board, of: BigFair, *, proven: int) -> None:
    """See that all is said of all booths: what is quick and wrong is no measure."""
    assert (board.proven.booths, board.reported.booths) == (proven, of.booths - proven), board
    total = board.proven if proven else board.reported
    assert total.sales > of.booths * of.sales * 0.95


def _walk_chains(path: Path) -> None:
    """Read every fact and recompute its chain: less proves nothing."""
    with closing(sqlite3.connect(path)) as raw:
        journal, before = "", GENESIS
        for journal_id, payload, hash_ in raw.execute(
            "SELECT journal_id, CAST(payload AS BLOB), hash FROM fact ORDER BY fair_id, journal_id, seq"
        ):
            before = GENESIS if journal_id != journal else before
            journal, before = journal_id, chain_hash(before, payload)
            assert before == hash_


def _ask(path: Path, query: str, *values: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(query, values).fetchall()


def _listen(centre: Store) -> list[str]:
    """Keep what is asked from now on."""
    asked: list[str] = []
    with centre.reading() as tx:
        driver = tx.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(asked.append)
    return asked


def _plans(path: Path, asked: list[str]) -> str:
    """Say how SQLite finds what a poll asks: each question once, with how often it was asked."""
    with closing(sqlite3.connect(path)) as raw:
        plans: dict[str, int] = {}
        for query in asked:
            if query.lstrip().upper().startswith(("SELECT", "WITH")):
                rows = raw.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
                plan = "; ".join(row[3] for row in rows)
                plans[plan] = plans.get(plan, 0) + 1
    return "\n".join(
        ["What one poll with new sales asks:", *(f"{n:>5} x  {plan}" for plan, n in plans.items())]
    )
