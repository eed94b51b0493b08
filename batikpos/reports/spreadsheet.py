"""The day's report as CSV and XLSX."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from batikpos.domain.catalogue import Dye
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.reconcile import DeviceDay
from batikpos.domain.tender import MONEY, TenderKind
from batikpos.domain.wording import DYES, PAID_DOWN, TECHNIQUES, TENDERS
from batikpos.i18n import N_, Translate, language_of
from batikpos.reports.bookchart import axis, stacked_chart
from batikpos.reports.figures import Figures, Row
from batikpos.services.reconcile import FairDay
from batikpos.sheets.delimited import guarded

SALES_AT = 2
"""The column of the reconciliation that counts; those behind it are rupiah."""

RUPIAH = '"Rp"#,##0;[Red]-"Rp"#,##0'

STATES = {
    "proven": N_("Proven"),
    "reported": N_("Reported"),
    "missing": N_("Missing"),
}


def groups_of(figures: Figures, tr: Translate) -> list[tuple[str, str, tuple[Row, ...]]]:
    """Name every group of the report: its title, what is counted, its rows."""
    pieces, sales = tr(N_("Pieces")), tr(N_("Sales"))
    typed = [(tr(N_("Sold without a code")), pieces, figures.open_price)] if figures.open_price else []
    orders = tr(N_("Orders"))
    ordered = [(tr(PAID_DOWN), orders, figures.down_payments)] if figures.down_payments else []
    return [
        (tr(N_("By booth")), sales, figures.by_booth),
        (tr(N_("By producer")), pieces, figures.by_producer),
        (tr(N_("By payment")), sales, figures.by_tender),
        *ordered,
        (tr(N_("By hour")), sales, figures.by_hour),
        (tr(N_("By technique")), pieces, figures.by_technique),
        (tr(N_("By dye")), pieces, figures.by_dye),
        (tr(N_("Most sold")), pieces, figures.top),
        *typed,
    ]


def row_name(row: Row, tr: Translate) -> str:
    """Say a group's name in the chosen language."""
    if row.name == Dye.NONE:
        return tr(N_("No dye named"))
    for words in (TECHNIQUES, DYES, TENDERS):
        for value, word in words.items():
            if value == row.name:
                return tr(word)
    return row.name_en if row.name_en and language_of(tr) == "en" else row.name


def to_csv(of: FairDay, figures: Figures, tr: Translate, lines: Iterable[str] = ()) -> bytes:
    """Write one long table in UTF-8 with a mark, as spreadsheets expect.

    Its columns: group, key, name, count, total, and what of the total is proven and what only reported.
    `lines` say who signed the day off, and what was set right afterwards.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["group", "key", "name", "count", "total", "proven", "reported"])
    writer.writerow(
        [
            "total",
            figures.first.isoformat(),
            guarded(of.fair.name),
            figures.all.sales,
            *_apart(figures.proven.total, figures.reported.total),
        ]
    )
    writer.writerow(
        ["rounding", "", "", "", *_apart(figures.proven.rounding, figures.reported.rounding)],
    )
    for group in (
        "by_booth",
        "by_producer",
        "by_tender",
        "down_payments",
        "by_hour",
        "by_technique",
        "by_dye",
        "top",
        "open_price",
    ):
        for row in getattr(figures, group):
            amounts = _apart(row.proven.total, row.reported.total)
            writer.writerow([group, guarded(row.key), guarded(row_name(row, tr)), row.count, *amounts])
    writer.writerows(["signing", "", guarded(line), *[""] * 4] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _apart(proven: Rupiah, reported: Rupiah) -> tuple[int, int, int]:
    return (proven + reported).amount, proven.amount, reported.amount


def to_xlsx(of: FairDay, figures: Figures, tr: Translate, lines: Iterable[str] = ()) -> bytes:
    """Write a workbook: the reconciliation on the first sheet, every group on the second.

    `lines` say who signed the day off, and what was set right afterwards.
    """
    # 46 ms, and only when somebody wants a workbook.
    import xlsxwriter  # noqa: PLC0415

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        right = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "align": "right"})
        money, number = book.add_format({"num_format": RUPIAH}), book.add_format({"num_format": "#,##0"})
        first = book.add_worksheet(tr(N_("Reconciliation"))[:31])
        first.write_string(0, 0, f"{of.fair.name}, {figures.first:%d/%m/%Y}", bold)
        kinds = kinds_of(of.reconciliation.devices)
        for column, word in enumerate(device_columns(kinds, tr)):
            first.write_string(2, column, word, right if column >= SALES_AT else head)
        for n, device in enumerate(of.reconciliation.devices, 3):
            for column, value in enumerate(device_cells(device, kinds, tr)):
                if isinstance(value, int):
                    first.write_number(n, column, value, money if column > SALES_AT else number)
                elif value is not None:
                    first.write_string(n, column, value)
        for n, line in enumerate(lines, 4 + len(of.reconciliation.devices)):
            first.write_string(n, 0, line)
        first.set_column(0, 0, 8)
        first.set_column(1, 6 + len(kinds), 15)
        first.freeze_panes(3, 1)
        _fit_on_paper(first)
        second = book.add_worksheet(tr(N_("Figures"))[:31])
        _fit_on_paper(second)
        shown = {"head": head, "right": right, "money": money, "number": number, "bold": bold}
        _write_figures(book, second, of, figures, tr, shown)
    return out.getvalue()


def _fit_on_paper(page: Any) -> None:  # noqa: ANN401
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write_figures(
    book: Any,  # noqa: ANN401
    page: Any,  # noqa: ANN401
    of: FairDay,
    figures: Figures,
    tr: Translate,
    shown: dict[str, Any],
) -> None:
    """Write the day's sums and every group, what is only reported in columns of its own; totals compute."""
    page.set_column(0, 0, 40)
    page.set_column(1, 4, 16)
    head, money = shown["head"], shown["money"]
    words = (N_("Turnover"), N_("Proven"), N_("Reported, not proven"))
    for column, word in enumerate(words):
        page.write_string(0, column, tr(word), shown["right"] if column else head)
    sheet, last = tr(N_("Reconciliation"))[:31], 3 + len(of.reconciliation.devices)
    page.write_string(1, 0, tr(N_("Total")))
    for column, (state, sums) in enumerate((("proven", figures.proven), ("reported", figures.reported)), 1):
        of_state = f"'{sheet}'!$B$4:$B${last},\"{tr(STATES[state])}\",'{sheet}'!$D$4:$D${last}"
        page.write_formula(1, column, f"=SUMIF({of_state})", money, sums.total.amount)
        page.write_number(2, column, sums.rounding.amount, money)
    page.write_string(2, 0, tr(N_("Rounding")))
    at = 4
    for title, counted, rows in groups_of(figures, tr):
        if rows is figures.by_hour and rows:
            is_negative = any(part.total < ZERO for row in rows for part in (row.proven, row.reported))
            place, drawn = (at, at + 1, at + len(rows)), {2: "proven", 4: "reported"}
            y_axis = axis(tr, is_negative=is_negative)
            chart = stacked_chart(book, page.get_name(), title, place, drawn, y_axis)
            page.insert_chart(0, 6, chart)
        if rows:
            at = _write_group(page, at, (title, counted, tr(N_("Proven"))), rows, tr, shown) + 2


