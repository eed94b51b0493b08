"""What a fair is, its desk says: no booth adds producers who owe rent, booths that are asked for, an hour."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.fact import GENESIS, FactKind, make_fact
from batikpos.domain.fair import Booth, Fair
from batikpos.reports.figures import figures_of_day, figures_of_fair
from batikpos.services.board import read_board
from batikpos.services.decisions import known_producers, load_fairs
from batikpos.services.organizer import change_fair
from batikpos.services.reconcile import reconcile_day
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.settlement import FairSettlement, settle_fair
from batikpos.services.setup import Plan, set_up
from batikpos.services.wholefair import read_fair
from batikpos.settings import Settings
from batikpos.store.catalogue import list_fairs
from batikpos.store.engine import Store
from batikpos.store.reading import read_fact
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.settled import FIRST, Settled, closing_desk, desk_people, goods
from tests.shop import DAY, NOON, people
from tests.sync.booths import opening

LAST = SAMPLE_FAIR.last_day
HOMES = ("A03", "K9", "A01", "organizer")


def lying_booth(home: Path) -> Path:
    """Set a booth up that says of the fair whatever suits it."""
    lies = tuple(replace(p, name=f"Bukan {p.name}", booth="A03") for p in goods().producers)
    lies += (Producer("XXX", "Tiada", "Masaran", "", "A03", is_taxable=False),)
    fair = replace(SAMPLE_FAIR, time_zone="America/New_York")
    of = Plan(fair, Booth("B9"), Catalogue(goods().items, lies), people(), Settings(), booths=("Q1", "Q2"))
    set_up(home, of, now=NOON)
    return home


def send(home: Path, centre: Store) -> None:
    """Send what a home holds."""
    with closing_desk(home) as desk:
        assert push(desk.store, centre).is_equal


@pytest.fixture
def lied_to(own_settled: Settled, tmp_path: Path) -> Iterator[Store]:
    """Give a centre to which the lying booth sent first, and then all others."""
    with closing(open_centre(str(tmp_path / "lied.db"), create=True)) as centre:
        send(lying_booth(tmp_path / "B9"), centre)
        for name in HOMES:
            send(own_settled.folder / name, centre)
        yield centre


def settled(centre: Store) -> FairSettlement:
    """Settle the fair on its last day."""
    return settle_fair(centre, today=LAST)


def test_the_settlement_is_that_of_the_desk_whatever_a_booth_said_first(
    own_settled: Settled, lied_to: Store
) -> None:
    with own_settled.opened() as centre:
        true = settled(centre)
    lied = settled(lied_to)
    assert lied.settlement == true.settlement  # rents too: nobody owes one whom the desk does not know
    assert (lied.producers, lied.fair) == (true.producers, true.fair)
    assert set(lied.booths) == {*true.booths, "B9"}
    assert lied.moved == true.moved


def test_no_day_is_asked_of_a_booth_that_another_booth_named(lied_to: Store) -> None:
    rows = read_board(lied_to, DAY, now=NOON).rows
    assert {row.booth.code for row in rows} == {"A03", "K9", "A01", "B9"}
    assert read_fair(lied_to, FIRST).fair == SAMPLE_FAIR


def test_days_and_hours_are_the_desks(own_settled: Settled, lied_to: Store, tmp_path: Path) -> None:
    with lied_to.reading() as tx:
        assert [fair.time_zone for fair in list_fairs(tx)] == ["America/New_York"]
        assert load_fairs(tx) == (SAMPLE_FAIR,)
    with closing_desk(own_settled.organizer) as desk:
        assert reconcile_day(lied_to, DAY, fair=desk.fair).fair == SAMPLE_FAIR
    with closing(open_centre(str(tmp_path / "no-desk.db"), create=True)) as centre:
        send(tmp_path / "B9", centre)
        send(own_settled.booth("A03"), centre)
        with centre.reading() as tx:  # without a desk the first word stays
            assert [fair.time_zone for fair in load_fairs(tx)] == ["America/New_York"]
            assert known_producers(tx, SAMPLE_FAIR.fair_id)[-1].name == "Tiada"


def test_a_producer_whom_the_desk_renamed_is_called_so(own_settled: Settled, lied_to: Store) -> None:
    with closing_desk(own_settled.organizer) as desk:
        called = tuple(replace(p, name=f"{p.name} & Putra") for p in goods().producers)
        assert change_fair(desk, desk_people()[0], goods=Catalogue(goods().items, called), now=NOON).goods
        push(desk.store, lied_to)
    names = {p.code: p.name for p in called}
    of = reconcile_day(lied_to, DAY)
    assert settled(lied_to).producers == names
    assert of.reconciliation.producers
    for one in of.reconciliation.producers:
        assert one.name == names[one.producer]
    for figures in (figures_of_day(of), figures_of_fair(read_fair(lied_to, DAY))):
        assert {row.name for row in figures.by_producer} <= {*names.values()}


@pytest.mark.parametrize(
    "lie",
    [
        {"time_zone": "Asia/Nirwana"},
        {"time_zone": "Asia"},
        {"time_zone": "../../etc/passwd"},
        {"name": "Pameran Lain"},
        {"last_day": "9999-12-31"},
    ],
)
def test_what_is_no_time_zone_or_another_fair_cannot_be_read(lie: dict[str, Any]) -> None:
    def read(fair: dict[str, Any]) -> None:
        body = opening("A01", 1, SAMPLE_FAIR)
        body["fair"] |= fair
        fact = make_fact(
            fair_id=SAMPLE_FAIR.fair_id,
            journal_id="j",
            seq=1,
            before=GENESIS,
            kind=FactKind.OPENING,
            at=NOON,
            body=body,
        )
        read_fact(fact)

    read({})
    with pytest.raises((ValueError, KeyError)):
        read(lie)


def test_the_same_fair_is_known_by_its_name_and_days() -> None:
    assert replace(SAMPLE_FAIR, time_zone="Asia/Jayapura").fair_id == SAMPLE_FAIR.fair_id
    assert Fair("Lain", SAMPLE_FAIR.first_day, SAMPLE_FAIR.last_day).fair_id != SAMPLE_FAIR.fair_id
