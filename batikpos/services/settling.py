"""Acts of the organizer's desk after a day: it is signed off, set right by a correction, paid out.

Each is a fact of the desk's journal. A day is signed off once and by two; what is found wrong later is a
correction, which two sign as well and which shows on both days.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from batikpos.domain.decision import (
    Correction,
    Payout,
    SignedJournal,
    SignOff,
    correction_to_body,
    party_to_text,
    payout_from_body,
    payout_to_body,
    sign_off_to_body,
)
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Role
from batikpos.domain.money import LARGEST, ZERO, Rupiah
from batikpos.domain.reconcile import DayState
from batikpos.domain.settlement import Party, PartyKind
from batikpos.domain.typed import read_note, read_reason
from batikpos.i18n import N_
from batikpos.services.decisions import load_decisions
from batikpos.services.desk import Desk
from batikpos.services.organizer import check_desk
from batikpos.services.people import NeedsApprover
from batikpos.services.reconcile import FairDay, reconcile_day
from batikpos.store.decisions import list_desk_facts
from batikpos.store.engine import Store, Transaction
from batikpos.store.journal import append, find_lineage, own_mark
from batikpos.store.sales import NUMBERS_OF_A_LINEAGE


@dataclass(eq=False)
class NothingToSign(PosError):
    """A day of which no booth has sent anything."""

    code: ClassVar[str] = "nothing_to_sign"
    text: ClassVar[str] = N_("No booth has sent anything of {day}. There is nothing to sign.")
    day: date


@dataclass(eq=False)
class AlreadySigned(PosError):
    """A day that was signed off before."""

    code: ClassVar[str] = "already_signed"
    text: ClassVar[str] = N_(
        "{day} was signed off by {by} and {witness}. What is wrong in it is set right by a correction."
    )
    day: date
    by: str
    witness: str


@dataclass(eq=False)
class NotAllProven(PosError):
    """A day that is to be signed although something of it is not proven."""

    code: ClassVar[str] = "not_all_proven"
    text: ClassVar[str] = N_(
        "Not proven of {day}: {booths}. Let them send their day, or say with --note why it is signed so."
    )
    day: date
    booths: str


@dataclass(eq=False)
class NotSignedYet(PosError):
    """A correction of a day that is still open."""

    code: ClassVar[str] = "not_signed_yet"
    text: ClassVar[str] = N_("{day} is not signed off yet. Put it right at the booth, or sign it first.")
    day: date


@dataclass(eq=False)
class BadMove(PosError):
    """Money that would go nowhere, or is none."""

    code: ClassVar[str] = "bad_move"
    text: ClassVar[str] = N_("{amount} from {giver} to {taker} moves no money. Check both and the amount.")
    amount: Rupiah
    giver: str
    taker: str


def sign_day(
    desk: Desk, centre: Store, day: date, *, by: str, witness: str, now: datetime, note: str = ""
) -> SignOff:
    """Sign a day off with what the centre holds of it: how far each journal goes, and in which state.

    What is not proven needs a note. Raises: NotTheDesk, NeedsApprover, NoFair, NothingToSign,
    NotAllProven, AlreadySigned, BadNote, StoreUnavailable.
    """
    _check_two(desk, by, witness)
    said = read_note(note)
    of = reconcile_day(centre, day, fair=desk.fair)
    if of.signing.sign_off is not None:
        raise _already(of.signing.sign_off)
    devices = of.reconciliation.devices
    if all(row.state is DayState.MISSING for row in devices):
        raise NothingToSign(day)
    open_ = [row.booth.prefix for row in devices if row.state is not DayState.PROVEN]
    if open_ and not said:
        raise NotAllProven(day, ", ".join(open_))
    signed = SignOff(day, desk.fair.local(now), by, witness, of.reconciliation.total, _journals(of), said)
    with desk.writing() as tx:
        if mine := load_decisions(tx, desk.fair.fair_id).signed.get(day):
            raise _already(mine)
        append(tx, FactKind.SIGNED, signed.at, sign_off_to_body(signed))
    return signed


def correct_day(
    desk: Desk,
    centre: Store,
    day: date,
    *,
    giver: Party,
    taker: Party,
    amount: Rupiah,
    reason: str,
    by: str,
    witness: str,
    now: datetime,
    paper: str = "",
) -> Correction:
    """Set money of a day right that was signed off before, by two.

    Raises: NotTheDesk, NeedsApprover, NotSignedYet, BadMove, BadReason, BadNote, StoreUnavailable.
    """
    _check_two(desk, by, witness)
    _check_move(giver, taker, amount)
    at = desk.fair.local(now)
    correction = Correction(day, at, by, witness, giver, taker, amount, read_reason(reason), read_note(paper))
    with centre.reading() as tx:
        signed = {*load_decisions(tx, desk.fair.fair_id).signed}
    with desk.writing() as tx:
        if day not in signed | {*load_decisions(tx, desk.fair.fair_id).signed}:
            raise NotSignedYet(day)
        append(tx, FactKind.CORRECTION, at, correction_to_body(correction))
    return correction


def pay_out(
    desk: Desk, *, giver: Party, taker: Party, amount: Rupiah, by: str, now: datetime, note: str = ""
) -> Payout:
    """Write down that money changed hands, under the desk's next number.

    Raises: NotTheDesk, NeedsApprover, BadMove, BadNote, StoreUnavailable.
    """
    check_desk(desk)
    _check_supervisor(desk, by)
    _check_move(giver, taker, amount)
    said, at = read_note(note), desk.fair.local(now)
    with desk.writing() as tx:
        number = desk.booth.payout_number(at.date(), _next_payout(tx, desk, at.date()))
        payout = Payout(at, by, giver, taker, amount, number, said)
        append(tx, FactKind.PAYOUT, at, payout_to_body(payout))
    return payout


def _next_payout(tx: Transaction, desk: Desk, day: date) -> int:
    """Say which number this device's next payout of the day gets: never one that was used, as for notas."""
    journal_id, _ = own_mark(tx)
    mine = [
        payout_from_body(fact.body)
        for fact in list_desk_facts(tx, desk.fair.fair_id, [FactKind.PAYOUT])
        if fact.journal_id == journal_id
    ]
    same_day = sum(payout.at.date() == day for payout in mine)
    return (find_lineage(tx) or 0) * NUMBERS_OF_A_LINEAGE + same_day + 1


