"""Stores that were replaced, and what the centre may prove of them: every way it was once wrong."""

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from batikpos.domain.causes.cause import Grade
from batikpos.domain.errors import PosError
from batikpos.domain.fact import GENESIS, FactKind, make_fact, next_hash
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.reconcile import DayState, DeviceDay
from batikpos.domain.sale import PaperSlip
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services import begun, swap
from batikpos.services.backup import back_up, back_up_to_folder
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import StoreOlder, StoreReplaced, open_desk
from batikpos.services.foreign import CentreDamaged
from batikpos.services.reconcile import reconcile_day
from batikpos.services.recovery import recover, restore
from batikpos.services.returns import void_sale
from batikpos.services.swap import KEPT_NAME, alone_in, no_writer
from batikpos.services.till import close_till, move_cash, open_till, show_till
from batikpos.services.training import make_training
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME, TRAINING_NAME, save_settings
from batikpos.store.engine import StoreDamaged
from batikpos.store.journal import list_facts, load_head
from batikpos.sync.bundle import export_bundle, open_bundle
from batikpos.sync.centre import open_centre, receive
from batikpos.sync.protocol import Offer
from batikpos.sync.push import push
from tests.services.sold import numbers, opened
from tests.shop import (
    DAY,
    FLOAT,
    NOON,
    RINI,
    basket,
    copy_home,
    facts_of,
    line,
    sell,
    set_up_booth,
    unguarded,
)

CLOTH = "KLS-GK-001"
"""There is enough of it to sell it again and again."""


@pytest.fixture
def home(desk: object, tmp_path: Path) -> Path:  # noqa: ARG001 - only its home is used
    """Give a booth with an open till, its store let go."""
    home = tmp_path / "booth"
    set_up_booth(home)
    with opened(home) as there:
        open_till(there, FLOAT, cashier=RINI, now=NOON)
    return home


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """Say where the fair's centre is."""
    return tmp_path / "centre" / STORE_NAME


def trade(home: Path, times: int = 1) -> list[str]:
    """Sell so often; return the numbers of the notas."""
    with opened(home) as desk:
        return [sell(desk, line(CLOTH)).kept.sale.number for _ in range(times)]


def copy_of(home: Path, to: Path) -> Path:
    """Back a home up."""
    with opened(home) as desk:
        back_up(desk, to)
    return to


def lose(home: Path) -> None:
    """Let a home's store be gone, log and all."""
    for end in ("", "-wal", "-shm"):
        (home / f"{STORE_NAME}{end}").unlink(missing_ok=True)


