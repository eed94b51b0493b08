"""Commands of the price list: look one over, write one out."""

import argparse
from pathlib import Path

from batikpos.commands.context import Context
from batikpos.commands.paper import write_file
from batikpos.commands.sheets import (
    add_column_option,
    chosen_columns,
    preview_shape,
    refusal_shape,
    say_preview,
)
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import BadValue
from batikpos.i18n import N_
from batikpos.services.list_check import check_list
from batikpos.services.price_list import (
    ITEMS,
    PRODUCERS,
    read_items,
    read_producers,
    sheet_of_items,
    sheet_of_producers,
)
from batikpos.sheets.choices import load_choice, remember_choice
from batikpos.sheets.writing import to_csv, to_xlsx
from batikpos.targets import check_target


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser("catalogue", help=N_("the price list: look a sheet over, write it out"))
    acts = parser.add_subparsers(dest="act", required=True, metavar="check|export")
    check = acts.add_parser("check", help=N_("says what a sheet is taken for, and names every fault"))
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--producers", type=Path, metavar="FILE")
    add_column_option(check)
    check.set_defaults(run=_check)
    export = acts.add_parser("export", help=N_("writes goods and producers as a sheet to be taken in again"))
    export.add_argument("file", type=Path, metavar="FILE.xlsx|FILE.csv")
    export.add_argument(
        "--catalogue", type=Path, metavar="FILE", help=N_("of this sheet, not of the home's booth")
    )
    export.add_argument("--producers", type=Path, metavar="FILE")
    export.set_defaults(run=_export)


def _check(context: Context, args: argparse.Namespace) -> int:
    given = chosen_columns(args.column, ITEMS)
    done = check_list(
        args.file,
        args.producers,
        load_choice(context.home, ITEMS.code, given),
        load_choice(context.home, PRODUCERS.code, {}),
    )
    odd = {item.sku: item.price.amount for item in done.odd_prices}
    context.give(
        preview_shape(done.preview)
        | {"ok": done.refusal is None, "items": len(done.items), "producers": len(done.producers)}
        | {"odd_prices": odd, "faults": refusal_shape(done.refusal, context)}
    )
    say_preview(context, done.preview)
    for item in done.odd_prices:
        said = context.tr(N_("{sku} costs {price}: is that meant?"))
        context.warn(said.format(sku=item.sku, price=item.price))
    if done.tables is not None:
        remember_choice(context.home, done.tables, given)
    if done.refusal is not None:
        context.warn(done.refusal.message(context.language))
        return 1
    said = context.tr(N_("{items} items of {producers} producers could be taken in."))
    makers = {item.producer for item in done.items} or {p.code for p in done.producers}
    context.say(said.format(items=len(done.items), producers=len(makers)))
    return 0


def _export(context: Context, args: argparse.Namespace) -> int:
    catalogue = _catalogue(context, args)
    goods = sheet_of_items(catalogue.items, catalogue.producers)
    match args.file.suffix.lower():
        case ".xlsx":
            written = {args.file: to_xlsx((goods, sheet_of_producers(catalogue.producers)))}
        case ".csv":
            makers = args.file.with_stem(f"{args.file.stem}-producers")
            written = {
                args.file: to_csv(goods),
                makers: to_csv(sheet_of_producers(catalogue.producers)),
            }
        case _:
            raise BadValue("FILE.xlsx|FILE.csv", str(args.file))
    for file in written:
        check_target(file, lambda _: False)
    for file, content in written.items():
        write_file(file, content)
    files = list(map(str, written))
    context.give({"files": files, "items": len(catalogue.items), "producers": len(catalogue.producers)})
    said = context.tr(N_("{items} items of {producers} producers are in {files}."))
    context.say(
        said.format(items=len(catalogue.items), producers=len(catalogue.producers), files=", ".join(files))
    )
    return 0


def _catalogue(context: Context, args: argparse.Namespace) -> Catalogue:
    """Read the sheets that are named, with the columns that were chosen for them; else the home's booth."""
    if args.catalogue is None:
        if args.producers is not None:
            raise BadValue("--producers", str(args.producers))
        with context.desk() as desk:
            return desk.catalogue
    producers = read_producers(
        args.producers or args.catalogue, load_choice(context.home, PRODUCERS.code, {})
    )
    items = read_items(args.catalogue, producers, load_choice(context.home, ITEMS.code, {}))
    return Catalogue(items, producers)
