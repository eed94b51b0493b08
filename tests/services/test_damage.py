"""Every kind of damage to a store's file: what is whole of it goes on, and a beginning it always is."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from batikpos.services.desk import Desk, open_desk
from batikpos.services.recovery import recover
from batikpos.services.verify import verify
from batikpos.settings import STORE_NAME
from batikpos.store.engine import StoreDamaged, StoreUnavailable
from batikpos.store.header import PAGE
from tests.long import IS_LONG
from tests.services.sold import SOLD, numbers, opened, sold_home
from tests.shop import NOON, copy_home, unguarded

HEADER, LEAF = 100, 0x0D

PARTS = 7
"""So many tests share the pages of a store; the short form plays the first."""


@pytest.fixture
def home(desk: Desk) -> Path:
    """Give a home that has sold."""
    return sold_home(desk)


def spoil(home: Path, data: bytes) -> list[str]:
    """Put damaged bytes in the store's place, recover where they are not whole, and list what is sold."""
    (home / STORE_NAME).write_bytes(data)
    try:
        with opened(home) as desk:
            is_whole = verify(desk.store).is_ok
    except StoreUnavailable:
        is_whole = False
    if not is_whole:
        recover(home, now=NOON)
    with opened(home) as desk:
        assert verify(desk.store).faults == ()
    return numbers(home)


@pytest.mark.parametrize("at", range(0, HEADER, 3))
def test_a_damaged_header_hides_nothing(home: Path, at: int) -> None:
    before, data = numbers(home), bytearray((home / STORE_NAME).read_bytes())
    data[at] ^= 0x55
    assert spoil(home, bytes(data)) == before


@pytest.mark.parametrize("missing", [1, 2000, 4096, 6000, 8192])
def test_a_store_that_was_cut_off_gives_what_is_left_of_it(home: Path, missing: int) -> None:
    before, data = numbers(home), (home / STORE_NAME).read_bytes()
    after = spoil(home, data[:-missing])
    assert after
    assert after == before[: len(after)]


@pytest.mark.parametrize("seed", range(8))
def test_any_byte_that_flips_costs_no_fact_before_it(home: Path, seed: int) -> None:
    before, data = numbers(home), bytearray((home / STORE_NAME).read_bytes())
    data[Random(seed).randrange(HEADER, len(data))] ^= 0xFF
    after = spoil(home, bytes(data))
    assert after == before[: len(after)]


def test_a_text_that_is_none_is_damage_and_offers_recovery(home: Path) -> None:
    before = numbers(home)
    unguarded(home, "UPDATE person SET name = CAST(x'52ff' AS TEXT) WHERE name = 'Rini'")
    with pytest.raises(StoreDamaged):
        open_desk(home)
    recover(home, now=NOON)
    assert numbers(home) == before


def test_a_table_of_facts_that_breaks_its_own_rules_is_noticed_at_the_start(home: Path) -> None:
    """The chain is read along an index: whether the table itself is as it should be no chain shows."""
    with closing(sqlite3.connect(home / STORE_NAME)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'seq > 0', 'seq > 1') WHERE name = 'fact'"
        )
        connection.commit()
    with pytest.raises(StoreDamaged):
        open_desk(home)


def test_a_schema_in_no_words_is_damage_and_no_crash(home: Path) -> None:
    data = (home / STORE_NAME).read_bytes()
    assert data.count(b"CREATE TRIGGER fact_") > 1
    (home / STORE_NAME).write_bytes(data.replace(b"CREATE TRIGGER fact_", b"CREATE TR\xe5GGER fact_"))
    with pytest.raises(StoreDamaged):
        open_desk(home)
    before = SOLD
    recover(home, now=NOON)
    assert len(numbers(home)) == before


@pytest.mark.parametrize("first", range(PARTS if IS_LONG else 1))
def test_no_page_that_is_lost_costs_what_lies_on_others(home: Path, tmp_path: Path, first: int) -> None:
    """Zero each page of a store in turn: only facts that lay on it, and those behind, may be missing.

    The roots are pages too: of the facts, of the price list, of the people.
    """
    before, data = numbers(home), (home / STORE_NAME).read_bytes()
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    leaves = {at for at, page in enumerate(pages) if page[0] == LEAF and b'"journal":"' in page}
    assert len(leaves) > 1
    whole, zeroed = 0, range(first, len(pages), PARTS)
    for at in zeroed:
        copy = copy_home(home, tmp_path / str(at))
        after = spoil(copy, b"".join([*pages[:at], bytes(PAGE), *pages[at + 1 :]]))
        assert after == before[: len(after)]
        assert after == before or at in leaves
        whole += after == before
    assert 4 * whole > 3 * len(zeroed)
