"""Sending a booth's facts, to an SQLite file and to PostgreSQL alike."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from batikpos.domain.fact import FORMAT, GENESIS, Body
from batikpos.domain.fair import Booth
from batikpos.domain.money import Rupiah
from batikpos.domain.reconcile import DayState
from batikpos.services.reconcile import reconcile_day
from batikpos.services.verify import verify
from batikpos.store.engine import Store, store_url
from batikpos.store.reading import list_unread
from batikpos.sync.centre import BrokenOffer, NotACentre, open_centre, read_mark, receive
from batikpos.sync.mark import Synced
from batikpos.sync.protocol import Offer
from batikpos.sync.push import CentreAhead, push
from tests.sync.booths import (
    DAY,
    FAIR,
    DeafStore,
    FailingStore,
    ForgetfulStore,
    Place,
    PowerCut,
    close_till,
    copy_disk,
    facts_of,
    is_whole_but_for_forks,
    journal_of,
    kept_as,
    new_booth,
    opened,
    put_payload,
    quarantined,
    sell,
    sold,
)


@pytest.fixture
def booth(tmp_path: Path) -> Iterator[Store]:
    """Give a booth that sold six times: eight facts with its opening and its till's."""
    with closing(new_booth(tmp_path / "A01.db")) as store:
        sell(store, 100_000, 250_000, 75_000, 1_000_000, 12_500, 185_000)
        yield store


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send three facts at a time."""
    monkeypatch.setattr("batikpos.sync.push.CHUNK", 3)


def cut_after(facts: int) -> Callable[[int, int], None]:
    """Cut the power once the centre holds so many facts."""

    def progress(done: int, _all: int) -> None:
        if done >= facts:
            raise PowerCut

    return progress


def assert_holds(centre: Store, *booths: Store) -> None:
    """Check that the centre holds these booths' facts to the byte, and reads them alike."""
    for booth in booths:
        assert facts_of(centre, journal_of(booth)) == facts_of(booth)
    assert is_whole_but_for_forks(centre)
    assert sold(centre) == Rupiah(sum(sold(booth).amount for booth in booths))


# The good road


def test_a_first_sending_brings_everything(booth: Store, centre: Store) -> None:
    done = push(booth, centre)
    assert (done.sent, done.last, done.is_equal, done.quarantined) == (8, 8, True, ())
    assert done.head == facts_of(booth)[-1].hash
    assert_holds(centre, booth)


def test_sending_again_sends_nothing(booth: Store, centre: Store) -> None:
    push(booth, centre)
    again = push(booth, centre)
    assert (again.sent, again.is_equal) == (0, True)
    assert_holds(centre, booth)


def test_only_what_is_new_is_sent(booth: Store, centre: Store) -> None:
    push(booth, centre)
    sell(booth, 50_000, 60_000)
    done = push(booth, centre)
    assert (done.sent, done.last, done.is_equal) == (2, 10, True)
    assert_holds(centre, booth)


@pytest.mark.usefixtures("small_chunks")
def test_a_day_goes_in_chunks_and_says_how_far_it_is(booth: Store, centre: Store) -> None:
    told: list[tuple[int, int]] = []
    done = push(booth, centre, progress=lambda now, all_: told.append((now, all_)))
    assert told == [(0, 8), (3, 8), (6, 8), (8, 8)]
    assert (done.sent, done.is_equal) == (8, True)
    assert_holds(centre, booth)


def test_two_booths_of_one_fair_stand_beside_each_other(booth: Store, centre: Store, tmp_path: Path) -> None:
    with closing(new_booth(tmp_path / "A02.db", "A02")) as other:
        sell(other, 333_000)
        assert push(booth, centre).is_equal
        assert push(other, centre).sent == 3
        assert_holds(centre, booth, other)


def test_a_day_that_came_whole_is_proven(booth: Store, centre: Store) -> None:
    close_till(booth)
    push(booth, centre)
    (row,) = reconcile_day(centre, DAY).reconciliation.devices
    assert row.state is DayState.PROVEN
    assert row.figures is not None
    assert (row.figures.total, row.figures.sales) == (Rupiah(1_622_500), 6)


