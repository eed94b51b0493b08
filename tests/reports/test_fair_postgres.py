"""A PostgreSQL centre that keeps people apart reports the same fair as a file does."""

from contextlib import closing
from pathlib import Path

import pytest

from batikpos.i18n import translator
from batikpos.reports.fairreport import report_of
from batikpos.reports.sections import sections_of
from batikpos.services.desk import open_desk
from batikpos.services.flat import export_flat
from batikpos.services.reading_up import read_up
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.wholefair import WholeFair, read_fair
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.postgres import Postgres
from tests.reports.played import BOOTHS
from tests.reports.test_commands import tables_of
from tests.shop import DAY, NOON
from tests.sync.guarded import guarded_centre

CODES = (*BOOTHS, "A03")


def send_all(played: Path, centre: Store) -> WholeFair:
    """Send everything, as from sticks, and read the fair."""
    for code in ("desk", *CODES):
        desk = open_desk(played.parent / code)
        with closing(desk.store):
            push(desk.store, centre)
    read_up(centre)
    return read_fair(centre, DAY)


@pytest.fixture
def server_centre(postgres: Postgres) -> str:
    """Set a guarded centre up; give the organizer's address."""
    return guarded_centre(postgres, CODES, SAMPLE_FAIR).addresses["organizer"]


def test_both_report_the_same(played: Path, server_centre: str, tmp_path: Path) -> None:
    """Every cell of every table, and every row of the flat export."""
    tr = translator("id")
    tables, books = [], []
    for n, address in enumerate((str(tmp_path / "centre.db"), server_centre)):
        with closing(open_centre(address, create=True)) as centre:
            of = send_all(played, centre)
            tables.append(sections_of(report_of(of), tr))
            file = tmp_path / f"books{n}.zip"
            export_flat(centre, of, file, tr, now=NOON, progress=lambda _done, _all: None)
            books.append(tables_of(file))
    assert tables[0] == tables[1]
    assert {"by_day", "orders", "incidents", "causes"} <= {section.code for section in tables[0]}
    assert books[0] == books[1]
