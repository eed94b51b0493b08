"""A desk that is not the organizer's decides nothing, whoever opens its journal and whatever key it names."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from batikpos.domain.decision import Payout, payout_to_body
from batikpos.domain.decisions import Decisions
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import DESK
from batikpos.domain.fairplan import BoothPlan, FairPlan
from batikpos.domain.money import Rupiah
from batikpos.domain.settlement import ORGANIZER
from batikpos.i18n import translator
from batikpos.reports.parties import left_out
from batikpos.services.decisions import load_decisions
from batikpos.services.desks import keys_known_at
from batikpos.services.fair_file import own_fingerprint
from batikpos.services.organizer import make_fair
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.settlement import FairSettlement, settle_fair
from batikpos.services.verify import verify
from batikpos.settings import Settings
from batikpos.signing import fingerprint
from batikpos.store.decisions import list_desks
from batikpos.store.engine import Store
from batikpos.store.journal import append, load_head
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.commands.terminal import Terminal
from tests.settled import BUDI, FIRST, TOM, WATI, Settled, at, closing_desk, desk_people
from tests.shop import NOON, catalogue
from tests.sync.booths import new_booth

FAIR_ID = SAMPLE_FAIR.fair_id
LAST = FIRST + timedelta(days=2)
MUCH = Rupiah(7_000_000)
PAYOUT = Payout(at(FIRST, 9), BUDI, WATI, ORGANIZER, TOM, MUCH, "PANITIA-20261211-S0009")


def strange_desk(home: Path) -> Path:
    """Make another desk of the same fair, as anybody can, and pay much out there."""
    plan = FairPlan(booths=(BoothPlan("X1", qris="organizer"),))
    now = NOON - timedelta(days=90)
    make_fair(home, SAMPLE_FAIR, plan, catalogue(), desk_people(), Settings(), now=now)
    with closing_desk(home) as desk, desk.writing() as tx:
        append(tx, FactKind.PAYOUT, at(FIRST, 9), payout_to_body(PAYOUT))
    return home


def send(home: Path, centre: Store) -> None:
    """Send what a home holds."""
    with closing_desk(home) as desk:
        assert push(desk.store, centre).is_equal


def settled(centre: Store) -> FairSettlement:
    """Settle the fair on its last day."""
    return settle_fair(centre, today=LAST)


def decided(centre: Store) -> Decisions:
    """Read what holds."""
    with centre.reading() as tx:
        return load_decisions(tx, FAIR_ID)


def named(of: FairSettlement) -> str:
    """Say what is named beside a settlement."""
    return "\n".join(left_out(of, translator("id")))


@pytest.fixture
def centre(own_settled: Settled) -> Iterator[Store]:
    """Open the centre of a whole fair, with its own desk."""
    with own_settled.opened() as store:
        yield store


def test_what_another_desk_decides_counts_nowhere_and_is_named(centre: Store, tmp_path: Path) -> None:
    before, was = settled(centre), decided(centre)
    assert before.strange_desks == ()
    strange = strange_desk(tmp_path / "strange")
    send(strange, centre)
    after = settled(centre)
    assert (after.settlement, after.is_desk_proven, decided(centre)) == (before.settlement, True, was)
    with closing_desk(strange) as desk:
        shown = own_fingerprint(desk)
    assert after.strange_desks == (shown,)
    assert f"keputusan meja panitia lain ({shown})" in named(after)
    assert {(f.device, f.seq, f.code) for f in verify(centre).faults} == {(DESK, 1, "desk")}


def test_who_knows_the_desk_is_not_fooled_by_another_that_came_first(
    own_settled: Settled, tmp_path: Path
) -> None:
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        strange = strange_desk(tmp_path / "strange")
        send(strange, centre)
        send(own_settled.organizer, centre)
        assert MUCH in {p.amount for p in decided(centre).payouts}  # who knows no key goes by the first
        centre.know_desks(keys_known_at(own_settled.organizer))
        with closing_desk(own_settled.organizer) as desk, desk.store.reading() as tx:
            assert decided(centre) == load_decisions(tx, FAIR_ID)
        with closing_desk(strange) as desk:
            assert settled(centre).strange_desks == (own_fingerprint(desk),)


def test_a_desks_key_is_of_no_use_to_who_only_names_it(
    own_settled: Settled, centre: Store, tmp_path: Path
) -> None:
    before, was = settled(centre), decided(centre)
    (key,) = keys_known_at(own_settled.organizer)
    with closing(new_booth(tmp_path / "forged.db", DESK, fair=SAMPLE_FAIR, key=key)) as forged:
        with forged.writing() as tx:
            append(tx, FactKind.PAYOUT, at(FIRST, 9), payout_to_body(PAYOUT))
        push(forged, centre)
        with forged.reading() as tx:
            journal_id = load_head(tx).journal_id
    for known in (frozenset[str](), frozenset({key})):
        centre.know_desks(known)
        after = settled(centre)
        assert (after.settlement, after.is_desk_proven, decided(centre)) == (before.settlement, True, was)
        assert after.strange_desks == (journal_id[:8],)
    assert (DESK, "desk") in {(f.device, f.code) for f in verify(centre).faults}


def test_what_is_written_into_the_desks_own_journal_without_its_key_does_not_count(centre: Store) -> None:
    before, was = settled(centre), decided(centre)
    assert before.is_desk_proven
    with centre.writing() as tx:
        (desk,) = list_desks(tx, FAIR_ID)
        tx.exec_driver_sql("INSERT INTO own_journal VALUES (?, ?, 0)", (FAIR_ID, desk.journal_id))
        append(tx, FactKind.PAYOUT, at(LAST, 23, 59), payout_to_body(PAYOUT))
        tx.exec_driver_sql("DELETE FROM own_journal")
    after = settled(centre)
    assert (after.settlement, after.is_desk_proven, decided(centre)) == (before.settlement, False, was)
    assert [(f.device, f.seq, f.code) for f in verify(centre).faults] == [(DESK, desk.mark + 1, "stamp")]


def test_a_home_knows_its_own_desk_and_a_booth_that_of_its_fair_file(
    own_settled: Settled, tmp_path: Path
) -> None:
    assert keys_known_at(tmp_path) == frozenset()
    assert keys_known_at(own_settled.booth("A03")) == frozenset()  # set up by hand
    (key,) = keys_known_at(own_settled.organizer)
    with closing_desk(own_settled.organizer) as desk:
        assert fingerprint(key) == own_fingerprint(desk)


def test_whoever_looks_at_a_centre_is_told_of_another_desk(
    own_settled: Settled, centre: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Terminal(tmp_path / "reader", monkeypatch)
    words = ("settlement", "--central", str(own_settled.centre))
    assert shell.run(*words).err == ""
    strange = strange_desk(tmp_path / "strange")
    send(strange, centre)
    with closing_desk(strange) as desk:
        shown = own_fingerprint(desk)
    answered = shell.run(*words)
    assert (answered.status, f"Meja panitia lain ({shown})" in answered.err) == (0, True)
