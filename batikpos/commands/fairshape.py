"""A fair as scripts and people are shown it: everything but hashes of PINs and the way in to the centre."""

from collections.abc import Mapping
from typing import Any

from batikpos.commands.context import Context
from batikpos.domain.fairplan import FairPlan, fee_to_body, plan_to_body
from batikpos.domain.holders import Planned, holding_on
from batikpos.domain.planwording import BEARING, say_fee, say_rounding, say_rules
from batikpos.domain.settlement import Party, PartyKind
from batikpos.domain.tender import TenderKind
from batikpos.i18n import N_, Translate
from batikpos.reports.parties import ALONE
from batikpos.services.desk import Desk
from batikpos.services.fair_file import own_fingerprint
from batikpos.services.fair_sheets import FairSheets
from batikpos.services.organizer import homes_of


def fair_shape(desk: Desk, of: FairSheets) -> dict[str, Any]:
    """Shape a fair for scripts."""
    fair, plan = desk.fair, of.plan
    return {
        "fair_id": fair.fair_id,
        "name": fair.name,
        "from": fair.first_day.isoformat(),
        "to": fair.last_day.isoformat(),
        "zone": fair.time_zone,
        "venue": plan.venue,
        "rounding": plan.rounding,
        "target": plan.target.amount,
        "qris_fee": plan.qris_fee,
        "rules": {
            "second_person": sorted(plan.rules.acts),
            "discount_limit": plan.rules.discount_limit,
            "printing": plan.rules.printing,
        },
        "booths": [
            {"code": b.code, "name": b.name, "devices": b.devices, "people": list(b.people), "qris": b.qris}
            for b in plan.booths
        ],
        "people": [{"name": p.name, "role": p.role.value, "has_pin": bool(p.pin_hash)} for p in plan.people],
        "desk": [p.name for p in desk.people],
        "fees": [fee_to_body(fee) for fee in plan.fees],
        "held": plan_to_body(plan)["held"],
        "items": len(of.goods.items),
        "producers": len(of.goods.producers),
        "promotions": [p.name for p in of.promotions],
        "fingerprint": own_fingerprint(desk),
    }


def say_fair(context: Context, desk: Desk, of: FairSheets) -> None:
    """Say what a fair is, for people: a line for each booth, then its rules and fees."""
    fair, plan, tr = desk.fair, of.plan, context.tr
    days = f"{fair.first_day:%d/%m/%Y} - {fair.last_day:%d/%m/%Y}"
    context.say(f"{fair.name}, {days}" + (f", {plan.venue}" if plan.venue else ""))
    names = {p.code: p.name for p in of.goods.producers}
    today = fair.local(context.now()).date()
    planned = Planned(plan, homes_of(of.goods.producers))
    for booth in plan.booths:
        producers = [p.code for p in of.goods.producers if p.booth == booth.code]
        items = sum(i.producer in producers for i in of.goods.items)
        goods = tr(N_("{items} items of {producers}")).format(items=items, producers=", ".join(producers))
        goods = goods if producers else tr(N_("no producer's goods yet"))
        people = ", ".join(booth.people) or tr(N_("nobody to sell yet"))
        payee = holding_on(today, booth.code, planned).of(TenderKind.QRIS)
        more = tr(N_("laptops: {count}; QRIS money to {payee}"))
        money = more.format(count=booth.devices, payee=_payee(payee, names, tr))
        context.say(f"{booth.code:<8} {booth.name:<24} {goods}; {people}; {money}")
    for words, what in (
        (N_("At the desk"), ", ".join(p.name for p in desk.people)),
        (N_("Rules of the booths"), say_rules(plan.rules, tr)),
        (N_("Cash is rounded to"), say_rounding(plan.rounding, tr)),
        (N_("Takings aimed at"), str(plan.target) if plan.target else "-"),
        (N_("Who bears the QRIS fee (MDR) that the acquirer keeps"), tr(BEARING[plan.qris_fee])),
    ):
        context.say(f"{tr(words)}: {what}")
    for fee in plan.fees:
        context.say(f"{tr(N_('Fee'))} {say_fee(fee, tr)}")
    if not plan.fees:
        context.say(tr(N_("No fees are asked.")))
    _say_idle(context, plan)


def _payee(party: Party, names: Mapping[str, str], tr: Translate) -> str:
    """Say who gets the QRIS money of a booth: a producer by name, the organizer, or the booth itself."""
    match party.kind:
        case PartyKind.PRODUCER:
            return names.get(party.code, party.code)
        case PartyKind.BOOTH:
            return tr(N_("Booth {booth}")).format(booth=party.code)
        case _:
            return tr(ALONE[party.kind])


def _say_idle(context: Context, plan: FairPlan) -> None:
    """Name those who are in no booth: they would be in no fair file."""
    placed = {name for booth in plan.booths for name in booth.people}
    if idle := [p.name for p in plan.people if p.name not in placed]:
        context.warn(context.tr(N_("In no booth: {names}")).format(names=", ".join(idle)))
