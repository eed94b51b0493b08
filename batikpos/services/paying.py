"""Paying out at the organizer's desk: no more than is open, by two, each paper under a number of one row.

What is open is what the centre proves, with what this desk decided and the centre does not know yet. Payouts
and slips that are printed without one take their numbers of the same row, which has no gap.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import ClassVar

from batikpos.domain.decision import (
    Payout,
    Slip,
    party_to_text,
    payout_to_body,
    slip_to_body,
)
from batikpos.domain.decisions import Decisions, read_decisions
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import day_in_number
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.settlement import ORGANIZER, Account, Party, with_moved
from batikpos.domain.typed import read_note
from batikpos.i18n import N_
from batikpos.paper.setoran import Setoran, parts_of, setoran_from_body, setoran_to_body
from batikpos.services.decisions import load_decisions
from batikpos.services.desk import Desk
from batikpos.services.organizer import check_desk
from batikpos.services.settlement import FairSettlement
from batikpos.services.settling import check_move, check_only_desk, check_two
from batikpos.store.decisions import list_desk_facts
from batikpos.store.engine import Transaction
from batikpos.store.journal import append, find_lineage, own_mark
from batikpos.store.sales import NUMBERS_OF_A_LINEAGE


class MoreThanOpen(PosError):
    """More than one party owes, or than the other is owed."""

    code: ClassVar[str] = "more_than_open"
    text: ClassVar[str] = N_(
        "{amount} is more than is open from {giver} to {taker}: {open}. Nothing was written down. Pay no more"
        " than that; what is not proven yet is open once its booth has sent it."
    )
    amount: Rupiah
    giver: str
    taker: str
    open: Rupiah


class MoreVouchers(PosError):
    """More in vouchers than a party took and still has, or than it is to get back of those it handed in."""

    code: ClassVar[str] = "more_vouchers"
    text: ClassVar[str] = N_(
        "{amount} is more than can change hands in vouchers from {giver} to {taker}: {open}. Nothing was"
        " written down. They are handed in to the organizer as far as they were taken, and given back as far"
        " as they were handed in. Count them; what is missing is paid in as money."
    )
    amount: Rupiah
    giver: str
    taker: str
    open: Rupiah


class NoSuchSlip(PosError):
    """A number under which no payout's slip is kept."""

    code: ClassVar[str] = "no_such_slip"
    text: ClassVar[str] = N_(
        "This desk keeps no slip of a payout with the number {number}. Check the number, or look on the desk"
        " that paid it out."
    )
    number: str


def with_own(of: FairSettlement, own: Decisions) -> FairSettlement:
    """Add to what the centre has what this desk decided and the centre does not know yet."""
    unknown = (
        *(one.moved for one in own.corrections if one not in of.decisions.corrections),
        *(one.moved for one in own.payouts if one not in of.decisions.payouts),
    )
    moved = tuple(move for move in unknown if of.day in {None, move.day})
    return replace(of, settlement=with_moved(of.settlement, moved), moved=(*of.moved, *moved))


def pay_out(
    desk: Desk,
    of: FairSettlement,
    *,
    giver: Party,
    taker: Party,
    amount: Rupiah,
    by: str,
    witness: str,
    now: datetime,
    write: Callable[[FairSettlement, Payout], Setoran],
    note: str = "",
    in_vouchers: bool = False,
) -> tuple[Payout, FairSettlement]:
    """Write down that money changed hands, and return it with the settlement of the fair that it leaves.

    With `in_vouchers` it were the fair's vouchers, which whoever took them hands in to the organizer, or gets
    back.
    `of` is the whole fair as the centre has it just now. What `write` says on the slip is kept with the
    payout, so that a copy says the same.
    Raises: NotTheDesk, NeedsApprover, BadMove, MoreThanOpen, MoreVouchers, BadNote,
    DecidedElsewhere, NotTheOnlyDesk, StoreUnavailable.
    """
    check_two(desk, by, witness)
    check_move(giver, taker, amount)
    said, at = read_note(note), desk.fair.local(now)
    with desk.writing() as tx:
        known = load_decisions(tx, desk.fair.fair_id)
        check_only_desk(tx, of, known)
        before = with_own(of, known)
        if in_vouchers:
            _check_vouchers(before, giver, taker, amount)
        elif amount > (open_ := before.settlement.open_between(giver, taker)):
            raise MoreThanOpen(amount, party_to_text(giver), party_to_text(taker), open_)
        number = _next_number(tx, desk, at.date())
        payout = Payout(at, by, witness, giver, taker, amount, number, said, in_vouchers)
        after = with_own(of, replace(known, payouts=(*known.payouts, payout)))
        slip = setoran_to_body(write(after, payout))
        append(tx, FactKind.PAYOUT, at, payout_to_body(payout) | {"slip": slip})
    return payout, after


