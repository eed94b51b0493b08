"""Paying out: no more than is open, by two, and every paper under a number of one row without a gap."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.decision import Payout, Tally, tally_to_body
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.settlement import (
    ORDERS,
    ORGANIZER,
    Account,
    Entry,
    Party,
    PartyKind,
    Settlement,
    Why,
    in_accounts,
)
from batikpos.domain.tender import TenderKind
from batikpos.domain.typed import BadNote
from batikpos.services.decisions import decide, load_decisions
from batikpos.services.desk import Desk
from batikpos.services.desk_copy import back_up_desk, take_desk_over
from batikpos.services.paying import MoreThanOpen, MoreVouchers, load_slip, number_slip, open_at, pay_out
from batikpos.services.people import NeedsApprover
from batikpos.services.settlement import FairSettlement, settle_fair
from batikpos.services.settling import BadMove, DecidedElsewhere, NotTheOnlyDesk, correct_day, sign_day
from batikpos.store.engine import Store
from batikpos.store.journal import load_head
from batikpos.sync.push import push
from tests.settled import AYU, BUDI, FIRST, K9, KLS, PINS, TOM, WATI, WRITE, Settled, at, closing_desk

LAST = FIRST + timedelta(days=2)
EVENING = at(LAST, 23, 59)
TWO: dict[str, Any] = {"by": BUDI, "witness": WATI, "now": EVENING, "write": WRITE}
TO_TOM: dict[str, Any] = {"giver": ORGANIZER, "taker": TOM}
FIVE = Rupiah(5)


def whole(centre: Store) -> FairSettlement:
    """Settle the whole fair."""
    return settle_fair(centre, today=LAST)


def payouts(desk: Desk) -> tuple[Payout, ...]:
    """List what the desk paid out."""
    with desk.store.reading() as tx:
        return load_decisions(tx, desk.fair.fair_id).payouts


def test_no_more_is_paid_than_is_open_and_the_refusal_names_it(organizer: Desk, centre: Store) -> None:
    of = whole(centre)
    open_ = of.settlement.account(TOM).balance
    assert open_ > ZERO
    with pytest.raises(MoreThanOpen) as refused:
        pay_out(organizer, of, **TO_TOM, amount=open_ + Rupiah(1), **TWO)
    assert refused.value.open == open_
    assert str(open_) in str(refused.value)
    assert len(payouts(organizer)) == 4  # nothing was written down
    _, after = pay_out(organizer, of, **TO_TOM, amount=open_, **TWO)
    assert after.settlement.account(TOM).balance == ZERO
    with pytest.raises(MoreThanOpen):
        pay_out(organizer, after, **TO_TOM, amount=Rupiah(1), **TWO)


def test_what_was_paid_and_is_not_at_the_centre_yet_is_not_paid_again(organizer: Desk, centre: Store) -> None:
    """The settlement is the centre's, which knows of the first payout nothing."""
    of = whole(centre)
    open_ = of.settlement.account(TOM).balance
    pay_out(organizer, of, **TO_TOM, amount=open_, **TWO)
    assert whole(centre).settlement.account(TOM).balance == open_
    with pytest.raises(MoreThanOpen):
        pay_out(organizer, whole(centre), **TO_TOM, amount=open_, **TWO)
    assert push(organizer.store, centre).is_equal
    assert whole(centre).settlement.account(TOM).balance == ZERO
    with pytest.raises(MoreThanOpen):
        pay_out(organizer, whole(centre), **TO_TOM, amount=Rupiah(1), **TWO)


@pytest.mark.parametrize(
    ("giver", "taker"), [(TOM, ORGANIZER), (ORGANIZER, K9), (ORGANIZER, KLS), (TOM, KLS), (K9, KLS)]
)
def test_nobody_pays_who_owes_nothing_and_nobody_is_paid_who_is_owed_nothing(
    organizer: Desk, centre: Store, giver: Party, taker: Party
) -> None:
    with pytest.raises(MoreThanOpen) as refused:
        pay_out(organizer, whole(centre), giver=giver, taker=taker, amount=Rupiah(1), **TWO)
    assert refused.value.open == ZERO


def test_a_booth_may_pay_a_producer_at_once_as_far_as_both_go(organizer: Desk, centre: Store) -> None:
    of = whole(centre)
    most = min(-of.settlement.account(K9).balance, of.settlement.account(TOM).balance)
    with pytest.raises(MoreThanOpen):
        pay_out(organizer, of, giver=K9, taker=TOM, amount=most + Rupiah(1), **TWO)
    pay_out(organizer, of, giver=K9, taker=TOM, amount=most, **TWO)


