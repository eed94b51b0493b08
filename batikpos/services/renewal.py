"""A booth by its fair file: set up with it, and renewed by a later one of the same organizer."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from batikpos.domain.catalogue import digest_of
from batikpos.domain.change import promotions_to_body, rules_to_body
from batikpos.domain.errors import PosError
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import DESK, Booth
from batikpos.domain.handed import HANDED_KINDS, Handed, handed_from_body, handed_to_body, told_now
from batikpos.domain.money import WHOLE
from batikpos.domain.outlook import BasketOpen, Difference, Outlook
from batikpos.domain.record import producer_to_body
from batikpos.i18n import N_
from batikpos.services.baskets import is_basket_open
from batikpos.services.begun import keep_begun_anew
from batikpos.services.desk import Desk
from batikpos.services.fair_file import OpenedFairFile
from batikpos.services.rules import append_change, typed_acts
from batikpos.services.setup import Plan
from batikpos.settings import MOST_PERCENT, Settings, load_settings, save_settings
from batikpos.signing import fingerprint
from batikpos.store.catalogue import list_set_up, load_catalogue, replace_items, replace_people
from batikpos.store.engine import Transaction
from batikpos.store.journal import append, list_facts, load_head
from batikpos.store.promotions import list_promotions, replace_promotions
from batikpos.values import frozen


class FairOver(PosError):
    """A fair file of a fair that was."""

    code: ClassVar[str] = "fair_over"
    text: ClassVar[str] = N_("{fair} ended on {day}. Choose the fair file of the fair you are at.")
    fair: str
    day: str


class NotPlanned(PosError):
    """A laptop more than the organizer planned for a booth."""

    code: ClassVar[str] = "not_planned"
    text: ClassVar[str] = N_(
        "Booth {booth} has {devices} laptops in this fair; this would be number {device}. Ask the organizer."
    )
    booth: str
    devices: int
    device: int


class AnothersFile(PosError):
    """A fair file of another booth or fair."""

    code: ClassVar[str] = "anothers_file"
    text: ClassVar[str] = N_("This is the fair file of {theirs}. Choose the one of {own}.")
    theirs: str
    own: str


class AnotherKey(PosError):
    """A fair file that another organizer signed."""

    code: ClassVar[str] = "another_key"
    text: ClassVar[str] = N_(
        "This fair file is signed by {here}, the one before by {before}. Use nothing of it, and ask the"
        " organizer."
    )
    here: str
    before: str


class FirstFairFile(PosError):
    """A booth that was set up without a fair file is given one: who it is from must be said."""

    code: ClassVar[str] = "first_fair_file"
    text: ClassVar[str] = N_(
        "This booth was set up without a fair file. Ask the organizer for the desk's fingerprint; where it is"
        " {here}, repeat this with --fingerprint {here}."
    )
    here: str


class OlderFairFile(PosError):
    """A fair file made before the one this booth has."""

    code: ClassVar[str] = "older_fair_file"
    text: ClassVar[str] = N_("This fair file is of {made}, the one before of {before}. Take the later one.")
    made: str
    before: str


@frozen
class Renewed:
    """What a fair file changed at a booth; nothing where it had been taken before."""

    desk: Desk
    changed: Collection[str]


def plan_of(opened: OpenedFairFile, device: int, settings: Settings, *, now: datetime) -> Plan:
    """Say what a booth is set up with by its fair file. Raises: FairOver, NotPlanned."""
    says = opened.says
    if says.fair.local(now).date() > says.fair.last_day:
        raise FairOver(says.fair.name, f"{says.fair.last_day:%d/%m/%Y}")
    if device > says.devices:
        raise NotPlanned(says.booth, says.devices, device)
    return Plan(
        fair=says.fair,
        booth=Booth(says.booth, device),
        catalogue=says.goods,
        people=says.people,
        settings=_settings(opened, settings),
        promotions=says.promotions,
        handed=_handed(opened),
    )


def renew(desk: Desk, opened: OpenedFairFile, *, now: datetime, is_compared: bool = False) -> Renewed:
    """Take a later fair file: people, rules, goods, promotions and the way in to the centre are its own.

    No fact is touched; what changed is a fact. The same file again mends what is not as it says.
    `is_compared` says that somebody compared its fingerprint, which is asked for where there was no fair
    file before.
    Raises: AnothersFile, AnotherKey, FirstFairFile, OlderFairFile, BasketOpen, StoreUnavailable.
    """
    says, at = opened.says, desk.fair.local(now)
    with desk.writing() as tx:
        before = _check_file(tx, desk, opened)
        if before is None and not is_compared:
            raise FirstFairFile(opened.fingerprint)
        if is_basket_open(tx, desk.fair.fair_id):
            raise BasketOpen
        settings = _settings(opened, load_settings(desk.home))
        changed = _changed(tx, desk, opened)
        if before is not None and before.file == opened.digest and not any(changed.values()):
            return Renewed(desk, ())
        if changed["rules"]:
            body = rules_to_body(settings.rules)
            append_change(tx, desk, FactKind.RULES, body, now, cashier="", approver=DESK)
        if changed["promotions"]:
            replace_promotions(tx, says.promotions)
            body = promotions_to_body(says.promotions)
            append_change(tx, desk, FactKind.PROMOTIONS, body, now, cashier="", approver=DESK)
        replace_people(tx, says.people)
        replace_items(tx, says.goods.items)
        body = {
            "at": at.isoformat(),
            "organizer": handed_to_body(_handed(opened)),
            "catalogue": digest_of(says.goods.items),
            "items": len(says.goods.items),
            "producers": list(map(producer_to_body, says.goods.producers)),
        }
        append(tx, FactKind.RENEWAL, at, body)
        goods = load_catalogue(tx)
        save_settings(desk.home, settings)  # at last: a fact of what was not set would be a false one
    keep_begun_anew(desk.home, desk.store)
    new = replace(desk, settings=settings, people=says.people, catalogue=goods)
    return Renewed(new, tuple(name for name, is_other in changed.items() if is_other))


def look_ahead(desk: Desk, opened: OpenedFairFile) -> Outlook:
    """Say what a fair file would change, before it is taken.

    Raises: AnothersFile, AnotherKey, OlderFairFile, StoreUnavailable.
    """
    says = opened.says
    with desk.store.reading() as tx:
        before = _check_file(tx, desk, opened)
        changed = _changed(tx, desk, opened)
        promotions, items = list_promotions(tx), list_set_up(tx)
    prices = {item.sku: (item.price, item.floor) for item in items}
    return Outlook(
        made_at=desk.fair.local(says.made_at),
        fingerprint=opened.fingerprint,
        is_first=before is None,
        changed=tuple(name for name, is_other in changed.items() if is_other),
        people=_difference({p.name: p for p in desk.people}, {p.name: p for p in says.people}),
        promotions=_difference({p.name: p for p in promotions}, {p.name: p for p in says.promotions}),
        goods=_difference({i.sku: i for i in items}, {i.sku: i for i in says.goods.items}),
        items=len(says.goods.items),
        priced=sum(prices.get(i.sku, (i.price, i.floor)) != (i.price, i.floor) for i in says.goods.items),
        rules=says.rules,
        rounding=says.rounding,
        central=says.central,
    )


def _difference(before: Mapping[str, object], after: Mapping[str, object]) -> Difference:
    return Difference(
        comes=tuple(name for name in after if name not in before),
        goes=tuple(name for name in before if name not in after),
        other=tuple(name for name in after if name in before and before[name] != after[name]),
    )


def _check_file(tx: Transaction, desk: Desk, opened: OpenedFairFile) -> Handed | None:
    """Check that a file is this booth's and follows the one before, which is given; None where none was.

    Raises: AnothersFile, AnotherKey, OlderFairFile.
    """
    says = opened.says
    if (says.fair.fair_id, says.booth) != (desk.fair.fair_id, desk.booth.code):
        raise AnothersFile(f"{says.booth}, {says.fair.name}", f"{desk.booth.code}, {desk.fair.name}")
    before = _find_handed(tx)
    if before is not None:
        _check_follows(opened, before)
    return before


def _changed(tx: Transaction, desk: Desk, opened: OpenedFairFile) -> dict[str, bool]:
    """Say of each thing that a file sets whether it would be another."""
    says, old = opened.says, load_settings(desk.home)
    settings = _settings(opened, old)
    return {
        "rules": settings.rules != old.rules,
        "rounding": settings.rounding != old.rounding,
        "centre": settings.central != old.central,
        "people": set(says.people) != set(desk.people),
        "promotions": list_promotions(tx) != says.promotions,
        "goods": list_set_up(tx) != says.goods.items,
    }


def _check_follows(opened: OpenedFairFile, before: Handed) -> None:
    if opened.key != before.key:
        raise AnotherKey(opened.fingerprint, fingerprint(before.key))
    if opened.says.made_at < before.made_at:
        made, earlier = map(opened.says.fair.local, (opened.says.made_at, before.made_at))
        raise OlderFairFile(f"{made:%d/%m/%Y %H.%M}", f"{earlier:%d/%m/%Y %H.%M}")


def _find_handed(tx: Transaction) -> Handed | None:
    own = load_head(tx)
    told = told_now(list_facts(tx, own.fair_id, own.journal_id, kinds=HANDED_KINDS)).get("organizer")
    return None if told is None else handed_from_body(told)


def _handed(opened: OpenedFairFile) -> Handed:
    return Handed(opened.key, opened.digest, opened.says.made_at)


def _settings(opened: OpenedFairFile, settings: Settings) -> Settings:
    """Set what the organizer says; where it names no centre, the booth's own stays."""
    says = opened.says
    return replace(
        settings,
        central=says.central or settings.central,
        rounding=says.rounding,
        second_person=typed_acts(says.rules.acts),
        discount_limit=says.rules.discount_limit * MOST_PERCENT // WHOLE,
        printing=says.rules.printing,
    )
