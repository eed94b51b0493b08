"""A day is signed off once and by two; what comes later is named, and set right by corrections of two."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from batikpos.domain.decisions import Decisions
from batikpos.domain.errors import PosError
from batikpos.domain.money import LARGEST, ZERO, Rupiah, total
from batikpos.domain.settlement import ORGANIZER, Account
from batikpos.domain.signing import Came
from batikpos.domain.typed import BadNote, NoReason
from batikpos.i18n import translator
from batikpos.reports.signing import signing_lines, signing_shape
from batikpos.services.decisions import load_decisions
from batikpos.services.desk import Desk
from batikpos.services.organizer import NotTheDesk
from batikpos.services.paying import number_slip, pay_out
from batikpos.services.people import NeedsApprover
from batikpos.services.reconcile import NoFair, reconcile_day
from batikpos.services.settlement import FairSettlement, settle_fair
from batikpos.services.settling import (
    AlreadySigned,
    BadMove,
    CameMeanwhile,
    MoreThanMoved,
    NotAllProven,
    NothingToSign,
    NotSignedYet,
    correct_day,
    sign_day,
)
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.settled import AYU, BUDI, FIRST, KLS, OWN, TOM, WATI, WRITE, Settled, at, closing_desk
from tests.shop import FLOAT, KEYRING, RINI, SARI, line, sell

LAST = FIRST + timedelta(days=2)
"""Not signed yet; the two days before are."""
EVENING = at(LAST, 23, 59)
TWO: dict[str, Any] = {"by": BUDI, "witness": WATI, "now": EVENING}
MOVE: dict[str, Any] = {"giver": TOM, "taker": KLS, "amount": Rupiah(10_000)}


def decisions(desk: Desk) -> Decisions:
    """Read what the desk decided."""
    with desk.store.reading() as tx:
        return load_decisions(tx, desk.fair.fair_id)


def of_day(centre: Store, day: date = FIRST) -> FairSettlement:
    """Settle one day."""
    return settle_fair(centre, today=day, day=day)


def sell_late(settled: Settled, day: date, centre: Store) -> Rupiah:
    """Sell something on a day that was closed, and send it; say what it brought."""
    with closing_desk(settled.booth(OWN)) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=at(day, 23, 55))
        done = sell(desk, line(KEYRING, 2), now=at(day, 23, 56))
        close_till(desk, {100_000: 5, 20_000: 1}, cashier=RINI, approver=SARI, now=at(day, 23, 57))
        assert push(desk.store, centre).is_equal
        return done.kept.sale.total


def test_a_sign_off_holds_how_far_each_journal_went_and_shows_both_names(
    organizer: Desk, centre: Store
) -> None:
    done = sign_day(organizer, centre, LAST, **TWO)
    of = reconcile_day(centre, LAST)
    assert {(j.journal_id, j.mark, j.head) for j in done.journals} == {
        (j.journal_id, j.mark, j.head) for j in of.journals
    }
    assert {j.state for j in done.journals} == {"proven"}
    assert all(j.mark > 0 and len(j.head) == 64 for j in done.journals)
    assert done.total == of.reconciliation.total
    assert of.signing.sign_off is None  # the desk has not sent it yet
    assert push(organizer.store, centre).is_equal
    signing = reconcile_day(centre, LAST).signing
    assert (signing.sign_off, signing.came, signing.amount) == (done, (), ZERO)
    assert (done.by, done.witness) == (BUDI, WATI)
    assert verify(centre).is_ok


def test_what_was_not_seen_is_not_signed(own_settled: Settled, organizer: Desk, centre: Store) -> None:
    """A till that comes in between the look and the second PIN is looked at first."""
    seen = reconcile_day(centre, LAST).reconciliation
    sell_late(own_settled, LAST, centre)
    with pytest.raises(CameMeanwhile) as refused:
        sign_day(organizer, centre, LAST, seen=seen, **TWO)
    now = reconcile_day(centre, LAST).reconciliation
    assert (refused.value.proven, refused.value.reported) == (now.proven, now.reported)
    assert seen.proven != now.proven
    assert LAST not in decisions(organizer).signed
    assert sign_day(organizer, centre, LAST, seen=now, **TWO).total == now.proven


def test_a_day_is_signed_once_also_where_the_centre_does_not_know_yet(organizer: Desk, centre: Store) -> None:
    with pytest.raises(AlreadySigned):
        sign_day(organizer, centre, FIRST, **TWO)
    sign_day(organizer, centre, LAST, **TWO)
    with pytest.raises(AlreadySigned):
        sign_day(organizer, centre, LAST, **TWO)
    assert sorted(decisions(organizer).signed) == [FIRST, FIRST + timedelta(days=1), LAST]


@pytest.mark.parametrize(("by", "witness"), [(BUDI, BUDI), (BUDI, AYU), (AYU, BUDI), (BUDI, SARI)])
def test_two_different_supervisors_of_the_desk_sign_and_correct(
    organizer: Desk, centre: Store, by: str, witness: str
) -> None:
    who: dict[str, Any] = TWO | {"by": by, "witness": witness}
    with pytest.raises(NeedsApprover):
        sign_day(organizer, centre, LAST, **who)
    with pytest.raises(NeedsApprover):
        correct_day(organizer, of_day(centre), reason="x", **MOVE, **who)


def test_no_booth_signs_corrects_or_pays(own_settled: Settled, centre: Store) -> None:
    with closing_desk(own_settled.booth(OWN)) as booth:
        for act in (
            lambda: sign_day(booth, centre, LAST, **TWO),
            lambda: correct_day(booth, of_day(centre), reason="x", **MOVE, **TWO),
            lambda: pay_out(booth, settle_fair(centre, today=LAST), write=WRITE, **MOVE, **TWO),
            lambda: number_slip(booth, of_day(centre), Account(TOM, ()), now=EVENING),
        ):
            with pytest.raises(NotTheDesk):
                act()


def test_what_is_not_proven_is_signed_only_with_a_note(
    own_settled: Settled, organizer: Desk, centre: Store
) -> None:
    with closing_desk(own_settled.booth(OWN)) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=at(LAST, 23, 55))
        assert push(desk.store, centre).is_equal
    with pytest.raises(NotAllProven, match=OWN):
        sign_day(organizer, centre, LAST, **TWO)
    with pytest.raises(NotAllProven):
        sign_day(organizer, centre, LAST, note="  ", **TWO)
    done = sign_day(organizer, centre, LAST, note="Laptop A03 rusak, dihitung tangan", **TWO)
    assert {j.booth: j.state for j in done.journals}[OWN] == "reported"
    assert [one.booth for one in done.not_proven] == [OWN]
    of = reconcile_day(centre, LAST).reconciliation
    told = next(row.figures.total for row in of.devices if row.booth.code == OWN and row.figures)
    assert (done.total, done.reported) == (of.total - told, told)  # what is not proven is in no sum that is
    assert told > ZERO
    assert push(organizer.store, centre).is_equal
    signing = reconcile_day(centre, LAST).signing
    assert signing.amount == ZERO
    assert f"Belum terbukti saat disahkan, di luar jumlahnya: {OWN} dilaporkan" in " ".join(
        signing_lines(signing, translator("id"))
    )
    assert signing_shape(signing)["signed"]["not_proven"] == [{"booth": OWN, "state": "reported"}]
    with closing_desk(own_settled.booth(OWN)) as desk:
        close_till(desk, {100_000: 5}, cashier=RINI, approver=SARI, now=at(LAST, 23, 58))
        assert push(desk.store, centre).is_equal
    assert reconcile_day(centre, LAST).signing.amount == told  # now it is proven, and named as what came
    assert decisions(organizer).signed[LAST].note == "Laptop A03 rusak, dihitung tangan"


def test_a_day_of_which_nothing_came_is_not_signed(organizer: Desk, centre: Store, tmp_path: Path) -> None:
    with pytest.raises(NothingToSign):
        sign_day(organizer, centre, LAST + timedelta(days=1), note="libur", **TWO)
    with closing(open_centre(str(tmp_path / "empty.db"), create=True)) as empty, pytest.raises(NoFair):
        sign_day(organizer, empty, LAST, **TWO)
    assert LAST not in decisions(organizer).signed


def test_what_comes_after_the_sign_off_is_named_with_its_facts_and_its_money(
    own_settled: Settled, centre: Store
) -> None:
    day = FIRST + timedelta(days=1)
    assert reconcile_day(centre, day).signing.came == ()  # the third day followed in the same journals
    sell_late(own_settled, LAST, centre)
    assert reconcile_day(centre, day).signing.came == ()
    sold = sell_late(own_settled, day, centre)
    signing = reconcile_day(centre, day).signing
    assert signing.came == (Came(OWN, 3, "proven", "proven"),)  # opened, sold, closed
    assert (signing.facts, signing.amount) == (3, sold)


def test_a_booth_that_was_missing_when_its_day_was_signed_is_named_when_it_comes(
    own_settled: Settled, organizer: Desk, tmp_path: Path
) -> None:
    with closing(open_centre(str(tmp_path / "other.db"), create=True)) as other:
        for code in ("K9", "A01"):
            with closing_desk(own_settled.booth(code)) as desk:
                assert push(desk.store, other).is_equal
        done = sign_day(organizer, other, LAST, note="A03 belum kirim", **TWO)
        silent = next(j for j in done.journals if j.booth == OWN)
        assert (silent.journal_id, silent.mark, silent.head, silent.state) == ("", 0, "", "missing")
        assert push(organizer.store, other).is_equal
        with closing_desk(own_settled.booth(OWN)) as desk:
            assert push(desk.store, other).is_equal
        signing = reconcile_day(other, LAST).signing
        (came,) = signing.came
        assert (came.booth, came.was, came.state, came.is_other) == (OWN, "missing", "proven", False)
        assert came.facts > 10
        of_booth = total(s.total for s in _sales_of(other, OWN))
        assert signing.amount == of_booth


def _sales_of(centre: Store, code: str) -> list[Any]:
    of = reconcile_day(centre, LAST)
    return [s for j in of.journals if j.booth.code == code for t in j.tills for s in t.sales]


def test_another_history_in_the_place_of_what_was_signed_is_named(own_settled: Settled) -> None:
    with closing(sqlite3.connect(own_settled.centre)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        mark, journal_id = raw.execute("SELECT mark, journal_id FROM journal WHERE booth = 'K9'").fetchone()
        (signed,) = raw.execute(
            "SELECT payload FROM fact WHERE kind = 'signed' AND payload LIKE '%\"day\":\"2026-12-12\"%'"
        ).fetchone()
        assert mark
        at_ = int(signed.split(journal_id)[1].split('"mark":')[1].split(",")[0].rstrip("}"))
        raw.execute("UPDATE fact SET hash = zeroblob(32) WHERE journal_id = ? AND seq = ?", (journal_id, at_))
        raw.commit()
    with own_settled.opened() as centre:
        came = reconcile_day(centre, FIRST + timedelta(days=1)).signing.came
    assert came == (Came("K9", 0, "proven", "reported", is_other=True),)


def test_a_correction_shows_on_both_days_and_moves_money_on_the_day_it_is_made(
    organizer: Desk, centre: Store
) -> None:
    before = {a.party: a.balance for a in settle_fair(centre, today=LAST).settlement.accounts}
    done = correct_day(organizer, of_day(centre), reason="Nota tertukar", paper="BA-7", **(MOVE | TWO))
    assert push(organizer.store, centre).is_equal
    for day, is_shown in ((FIRST, True), (FIRST + timedelta(days=1), False), (LAST, True)):
        assert (done in reconcile_day(centre, day).signing.corrections) is is_shown
    after = {a.party: a.balance for a in settle_fair(centre, today=LAST).settlement.accounts}
    changed = {party: after[party] - before[party] for party in before if after[party] != before[party]}
    assert changed == {TOM: Rupiah(-10_000), KLS: Rupiah(10_000)}, "it is put to whom it belongs"
    made_on = of_day(centre, LAST)
    assert any(e.paper == "BA-7" for a in made_on.settlement.accounts for e in a.entries)


@pytest.mark.parametrize(
    ("also", "refusal"),
    [
        ({"amount": ZERO}, BadMove),
        ({"amount": Rupiah(-5)}, BadMove),
        ({"amount": Rupiah(LARGEST + 1)}, BadMove),
        ({"taker": TOM}, BadMove),
        ({"reason": " "}, NoReason),
        ({"paper": "BA\u202e7"}, BadNote),
    ],
)
def test_a_correction_that_is_none_is_refused(
    organizer: Desk, centre: Store, also: dict[str, Any], refusal: type[PosError]
) -> None:
    before = decisions(organizer)
    with pytest.raises(refusal):
        correct_day(organizer, of_day(centre), **(MOVE | TWO | {"reason": "Nota tertukar"} | also))
    assert decisions(organizer) == before


def test_a_day_that_nobody_signed_is_not_corrected(organizer: Desk, centre: Store) -> None:
    with pytest.raises(NotSignedYet):
        correct_day(organizer, of_day(centre, LAST), reason="x", **MOVE, **TWO)
    sign_day(organizer, centre, LAST, **TWO)  # not sent yet, and the desk knows it
    correct_day(organizer, of_day(centre, LAST), reason="x", **MOVE, **TWO)


def test_no_correction_is_of_more_than_went_through_either_account_that_day(
    organizer: Desk, centre: Store
) -> None:
    """All of a day between two count together, and one the other way gives room again."""
    of = of_day(centre)
    turned = max(of.settlement.account(party).turned for party in (KLS, TOM))
    made: dict[str, Any] = {"reason": "Salah kode", **TWO}
    left = turned - Rupiah(45_000)  # so much was set right of this day before
    with pytest.raises(MoreThanMoved) as refused:
        correct_day(organizer, of, giver=KLS, taker=TOM, amount=left + Rupiah(1), **made)
    assert refused.value.left == left
    assert (
        "vouchers handed in by mistake go back by “Money changed hands…”, or “batikpos payout"
        in refused.value.message("en")
    )
    correct_day(organizer, of, giver=KLS, taker=TOM, amount=left, **made)  # not sent, and counted
    with pytest.raises(MoreThanMoved):
        correct_day(organizer, of, giver=KLS, taker=TOM, amount=Rupiah(1), **made)
    correct_day(organizer, of, giver=TOM, taker=KLS, amount=Rupiah(1_000), **made)
    correct_day(organizer, of, giver=KLS, taker=TOM, amount=Rupiah(1_000), **made)
    assert len(decisions(organizer).corrections) == 2 + 3


def test_what_goes_through_the_organizers_account_lets_nobody_correct_more(
    organizer: Desk, centre: Store
) -> None:
    of = of_day(centre)
    most = of.settlement.account(KLS).turned
    assert most < of.settlement.account(ORGANIZER).turned
    for giver, taker in ((KLS, ORGANIZER), (ORGANIZER, KLS)):
        with pytest.raises(MoreThanMoved):
            correct_day(
                organizer, of, giver=giver, taker=taker, amount=most + Rupiah(1), reason="Salah kode", **TWO
            )