def test_a_day_without_its_close_is_only_reported(booth: Store, centre: Store) -> None:
    push(booth, centre)
    close_till(booth)
    (row,) = reconcile_day(centre, DAY).reconciliation.devices
    assert row.state is DayState.REPORTED


# Interrupted


@pytest.mark.usefixtures("small_chunks")
def test_a_crash_between_chunks_is_resumed_behind_the_last_whole_one(booth: Store, centre: Store) -> None:
    with pytest.raises(PowerCut):
        push(booth, centre, progress=cut_after(6))
    assert len(facts_of(centre, journal_of(booth))) == 6
    assert verify(centre).is_ok
    done = push(booth, centre)
    assert (done.sent, done.is_equal) == (2, True)
    assert_holds(centre, booth)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("good", [0, 1, 2])
def test_a_crash_inside_a_chunk_leaves_none_of_it(booth: Store, centre: Store, good: int) -> None:
    with closing(FailingStore(centre, good=good)) as failing, pytest.raises(PowerCut):
        push(booth, failing)
    assert len(facts_of(centre, journal_of(booth))) == 3 * good
    assert verify(centre).is_ok
    assert push(booth, centre).is_equal
    assert_holds(centre, booth)


@pytest.mark.usefixtures("small_chunks")
def test_a_lost_acknowledgement_sends_nothing_twice(booth: Store, centre: Store) -> None:
    with closing(DeafStore(centre)) as deaf, pytest.raises(PowerCut):
        push(booth, deaf)
    assert len(facts_of(centre, journal_of(booth))) == 3
    assert push(booth, centre).sent == 5
    assert_holds(centre, booth)


def test_a_commit_is_no_receipt(booth: Store, centre: Store) -> None:
    with closing(ForgetfulStore(centre)) as forgetful:
        done = push(booth, forgetful)
    assert not done.is_equal
    assert (done.sent, done.centre.last) == (0, 0)
    assert push(booth, centre).is_equal
    assert_holds(centre, booth)


@pytest.mark.usefixtures("small_chunks")
def test_a_centre_that_keeps_nothing_is_not_sent_to_for_ever(booth: Store, centre: Store) -> None:
    with closing(ForgetfulStore(centre)) as forgetful:
        done = push(booth, forgetful)
    assert not done.is_equal


def test_an_altered_disk_is_refused_and_changes_nothing(booth: Store, centre: Store) -> None:
    facts = facts_of(booth)
    with booth.writing() as tx:
        tx.exec_driver_sql("DROP TRIGGER fact_refuses_update")
        tx.exec_driver_sql("UPDATE fact SET payload = replace(payload, '250000', '150000') WHERE seq = 4")
    assert facts_of(booth) != facts
    with pytest.raises(BrokenOffer) as refused:
        push(booth, centre)
    assert refused.value.seq == 4
    assert facts_of(centre, journal_of(booth)) == ()


# Copies of disks, and old backups


def test_a_centre_restored_from_an_older_copy_gets_the_rest_again(booth: Store, place: Place) -> None:
    with opened(place) as centre:
        push(booth, centre)
    copy = place.back_up()
    sell(booth, 40_000, 41_000)
    with opened(place) as centre:
        assert push(booth, centre).sent == 2
    place.put_back(copy)
    with opened(place) as centre:
        assert len(facts_of(centre, journal_of(booth))) == 8
        done = push(booth, centre)
        assert (done.sent, done.is_equal) == (2, True)
        assert_holds(centre, booth)


def test_a_centre_that_lost_everything_gets_everything_again(booth: Store, place: Place) -> None:
    with opened(place):
        empty = place.back_up()
    with opened(place) as centre:
        push(booth, centre)
    place.put_back(empty)
    with opened(place) as centre:
        assert push(booth, centre).sent == 8
        assert_holds(centre, booth)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize(("first", "second"), [(1, 1), (4, 1), (1, 5), (5, 5)])
def test_a_copied_disk_that_sold_differently_goes_aside_whole(
    booth: Store, centre: Store, tmp_path: Path, first: int, second: int
) -> None:
    push(booth, centre)
    with closing(copy_disk(booth, tmp_path / "clone.db")) as clone:
        sell(booth, *range(1_000, 1_000 + first))
        other = sell(clone, *range(2_000, 2_000 + second))
        assert push(booth, centre).is_equal
        done = push(clone, centre)
        assert (done.sent, done.is_equal) == (0, False)
        assert quarantined(centre) == kept_as(other)
        assert kept_as(done.quarantined) == kept_as(other)
        assert_holds(centre, booth)


