"""Where `verify` ends: what it does not name by its nature, and what it names only just."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Booth
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import TenderKind
from batikpos.services.desk import open_desk
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import Plan, set_up
from batikpos.services.till import move_cash
from batikpos.services.verify import verify
from batikpos.settings import Settings
from batikpos.signing import KEY_NAME, Purpose, make_key, sign
from batikpos.store.engine import StoreUnavailable
from batikpos.store.journal import find_break
from batikpos.sync.push import push
from tests.services.days import Close, Day, Ground, Move, Sell, days, new_ground
from tests.services.forger import Seals, contents_of, forged, put_in_place, reword
from tests.shop import NOON, RINI, catalogue, facts_of, line, people, raw, unguarded
from tests.sync.booths import FilePlace, opened

A_DAY: Day = (
    Sell((line(),), None, TenderKind.QRIS, 0, 0),
    Close(5, 1),
    Sell((line(),), None, TenderKind.CARD, 30, 5_000),
    Move(-1_000, "parkir"),
)
"""Opening, till, sale 3, close, seal 5, till, sale 7, cash out 8."""


@pytest.fixture(scope="module")
def ground(booth_as_set_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Give a booth to be played on, and tampered with, again and again."""
    with new_ground(booth_as_set_up, tmp_path_factory.mktemp("ground")) as ground:
        yield ground


@pytest.fixture
def played(ground: Ground) -> Ground:
    """Play one day on it."""
    ground.begin(A_DAY)
    assert verify(ground.desk.store).faults == ()
    return ground


def named(ground: Ground) -> set[tuple[int | None, str]]:
    """Say what is named now."""
    return {(fault.seq, fault.code) for fault in verify(ground.desk.store).faults}


# By its nature: a store alone cannot know it


@given(days, st.integers(0, 10**6))
def test_a_history_that_ends_sooner_is_a_history(ground: Ground, day: Day, of: int) -> None:
    """Not named: a tail that is cut off with its rows and its mark, whatever seals were in it.

    Whoever holds a later paper can name it (each bears its fact's number and hash), and so can the centre
    as soon as it was sent to. Only a cut between a close and its seal shows in the store.
    """
    ground.begin(day)
    facts = facts_of(ground.desk.store)
    kept = facts[: of % len(facts) + 1]
    put_in_place(ground.desk, kept)
    is_unsealed = kept[-1].kind == FactKind.TILL_CLOSE
    assert named(ground) == ({(kept[-1].seq, "unsealed")} if is_unsealed else set())


@pytest.mark.parametrize("is_signed", [True, False])
def test_who_writes_everything_anew_writes_the_key_anew(
    played: Ground,
    tmp_path: Path,
    is_signed: bool,  # noqa: FBT001 - a parameter
) -> None:
    """Not named: a journal forged from its first fact on, for it is that fact which tells the device's key.

    It may tell the forger's key, or none as a store of before there were keys. The centre can name it, which
    holds the first fact since the booth was first sent, and so can every paper.
    """
    key = make_key(tmp_path / KEY_NAME)
    contents = contents_of(facts_of(played.desk.store))
    contents[0]["body"]["public_key"] = key if is_signed else ""
    reword(contents, 2)
    facts = forged(contents, Seals.OTHER_KEY, tmp_path)
    put_in_place(played.desk, facts)
    assert sign(tmp_path, Purpose.CLOSE, "") != sign(played.home, Purpose.CLOSE, "")
    assert named(played) == set()


# Not by the rules of its own, but by what every start looks at


COPIED = "INSERT INTO fact (fair_id, journal_id, seq, kind, payload, hash) SELECT"


@pytest.mark.parametrize(
    "columns",
    [
        "fair_id, 'other', seq",
        "'other', journal_id, seq",
        "fair_id, journal_id, 0",
        "fair_id, journal_id, -3",
    ],
)
def test_a_doubled_fact_in_no_journal_of_the_store_is_named(played: Ground, columns: str) -> None:
    unguarded(played.home)
    with raw(played.home) as connection:
        connection.execute("PRAGMA ignore_check_constraints = on")
        connection.execute(f"{COPIED} {columns}, kind, payload, hash FROM fact WHERE seq = 3")
    assert "altered" in {code for _, code in named(played)}
    with played.desk.store.reading() as tx:
        assert find_break(tx) is not None


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE journal SET booth = 'A09'", "journal"),
        ("UPDATE journal SET device = 2", "journal"),
        ("UPDATE journal SET books = 'training'", "journal"),
        ("UPDATE journal SET books = 'x'", "journal"),
        ("UPDATE own_journal SET lineage = 5", "own"),
        ("DELETE FROM own_journal", "own"),
    ],
)
def test_what_a_journals_own_row_says_is_compared_with_its_first_fact(
    played: Ground, statement: str, code: str
) -> None:
    unguarded(played.home, statement)
    assert named(played) == {(None, code)}


