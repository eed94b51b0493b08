"""What the organizer decides and finds: facts of the organizer's desk, which stand for no rows of their own.

The desk is a device of the fair whose journal is sent like any booth's; its facts are read from the centre.
"""

from datetime import date, datetime

from batikpos.domain.fact import Body, moment_of
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.settlement import Moved, Party, PartyKind, Why
from batikpos.values import frozen


@frozen
class SignedJournal:
    """How far a journal went when its day was signed off, with the state it was in."""

    journal_id: str
    booth: str
    mark: int
    head: str
    state: str


@frozen
class SignOff:
    """A day that two people put their names to, with what the centre held at that moment.

    `total` is what was proven then; what only was `reported` is no part of it.
    """

    day: date
    at: datetime
    by: str
    witness: str
    total: Rupiah
    journals: tuple[SignedJournal, ...]
    note: str = ""
    reported: Rupiah = ZERO

    @property
    def not_proven(self) -> tuple[SignedJournal, ...]:
        """List what was not proven when it was signed."""
        return tuple(journal for journal in self.journals if journal.state != "proven")


@frozen
class Correction:
    """Money set right after a day was signed off: it shows on the day it is of, and on the one it was made.

    It moves `amount` from the `giver` to the `taker`, as an account would: who gave has less to answer for.
    """

    of_day: date
    at: datetime
    by: str
    witness: str
    giver: Party
    taker: Party
    amount: Rupiah
    reason: str
    paper: str = ""

    @property
    def moved(self) -> Moved:
        """Return it as the settlement takes it."""
        day = self.at.date()
        return Moved(self.giver, self.taker, self.amount, day, Why.CORRECTION, self.reason, self.paper)


@frozen
class Payout:
    """Money that changed hands for the settlement: a *setoran* from one party to another, said by two.

    `in_vouchers` says that it were the fair's vouchers, handed in to the organizer.
    """

    at: datetime
    by: str
    witness: str
    giver: Party
    taker: Party
    amount: Rupiah
    paper: str
    note: str = ""
    in_vouchers: bool = False

    @property
    def moved(self) -> Moved:
        """Return it as the settlement takes it."""
        why = Why.VOUCHERS if self.in_vouchers else Why.PAID
        return Moved(self.giver, self.taker, self.amount, self.at.date(), why, self.note, self.paper)


@frozen
class Slip:
    """A *setoran* slip that was printed without a payment: its own number of the same row, and what it says.

    `digest` is that of its lines: the same slip is printed again under its number, as a copy.
    """

    at: datetime
    party: Party
    balance: Rupiah
    digest: str
    paper: str


@frozen
class LetIn:
    """Somebody whom `by` let in at the desk, or gave another PIN; nobody `agreed` where it was one alone.

    Whoever `is_off` was taken off, and signs in there no more.
    """

    name: str
    at: datetime
    by: str
    agreed: str = ""
    is_off: bool = False


def let_in_to_body(of: LetIn) -> Body:
    """Write down who was let in, or taken off."""
    body: Body = {"name": of.name, "at": of.at.isoformat(), "by": of.by, "agreed": of.agreed}
    return body | {"off": True} if of.is_off else body


def let_in_from_body(body: Body) -> LetIn:
    """Read who was let in. Raises ValueError, KeyError or TypeError where it is nobody."""
    name, by, agreed = (str(body[key]) for key in ("name", "by", "agreed"))
    return LetIn(name, moment_of(body["at"]), by, agreed, bool(body.get("off", False)))


@frozen
class Tally:
    """What the organizer counted of a day: its visitors, and the turnover aimed at. The latest counts."""

    day: date
    at: datetime
    by: str
    visitors: int
    target: Rupiah = ZERO


def sign_off_to_body(of: SignOff) -> Body:
    """Write a sign-off down."""
    journals = [
        {"journal": j.journal_id, "booth": j.booth, "mark": j.mark, "head": j.head, "state": j.state}
        for j in of.journals
    ]
    return {
        "day": of.day.isoformat(),
        "at": of.at.isoformat(),
        "by": of.by,
        "witness": of.witness,
        "total": of.total.amount,
        "journals": journals,
        "note": of.note,
        "reported": of.reported.amount,
    }


