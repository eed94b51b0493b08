"""Commands of the reports: a day, the whole fair, the ministry's page."""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from batikpos.commands.context import Context, read_day
from batikpos.commands.fairshapes import fair_shape
from batikpos.commands.paper import refuse_mixture, write_file
from batikpos.commands.progress import progress_bar
from batikpos.commands.whichfair import add_fair_option, fair_and_day
from batikpos.domain.errors import BadValue
from batikpos.domain.money import total
from batikpos.i18n import N_, Translate
from batikpos.reports.fairreport import FairReport, report_of
from batikpos.reports.figures import Figures, Row, figures_of_day
from batikpos.reports.forms import write_day, write_fair
from batikpos.reports.plain import day_line, day_lines, fair_lines, ministry_lines, span_line
from batikpos.reports.signing import signing_lines, signing_shape
from batikpos.services.handed_in import HandedIn, load_handed_in, papers_of
from batikpos.services.reconcile import FairDay, reconcile_day
from batikpos.services.wholefair import read_fair
from batikpos.settings import load_settings

FORMS = ("json", "csv", "xlsx", "pdf")


def add_papers(parser: argparse.ArgumentParser) -> None:
    """Declare that a command says causes, by what the booths handed in."""
    parser.add_argument(
        "--papers",
        type=Path,
        metavar="FILE",
        help=N_("what the booths handed in (docs/CAUSES.md); else what this desk keeps"),
    )


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    report = commands.add_parser("report", help=N_("the fair on a page"))
    acts = report.add_subparsers(dest="act", required=True, metavar="day|fair|ministry")
    day = acts.add_parser("day", help=N_("one day: what is proven, every booth, every producer"))
    fair = acts.add_parser("fair", help=N_("all days, with what is asked of a fair afterwards"))
    ministry = acts.add_parser("ministry", help=N_("the share of natural dyes on one page to be handed over"))
    for act, forms, run in (
        (day, FORMS, _report_day),
        (fair, FORMS, _report_fair),
        (ministry, ("pdf",), _ministry),
    ):
        act.add_argument("--central", metavar="URL")
        when = None if act is day else N_("a day of the fair; else today")
        act.add_argument("--date", required=act is day, metavar="D", help=when)
        add_fair_option(act)
        act.add_argument(
            "--format", dest="form", choices=forms, help=N_("what is written; else what the file's name says")
        )
        act.add_argument(
            "--out", type=Path, metavar="FILE", help=N_("where it goes; without it, it is shown here")
        )
        act.set_defaults(run=run)
    for act in (day, fair):
        add_papers(act)


def render_report(of: FairDay, form: str, tr: Translate) -> bytes:
    """Write a day's report as json, csv, xlsx or pdf."""
    if form != "json":
        return write_day(of, form, tr)
    shape = report_shape(figures_of_day(of)) | signing_shape(of.signing)
    return (json.dumps(shape, ensure_ascii=False) + "\n").encode()


def render_fair(of: FairReport, form: str, tr: Translate) -> bytes:
    """Write a fair's report as json, csv, xlsx or pdf."""
    if form != "json":
        return write_fair(of, form, tr)
    return (json.dumps(fair_shape(of, tr), ensure_ascii=False) + "\n").encode()


def report_shape(figures: Figures) -> dict[str, Any]:
    """Shape a day's report for scripts."""
    sums = figures.all
    return {
        "date": figures.first.isoformat(),
        "total": sums.total.amount,
        "total_proven": figures.proven.total.amount,
        "total_reported": figures.reported.total.amount,
        "gross": sums.gross.amount,
        "discount": sums.discount.amount,
        "rounding": sums.rounding.amount,
        "sales": sums.sales,
        "by_booth": _rows(figures.by_booth, "booth", "sales"),
        "by_producer": _rows(figures.by_producer, "producer", "pieces", with_name=True),
        "by_tender": _rows(figures.by_tender, "tender", "sales"),
        "by_hour": _rows(figures.by_hour, "hour", "sales"),
        "by_technique": _rows(figures.by_technique, "technique", "pieces"),
        "by_dye": _rows(figures.by_dye, "dye", "pieces"),
        "top": _rows(figures.top, "sku", "pieces", with_name=True),
    } | _seldom(figures)


def _seldom(figures: Figures) -> dict[str, Any]:
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


def _report_day(context: Context, args: argparse.Namespace) -> int:
    day, form = read_day(args.date), form_of(context, args, FORMS)
    papers = papers_of(load_handed_in(context.home, args.papers), day)
    with context.read_centre(args.central, load_settings(context.home).central) as centre:
        fair, _ = fair_and_day(context, centre, args.fair, args.date)
        of = reconcile_day(centre, day, papers, fair=fair)
    if form:
        return _write(
            context, args, form, render_report(of, form, context.tr), day_line(of.fair, day, context.tr)
        )
    figures = figures_of_day(of)
    context.give(report_shape(figures) | signing_shape(of.signing))
    return _show(context, [*day_lines(of, figures, context.tr), *signing_lines(of.signing, context.tr)])


def _report_fair(context: Context, args: argparse.Namespace) -> int:
    form = form_of(context, args, FORMS)
    of = _report(context, args, load_handed_in(context.home, args.papers))
    if form:
        data = render_fair(of, form, context.tr)
        return _write(context, args, form, data, span_line(of.figures, context.tr))
    context.give(fair_shape(of, context.tr))
    return _show(context, fair_lines(of, context.tr))


def _ministry(context: Context, args: argparse.Namespace) -> int:
    # reportlab takes a tenth of a second to load
    from batikpos.reports.ministry import to_ministry_page  # noqa: PLC0415

    form = form_of(context, args, ("pdf",))
    of = _report(context, args)
    if form:
        data = to_ministry_page(of, context.tr)
        return _write(context, args, form, data, context.tr(N_("Share of natural dyes")))
    shape = fair_shape(of, context.tr)
    context.give({key: shape[key] for key in ("fair", "fair_id", "from", "to", "natural_dye")})
    return _show(context, ministry_lines(of, context.tr))


def _report(context: Context, args: argparse.Namespace, handed_in: HandedIn | None = None) -> FairReport:
    """Read the fair, and prove it; the ministry's page says no causes, and asks for no papers."""
    with (
        context.read_centre(args.central, load_settings(context.home).central) as centre,
        progress_bar(context.tr(N_("Proving"))) as progress,
    ):
        fair, day = fair_and_day(context, centre, args.fair, args.date)
        return report_of(read_fair(centre, day, progress, fair=fair, handed_in=handed_in))


def form_of(context: Context, args: argparse.Namespace, forms: Sequence[str]) -> str:
    """Say in which form it is written: as asked for, or by the file's name; "" where it is only shown.

    Raises: BadValue.
    """
    if args.out is None and args.form is None:
        return ""
    args.out = Path("-") if args.out is None else args.out
    named = args.out.suffix.removeprefix(".").lower()
    if not args.form and named and named not in forms:
        raise BadValue(", ".join(f".{form}" for form in forms), args.out.name)
    form: str = args.form or named or forms[0]
    refuse_mixture(context, args.out, form)
    return form


def _write(context: Context, args: argparse.Namespace, form: str, data: bytes, what: str) -> int:
    write_file(args.out, data, is_text=form in {"json", "csv"})
    if str(args.out) != "-":
        context.give({"file": str(args.out), "format": form})
        context.say(context.tr(N_("{what} is in {file}.")).format(what=what, file=args.out))
    return 0


def _show(context: Context, lines: Iterable[str]) -> int:
    for line in lines:
        context.say(line)
    return 0
