"""What the organizer made of a fair: venue, booths, people, rules, fees, and who holds which money."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from batikpos.domain.decision import party_from_text, party_to_text
from batikpos.domain.errors import PosError
from batikpos.domain.fact import Body
from batikpos.domain.fair import DESK, MOST_DEVICES, Person, Role, is_booth_code
from batikpos.domain.fee import BadFee, Fee, FeeKind, Tier
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.right import Act, Rules
from batikpos.domain.settlement import Holding
from batikpos.domain.tender import TenderKind
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.i18n import N_
from batikpos.values import frozen

ROUNDINGS = (0, 100, 500, 1_000)
"""Rupiah to which cash is rounded; 0 rounds nothing."""


BEARERS = ("holder", "producer")
"""Who may bear what the acquirer keeps of a payment by QRIS."""


class BadPlan(PosError):
    """Something of a fair that cannot be so."""

    code: ClassVar[str] = "bad_plan"
    text: ClassVar[str] = N_("“{value}” cannot be {why} of this fair. Put it right and try again.")
    why: str
    value: str


@frozen
class BoothPlan:
    """A booth: its code, what it is called, how many laptops it has, and who sells there.

    `qris` says who gets what is paid by its QRIS sticker: "organizer", or the code of a producer; "" is its
    own producer, or whoever keeps its drawer.
    """

    code: str
    name: str = ""
    devices: int = 1
    people: tuple[str, ...] = ()
    qris: str = ""


@frozen
class HeldBefore:
    """Who held what was paid at a booth before the day `until`, from which on others do."""

    booth: str
    until: date
    holding: Holding


@frozen
class FairPlan:
    """A fair as its organizer planned it; the latest plan counts.

    `qris_fee` says who bears what the acquirer keeps: the "holder" of the money, or the "producer" of the
    goods. `held` is who held the money before a plan or list that gives it to others (`domain/holders.py`).
    """

    venue: str = ""
    booths: tuple[BoothPlan, ...] = ()
    people: tuple[Person, ...] = ()
    rules: Rules = field(default_factory=Rules)
    rounding: int = 0
    fees: tuple[Fee, ...] = ()
    target: Rupiah = ZERO
    qris_fee: str = "holder"
    held: tuple[HeldBefore, ...] = ()

    def booth(self, code: str) -> BoothPlan | None:
        """Find a booth."""
        return next((booth for booth in self.booths if booth.code == code), None)


def check_plan(plan: FairPlan, producers: Mapping[str, str]) -> None:
    """Refuse a plan that cannot be; `producers` are their codes with their booths. Raises: BadPlan."""
    for booth in plan.booths:
        _check_booth(booth, plan, producers)
    names = [person.name.casefold() for person in plan.people]
    for person in plan.people:
        is_name = person.name.strip() and len(person.name) <= LONGEST and not holds_control(person.name)
        if not is_name or names.count(person.name.casefold()) > 1:
            raise BadPlan(N_("the name of a person"), person.name)
    if plan.rounding not in ROUNDINGS:
        raise BadPlan(N_("what cash is rounded to"), str(plan.rounding))
    called = [fee.name.casefold() for fee in plan.fees]
    for fee in plan.fees:
        if called.count(fee.name.casefold()) > 1:
            raise BadPlan(N_("the name of a fee"), fee.name)
        if stranger := next(iter(sorted(fee.producers - producers.keys())), None):
            raise BadPlan(N_("a producer who pays a fee"), stranger)


def _check_booth(booth: BoothPlan, plan: FairPlan, producers: Mapping[str, str]) -> None:
    codes = [other.code for other in plan.booths]
    if not is_booth_code(booth.code) or booth.code == DESK or codes.count(booth.code) > 1:
        raise BadPlan(N_("the code of a booth"), booth.code)
    if not 1 <= booth.devices <= MOST_DEVICES:
        raise BadPlan(N_("the number of laptops"), str(booth.devices))
    if booth.qris not in {"", "organizer", *producers}:
        raise BadPlan(N_("who gets the QRIS money"), booth.qris)
    known = {person.name for person in plan.people}
    if stranger := next((name for name in booth.people if name not in known), None):
        raise BadPlan(N_("somebody who sells here"), stranger)


def plan_to_body(plan: FairPlan) -> Body:
    """Write a plan down; what the desk sends has no hashes of PINs (`services/plan_pins.py`)."""
    return {
        "venue": plan.venue,
        "rounding": plan.rounding,
        "target": plan.target.amount,
        "qris_fee": plan.qris_fee,
        "rules": {
            "acts": sorted(plan.rules.acts),
            "discount_limit": plan.rules.discount_limit,
            "printing": plan.rules.printing,
        },
        "people": [{"name": p.name, "role": p.role.value, "pin_hash": p.pin_hash} for p in plan.people],
        "booths": [
            {"code": b.code, "name": b.name, "devices": b.devices, "people": list(b.people), "qris": b.qris}
            for b in plan.booths
        ],
        "fees": [fee_to_body(fee) for fee in plan.fees],
        "held": [_held_to_body(one) for one in plan.held],
    }


def plan_from_body(body: Body) -> FairPlan:
    """Read a plan. Raises ValueError, KeyError or TypeError where it is none."""
    try:
        return FairPlan(
            venue=str(body["venue"]),
            rounding=body["rounding"],
            target=Rupiah(body["target"]),
            qris_fee=_bearer(body.get("qris_fee", "holder")),
            rules=Rules(
                frozenset(map(Act, body["rules"]["acts"])),
                body["rules"]["discount_limit"],
                body["rules"].get("printing", True) is True,
            ),
            people=tuple(Person(p["name"], Role(p["role"]), p["pin_hash"]) for p in body["people"]),
            booths=tuple(
                BoothPlan(b["code"], b["name"], b["devices"], tuple(b["people"]), b["qris"])
                for b in body["booths"]
            ),
            fees=tuple(map(fee_from_body, body["fees"])),
            held=tuple(map(_held_from_body, body.get("held", ()))),
        )
    except BadFee as error:
        raise ValueError(str(error)) from error


def _held_to_body(of: HeldBefore) -> Body:
    others = {kind.value: party_to_text(party) for kind, party in of.holding.others.items()}
    keeper = party_to_text(of.holding.keeper)
    return {"booth": of.booth, "until": of.until.isoformat(), "keeper": keeper, "others": others}


def _held_from_body(body: Body) -> HeldBefore:
    others = {TenderKind(kind): party_from_text(party) for kind, party in body["others"].items()}
    holding = Holding(party_from_text(body["keeper"]), others)
    return HeldBefore(body["booth"], date.fromisoformat(body["until"]), holding)


def _bearer(told: object) -> str:
    if told not in BEARERS:
        message = "nobody bears the acquirer's fee"
        raise ValueError(message)
    return str(told)


def fee_to_body(fee: Fee) -> Body:
    """Write a fee down; per cent in basis points."""
    return {
        "name": fee.name,
        "kind": fee.kind.value,
        "amount": fee.amount.amount,
        "tiers": [[tier.above.amount, tier.basis_points] for tier in fee.tiers],
        "producers": sorted(fee.producers),
    }


def fee_from_body(body: Body) -> Fee:
    """Read a fee. Raises: BadFee; ValueError, KeyError or TypeError where it is none."""
    return Fee(
        body["name"],
        FeeKind(body["kind"]),
        Rupiah(body["amount"]),
        tuple(Tier(Rupiah(above), points) for above, points in body["tiers"]),
        frozenset(body["producers"]),
    )
