"""A replaced store at the centre: what was saved is sent, what was lost comes back, and nobody is doubled."""

import shutil
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from batikpos.domain.causes.cause import Grade
from batikpos.domain.fact import GENESIS, FactKind, make_fact
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.reconcile import DayState
from batikpos.services.backup import back_up
from batikpos.services.desk import Desk
from batikpos.services.reconcile import FairDay, reconcile_day
from batikpos.services.recovery import recover, restore
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME
from batikpos.signing import KEY_NAME, make_key
from batikpos.store.engine import Store
from batikpos.store.journal import find_hash, load_head
from batikpos.store.sales import list_sales
from batikpos.sync.centre import open_centre, receive
from batikpos.sync.mark import Synced
from batikpos.sync.protocol import Offer
from batikpos.sync.push import push
from tests.services.sold import opened
from tests.shop import DAY, NOON, RINI, copy_home, facts_of, line, sell, set_up_booth, unguarded

PRICE = Rupiah(395_000)


@pytest.fixture
def home(desk: Desk) -> Path:
    """Sell twice, and let go of the store: facts 3 and 4."""
    for _ in range(2):
        sell(desk)
    desk.store.close()
    return desk.home


def send(home: Path, centre: Store) -> Synced:
    """Send a home's facts, and see that both are proven whole afterwards."""
    with opened(home) as desk:
        done = push(desk.store, centre)
        assert verify(desk.store).faults == ()
    assert [f.code for f in verify(centre).faults if f.code != "fork"] == []
    return done


