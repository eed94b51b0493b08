"""A whole fair from the sheets an organizer has: plan, goods, producers and promotions, or some of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.fairplan import BadPlan, BoothPlan, FairPlan
from batikpos.domain.promotion import Promotion
from batikpos.domain.sheet import Sheet
from batikpos.services.fair_files import FilesMissing, only_list, read_files
from batikpos.services.plan_sheets import KINDS, Known, named_by_file, plan_of, sheets_of_plan
from batikpos.services.price_list import (
    ITEMS,
    PRODUCERS,
    items_of,
    producers_of,
    sheet_of_items,
    sheet_of_producers,
)
from batikpos.services.promotion_list import PROMOTIONS, promotions_of
from batikpos.services.sheet_links import faults_between
from batikpos.sheets.cells import refuse_faults
from batikpos.sheets.columns import NO_CHOICE, Choice, find_tables
from batikpos.sheets.faults import BadList, Fault, NotAList
from batikpos.sheets.preview import Preview, preview_of
from batikpos.values import frozen

T = TypeVar("T")

ALL_KINDS = (PRODUCERS, ITEMS, PROMOTIONS, *KINDS)


@frozen
class FairSheets:
    """A fair as its sheets say it; `found` are the kinds of sheets that were there."""

    plan: FairPlan = field(default_factory=FairPlan)
    goods: Catalogue = field(default_factory=Catalogue)
    promotions: tuple[Promotion, ...] = ()
    found: tuple[str, ...] = ()


def read_fair_sheets(
    given: Iterable[Path], before: FairSheets | None = None, choices: Mapping[str, Choice] | None = None
) -> FairSheets:
    """Read what of a fair is in files and folders; what is in none stays as it was `before`.

    A fair without a sheet of booths has those in which its producers are. Raises: FilesMissing, TwoLists,
    NoList, NotAList, BadPlan, BadList with every fault.
    """
    was, chosen = before or FairSheets(), choices or {}
    files, unread = read_files(given)
    tables = {}
    for kind in ALL_KINDS:
        choice = chosen.get(kind.code, NO_CHOICE)
        if file := only_list(files, kind, choice):
            tables[kind.code] = find_tables(*file, kind, choice, may_be_empty=kind in KINDS)
    if not tables:
        raise unread[0] if unread else FilesMissing
    faults = list[Fault]()
    producers, items, promotions = was.goods.producers, was.goods.items, was.promotions
    if PRODUCERS.code in tables:
        producers = _taken(partial(producers_of, tables[PRODUCERS.code]), producers, faults)
    known = None if faults else producers  # of producers that cannot be read, nobody is a stranger yet
    if ITEMS.code in tables:
        items = _taken(partial(items_of, tables[ITEMS.code], known), items, faults)
    plan = was.plan if was.plan.booths else replace(was.plan, booths=_booths_of(producers))
    if known is not None:
        plan = _taken(partial(plan_of, tables, Known(known, plan)), plan, faults)
    goods = Catalogue(items, producers)
    if not faults:
        faults += faults_between(tables, plan, goods)
    if not faults and PROMOTIONS.code in tables:
        promotions = _taken(partial(promotions_of, tables[PROMOTIONS.code], goods), promotions, faults)
    refuse_faults(", ".join(dict.fromkeys(of.file for of in tables.values())), faults)
    return FairSheets(plan, goods, promotions, tuple(tables))


@frozen
class FairCheck:
    """What sheets are taken for; `refusal` says why they would not be taken in, None where they would."""

    previews: tuple[Preview, ...]
    fair: FairSheets | None
    refusal: BadList | NotAList | BadPlan | None


def check_fair_sheets(
    given: Sequence[Path], before: FairSheets | None, choices: Mapping[str, Choice]
) -> FairCheck:
    """Look sheets over before they are taken in. Raises: FilesMissing, TwoLists, NoList."""
    files, _ = read_files(given)
    previews = []
    for kind in ALL_KINDS:
        choice = choices.get(kind.code, NO_CHOICE)
        if file := only_list(files, kind, choice):
            previews.append(preview_of(*file, kind, choice))
    taken = {(preview.file, sheet.sheet) for preview in previews for sheet in preview.sheets}
    previews = [
        replace(p, left_out=tuple(name for name in p.left_out if (p.file, name) not in taken))
        for p in previews
    ]
    try:
        return FairCheck(tuple(previews), read_fair_sheets(given, before, choices), None)
    except (BadList, NotAList, BadPlan) as error:
        return FairCheck(tuple(previews), None, error)


def sheets_of_fair(fair: FairSheets) -> tuple[Sheet, ...]:
    """Write a fair as one workbook's sheets, which are read again as the same; promotions go out apart."""
    goods = fair.goods
    return (
        *sheets_of_plan(fair.plan),
        sheet_of_producers(goods.producers),
        sheet_of_items(goods.items, goods.producers),
    )


def _booths_of(producers: Iterable[Producer]) -> tuple[BoothPlan, ...]:
    return tuple(BoothPlan(code) for code in sorted({p.booth for p in producers if p.booth}))


def _taken(read: Callable[[], T], before: T, faults: list[Fault]) -> T:
    """Read a sheet; what is wrong with it is noted, and what was before stands meanwhile."""
    try:
        return read()
    except BadList as error:
        faults += named_by_file(error.faults, error.file)
        return before
