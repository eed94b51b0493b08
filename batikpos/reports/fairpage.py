"""The report of a fair as A4 pages: the whole, every table, what is to be asked, the ministry's page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph, Spacer, Table, TableStyle

from batikpos.i18n import N_, Translate
from batikpos.reports.amounts import cell, grouped, percent
from batikpos.reports.fairreport import FairReport
from batikpos.reports.fonts import embedded_fonts
from batikpos.reports.ministry import ministry_page
from batikpos.reports.plain import span_line
from batikpos.reports.section import Cell, Column, Kind, Section
from batikpos.reports.sections import sections_of
from batikpos.reports.sharebar import share_bar
from batikpos.reports.style import (
    INK,
    SECOND,
    TABLE_MM,
    Words,
    a4,
    escaped,
    signatures,
    table_style,
    takings_chart,
    tiles,
)

BAR_MM = 38.0
"""How wide the bar is that shows each row's part of all that is proven."""

ON_PAPER = 20
"""So many rows of what is long are on paper; the workbook has all."""

SIDE = ("by_tender", "by_technique", "by_dye", "by_district")
NARROW = 3
"""What is short, and stands two beside each other where it has so many columns: all of it is proven."""

EXCEPTIONS = ("unproven", "causes", "incident_kinds", "incident_sums")
OF_A_KIND = 5
"""So many people are named for each kind of incident, those with the largest amounts."""
ELSEWHERE = ("by_day", "by_hour", "incidents", "dyes_by_technique", "dyes_by_district")
"""What has a chart, is in the workbook only, or is on the ministry's page."""


def to_pages(of: FairReport, tr: Translate) -> bytes:
    """Set the report of a fair."""
    words = Words(*embedded_fonts())
    out = BytesIO()
    sections = {section.code: section for section in sections_of(of, tr)}
    body: list[Flowable] = [
        *_head(of, words, tr),
        *_tiles(of, words, tr),
        *_charts(of, words, tr),
    ]
    beside = () if any(len(sections[code].columns) > NARROW for code in SIDE if code in sections) else SIDE
    body += _pairs([sections[code] for code in beside if code in sections], words, tr)
    for code, section in sections.items():
        if code not in {*beside, *EXCEPTIONS, *ELSEWHERE}:
            body += _titled(section, words, tr)
    body += [PageBreak(), Paragraph(tr(N_("What is to be asked")), words.title), Spacer(0, 2 * mm)]
    if not any(code in sections for code in EXCEPTIONS):
        body.append(Paragraph(tr(N_("Nothing: every day of every booth is proven.")), words.body))
    for code in EXCEPTIONS:
        if code in sections:
            whole, first = sections[code], _first_of(sections[code])
            of_kinds = len(whole.rows) - len(first.rows) if code == "incident_sums" else 0
            body += _titled(first, words, tr, of_kinds)
    body += [Spacer(0, 10 * mm), KeepTogether([signatures(words, tr)])]
    body += [PageBreak(), *ministry_page(of, words, tr)]
    page = a4(out, of.figures.fair)
    page.build(body, onFirstPage=words.number, onLaterPages=words.number)
    return out.getvalue()


def _head(of: FairReport, words: Words, tr: Translate) -> Iterator[Flowable]:
    figures, venue = of.figures, of.of.decisions.plan.venue
    yield Paragraph(escaped(figures.fair), words.title)
    said = span_line(figures, tr)
    yield Paragraph(escaped(f"{said}, {venue}" if venue else said), words.second)
    yield Spacer(0, 4 * mm)


def _tiles(of: FairReport, words: Words, tr: Translate) -> Iterator[Flowable]:
    proven, reported, visited = of.figures.proven, of.figures.reported, of.visited
    states = tr(N_("Booth-days: {proven} proven, {reported} reported, {missing} missing"))
    said = states.format(**{state.value: count for state, count in of.states.items()})
    beside = tr(N_("+ {amount} reported, not proven")).format(amount=reported.total) if reported.total else ""
    more = tr(N_("+ {count} reported, not proven")).format(count=reported.sales) if reported.sales else ""
    rounding = tr(N_("Rounding {amount}")).format(amount=proven.rounding) if proven.rounding else ""
    top = [
        (tr(N_("Proven turnover")), str(proven.total), beside or said),
        (tr(N_("Sales, proven")), grouped(proven.sales), more),
        (tr(N_("Discounts given, proven")), str(proven.discount), rounding),
    ]
    yield tiles(top, words, (68, 52, 62))
    yield Spacer(0, 3 * mm)
    share = of.dyes.whole
    below = [(tr(N_("Natural dye, by rupiah")), percent(share.of_total), _by_pieces(share.of_pieces, tr))]
    if visited.visitors is not None:
        rate = tr(N_("{share} sales for visitors")).format(share=percent(visited.conversion))
        below.append((tr(N_("Visitors")), grouped(visited.visitors), rate))
    if visited.target:
        of_target = tr(N_("of {target}")).format(target=visited.target)
        below.append((tr(N_("Target reached, proven")), percent(visited.reached), of_target))
    below.append(
        (tr(N_("Booths not proven")), grouped(len(of.unproven)), said if beside or of.unproven else "")
    )
    yield tiles(below, words, [TABLE_MM / len(below)] * len(below))
    yield Spacer(0, 4 * mm)


def _by_pieces(share: int | None, tr: Translate) -> str:
    return tr(N_("by pieces {share}")).format(share=percent(share))