def close(home: Path, cash: Rupiah) -> None:
    """Count a drawer that holds so much, and close it."""
    with opened(home) as desk:
        close_till(desk, {1_000: cash.amount // 1_000}, cashier=RINI, now=NOON)


def day(centre: Store) -> FairDay:
    """Reconcile the day."""
    return reconcile_day(centre, DAY)


def copy_of(home: Path, to: Path) -> Path:
    """Back a home up."""
    with opened(home) as desk:
        back_up(desk, to)
    return to


def sold(home: Path) -> list[str]:
    """List the numbers a home knows."""
    with opened(home) as desk, desk.store.reading() as tx:
        return [k.sale.number for k in list_sales(tx)]


def lose(home: Path) -> None:
    """Let a home's store be gone, log and all."""
    for end in ("", "-wal", "-shm"):
        (home / f"{STORE_NAME}{end}").unlink(missing_ok=True)


def test_what_a_copy_lacks_comes_back_from_the_centre(home: Path, centre: Store, tmp_path: Path) -> None:
    copy = copy_of(home, tmp_path / "copy")
    with opened(home) as desk:
        sell(desk, line("KLS-GK-001"))
    assert send(home, centre).is_equal
    before = sold(home)
    lose(home)
    assert restore(home, copy, now=NOON).lost == 1
    assert sold(home) == before[:2]
    with opened(home) as desk:
        sell(desk)
    done = send(home, centre)
    assert (done.is_equal, done.received, done.quarantined) == (True, 1, ())
    assert sold(home) == [*before, "A03-20261211-10001"]
    again = send(home, centre)
    assert (again.is_equal, again.sent, again.received) == (True, 0, 0)


def test_the_day_of_a_restored_booth_is_one_drawer_and_is_proven(
    home: Path, centre: Store, tmp_path: Path
) -> None:
    """The drawer holds the float, the two sales, one that the copy lacks, and one after it."""
    copy = copy_of(home, tmp_path / "copy")
    with opened(home) as desk:
        sell(desk)
    send(home, centre)
    lose(home)
    restore(home, copy, now=NOON)
    with opened(home) as desk:
        sell(desk)
    close(home, Rupiah(500_000) + PRICE + PRICE + PRICE + PRICE)
    assert send(home, centre).is_equal
    (row, *others) = (d for d in day(centre).reconciliation.devices if d.booth.code == "A03")
    assert others == []
    assert row.state is DayState.PROVEN
    assert row.figures is not None
    assert (row.figures.sales, row.figures.difference) == (4, ZERO)
    assert [c.code for c in row.causes] == ["went_on"]


def test_a_damaged_store_that_had_sent_gets_all_of_it_back(home: Path, centre: Store) -> None:
    assert send(home, centre).is_equal
    before = sold(home)
    unguarded(home, "UPDATE fact SET payload = '{}' WHERE seq = 3")
    recover(home, now=NOON)
    assert sold(home) == []
    assert send(home, centre).received == 2
    assert sold(home) == before


@pytest.mark.parametrize("first", ["spare", "old"])
def test_the_old_laptop_that_comes_back_is_recognised_and_nothing_is_dropped(
    home: Path, centre: Store, tmp_path: Path, first: str
) -> None:
    """Both laptops sold after the copy was made. Who sends first stays; the other's are put aside."""
    copy = copy_of(home, tmp_path / "copy")
    spare = tmp_path / "spare"
    restore(spare, copy, now=NOON)
    with opened(spare) as desk:
        sell(desk, line("KLS-GK-001"))
    with opened(home) as desk:
        sell(desk)
        sell(desk)
    if first == "spare":
        assert send(spare, centre).is_equal
        old = send(home, centre)
        assert (old.is_equal, len(old.quarantined)) == (False, 2)
        assert send(home, centre).quarantined != ()  # again: the same, and nothing more
        row = next(d for d in day(centre).reconciliation.devices if d.booth.code == "A03")
        assert row.state is DayState.REPORTED
        (fork,) = (c for c in row.causes if c.code == "fork")
        assert fork.evidence == ("A03-20261211-0003", "A03-20261211-0004")
        assert (fork.values["sales"], fork.values["total"]) == (2, PRICE + PRICE)
        assert row.figures is not None
        assert row.figures.sales == 3
    else:
        assert send(home, centre).is_equal
        assert send(spare, centre).is_equal
        row = next(d for d in day(centre).reconciliation.devices if d.booth.code == "A03")
        assert row.figures is not None
        assert row.figures.sales == 5
        with opened(home) as desk:
            sell(desk, line("KLS-GK-001"))
        assert len(send(home, centre).quarantined) == 1


def test_a_copied_folder_that_sold_too_goes_aside_whole(home: Path, centre: Store, tmp_path: Path) -> None:
    """The same journal twice: no copy made by the program, but by a file manager."""
    clone = copy_home(home, tmp_path / "clone")
    with opened(home) as desk:
        sell(desk)
    with opened(clone) as desk:
        sell(desk, line("KLS-GK-001"))
    assert send(home, centre).is_equal
    assert len(send(clone, centre).quarantined) == 1


def test_a_store_restored_twice_sends_all_its_journals(home: Path, centre: Store, tmp_path: Path) -> None:
    for n in range(3):
        restore(home, copy_of(home, tmp_path / f"copy{n}"), now=NOON)
        with opened(home) as desk:
            sell(desk, line("KLS-GK-001"))
    done = send(home, centre)
    assert (done.is_equal, done.sent) == (True, 4 + 3 * 3)
    row = next(d for d in day(centre).reconciliation.devices if d.booth.code == "A03")
    assert row.figures is not None
    assert row.figures.sales == 5
    shutil.rmtree(home)


def test_no_other_booth_can_end_a_journal_by_saying_so(home: Path, centre: Store) -> None:
    """An opening that claims a neighbour's journal, or a fact nobody knows, puts nothing of it aside."""
    assert send(home, centre).is_equal
    with opened(home) as desk, desk.store.reading() as tx:
        victim = load_head(tx)
        known = find_hash(tx, victim.fair_id, victim.journal_id, 2)
    assert known is not None
    claims = ((Booth("A09"), known.hex()), (victim.booth, "00" * 32))
    for booth, hash_ in claims:
        origin = {"journal": victim.journal_id, "seq": 2, "hash": hash_, "lineage": 1, "why": "restored",
                  "sold": 0, "returned": 0}  # fmt: skip
        with opened(home) as desk:
            body = facts_of(desk.store)[0].body | {"booth": booth.code, "origin": origin}
        claim = make_fact(fair_id=victim.fair_id, journal_id=str(uuid4()), seq=1, before=GENESIS,
                          kind=FactKind.OPENING, at=NOON, body=body)  # fmt: skip
        receive(centre, Offer(victim.fair_id, claim.journal_id, booth, GENESIS, (claim,)))
    with opened(home) as desk:
        sell(desk)
        done = push(desk.store, centre)
    assert (done.is_equal, done.quarantined) == (True, ())


def causes(centre: Store) -> tuple[DayState, list[str]]:
    """Say what the centre says of the day of the one device it knows."""
    row = next(row for row in day(centre).reconciliation.devices if row.booth == Booth("A03"))
    told = [cause for cause in row.causes if cause.code not in {"went_on", "unexplained"}]
    return row.state, [cause.code for cause in told if cause.grade is not Grade.POSSIBLE]


def test_what_a_replaced_store_held_and_never_sent_keeps_the_day_from_being_proven(
    home: Path, centre: Store, tmp_path: Path
) -> None:
    copy = copy_of(home, tmp_path / "copy")
    with opened(home) as desk:
        for _ in range(2):
            sell(desk, line("KLS-GK-001"))
    old = copy_home(home, tmp_path / "old")
    lose(home)
    restore(home, copy, now=NOON)
    close(home, ZERO)
    send(home, centre)
    assert causes(centre) == (DayState.REPORTED, ["gap"])
    with opened(old) as desk:
        push(desk.store, centre)  # the old laptop comes: nothing is missing any more, it is put aside
    assert causes(centre) == (DayState.REPORTED, ["fork"])


def test_a_close_that_another_key_signed_is_not_proven(home: Path, centre: Store) -> None:
    make_key(home / KEY_NAME)
    close(home, ZERO)
    with opened(home) as desk:
        push(desk.store, centre)
    assert [fault.code for fault in verify(centre).faults] == ["forged"]
    assert causes(centre) == (DayState.REPORTED, ["unproven"])


def test_two_laptops_that_go_by_one_name_are_named_by_their_papers(centre: Store, tmp_path: Path) -> None:
    for n in (1, 2):
        set_up_booth(tmp_path / f"home-{n}")
        with opened(tmp_path / f"home-{n}") as desk:
            open_till(desk, ZERO, cashier=RINI, now=NOON)
            sell(desk)
            close_till(desk, {}, cashier=RINI, now=NOON)
            push(desk.store, centre)
        if n == 1:
            assert causes(centre) == (DayState.PROVEN, [])
    assert [fault.code for fault in verify(centre).faults] == ["doubled", "doubled"]
    assert causes(centre) == (DayState.REPORTED, ["unproven"])


def test_two_laptops_restored_from_one_copy_are_named_by_their_papers(
    home: Path, centre: Store, tmp_path: Path
) -> None:
    copy = copy_of(home, tmp_path / "copy")
    for n in (1, 2):
        there = tmp_path / f"spare-{n}"
        restore(there, copy, now=NOON)
        with opened(there) as desk:
            sell(desk)
            push(desk.store, centre)
    assert [fault.code for fault in verify(centre).faults] == ["doubled", "doubled"]


def aside_at(home: Path, tmp_path: Path) -> Path:
    """Let two laptops of one journal sell twice and send: the facts 5 and 6 of the second go aside."""
    clone, place = copy_home(home, tmp_path / "clone"), tmp_path / "centre"
    place.mkdir()
    with closing(open_centre(str(place / STORE_NAME), create=True)) as centre:
        for there, item in ((home, "KLS-GK-001"), (clone, "WDJ-TN-001")):
            with opened(there) as desk:
                for _ in range(2):
                    sell(desk, line(item))
                push(desk.store, centre)
    assert found_at(place) == [("fork", 5), ("fork", 6)]
    return place


def found_at(place: Path) -> list[tuple[str, int | None]]:
    """Name what `verify` finds at a centre."""
    with closing(open_centre(str(place / STORE_NAME))) as centre:
        return [(f.code, f.seq) for f in verify(centre).faults if f.code != "doubled"]


def test_what_was_put_aside_and_altered_since_is_named(home: Path, tmp_path: Path) -> None:
    place = aside_at(home, tmp_path)
    spaced = "replace(payload, '\"change\":', '\"change\" :')"
    unguarded(place, f"UPDATE quarantine SET payload = {spaced} WHERE seq = 6")
    assert found_at(place) == [("fork", 5), ("fork", 6), ("altered", 6)]


def test_what_was_taken_out_of_what_was_put_aside_is_noticed_by_what_follows_it(
    home: Path, tmp_path: Path
) -> None:
    place = aside_at(home, tmp_path)
    unguarded(place, "DELETE FROM quarantine WHERE seq = 5")
    assert found_at(place) == [("fork", 6), ("altered", 6)]
