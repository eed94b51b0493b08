"""Proving a store: a clean one never has a fault, and whatever is altered is named."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.fact import FactKind
from batikpos.domain.money import Rupiah
from batikpos.domain.record import item_to_body
from batikpos.services.desk import Desk, open_desk
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import close_till, move_cash, open_till
from batikpos.services.verify import Verdict, rebuild, verify
from batikpos.settings import STORE_NAME
from batikpos.store.catalogue import load_catalogue
from batikpos.store.engine import Store, open_store, store_url
from batikpos.store.journal import append
from batikpos.store.snapshot import opened_copy
from tests.shop import (
    CLOTH,
    FLOAT,
    NOON,
    RINI,
    SARI,
    TOMORROW,
    an_item,
    contents,
    copy_home,
    facts_of,
    line,
    raw,
    sell,
    unguarded,
)

FACTS = 12

TENDER = "fair_id, journal_id, seq, 2, kind, amount, reference, worth"


def a_day_of_everything(desk: Desk) -> None:
    """Do everything a booth does, once."""
    open_till(desk, FLOAT, cashier=RINI, now=NOON)
    first = sell(desk).kept.sale.number
    second = sell(desk, line(CLOTH, 2_500), line(agreed=350_000), approver=SARI).kept.sale.number
    void_sale(desk, first, "salah", cashier=RINI, now=NOON, approver=SARI)
    refund_sale(desk, second, [(1, 500)], "cacat", cashier=RINI, now=NOON)
    move_cash(desk, Rupiah(1_000), "kecil", cashier=RINI, now=NOON)
    move_cash(desk, Rupiah(-1_000), "parkir", cashier=RINI, now=NOON)
    close_till(desk, {100_000: 5}, cashier=RINI, now=NOON)
    open_till(desk, FLOAT, cashier=RINI, now=TOMORROW)
    sell(desk, now=TOMORROW)


@pytest.fixture(scope="module")
def whole(booth_as_set_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home with a fact of every kind in it."""
    home = Path(shutil.copytree(booth_as_set_up, tmp_path_factory.mktemp("whole") / "home"))
    desk = open_desk(home)
    a_day_of_everything(desk)
    desk.store.close()
    return home


@pytest.fixture
def copied(whole: Path, tmp_path: Path) -> Path:
    """Give a copy to tamper with."""
    return copy_home(whole, tmp_path / "copy")


@pytest.fixture(scope="module")
def open_to_tampering(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Store]]:
    """Give one unguarded copy, for a property that puts back what it spoilt."""
    home = copy_home(whole, tmp_path_factory.mktemp("tampered") / "copy")
    unguarded(home)
    desk = open_desk(home)
    yield home, desk.store
    desk.store.close()


def verdict_on(home: Path) -> Verdict:
    """Prove a home's store the way the command does."""
    with opened_copy(store_url(str(home / STORE_NAME))) as store:
        return verify(store)


def test_a_clean_store_has_no_fault(whole: Path) -> None:
    verdict = verdict_on(whole)
    assert verdict.faults == ()
    assert verdict.facts == FACTS
    (device,) = verdict.devices
    assert (device.device, device.first, device.last) == ("A03", 1, FACTS)


def test_a_store_just_set_up_has_no_fault(home: Path) -> None:
    assert verdict_on(home).is_ok


def test_proving_leaves_a_copied_home_as_it_is(whole: Path, tmp_path: Path) -> None:
    desk = open_desk(copy_home(whole, tmp_path / "first"))
    sell(desk, now=TOMORROW)
    home = copy_home(desk.home, tmp_path / "second")  # while the log is not folded in yet
    desk.store.close()
    assert (home / "store.db-wal").stat().st_size > 0
    before = contents(home)
    verdict = verdict_on(home)
    assert contents(home) == before
    assert (verdict.is_ok, verdict.facts) == (True, FACTS + 1)


@given(seq=st.integers(1, FACTS), place=st.integers(0, 10**6), flipped=st.integers(1, 127))
def test_any_byte_of_a_payload_that_is_altered_is_named(
    open_to_tampering: tuple[Path, Store], seq: int, place: int, flipped: int
) -> None:
    home, store = open_to_tampering
    with raw(home) as connection:
        (payload,) = connection.execute(
            "SELECT CAST(payload AS BLOB) FROM fact WHERE seq = ?", [seq]
        ).fetchone()
        spoilt = bytearray(payload)
        spoilt[place % len(payload)] ^= flipped
        put = "UPDATE fact SET payload = CAST(? AS TEXT) WHERE seq = ?"
        connection.execute(put, [bytes(spoilt), seq])
        try:
            named = {(f.seq, f.code) for f in verify(store).faults}
        finally:
            connection.execute(put, [payload, seq])
    assert (seq, "altered") in named


