"""Tampering by chance with stores made by chance: whatever is altered in a fact or a table is named.

What `verify` cannot name, by its nature or not yet, stands in `test_tampering_limits`.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Table

from batikpos.domain.fact import FactKind, next_hash
from batikpos.services.verify import verify
from batikpos.signing import KEY_NAME, make_key
from batikpos.store.columns import Day, Moment
from batikpos.store.engine import StoreUnavailable
from batikpos.store.schema import READINGS
from tests.long import IS_LONG
from tests.services import forger
from tests.services.days import Day as DayOfActs
from tests.services.days import Ground, days, new_ground
from tests.services.forger import FAULT_OF, Change, Seals, contents_of, forged, put_facts, put_in_place
from tests.shop import facts_of, raw, unguarded

CHANCES = settings(max_examples=300 if IS_LONG else 10, database=None)

pytestmark = pytest.mark.timeout(3_600 if IS_LONG else 120)

wheres = st.integers(0, 10**6)
"""A place in something whose length is known later: taken modulo it."""

flips = st.integers(1, 127)

Named = set[tuple[int | None, str]]


@pytest.fixture(scope="module")
def ground(booth_as_set_up: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Give a booth to be played on, and tampered with, again and again."""
    with new_ground(booth_as_set_up, tmp_path_factory.mktemp("ground")) as ground:
        yield ground


@pytest.fixture(scope="module")
def other_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a home with another device's key."""
    home = tmp_path_factory.mktemp("other")
    make_key(home / KEY_NAME)
    return home


def begin(ground: Ground, day: DayOfActs) -> int:
    """Play a day and prove it clean, which is the control of every test here; return its last number."""
    ground.begin(day)
    verdict = verify(ground.desk.store)
    assert verdict.faults == ()
    return verdict.facts


def named(ground: Ground) -> Named:
    """Say what is named now."""
    return {(fault.seq, fault.code) for fault in verify(ground.desk.store).faults}


def spoilt(value: bytes, where: int, flip: int) -> bytes:
    """Flip bits of one byte."""
    at = where % len(value)
    return value[:at] + bytes([value[at] ^ flip]) + value[at + 1 :]


# Behind the triggers, without any care


@CHANCES
@given(days, wheres, wheres, flips)
def test_any_byte_of_any_payload(ground: Ground, day: DayOfActs, of: int, where: int, flip: int) -> None:
    seq = of % begin(ground, day) + 1
    unguarded(ground.home)
    with raw(ground.home) as connection:
        (payload,) = connection.execute(
            "SELECT CAST(payload AS BLOB) FROM fact WHERE seq = ?", [seq]
        ).fetchone()
        put = "UPDATE fact SET payload = CAST(? AS TEXT) WHERE seq = ?"
        connection.execute(put, [spoilt(payload, where, flip), seq])
    assert (seq, "altered") in named(ground)


@CHANCES
@given(days, wheres, wheres, flips)
def test_any_byte_of_any_hash(ground: Ground, day: DayOfActs, of: int, where: int, flip: int) -> None:
    last = begin(ground, day)
    seq = of % last + 1
    hash_ = spoilt(facts_of(ground.desk.store)[seq - 1].hash, where, flip)
    unguarded(ground.home, f"UPDATE fact SET hash = x'{hash_.hex()}' WHERE seq = {seq}")
    behind = (None, "head") if seq == last else (seq + 1, "altered")
    assert {(seq, "altered"), behind} <= named(ground)


@CHANCES
@given(days, wheres, st.sampled_from(FactKind))
def test_another_kind(ground: Ground, day: DayOfActs, of: int, kind: FactKind) -> None:
    seq = of % begin(ground, day) + 1
    assume(facts_of(ground.desk.store)[seq - 1].kind != kind)
    unguarded(ground.home, f"UPDATE fact SET kind = '{kind}' WHERE seq = {seq}")
    assert (seq, "envelope") in named(ground)


@CHANCES
@given(days, wheres, st.integers(1, 100))
def test_another_number(ground: Ground, day: DayOfActs, of: int, to: int) -> None:
    last = begin(ground, day)
    seq = of % last + 1
    unguarded(ground.home, f"UPDATE fact SET seq = {last + to} WHERE seq = {seq}")
    assert (seq, "missing") in named(ground)