@pytest.mark.usefixtures("small_chunks")
def test_sending_a_fork_again_is_harmless_and_its_rest_follows(
    booth: Store, centre: Store, tmp_path: Path
) -> None:
    push(booth, centre)
    with closing(copy_disk(booth, tmp_path / "clone.db")) as clone:
        sell(booth, 1_000)
        other = sell(clone, 2_000, 3_000)
        push(booth, centre)
        for _ in range(2):
            push(clone, centre)
            assert quarantined(centre) == kept_as(other)
        other += sell(clone, 4_000, 5_000, 6_000, 7_000)
        push(clone, centre)
        assert quarantined(centre) == kept_as(other)
        sell(booth, 8_000)
        assert push(booth, centre).is_equal
        assert_holds(centre, booth)


def test_a_fork_is_named_by_verify_and_keeps_the_day_from_being_proven(
    booth: Store, centre: Store, tmp_path: Path
) -> None:
    push(booth, centre)
    with closing(copy_disk(booth, tmp_path / "clone.db")) as clone:
        sell(booth, 1_000)
        (other,) = sell(clone, 2_000)
        close_till(booth)
        push(booth, centre)
        assert verify(centre).is_ok
        (proven,) = reconcile_day(centre, DAY).reconciliation.devices
        assert (proven.state, proven.causes) == (DayState.PROVEN, ())

        push(clone, centre)
        assert [(f.code, f.seq) for f in verify(centre).faults] == [("fork", other.seq)]
        (forked,) = reconcile_day(centre, DAY).reconciliation.devices
        assert forked.state is DayState.REPORTED
        assert [(c.code, c.evidence) for c in forked.causes] == [("fork", (other.body["number"],))]
        assert forked.figures == proven.figures


def test_a_booth_s_own_store_is_no_centre(booth: Store, tmp_path: Path) -> None:
    theirs = new_booth(tmp_path / "other.db", "A02")
    theirs.close()
    before = (tmp_path / "other.db").read_bytes()
    for store in (booth.url.database, tmp_path / "other.db"):
        for create in (False, True):
            with pytest.raises(NotACentre):
                open_centre(str(store), create=create)
    assert (tmp_path / "other.db").read_bytes() == before


def test_a_booth_restored_from_an_old_copy_hears_that_the_centre_is_ahead(
    booth: Store, centre: Store, tmp_path: Path
) -> None:
    with closing(copy_disk(booth, tmp_path / "backup.db")) as old:
        sell(booth, 1_000, 2_000)
        push(booth, centre)
        with pytest.raises(CentreAhead) as refused:
            push(old, centre)
        assert (refused.value.held, refused.value.here) == (10, 8)
        assert_holds(centre, booth)


def test_a_booth_restored_and_sold_on_loses_nothing(booth: Store, centre: Store, tmp_path: Path) -> None:
    with closing(copy_disk(booth, tmp_path / "backup.db")) as old:
        sell(booth, 1_000, 2_000)
        push(booth, centre)
        (other,) = sell(old, 3_000)
        done = push(old, centre)
        assert not done.is_equal
        assert quarantined(centre) == kept_as((other,))
        assert_holds(centre, booth)


def test_facts_of_one_booth_are_never_taken_for_another_s(
    booth: Store, centre: Store, tmp_path: Path
) -> None:
    with closing(new_booth(tmp_path / "A02.db", "A02")) as other:
        push(booth, centre)
        offer = _whole_offer(other)
        with pytest.raises(BrokenOffer):
            receive(centre, replace(offer, journal_id=journal_of(booth)))
        assert facts_of(centre, journal_of(other)) == ()
        assert_holds(centre, booth)


def _whole_offer(booth: Store) -> Offer:
    facts = facts_of(booth)
    with booth.reading() as tx:
        code = tx.exec_driver_sql("SELECT booth FROM journal").scalar_one()
    return Offer(FAIR.fair_id, facts[0].journal_id, Booth(code), GENESIS, facts)