def test_vouchers_are_a_claim_once_they_are_handed_in_and_no_more_than_were_taken(
    organizer: Desk, centre: Store
) -> None:
    """Whoever keyed vouchers that are not there answers for them in money; what is found later counts."""
    handed_in: dict[str, Any] = {"giver": K9, "taker": ORGANIZER, "in_vouchers": True} | TWO
    of = whole(centre)
    before, organizers = of.settlement.account(K9), of.settlement.account(ORGANIZER)
    assert before.vouchers == Rupiah(100_000)
    with pytest.raises(MoreVouchers) as refused:
        pay_out(organizer, of, **handed_in, amount=Rupiah(100_001))
    assert refused.value.open == Rupiah(100_000)
    paid, after = pay_out(organizer, of, **handed_in, amount=Rupiah(100_000))
    account = after.settlement.account(K9)
    assert (account.vouchers, account.balance) == (ZERO, before.balance + paid.amount)
    assert after.settlement.account(ORGANIZER).balance == organizers.balance - paid.amount
    assert total(a.balance for a in after.settlement.accounts) == ZERO
    with pytest.raises(MoreVouchers):  # the centre does not know of it yet
        pay_out(organizer, whole(centre), **handed_in, amount=Rupiah(1))
    slip = load_slip(organizer, paid.paper)
    assert slip.in_vouchers
    assert not replace(slip, amount=Rupiah(9_000_000)).needs_meterai


def test_vouchers_that_went_back_and_were_not_there_are_owed_and_no_claim_to_money() -> None:
    """Sold for a voucher, handed in, and the sale given back: what the buyer got was not in the drawer."""
    worth = Rupiah(395_000)
    voucher, entries = TenderKind.VOUCHER.value, list[Entry]()
    for party, sign in ((K9, 1), (TOM, -1)):
        entries += [
            Entry(
                party, ZERO - worth if sign > 0 else worth, Why.HELD if sign > 0 else Why.SOLD, about=voucher
            ),
            Entry(
                party,
                worth if sign > 0 else ZERO - worth,
                Why.HELD if sign > 0 else Why.RETURNED,
                about=voucher,
            ),
        ]
    entries.append(Entry(K9, worth, Why.VOUCHERS))
    of = in_accounts({party: [e for e in entries if e.party == party] for party in (K9, TOM)})
    assert (of.account(K9).balance, of.account(K9).vouchers) == (worth, ZERO - worth)
    assert of.account(K9).due == ZERO
    assert of.open_between(ORGANIZER, K9) == ZERO
    own = Account(TOM, (Entry(TOM, ZERO - worth, Why.HELD, about=voucher), Entry(TOM, worth, Why.SOLD)))
    paid_out = (Entry(TOM, worth, Why.VOUCHERS), Entry(TOM, ZERO - worth, Why.PAID))
    back = (Entry(TOM, ZERO - worth, Why.RETURNED), Entry(TOM, worth, Why.HELD, about=voucher))
    of = in_accounts({TOM: (*own.entries, *paid_out, *back)})
    assert of.open_between(TOM, ORGANIZER) == worth  # it has the goods, and was paid for them


def test_vouchers_handed_in_by_mistake_go_back(organizer: Desk, centre: Store) -> None:
    of = whole(centre)
    back: dict[str, Any] = {"giver": ORGANIZER, "taker": K9, "in_vouchers": True} | TWO
    with pytest.raises(MoreVouchers) as refused:
        pay_out(organizer, of, **back, amount=Rupiah(200_001))
    assert refused.value.open == Rupiah(200_000)  # so many it handed in
    _, after = pay_out(organizer, of, **back, amount=Rupiah(200_000))
    assert after.settlement.account(K9).vouchers == Rupiah(300_000)
    assert after.settlement.account(K9).balance == of.settlement.account(K9).balance - Rupiah(200_000)


@pytest.mark.parametrize(("giver", "taker"), [(KLS, ORGANIZER), (ORGANIZER, TOM), (K9, TOM)])
def test_who_took_no_vouchers_has_none_and_only_the_organizer_takes_them(
    organizer: Desk, centre: Store, giver: Party, taker: Party
) -> None:
    with pytest.raises(MoreVouchers):
        pay_out(organizer, whole(centre), giver=giver, taker=taker, amount=Rupiah(1), in_vouchers=True, **TWO)


balances = st.integers(-1_000, 1_000).map(Rupiah)