def _journals(of: FairDay) -> tuple[SignedJournal, ...]:
    """Write down how far each journal went; a booth that never sent anything has none."""
    states = {row.booth: row.state.value for row in of.reconciliation.devices}
    heard = {journal.booth for journal in of.journals}
    return (
        *(SignedJournal(j.journal_id, j.booth.prefix, j.mark, j.head, states[j.booth]) for j in of.journals),
        *(SignedJournal("", booth.prefix, 0, "", states[booth]) for booth in states if booth not in heard),
    )


def _check_two(desk: Desk, by: str, witness: str) -> None:
    """Check that two different supervisors of the desk act. Raises: NotTheDesk, NeedsApprover."""
    check_desk(desk)
    _check_supervisor(desk, by)
    _check_supervisor(desk, witness)
    if by == witness:
        raise NeedsApprover(witness)


def _check_supervisor(desk: Desk, name: str) -> None:
    if not any(p.name == name and p.role is Role.SUPERVISOR for p in desk.people):
        raise NeedsApprover(name)


def _check_move(giver: Party, taker: Party, amount: Rupiah) -> None:
    by_hand = {giver.kind, taker.kind} <= {PartyKind.PRODUCER, PartyKind.BOOTH, PartyKind.ORGANIZER}
    if giver == taker or not by_hand or not ZERO < amount <= Rupiah(LARGEST):
        raise BadMove(amount, party_to_text(giver), party_to_text(taker))


def _already(signed: SignOff) -> AlreadySigned:
    return AlreadySigned(signed.day, signed.by, signed.witness)