def test_that_property_left_the_store_as_it_was(open_to_tampering: tuple[Path, Store]) -> None:
    assert verify(open_to_tampering[1]).is_ok


def test_a_payload_that_is_not_even_text_is_named(copied: Path) -> None:
    spoilt = "CAST(substr(CAST(payload AS BLOB), 1, 9) || x'80' || substr(CAST(payload AS BLOB), 11) AS TEXT)"
    unguarded(copied, f"UPDATE fact SET payload = {spoilt} WHERE seq = 4")
    assert (4, "altered") in {(f.seq, f.code) for f in verdict_on(copied).faults}


@pytest.mark.parametrize("seq", range(1, FACTS + 1))
def test_a_deleted_fact_is_named(copied: Path, seq: int) -> None:
    unguarded(copied, f"DELETE FROM fact WHERE seq = {seq}")
    assert (seq, "missing") in {(f.seq, f.code) for f in verdict_on(copied).faults}


def test_several_deleted_facts_are_all_named(copied: Path) -> None:
    unguarded(copied, "DELETE FROM fact WHERE seq IN (1, 4, 5, 12)")
    missing = [f.seq for f in verdict_on(copied).faults if f.code == "missing"]
    assert missing == [1, 4, 5, 12]


def test_a_gap_that_no_day_could_fill_is_named_by_its_ends(copied: Path) -> None:
    unguarded(copied, "UPDATE journal SET mark = 2000000000")
    missing = [f.seq for f in verdict_on(copied).faults if f.code == "missing"]
    assert (missing[0], missing[-1], len(missing)) == (FACTS + 1, 2_000_000_000, 10_001)


def test_an_emptied_journal_is_named(copied: Path) -> None:
    unguarded(copied, "DELETE FROM fact")
    assert {f.seq for f in verdict_on(copied).faults if f.code == "missing"} == set(range(1, FACTS + 1))


def test_a_cut_off_tail_is_named_though_the_mark_was_moved_back(copied: Path) -> None:
    unguarded(
        copied,
        f"DELETE FROM fact WHERE seq = {FACTS}",
        f"UPDATE journal SET mark = {FACTS - 1}, head = (SELECT hash FROM fact WHERE seq = {FACTS - 1})",
    )
    assert not verdict_on(copied).is_ok  # the rows of the sale are still there


def test_a_deleted_journal_is_named(copied: Path) -> None:
    unguarded(copied, "DELETE FROM journal")
    assert not verdict_on(copied).is_ok


def test_two_facts_that_changed_places_are_named(copied: Path) -> None:
    unguarded(
        copied,
        "UPDATE fact SET seq = 999 WHERE seq = 3",
        "UPDATE fact SET seq = 3 WHERE seq = 4",
        "UPDATE fact SET seq = 4 WHERE seq = 999",
    )
    named = {(f.seq, f.code) for f in verdict_on(copied).faults}
    assert {(3, "altered"), (4, "altered"), (3, "envelope"), (4, "envelope")} <= named


def test_a_changed_hash_is_named(copied: Path) -> None:
    unguarded(copied, "UPDATE fact SET hash = zeroblob(32) WHERE seq = 5")
    assert {(5, "altered"), (6, "altered")} <= {(f.seq, f.code) for f in verdict_on(copied).faults}


def test_a_moved_mark_is_named(copied: Path) -> None:
    unguarded(copied, "UPDATE journal SET mark = mark + 1")
    assert (FACTS + 1, "missing") in {(f.seq, f.code) for f in verdict_on(copied).faults}


def test_a_changed_head_is_named(copied: Path) -> None:
    unguarded(copied, "UPDATE journal SET head = zeroblob(32)")
    assert [f.code for f in verdict_on(copied).faults] == ["head"]


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE sale SET cashier = 'Budi' WHERE seq = 3", 3),
        ("UPDATE sale SET total = total - 1, gross = gross - 1, paid = paid - 1 WHERE seq = 4", 4),
        ("UPDATE sale_line SET gross = gross + 1, net = net + 1 WHERE seq = 4 AND n = 2", 4),
        ("UPDATE sale_line SET producer_name = 'Lain' WHERE seq = 6", 6),
        ("UPDATE tender SET kind = 'card' WHERE seq = 12", 12),
        ("UPDATE till_open SET float = float - 1 WHERE seq = 2", 2),
        ("UPDATE cash_move SET amount = 2000 WHERE seq = 7", 7),
        ("UPDATE till_close SET counted = counted + 1", 9),
        ("DELETE FROM tender WHERE seq = 3", 3),
        (f"INSERT INTO tender SELECT {TENDER} FROM tender WHERE seq = 4", 4),
    ],
)  # fmt: skip
def test_an_altered_table_is_named(copied: Path, statement: str, seq: int) -> None:
    unguarded(copied, statement)
    assert [(f.seq, f.code) for f in verdict_on(copied).faults] == [(seq, "table")]


