"""Reports as lines for a terminal, for whoever asked for no file: columns that stand under each other."""

import textwrap
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from batikpos.domain.fair import Fair
from batikpos.domain.reconcile import DayState
from batikpos.i18n import N_, Translate
from batikpos.reports.amounts import cell, grouped, percent
from batikpos.reports.fairreport import FairReport
from batikpos.reports.figures import Figures, Sums
from batikpos.reports.section import Cell, Column, Kind, Section
from batikpos.reports.sections import dyes_section, rows_section, sections_of, summary_of, uncounted
from batikpos.reports.spreadsheet import STATES, groups_of
from batikpos.services.reconcile import FairDay

WIDEST = 32
"""Letters of a name; the whole of a longer one stands in the files."""

BEGUN = 20
"""Rows of a long table."""


def day_lines(of: FairDay, figures: Figures, tr: Translate) -> Iterator[str]:
    """Write the report of a day: its sums, every booth's drawer, every group."""
    devices = of.reconciliation.devices
    yield f"{of.fair.name}: {day_line(of.fair, figures.first, tr)}"
    states = {state.value: sum(d.state is state for d in devices) for state in DayState}
    yield tr(N_("{proven} proven, {reported} reported, {missing} missing")).format(**states)
    yield ""
    yield from table_lines(_sums_section(figures.proven, figures.reported, tr), tr, right={1, 2})
    columns = (
        Column("booth", tr(N_("Booth"))),
        Column("state", tr(N_("State"))),
        *(
            Column(str(n), tr(word), Kind.MONEY)
            for n, word in enumerate((N_("Expected cash"), N_("Counted cash"), N_("Difference")))
        ),
    )
    rows: list[tuple[Cell, ...]] = []
    for device in devices:
        told, said = device.figures, tr(STATES[device.state.value])
        drawer = (told.expected_cash, told.counted_cash, told.difference) if told else (None,) * 3
        amounts = (None if amount is None else amount.amount for amount in drawer)
        rows.append((device.booth.prefix, said, *amounts))
    yield from table_lines(Section("drawers", tr(N_("Reconciliation")), columns, tuple(rows)), tr)
    for title, counted, group in groups_of(figures, tr):
        if group:
            section = rows_section(title, title, counted, group, tr)
            yield from table_lines(uncounted(section) if group is figures.by_tender else section, tr)


def fair_lines(of: FairReport, tr: Translate) -> Iterator[str]:
    """Write the report of a whole fair: its sums and all its tables, of a long one the beginning."""
    yield f"{of.figures.fair}: {span_line(of.figures, tr)}"
    states = tr(N_("Booth-days: {proven} proven, {reported} reported, {missing} missing"))
    yield states.format(**{state.value: of.states.get(state, 0) for state in DayState})
    yield ""
    columns = (
        Column("what", ""),
        Column("proven", tr(STATES["proven"])),
        Column("reported", tr(STATES["reported"])),
    )
    rows = tuple(
        (name, cell(proven, kind), cell(reported, kind, none=""))
        for name, kind, proven, reported in summary_of(of, tr)
    )
    yield from table_lines(Section("summary", "", columns, rows), tr, right={1, 2})
    for section in sections_of(of, tr):
        yield from table_lines(section, tr)


def ministry_lines(of: FairReport, tr: Translate) -> Iterator[str]:
    """Write what stands on the ministry's page."""
    dyes = of.dyes
    yield f"{of.figures.fair}: {tr(N_('Share of natural dyes'))}"
    yield f"{of.figures.first:%d/%m/%Y} - {of.figures.last:%d/%m/%Y}"
    yield ""
    whole = dyes.whole
    told = (
        (N_("Natural dye, by rupiah"), percent(whole.of_total), str(whole.natural_total)),
        (
            N_("Natural dye, by pieces"),
            percent(whole.of_pieces),
            tr(N_("{count} of {pieces} pieces")).format(
                count=grouped(whole.natural_pieces), pieces=grouped(whole.dyed_pieces)
            ),
        ),
        (
            N_("Producers with natural dye"),
            grouped(whole.natural_producers),
            tr(N_("of {count} that sold")).format(count=grouped(whole.producers)),
        ),
    )
    for word, figure, beside in told:
        yield f"{tr(word):<34} {figure:>8}  {beside}"
    yield ""
    for code, title, shares in (
        ("technique", N_("By technique"), dyes.by_technique),
        ("district", N_("By district"), dyes.by_district),
    ):
        section = dyes_section(code, tr(title), shares, tr)
        if section.rows:
            yield from table_lines(section, tr)
    for note in ministry_notes(of, tr):
        yield from textwrap.wrap(note, 78)


