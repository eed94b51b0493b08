"""Acts of the organizer's desk on statements: take one in, check all of them, list them, drop one."""

import argparse
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from batikpos.commands.context import Context, read_day
from batikpos.commands.deciding import is_sent
from batikpos.commands.matchwords import match_shape, say_match, warn_of_several
from batikpos.commands.sheets import add_column_option, chosen_columns
from batikpos.commands.whichfair import add_fair_option, fair_and_day
from batikpos.domain.errors import Unavailable
from batikpos.domain.fair import Fair
from batikpos.domain.money import total
from batikpos.domain.statement import StatementMatch
from batikpos.domain.takenstatement import TakenStatement, settled_on
from batikpos.i18n import N_
from batikpos.services.decisions import known_booths, load_fairs
from batikpos.services.desk import Desk
from batikpos.services.organizer import check_desk
from batikpos.services.reconcile import Days, NoFair
from batikpos.services.statement import within
from batikpos.services.statement_file import STATEMENT
from batikpos.services.statements import (
    check_statements,
    drop_statement,
    load_statements,
    statements_known,
    take_statement,
)
from batikpos.settings import load_settings
from batikpos.sheets.choices import load_choice, remember_choice
from batikpos.store.engine import Store, Transaction


def add_desk_acts(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare what the desk does with statements."""
    take = acts.add_parser(
        "take", help=N_("takes one in at the desk, all of it or nothing, for every day after")
    )
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--from", dest="first", metavar="D", help=N_("the first day that it is of"))
    take.add_argument("--to", dest="last", metavar="D", help=N_("the last day that it is of"))
    take.add_argument(
        "--booth", action="append", default=[], metavar="CODE", help=N_("whose payments it holds; else all")
    )
    add_column_option(take)
    drop = acts.add_parser("drop", help=N_("lets one count no more that was taken in by mistake"))
    drop.add_argument("name", metavar="FILE|SHA256")
    drop.add_argument("--reason", required=True, metavar="T")
    check = acts.add_parser("check", help=N_("sets all that were taken in against what the booths took"))
    check.add_argument("--date", metavar="D")
    add_fair_option(check)
    known = acts.add_parser("list", help=N_("names those that were taken in"))
    for act, run in ((take, _take), (drop, _drop), (check, _check), (known, _list)):
        act.add_argument("--central", metavar="URL")
        act.set_defaults(run=run)
    for act in (take, drop):
        act.add_argument("--cashier", required=True, metavar="NAME")


def _take(context: Context, args: argparse.Namespace) -> int:
    given = chosen_columns(args.column, STATEMENT)
    with context.desk() as desk, _centre(context, desk, args.central) as centre:
        check_desk(desk)
        by = context.cashier(desk, args.cashier).name
        read, taken = take_statement(
            desk,
            args.file,
            load_choice(context.home, STATEMENT.code, given),
            by=by,
            now=context.now(),
            booths=[booth.upper() for booth in args.booth],
            first=read_day(args.first) if args.first else None,
            last=read_day(args.last) if args.last else None,
            known=_known_to(centre, desk),
            heard=_heard_at(centre, desk),
        )
        remember_choice(context.home, read.tables, given)
        with desk.store.reading() as tx:
            warn_of_several(context, tx, desk.fair.fair_id, taken.booths, taken.lines)
        reached = is_sent(context, desk, centre)
    context.give(statement_shape(taken) | {"sent": reached})
    _say(context, taken)
    return 0 if reached else 3


def _drop(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk, _centre(context, desk, args.central) as centre:
        check_desk(desk)
        by = context.cashier(desk, args.cashier).name
        known = _known_to(centre, desk)
        dropped = drop_statement(desk, args.name, args.reason, by=by, now=context.now(), known=known)
        reached = is_sent(context, desk, centre)
    context.give(statement_shape(dropped) | {"sent": reached})
    context.say(context.tr(N_("{file} counts no more.")).format(file=dropped.file))
    return 0 if reached else 3


def _check(context: Context, args: argparse.Namespace) -> int:
    day = read_day(args.date) if args.date else None
    with context.read_centre(args.central, load_settings(context.home).central) as centre:
        fair, near = fair_and_day(context, centre, args.fair, args.date)
        if fair is None:
            raise NoFair(centre.name, near)
        with centre.reading() as tx:
            checked = check_statements(tx, fair)
    match = checked.match if day is None else within(checked.match, Days(day, day))
    refunds = [line for one in checked.statements for line in one.refunds if day in {None, line.at.date()}]
    context.give(
        check_shape(context, fair.name, checked.statements, match) | {"date": day and day.isoformat()}
    )
    for one in checked.statements:
        _say(context, one)
    say_match(context, match, refunds)
    for settled in settled_on(match):
        said = context.tr(N_("paid out on {day}: {count} payments, {gross}, fees {fee}, net {net}"))
        context.say(
            said.format(
                day="-" if settled.day is None else f"{settled.day:%d/%m/%Y}",
                count=settled.count,
                gross=settled.gross,
                fee=settled.fee,
                net=settled.net,
            )
        )
    return 0


def check_shape(
    context: Context, fair: str, statements: Iterable[TakenStatement], match: StatementMatch
) -> dict[str, Any]:
    """Shape all that was taken in, set against what the booths took, for scripts."""
    return {
        "fair": fair,
        "statements": [statement_shape(one) for one in statements],
        **match_shape(match, context),
        "settled": [
            {
                "date": None if one.day is None else one.day.isoformat(),
                "count": one.count,
                "gross": one.gross.amount,
                "fee": one.fee.amount,
                "net": one.net.amount,
            }
            for one in settled_on(match)
        ],
    }


def statement_reports(
    context: Context, tx: Transaction, fair: Fair, name: str
) -> Iterator[tuple[str, bytes]]:
    """Write what an evidence pack has of a fair's statements, where some were taken in, named after it."""
    checked = check_statements(tx, fair)
    if checked.statements:
        document = check_shape(context, fair.name, checked.statements, checked.match)
        yield f"{name}-statements.json", (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _list(context: Context, args: argparse.Namespace) -> int:
    central = load_settings(context.home).central
    with context.read_centre(args.central, central) as centre, centre.reading() as tx:
        taken = [one for fair in load_fairs(tx) for one in load_statements(tx, fair.fair_id)]
    context.give({"statements": [statement_shape(one) for one in taken]})
    for one in taken:
        _say(context, one)
    return 0


@contextmanager
def _centre(context: Context, desk: Desk, address: str | None) -> Iterator[Store | None]:
    """Open the centre; None where it cannot be reached, for what is decided is kept here first."""
    with ExitStack() as stack:
        try:
            centre = stack.enter_context(context.read_centre(address, desk.settings.central))
        except Unavailable as error:
            context.warn(error.message(context.language))
            yield None
        else:
            yield centre


def _known_to(centre: Store | None, desk: Desk) -> tuple[TakenStatement, ...]:
    """List what the centre has of statements, perhaps of another machine of the desk, and this desk since."""
    return () if centre is None else statements_known(centre, desk.store, desk.fair.fair_id)


def _heard_at(centre: Store | None, desk: Desk) -> tuple[str, ...]:
    """List the booths that the centre knows."""
    if centre is None:
        return ()
    with centre.reading() as tx:
        return known_booths(tx, desk.fair.fair_id)


def statement_shape(of: TakenStatement) -> dict[str, Any]:
    """Shape a statement that was taken in, for scripts."""
    return {
        "file": of.file,
        "sha256": of.sha256,
        "at": of.at.isoformat(),
        "by": of.by,
        "booths": list(of.booths),
        "from": of.first.isoformat(),
        "to": of.last.isoformat(),
        "columns": of.columns,
        "lines": len(of.lines),
        "refunds": len(of.refunds),
        "unpaid": of.unpaid,
        "gross": total(line.gross for line in of.lines).amount,
        "fee": total(line.fee for line in of.lines).amount,
        "net": total(line.net for line in of.lines).amount,
    }


def _say(context: Context, of: TakenStatement) -> None:
    said = context.tr(N_("{file} ({hash}): {count} payments of {days} at {booths}, {gross}; {by} on {at}"))
    context.say(
        said.format(
            file=of.file,
            hash=of.sha256[:8],
            count=len(of.lines),
            booths=", ".join(of.booths) or context.tr(N_("All booths")).lower(),
            days=f"{of.first:%d/%m/%Y} - {of.last:%d/%m/%Y}",
            gross=total(line.gross for line in of.lines),
            by=of.by,
            at=f"{of.at:%d/%m %H.%M}",
        )
    )