def test_goods_given_back_that_are_anothers_in_the_table_are_named_as_both(copied: Path) -> None:
    unguarded(copied, "UPDATE sale_line SET producer = 'KLS' WHERE seq = 6")
    assert {(f.seq, f.code) for f in verdict_on(copied).faults} == {(6, "table"), (6, "reversal")}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE fair SET name = 'Pameran lain'", "shared"),
        ("UPDATE producer SET booth = 'A01' WHERE producer = 'TOM'", "shared"),
        ("DELETE FROM booth WHERE booth = 'A07'", "shared"),
        ("UPDATE item SET price = 1, floor = 0 WHERE sku = 'TOM-SL-001'", "catalogue"),
        ("UPDATE item SET name = 'Kain lain' WHERE sku = 'TOM-SL-001'", "catalogue"),
        ("DELETE FROM item", "catalogue"),
    ],
)
def test_what_stands_beside_the_facts_is_named_when_it_was_altered(
    copied: Path, statement: str, code: str
) -> None:
    unguarded(copied, statement)
    assert [(f.seq, f.code) for f in verdict_on(copied).faults] == [(None, code)]


def test_a_sale_that_no_fact_stands_for_is_named(copied: Path) -> None:
    with raw(copied) as connection:
        columns = [c[1] for c in connection.execute("PRAGMA table_info(sale)")]
    forged = ", ".join({"seq": "77", "sale_id": "'x'", "running": "77"}.get(c, c) for c in columns)
    unguarded(copied, f"INSERT INTO sale SELECT {forged} FROM sale WHERE seq = 3")
    assert [(f.seq, f.code) for f in verdict_on(copied).faults] == [(77, "table")]


@pytest.mark.parametrize("payload", ["{}", "", "[1]", "[" * 100_000, '{"body":{}}'])
def test_a_payload_that_is_nonsense_is_named_and_does_not_stop_the_rest(copied: Path, payload: str) -> None:
    unguarded(copied, f"UPDATE fact SET payload = '{payload}' WHERE seq = 5")
    named = {(f.seq, f.code) for f in verdict_on(copied).faults}
    assert {(5, "altered"), (5, "envelope"), (5, "unread")} <= named


def test_a_rebuilt_store_is_equal(whole: Path, tmp_path: Path) -> None:
    new = open_store(store_url(str(tmp_path / "new.db")), create=True)
    with opened_copy(store_url(str(whole / STORE_NAME))) as old:
        facts, faults = rebuild(old, new)
        assert facts_of(new) == facts_of(old)
    assert (facts, faults) == (FACTS, ())
    assert verify(new).is_ok
    new.close()


def test_rebuilding_names_what_was_altered(copied: Path, tmp_path: Path) -> None:
    unguarded(copied, "UPDATE sale SET cashier = 'Budi' WHERE seq = 3")
    new = open_store(store_url(str(tmp_path / "new.db")), create=True)
    with opened_copy(store_url(str(copied / STORE_NAME))) as old:
        _, faults = rebuild(old, new)
    assert [(f.seq, f.code) for f in faults] == [(3, "table")]
    assert verify(new).is_ok
    new.close()


def test_an_empty_store_holds_together(tmp_path: Path) -> None:
    new = open_store(store_url(str(tmp_path / "new.db")), create=True)
    assert verify(new).is_ok
    new.close()


def test_goods_added_at_the_booth_are_in_its_catalogue_and_no_fault_of_the_price_list(desk: Desk) -> None:
    with desk.writing() as tx:
        said = {"at": NOON.isoformat(), "cashier": RINI, "item": item_to_body(an_item("BARU-1"))}
        append(tx, FactKind.ITEM, NOON, said)
    with desk.store.reading() as tx:
        found = load_catalogue(tx)
    assert found.items == (*desk.catalogue.items, replace(an_item("BARU-1"), is_added=True))
    assert not verify(desk.store).faults
