"""What commands that take sheets in have in common: columns that are chosen, and a preview of the file."""

import argparse
from typing import Any

from batikpos.commands.context import Context
from batikpos.domain.errors import BadValue
from batikpos.i18n import N_
from batikpos.sheets.columns import ListKind
from batikpos.sheets.faults import BadList, NotAList, printable
from batikpos.sheets.preview import Preview, SheetPreview, Taken


def add_column_option(parser: argparse.ArgumentParser) -> None:
    """Let somebody say which column is what."""
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="KEY=NAME",
        help=N_("which column is what, by its heading or letter; remembered for this heading"),
    )


def chosen_columns(typed: list[str], kind: ListKind) -> dict[str, str]:
    """Read KEY=NAME. Raises: BadValue."""
    chosen = {}
    for pair in typed:
        key, is_given, name = pair.partition("=")
        if not is_given or not name.strip() or key not in {column.key for column in kind.columns}:
            raise BadValue("--column", pair)
        chosen[key] = name
    return chosen


def preview_shape(preview: Preview) -> dict[str, Any]:
    """Shape what a file is taken for, for scripts."""
    return {
        "file": preview.file,
        "kind": preview.kind,
        "sheets": [
            {
                "sheet": sheet.sheet,
                "heading": sheet.heading,
                "rows": sheet.rows,
                "columns": list(map(_column_shape, sheet.columns)),
                "missing": list(sheet.missing),
                "unclear": {key: list(map(_column_shape, hits)) for key, hits in sheet.unclear},
                "absent": list(sheet.absent),
                "other": list(sheet.other),
                "first": [dict(zip((c.key for c in sheet.columns), row, strict=True)) for row in sheet.first],
            }
            for sheet in preview.sheets
        ],
        "left_out": list(preview.left_out),
    }


def refusal_shape(error: BadList | NotAList | None, context: Context) -> list[dict[str, Any]]:
    """Shape what is wrong with a file, for scripts: a fault for each cell, or one for the whole."""
    if isinstance(error, BadList):
        return [
            {
                "file": f.file or error.file,
                "sheet": f.sheet,
                "row": f.row,
                "column": f.column,
                "text": context.tr(f.text),
                "value": f.value,
            }
            for f in error.faults
        ]
    whole = {
        "file": None if error is None else error.file,
        "sheet": "",
        "row": None,
        "column": None,
        "value": None,
    }
    return [] if error is None else [whole | {"text": error.message(context.language)}]


def say_preview(context: Context, preview: Preview) -> None:
    """Say what a file is taken for."""
    for sheet in preview.sheets:
        name = f"{preview.file} [{printable(sheet.sheet)}]" if sheet.sheet else preview.file
        said = context.tr(N_("{file}: heading in row {row}, {rows} rows below it"))
        context.say(said.format(file=name, row=sheet.heading, rows=sheet.rows))
        _say_columns(context, sheet)
    if preview.left_out:
        names = ", ".join(map(printable, preview.left_out))
        context.say(context.tr(N_("Sheets that are no such list: {names}")).format(names=names))


def _say_columns(context: Context, sheet: SheetPreview) -> None:
    for at, column in enumerate(sheet.columns):
        values = " | ".join(printable(row[at], 24) for row in sheet.first)
        context.say(f"  {column.letter:>2} {column.key} = {printable(column.heading)}: {values}")
    for text, names in (
        (N_("missing: {names}"), sheet.missing),
        (N_("not there, and not needed: {names}"), sheet.absent),
        (N_("not taken in: {names}"), tuple(map(printable, sheet.other))),
    ):
        if names:
            context.say("  " + context.tr(text).format(names=", ".join(names)))
    if keys := (*sheet.missing, *(key for key, _ in sheet.unclear)):
        said = context.tr(N_("Say which column it is, by its heading or letter: --column {key}=…"))
        context.say("  " + said.format(key=keys[0]))


def _column_shape(column: Taken) -> dict[str, str]:
    return {"key": column.key, "letter": column.letter, "heading": column.heading}