def _check_vouchers(of: FairSettlement, giver: Party, taker: Party, amount: Rupiah) -> None:
    open_ = ZERO
    if taker == ORGANIZER:
        open_ = of.settlement.account(giver).vouchers
    elif giver == ORGANIZER:
        open_ = of.settlement.account(taker).handed_in
    if amount > open_:
        raise MoreVouchers(amount, party_to_text(giver), party_to_text(taker), max(ZERO, open_))


def load_slip(desk: Desk, number: str) -> Setoran:
    """Load what a payout's slip said; whoever gives it out again marks it as a copy.

    Raises: NotTheDesk, NoSuchSlip, StoreUnavailable.
    """
    check_desk(desk)
    with desk.store.reading() as tx:
        for fact in list_desk_facts(tx, desk.fair.fair_id, (FactKind.PAYOUT,)):
            try:
                if fact.body["paper"] == number:
                    return setoran_from_body(fact.body["slip"])
            except (ValueError, KeyError, TypeError):
                continue  # written before slips were kept, or nonsense: it has none to copy
    raise NoSuchSlip(number)


def open_at(desk: Desk, of: FairSettlement, party: Party) -> tuple[FairSettlement, Account]:
    """Take a party's account with all that this desk knows. Raises: StoreUnavailable."""
    with desk.store.reading() as tx:
        known = with_own(of, load_decisions(tx, desk.fair.fair_id))
    return known, known.settlement.account(party)


def number_slip(desk: Desk, of: FairSettlement, account: Account, *, now: datetime) -> tuple[Slip, bool]:
    """Give a slip that is to be printed its number, and say whether it is a copy of one that has it already.

    Raises: NotTheDesk, DecidedElsewhere, NotTheOnlyDesk, StoreUnavailable.
    """
    check_desk(desk)
    at, digest = desk.fair.local(now), _digest(of, account)
    with desk.writing() as tx:
        known = load_decisions(tx, desk.fair.fair_id)
        check_only_desk(tx, of, known)
        same = [slip for slip in known.slips if (slip.party, slip.digest) == (account.party, digest)]
        if same:
            return same[-1], True
        slip = Slip(at, account.party, account.balance, digest, _next_number(tx, desk, at.date()))
        append(tx, FactKind.SLIP, at, slip_to_body(slip))
    return slip, False


def _next_number(tx: Transaction, desk: Desk, day: date) -> str:
    """Say which number this device's next paper of the day gets: never one that was used, as for notas."""
    journal_id, _ = own_mark(tx)
    facts = list_desk_facts(tx, desk.fair.fair_id, (FactKind.PAYOUT, FactKind.SLIP))
    mine = read_decisions(fact for fact in facts if fact.journal_id == journal_id)
    papers = {*(payout.paper for payout in mine.payouts), *(slip.paper for slip in mine.slips)}
    same_day = sum(day_in_number(paper) == day for paper in papers)
    running = (find_lineage(tx) or 0) * NUMBERS_OF_A_LINEAGE + same_day + 1
    return desk.booth.payout_number(day, running)


def _digest(of: FairSettlement, account: Account) -> str:
    """Say in short what a slip says: its lines in no language, and what of the fair is not in it."""
    lines = [(part.title, part.lines) for part in parts_of(account, str)]
    told = (of.day, lines, account.balance, of.unproven, of.is_desk_proven)
    return sha256(repr(told).encode()).hexdigest()
