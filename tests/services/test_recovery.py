"""After the worst: what was whole goes on in a new journal, the rest is kept, and nothing is used twice."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.files import replace_file, sync_folder
from batikpos.services import begun, swap
from batikpos.services.backup import back_up, back_up_to_folder
from batikpos.services.baskets import find_open_basket
from batikpos.services.desk import Desk, StoreReplaced, open_desk
from batikpos.services.lineage import NothingWhole
from batikpos.services.recovery import NotACopy, NotDamaged, recover, restore
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.setup import HomeExists
from batikpos.services.till import close_till, open_till, show_till
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME, load_settings, save_settings
from batikpos.signing import KEY_NAME
from batikpos.store.engine import StoreDamaged, StoreMissing, StoreUnavailable
from batikpos.store.printjobs import JobState, list_jobs
from batikpos.store.sales import list_sales
from tests.services.sold import SOLD, numbers, opened, sold_home
from tests.shop import (
    FLOAT,
    NOON,
    RINI,
    TOMORROW,
    contents,
    copy_home,
    line,
    raw,
    sell,
    set_up_booth,
    unguarded,
)


@pytest.fixture
def home(desk: Desk) -> Path:
    """Give a home that has sold."""
    return sold_home(desk)


def spoil(home: Path, seq: int) -> None:
    """Change one letter of a fact."""
    unguarded(home, f"UPDATE fact SET payload = replace(payload, '\"at\"', '\"aT\"') WHERE seq = {seq}")


def test_a_first_fact_that_is_lost_is_the_one_that_the_booth_began_with(home: Path) -> None:
    before = numbers(home)
    spoil(home, 1)
    done = recover(home, now=NOON)
    assert (done.facts, done.lost) == (SOLD + 2, 0)
    assert numbers(home) == before


def test_a_store_of_which_not_one_fact_is_left_is_not_begun_anew(home: Path) -> None:
    unguarded(home, "DELETE FROM fact")
    with raw(home) as connection:
        connection.execute("VACUUM")
    with pytest.raises(NothingWhole):
        recover(home, now=NOON)
    assert (home / STORE_NAME).is_file()


@pytest.mark.parametrize("seq", [2, 5, 8])
def test_an_altered_fact_is_found_at_the_next_start_and_what_was_before_it_goes_on(
    home: Path, seq: int
) -> None:
    before = numbers(home)
    spoil(home, seq)
    with pytest.raises(StoreDamaged, match=str(seq)):
        open_desk(home)
    done = recover(home, now=NOON)
    assert (done.facts, done.lost) == (seq - 1, SOLD + 2 - (seq - 1))
    assert numbers(home) == before[: max(0, seq - 3)]
    with opened(home) as desk:
        assert verify(desk.store).faults == ()
        if show_till(desk) is None:
            open_till(desk, FLOAT, cashier=RINI, now=NOON)
        assert sell(desk).kept.sale.number == "A03-20261211-10001"


def test_the_damaged_store_is_kept_to_the_byte_and_may_only_be_read(home: Path) -> None:
    spoil(home, 5)
    damaged, key = (home / STORE_NAME).read_bytes(), (home / KEY_NAME).read_bytes()
    done = recover(home, now=NOON)
    assert done.kept is not None
    assert contents(done.kept) == {STORE_NAME: damaged, KEY_NAME: key}
    assert not stat.S_IMODE((done.kept / STORE_NAME).stat().st_mode) & 0o222
    assert (home / KEY_NAME).read_bytes() != key


def test_the_drawer_goes_on_with_what_it_should_hold(home: Path) -> None:
    spoil(home, 6)
    done = recover(home, now=NOON)
    assert done.carried is not None
    with opened(home) as desk:
        till = show_till(desk)
        assert till is not None
        assert (till.is_open, till.float_) == (True, FLOAT + Rupiah(395_000 + 20_000 + 395_000))
        sold = sell(desk).kept.sale.number
        void_sale(
            desk, "A03-20261211-0001", "salah", cashier=RINI, now=NOON
        )  # of the till before: one drawer
        refund_sale(desk, "A03-20261211-0003", [(1, 1)], "cacat", cashier=RINI, now=NOON)
        closed = close_till(desk, {}, cashier=RINI, now=NOON)
        assert closed.till.number == "A03-20261211-Z11"
        assert closed.till.figures.expected_cash == FLOAT + Rupiah(20_000 + 395_000)
        assert sold == "A03-20261211-10001"
        assert verify(desk.store).faults == ()


def test_the_open_basket_and_the_papers_that_wait_come_along(home: Path) -> None:
    spoil(home, 8)
    recover(home, now=NOON)
    with opened(home) as desk:
        found = find_open_basket(desk)
        assert found is not None
        assert [entry.item.sku for entry in found.cart.lines] == ["WDJ-TN-001"]


def test_a_whole_store_is_left_alone(home: Path) -> None:
    before = contents(home)
    with pytest.raises(NotDamaged):
        recover(home, now=NOON)
    assert contents(home) == before | {name: b"" for name in contents(home) if name not in before}


@pytest.mark.parametrize("seed", range(12))
def test_pages_that_were_overwritten_cost_no_more_than_what_lay_on_them(home: Path, seed: int) -> None:
    """Overwrite a page: what is recovered is a beginning of what was there, byte for byte."""
    with opened(home) as desk, desk.store.reading() as tx:
        before = [k.sale for k in list_sales(tx)]
    path = home / STORE_NAME
    pages = path.stat().st_size // 4096
    chance = Random(seed)
    with path.open("r+b") as file:
        file.seek(4096 * chance.randrange(1, pages))
        file.write(chance.randbytes(4096))
    try:
        with opened(home) as desk, desk.store.reading() as tx:
            list_sales(tx)
    except StoreUnavailable:
        try:
            recover(home, now=NOON)
        except NothingWhole:
            return  # the page held the price list or the people, and there is no copy
    with opened(home) as desk, desk.store.reading() as tx:
        after = [k.sale for k in list_sales(tx)]
    assert after == before[: len(after)]


def test_what_a_damaged_store_lost_comes_from_its_copy(home: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened(home) as desk:
        save_settings(home, replace(desk.settings, backup=str(stick)))
    with opened(home) as desk:
        back_up_to_folder(desk, now=NOON)
        sell(desk)
    before = numbers(home)
    spoil(home, 3)
    done = recover(home, now=NOON)
    assert done.lost == 0
    assert numbers(home) == before


def test_a_store_of_which_nothing_is_left_comes_from_its_copy(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        save_settings(home, replace(desk.settings, backup=str(tmp_path)))
    with opened(home) as desk:
        back_up_to_folder(desk, now=NOON)
    before = numbers(home)
    (home / STORE_NAME).write_bytes(b"\0" * 8192)
    recover(home, now=NOON)
    assert numbers(home) == before


@pytest.mark.parametrize("has_key", [True, False])
def test_a_shared_stick_gives_a_lost_store_its_own_copy_and_no_other(
    home: Path, tmp_path: Path, *, has_key: bool
) -> None:
    """The stick holds a newer copy of booth A04: A03 must never become A04."""
    stick = tmp_path / "stick"
    stick.mkdir()
    neighbour = tmp_path / "A04"
    set_up_booth(neighbour, booth="A04")
    for at, of in enumerate((home, neighbour)):
        with opened(of) as desk:
            save_settings(of, replace(desk.settings, backup=str(stick)))
        with opened(of) as desk:
            back_up_to_folder(desk, now=NOON.replace(minute=at))
    before = numbers(home)
    (home / STORE_NAME).write_bytes(b"\0" * 8192)
    if not has_key:  # nothing says whose this home was: a person must
        (home / KEY_NAME).unlink()
        with pytest.raises(NothingWhole):
            recover(home, now=NOON)
        return
    recover(home, now=NOON)
    assert numbers(home) == before
    with opened(home) as desk:
        assert desk.booth.prefix == "A03"


def test_a_copy_of_another_booth_lends_a_damaged_store_nothing(home: Path, tmp_path: Path) -> None:
    """Not even its price list: a copy counts only where it shares a journal with the store."""
    stick = tmp_path / "stick"
    stick.mkdir()
    other = tmp_path / "other"
    set_up_booth(other)  # another A03, of another set-up
    with opened(other) as desk:
        back_up_to_folder(desk.with_settings(replace(desk.settings, backup=str(stick))), now=NOON)
    with opened(home) as desk:
        save_settings(home, replace(desk.settings, backup=str(stick)))
    (home / begun.NAME).unlink()
    unguarded(home, "DROP TABLE item")
    with pytest.raises(NothingWhole):
        recover(home, now=NOON)


def test_a_price_list_that_was_altered_is_not_sold_from(home: Path) -> None:
    """Its digest is in the first fact: the store's own list counts no more than a copy's."""
    with opened(home) as desk:
        before = desk.catalogue.items
    unguarded(home, "UPDATE item SET price = 1")
    spoil(home, 5)
    recover(home, now=NOON)
    with opened(home) as desk:
        assert desk.catalogue.items == before
        assert verify(desk.store).faults == ()


def test_a_price_list_that_is_lost_is_the_one_that_the_booth_began_with(home: Path) -> None:
    before = numbers(home)
    unguarded(home, "DROP TABLE item", "DROP TABLE person")
    done = recover(home, now=NOON)
    assert done.lost == 0
    assert numbers(home) == before
    with opened(home) as desk:
        assert verify(desk.store).faults == ()
        sell(desk)


# Copies put back


def test_a_copy_put_back_goes_on_in_a_journal_of_its_own(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        back_up(desk, tmp_path / "a")
        later = sell(desk).kept.sale.number
    done = restore(home, tmp_path / "a", now=TOMORROW)
    assert done.lost == 0
    assert later in numbers(home)  # it was confirmed: what the store itself has comes along
    with opened(home) as desk:
        assert sell(desk, line("KLS-GK-001")).kept.sale.number == "A03-20261211-10001"  # the open till's day
        assert verify(desk.store).faults == ()
    restore(home, tmp_path / "a", now=TOMORROW)
    with opened(home) as desk:
        assert verify(desk.store).faults == ()
    kept = home / swap.KEPT_NAME
    assert len(list(kept.iterdir())) == 2


def test_a_copy_of_a_copy_counts_on(home: Path, tmp_path: Path) -> None:
    for lineage in (1, 2, 3):
        with opened(home) as desk:
            back_up(desk, tmp_path / f"{lineage}")
        restore(home, tmp_path / f"{lineage}", now=NOON)
        with opened(home) as desk:
            assert sell(desk, line("KLS-GK-001")).kept.sale.number == f"A03-20261211-{lineage}0001"
    assert len(numbers(home)) == SOLD + 3


def test_another_laptop_takes_over_from_a_copy(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        back_up(desk, tmp_path / "a")
    spare = tmp_path / "deep" / "spare"
    done = restore(spare, tmp_path / "a", now=NOON, language="en")
    assert done.kept is None
    assert load_settings(spare).language == "en"
    with opened(spare) as desk:
        assert sell(desk).kept.sale.number == "A03-20261211-10001"
        assert {p.name for p in desk.people} == {"Rini", "Sari"}


def test_an_old_copy_brings_no_basket_and_prints_nothing_again(home: Path, tmp_path: Path) -> None:
    """Both may have been sold and printed since: a person decides."""
    with opened(home) as desk:
        back_up(desk, tmp_path / "a")
        assert find_open_basket(desk) is not None
        with desk.store.reading() as tx:
            assert {job.state for job in list_jobs(tx)} == {JobState.QUEUED}
    spare = tmp_path / "spare"
    restore(spare, tmp_path / "a", now=NOON)
    with opened(spare) as desk, desk.store.reading() as tx:
        assert find_open_basket(desk) is None
        assert {job.state for job in list_jobs(tx)} == {JobState.UNCERTAIN}


HOSTILE = (
    "UPDATE alembic_version SET version_num = '9999'",
    "DROP TABLE item",
    "DROP TABLE person",
    "ALTER TABLE item DROP COLUMN price",
    "UPDATE item SET technique = 'x'",
    "UPDATE person SET role = 'emperor'",
    "UPDATE fact SET kind = 'sale' WHERE seq = 1",
    "UPDATE fact SET payload = '{}', hash = x'00'",
    "DROP TABLE fact",
    "UPDATE fact SET hash = x''",
)


@pytest.mark.parametrize("statements", HOSTILE)
def test_a_copy_that_somebody_spoilt_is_refused_and_changes_nothing(
    home: Path, tmp_path: Path, statements: str
) -> None:
    with opened(home) as desk:
        back_up(desk, tmp_path / "a")
    with closing(sqlite3.connect(tmp_path / "a")) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript(statements)
    for lost in (STORE_NAME, begun.NAME):
        (home / lost).unlink()
    before = {k: v for k, v in contents(home).items() if v}
    spare = tmp_path / "spare"
    for target in (home, spare):
        with pytest.raises(PosError) as refused:
            restore(target, tmp_path / "a", now=NOON)
        for language in ("id", "en"):
            assert "batikpos recover" not in refused.value.message(language)
    assert {k: v for k, v in contents(home).items() if v} == before
    assert not spare.exists()


def test_what_is_no_copy_changes_nothing(home: Path, tmp_path: Path) -> None:
    before = contents(home)
    (tmp_path / "text").write_text("halo")
    (tmp_path / "empty").write_bytes(b"")
    for name, mishap in (("text", NotACopy), ("empty", NotACopy), ("none", StoreMissing)):
        with pytest.raises(mishap):
            restore(home, tmp_path / name, now=NOON)
    assert {k: v for k, v in contents(home).items() if v} == {k: v for k, v in before.items() if v}


def test_a_recovery_that_was_cut_off_lets_nobody_begin_the_home_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(home) as desk:
        back_up(desk, home.parent / "copy")
    (home / STORE_NAME).unlink()
    with monkeypatch.context() as patch:
        patch.setattr("batikpos.services.lineage._fill", killed)
        patch.setattr("batikpos.services.lineage.forget_swap", lambda _home: None)  # nobody tidies up
        with pytest.raises(Crash):
            restore(home, home.parent / "copy", now=NOON)
    assert (home / swap.NEW_NAME).exists()
    with pytest.raises(HomeExists):
        set_up_booth(home)
    restore(home, home.parent / "copy", now=NOON)
    assert len(numbers(home)) == SOLD


def killed(*_: object) -> None:
    """End the program here."""
    raise Crash


# The swap itself


class Crash(Exception):
    """The program ends here."""


@pytest.mark.parametrize("step", range(1, 9))
def test_a_crash_at_any_move_loses_neither_store(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with opened(home) as desk:
        back_up(desk, tmp_path / "a")
        sell(desk)
    old = numbers(home)
    copy_home(home, tmp_path / "before")
    left = [step]

    def crash_at(of: Callable[..., None]) -> Callable[..., None]:
        def wrapped(*args: Path) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise Crash
            of(*args)

        return wrapped

    with monkeypatch.context() as patch:
        patch.setattr(swap, "replace_file", crash_at(replace_file))
        patch.setattr(swap, "sync_folder", crash_at(sync_folder))
        with suppress(Crash):
            restore(home, tmp_path / "a", now=NOON)
    assert numbers(home) == old
    if (home / swap.KEPT_NAME).exists():
        (kept,) = (home / swap.KEPT_NAME).iterdir()
        assert (kept / STORE_NAME).is_file()
        assert (kept / KEY_NAME).read_bytes() == (tmp_path / "before" / KEY_NAME).read_bytes()
    with opened(home) as desk:
        close_till(desk, {}, cashier=RINI, now=NOON)
        assert verify(desk.store).faults == ()  # signed with the key that fits


@pytest.mark.skipif(os.name == "nt", reason="Windows moves no file that is open")
def test_a_program_that_still_has_the_old_store_open_writes_nothing_more(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        back_up(desk, tmp_path / "a")
        restore(home, tmp_path / "a", now=NOON)
        with pytest.raises(StoreReplaced):
            sell(desk)
        shutil.rmtree(home)
        with pytest.raises(StoreReplaced):
            sell(desk)