def _write_group(
    page: Any,  # noqa: ANN401
    at: int,
    titles: tuple[str, str, str],
    rows: Sequence[Row],
    tr: Translate,
    shown: dict[str, Any],
) -> int:
    """Write a group from row `at` on; return the row of its totals."""
    counted = titles[1]
    also = (tr(N_("{counted}, reported")).format(counted=counted), tr(N_("Reported, not proven")))
    for column, word in enumerate((*titles, *also)):
        page.write_string(at, column, word, shown["right"] if column else shown["head"])
    for n, row in enumerate(rows, at + 1):
        page.write_string(n, 0, row_name(row, tr))
        for column, part in ((1, row.proven), (3, row.reported)):
            page.write_number(n, column, part.count, shown["number"])
            page.write_number(n, column + 1, part.total.amount, shown["money"])
    last = at + len(rows)
    page.write_string(last + 1, 0, tr(N_("Total")), shown["bold"])
    totals = (
        (2, "C", sum(row.proven.total.amount for row in rows)),
        (4, "E", sum(row.reported.total.amount for row in rows)),
    )
    for column, letter, total in totals:
        formula = f"=SUM({letter}{at + 2}:{letter}{last + 1})"
        page.write_formula(last + 1, column, formula, shown["money"], total)
    return last + 1


def kinds_of(devices: Iterable[DeviceDay]) -> tuple[TenderKind, ...]:
    """Say which ways of paying have a column: all money, and what else was taken that day."""
    taken = {kind for device in devices if device.figures for kind in device.figures.by_tender}
    return tuple(kind for kind in TENDERS if kind in MONEY or kind in taken)


def device_columns(kinds: Sequence[TenderKind], tr: Translate) -> tuple[str, ...]:
    """Head the reconciliation's columns."""
    words = (
        *(N_("Booth"), N_("State"), N_("Sales"), N_("Total")),
        *(TENDERS[kind] for kind in kinds),
        *(N_("Expected cash"), N_("Counted cash"), N_("Difference")),
    )
    return tuple(map(tr, words))


def device_cells(
    device: DeviceDay, kinds: Sequence[TenderKind], tr: Translate
) -> tuple[str | int | None, ...]:
    """Give a device's row of the reconciliation; what did not come is None."""
    figures = device.figures
    head = (device.booth.prefix, tr(STATES[device.state.value]))
    if figures is None:
        return (*head, *(None,) * (len(kinds) + 5))
    return (
        *head,
        figures.sales,
        figures.total.amount,
        *(figures.by_tender.get(kind, ZERO).amount for kind in kinds),
        figures.expected_cash.amount,
        None if figures.counted_cash is None else figures.counted_cash.amount,
        None if figures.difference is None else figures.difference.amount,
    )