def sign_off_from_body(body: Body) -> SignOff:
    """Read a sign-off. Raises ValueError, KeyError or TypeError where it is none."""
    return SignOff(
        date.fromisoformat(body["day"]),
        moment_of(body["at"]),
        body["by"],
        body["witness"],
        Rupiah(body["total"]),
        tuple(
            SignedJournal(j["journal"], j["booth"], j["mark"], j["head"], j["state"])
            for j in body["journals"]
        ),
        body["note"],
        Rupiah(body["reported"]),
    )


def correction_to_body(of: Correction) -> Body:
    """Write a correction down."""
    return {
        "of_day": of.of_day.isoformat(),
        "at": of.at.isoformat(),
        "by": of.by,
        "witness": of.witness,
        "giver": party_to_text(of.giver),
        "taker": party_to_text(of.taker),
        "amount": of.amount.amount,
        "reason": of.reason,
        "paper": of.paper,
    }


def correction_from_body(body: Body) -> Correction:
    """Read a correction. Raises ValueError, KeyError or TypeError where it is none."""
    return Correction(
        date.fromisoformat(body["of_day"]),
        moment_of(body["at"]),
        body["by"],
        body["witness"],
        party_from_text(body["giver"]),
        party_from_text(body["taker"]),
        Rupiah(body["amount"]),
        body["reason"],
        body["paper"],
    )


def payout_to_body(of: Payout) -> Body:
    """Write a payout down."""
    return {
        "at": of.at.isoformat(),
        "by": of.by,
        "witness": of.witness,
        "giver": party_to_text(of.giver),
        "taker": party_to_text(of.taker),
        "amount": of.amount.amount,
        "paper": of.paper,
        "note": of.note,
        "in_vouchers": of.in_vouchers,
    }


def payout_from_body(body: Body) -> Payout:
    """Read a payout. Raises ValueError, KeyError or TypeError where it is none."""
    return Payout(
        moment_of(body["at"]),
        body["by"],
        body["witness"],
        party_from_text(body["giver"]),
        party_from_text(body["taker"]),
        Rupiah(body["amount"]),
        body["paper"],
        body["note"],
        _is_true(body.get("in_vouchers", False)),
    )


def slip_to_body(of: Slip) -> Body:
    """Write a printed slip down."""
    return {
        "at": of.at.isoformat(),
        "party": party_to_text(of.party),
        "balance": of.balance.amount,
        "digest": of.digest,
        "paper": of.paper,
    }


def slip_from_body(body: Body) -> Slip:
    """Read a printed slip. Raises ValueError, KeyError or TypeError where it is none."""
    return Slip(
        moment_of(body["at"]),
        party_from_text(body["party"]),
        Rupiah(body["balance"]),
        body["digest"],
        body["paper"],
    )


def tally_to_body(of: Tally) -> Body:
    """Write a tally down."""
    return {
        "day": of.day.isoformat(),
        "at": of.at.isoformat(),
        "by": of.by,
        "visitors": of.visitors,
        "target": of.target.amount,
    }


def tally_from_body(body: Body) -> Tally:
    """Read a tally. Raises ValueError, KeyError or TypeError where it is none."""
    return Tally(
        date.fromisoformat(body["day"]),
        moment_of(body["at"]),
        body["by"],
        body["visitors"],
        Rupiah(body["target"]),
    )


def party_to_text(party: Party) -> str:
    """Write a party as people and bodies name it: "organizer", "producer:TOM", "booth:A03"."""
    return f"{party.kind.value}:{party.code}" if party.code else party.kind.value


def party_from_text(text: str) -> Party:
    """Read a party. Raises ValueError where it is none."""
    kind, _, code = text.partition(":")
    return Party(PartyKind(kind), code)


def _is_true(told: object) -> bool:
    if not isinstance(told, bool):
        message = "neither true nor false"
        raise ValueError(message)
    return told