# Facts that make no sense here

MOVE: Body = {
    "till": 2,
    "at": "2026-12-11T12:00:00+07:00",
    "cashier": "Rini",
    "amount": 5_000,
    "reason": "Tambah uang kecil",
}

NONSENSE: dict[str, Body] = {
    "nothing at all": {},
    "no amount": {name: value for name, value in MOVE.items() if name != "amount"},
    "half a rupiah": MOVE | {"amount": 1.5},
    "no time": MOVE | {"at": "noon"},
    "nobody": MOVE | {"cashier": None},
    "a word for a number": MOVE | {"till": "two"},
    "a list for a name": MOVE | {"cashier": ["Rini"]},
    "an object for a number": MOVE | {"till": {}},
    "an amount over every column": MOVE | {"amount": 10**30},
    "half a letter": MOVE | {"reason": "\ud800"},
}

ODD: dict[str, Body] = {
    "a number for a name": MOVE | {"cashier": 7},
    "a number over PostgreSQL's column": MOVE | {"till": 2**40},
    "a letter that PostgreSQL cannot hold": MOVE | {"reason": "a\0b"},
}
"""Facts that one kind of centre can hold in its tables, and the other cannot."""


@pytest.mark.parametrize("body", NONSENSE.values(), ids=NONSENSE.keys())
def test_a_fact_of_nonsense_is_kept_raw_and_stops_nothing(booth: Store, centre: Store, body: Body) -> None:
    put_payload(booth, {"v": FORMAT, "at": MOVE["at"], "body": body}, kind="cash_move")
    sell(booth, 5_000)
    close_till(booth)
    done = push(booth, centre)
    assert (done.sent, done.is_equal) == (12, True)
    assert facts_of(centre, journal_of(booth)) == facts_of(booth)
    assert sold(centre) == sold(booth)
    assert push(booth, centre).sent == 0
    _assert_proves_nothing(centre, booth, 9)


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
def test_an_odd_fact_is_read_exactly_or_not_at_all_and_stops_nothing(
    booth: Store, centre: Store, body: Body
) -> None:
    put_payload(booth, {"v": FORMAT, "at": MOVE["at"], "body": body}, kind="cash_move")
    sell(booth, 5_000)
    close_till(booth)
    assert push(booth, centre).is_equal
    assert sold(centre) == sold(booth)
    with centre.reading() as tx:
        unread = list_unread(tx, FAIR.fair_id, journal_of(booth))
    assert unread == (9,) or verify(centre).is_ok


def test_a_fact_of_a_newer_kind_is_kept_raw_and_stops_nothing(booth: Store, centre: Store) -> None:
    put_payload(booth, {"v": FORMAT, "at": MOVE["at"], "body": {"points": 12}}, kind="loyalty")
    sell(booth, 5_000)
    close_till(booth)
    assert push(booth, centre).is_equal
    assert sold(centre) == sold(booth)
    _assert_proves_nothing(centre, booth, 9)


def test_a_fact_of_a_newer_format_is_not_read_by_the_rules_of_this_one(booth: Store, centre: Store) -> None:
    body = MOVE | {"amount": 500_000}
    put_payload(booth, {"v": FORMAT + 1, "at": MOVE["at"], "body": body}, kind="cash_move")
    sell(booth, 5_000)
    close_till(booth)
    assert push(booth, centre).is_equal
    assert sold(centre) == sold(booth)
    _assert_proves_nothing(centre, booth, 9)


def test_a_sale_sold_twice_under_one_id_is_kept_raw(booth: Store, centre: Store) -> None:
    put_payload(booth, {"v": FORMAT, "at": MOVE["at"], "body": facts_of(booth)[3].body}, kind="sale")
    before = sold(booth)
    sell(booth, 5_000)
    close_till(booth)
    assert push(booth, centre).is_equal
    assert sold(centre) == before + Rupiah(5_000)
    _assert_proves_nothing(centre, booth, 9)


def test_a_sale_whose_sums_are_not_its_parts_is_kept_raw(booth: Store, centre: Store) -> None:
    body = facts_of(booth)[3].body | {"total": 1}
    put_payload(booth, {"v": FORMAT, "at": MOVE["at"], "body": body}, kind="sale")
    close_till(booth)
    assert push(booth, centre).is_equal
    _assert_proves_nothing(centre, booth, 9)


