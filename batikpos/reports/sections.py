"""The tables of a fair's report, in their order: CSV, workbook and pages are written from these alone.

What is to be told besides is one more section here.
"""

from collections.abc import Sequence
from dataclasses import replace

from batikpos.domain.dyeshare import DyeShare
from batikpos.domain.quantity import METRE, Unit
from batikpos.domain.stock import GoodsStock
from batikpos.domain.wording import PAID_DOWN
from batikpos.i18n import N_, Translate
from batikpos.reports.asked import (
    causes_section,
    incident_kinds_section,
    incident_sums_section,
    incidents_section,
    outside_sections,
    unproven_section,
)
from batikpos.reports.fairreport import FairReport, Visit
from batikpos.reports.figures import NOTHING, Row
from batikpos.reports.section import Cell, Column, Kind, Section
from batikpos.reports.spreadsheet import STATES, row_name


def sections_of(of: FairReport, tr: Translate) -> tuple[Section, ...]:
    """List the tables of a fair's report that have something in them."""
    figures = of.figures
    pieces, sales = tr(N_("Pieces")), tr(N_("Sales"))
    producers = sorted(figures.by_producer, key=lambda row: row.name.casefold())
    items = rows_section("items", tr(N_("Most sold")), pieces, figures.items, tr)
    found = (
        visits_section(of.visits, tr),
        replace(rows_section("by_day", tr(N_("By day")), sales, _dated(figures.by_day), tr), chart=2),
        replace(rows_section("by_hour", tr(N_("By hour")), sales, figures.by_hour, tr), chart=2),
        uncounted(rows_section("by_tender", tr(N_("By payment")), sales, figures.by_tender, tr)),
        rows_section("by_technique", tr(N_("By technique")), pieces, figures.by_technique, tr),
        rows_section("by_dye", tr(N_("By dye")), pieces, figures.by_dye, tr),
        replace(rows_section("by_district", tr(N_("By district")), pieces, figures.by_district, tr), chart=2),
        rows_section("by_booth", tr(N_("By booth")), sales, figures.by_booth, tr),
        rows_section("by_producer", tr(N_("By producer")), pieces, producers, tr),
        replace(items, is_long=True),
        replace(rows_section("motifs", tr(N_("Motifs")), pieces, figures.motifs, tr), is_long=True),
        rows_section("open_price", tr(N_("Sold without a code")), pieces, figures.open_price, tr),
        rows_section("down_payments", tr(PAID_DOWN), tr(N_("Orders")), figures.down_payments, tr),
        orders_section(of, tr),
        dyes_section("dyes_by_technique", tr(N_("Natural dye by technique")), of.dyes.by_technique, tr),
        dyes_section("dyes_by_district", tr(N_("Natural dye by district")), of.dyes.by_district, tr),
        stock_section(of, tr),
        unproven_section(of, tr),
        *outside_sections(of, tr),
        causes_section(of, tr),
        incident_kinds_section(of, tr),
        incident_sums_section(of, tr),
        incidents_section(of, tr),
    )
    return tuple(section for section in found if section.rows)


