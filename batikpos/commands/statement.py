"""Commands of the acquirer's statement: read one, match one with what the booths took."""

import argparse
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from batikpos.commands.context import Context, read_day
from batikpos.commands.matchwords import line_shape, match_shape, say_match, warn_of_several
from batikpos.commands.sheets import (
    add_column_option,
    chosen_columns,
    preview_shape,
    refusal_shape,
    say_preview,
)
from batikpos.commands.statement_desk import add_desk_acts
from batikpos.commands.whichfair import add_fair_option, fair_named
from batikpos.domain.errors import BadValue
from batikpos.domain.fair import USUAL_ZONE
from batikpos.domain.money import total
from batikpos.domain.statement import USUAL_WINDOW
from batikpos.i18n import N_
from batikpos.services.statement import MatchedStatement, match_file
from batikpos.services.statement_file import STATEMENT, Statement, statement_of
from batikpos.settings import load_settings
from batikpos.sheets.choices import load_choice, remember_choice
from batikpos.sheets.faults import BadList, NotAList
from batikpos.sheets.preview import preview_of
from batikpos.sheets.reader import read_sheets


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser("statement", help=N_("the acquirer's statement of QRIS payments"))
    acts = parser.add_subparsers(dest="act", required=True, metavar="read|match|take|check|list|drop")
    read = acts.add_parser("read", help=N_("says what a statement is taken for, and names every fault"))
    match = acts.add_parser("match", help=N_("sets it against what the booths took, one to one"))
    for act, run in ((read, _read), (match, _match)):
        act.add_argument("file", type=Path, metavar="FILE")
        add_column_option(act)
        act.set_defaults(run=run)
    add_desk_acts(acts)
    match.add_argument("--central", metavar="URL")
    match.add_argument("--date", metavar="D")
    add_fair_option(match)
    match.add_argument(
        "--booth", action="append", default=[], metavar="CODE", help=N_("whose payments it holds; else all")
    )
    match.add_argument(
        "--minutes",
        type=int,
        default=USUAL_WINDOW // timedelta(minutes=1),
        metavar="N",
        help=N_("how far a payment and its line may lie apart"),
    )


def _read(context: Context, args: argparse.Namespace) -> int:
    given = chosen_columns(args.column, STATEMENT)
    choice = load_choice(context.home, STATEMENT.code, given)
    sheets = read_sheets(args.file)
    statement: Statement | None = None
    refusal: NotAList | BadList | None = None
    try:
        statement = statement_of(args.file.name, sheets, ZoneInfo(USUAL_ZONE), choice)
    except (NotAList, BadList) as error:
        refusal = error
    preview = preview_of(args.file.name, sheets, STATEMENT, choice)
    context.give(
        preview_shape(preview)
        | {"ok": refusal is None, "faults": refusal_shape(refusal, context)}
        | _statement_shape(statement)
    )
    say_preview(context, preview)
    if refusal is not None:
        context.warn(refusal.message(context.language))
    if statement is None:
        return 1
    remember_choice(context.home, statement.tables, given)
    said = context.tr(
        N_("{count} payments, {gross}, fees {fee}, net {net}; {unpaid} not paid, {refunds} refunded")
    )
    context.say(
        said.format(
            count=len(statement.lines),
            gross=total(line.gross for line in statement.lines),
            fee=total(line.fee for line in statement.lines),
            net=total(line.net for line in statement.lines),
            unpaid=statement.unpaid,
            refunds=len(statement.refunds),
        )
    )
    return 0


def _match(context: Context, args: argparse.Namespace) -> int:
    given = chosen_columns(args.column, STATEMENT)
    if not 0 <= args.minutes <= 24 * 60:
        raise BadValue("--minutes", str(args.minutes))
    with context.centre(args.central, load_settings(context.home).central) as centre:
        done = match_file(
            centre,
            args.file,
            load_choice(context.home, STATEMENT.code, given),
            day=read_day(args.date) if args.date else None,
            booths=[booth.upper() for booth in args.booth],
            fair=fair_named(centre, args.fair),
            window=timedelta(minutes=args.minutes),
        )
        with centre.reading() as tx:
            warn_of_several(context, tx, done.fair.fair_id, args.booth, done.statement.lines)
    remember_choice(context.home, done.statement.tables, given)
    context.give(_match_shape(done, context))
    _say_match(context, done)
    return 0


def _statement_shape(statement: Statement | None) -> dict[str, Any]:
    if statement is None:
        return {"lines": [], "refunds": [], "unpaid": None, "gross": None, "fee": None, "net": None}
    lines = statement.lines
    return {
        "lines": list(map(line_shape, lines)),
        "refunds": list(map(line_shape, statement.refunds)),
        "unpaid": statement.unpaid,
        "gross": total(line.gross for line in lines).amount,
        "fee": total(line.fee for line in lines).amount,
        "net": total(line.net for line in lines).amount,
    }


def _match_shape(done: MatchedStatement, context: Context) -> dict[str, Any]:
    return {
        "file": done.statement.file,
        "fair": done.fair.name,
        "from": done.days.first.isoformat(),
        "to": done.days.last.isoformat(),
        **match_shape(done.match, context),
        "refunds": list(map(line_shape, done.statement.refunds)),
        "outside": {"payments": done.payments_outside, "lines": done.lines_outside},
    }


def _say_match(context: Context, done: MatchedStatement) -> None:
    tr = context.tr
    context.say(f"{done.fair.name}, {done.days.first:%d/%m/%Y} - {done.days.last:%d/%m/%Y}")
    say_match(context, done.match, done.statement.refunds)
    if done.payments_outside or done.lines_outside:
        said = tr(N_("of other days: {payments} payments, {lines} rows"))
        context.say(said.format(payments=done.payments_outside, lines=done.lines_outside))
