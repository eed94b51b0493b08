"""Commands that hand a fair's books to other programs: flat tables and a ledger."""

import argparse
from pathlib import Path

from batikpos.commands.context import Context
from batikpos.commands.paper import refuse_mixture
from batikpos.commands.progress import progress_bar
from batikpos.commands.settlement import give_file
from batikpos.commands.whichfair import add_fair_option, fair_and_day
from batikpos.i18n import N_
from batikpos.services.settlement import settle_fair
from batikpos.services.wholefair import read_fair
from batikpos.settings import load_settings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser("export", help=N_("the fair's books for other programs"))
    acts = parser.add_subparsers(dest="act", required=True, metavar="flat|beancount")
    flat = acts.add_parser("flat", help=N_("every sale, line, payment and close as CSV files in a zip"))
    flat.add_argument("--out", type=Path, required=True, metavar="FILE.zip")
    flat.add_argument("--central", metavar="URL")
    flat.add_argument("--date", metavar="D", help=N_("a day of the fair; else today"))
    add_fair_option(flat)
    flat.set_defaults(run=_flat)
    ledger = acts.add_parser("beancount", help=N_("the whole fair as a ledger of beancount"))
    ledger.add_argument("--out", type=Path, default=Path("-"), metavar="FILE")
    ledger.add_argument("--central", metavar="URL")
    ledger.add_argument("--date", metavar="D", help=N_("a day of the fair; else today"))
    add_fair_option(ledger)
    ledger.set_defaults(run=_ledger)


def _flat(context: Context, args: argparse.Namespace) -> int:
    # What follows writes a zip, which no other command here does.
    from batikpos.services.flat import export_flat  # noqa: PLC0415

    with context.read_centre(args.central, load_settings(context.home).central) as centre:
        fair, day = fair_and_day(context, centre, args.fair, args.date)
        with progress_bar(context.tr(N_("Proving"))) as progress:
            of = read_fair(centre, day, progress, fair=fair)
        with progress_bar(context.tr(N_("Packing"))) as progress:
            done = export_flat(centre, of, args.out, context.tr, now=context.now(), progress=progress)
    context.give({"file": str(done.file), "rows": done.rows})
    said = context.tr(N_("{file}: {sales} sales with {lines} lines, and what its columns mean in {index}"))
    context.say(
        said.format(
            file=done.file, sales=done.rows["sales.csv"], lines=done.rows["lines.csv"], index="index.csv"
        )
    )
    return 0


def _ledger(context: Context, args: argparse.Namespace) -> int:
    from batikpos.reports.ledger import to_beancount  # noqa: PLC0415 - of all commands only this one

    refuse_mixture(context, args.out, "beancount")
    with context.read_centre(args.central, load_settings(context.home).central) as centre:
        fair, day = fair_and_day(context, centre, args.fair, args.date)
        of = settle_fair(centre, today=day, fair=fair)
    return give_file(context, args.out, to_beancount(of, context.tr).encode(), "beancount")
