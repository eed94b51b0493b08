"""Commands of the organizer: reconcile, evidence."""

import argparse
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from batikpos.commands.context import Context, read_day
from batikpos.commands.progress import progress_bar
from batikpos.commands.reports import FORMS, add_papers, render_fair, render_report
from batikpos.commands.settlement import render_settlement
from batikpos.commands.shapes import reconciliation_shape
from batikpos.commands.statement_desk import statement_reports
from batikpos.commands.stock import stock_reports
from batikpos.commands.whichfair import add_fair_option, fair_and_day
from batikpos.domain.differences import say_both
from batikpos.domain.fair import DESK, Fair
from batikpos.domain.reconcile import Reconciliation, say_worth
from batikpos.i18n import N_
from batikpos.reports.fairreport import report_of
from batikpos.reports.signing import signing_lines, signing_shape
from batikpos.reports.spreadsheet import STATES
from batikpos.services.decisions import load_fairs
from batikpos.services.desk import Desk, was_in_use
from batikpos.services.desks import fair_here
from batikpos.services.handed_in import HandedIn, load_handed_in, papers_of, write_handed_in
from batikpos.services.reconcile import reconcile_day
from batikpos.services.settlement import settle_fair
from batikpos.services.strangedays import has_proven_sales, list_strange_days, sheet_of_strange_days
from batikpos.services.wholefair import read_fair
from batikpos.settings import load_settings
from batikpos.sheets.writing import to_csv
from batikpos.store.engine import Store
from batikpos.store.tills import list_days


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser("reconcile", help=N_("set a day of all booths against what they counted"))
    parser.add_argument("--central", metavar="URL")
    parser.add_argument("--date", required=True, metavar="D")
    add_fair_option(parser)
    add_papers(parser)
    parser.set_defaults(run=_reconcile)
    pack = commands.add_parser("evidence", help=N_("pack a fair's facts and reports, for anybody to check"))
    pack.add_argument(
        "file",
        type=Path,
        metavar="FILE.zip|FOLDER",
        help=N_("a name that ends in .zip is one file, any other a new folder"),
    )
    pack.add_argument("--central", metavar="URL")
    add_papers(pack)
    pack.set_defaults(run=_evidence)


def _evidence(context: Context, args: argparse.Namespace) -> int:
    # What follows reads and writes a zip, which no other command of this module does.
    from batikpos.services.pack import make_pack  # noqa: PLC0415

    with (
        context.read_centre(args.central, load_settings(context.home).central) as centre,
        _own_desk(context) as desk,
        progress_bar(context.tr(N_("Packing"))) as progress,
    ):
        reports = all_reports(centre, context, args.papers)
        fair_id = fair_here(context.home, centre)
        done = make_pack(
            centre, args.file, reports, now=context.now(), desk=desk, fair_id=fair_id, progress=progress
        )
    faults = len(done.verdict.faults)
    context.give(
        {
            "file": str(done.file),
            "facts": done.verdict.facts,
            "manifest": done.digest,
            "signer": done.signer or None,
            "faults": faults,
        }
    )
    said = context.tr(N_("{file} holds {facts} facts, read back. The SHA-256 of its manifest, to give out:"))
    context.say(said.format(file=done.file, facts=done.verdict.facts))
    context.say(done.digest)
    if done.signer:
        context.say(
            context.tr(N_("Signed by the organizer's desk, key {signer}.")).format(signer=done.signer)
        )
    if faults:
        found = context.tr(N_("{faults} faults of the centre are in it: “batikpos verify --pack {file}”."))
        context.warn(found.format(faults=faults, file=done.file))
    return 0


@contextmanager
def _own_desk(context: Context) -> Iterator[Desk | None]:
    """Open the home where it is the organizer's desk, which signs; None where it is another."""
    if not was_in_use(context.home):
        yield None
        return
    with context.desk() as desk:
        yield desk if desk.booth.code == DESK else None