@pytest.mark.usefixtures("small_chunks")
def test_many_facts_of_nonsense_do_not_hide_the_ones_between(booth: Store, centre: Store) -> None:
    for amount in (1_000, 2_000, 3_000):
        put_payload(booth, {"v": FORMAT, "at": MOVE["at"], "body": {}}, kind="cash_move")
        sell(booth, amount)
    assert push(booth, centre).is_equal
    assert sold(centre) == sold(booth)
    with centre.reading() as tx:
        assert list_unread(tx, FAIR.fair_id, journal_of(booth)) == (9, 11, 13)


def _assert_proves_nothing(centre: Store, booth: Store, unread: int) -> None:
    """Check that a day with a fact that cannot be read is never called proven."""
    with centre.reading() as tx:
        assert list_unread(tx, FAIR.fair_id, journal_of(booth)) == (unread,)
    (row,) = reconcile_day(centre, DAY).reconciliation.devices
    assert row.state is DayState.REPORTED
    assert not verify(centre).is_ok


# Many at once

BOOTHS = 8
SALES = 12


@pytest.mark.usefixtures("small_chunks")
def test_eight_booths_at_the_same_time_add_up_to_the_rupiah(place: Place, tmp_path: Path) -> None:
    with opened(place):
        pass
    paths = [tmp_path / f"A0{n}.db" for n in range(1, BOOTHS + 1)]
    expected = 0
    for n, path in enumerate(paths, 1):
        with closing(new_booth(path, path.stem)) as store:
            sell(store, *(n * 10_000 + 500 * k for k in range(SALES)))
            expected += sold(store).amount
            close_till(store)
    start = threading.Barrier(BOOTHS)
    with ThreadPoolExecutor(BOOTHS) as pool:
        results = list(pool.map(lambda path: _send(path, place, start), paths))
    assert [(done.sent, done.is_equal) for done in results] == [(SALES + 4, True)] * BOOTHS
    with opened(place) as centre:
        of = reconcile_day(centre, DAY).reconciliation
        assert of.total == Rupiah(expected)
        assert [row.state for row in of.devices] == [DayState.PROVEN] * BOOTHS
        assert verify(centre).facts == BOOTHS * (SALES + 4)
        assert verify(centre).is_ok


@pytest.mark.usefixtures("small_chunks")
def test_one_booth_sent_twice_at_the_same_time_is_held_once(
    booth: Store, place: Place, tmp_path: Path
) -> None:
    with opened(place):
        pass
    start = threading.Barrier(2)
    copies = [tmp_path / "one.db", tmp_path / "two.db"]
    for path in copies:
        copy_disk(booth, path).close()
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda path: _send(path, place, start), copies))
    assert all(done.is_equal for done in results)
    with opened(place) as centre:
        assert_holds(centre, booth)


def _send(path: Path, place: Place, start: threading.Barrier) -> Synced:
    """Send as a booth of its own does: its own disk, its own connections."""
    with closing(Store(store_url(str(path)))) as local, closing(Store(store_url(place.address))) as centre:
        start.wait()
        return push(local, centre)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_booths_may_make_the_centre_s_tables_at_the_same_time(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    is_server = kind == "postgresql"
    address = request.getfixturevalue("postgres_url") if is_server else str(tmp_path / "centre.db")
    words = [sys.executable, "-c", OPENER, address]
    pipe = subprocess.PIPE
    booths = [
        subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT) for _ in range(3)
    ]
    for opener in booths:
        assert opener.stdout is not None
        assert opener.stdout.readline() == "ready\n"
    for opener in booths:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    for opener in booths:
        _, said = opener.communicate(timeout=120)
        assert opener.returncode == 0, said
    with closing(open_centre(address)) as centre:
        assert read_mark(centre, FAIR.fair_id, "nobody").last == 0


OPENER = """
import sys
import batikpos.store.upgrade
from batikpos.sync.centre import open_centre
print("ready", flush=True)
sys.stdin.readline()
open_centre(sys.argv[1], create=True).close()
"""
ROOT = Path(__file__).parents[2]
