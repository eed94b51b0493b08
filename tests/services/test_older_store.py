"""An older store in the place of a newer one, two replacements at once, and copies that are another's."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from batikpos.domain.fair import Books
from batikpos.services import begun
from batikpos.services.backup import back_up, back_up_to_folder
from batikpos.services.desk import Desk, StoreOlder, open_desk, was_in_use
from batikpos.services.recovery import OthersCopy, recover, restore
from batikpos.services.setup import HomeExists
from batikpos.services.swap import KEPT_NAME
from batikpos.services.tail import TAIL_NAME, read_tail
from batikpos.services.till import close_till, open_till
from batikpos.services.training import make_training
from batikpos.services.verify import older_faults, verify
from batikpos.settings import FILE_NAME, STORE_NAME, TRAINING_NAME, save_settings
from batikpos.signing import KEY_NAME
from batikpos.store.engine import Transaction, open_store, store_url
from batikpos.store.journal import find_break, list_facts, load_head
from tests.services.sold import SOLD, numbers, opened, sold_home
from tests.shop import FLOAT, NOON, RINI, line, sell, set_up_booth


@pytest.fixture
def home(desk: Desk) -> Path:
    """Give a home that has sold."""
    return sold_home(desk)


def put_back(home: Path, copy: Path) -> None:
    """Copy an old store over the one that is there, as a file manager does."""
    for file in home.glob(f"{STORE_NAME}*"):
        file.unlink()
    shutil.copyfile(copy, home / STORE_NAME)


def test_an_old_copy_that_was_put_back_by_hand_is_not_sold_with(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        back_up(desk, tmp_path / "copy")
        later = [sell(desk, line("KLS-GK-001")).kept.sale.number for _ in range(3)]
    put_back(home, tmp_path / "copy")
    with pytest.raises(StoreOlder) as refused:
        open_desk(home)
    assert refused.value.count == len(later)
    for language in ("id", "en"):
        assert "3" in refused.value.message(language)
    done = recover(home, now=NOON)
    assert (done.facts, done.lost) == (SOLD + 2, 3)
    with opened(home) as desk:
        assert sell(desk, line("KLS-GK-001")).kept.sale.number not in later
        assert verify(desk.store).faults == ()


def test_verify_says_that_the_store_is_an_older_copy(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        back_up(desk, tmp_path / "copy")
        last = sell(desk).kept.seq
        assert older_faults(read_tail(home), desk.store) == ()
    with closing(open_store(store_url(str(tmp_path / "copy")))) as copy:
        assert [(f.seq, f.code) for f in older_faults(read_tail(home), copy)] == [(last, "older")]


def test_a_lost_log_is_noticed_and_no_number_is_used_twice(home: Path) -> None:
    desk = open_desk(home)
    sold = [sell(desk, line("KLS-GK-001")).kept.sale.number for _ in range(3)]
    left = home.with_name("left")
    shutil.copytree(home, left)  # as a kill leaves it: the log not folded into the store
    desk.store.close()
    (left / f"{STORE_NAME}-wal").unlink()
    with pytest.raises(StoreOlder):
        open_desk(left)
    assert recover(left, now=NOON).lost == 3
    with opened(left) as again:
        assert sell(again, line("KLS-GK-001")).kept.sale.number not in sold


def test_without_the_note_or_with_nonsense_in_it_a_whole_store_opens(home: Path) -> None:
    (home / TAIL_NAME).write_text("nonsense")
    assert len(numbers(home)) == SOLD
    (home / TAIL_NAME).unlink()
    assert len(numbers(home)) == SOLD


def test_a_lost_store_says_what_its_copy_does_not_hold(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        save_settings(home, replace(desk.settings, backup=str(tmp_path)))
    with opened(home) as desk:
        back_up_to_folder(desk, now=NOON)
        for _ in range(4):
            sell(desk, line("KLS-GK-001"))
    (home / STORE_NAME).unlink()
    done = recover(home, now=NOON)
    assert (done.facts, done.lost) == (SOLD + 2, 4)


def test_two_restores_at_once_follow_each_other_and_share_no_number(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        back_up(desk, tmp_path / "copy")
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(restore, home, tmp_path / "copy", now=NOON) for _ in range(2)]
        done = [one.result() for one in both]
    assert sorted(one.number[-5:] for one in done) == ["10001", "20001"]
    assert len(list((home / KEPT_NAME).glob(f"*/{STORE_NAME}"))) == 2
    with opened(home) as desk:
        assert verify(desk.store).faults == ()
        assert sell(desk, line("KLS-GK-001")).kept.sale.number.endswith("20001")


def test_the_same_copy_put_back_again_uses_no_number_again(home: Path, tmp_path: Path) -> None:
    with opened(home) as desk:
        back_up(desk, tmp_path / "copy")
    used = set()
    for _ in range(3):
        restore(home, tmp_path / "copy", now=NOON)
        with opened(home) as desk:
            number = sell(desk, line("KLS-GK-001")).kept.sale.number
        assert number not in used
        used.add(number)


def test_a_copy_of_another_booth_or_of_practice_takes_no_booths_place(home: Path, tmp_path: Path) -> None:
    set_up_booth(tmp_path / "other", booth="A04")
    with opened(tmp_path / "other") as desk:
        back_up(desk, tmp_path / "A04.copy")
    with opened(home) as desk:
        make_training(desk, now=NOON)
        training = home / TRAINING_NAME
    with opened(training) as desk:
        assert desk.books is Books.TRAINING
        back_up(desk, tmp_path / "practice.copy")
    before = numbers(home)
    for copy in ("A04.copy", "practice.copy"):
        with pytest.raises(OthersCopy) as refused:
            restore(home, tmp_path / copy, now=NOON)
        assert "A03" in refused.value.message("id")
    assert numbers(home) == before


@pytest.mark.parametrize("left", ["the store as it began", "the key alone"])
def test_a_copy_of_another_booth_takes_no_lost_booths_place(home: Path, tmp_path: Path, left: str) -> None:
    other = tmp_path / "other"
    set_up_booth(other, booth="A04")
    with opened(other) as desk:
        back_up(desk, tmp_path / "copy")
    (home / STORE_NAME).unlink()
    if left == "the key alone":
        (home / begun.NAME).unlink()
    with pytest.raises(OthersCopy):
        restore(home, tmp_path / "copy", now=NOON)


def test_a_lost_key_is_replaced_by_going_on(home: Path) -> None:
    (home / KEY_NAME).unlink()
    done = recover(home, now=NOON)
    assert (done.facts, done.lost) == (SOLD + 2, 0)
    with opened(home) as desk:
        assert verify(desk.store).faults == ()


@pytest.mark.parametrize("left", [FILE_NAME, KEY_NAME, TAIL_NAME])
def test_whatever_is_left_of_a_home_it_is_not_set_up_anew(home: Path, tmp_path: Path, left: str) -> None:
    kept = tmp_path / "left"
    kept.mkdir()
    shutil.copyfile(home / left, kept / left)
    (kept / f"{STORE_NAME}.part").touch()
    assert was_in_use(kept) == (left == TAIL_NAME)  # with half a store beside it, it was never opened
    (kept / f"{STORE_NAME}.part").unlink()
    assert was_in_use(kept)
    with pytest.raises(HomeExists):
        set_up_booth(kept)


def test_what_a_device_ever_sold_never_goes_back(home: Path, tmp_path: Path) -> None:
    """A copy is older: what only the replaced store sold stays in the sum that the seals carry."""
    with opened(home) as desk:
        back_up(desk, tmp_path / "copy")
        for _ in range(2):
            sell(desk, line("KLS-GK-001"))
        ever = sealed_totals(desk)
    restore(home, tmp_path / "copy", now=NOON)
    with opened(home) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        assert sealed_totals(desk) == ever
        assert verify(desk.store).faults == ()


def sealed_totals(desk: Desk) -> tuple[int, int]:
    """Close the till, and read what its seal says was ever sold and given back."""
    close_till(desk, {}, cashier=RINI, now=NOON)
    with desk.store.reading() as tx:
        head = load_head(tx)
        (seal,) = list_facts(tx, head.fair_id, head.journal_id, after=head.mark - 1)
    return seal.body["sold"], seal.body["returned"]


def test_a_booth_that_is_opened_while_another_sells_is_no_older_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opens it looks at the store, and only then the other one has sold and noted it."""
    looked: list[None] = []
    find = find_break
    with opened(home) as desk:

        def sold_meanwhile(tx: Transaction) -> tuple[str, int] | None:
            found = find(tx)
            if not looked:
                looked.append(None)
                sell(desk, line("KLS-GK-001"))
            return found

        monkeypatch.setattr("batikpos.services.desk.find_break", sold_meanwhile)
        open_desk(home).store.close()
    assert looked
