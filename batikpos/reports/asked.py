"""The tables of what is to be asked about after a fair: what is not proven, causes, incidents."""

from collections.abc import Sequence

from batikpos.domain.incident import INCIDENTS, IncidentSum
from batikpos.domain.reconcile import say_cause
from batikpos.domain.tender import TenderKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate
from batikpos.reports.fairreport import FairReport
from batikpos.reports.parties import OUTSIDE
from batikpos.reports.section import Cell, Column, Kind, Section
from batikpos.reports.spreadsheet import STATES


def unproven_section(of: FairReport, tr: Translate) -> Section:
    """List the days of devices that are not proven."""
    columns = (
        Column("day", tr(N_("Day"))),
        Column("booth", tr(N_("Booth"))),
        Column("state", tr(N_("State"))),
        Column("total", tr(N_("Reported, not proven")), Kind.MONEY, is_summed=True),
        Column("why", tr(N_("What is known"))),
    )
    rows = tuple(
        (
            f"{d.day:%d/%m/%Y}",
            d.booth.prefix,
            tr(STATES[d.state.value]),
            d.total.amount or None,
            " ".join(say_cause(cause, d.figures, tr) for cause in d.causes[:2]),
        )
        for d in of.unproven
    )
    return Section("unproven", tr(N_("Booths not proven")), columns, rows, is_long=True)


def outside_sections(of: FairReport, tr: Translate) -> tuple[Section, ...]:
    """List the days that are none of the fair's, if any are: somebody's clock was wrong, or worse."""
    columns = (
        Column("day", tr(N_("Day"))),
        Column("booth", tr(N_("Booth"))),
        Column("state", tr(N_("State"))),
        Column("total", tr(N_("Total")), Kind.MONEY, is_summed=True),
    )
    rows = tuple(
        (f"{d.day:%d/%m/%Y}", d.booth.prefix, tr(STATES[d.state.value]), d.total.amount)
        for d in of.of.devices
        if not of.of.fair.has(d.day)
    )
    return (Section("outside", tr(OUTSIDE), columns, rows, is_long=True),) if rows else ()


def causes_section(of: FairReport, tr: Translate) -> Section:
    """List what differences come from, the largest first."""
    columns = (
        Column("day", tr(N_("Day"))),
        Column("booth", tr(N_("Booth"))),
        Column("amount", tr(N_("Difference")), Kind.MONEY),
        Column("qris", tr(TENDERS[TenderKind.QRIS]), Kind.MONEY),
        Column("cause", tr(N_("Cause"))),
        Column("evidence", tr(N_("Shown by"))),
    )
    rows = tuple(
        (
            f"{f.of.day:%d/%m/%Y}",
            f.of.booth.prefix,
            f.cause.amount.amount or None,
            f.cause.qris.amount or None,
            say_cause(f.cause, f.of.figures, tr),
            ", ".join(f.cause.evidence),
        )
        for f in of.causes
    )
    return Section("causes", tr(N_("Causes of differences")), columns, rows, is_long=True)


def incident_kinds_section(of: FairReport, tr: Translate) -> Section:
    """Count what somebody may ask about by its kind, what happened on unproven days apart."""
    columns = (
        Column("kind", tr(N_("What"))),
        Column("proven_count", tr(N_("Times")), Kind.COUNT),
        Column("proven", tr(N_("Proven")), Kind.MONEY),
        Column("reported_count", tr(N_("{counted}, reported")).format(counted=tr(N_("Times"))), Kind.COUNT),
        Column("reported", tr(N_("Reported, not proven")), Kind.MONEY),
    )
    rows: list[tuple[Cell, ...]] = []
    for kind, word in INCIDENTS.items():
        proven, reported = (
            [i for i in of.incidents if i.kind is kind and i.is_proven is is_so] for is_so in (True, False)
        )
        if proven or reported:
            rows.append((tr(word), *_times(proven), *_times(reported)))
    return Section("incident_kinds", tr(N_("Incidents")), columns, tuple(rows))


def _times(of: Sequence[IncidentSum]) -> tuple[int, int]:
    return sum(i.count for i in of), sum(i.amount.amount for i in of)


def incident_sums_section(of: FairReport, tr: Translate) -> Section:
    """Add up by kind, booth and people what somebody may ask about."""
    columns = (
        Column("kind", tr(N_("What"))),
        Column("booth", tr(N_("Booth"))),
        Column("cashier", tr(N_("Cashier"))),
        Column("approver", tr(N_("Agreed by"))),
        Column("proof", tr(N_("Its day"))),
        Column("count", tr(N_("Times")), Kind.COUNT),
        Column("amount", tr(N_("Amount")), Kind.MONEY),
    )
    rows = tuple(
        (
            tr(INCIDENTS[s.kind]),
            s.booth.prefix,
            s.cashier,
            s.approver,
            tr(STATES["proven" if s.is_proven else "reported"]),
            s.count,
            s.amount.amount,
        )
        for s in of.incidents
    )
    return Section("incident_sums", tr(N_("Incidents by person")), columns, rows, is_long=True)


def incidents_section(of: FairReport, tr: Translate) -> Section:
    """List the incidents one by one."""
    columns = (
        Column("kind", tr(N_("What"))),
        Column("day", tr(N_("Day"))),
        Column("booth", tr(N_("Booth"))),
        Column("number", tr(N_("Number"))),
        Column("count", tr(N_("Times")), Kind.COUNT),
        Column("amount", tr(N_("Amount")), Kind.MONEY),
        Column("cashier", tr(N_("Cashier"))),
        Column("approver", tr(N_("Agreed by"))),
        Column("told", tr(N_("Remark"))),
    )
    rows = tuple(
        (
            tr(INCIDENTS[i.kind]),
            f"{i.day:%d/%m/%Y}",
            i.booth.prefix,
            i.number,
            i.count,
            i.amount.amount,
            i.cashier,
            i.approver,
            i.told,
        )
        for i in of.of.incidents
    )
    return Section("incidents", tr(N_("Incidents one by one")), columns, rows, is_long=True)
