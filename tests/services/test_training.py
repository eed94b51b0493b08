"""Practice: books of their own, marked papers, no number used, and no way into any total."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Books, Role
from batikpos.domain.money import Rupiah
from batikpos.paper.document import Text
from batikpos.services.backup import back_up
from batikpos.services.desk import Desk, open_desk
from batikpos.services.papers import load_original, queue_trial, queue_x
from batikpos.services.people import PinSlowed, WrongPin, enrol, sign_in
from batikpos.services.recovery import recover, restore
from batikpos.services.setup import HomeExists
from batikpos.services.swap import KEPT_NAME
from batikpos.services.till import close_till, find_day, open_till
from batikpos.services.training import make_training
from batikpos.services.verify import rebuild, verify
from batikpos.settings import STORE_NAME, TRAINING_NAME, load_settings
from batikpos.store.engine import Store, StoreBusy, open_store, store_url
from batikpos.store.journal import insert_facts, insert_journal, list_facts, load_head
from batikpos.store.printjobs import list_jobs
from batikpos.store.reading import insert_readings
from batikpos.sync.bundle import export_bundle
from batikpos.sync.centre import open_centre, receive
from batikpos.sync.protocol import Offer
from batikpos.sync.push import OnlyPractice, push
from tests.shop import (
    FLOAT,
    NOON,
    RINI,
    TOMORROW,
    contents,
    count_rows,
    line,
    sell,
    set_up_booth,
    unguarded,
)

REFUSED = (IntegrityError, sqlite3.IntegrityError)
"""What the database itself says no with, by SQLAlchemy or by its own driver."""


@pytest.fixture
def practice(desk: Desk) -> Iterator[Desk]:
    """Open the books for practice beside the real ones, and play a day in them."""
    home = make_training(desk, now=NOON)
    with closing(open_desk(home).store):
        made = open_desk(home)
        open_till(made, FLOAT, cashier=RINI, now=NOON)
        sell(made)
        sell(made, line("CKT-KP-001"))  # the silk, of which there is one
        queue_x(made, cashier=RINI, now=NOON)
        queue_trial(made, now=NOON)
        close_till(made, {100_000: 5}, cashier=RINI, now=NOON)
        yield made
        made.store.close()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Store]:
    """Give an empty centre."""
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as made:
        yield made


def test_the_real_books_know_nothing_of_it(desk: Desk, practice: Desk) -> None:
    assert practice.home.parent == desk.home
    assert sell(desk).kept.sale.number == "A03-20261211-0001"
    assert sell(desk, line("CKT-KP-001")).kept.sale.number == "A03-20261211-0002"
    assert verify(desk.store).is_ok
    assert verify(practice.store).is_ok
    assert count_rows(desk.store, "sale") == 2


def test_every_paper_is_marked_at_head_and_foot_and_has_no_real_number(practice: Desk) -> None:
    with practice.store.reading() as tx:
        jobs = list_jobs(tx)
    assert {job.kind.value for job in jobs} == {"original", "x", "z", "test"}
    for job in jobs:
        assert job.document.count("LATIHAN - BUKAN NOTA") == 2
        assert "A03" not in job.document.replace("Stan A03", "")


def test_a_real_paper_is_not_marked(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    with desk.store.reading() as tx:
        blocks = load_original(tx, number).blocks
    assert not any("LATIHAN" in b.text for b in blocks if isinstance(b, Text))


def _real(desk: Desk) -> dict[str, bytes]:
    """Read every file of the real home; those of practice lie in a folder of it."""
    return {name: data for name, data in contents(desk.home).items() if Path(name).parts[0] != TRAINING_NAME}


def test_practice_begins_anew_with_what_the_booth_has_today(desk: Desk, practice: Desk) -> None:
    open_till(practice, FLOAT, cashier=RINI, now=NOON)  # and nobody closes it
    before = _real(desk)
    first, *others = desk.catalogue.items
    today = replace(
        desk,
        people=(enrol("Wati", Role.CASHIER, "2468"), *desk.people),
        catalogue=Catalogue((replace(first, price=Rupiah(123_000)), *others), desk.catalogue.producers),
        settings=replace(desk.settings, second_person="void", rounding=500),
    )
    assert make_training(today, now=TOMORROW) == practice.home
    with closing((again := open_desk(practice.home)).store):
        assert (again.books, desk.books) == (Books.TRAINING, Books.REAL)
        assert {*again.people} == {*today.people}
        assert sign_in(again, "Wati", "2468", beat=1.0).name == "Wati"
        assert again.catalogue.items == today.catalogue.items
        assert again.settings == replace(today.settings, central="", backup="", qris="")
        assert find_day(again) is None
        assert count_rows(again.store, "sale") == 0
        assert verify(again.store).is_ok
    assert _real(desk) == before


def test_no_pin_is_guessed_by_practising_again_and_again(desk: Desk, practice: Desk) -> None:
    for _ in range(3):
        with pytest.raises(WrongPin):
            sign_in(practice, RINI, "9999", beat=10.0)
    make_training(desk, now=TOMORROW)
    with closing((again := open_desk(practice.home)).store), pytest.raises(PinSlowed):
        sign_in(again, RINI, "9999", beat=11.0)


def test_damaged_practice_is_simply_begun_anew(desk: Desk, practice: Desk) -> None:
    practice.store.close()
    unguarded(practice.home, "UPDATE fact SET hash = zeroblob(32) WHERE seq = 4")
    recover(practice.home, now=NOON)
    unguarded(practice.home, "UPDATE fact SET hash = zeroblob(32) WHERE seq = 2")
    make_training(desk, now=TOMORROW)
    with closing(open_desk(practice.home).store) as store:
        assert verify(store).is_ok
    assert not (practice.home / KEPT_NAME).exists()


def test_real_books_are_never_taken_for_practice(desk: Desk) -> None:
    set_up_booth(desk.home / TRAINING_NAME, booth="A04")
    before = contents(desk.home / TRAINING_NAME)
    with pytest.raises(HomeExists):
        make_training(desk, now=NOON)
    assert contents(desk.home / TRAINING_NAME) == before


def test_practice_that_another_program_holds_open_is_said_to_be_in_use(
    desk: Desk, practice: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where nobody takes away or moves a file that is open."""
    practice.store.close()
    unguarded(practice.home, "UPDATE fact SET hash = zeroblob(32) WHERE seq = 4")
    recover(practice.home, now=NOON)  # so that there is a kept copy too
    before = contents(practice.home)
    monkeypatch.setattr(Path, "unlink", held(Path.unlink))
    monkeypatch.setattr(Path, "replace", held(Path.replace))
    with pytest.raises(StoreBusy):
        make_training(desk, now=TOMORROW)
    monkeypatch.undo()
    assert contents(practice.home) == before
    with closing(open_desk(practice.home).store) as store:
        assert verify(store).is_ok
    assert make_training(desk, now=TOMORROW) == practice.home


