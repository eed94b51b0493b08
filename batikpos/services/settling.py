"""Acts of the organizer's desk after a day: it is signed off, and set right by corrections.

Each is a fact of the desk's journal. A day is signed off once and by two; what is found wrong later is a
correction, which two sign as well and which shows on both days. Paying out is `services/paying.py`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

from batikpos.domain.decision import (
    Correction,
    Payout,
    SignedJournal,
    SignOff,
    correction_to_body,
    party_to_text,
    sign_off_to_body,
)
from batikpos.domain.decisions import Decisions
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Role
from batikpos.domain.money import LARGEST, ZERO, Rupiah, total
from batikpos.domain.reconcile import DayState, Reconciliation
from batikpos.domain.settlement import Party, PartyKind
from batikpos.domain.typed import read_note, read_reason
from batikpos.i18n import N_
from batikpos.services.decisions import load_decisions
from batikpos.services.desk import Desk
from batikpos.services.deskpeople import with_people_now
from batikpos.services.desks import holds_all, list_desk_ends
from batikpos.services.organizer import check_desk
from batikpos.services.people import NeedsApprover
from batikpos.services.reconcile import FairDay, reconcile_day
from batikpos.services.settlement import FairSettlement
from batikpos.store.engine import Store, Transaction
from batikpos.store.journal import append


class NothingToSign(PosError):
    """A day of which no booth has sent anything."""

    code: ClassVar[str] = "nothing_to_sign"
    text: ClassVar[str] = N_("No booth has sent anything of {day}. There is nothing to sign.")
    day: date


class AlreadySigned(PosError):
    """A day that was signed off before."""

    code: ClassVar[str] = "already_signed"
    text: ClassVar[str] = N_(
        "{day} was signed off by {by} and {witness}. What is wrong in it is set right by a correction."
    )
    day: date
    by: str
    witness: str


class NotAllProven(PosError):
    """A day that is to be signed although something of it is not proven."""

    code: ClassVar[str] = "not_all_proven"
    text: ClassVar[str] = N_(
        "Not proven of {day}: {booths}. Let them send their day, or say in a note why it is signed so."
    )
    day: date
    booths: str


class CameMeanwhile(PosError):
    """A day that is no more as those saw it who are about to sign it."""

    code: ClassVar[str] = "came_meanwhile"
    text: ClassVar[str] = N_(
        "More of {day} came meanwhile: now {proven} proven, {reported} only reported. Nothing was signed;"
        " look at it again, and sign it then."
    )
    day: date
    proven: Rupiah
    reported: Rupiah


class NotSignedYet(PosError):
    """A correction of a day that is still open."""

    code: ClassVar[str] = "not_signed_yet"
    text: ClassVar[str] = N_("{day} is not signed off yet. Put it right at the booth, or sign it first.")
    day: date


class MoreThanMoved(PosError):
    """A correction of more than there is to correct."""

    code: ClassVar[str] = "more_than_moved"
    text: ClassVar[str] = N_(
        "{amount} from {giver} to {taker} is more than can be corrected of {day}: {left}, by what went"
        " through their accounts. Check the amount; what was sold without the till is entered as paper slips,"
        " and vouchers handed in by mistake go back by “Money changed hands…”, or “batikpos payout --vouchers"
        " --from organizer”."
    )
    amount: Rupiah
    giver: str
    taker: str
    day: date
    left: Rupiah


class DecidedElsewhere(PosError):
    """The centre holds money that this desk moved, and this laptop does not: there is another copy."""

    code: ClassVar[str] = "decided_elsewhere"
    text: ClassVar[str] = N_(
        "The centre has what this desk wrote down at {at} by {by}, and this laptop does not: a copy of the"
        " desk is at work elsewhere. Nothing was written down. Run “batikpos sync”; if this comes again, go"
        " on with the other laptop only."
    )
    at: datetime
    by: str


class NotTheOnlyDesk(PosError):
    """The centre holds of this desk what this laptop does not, or another one that goes on from it."""

    code: ClassVar[str] = "not_the_only_desk"
    text: ClassVar[str] = N_(
        "The centre has what the organizer's desk wrote down on another laptop, and this laptop does not."
        " Nothing was written down. Run “batikpos sync”; if this comes again, go on with the other laptop"
        " only."
    )


class BadMove(PosError):
    """Money that would go nowhere, or is none."""

    code: ClassVar[str] = "bad_move"
    text: ClassVar[str] = N_("{amount} from {giver} to {taker} moves no money. Check both and the amount.")
    amount: Rupiah
    giver: str
    taker: str


def sign_day(
    desk: Desk,
    centre: Store,
    day: date,
    *,
    by: str,
    witness: str,
    now: datetime,
    note: str = "",
    seen: Reconciliation | None = None,
) -> SignOff:
    """Sign a day off with what the centre holds of it: how far each journal goes, and in which state.

    Its sum is of what is proven. What is not needs a note, and is named beside it. Where the two have `seen`
    the day, it is signed only as it was then. Raises: NotTheDesk, NeedsApprover, NoFair, NothingToSign,
    NotAllProven, AlreadySigned, CameMeanwhile, NotTheOnlyDesk, BadNote, StoreUnavailable.
    """
    check_two(desk, by, witness)
    said = read_note(note)
    of = reconcile_day(centre, day, fair=desk.fair)
    if seen is not None and _signed_of(seen) != _signed_of(of.reconciliation):
        raise CameMeanwhile(day, of.reconciliation.proven, of.reconciliation.reported)
    if of.signing.sign_off is not None:
        raise _already(of.signing.sign_off)
    devices = of.reconciliation.devices
    if all(row.state is DayState.MISSING for row in devices):
        raise NothingToSign(day)
    open_ = [row.booth.prefix for row in devices if row.state is not DayState.PROVEN]
    if open_ and not said:
        raise NotAllProven(day, ", ".join(open_))
    with centre.reading() as tx:
        ends = list_desk_ends(tx, desk.fair.fair_id)
    found, at = of.reconciliation, desk.fair.local(now)
    signed = SignOff(day, at, by, witness, found.proven, _journals(of), said, found.reported)
    with desk.writing() as tx:
        if not holds_all(tx, ends):
            raise NotTheOnlyDesk
        if mine := load_decisions(tx, desk.fair.fair_id).signed.get(day):
            raise _already(mine)
        append(tx, FactKind.SIGNED, signed.at, sign_off_to_body(signed))
    return signed


def correct_day(
    desk: Desk,
    of: FairSettlement,
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
    """Set money right of the day that `of` is the settlement of, which was signed off before, by two.

    All corrections of a day between two parties come to no more than what went through the account of one
    of them that day: what is in no account is no correction. Raises: NotTheDesk, NeedsApprover, NotSignedYet,
    BadMove, MoreThanMoved, BadReason, BadNote, DecidedElsewhere, NotTheOnlyDesk, StoreUnavailable.
    """
    check_two(desk, by, witness)
    check_move(giver, taker, amount)
    day, at = of.of_day, desk.fair.local(now)
    correction = Correction(day, at, by, witness, giver, taker, amount, read_reason(reason), read_note(paper))
    with desk.writing() as tx:
        own = load_decisions(tx, desk.fair.fair_id)
        check_only_desk(tx, of, own)
        if day not in {*of.decisions.signed, *own.signed}:
            raise NotSignedYet(day)
        made = dict.fromkeys((*of.decisions.corrections, *own.corrections))
        left = _most(of, giver, taker) - _corrected(made, day, giver, taker)
        if amount > left:
            raise MoreThanMoved(amount, party_to_text(giver), party_to_text(taker), day, max(ZERO, left))
        append(tx, FactKind.CORRECTION, at, correction_to_body(correction))
    return correction


def _most(of: FairSettlement, giver: Party, taker: Party) -> Rupiah:
    """Say what went through the larger account of the day; through the organizer's goes everybody's."""
    return max(of.settlement.account(p).turned for p in (giver, taker) if p.kind is not PartyKind.ORGANIZER)


def _corrected(made: Iterable[Correction], day: date, giver: Party, taker: Party) -> Rupiah:
    """Add up what was set right of a day from one to the other so far, less what was the other way."""
    there = {(giver, taker): 1, (taker, giver): -1}
    signs = ((one.amount, there.get((one.giver, one.taker), 0)) for one in made if one.of_day == day)
    return total(amount if sign > 0 else -amount for amount, sign in signs if sign)


def _signed_of(of: Reconciliation) -> tuple[object, ...]:
    """Name what two put their names to: what each device's day came to, and how it stands."""
    return tuple((row.booth, row.state, row.figures and row.figures.total) for row in of.devices)