def all_reports(centre: Store, context: Context, papers: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """Write the reports of each day that has tills, one after the other, and what is of whole fairs.

    Of a home that is of a fair at the centre only that one is reported: of others it knows no desk. Days of
    no fair on which nothing is proven to be sold are one list. What was handed in on paper, by the file
    `papers` or else by the desk, is the first where there is any.
    """
    known = load_handed_in(context.home, papers)
    if known:
        yield "papers.json", write_handed_in((day, booth, known[day, booth]) for day, booth in known).encode()
    with centre.reading() as tx:
        own = fair_here(context.home, centre)
        fairs = [fair for fair in load_fairs(tx) if own in {"", fair.fair_id}]
        strange = [of for fair in fairs for of in list_strange_days(tx, fair)]
        kept = {of.reconciliation.day for of in strange if has_proven_sales(of)}
        traded = {fair: set(list_days(tx, fair.fair_id)) for fair in fairs}
        days = [
            day
            for day in sorted(set().union(*traded.values()))
            if day in kept or any(fair.has(day) for fair in fairs)
        ]
    if others := [of for of in strange if of.reconciliation.day not in kept]:
        yield "other-days.csv", to_csv(sheet_of_strange_days(others))
    for day in days:
        of_day: list[Fair | None] = [f for f in fairs if f.has(day) and day in traded[f]]
        for fair in of_day or [None]:
            of = reconcile_day(centre, day, papers_of(known, day), fair=fair)
            name = _named(day, of.fair, fairs)
            shape = reconciliation_shape(of.reconciliation, context.tr) | signing_shape(of.signing)
            yield f"{name}-reconciliation.json", (json.dumps(shape, ensure_ascii=False) + "\n").encode()
            for form in FORMS:
                yield f"{name}.{form}", render_report(of, form, context.tr)
    with centre.reading() as tx:
        for fair in fairs:
            name = _named(fair.first_day, fair, fairs)
            yield from stock_reports(context, tx, fair, name)
            yield from statement_reports(context, tx, fair, name)
    for fair in fairs:
        if any(map(fair.has, traded[fair])):
            yield from _of_fair(centre, fair, _named(fair.first_day, fair, fairs), known, context)


def _named(day: date, fair: Fair, fairs: Iterable[Fair]) -> str:
    """Name what is of a fair's day; where another fair has that day too, with the fair."""
    is_shared = any(other.has(day) for other in fairs if other != fair)
    return f"{day}-{fair.fair_id[:8]}" if is_shared else f"{day}"


def _of_fair(
    centre: Store, fair: Fair, name: str, known: HandedIn, context: Context
) -> Iterator[tuple[str, bytes]]:
    report = report_of(read_fair(centre, fair.first_day, fair=fair, handed_in=known))
    settled = settle_fair(centre, today=fair.local(context.now()).date(), fair=fair)
    for form in FORMS:
        yield f"{name}-fair.{form}", render_fair(report, form, context.tr)
        yield f"{name}-settlement.{form}", render_settlement(settled, form, context.tr)


def _reconcile(context: Context, args: argparse.Namespace) -> int:
    day = read_day(args.date)
    papers = papers_of(load_handed_in(context.home, args.papers), day)
    with context.read_centre(args.central, load_settings(context.home).central) as centre:
        fair, _ = fair_and_day(context, centre, args.fair, args.date)
        of = reconcile_day(centre, day, papers, fair=fair)
    context.give(reconciliation_shape(of.reconciliation, context.tr) | signing_shape(of.signing))
    show_reconciliation(context, of.reconciliation)
    for line in signing_lines(of.signing, context.tr):
        context.say(line)
    return 0


def show_reconciliation(context: Context, of: Reconciliation) -> None:
    """Print the reconciliation for people."""
    tr = context.tr
    for row in of.devices:
        figures = row.figures
        said = f"{row.booth.prefix:<6} {tr(STATES[row.state.value]):<12}"
        if figures is not None:
            difference = "-" if figures.difference is None else str(figures.difference)
            said += f" {figures.sales:>4} {figures.total!s:>16} {difference:>14}"
        context.say(said)
        for cause in row.causes:
            context.say(f"       {say_worth(cause, figures, tr)}")
    for words, sum_ in ((N_("Proven"), of.proven), (N_("Reported, not proven"), of.reported)):
        context.say(f"{tr(words):<24} {sum_!s:>16}")
    for words, off in (
        (N_("Cash difference, proven"), of.differences),
        (N_("Cash difference, reported"), of.differences_reported),
    ):
        if off.drawers:
            both = say_both(off, tr) or str(off.headline)
            context.say(f"{tr(words)}: {both}")
    if of.open_price.pieces or of.open_price.total:
        said = tr(N_("Of that sold without a code: {count} pieces, {total}"))
        context.say(said.format(count=of.open_price.pieces, total=of.open_price.total))
