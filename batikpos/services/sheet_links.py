"""What the sheets of a fair say of one another, and what of it is not so: named where it is mended."""

from collections.abc import Iterable, Iterator, Mapping

from batikpos.domain.catalogue import Catalogue, Technique
from batikpos.domain.fair import DESK, is_booth_code
from batikpos.domain.fairplan import BadPlan, FairPlan
from batikpos.domain.right import check_printing
from batikpos.i18n import N_
from batikpos.services.plan_sheets import BOOTHS, FEES, named_by_file
from batikpos.services.price_list import ITEMS, PRODUCERS
from batikpos.sheets.cells import rows_of
from batikpos.sheets.columns import Tables
from batikpos.sheets.faults import Fault


def faults_between(tables: Mapping[str, Tables], plan: FairPlan, goods: Catalogue) -> list[Fault]:
    """Name what a sheet says of something that is in another: by its row, where a sheet of now has one.

    What stands in no sheet of now is missed in the heading of the sheet that leaves it out.
    Raises: BadPlan, PrintingRefused, where no sheet of now has to do with it.
    """
    faults = _printed(tables, plan, goods)
    strangers = [p for p in goods.producers if p.booth and not _is_of(plan, p.booth)]
    if PRODUCERS.code in tables:
        codes, why = {p.code for p in strangers}, N_("is no booth of this fair")
        faults += _in_rows(tables[PRODUCERS.code], "ikm_code", codes, "stan_no", why)
        makers = {p.code for p in goods.producers}
        faults += _missed(tables[PRODUCERS.code], "ikm_code", _of_makers(tables, plan, goods, makers))
    elif strangers and BOOTHS.code in tables:
        faults += _missed(tables[BOOTHS.code], "stan", ((p.booth, p.code) for p in strangers))
    elif strangers:
        raise BadPlan(N_("the booth of a producer"), f"{strangers[0].code}: {strangers[0].booth}")
    return faults


def _printed(tables: Mapping[str, Tables], plan: FairPlan, goods: Catalogue) -> list[Fault]:
    """Find the rows of printed textile, where the fair does not sell it."""
    if plan.rules.printing or ITEMS.code not in tables:
        check_printing(plan.rules, goods.items)
        return []
    refused = {i.sku for i in goods.items if i.technique is Technique.PRINTING}
    why = N_("is printed textile, which this fair does not sell")
    return _in_rows(tables[ITEMS.code], "sku", refused, "technique", why)


def _is_of(plan: FairPlan, booth: str) -> bool:
    return is_booth_code(booth) and booth != DESK and plan.booth(booth) is not None


def _in_rows(of: Tables, column: str, codes: Iterable[str], faulty: str, why: str) -> list[Fault]:
    """Find the rows that have one of some codes in a column, and name what is `faulty` in each."""
    rows, found = rows_of(of)
    already, wanted = dict(found), set(codes)
    for row in rows:
        if row.text(column) in wanted:
            row.fault(faulty, why)
    return named_by_file((fault for place, fault in found.items() if place not in already), of.file)


def _of_makers(
    tables: Mapping[str, Tables], plan: FairPlan, goods: Catalogue, makers: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Say which producers are left out, and what still needs each; sheets of now name their own faults."""
    known = set(makers)
    if ITEMS.code not in tables:
        yield from ((item.producer, item.sku) for item in goods.items if item.producer not in known)
    if BOOTHS.code not in tables:
        named = {"", "organizer"} | known
        yield from ((booth.qris, booth.code) for booth in plan.booths if booth.qris not in named)
    if FEES.code not in tables:
        for fee in plan.fees:
            yield from ((code, fee.name) for code in sorted(fee.producers - known))


def _missed(of: Tables, key: str, what: Iterable[tuple[str, str]]) -> list[Fault]:
    """Name in a heading what is not below it: each once, with the first that needs it."""
    needed: dict[str, str] = {}
    for code, by in what:
        needed.setdefault(code, by)
    at, said = of.tables[0], N_("leaves out what the fair still needs")
    faults = (
        Fault(at.heading, at.name_of(key), said, f"{code} ({by})", at.sheet) for code, by in needed.items()
    )
    return named_by_file(faults, of.file)
