"""Workbooks as people make them, and as somebody makes them who means harm."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter


def make_book(path: Path, *rows: Sequence[Any], more: Callable[[Any, Any], None] | None = None) -> Path:
    """Write a workbook of one sheet; `more` is given the book and the sheet, to add what it likes."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd-mm-yy"})
    sheet = book.add_worksheet("Lembar1")
    for n, row in enumerate(rows):
        sheet.write_row(n, 0, row)
    if more is not None:
        more(book, sheet)
    book.close()
    return path


def patch_book(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Write one part of a workbook anew."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts[part] = change(parts[part])
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"