def ministry_notes(of: FairReport, tr: Translate) -> Iterator[str]:
    """Say what counts on the ministry's page, so that nobody has to ask."""
    yield tr(
        N_(
            "Counted are goods whose dye is named, less what was given back; mixed dye is not natural dye."
            " A length of cloth is one piece."
        )
    )
    yield tr(N_("All that is counted here is proven: {total} from {sales} sales.")).format(
        total=of.figures.proven.total, sales=grouped(of.figures.proven.sales)
    )
    if reported := of.figures.reported.total:
        yield tr(N_("A further {amount} is reported and not proven, and in none of these figures.")).format(
            amount=reported
        )
    if missing := of.states.get(DayState.MISSING, 0):
        yield tr(
            N_("Of {missing} booth-days nothing has come yet: what was sold there is in none of it.")
        ).format(missing=missing)


def day_line(fair: Fair, day: date, tr: Translate) -> str:
    """Say which day it is, and of the fair only where it is one of its days."""
    if not fair.first_day <= day <= fair.last_day:
        return tr(N_("Report of {day}")).format(day=f"{day:%d/%m/%Y}")
    said = tr(N_("Report of {day}, day {n} of the fair"))
    return said.format(day=f"{day:%d/%m/%Y}", n=fair.day_number(day))


def span_line(of: Figures, tr: Translate) -> str:
    """Say from when to when a fair's report goes."""
    said = tr(N_("Report of the fair, {first} to {last}"))
    return said.format(first=f"{of.first:%d/%m/%Y}", last=f"{of.last:%d/%m/%Y}")


def table_lines(section: Section, tr: Translate, right: Collection[int] = ()) -> Iterator[str]:
    """Write a table: its title, its columns' names above the rows, its sums; `right` are texts set right."""
    shown = section.rows[:BEGUN] if section.is_long else section.rows
    rows = [[cell(value, c.kind) for c, value in zip(section.columns, row, strict=True)] for row in shown]
    if any(column.is_summed for column in section.columns):
        sums = zip(section.columns[1:], section.sums[1:], strict=True)
        rows.append([tr(N_("All")), *(cell(value, c.kind, none="") for c, value in sums)])
    rows = [[_short(text) for text in row] for row in rows]
    sides = ["<" if c.kind is Kind.TEXT and n not in right else ">" for n, c in enumerate(section.columns)]
    names = [
        column.title if n or column.title != section.title else "" for n, column in enumerate(section.columns)
    ]
    widths = [
        max(map(len, column)) for column in zip(*rows, [_longest_word(name) for name in names], strict=True)
    ]
    if section.title:
        yield section.title
    heads = [textwrap.wrap(name, width) or [""] for name, width in zip(names, widths, strict=True)]
    deep = max(map(len, heads))
    for n in range(deep):
        words = ((head[n - deep] if n >= deep - len(head) else "") for head in heads)
        yield from _line(list(words), widths, sides)
    for row in rows:
        yield from _line(row, widths, sides)
    if left := len(section.rows) - len(shown):
        yield tr(N_("… and {count} more, in the workbook and the CSV")).format(count=left)
    yield ""


def _line(cells: Sequence[str], widths: Sequence[int], sides: Sequence[str]) -> Iterator[str]:
    """Write a line, where it says anything."""
    said = "  ".join(f"{text:{side}{width}}" for text, width, side in zip(cells, widths, sides, strict=True))
    if said.strip():
        yield said.rstrip()


def _longest_word(name: str) -> str:
    return max(name.split(), key=len, default="")


def _short(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _sums_section(proven: Sums, reported: Sums, tr: Translate) -> Section:
    """Set a day's sums, what is only reported in a column of its own where there is any."""
    columns = (
        Column("what", ""),
        Column("proven", tr(STATES["proven"])),
        Column("reported", tr(N_("Reported, not proven"))),
    )
    told = (
        (N_("Turnover"), proven.total, reported.total),
        (N_("Sales"), grouped(proven.sales), grouped(reported.sales)),
        (N_("Before discounts"), proven.gross, reported.gross),
        (N_("Discounts given"), proven.discount, reported.discount),
        (N_("Rounding"), proven.rounding, reported.rounding),
    )
    rows = tuple((tr(word), str(one), str(other)) for word, one, other in told)
    width = 3 if reported.sales or reported.total else 2
    return Section("sums", "", columns[:width], tuple(row[:width] for row in rows))