@CHANCES
@given(days, wheres, st.sampled_from(["journal_id", "fair_id"]))
def test_another_journal(ground: Ground, day: DayOfActs, of: int, column: str) -> None:
    seq = of % begin(ground, day) + 1
    unguarded(ground.home, f"UPDATE fact SET {column} = 'other' WHERE seq = {seq}")
    assert (seq, "missing") in named(ground)


@CHANCES
@given(days, st.lists(wheres, min_size=1, max_size=4), st.booleans())
def test_facts_that_were_dropped(ground: Ground, day: DayOfActs, of: list[int], with_rows: bool) -> None:  # noqa: FBT001 - drawn
    last = begin(ground, day)
    gone = {where % last + 1 for where in of}
    drop(ground, gone, with_rows=with_rows)
    assert {(seq, "missing") for seq in gone} <= named(ground)


@CHANCES
@given(days, wheres)
def test_a_tail_that_was_dropped_with_its_mark_but_not_its_rows(
    ground: Ground, day: DayOfActs, of: int
) -> None:
    last = begin(ground, day)
    kept = of % (last - 1) + 1
    drop(ground, set(range(kept + 1, last + 1)), with_rows=False)
    with raw(ground.home) as connection:
        connection.execute("UPDATE journal SET mark = ?", [kept])
        connection.execute("UPDATE journal SET head = (SELECT hash FROM fact WHERE seq = mark)")
    assert {(seq, "table") for seq in range(kept + 1, last + 1)} <= named(ground)


def drop(ground: Ground, gone: set[int], *, with_rows: bool) -> None:
    """Delete facts, and what the tables hold of them where asked."""
    where = f"WHERE seq IN ({', '.join(map(str, gone))})"
    tables = [table.name for table in READINGS if "seq" in table.c] if with_rows else []
    unguarded(ground.home, *(f"DELETE FROM {name} {where}" for name in ("fact", *tables)))


@CHANCES
@given(days, wheres, st.booleans())
def test_a_fact_that_stands_there_twice(ground: Ground, day: DayOfActs, of: int, chained: bool) -> None:  # noqa: FBT001 - drawn
    last = begin(ground, day)
    facts = facts_of(ground.desk.store)
    copy = facts[of % last]
    hash_ = next_hash(facts[-1].hash, copy.payload) if chained else copy.hash
    unguarded(
        ground.home,
        f"INSERT INTO fact (fair_id, journal_id, seq, kind, payload, hash)"
        f" SELECT fair_id, journal_id, {last + 1}, kind, payload, x'{hash_.hex()}' FROM fact"
        f" WHERE seq = {copy.seq}",
        f"UPDATE journal SET mark = {last + 1}, head = x'{hash_.hex()}'",
    )
    wanted = {(last + 1, "envelope")} if chained else {(last + 1, "envelope"), (last + 1, "altered")}
    assert wanted <= named(ground)


@CHANCES
@given(days, wheres, wheres)
def test_two_facts_that_changed_places(ground: Ground, day: DayOfActs, one: int, other: int) -> None:
    last = begin(ground, day)
    first, second = one % last + 1, other % last + 1
    assume(first != second)
    unguarded(
        ground.home,
        f"UPDATE fact SET seq = 999 WHERE seq = {first}",
        f"UPDATE fact SET seq = {first} WHERE seq = {second}",
        f"UPDATE fact SET seq = {second} WHERE seq = 999",
    )
    wanted = {(seq, code) for seq in (first, second) for code in ("altered", "envelope")}
    assert wanted <= named(ground)


COLUMNS = [(t, c) for t in READINGS for c in t.columns if not isinstance(c.type, Day | Moment)]
"""Days and times are another matter: see `test_tampering_limits`."""


@CHANCES
@given(days, st.sampled_from(COLUMNS), wheres, wheres, flips)
def test_any_byte_of_any_table(
    ground: Ground, day: DayOfActs, of: tuple[Table, Column[object]], row: int, where: int, flip: int
) -> None:
    begin(ground, day)
    unguarded(ground.home)
    seq, is_text = spoil_cell(ground, *of, row=row, where=where, flip=flip)
    if is_text:
        assert (seq, "shared" if seq is None else "table") in named(ground)
    else:
        with pytest.raises(StoreUnavailable):  # the driver refuses to read what is no text
            verify(ground.desk.store)


