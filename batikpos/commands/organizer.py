"""Commands of the organizer: reconcile, report day, evidence."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from batikpos.commands.context import Context, read_day
from batikpos.commands.handedin import read_handed_in
from batikpos.commands.paper import refuse_mixture, write_file
from batikpos.commands.progress import progress_bar
from batikpos.commands.shapes import reconciliation_shape
from batikpos.domain.money import total
from batikpos.domain.reconcile import Reconciliation, say_cause
from batikpos.i18n import N_, Translate
from batikpos.reports.figures import DayFigures, Row, figures_of
from batikpos.reports.spreadsheet import STATES
from batikpos.services.reconcile import FairDay, reconcile_day
from batikpos.settings import load_settings
from batikpos.store.engine import Store
from batikpos.store.tills import list_days

FORMS = ("json", "csv", "xlsx", "pdf")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser("reconcile", help=N_("set a day of all booths against what they counted"))
    parser.add_argument("--central", metavar="URL")
    parser.add_argument("--date", required=True, metavar="D")
    parser.add_argument(
        "--papers", type=Path, metavar="FILE", help=N_("what the booths handed in: docs/CAUSES.md")
    )
    parser.set_defaults(run=_reconcile)
    report = commands.add_parser("report", help=N_("the fair on a page"))
    acts = report.add_subparsers(dest="act", required=True, metavar="day")
    day = acts.add_parser("day")
    day.add_argument("--central", metavar="URL")
    day.add_argument("--date", required=True, metavar="D")
    day.add_argument("--format", dest="form", choices=FORMS, default="json")
    day.add_argument("--out", type=Path, default=Path("-"), metavar="FILE")
    day.set_defaults(run=_report_day)
    pack = commands.add_parser("evidence", help=N_("pack a fair's facts and reports, for anybody to check"))
    pack.add_argument("file", type=Path, metavar="FILE.zip")
    pack.add_argument("--central", metavar="URL")
    pack.set_defaults(run=_evidence)


def render_report(of: FairDay, form: str, tr: Translate) -> bytes:
    """Write a day's report as json, csv, xlsx or pdf."""
    figures = figures_of(of)
    match form:
        case "csv":
            from batikpos.reports.spreadsheet import to_csv  # noqa: PLC0415

            return to_csv(of, figures, tr)
        case "xlsx":
            from batikpos.reports.spreadsheet import to_xlsx  # noqa: PLC0415

            return to_xlsx(of, figures, tr)
        case "pdf":
            # reportlab takes a tenth of a second to load
            from batikpos.reports.page import to_page  # noqa: PLC0415

            return to_page(of, figures, tr)
        case _:
            return (json.dumps(report_shape(figures), ensure_ascii=False) + "\n").encode()


def report_shape(figures: DayFigures) -> dict[str, Any]:
    """Shape a day's report for scripts."""
    return {
        "date": figures.day.isoformat(),
        "total": figures.total.amount,
        "gross": figures.gross.amount,
        "discount": figures.discount.amount,
        "rounding": figures.rounding.amount,
        "sales": figures.sales,
        "by_booth": _rows(figures.by_booth, "booth", "sales"),
        "by_producer": _rows(figures.by_producer, "producer", "pieces", with_name=True),
        "by_tender": _rows(figures.by_tender, "tender", "sales"),
        "by_hour": _rows(figures.by_hour, "hour", "sales"),
        "by_technique": _rows(figures.by_technique, "technique", "pieces"),
        "by_dye": _rows(figures.by_dye, "dye", "pieces"),
        "top": _rows(figures.top, "sku", "pieces", with_name=True),
    } | _seldom(figures)


def _seldom(figures: DayFigures) -> dict[str, Any]:
    """Say what was sold by a typed price, and what was paid down for orders, where anything was."""
    said: dict[str, Any] = {}
    if rows := figures.open_price:
        said["open_price"] = {
            "pieces": sum(r.count for r in rows),
            "total": total(r.total for r in rows).amount,
        }
    if figures.down_payments:
        said["down_payments"] = _rows(figures.down_payments, "tender", "orders")
    return said


def _rows(rows: tuple[Row, ...], key: str, counted: str, *, with_name: bool = False) -> list[dict[str, Any]]:
    return [
        {key: r.key} | ({"name": r.name} if with_name else {}) | {counted: r.count, "total": r.total.amount}
        for r in rows
    ]


def _evidence(context: Context, args: argparse.Namespace) -> int:
    # What follows reads and writes a zip, which no other command of this module does.
    from batikpos.services.pack import make_pack  # noqa: PLC0415

    with (
        context.read_centre(args.central, _central(context)) as centre,
        progress_bar(context.tr(N_("Packing"))) as progress,
    ):
        reports = _all_reports(centre, context)
        done = make_pack(centre, args.file, reports, now=context.now(), progress=progress)
    faults = len(done.verdict.faults)
    context.give(
        {"file": str(done.file), "facts": done.verdict.facts, "manifest": done.digest, "faults": faults}
    )
    said = context.tr(N_("{file} holds {facts} facts, read back. The SHA-256 of its manifest, to give out:"))
    context.say(said.format(file=done.file, facts=done.verdict.facts))
    context.say(done.digest)
    if faults:
        found = context.tr(N_("{faults} faults of the centre are in it: “batikpos verify --pack {file}”."))
        context.warn(found.format(faults=faults, file=done.file))
    return 0


def _all_reports(centre: Store, context: Context) -> Iterator[tuple[str, bytes]]:
    """Write the reports of each day that has tills, one after the other."""
    with centre.reading() as tx:
        days = list_days(tx)
    for day in days:
        of = reconcile_day(centre, day)
        shape = reconciliation_shape(of.reconciliation, context.tr)
        yield f"{day}-reconciliation.json", (json.dumps(shape, ensure_ascii=False) + "\n").encode()
        for form in FORMS:
            yield f"{day}.{form}", render_report(of, form, context.tr)


def _central(context: Context) -> str:
    """Use the home's centre where none was named and a booth is set up here."""
    return load_settings(context.home).central


def _reconcile(context: Context, args: argparse.Namespace) -> int:
    day = read_day(args.date)
    papers = read_handed_in(args.papers, day) if args.papers else None
    with context.read_centre(args.central, _central(context)) as centre:
        of = reconcile_day(centre, day, papers)
    context.give(reconciliation_shape(of.reconciliation, context.tr))
    show_reconciliation(context, of.reconciliation)
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
            evidence = f" ({', '.join(cause.evidence)})" if cause.evidence else ""
            context.say(f"       {cause.amount}: {say_cause(cause, figures, tr)}{evidence}")
    context.say(f"{tr(N_('Total')):<19} {of.total!s:>21}")
    if of.open_price.pieces or of.open_price.total:
        said = tr(N_("Of that sold without a code: {count} pieces, {total}"))
        context.say(said.format(count=of.open_price.pieces, total=of.open_price.total))


def _report_day(context: Context, args: argparse.Namespace) -> int:
    day = read_day(args.date)
    with context.read_centre(args.central, _central(context)) as centre:
        of = reconcile_day(centre, day)
    refuse_mixture(context, args.out, args.form)
    write_file(args.out, render_report(of, args.form, context.tr), is_text=args.form in {"json", "csv"})
    if str(args.out) != "-":
        context.give({"file": str(args.out), "format": args.form})
        context.say(str(args.out))
    return 0
