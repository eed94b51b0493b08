"""Making a fair, and changing it: the organizer's desk, its plan and its goods as facts of its own."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.change import promotions_to_body
from batikpos.domain.decisions import Decisions
from batikpos.domain.errors import PosError
from batikpos.domain.fact import Body, FactKind
from batikpos.domain.fair import DESK, Booth, Fair, Person, Role
from batikpos.domain.fairplan import FairPlan, check_plan, plan_to_body
from batikpos.domain.fee import FeeKind
from batikpos.domain.goods import digest_of_goods, goods_to_bodies
from batikpos.domain.holders import Planned, dated_anew, held_by_others, held_since
from batikpos.domain.promotion import Promotion
from batikpos.domain.quantity import Unit
from batikpos.domain.right import ApprovalNeeded, check_printing
from batikpos.i18n import N_
from batikpos.services.decisions import load_decisions, load_goods
from batikpos.services.desk import Desk
from batikpos.services.plan_pins import keep_pins, without_pins
from batikpos.services.rules import append_change
from batikpos.services.setup import Plan, set_up
from batikpos.settings import Settings
from batikpos.store.decisions import list_desk_facts
from batikpos.store.engine import Transaction
from batikpos.store.journal import append
from batikpos.store.promotions import list_promotions, replace_promotions
from batikpos.values import frozen

CHANGING_THE_FAIR = N_("Changing the fair")


class NoSupervisor(PosError):
    """A desk at which nobody could change anything."""

    code: ClassVar[str] = "no_supervisor"
    text: ClassVar[str] = N_("Nobody could change this fair. Name at least one supervisor of the desk.")


class NotTheDesk(PosError):
    """A booth's home, where the organizer's was meant."""

    code: ClassVar[str] = "not_the_desk"
    text: ClassVar[str] = N_(
        "{home} is booth {booth}, not the organizer's desk. Name the desk's folder with --home, or make the"
        " fair with “batikpos fair make”."
    )
    home: str
    booth: str


class DaySignedOff(PosError):
    """Money of a day that was signed off, which others would hold."""

    code: ClassVar[str] = "day_signed_off"
    text: ClassVar[str] = N_(
        "{day} is signed off: others can hold the money from a later day on. What is wrong with days before"
        " is put right by a correction."
    )
    day: date


@frozen
class Changed:
    """What a change came to: whether the plan, the goods, the promotions and any PIN are others now.

    `held_by_others` are the booths whose money others hold by it from the day `since` on, where the fair has
    begun. `fees_of` are the days that were signed off with other fees: a fee is of the whole fair.
    """

    plan: bool
    goods: bool
    promotions: bool
    pins: bool
    held_by_others: tuple[str, ...] = ()
    since: date | None = None
    fees_of: tuple[date, ...] = ()


def make_fair(
    home: Path,
    fair: Fair,
    plan: FairPlan,
    goods: Catalogue,
    people: tuple[Person, ...],
    settings: Settings,
    *,
    now: datetime,
    promotions: tuple[Promotion, ...] = (),
) -> None:
    """Make the organizer's desk of a new fair; where anything is refused, nothing stays behind.

    `people` are those of the desk, a supervisor among them; those who sell stand in the plan, and the hashes
    of their PINs are kept at the desk alone.
    Raises: BadPlan, PrintingRefused, NoSupervisor, HomeExists, BadFair, NoPeople, StoreUnavailable.
    """
    check_plan(plan, homes_of(goods.producers))
    check_printing(plan.rules, goods.items)
    if all(person.role is not Role.SUPERVISOR for person in people):
        raise NoSupervisor
    set_up(
        home,
        Plan(
            fair=fair,
            booth=Booth(DESK),
            catalogue=Catalogue((), goods.producers),  # the desk sells nothing
            people=people,
            settings=settings,
            promotions=promotions,
            booths=tuple(booth.code for booth in plan.booths),
            facts=((FactKind.FAIR, plan_to_body(without_pins(plan))), *_facts_of(goods)),
        ),
        now=now,
    )
    keep_pins(home, plan)


class NobodysMoney(PosError):
    """A day is named from which on others hold money, and nobody else does."""

    code: ClassVar[str] = "nobodys_money"
    text: ClassVar[str] = N_(
        "By this change nobody else holds money of a booth, so that no day is to be named: leave {day} away."
        " Nothing was changed."
    )
    day: date


class UnitChanged(PosError):
    """Goods that were sold by the piece and are by the metre, or the other way round, in the same fair."""

    code: ClassVar[str] = "unit_changed"
    text: ClassVar[str] = N_(
        "{sku} “{item}” was sold by another unit so far, the piece or the metre, and what was counted of it"
        " stays so. Nothing was changed. Give what is sold otherwise a code of its own."
    )
    sku: str
    item: str


def _units_so_far(tx: Transaction, fair_id: str) -> dict[str, Unit]:
    """Say by which unit each code was sold last, also of goods that are in the list no more."""
    facts = list_desk_facts(tx, fair_id, (FactKind.GOODS,))
    return {item["sku"]: Unit(item["unit"]) for fact in facts for item in fact.body["items"]}


def check_units(units: Mapping[str, Unit], after: Catalogue) -> None:
    """Check that all goods are sold by the same unit as before. Raises: UnitChanged."""
    for item in after.items:
        if units.get(item.sku, item.unit) is not item.unit:
            raise UnitChanged(item.sku, item.name)


def change_fair(
    desk: Desk,
    by: Person,
    *,
    plan: FairPlan | None = None,
    goods: Catalogue | None = None,
    promotions: tuple[Promotion, ...] | None = None,
    since: date | None = None,
    now: datetime,
) -> Changed:
    """Change plan, goods or promotions in one act; what is the same already makes no fact.

    A plan comes with the hashes of its people's PINs (`load_fair`), which are kept at the desk. Where others
    hold the money of a booth by it, they do from the day `since` on, else from the next that may change;
    where nothing is new, the last change of that is from the day `since` on.

    Raises: NotTheDesk, ApprovalNeeded, BadPlan, PrintingRefused, UnitChanged, NobodysMoney, DaySignedOff,
    StoreUnavailable.
    """
    check_desk(desk)
    if by.role is not Role.SUPERVISOR:
        raise ApprovalNeeded(CHANGING_THE_FAIR)
    at, fair_id = desk.fair.local(now), desk.fair.fair_id
    with desk.writing() as tx:
        decided, old_goods = load_decisions(tx, fair_id), load_goods(tx, fair_id)
        old_plan, new_goods = decided.plan, goods or old_goods
        before = Planned(old_plan, homes_of(old_goods.producers))
        after = Planned(plan or old_plan, homes_of(new_goods.producers))
        check_plan(after.plan, after.homes)
        check_printing(after.plan.rules, new_goods.items)
        if has_money(desk.fair, at, decided):
            check_units(_units_so_far(tx, fair_id), new_goods)
        signed = signed_days(desk.fair, decided)
        has_begun = since is not None or has_money(desk.fair, at, decided)
        moved = held_by_others(before, after) if has_begun else ()
        from_day = since or next_to_change(signed, at.date())
        is_from_beginning = not has_begun or (from_day <= desk.fair.first_day and not decided.signed)
        new_plan = held_since(None if is_from_beginning else from_day, before, after)
        first_moved = from_day
        is_other = digest_of_goods(new_goods) != digest_of_goods(old_goods)
        are_others = promotions is not None and promotions != list_promotions(tx)
        says_new = is_other or are_others or without_pins(new_plan) != without_pins(old_plan)
        if since is not None and not moved and not says_new and new_plan.held:
            first_moved = min(since, max(one.until for one in new_plan.held))
            new_plan, moved = dated_anew(since, Planned(new_plan, after.homes))
        if since is not None and says_new and not moved:
            raise NobodysMoney(since)
        if moved and (late := [day for day in signed if day >= first_moved]):
            raise DaySignedOff(max(late))
        is_other_plan = without_pins(new_plan) != without_pins(old_plan)
        if is_other_plan:
            append(tx, FactKind.FAIR, at, _named(plan_to_body(without_pins(new_plan)), at, by))
        if is_other:
            for kind, body in _facts_of(new_goods):
                append(tx, kind, at, _named(body, at, by))
        if promotions is not None and are_others:
            replace_promotions(tx, promotions)
            body = promotions_to_body(promotions)
            append_change(tx, desk, FactKind.PROMOTIONS, body, now, cashier="", approver=by.name)
        has_new_pins = plan is not None and keep_pins(desk.home, plan)
    since = from_day if moved else None
    fees_of = signed if are_fees_others(before, after) else ()
    return Changed(is_other_plan, is_other, are_others, has_new_pins, moved, since, fees_of)


FEES_OF_SIGNED = N_(
    "Signed off already: {days}. By this change their fees are others too, and so is what is still open."
)


def are_fees_others(before: Planned, after: Planned) -> bool:
    """Say whether other fees are asked by a changed plan, or rent of others by a changed list."""
    if (before.plan.fees, before.plan.qris_fee) != (after.plan.fees, after.plan.qris_fee):
        return True
    stands = [{code for code, booth in of.homes.items() if booth} for of in (before, after)]
    return stands[0] != stands[1] and any(fee.kind is FeeKind.RENT for fee in after.plan.fees)


def has_money(fair: Fair, now: datetime, decided: Decisions) -> bool:
    """Say whether somebody may hold money already: the fair has begun, though a clock fell back since."""
    return fair.local(now).date() >= fair.first_day or bool(decided.signed or decided.plan.held)


def signed_days(fair: Fair, decided: Decisions) -> tuple[date, ...]:
    """List the days of the fair that were signed off; a wrong clock's day, which is none, binds nothing."""
    return tuple(sorted(filter(fair.has, decided.signed)))


def next_to_change(signed: Collection[date], today: date) -> date:
    """Say from which day on others hold the money where none is named: today, or the next not signed off."""
    return max([today, *(day + timedelta(days=1) for day in signed)])


def check_desk(desk: Desk) -> None:
    """Refuse a booth where only the organizer's desk will do. Raises: NotTheDesk."""
    if desk.booth.code != DESK:
        raise NotTheDesk(str(desk.home), desk.booth.prefix)


def homes_of(producers: Iterable[Producer]) -> Mapping[str, str]:
    """Say in which booth each producer is, by its code."""
    return {producer.code: producer.booth for producer in producers}


def _facts_of(goods: Catalogue) -> tuple[tuple[FactKind, Body], ...]:
    return tuple((FactKind.GOODS, body) for body in goods_to_bodies(goods))


def _named(body: Body, at: datetime, by: Person) -> Body:
    """Say who changed it, and when; the first of all is whose name stands at the opening."""
    return body | {"at": at.isoformat(), "by": by.name}