def spoil_cell(
    ground: Ground, table: Table, column: Column[object], *, row: int, where: int, flip: int
) -> tuple[int | None, bool]:
    """Alter a cell; say of which fact it is, if of one, and whether what stands there can still be read."""
    with raw(ground.home) as connection:
        connection.execute("PRAGMA ignore_check_constraints = on")
        number = "seq" if "seq" in table.c else "NULL"
        cells = connection.execute(
            f"SELECT rowid, {number}, typeof({column.name}), CAST({column.name} AS BLOB) FROM {table.name}"
        ).fetchall()
        assume(cells)
        rowid, seq, kind, value = cells[row % len(cells)]
        put = f"UPDATE {table.name} SET {column.name} = CAST(? AS TEXT) WHERE rowid = ?"
        if kind == "text":
            new = spoilt(value, where, flip) if value else b"x"
        else:
            new = b"%d" % (int(value or 0) ^ flip)  # the column makes a number of it
        try:
            connection.execute(put, [new, rowid])
        except sqlite3.IntegrityError:
            reject()  # there is such a row already
    return seq, is_utf8(new)


def is_utf8(value: bytes) -> bool:
    """Say whether bytes are a text."""
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


# By a forger who knows the program, but has not the device's key

ANYWHERE = (forger.reword, forger.skim)
CHANGES = (*ANYWHERE, forger.take_out, forger.double, forger.exchange)


@CHANCES
@given(days, wheres, st.sampled_from(ANYWHERE))
def test_a_fact_that_was_chained_again_without_its_rows(
    ground: Ground, other_keys: Path, day: DayOfActs, of: int, change: Change
) -> None:
    last = begin(ground, day)
    facts = facts_of(ground.desk.store)
    at = of % last
    contents = contents_of(facts)
    changed = change(contents, at)
    assume(changed is not None and (changed, change) != (0, forger.reword))  # the program is in no table
    assume(facts[at].kind != FactKind.SEAL)
    put_facts(ground.desk, forged(contents, Seals.OTHER_KEY, other_keys))
    assert (at + 1, "table") in named(ground)


@CHANCES
@given(days, wheres, st.sampled_from(CHANGES), st.sampled_from(Seals))
def test_a_history_that_was_written_anew_is_named_at_every_seal_behind_it_and_nowhere_else(
    ground: Ground, other_keys: Path, day: DayOfActs, of: int, change: Change, seals: Seals
) -> None:
    """Assert the boundary exactly: a seal vouches for all before it, and nothing does for what is behind.

    Where no close lies behind the change, a store alone cannot name it: the chain is no secret, and whoever
    has the file can make another. The papers, each with the hash of its fact, and the centre can.
    What is given back and was not sold, or no more, is named besides, for it makes no sense.
    """
    last = begin(ground, day)
    contents = contents_of(facts_of(ground.desk.store))
    first = change(contents, of % last)
    assume(first is not None)
    put_in_place(ground.desk, forged(contents, seals, other_keys))
    closes = [at for at, content in enumerate(contents) if content["kind"] == FactKind.TILL_CLOSE]
    behind = {(at + 2, FAULT_OF[seals]) for at in closes if at >= (first or 0)}
    assert named(ground) == behind | {(seq, "reversal") for seq in given_back_in_vain(contents)}


def given_back_in_vain(contents: list[forger.Content]) -> Iterator[int]:
    """Say which facts give back what is not there: each line's size and net, counted down."""
    left: dict[str, list[list[int]]] = {}
    for seq, content in enumerate(contents, 1):
        body = content["body"]
        if content["kind"] == FactKind.SALE:
            left[body["number"]] = [[line["size"], line["net"]] for line in body["lines"]]
        if content["kind"] not in {FactKind.VOID, FactKind.REFUND}:
            continue
        sold = left.get(body["reverses"])
        if sold is None:
            yield seq
            continue
        for line in body["lines"]:
            sold[line["given_back"] - 1][0] += line["size"]
            sold[line["given_back"] - 1][1] += line["net"]
        is_all = all(size == 0 for size, _ in sold)
        if any(size < 0 or net < 0 or (size == 0 and net) for size, net in sold) or (
            content["kind"] == FactKind.VOID and not is_all
        ):
            yield seq


@CHANCES
@given(days)
def test_a_forger_who_changes_nothing_is_not_named(ground: Ground, other_keys: Path, day: DayOfActs) -> None:
    """Make sure that what is named above is the change, and not how the forger writes."""
    begin(ground, day)
    facts = facts_of(ground.desk.store)
    again = forged(contents_of(facts), Seals.OTHER_KEY, other_keys)
    assert again == facts
    put_in_place(ground.desk, again)
    assert named(ground) == set()
