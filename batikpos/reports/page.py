"""The day's report as an A4 page that can be signed: what is proven, every booth, every producer."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from batikpos.domain.differences import say_both
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayState, say_worth
from batikpos.domain.tender import MONEY, TenderKind
from batikpos.i18n import N_, Translate
from batikpos.reports.amounts import grouped
from batikpos.reports.figures import NOTHING, Figures, Row
from batikpos.reports.fonts import embedded_fonts
from batikpos.reports.plain import day_line
from batikpos.reports.signing import signing_lines
from batikpos.reports.spreadsheet import STATES, device_cells, device_columns, groups_of, kinds_of, row_name
from batikpos.reports.style import (
    CELL,
    DANGER,
    FRAME_PADDING,
    INK,
    RULE,
    SECOND,
    SOGAN,
    TABLE_MM,
    Words,
    a4,
    escaped,
    fitting,
    signatures,
    table_style,
    takings_chart,
    tiles,
)
from batikpos.services.reconcile import FairDay

_SMALL = 7.5
"""Points of what stands in the widest table."""

STATE_COLOURS = {
    "proven": colors.HexColor("#2F6B3C"),
    "reported": colors.HexColor("#8A5A00"),
    "missing": DANGER,
}


def to_page(of: FairDay, figures: Figures, tr: Translate) -> bytes:
    """Set the report of a day."""
    font, bold = embedded_fonts()
    words = Words(font, bold)
    out = BytesIO()
    page = a4(out, f"{of.fair.name} {figures.first.isoformat()}")
    body: list[Flowable] = [
        Paragraph(escaped(of.fair.name), words.title),
        Paragraph(
            day_line(of.fair, figures.first, tr),
            words.second,
        ),
        Spacer(0, 5 * mm),
        _summary(of, figures, words, tr),
        Spacer(0, 5 * mm),
        Paragraph(tr(N_("Takings by hour")), words.heading),
        takings_chart([replace(row, name=row.key) for row in figures.by_hour], (TABLE_MM * mm, 40 * mm), tr),
        Spacer(0, 5 * mm),
        Paragraph(tr(N_("Reconciliation")), words.heading),
        _devices(of, words, tr),
    ]
    for cause in _causes(of, tr):
        body += [Spacer(0, 2 * mm), Paragraph(escaped(cause), words.body)]
    for line in signing_lines(of.signing, tr):
        body += [Spacer(0, 2 * mm), Paragraph(escaped(line), words.body)]
    groups = [g for g in groups_of(figures, tr) if g[2] and g[2] is not figures.by_booth]
    for left, right in zip(groups[::2], [*groups[1::2], None], strict=False):
        body += [Spacer(0, 6 * mm), _side_by_side(left, right, words, tr)]
    body += [Spacer(0, 12 * mm), signatures(words, tr, of.signing)]
    page.build(body, onFirstPage=words.number, onLaterPages=words.number)
    return out.getvalue()


def _summary(of: FairDay, figures: Figures, words: Words, tr: Translate) -> Table:
    devices = of.reconciliation.devices
    states = {state.value: sum(d.state is state for d in devices) for state in DayState}
    said = tr(N_("{proven} proven, {reported} reported, {missing} missing")).format(**states)
    proven, reported = figures.proven, figures.reported
    difference, unproven = of.reconciliation.differences, of.reconciliation.differences_reported

    def beside(amount: Rupiah) -> str:
        return tr(N_("+ {amount} reported, not proven")).format(amount=amount) if amount else ""

    off = [say_both(difference, tr)]
    if unproven.drawers:
        off.append(f"{tr(N_('Reported, not proven'))}: {say_both(unproven, tr) or unproven.headline}")
    sales = [said] if reported.total else []
    if reported.sales:
        sales.insert(0, tr(N_("+ {count} reported, not proven")).format(count=grouped(reported.sales)))
    rounding = tr(N_("Rounding {amount}")).format(amount=proven.rounding) if proven.rounding else ""
    cells = [
        (tr(N_("Proven turnover")), str(proven.total), beside(reported.total) or said),
        (tr(N_("Sales, proven")), grouped(proven.sales), "; ".join(sales)),
        (tr(N_("Cash difference")), str(difference.headline), "; ".join(filter(None, off))),
        (tr(N_("Discounts given, proven")), str(proven.discount), rounding),
    ]
    return tiles(cells, words, (54, 50, 36, 42))


def _devices(of: FairDay, words: Words, tr: Translate) -> Table:
    kinds = kinds_of(of.reconciliation.devices)
    rows: list[list[str]] = [list(device_columns(kinds, tr))]
    style = table_style(words)
    for n, device in enumerate(of.reconciliation.devices, 1):
        rows.append([_cell(value) for value in device_cells(device, kinds, tr)])
        style.add("TEXTCOLOR", (1, n), (1, n), STATE_COLOURS[device.state.value])
        style.add("FONTNAME", (0, n), (1, n), words.bold)
        if device.figures and device.figures.difference:
            style.add("TEXTCOLOR", (-1, n), (-1, n), DANGER)
            style.add("FONTNAME", (-1, n), (-1, n), words.bold)
    sums = [_sums_row(of, kinds, is_proven, tr) for is_proven in (True, False)]
    rows += [row for row in sums if row]
    for n in range(-sum(map(bool, sums)), 0):
        style.add("FONTNAME", (0, n), (-1, n), words.bold)
        style.add("LINEABOVE", (0, n), (-1, n), 1, INK)
    takings = [18, 17, 16, 17.5, *(16.0 for _ in kinds[len(MONEY) :])]
    widths = [10, 17, 15.5, 19, *takings, 18.5, 18.5, 15]
    narrowed = TABLE_MM / sum(widths)
    size, fitted = fitting(rows, [w * narrowed * mm for w in widths], words, _SMALL)
    heads = [
        Paragraph(
            escaped(word),
            ParagraphStyle(
                "head",
                parent=words.body,
                fontName=words.bold,
                fontSize=7 * size / _SMALL,
                leading=9,
                textColor=SECOND,
                alignment=TA_RIGHT if n > 1 else 0,
            ),
        )
        for n, word in enumerate(rows[0])
    ]
    table = Table([heads, *rows[1:]], colWidths=fitted, repeatRows=1)
    style.add("ALIGN", (2, 0), (-1, -1), "RIGHT")
    style.add("FONTSIZE", (0, 1), (-1, -1), size)
    style.add("LEFTPADDING", (0, 0), (-1, -1), CELL)
    style.add("RIGHTPADDING", (0, 0), (-1, -1), CELL)
    table.setStyle(style)
    return table


def _sums_row(of: FairDay, kinds: Sequence[TenderKind], is_proven: bool, tr: Translate) -> list[str]:  # noqa: FBT001
    """Add up what is proven, or what is not; nothing where there is nothing.

    What drawers are short of and what they are over stand below one another: neither mends the other.
    """
    told = [
        d.figures
        for d in of.reconciliation.devices
        if d.figures and (d.state is DayState.PROVEN) is is_proven
    ]
    if not told:
        return []
    off = of.reconciliation.differences if is_proven else of.reconciliation.differences_reported
    return [
        tr(N_("All")),
        tr(STATES["proven" if is_proven else "reported"]),
        grouped(sum(f.sales for f in told)),
        total(f.total for f in told).bare(),
        *(total(f.by_tender.get(kind, ZERO) for f in told).bare() for kind in kinds),
        total(f.expected_cash for f in told).bare(),
        total(f.counted_cash or ZERO for f in told).bare(),
        "\n".join(each.bare() for each in (off.short, off.over) if each) or ZERO.bare(),
    ]


def _causes(of: FairDay, tr: Translate) -> list[str]:
    """Say the causes of what came; that nothing came of a booth stands in its row."""
    return [
        f"{device.booth.prefix}: {say_worth(cause, device.figures, tr)}"
        for device in of.reconciliation.devices
        if device.state is not DayState.MISSING
        for cause in device.causes
    ]


Titled = tuple[str, str, tuple[Row, ...]]


def _side_by_side(left: Titled, right: Titled | None, words: Words, tr: Translate) -> Table:
    """Set two groups beside each other, row by row, so that a page's end may come between any two."""
    sides = [_group(left, words, tr), _group(right, words, tr) if right else []]
    rows = [[*one, "", *other] for one, other in zip_longest(*sides, fillvalue=[""] * 3)]
    figures = []
    for n, usual in ((1, 16), (2, 25)):
        lines = [line for side in sides for row in side for line in str(row[n]).split("\n")]
        wide = max(stringWidth(line, words.bold, 9) for line in lines)
        figures.append(max(usual * mm, wide + 2 * FRAME_PADDING))
    side = [87 * mm - sum(figures), *figures]
    table = Table(rows, colWidths=[*side, 8 * mm, *side], hAlign="LEFT", repeatRows=1)
    style = table_style(words, lines=False)
    for first, side in zip((0, 4), sides, strict=True):
        last = len(side) - 1
        style.add("LINEBELOW", (first, 0), (first + 2, last), 0.5, RULE)
        style.add("ALIGN", (first + 1, 0), (first + 2, last), "RIGHT")
        style.add("TEXTCOLOR", (first, 0), (first, 0), SOGAN)
    style.add("VALIGN", (0, 0), (-1, -1), "TOP")
    table.setStyle(style)
    return table


def _group(group: Titled, words: Words, tr: Translate) -> list[list[Any]]:
    title, counted, rows = group
    is_apart = any(r.reported != NOTHING for r in rows)
    head: list[Any] = [title, counted, tr(STATES["proven"] if is_apart else N_("Total"))]
    body = [
        [
            Paragraph(escaped(row_name(r, tr)), words.body),
            _apart(grouped(r.proven.count), grouped(r.reported.count) if r.reported.count else ""),
            _apart(r.proven.total.bare(), r.reported.total.bare() if r.reported.total else ""),
        ]
        for r in rows
    ]
    return [head, *body]


def _apart(proven: str, reported: str) -> str:
    """Write what is only reported on a line of its own: it is in no sum with what is proven."""
    return f"{proven}\n+ {reported}" if reported else proven


def _cell(value: str | int | None) -> str:
    if value is None:
        return "-"
    return Rupiah(value).bare() if isinstance(value, int) else value