@given(balances, balances)
def test_what_is_open_settles_and_turns_no_account(one: Rupiah, other: Rupiah) -> None:
    of = Settlement(
        tuple(Account(party, (Entry(party, sum_, Why.SOLD),)) for party, sum_ in ((KLS, one), (TOM, other)))
    )
    open_ = of.open_between(KLS, TOM)
    assert open_ == max(ZERO, min(-one, other))
    assert of.open_between(KLS, ORGANIZER) == max(ZERO, -one)
    assert of.open_between(ORGANIZER, KLS) == max(ZERO, one)


@pytest.mark.parametrize(("by", "witness"), [(BUDI, BUDI), (BUDI, AYU), (AYU, BUDI), (BUDI, "")])
def test_two_different_supervisors_pay_out(organizer: Desk, centre: Store, by: str, witness: str) -> None:
    with pytest.raises(NeedsApprover):
        pay_out(organizer, whole(centre), **TO_TOM, amount=FIVE, **(TWO | {"by": by, "witness": witness}))
    pay_out(organizer, whole(centre), **TO_TOM, amount=FIVE, **TWO)
    assert (payouts(organizer)[-1].by, payouts(organizer)[-1].witness) == (BUDI, WATI)


@pytest.mark.parametrize(
    ("also", "refusal"),
    [({"amount": ZERO}, BadMove), ({"taker": ORDERS}, BadMove), ({"note": "\x07"}, BadNote)],
)
def test_a_payout_that_is_none_is_refused(
    organizer: Desk, centre: Store, also: dict[str, Any], refusal: type[PosError]
) -> None:
    with pytest.raises(refusal):
        pay_out(organizer, whole(centre), **({"amount": FIVE} | TO_TOM | TWO | also))


def test_payouts_and_slips_are_numbered_in_one_row_without_a_gap(organizer: Desk, centre: Store) -> None:
    of = whole(centre)

    def pay(now: Any = EVENING) -> str:
        return pay_out(organizer, of, **TO_TOM, amount=FIVE, **(TWO | {"now": now}))[0].paper

    def slip(party: Party) -> tuple[str, bool]:
        known, account = open_at(organizer, of, party)
        numbered, is_copy = number_slip(organizer, known, account, now=EVENING)
        return numbered.paper, is_copy

    assert pay() == "PANITIA-20261213-S0005"  # four are there already
    assert slip(TOM) == ("PANITIA-20261213-S0006", False)
    assert slip(K9) == ("PANITIA-20261213-S0007", False)
    assert slip(TOM) == ("PANITIA-20261213-S0006", True)  # the same again
    assert pay() == "PANITIA-20261213-S0008"
    assert slip(TOM) == ("PANITIA-20261213-S0009", False)  # it says something else now
    with pytest.raises(MoreThanOpen):
        pay_out(organizer, of, **TO_TOM, amount=Rupiah(9_999_999), **TWO)  # what is refused uses none
    assert pay() == "PANITIA-20261213-S0010"
    assert pay(EVENING + timedelta(days=1)) == "PANITIA-20261214-S0001"


def test_a_desk_that_went_on_from_a_copy_uses_no_number_again(own_settled: Settled, centre: Store) -> None:
    with closing(sqlite3.connect(own_settled.organizer / "store.db")) as raw:
        raw.execute("UPDATE own_journal SET lineage = 1")
        raw.commit()
    with closing_desk(own_settled.organizer) as desk:
        payout, _ = pay_out(desk, whole(centre), **TO_TOM, amount=Rupiah(1), **TWO)
    assert payout.paper == "PANITIA-20261213-S10005"


def test_a_payout_settles_what_is_open(organizer: Desk, centre: Store) -> None:
    party = Party(PartyKind.PRODUCER, "WDJ")
    before = whole(centre)
    open_ = before.settlement.account(party).balance
    _, left = pay_out(organizer, before, giver=ORGANIZER, taker=party, amount=open_, **TWO)
    assert push(organizer.store, centre).is_equal
    after = whole(centre)
    assert after.settlement.account(party).balance == ZERO
    assert {a.party: a.balance for a in after.settlement.accounts} == {
        a.party: a.balance for a in left.settlement.accounts
    }


def test_a_copy_of_the_desk_pays_nothing_once_the_centre_knows_the_other_one(
    own_settled: Settled, centre: Store, tmp_path: Path
) -> None:
    copied = Path(shutil.copytree(own_settled.organizer, tmp_path / "copy"))
    with closing_desk(own_settled.organizer) as one, closing_desk(copied) as other:
        pay_out(one, whole(centre), **TO_TOM, amount=Rupiah(1_000), **TWO)
        assert push(one.store, centre).is_equal
        before = len(payouts(other))
        for _ in range(2):
            with pytest.raises(DecidedElsewhere) as refused:
                pay_out(other, whole(centre), **TO_TOM, amount=Rupiah(2_000), **TWO)
        of, account = open_at(other, whole(centre), TOM)
        with pytest.raises(DecidedElsewhere):
            number_slip(other, of, account, now=EVENING)
        assert "13/12/2026 23.59" in refused.value.message("en")
        assert len(payouts(other)) == before
        pay_out(one, whole(centre), **TO_TOM, amount=Rupiah(2_000), **TWO)