def _dated(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(replace(row, name=_day(row.key)) for row in rows)


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def rows_section(code: str, title: str, counted: str, rows: Sequence[Row], tr: Translate) -> Section:
    """Set a group's rows, what is only reported in columns of its own; none where nothing is."""
    has_reported = any(row.reported != NOTHING for row in rows)
    columns = (
        Column("name", title),
        Column("proven_count", counted, Kind.COUNT, is_summed=True),
        Column("proven", tr(N_("Proven")), Kind.MONEY, is_summed=True),
        Column(
            "reported_count",
            tr(N_("{counted}, reported")).format(counted=counted),
            Kind.COUNT,
            is_summed=True,
        ),
        Column("reported", tr(N_("Reported, not proven")), Kind.MONEY, is_summed=True),
    )
    cells = (
        (
            row_name(row, tr) or tr(N_("Not named")),
            row.proven.count,
            row.proven.total.amount,
            row.reported.count,
            row.reported.total.amount,
        )
        for row in rows
    )
    width = 5 if has_reported else 3
    return Section(code, title, columns[:width], tuple(row[:width] for row in cells))


def uncounted(section: Section) -> Section:
    """Let the counts stand without a sum: a sale that was paid two ways is in both."""
    columns = (replace(c, is_summed=c.is_summed and c.kind is not Kind.COUNT) for c in section.columns)
    return replace(section, columns=tuple(columns))


def orders_section(of: FairReport, tr: Translate) -> Section:
    """List the orders, which are no sales yet, with what was paid down; no customer is named."""
    states = {"open": N_("not picked up"), "picked_up": N_("picked up"), "cancelled": N_("cancelled")}
    columns = (
        Column("order", tr(N_("Order"))),
        Column("booth", tr(N_("Booth"))),
        Column("due", tr(N_("To be ready"))),
        Column("state", tr(N_("State"))),
        Column("total", tr(N_("Total")), Kind.MONEY),
        Column("deposit", tr(N_("Down payment")), Kind.MONEY),
        Column("rest", tr(N_("Rest")), Kind.MONEY),
        Column("proof", tr(N_("Its day"))),
    )
    proven = of.of.proven
    rows = (
        (
            taken.order.number,
            taken.of[0].prefix,
            f"{taken.order.due:%d/%m/%Y}",
            tr(states[taken.state]),
            taken.order.total.amount,
            taken.order.deposit.amount,
            taken.order.rest.amount,
            tr(STATES["proven" if taken.of in proven else "reported"]),
        )
        for taken in of.of.orders
    )
    return Section("orders", tr(N_("Orders")), columns, tuple(rows), is_long=True)


def visits_section(visits: Sequence[Visit], tr: Translate) -> Section:
    """Set visitors and targets, as far as somebody typed any, beside what is proven of each day."""
    columns = (
        Column("day", tr(N_("Day"))),
        Column("visitors", tr(N_("Visitors")), Kind.COUNT, is_summed=True),
        Column("sales", tr(N_("Sales")), Kind.COUNT, is_summed=True),
        Column("conversion", tr(N_("Sales for visitors")), Kind.SHARE, part=2, whole=1),
        Column("total", tr(N_("Proven turnover")), Kind.MONEY, is_summed=True),
        Column("target", tr(N_("Target")), Kind.MONEY, is_summed=True),
        Column("reached", tr(N_("Of the target")), Kind.SHARE, part=4, whole=5),
    )
    rows = tuple(
        (
            f"{v.day:%d/%m/%Y}",
            v.visitors,
            v.sales,
            v.conversion,
            v.total.amount,
            v.target.amount or None,
            v.reached,
        )
        for v in visits
        if v.visitors is not None or v.target
    )
    return Section("visits", tr(N_("Visitors and target")), columns, rows)


def dyes_section(code: str, title: str, shares: Sequence[DyeShare], tr: Translate) -> Section:
    """Set the share of natural dyes by group; of what is proven only."""
    columns = (
        Column("name", title),
        Column("pieces", tr(N_("Pieces with a dye")), Kind.COUNT, is_summed=True),
        Column("natural_pieces", tr(N_("Natural, pieces")), Kind.COUNT, is_summed=True),
        Column("share_pieces", tr(N_("Share")), Kind.SHARE, part=2, whole=1),
        Column("total", tr(N_("Rupiah with a dye")), Kind.MONEY, is_summed=True),
        Column("natural_total", tr(N_("Natural, rupiah")), Kind.MONEY, is_summed=True),
        Column("share_total", tr(N_("Share")), Kind.SHARE, part=5, whole=4),
        Column("producers", tr(N_("Producers")), Kind.COUNT),
        Column("natural_producers", tr(N_("Producers, natural")), Kind.COUNT),
    )
    rows = tuple(
        (
            row_name(Row(share.key, share.key, NOTHING), tr) or tr(N_("Not named")),
            share.dyed_pieces,
            share.natural_pieces,
            share.of_pieces,
            share.dyed_total.amount,
            share.natural_total.amount,
            share.of_total,
            share.producers,
            share.natural_producers,
        )
        for share in shares
        if share.dyed_pieces or share.dyed_total
    )
    return Section(code, title, columns, rows)


def stock_section(of: FairReport, tr: Translate) -> Section:
    """List what is left of goods that somebody wrote down, and how long it lasts at the pace it was sold."""
    columns = (
        Column("name", tr(N_("Goods"))),
        Column("booth", tr(N_("Booth"))),
        *(
            Column(code, tr(word), Kind.SIZE)
            for code, word in (
                ("taken", N_("Taken along")),
                ("sold", N_("Sold")),
                ("home", N_("Brought home")),
                ("left", N_("Left")),
                ("missing", N_("Not there")),
                ("days_left", N_("Lasts, days")),
            )
        ),
    )

    def row(one: GoodsStock) -> tuple[Cell, ...]:
        scale = 1 if one.unit is Unit.METRE else METRE
        sizes = (one.taken, one.sold - one.returned, one.home, one.left, one.missing)
        lasts = None if one.days_left is None else round(one.days_left * METRE)
        return (one.name, one.booth, *(size * scale for size in sizes), lasts)

    return Section("stock", tr(N_("Stock left")), columns, tuple(map(row, of.of.stock)), is_long=True)


def summary_of(of: FairReport, tr: Translate) -> tuple[tuple[str, Kind, Cell, Cell], ...]:
    """Say the whole in a few lines: a word, what is proven, what is reported (None: nothing can be)."""
    proven, reported = of.figures.proven, of.figures.reported
    visited = of.visited
    open_orders = [taken for taken in of.of.orders if taken.state == "open"]
    deposit, unproven = (
        sum(taken.order.deposit.amount for taken in open_orders if (taken.of in of.of.proven) is is_so)
        for is_so in (True, False)
    )
    lines: tuple[tuple[str, Kind, Cell, Cell], ...] = (
        (tr(N_("Turnover")), Kind.MONEY, proven.total.amount, reported.total.amount),
        (tr(N_("Sales")), Kind.COUNT, proven.sales, reported.sales),
        (tr(N_("Before discounts")), Kind.MONEY, proven.gross.amount, reported.gross.amount),
        (tr(N_("Discounts given")), Kind.MONEY, proven.discount.amount, reported.discount.amount),
        (tr(N_("Rounding")), Kind.MONEY, proven.rounding.amount, reported.rounding.amount),
        (tr(N_("Down payments of open orders")), Kind.MONEY, deposit, unproven),
        (tr(N_("Visitors")), Kind.COUNT, visited.visitors, None),
        (tr(N_("Sales for visitors")), Kind.SHARE, visited.conversion, None),
        (tr(N_("Target")), Kind.MONEY, visited.target.amount or None, None),
        (tr(N_("Of the target")), Kind.SHARE, visited.reached, None),
        (tr(N_("Natural dye, pieces")), Kind.SHARE, of.dyes.whole.of_pieces, None),
        (tr(N_("Natural dye, rupiah")), Kind.SHARE, of.dyes.whole.of_total, None),
    )
    return tuple(line for line in lines if line[2] is not None)
