"""Writing sheets as CSV or XLSX, so that what is read again is the same."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from batikpos.domain.sheet import Sheet, write_value
from batikpos.sheets.delimited import guarded


def to_csv(sheet: Sheet) -> bytes:
    """Write one sheet; UTF-8 with a mark, as spreadsheets expect, and no text they take for a formula."""
    out = StringIO()
    writer = csv.writer(out)
    for row in sheet.rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else write_value(cell) for cell in row.cells])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Write a workbook: numbers as numbers, texts as texts, which no spreadsheet turns into days."""
    # 46 ms, and only when somebody wants a workbook.
    import xlsxwriter  # noqa: PLC0415

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for n, row in enumerate(sheet.rows):
                for column, cell in enumerate(row.cells):
                    if isinstance(cell, float):
                        page.write_number(n, column, cell)
                    else:
                        page.write_string(n, column, write_value(cell), text if n else head)
            page.freeze_panes(1, 0)
            page.autofit()
    return out.getvalue()
