"""The report of a fair as a workbook: a sheet for each table, real numbers, totals that recompute, charts."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from batikpos.domain.money import WHOLE
from batikpos.domain.quantity import METRE
from batikpos.i18n import N_, Translate
from batikpos.reports.bookchart import COLOURS, axis, stacked_chart
from batikpos.reports.fairreport import FairReport
from batikpos.reports.section import Cell, Column, Kind, Section
from batikpos.reports.sections import sections_of, summary_of
from batikpos.reports.spreadsheet import RUPIAH

FORMATS = {
    Kind.TEXT: "@",
    Kind.COUNT: "#,##0",
    Kind.MONEY: RUPIAH,
    Kind.SHARE: "0.0%",
    Kind.SIZE: "#,##0.###",
}
WIDTHS = {Kind.TEXT: 18, Kind.COUNT: 13, Kind.MONEY: 18, Kind.SHARE: 12, Kind.SIZE: 13}
NAME_WIDTH, LONG_WIDTH = 38, 60
HEAD_ROW = 2
"""Above it stand the table's name and the fair's."""

HEAD_HIGH = 32
"""Points: two lines of words."""


def to_xlsx(of: FairReport, tr: Translate) -> bytes:
    """Write the workbook."""
    # 46 ms, and only when somebody wants a workbook.
    import xlsxwriter  # noqa: PLC0415

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        # without a date of its own a workbook of the same figures is the same file
        book.set_properties(
            {
                "title": of.figures.fair,
                "comments": "BatikPOS",
                "created": datetime.combine(of.figures.last, time()),
            }
        )
        pages = _Pages(book, of, tr)
        pages.add_summary()
        for section in sections_of(of, tr):
            pages.add(section)
    return out.getvalue()


class _Pages:
    """The sheets of a workbook."""

    def __init__(self, book: Any, of: FairReport, tr: Translate) -> None:  # noqa: ANN401 - the library is untyped
        self._book, self._of, self._tr = book, of, tr
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._second = book.add_format({"font_color": "#5C4A3D"})
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#F6EEDF"}
        self._head, self._head_right = book.add_format(head), book.add_format(head | {"align": "right"})
        self._cells = {kind: book.add_format({"num_format": shown}) for kind, shown in FORMATS.items()}
        self._sums = {
            kind: book.add_format({"num_format": shown, "bold": True, "top": 1})
            for kind, shown in FORMATS.items()
        }
        self._names: set[str] = set()

    def add_summary(self) -> None:
        """Write the first sheet: what is proven and what is reported beside each other."""
        tr, page = self._tr, self._sheet(self._tr(N_("Summary")))
        for column, word in enumerate((N_("What"), N_("Proven"), N_("Reported, not proven"))):
            page.write_string(HEAD_ROW, column, tr(word), self._head_right if column else self._head)
        for n, (name, kind, *values) in enumerate(summary_of(self._of, tr), HEAD_ROW + 1):
            page.write_string(n, 0, name)
            for column, value in enumerate(values, 1):
                self._write(page, n, column, kind, value)
        page.set_column(0, 0, NAME_WIDTH)
        page.set_column(1, 2, 20)
        page.freeze_panes(HEAD_ROW + 1, 1)

    def add(self, section: Section) -> None:
        """Write a table on a sheet of its own, its totals as formulas that any program computes again."""
        page = self._sheet(section.title)
        first, last = HEAD_ROW + 1, HEAD_ROW + len(section.rows)
        for n, column in enumerate(section.columns):
            is_right = column.kind is not Kind.TEXT
            page.write_string(HEAD_ROW, n, column.title, self._head_right if is_right else self._head)
            widest = (
                LONG_WIDTH if column.code in {"cause", "why", "evidence", "told"} else WIDTHS[column.kind]
            )
            page.set_column(n, n, widest if n else max(NAME_WIDTH if column.code == "name" else 18, widest))
        for n, row in enumerate(section.rows, first):
            for at, (column, value) in enumerate(zip(section.columns, row, strict=True)):
                if column.kind is Kind.SHARE:
                    self._write_share(page, n, at, section.columns, row)
                else:
                    self._write(page, n, at, column.kind, value)
        if any(column.is_summed for column in section.columns):
            self._add_sums(page, section, first, last)
        page.freeze_panes(HEAD_ROW + 1, 1)
        page.autofilter(HEAD_ROW, 0, last, len(section.columns) - 1)
        if section.chart >= 0:
            self._add_chart(page, section, first, last)

    def _add_sums(self, page: Any, section: Section, first: int, last: int) -> None:  # noqa: ANN401
        from xlsxwriter.utility import xl_range  # noqa: PLC0415

        page.write_string(last + 1, 0, self._tr(N_("Total")), self._sums[Kind.TEXT])
        for at, (column, value) in enumerate(zip(section.columns, section.sums, strict=True)):
            if column.kind is Kind.SHARE and value is not None:
                self._write_share(page, last + 1, at, section.columns, section.sums)
            elif column.is_summed:
                formula = f"=SUM({xl_range(first, at, last, at)})"
                page.write_formula(last + 1, at, formula, self._sums[column.kind], value or 0)
            elif at:
                page.write_blank(last + 1, at, None, self._sums[Kind.TEXT])

    def _add_chart(self, page: Any, section: Section, first: int, last: int) -> None:  # noqa: ANN401
        """Draw the column's bars, what is only reported on top of what is proven."""
        drawn = {at: column.code for at, column in enumerate(section.columns) if column.code in COLOURS}
        is_negative = any(int(row[at] or 0) < 0 for row in section.rows for at in drawn)
        place, y_axis = (HEAD_ROW, first, last), axis(self._tr, is_negative=is_negative)
        chart = stacked_chart(self._book, page.get_name(), section.title, place, drawn, y_axis)
        page.insert_chart(last + 3, 0, chart)

    def _sheet(self, title: str) -> Any:  # noqa: ANN401
        """Begin a sheet; its name is short, and no other has it."""
        name = "".join(" " if letter in "[]:*?/\\" else letter for letter in title)[:31]
        name = name if name.casefold() not in self._names else f"{name[:28]} {len(self._names)}"
        self._names.add(name.casefold())
        page = self._book.add_worksheet(name)
        page.write_string(0, 0, title, self._title)
        figures = self._of.figures
        said = f"{figures.fair}, {figures.first:%d/%m/%Y} - {figures.last:%d/%m/%Y}"
        page.write_string(1, 0, said, self._second)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEAD_ROW)
        page.set_row(HEAD_ROW, HEAD_HIGH)
        return page

    def _write(self, page: Any, row: int, at: int, kind: Kind, value: Cell) -> None:  # noqa: ANN401
        if isinstance(value, str):
            page.write_string(row, at, value, self._cells[Kind.TEXT])
        elif value is not None:
            number = value / {Kind.SHARE: WHOLE, Kind.SIZE: METRE}.get(kind, 1)
            page.write_number(row, at, number, self._cells[kind])

    def _write_share(
        self,
        page: Any,  # noqa: ANN401
        row: int,
        at: int,
        columns: Sequence[Column],
        cells: Sequence[Cell],
    ) -> None:
        """Write a share as the quotient of its columns, with what it comes to for who does not compute."""
        from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415

        places = columns[at].part, columns[at].whole
        part, whole = (xl_rowcol_to_cell(row, place) for place in places)
        above, below = (int(cells[place] or 0) for place in places)
        shown = self._sums if cells[0] is None else self._cells
        cached = above / below if below > 0 else ""
        page.write_formula(row, at, f'=IF({whole}>0,{part}/{whole},"")', shown[Kind.SHARE], cached)