def held(act: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse to do something to a store's files, as Windows does while they are open."""

    def refuse(path: Path, *given: Any, **named: Any) -> Any:
        if path.name.startswith(STORE_NAME):
            raise PermissionError(13, "held")
        return act(path, *given, **named)

    return refuse


def test_practice_that_was_half_taken_away_when_the_program_ended_is_begun_anew(
    desk: Desk, practice: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        with pytest.raises(WrongPin):
            sign_in(practice, RINI, "9999", beat=10.0)
    practice.store.close()

    def end(_path: Path, **_named: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "unlink", end)
    with pytest.raises(KeyboardInterrupt):
        make_training(desk, now=TOMORROW)
    monkeypatch.undo()
    make_training(desk, now=TOMORROW)
    with closing((again := open_desk(practice.home)).store) as store:
        assert verify(store).is_ok
        with pytest.raises(PinSlowed):
            sign_in(again, RINI, "9999", beat=11.0)


def test_practice_prints_where_the_booth_prints_now(desk: Desk, practice: Desk) -> None:
    moved = replace(desk.settings, printer="tcp://192.0.2.7:9100", paper=80, footer="Matur nuwun")
    home = make_training(desk.with_settings(moved), now=NOON)
    again = load_settings(home)
    assert (again.printer, again.columns, again.footer) == ("tcp://192.0.2.7:9100", 48, "Matur nuwun")
    assert home == practice.home


def test_practice_is_never_sent(practice: Desk, centre: Store) -> None:
    with pytest.raises(OnlyPractice):
        push(practice.store, centre)
    assert count_rows(centre, "fact") == 0


@pytest.mark.parametrize("claimed", list(Books))
def test_the_centres_tables_take_no_practice_whatever_is_claimed(
    practice: Desk, centre: Store, claimed: Books
) -> None:
    """Past the program's own refusal: the database itself lets no row of it into a total."""
    with practice.store.reading() as tx:
        head = load_head(tx)
        facts = tuple(list_facts(tx, head.fair_id, head.journal_id))
    offer = Offer(head.fair_id, head.journal_id, head.booth, b"\0" * 32, facts, claimed)
    if claimed is Books.TRAINING:
        with pytest.raises(REFUSED, match="FOREIGN KEY"):
            receive(centre, offer)
        assert count_rows(centre, "fact") == 0
    else:
        receive(centre, offer)  # a liar's facts are kept raw, and their fair is none of this centre's
        assert count_rows(centre, "fair") == 0
        assert count_rows(centre, "unread") >= 1
    with pytest.raises(REFUSED, match="FOREIGN KEY"), centre.writing() as tx:
        tx.exec_driver_sql("INSERT INTO fair VALUES ('f', 'x', '2026-12-11', '2026-12-11', 'x', 'training')")


def test_the_real_store_takes_no_journal_of_practice(desk: Desk, practice: Desk) -> None:
    with practice.store.reading() as tx:
        head = load_head(tx)
        facts = tuple(list_facts(tx, head.fair_id, head.journal_id))
    with pytest.raises(REFUSED, match="FOREIGN KEY"), desk.store.writing() as tx:
        insert_journal(tx, head)
    with pytest.raises(REFUSED, match="FOREIGN KEY"), desk.store.writing() as tx:  # noqa: PT012 - one act
        insert_journal(tx, replace(head, books=Books.REAL))
        insert_facts(tx, facts)
        insert_readings(tx, facts)
    with pytest.raises(REFUSED), desk.store.writing() as tx:
        tx.exec_driver_sql("UPDATE books SET kind = 'training'")
    with pytest.raises(REFUSED), desk.store.writing() as tx:
        tx.exec_driver_sql("INSERT INTO books VALUES (2, 'training')")


def test_a_home_with_practice_in_it_is_restored_without_it(
    desk: Desk, practice: Desk, tmp_path: Path
) -> None:

    back_up(desk, tmp_path / "copy")
    before = contents(practice.home)
    desk.store.close()
    restore(desk.home, tmp_path / "copy", now=NOON)
    assert contents(practice.home) == before


def test_practice_can_be_rebuilt_too(practice: Desk, tmp_path: Path) -> None:
    with closing(open_store(store_url(str(tmp_path / "new.db")), create=True)) as new:
        count, faults = rebuild(practice.store, new)
    assert (count > 4, faults) == (True, ())


def test_practice_shows_the_photographs_that_the_booth_has(desk: Desk, practice: Desk) -> None:
    assert practice.home != desk.home
    assert practice.home_of_photographs == desk.home_of_photographs == desk.home


def test_practice_is_handed_over_on_no_stick(practice: Desk, tmp_path: Path) -> None:
    with pytest.raises(OnlyPractice):
        export_bundle(practice.store, practice.home, tmp_path / "x", now=NOON)


def test_damaged_practice_goes_on_as_practice(practice: Desk) -> None:
    practice.store.close()
    unguarded(practice.home, "UPDATE fact SET hash = zeroblob(32) WHERE seq = 4")
    recover(practice.home, now=NOON)
    with closing(open_desk(practice.home).store) as store:
        assert verify(store).is_ok