def test_a_fact_that_is_noted_as_unreadable_is_not_named_for_it(played: Ground) -> None:
    """Not named: a centre notes so what it could read and not keep, as a sale under an id used twice."""
    unguarded(played.home, "INSERT INTO unread SELECT fair_id, journal_id, seq, 'x' FROM fact WHERE seq = 3")
    assert named(played) == set()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE sale SET at = replace(at, 'T', ' ') WHERE seq = 3", (3, "table")),
        ("UPDATE sale SET at = '2026-12-11T05:01:00+00:00' WHERE seq = 3", (3, "table")),
        ("UPDATE sale SET business_day = '2026-W50-5' WHERE seq = 3", (3, "table")),
        ("UPDATE fair SET first_day = '2026-W50-5'", (None, "shared")),
        ("UPDATE sale SET business_day = 'x' WHERE seq = 3", (3, "table")),
        ("UPDATE till_open SET at = 'x' WHERE seq = 2", (2, "table")),
        ("UPDATE item SET technique = 'x' WHERE place = 1", (None, "catalogue")),
    ],
)
def test_a_time_that_is_written_otherwise_or_is_none_is_named(
    played: Ground, statement: str, fault: tuple[int | None, str]
) -> None:
    unguarded(played.home, statement)
    assert named(played) == {fault}


@pytest.mark.parametrize("column", ["fact.kind", "sale.cashier"])
def test_bytes_that_are_no_text_are_refused_and_not_named(played: Ground, column: str) -> None:
    """Not named, but told: the store is said to be unusable, not which fact is."""
    table, name = column.split(".")
    unguarded(played.home, f"UPDATE {table} SET {name} = CAST(x'80' AS TEXT) WHERE seq = 3")
    with pytest.raises(StoreUnavailable, match="bukan basis data yang utuh"):
        verify(played.desk.store)


def test_a_byte_in_place_of_a_replacement_character_is_named(played: Ground) -> None:
    """A payload is decoded before it is hashed, U+FFFD for what is no text; the start hashes bytes."""
    move_cash(played.desk, Rupiah(-1_000), "parkir \ufffd", cashier=RINI, now=NOON)
    unguarded(played.home)
    with raw(played.home) as connection:
        (seq, payload) = connection.execute(
            "SELECT seq, CAST(payload AS BLOB) FROM fact ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        other = payload.replace("\ufffd".encode(), b"\xf0\xbf\xbd")
        assert other != payload
        connection.execute("UPDATE fact SET payload = CAST(? AS TEXT) WHERE seq = ?", [other, seq])
    assert named(played) == {(seq, "altered")}


@pytest.mark.parametrize(("first", "second"), [("A03", "A09"), ("A09", "A03")])
def test_booths_that_tell_a_producer_otherwise_are_no_fault_at_the_centre(
    tmp_path: Path, first: str, second: str
) -> None:
    """The centre keeps the word that came first, whichever that was."""
    goods = catalogue()
    moved = tuple(replace(producer, village="Pilang Lor") for producer in goods.producers)
    with opened(FilePlace(tmp_path / "centre.db")) as centre:
        for code in (first, second):
            of = goods if code == "A03" else Catalogue(goods.items, moved)
            plan = Plan(SAMPLE_FAIR, Booth(code), of, people(), Settings())
            set_up(tmp_path / code, plan, now=NOON)
            desk = open_desk(tmp_path / code)
            push(desk.store, centre)
            desk.store.close()
        assert verify(centre).faults == ()
        with centre.writing() as tx:
            tx.exec_driver_sql("UPDATE producer SET village = 'x' WHERE producer = 'TOM'")
        assert [fault.code for fault in verify(centre).faults] == ["shared"]