def test_a_copy_of_the_desk_does_nothing_once_the_centre_has_anything_of_the_other_one(
    own_settled: Settled, centre: Store, tmp_path: Path
) -> None:
    copied = Path(shutil.copytree(own_settled.organizer, tmp_path / "copy"))
    tally = tally_to_body(Tally(LAST, EVENING, BUDI, 4_200))
    with closing_desk(own_settled.organizer) as one, closing_desk(copied) as other:
        decide(one, FactKind.TALLY, tally, now=EVENING)
        assert push(one.store, centre).is_equal
        check_refused(other, centre)
        pay_out(one, whole(centre), **TO_TOM, amount=Rupiah(2_000), **TWO)
        sign_day(one, centre, LAST, by=BUDI, witness=WATI, now=EVENING)


def test_the_desk_before_does_nothing_once_another_one_went_on_from_it(
    own_settled: Settled, centre: Store, tmp_path: Path
) -> None:
    copy, words = tmp_path / "meja.batikdesk", "kopi tubruk pasar klewer"
    with closing_desk(own_settled.organizer) as before:
        back_up_desk(before, copy, words)
        take_desk_over(tmp_path / "spare", copy, words, centre, now=EVENING)
        with closing_desk(tmp_path / "spare") as spare:
            assert push(spare.store, centre).is_equal
            check_refused(before, centre)
            pay_out(spare, whole(centre), **TO_TOM, amount=Rupiah(2_000), **TWO)


def check_refused(desk: Desk, centre: Store) -> None:
    """Check that a desk which is not the only one neither pays, corrects, numbers a slip nor signs."""
    with desk.store.reading() as tx:
        mark = load_head(tx).mark
    of, account = open_at(desk, whole(centre), TOM)
    who: dict[str, Any] = {"by": BUDI, "witness": WATI, "now": EVENING}
    move: dict[str, Any] = {"giver": KLS, "taker": TOM, "amount": Rupiah(1), "reason": "salah kode"}
    acts = (
        lambda: pay_out(desk, of, **TO_TOM, amount=Rupiah(2_000), **TWO),
        lambda: number_slip(desk, of, account, now=EVENING),
        lambda: correct_day(desk, settle_fair(centre, today=FIRST, day=FIRST), **move, **who),
        lambda: sign_day(desk, centre, LAST, **who),
    )
    for act in acts:
        with pytest.raises(NotTheOnlyDesk):
            act()
    with desk.store.reading() as tx:
        assert load_head(tx).mark == mark


PAYING = """
import sys
from datetime import UTC, datetime
from batikpos.commands.context import Context
Context.now = lambda _self: datetime(2026, 12, 13, 16, 59, tzinfo=UTC)
from batikpos.cli import main
print("begun", flush=True)
sys.stdin.readline()
sys.exit(main())
"""


def test_two_processes_at_one_desk_pay_no_more_than_is_open(own_settled: Settled, centre: Store) -> None:
    open_ = whole(centre).settlement.account(TOM).balance
    words = ("payout", "--from", "organizer", "--to", "TOM", "--amount", str(open_.amount), "--lang", "en")
    at_centre = ("--cashier", BUDI, "--approver", WATI, "--central", str(own_settled.centre))
    pins = {"BATIKPOS_PIN": PINS[BUDI], "BATIKPOS_APPROVER_PIN": PINS[WATI]}
    with ExitStack() as stack:
        both = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", PAYING, "--home", str(own_settled.organizer), *words, *at_centre],
                    env=os.environ | pins,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(2)
        ]
        for one in both:
            assert one.stdout is not None
            one.stdout.readline()
        for one in both:
            assert one.stdin is not None
            one.stdin.write("\n")
            one.stdin.flush()
        said = [one.communicate(timeout=120)[1] for one in both]
    assert sorted(one.returncode for one in both) == [0, 1], said
    assert "open" in "".join(said)
    with closing_desk(own_settled.organizer) as desk:
        assert push(desk.store, centre).is_equal
        assert len(payouts(desk)) == 5
    assert whole(centre).settlement.account(TOM).balance == ZERO