def _journals(of: FairDay) -> tuple[SignedJournal, ...]:
    """Write down how far each journal went; a booth that never sent anything has none."""
    states = {row.booth: row.state.value for row in of.reconciliation.devices}
    heard = {journal.booth for journal in of.journals}
    return (
        *(SignedJournal(j.journal_id, j.booth.prefix, j.mark, j.head, states[j.booth]) for j in of.journals),
        *(SignedJournal("", booth.prefix, 0, "", states[booth]) for booth in states if booth not in heard),
    )


def check_two(desk: Desk, by: str, witness: str) -> None:
    """Check that two different supervisors of the desk act. Raises: NotTheDesk, NeedsApprover."""
    check_desk(desk)
    now = with_people_now(desk)
    _check_supervisor(now, by)
    _check_supervisor(now, witness)
    if by == witness:
        raise NeedsApprover(witness)


def _check_supervisor(desk: Desk, name: str) -> None:
    if not any(p.name == name and p.role is Role.SUPERVISOR for p in desk.people):
        raise NeedsApprover(name)


def check_only_desk(tx: Transaction, of: FairSettlement, own: Decisions) -> None:
    """Check that this laptop knows all that the centre has of the desk.

    Two copies would write under the same numbers, of which the centre keeps the first.
    Raises: DecidedElsewhere, NotTheOnlyDesk.
    """
    known = {*own.payouts, *own.corrections}
    moved: tuple[Payout | Correction, ...] = (*of.decisions.payouts, *of.decisions.corrections)
    if other := next((one for one in moved if one not in known), None):
        raise DecidedElsewhere(other.at, other.by)
    if not holds_all(tx, of.desk_ends):
        raise NotTheOnlyDesk


def check_move(giver: Party, taker: Party, amount: Rupiah) -> None:
    """Check that money goes from one who has hands to another who has. Raises: BadMove."""
    by_hand = {giver.kind, taker.kind} <= {PartyKind.PRODUCER, PartyKind.BOOTH, PartyKind.ORGANIZER}
    if giver == taker or not by_hand or not ZERO < amount <= Rupiah(LARGEST):
        raise BadMove(amount, party_to_text(giver), party_to_text(taker))


def _already(signed: SignOff) -> AlreadySigned:
    return AlreadySigned(signed.day, signed.by, signed.witness)
