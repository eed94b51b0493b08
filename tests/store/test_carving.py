"""Reading rows from pages alone: what SQLite wrote is found, whatever else there is or is damaged."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.store.carving import carve
from batikpos.store.header import PAGE

CHANCES = settings(max_examples=60, database=None, deadline=None)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
values = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    texts,
    st.binary(max_size=300),
    st.integers(0, 20_000).map(bytes),
)
rows = st.lists(st.tuples(values, values, values), max_size=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one folder for all examples."""
    return tmp_path_factory.mktemp("carved")


def written(folder: Path, rows: list[tuple[object, ...]]) -> Path:
    """Write rows with SQLite, beside a table of other columns."""
    path = folder / "rows.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("CREATE TABLE three (a, b, c)")
        connection.execute("CREATE TABLE two (a, b)")
        connection.executemany("INSERT INTO three VALUES (?, ?, ?)", rows)
        connection.executemany("INSERT INTO two VALUES (?, ?)", [row[:2] for row in rows])
        connection.commit()
    return path


@CHANCES
@given(rows)
def test_what_sqlite_wrote_is_found(folder: Path, rows: list[tuple[object, ...]]) -> None:
    path = written(folder, rows)
    assert sorted(map(repr, carve(path, 3))) == sorted(map(repr, rows))


@CHANCES
@given(rows, st.integers(0, 2**32))
def test_damage_never_stops_it(folder: Path, rows: list[tuple[object, ...]], seed: int) -> None:
    path = written(folder, rows)
    chance, data = Random(seed), bytearray(path.read_bytes())
    for _ in range(20):
        data[chance.randrange(100, len(data))] = chance.choice([0, 1, 13, 127, 128, 255])
    path.write_bytes(data)
    for row in carve(path, 3):
        assert len(row) == 3