def count(home: Path, cash: int = 0) -> None:
    """Count the drawer and close it."""
    with opened(home) as desk:
        close_till(desk, {100: cash // 100}, cashier=RINI, now=NOON)


def send(home: Path, centre: Path) -> None:
    """Send a home's facts; its own store is whole afterwards."""
    centre.parent.mkdir(exist_ok=True)
    with opened(home) as desk, closing(open_centre(str(centre), create=True)) as there:
        push(desk.store, there)
        assert {fault.code for fault in verify(desk.store).faults} <= {"doubled"}


def device(centre: Path) -> DeviceDay:
    """Say what the centre says of the one device it knows."""
    with closing(open_centre(str(centre))) as there:
        rows = reconcile_day(there, DAY).reconciliation.devices
    return next(row for row in rows if row.booth == Booth("A03"))


def codes(row: DeviceDay) -> set[str]:
    """Name the causes beside what is always told."""
    told = {cause.code for cause in row.causes if cause.grade is not Grade.POSSIBLE}
    return told - {"went_on", "unexplained", "recounted", "sent_in_part"}


def faults(centre: Path) -> set[str]:
    """Name what `verify` finds at the centre."""
    with closing(open_centre(str(centre))) as there:
        return {fault.code for fault in verify(there).faults}


# What was sold is not forgotten


def test_restoring_an_earlier_copy_again_forgets_nothing(home: Path, centre: Path, tmp_path: Path) -> None:
    copy = copy_of(home, tmp_path / "copy")
    sold = trade(home, 2)
    for _ in range(3):
        restore(home, copy, now=NOON)
        sold += trade(home, 2)
    assert numbers(home) == sold
    count(home)
    send(home, centre)
    row = device(centre)
    assert row.state is DayState.PROVEN
    assert row.figures is not None
    assert row.figures.sales == len(sold)


def test_what_the_home_knows_to_have_written_is_missing_until_it_came(
    home: Path, centre: Path, tmp_path: Path
) -> None:
    copy = copy_of(home, tmp_path / "copy")
    trade(home, 4)
    old = copy_home(home, tmp_path / "old")
    lose(home)
    assert restore(home, copy, now=NOON).lost == 4
    count(home)
    send(home, centre)
    assert (device(centre).state, codes(device(centre))) == (DayState.REPORTED, {"gap"})
    send_aside(old, centre)
    assert codes(device(centre)) == {"fork"}  # it came: it is put aside, and nothing is missing any more


def send_aside(home: Path, centre: Path) -> None:
    """Send what goes aside."""
    with opened(home) as desk, closing(open_centre(str(centre))) as there:
        push(desk.store, there)


def test_a_gap_counts_for_its_day_though_nothing_more_is_sold_on_it(
    home: Path, centre: Path, tmp_path: Path
) -> None:
    trade(home, 2)
    count(home)
    copy = copy_of(home, tmp_path / "copy")
    send(home, centre)
    assert device(centre).state is DayState.PROVEN
    with opened(home) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
    trade(home, 3)
    lose(home)
    restore(home, copy, now=NOON)
    send(home, centre)
    assert (device(centre).state, codes(device(centre))) == (DayState.REPORTED, {"gap"})


def test_a_gap_is_seen_though_the_clock_stood_days_back(home: Path, centre: Path, tmp_path: Path) -> None:
    copy = copy_of(home, tmp_path / "copy")
    trade(home, 2)
    lose(home)
    restore(home, copy, now=NOON - timedelta(days=4))
    trade(home)
    count(home)
    send(home, centre)
    assert "gap" in codes(device(centre))


def test_a_journal_of_which_the_first_fact_is_lost_uses_no_number_again(home: Path, tmp_path: Path) -> None:
    spare = tmp_path / "spare"
    restore(spare, copy_of(home, tmp_path / "copy"), now=NOON)
    sold = trade(spare, 30)
    with opened(spare) as desk, desk.store.reading() as tx:
        own = load_head(tx)
    shutil.rmtree(spare / KEPT_NAME, ignore_errors=True)
    (spare / begun.NAME).unlink()
    unguarded(spare, f"UPDATE fact SET payload = '{{}}' WHERE seq = 1 AND journal_id = '{own.journal_id}'")
    done = recover(spare, now=NOON)
    assert done.lost == own.mark
    assert trade(spare)[0] not in sold
    assert trade(spare)[0].split("-")[-1].startswith("2000")


@pytest.mark.parametrize("what", ["an earlier copy", "a kept store", "practice"])
def test_another_store_put_in_place_by_hand_is_not_sold_with(home: Path, tmp_path: Path, what: str) -> None:
    copy = copy_of(home, tmp_path / "copy")
    restore(home, copy, now=NOON)
    trade(home, 3)
    if what == "practice":
        with opened(home) as desk:
            make_training(desk, now=NOON)
    stores = {
        "an earlier copy": copy,
        "a kept store": next(iter((home / KEPT_NAME).glob(f"*/{STORE_NAME}")), copy),
        "practice": home / TRAINING_NAME / STORE_NAME,
    }
    before = numbers(home)
    data = stores[what].read_bytes()
    lose(home)
    (home / STORE_NAME).write_bytes(data)
    with pytest.raises(StoreOlder):
        open_desk(home)
    if what != "practice":
        assert recover(home, now=NOON).lost >= 3
    assert before


def test_nobody_writes_while_a_store_is_replaced(home: Path, tmp_path: Path) -> None:
    """Every sale that was acknowledged meanwhile is in the new store."""
    copy = copy_of(home, tmp_path / "copy")
    acknowledged: list[str] = []
    stopped = threading.Event()

    def go_on_selling() -> None:
        with opened(home) as desk:
            while not stopped.is_set():
                try:
                    acknowledged.append(sell(desk, line(CLOTH)).kept.sale.number)
                except StoreReplaced:
                    return

    seller = threading.Thread(target=go_on_selling)
    seller.start()
    while len(acknowledged) < 5:
        stopped.wait(0.005)
    restore(home, copy, now=NOON)
    stopped.set()
    seller.join()
    assert set(acknowledged) <= set(numbers(home))


def test_a_mark_that_a_crash_left_keeps_nobody_out(home: Path) -> None:
    with alone_in(home), no_writer(home), pytest.raises(StoreReplaced):
        open_desk(home)
    (home / "replacing").touch()
    assert trade(home)


# One drawer, one basket, one void


def test_a_drawer_that_was_counted_before_the_copy_came_back_is_counted_once(
    home: Path, centre: Path, tmp_path: Path
) -> None:
    trade(home, 2)
    copy = copy_of(home, tmp_path / "copy")
    trade(home)
    with opened(home) as desk, desk.store.reading() as tx:
        price = facts_of(desk.store)[2].body["total"]
        assert load_head(tx).mark == 5
    in_drawer = FLOAT.amount + 3 * price
    count(home, in_drawer)
    send(home, centre)
    spare = tmp_path / "spare"
    restore(spare, copy, now=NOON)
    send(spare, centre)
    count(spare, in_drawer)
    send(spare, centre)
    row = device(centre)
    assert row.figures is not None
    assert (row.figures.counted_cash, row.figures.difference) == (Rupiah(in_drawer), ZERO)
    assert "recounted" in {cause.code for cause in row.causes}


def twice(home: Path, act: Callable[[Path], object], centre: Path, tmp_path: Path) -> None:
    """Do the same on a laptop and on one that took over from a copy made before, and send both."""
    copy = copy_of(home, tmp_path / "copy")
    spare = tmp_path / "spare"
    act(home)
    send(home, centre)
    restore(spare, copy, now=NOON)
    act(spare)
    count(spare)
    send(spare, centre)


def test_the_same_void_on_two_laptops_is_named(home: Path, centre: Path, tmp_path: Path) -> None:
    (number,) = trade(home)

    def void(there: Path) -> None:
        with opened(there) as desk:
            void_sale(desk, number, "salah", cashier=RINI, now=NOON)

    twice(home, void, centre, tmp_path)
    assert (faults(centre), device(centre).state) == ({"doubled"}, DayState.REPORTED)


def test_the_same_basket_on_two_laptops_is_named(home: Path, centre: Path, tmp_path: Path) -> None:
    cart = basket(line(CLOTH), sale_id=uuid4())

    def ring_up(there: Path) -> None:
        with opened(there) as desk:
            complete_sale(desk, cart, (Tender(TenderKind.CASH, cart.net),), cashier=RINI, now=NOON)

    twice(home, ring_up, centre, tmp_path)
    assert (faults(centre), device(centre).state) == ({"doubled"}, DayState.REPORTED)


def test_the_same_paper_slip_on_two_laptops_is_named(home: Path, centre: Path, tmp_path: Path) -> None:
    def enter(there: Path) -> None:
        cart = basket(line(CLOTH))
        slip = PaperSlip("7", DAY, "listrik mati")
        with opened(there) as desk:
            complete_sale(desk, cart, (Tender(TenderKind.CASH, cart.net),), cashier=RINI, now=NOON, slip=slip)

    twice(home, enter, centre, tmp_path)
    assert (faults(centre), device(centre).state) == ({"doubled"}, DayState.REPORTED)


def test_grand_totals_take_in_what_the_centre_told(home: Path, centre: Path, tmp_path: Path) -> None:
    copy = copy_of(home, tmp_path / "copy")
    trade(home, 3)
    count(home)
    send(home, centre)
    ever = sealed(home)
    spare = tmp_path / "spare"
    restore(spare, copy, now=NOON)
    send(spare, centre)
    count(spare)
    assert sealed(spare) == ever
    send(spare, centre)
    assert faults(centre) == set()


def sealed(home: Path) -> tuple[int, int]:
    """Read what the last seal says was ever sold and given back."""
    with opened(home) as desk, desk.store.reading() as tx:
        own = load_head(tx)
        (seal,) = list_facts(tx, own.fair_id, own.journal_id, after=own.mark - 1)
    return seal.body["sold"], seal.body["returned"]


# What the centre proves


@pytest.fixture
def proven(home: Path, centre: Path) -> Path:
    """Sell, close, send, and see the day proven: the control of what follows."""
    trade(home, 3)
    with opened(home) as desk:
        move_cash(desk, Rupiah(50_000), "uang kecil", cashier=RINI, now=NOON)
    count(home)
    send(home, centre)
    assert device(centre).state is DayState.PROVEN
    return centre


def test_what_a_spare_found_ended_is_carried_along_all_the_same(
    home: Path, centre: Path, tmp_path: Path
) -> None:
    """The laptop sold on after the copy; the spare's own copy, put back on it, forgets none of that."""
    sold = trade(home, 2)
    early = copy_of(home, tmp_path / "early")
    sold += trade(home, 2)
    spare = tmp_path / "spare"
    restore(spare, early, now=NOON)
    sold += trade(spare)
    done = restore(home, copy_of(spare, tmp_path / "late"), now=NOON)
    assert done.lost == 0
    assert sorted(numbers(home)) == sorted(sold)
    count(home)
    send(home, centre)
    row = device(centre)
    assert row.figures is not None
    assert row.figures.sales == len(sold)


def test_a_later_copy_that_is_found_brings_what_the_spare_did_not_have(home: Path, tmp_path: Path) -> None:
    sold = trade(home, 2)
    early = copy_of(home, tmp_path / "early")
    sold += trade(home, 3)
    late = copy_of(home, tmp_path / "late")
    spare = tmp_path / "spare"
    restore(spare, early, now=NOON)
    sold += trade(spare)
    restore(spare, late, now=NOON)
    assert sorted(numbers(spare)) == sorted(sold)


def test_a_copy_on_a_shared_stick_cuts_nothing_off(home: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    sold = trade(home, 2)
    with opened(home) as desk:
        save_settings(home, replace(desk.settings, backup=str(stick)))
    with opened(home) as desk:
        made = back_up_to_folder(desk, now=NOON)
    assert made is not None
    spare = tmp_path / "spare"
    restore(spare, made.file, now=NOON)
    sold_there = trade(spare)
    with opened(spare) as desk:
        back_up_to_folder(desk.with_settings(replace(desk.settings, backup=str(stick))), now=NOON)
    sold += trade(home, 3)
    unguarded(home, "DELETE FROM sale_line", "DELETE FROM tender", "DELETE FROM sale")
    done = recover(home, now=NOON)
    assert done.lost == 0
    assert sorted(numbers(home)) == sorted(sold + sold_there)


@pytest.mark.parametrize("step", range(1, 9))
def test_a_swap_that_is_cut_anywhere_costs_nothing_that_is_sold_afterwards(
    home: Path, centre: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    sold = trade(home, 2)
    copy = copy_of(home, tmp_path / "copy")
    left = [step]

    def cut(of: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object) -> object:
            left[0] -= 1
            if not left[0]:
                raise PermissionError(13, "in use")
            return of(*args)

        return wrapped

    with monkeypatch.context() as patch:
        for name in ("replace_file", "sync_folder", "keep_begun"):
            patch.setattr(swap, name, cut(getattr(swap, name)))
        with suppress(PermissionError):
            restore(home, copy, now=NOON)
    sold += trade(home, 2)
    restore(home, copy, now=NOON)
    assert numbers(home) == sold
    count(home)
    send(home, centre)
    assert device(centre).state is DayState.PROVEN


def test_what_can_be_read_behind_a_lost_fact_is_told_apart(home: Path) -> None:
    trade(home, 5)
    unguarded(home, "UPDATE fact SET payload = '{}' WHERE seq = 4")
    done = recover(home, now=NOON)
    assert (done.facts, done.lost, done.behind) == (3, 4, 3)


def test_a_booth_knows_its_own_first_copy_by_the_stores_it_kept(home: Path, tmp_path: Path) -> None:
    copy = copy_of(home, tmp_path / "copy")
    restore(home, copy, now=NOON)
    sold = trade(home, 2)
    lose(home)
    (home / begun.NAME).unlink()
    done = restore(home, copy, now=NOON)
    assert done.lost >= 2
    assert trade(home)[0] not in sold


def test_one_byte_of_the_version_stops_nobody(home: Path, tmp_path: Path) -> None:
    sold = trade(home, 2)
    copy = copy_of(home, tmp_path / "copy")
    unguarded(home, "UPDATE alembic_version SET version_num = '0\x1102'")
    with pytest.raises(StoreDamaged):
        open_desk(home)
    recover(home, now=NOON)
    assert numbers(home) == sold
    kept = next((home / KEPT_NAME).glob(f"*/{STORE_NAME}"))
    kept.chmod(0o600)
    with closing(sqlite3.connect(kept)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    restore(home, copy, now=NOON)  # of a newer program's store beside it nothing is taken, and nothing stops
    assert numbers(home) == sold


def test_a_newer_copy_on_the_stick_keeps_nobody_from_recovering(home: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    sold = trade(home, 2)
    with opened(home) as desk:
        save_settings(home, replace(desk.settings, backup=str(stick)))
    with opened(home) as desk:
        made = [back_up_to_folder(desk, now=NOON) for _ in range(2)]
    assert made[1] is not None
    with closing(sqlite3.connect(made[1].file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with opened(home) as desk:
        back_up_to_folder(desk, now=NOON)
    unguarded(home, "UPDATE fact SET hash = zeroblob(32) WHERE seq = 3")
    recover(home, now=NOON)
    assert numbers(home) == sold


def test_a_store_that_was_set_up_anew_and_replaced_is_not_forgotten(home: Path, tmp_path: Path) -> None:
    copy = copy_of(home, tmp_path / "copy")
    spare = tmp_path / "spare"
    set_up_booth(spare)
    with opened(spare) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
    sold = trade(spare, 2)
    count(spare)
    restore(spare, copy, now=NOON)
    lose(spare)
    for left in (begun.NAME, "tail"):
        (spare / left).unlink()
    restore(spare, copy, now=NOON)
    assert set(sold) <= set(numbers(spare))


def test_a_loss_counts_on_its_own_days_and_no_later_restore_tells_it_again(
    home: Path, centre: Path, tmp_path: Path
) -> None:
    """Day one loses a fact; the days after are another journal's, and are proven."""
    trade(home, 3)
    (home / begun.NAME).unlink()
    unguarded(home, "UPDATE fact SET payload = '{}' WHERE seq = 4")
    assert recover(home, now=NOON).lost == 2
    count(home)
    send(home, centre)
    assert codes(device(centre)) == {"gap"}
    for day in (1, 2):
        now = NOON + timedelta(days=day)
        with opened(home) as desk:
            open_till(desk, FLOAT, cashier=RINI, now=now)
            sell(desk, line(CLOTH), now=now)
            close_till(desk, {}, cashier=RINI, now=now)
        if day == 1:
            assert restore(home, copy_of(home, tmp_path / "copy"), now=now).lost == 0
        send(home, centre)
        with closing(open_centre(str(centre))) as there:
            rows = reconcile_day(there, DAY + timedelta(days=day)).reconciliation.devices
        row = next(row for row in rows if row.booth == Booth("A03"))
        assert (row.state, codes(row)) == (DayState.PROVEN, set())
    assert codes(device(centre)) == {"gap"}


def test_a_clone_that_sold_on_another_day_fills_no_gap(home: Path, centre: Path, tmp_path: Path) -> None:
    trade(home, 2)
    clone = copy_home(home, tmp_path / "clone")
    copy = copy_of(home, tmp_path / "copy")
    trade(home, 2)
    lose(home)
    (home / begun.NAME).unlink()
    restore(home, copy, now=NOON)
    count(home)
    send(home, centre)
    assert codes(device(centre)) == {"gap"}
    later = NOON + timedelta(days=2)
    with opened(clone) as desk:
        close_till(desk, {}, cashier=RINI, now=later)
        open_till(desk, FLOAT, cashier=RINI, now=later)
        for _ in range(4):
            sell(desk, line(CLOTH), now=later)
    send_aside(clone, centre)
    assert device(centre).state is DayState.REPORTED
    assert "gap" in codes(device(centre))


def test_a_laptop_that_is_woken_only_to_close_its_till_touches_no_later_day(
    home: Path, centre: Path, tmp_path: Path
) -> None:
    trade(home, 1)
    spare = tmp_path / "spare"
    restore(spare, copy_of(home, tmp_path / "copy"), now=NOON)
    count(spare)
    later = NOON + timedelta(days=1)
    with opened(spare) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=later)
        close_till(desk, {}, cashier=RINI, now=later)
    send(spare, centre)
    with opened(home) as desk:
        close_till(desk, {}, cashier=RINI, now=later)
    send_aside(home, centre)
    with closing(open_centre(str(centre))) as there:
        rows = reconcile_day(there, DAY + timedelta(days=1)).reconciliation.devices
    row = next(row for row in rows if row.booth == Booth("A03"))
    assert (row.state, codes(row)) == (DayState.PROVEN, set())
    assert codes(device(centre)) == {"fork"}


def test_sales_that_are_found_after_the_booth_went_on_and_sent_are_counted(
    home: Path, centre: Path, tmp_path: Path
) -> None:
    """First without the stick, sent; then the stick is found: what it brings back is no copy's work."""
    sold = trade(home, 2)
    early = copy_of(home, tmp_path / "early")
    sold += trade(home, 2)
    late = copy_of(home, tmp_path / "late")
    lose(home)
    restore(home, early, now=NOON)
    sold += trade(home)
    send(home, centre)
    assert codes(device(centre)) >= {"gap"}
    restore(home, late, now=NOON)
    count(home)
    send(home, centre)
    with opened(home) as desk, closing(open_centre(str(centre))) as there:
        assert push(desk.store, there).is_equal
    row = device(centre)
    assert (row.state, faults(centre)) == (DayState.PROVEN, set())
    assert row.figures is not None
    assert row.figures.sales == len(sold)


def test_what_was_put_aside_and_is_found_by_the_heir_is_aside_no_more(
    home: Path, centre: Path, tmp_path: Path
) -> None:
    sold = trade(home, 1)
    early = copy_of(home, tmp_path / "early")
    sold += trade(home, 2)
    late = copy_of(home, tmp_path / "late")
    spare = tmp_path / "spare"
    restore(spare, early, now=NOON)
    sold += trade(spare)
    send(spare, centre)
    send_aside(home, centre)
    assert codes(device(centre)) == {"fork"}
    restore(spare, late, now=NOON)
    count(spare)
    send(spare, centre)
    row = device(centre)
    assert (row.state, faults(centre)) == (DayState.PROVEN, set())
    assert row.figures is not None
    assert row.figures.sales == len(sold)


def test_a_drawer_carried_twice_holds_what_came_back_since(home: Path, tmp_path: Path) -> None:
    trade(home, 1)
    early = copy_of(home, tmp_path / "early")
    trade(home, 2)
    late = copy_of(home, tmp_path / "late")
    spare = tmp_path / "spare"
    restore(spare, early, now=NOON)
    trade(spare, 1)
    restore(spare, late, now=NOON)
    with opened(spare) as desk:
        till = show_till(desk)
    assert till is not None
    assert till.figures.expected_cash == FLOAT + Rupiah(40_000)


def test_two_beginnings_of_one_booth_go_on_one_stick(home: Path, tmp_path: Path) -> None:
    copy = copy_of(home, tmp_path / "copy")
    again = tmp_path / "again"
    set_up_booth(again)
    with opened(again) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
    restore(again, copy, now=NOON)
    trade(again)
    with opened(again) as desk:
        export_bundle(desk.store, again, tmp_path / "b", now=NOON)
    with open_bundle(tmp_path / "b") as bundle:
        assert bundle.is_signed


def test_a_file_that_is_no_copy_stops_nobody_selling(home: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("halo", encoding="utf-8")
    with opened(home) as desk:
        with pytest.raises(PosError):
            restore(home, tmp_path / "text", now=NOON)
        sell(desk, line(CLOTH))
        with pytest.raises(PosError):
            recover(home, now=NOON)
        sell(desk, line(CLOTH))


def test_a_mark_left_by_a_crash_stops_nobody_who_is_selling(home: Path) -> None:
    with opened(home) as desk:
        (home / swap.GATE_NAME).touch()
        sell(desk, line(CLOTH))


def test_a_journal_s_name_that_is_damaged_makes_no_gap(home: Path) -> None:
    trade(home, 2)
    with opened(home) as desk, desk.store.reading() as tx:
        own = load_head(tx)
    unguarded(
        home,
        "INSERT INTO journal SELECT fair_id, 'x', booth, device, mark, head, books FROM journal",
        "UPDATE fact SET hash = zeroblob(32) WHERE seq = 4",
    )
    done = recover(home, now=NOON)
    assert (done.lost, done.facts) == (own.mark - 3, 3)


ALL_OF_A_DAY = ("tender", "sale_line", "sale", "cash_move", "till_close", "till_open")


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE cash_move SET amount = amount + 500000",),
        ("DELETE FROM cash_move",),
        ("UPDATE till_open SET business_day = '2026-01-01'",),
        tuple(
            f"DELETE FROM {table}"
            for table in ("tender", "sale_line", "sale", "cash_move", "till_close", "till_open")
        ),
        tuple(f"DELETE FROM {table} WHERE seq = 4" for table in ("tender", "sale_line", "sale")),
        ("UPDATE sale_line SET producer = 'TOM' WHERE seq = 4",),
        ("UPDATE sale_line SET net = net - 1000, discount = discount + 1000 WHERE seq = 4",),
        ("UPDATE till_close SET counted = counted + 1000",),
        ("UPDATE till_open SET float = float + 1000",),
    ],
)
def test_a_day_is_not_proven_over_tables_that_were_altered(proven: Path, statements: tuple[str, ...]) -> None:
    unguarded(proven.parent, *statements)
    assert (device(proven).state, codes(device(proven))) == (DayState.REPORTED, {"unproven"})


def test_an_origin_that_was_altered_in_the_tables_hides_no_gap(
    home: Path, centre: Path, tmp_path: Path
) -> None:
    copy = copy_of(home, tmp_path / "copy")
    trade(home, 2)
    lose(home)
    restore(home, copy, now=NOON)
    count(home)
    send(home, centre)
    unguarded(centre.parent, "UPDATE opening SET from_seq = 0")
    assert codes(device(centre)) == {"gap"}


def test_a_damaged_centre_breaks_no_booth(home: Path, centre: Path, tmp_path: Path) -> None:
    copy = copy_of(home, tmp_path / "copy")
    trade(home, 3)
    send(home, centre)
    unguarded(centre.parent, "UPDATE fact SET payload = replace(payload, 'Rini', 'Budi') WHERE seq = 4")
    spare = tmp_path / "spare"
    restore(spare, copy, now=NOON)
    with pytest.raises(CentreDamaged), opened(spare) as desk, closing(open_centre(str(centre))) as there:
        push(desk.store, there)
    assert trade(spare)


def test_what_a_journal_goes_on_from_is_missed(home: Path, tmp_path: Path) -> None:
    spare = tmp_path / "spare"
    restore(spare, copy_of(home, tmp_path / "copy"), now=NOON)
    with opened(spare) as desk:
        assert verify(desk.store).faults == ()
        with desk.store.reading() as tx:
            own = load_head(tx).journal_id
    tables = ("till_open", "opening", "fact", "journal")
    unguarded(spare, *(f"DELETE FROM {table} WHERE journal_id <> '{own}'" for table in tables))
    with opened(spare) as desk:
        assert "origin" in {fault.code for fault in verify(desk.store).faults}


@pytest.mark.parametrize(
    "origin",
    [
        {"hash": "zz"},
        {"hash": None},
        {"seq": "2"},
        {"seq": 10**30},
        {"journal": []},
        {"missing": "x"},
        {"why": 1},
        {"why": "dunia"},
    ],
)
def test_an_origin_of_nonsense_stops_no_other_booth(
    proven: Path, home: Path, origin: dict[str, object]
) -> None:
    with opened(home) as desk, desk.store.reading() as tx:
        own = load_head(tx)
        (first,) = list_facts(tx, own.fair_id, own.journal_id, limit=1)
    sound = {"journal": own.journal_id, "seq": own.mark, "hash": own.head.hex(), "lineage": 1,
             "why": "restored", "sold": 0, "returned": 0, "missing": 0}  # fmt: skip
    body = first.body | {"origin": sound | origin}
    opening = make_fact(fair_id=own.fair_id, journal_id=str(uuid4()), seq=1, before=GENESIS,
                        kind=FactKind.OPENING, at=NOON, body=body)  # fmt: skip
    with closing(open_centre(str(proven))) as there:
        receive(there, Offer(own.fair_id, opening.journal_id, own.booth, GENESIS, (opening,)))
    row = device(proven)
    assert row.figures is not None
    assert row.figures.sales == 3


def test_a_day_without_a_key_is_not_proven(proven: Path) -> None:
    """As everything after a seal, it could have been written by anybody."""
    with sqlite3.connect(proven) as connection:
        rows = connection.execute("SELECT rowid, seq, payload FROM fact ORDER BY seq").fetchall()
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        before = GENESIS
        for rowid, _, payload in rows:
            content = json.loads(payload)
            content["body"].pop("public_key", None)
            text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            before = next_hash(before, text)
            connection.execute("UPDATE fact SET payload = ?, hash = ? WHERE rowid = ?", [text, before, rowid])
        connection.execute("UPDATE journal SET head = ?", [before])
    assert device(proven).state is DayState.REPORTED


def test_a_clock_set_back_before_the_till_was_opened_is_shown(home: Path, centre: Path) -> None:
    count(home)
    with opened(home) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=NOON - timedelta(hours=2))
        close_till(desk, {}, cashier=RINI, now=NOON - timedelta(hours=1))
    send(home, centre)
    assert "clock" in codes(device(centre))