def _charts(of: FairReport, words: Words, tr: Translate) -> Iterator[Flowable]:
    figures, width = of.figures, 88 * mm
    titles = [Paragraph(tr(word), words.heading) for word in (N_("Takings by day"), N_("Takings by hour"))]
    days = [replace(row, name=f"{row.key[8:]}/{row.key[5:7]}") for row in figures.by_day]
    hours = [replace(row, name=row.key) for row in figures.by_hour]
    drawn = [takings_chart(rows, (width, 46 * mm), tr) for rows in (days, hours)]
    table = Table([[titles[0], "", titles[1]], [drawn[0], "", drawn[1]]], colWidths=[width, 6 * mm, width])
    table.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]))
    yield table
    yield Spacer(0, 4 * mm)


def _pairs(sections: Sequence[Section], words: Words, tr: Translate) -> Iterator[Flowable]:
    """Set short tables two beside each other."""
    width = (TABLE_MM - 6) / 2
    for left, right in zip_longest(sections[::2], sections[1::2]):
        sides = [_table(side, words, tr, width) if side else "" for side in (left, right)]
        pair = Table([[sides[0], "", sides[1]]], colWidths=[width * mm, 6 * mm, width * mm])
        pair.setStyle(
            TableStyle(
                [
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ]
            )
        )
        yield pair
        yield Spacer(0, 3 * mm)


def _first_of(section: Section) -> Section:
    """Leave out on paper what moved no money, and whom a kind of incident names last."""
    if section.code == "causes":
        return replace(section, rows=tuple(row for row in section.rows if row[2] or row[3]))
    if section.code == "incident_sums":
        seen: Counter[Cell] = Counter()
        kept = [row for row in section.rows if not seen.update([row[0]]) and seen[row[0]] <= OF_A_KIND]
        return replace(section, rows=tuple(kept), is_long=False)
    return section


def _titled(section: Section, words: Words, tr: Translate, more: int = 0) -> Iterator[Flowable]:
    """Set a table under its title; of a long one the beginning, and where the rest, or so many `more`, is."""
    heading = Paragraph(escaped(section.title), words.heading)
    heading.keepWithNext = True
    yield Spacer(0, 4 * mm)
    yield heading
    yield _table(section, words, tr, TABLE_MM)
    left = len(section.rows) - ON_PAPER if section.is_long else more
    if left > 0:
        yield Paragraph(tr(N_("and {count} more, in the workbook")).format(count=left), words.second)


def _table(section: Section, words: Words, tr: Translate, width: float) -> Table:
    """Set a table: names wrap, figures stand right, the sums of all rows below."""
    small = ParagraphStyle("small", parent=words.body, fontSize=8, leading=10)
    head = ParagraphStyle(
        "head", parent=small, fontName=words.bold, fontSize=7.5, leading=9.5, textColor=SECOND
    )
    right = ParagraphStyle("right", parent=head, alignment=TA_RIGHT)
    shown = section.rows[:ON_PAPER] if section.is_long else section.rows
    rows: list[list[Any]] = [
        [
            Paragraph(escaped("" if c.title == section.title and width == TABLE_MM else c.title), style_of)
            for c, style_of in ((c, head if c.kind is Kind.TEXT else right) for c in section.columns)
        ]
    ]
    rows += [
        [
            Paragraph(escaped(str(value or "")), small) if c.kind is Kind.TEXT else cell(value, c.kind)
            for c, value in zip(section.columns, row, strict=True)
        ]
        for row in shown
    ]
    has_bars = width == TABLE_MM and section.columns[0].code == "name" and section.columns[2].code == "proven"
    style = table_style(words)
    style.add("FONTSIZE", (0, 1), (-1, -1), 8)
    style.add("LEFTPADDING", (0, 0), (-1, -1), 2)
    style.add("RIGHTPADDING", (0, 0), (-1, -1), 2)
    for n, column in enumerate(section.columns):
        if column.kind is not Kind.TEXT:
            style.add("ALIGN", (n + has_bars, 0), (n + has_bars, -1), "RIGHT")
        elif n:
            style.add("LEFTPADDING", (n, 0), (n, -1), 6)
    if any(column.is_summed for column in section.columns):
        sums = [cell(v, c.kind, none="") for c, v in zip(section.columns, section.sums, strict=True)]
        rows.append([tr(N_("Total")), *sums[1:]])
        style.add("FONTNAME", (0, -1), (-1, -1), words.bold)
        style.add("LINEABOVE", (0, -1), (-1, -1), 1, INK)
    widths = _widths(section.columns, width - BAR_MM if has_bars else width)
    if has_bars:
        whole = sum(int(row[2] or 0) for row in section.rows)
        bars = [share_bar(int(row[2] or 0), whole, (BAR_MM - 3) * mm) for row in shown]
        rows = [[row[0], bar, *row[1:]] for row, bar in zip_longest(rows, ["", *bars], fillvalue="")]
        widths.insert(1, BAR_MM)
    table = Table(rows, colWidths=[w * mm for w in widths], repeatRows=1, hAlign="LEFT")
    table.setStyle(style)
    return table


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    """Give figures what they need, and words the rest: most to those that say a sentence."""
    fixed = {Kind.COUNT: 15.0, Kind.MONEY: 25.0, Kind.SHARE: 16.0, Kind.SIZE: 17.0}
    narrow = {
        "day": 18.0,
        "booth": 13.0,
        "state": 20.0,
        "due": 21.0,
        "proof": 18.0,
        "cashier": 28.0,
        "approver": 28.0,
    }
    wide = {"cause": 2.4, "evidence": 1.3}
    given = [fixed[c.kind] if c.kind is not Kind.TEXT else narrow.get(c.code, 0.0) for c in columns]
    parts = [0.0 if room else wide.get(c.code, 1.0) for c, room in zip(columns, given, strict=True)]
    if not any(parts):
        return [room * width / sum(given) for room in given]
    rest = max(width - sum(given), 0.0)
    return [room or rest * part / sum(parts) for room, part in zip(given, parts, strict=True)]
