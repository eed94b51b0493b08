"""The organizer's board on the command line: how each booth's day stands, the problems first."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from batikpos.commands.context import Context
from batikpos.commands.progress import progress_bar
from batikpos.commands.shapes import differences_shape
from batikpos.commands.stopping import Stopping
from batikpos.commands.whichfair import add_fair_option, fair_and_day
from batikpos.domain.board import Board, BoardTotal, BoothRow
from batikpos.domain.chart import rounded_rupiah
from batikpos.domain.differences import say_both
from batikpos.domain.errors import BadValue, Unavailable
from batikpos.domain.money import Rupiah
from batikpos.domain.reconcile import DayState
from batikpos.domain.tender import MONEY, TenderKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate
from batikpos.reports.spreadsheet import STATES
from batikpos.services.board import BoardReader, Progress
from batikpos.settings import load_settings

AN_HOUR, A_DAY = 60, 24 * 60
"""Minutes."""

ACROSS = 5
"""Booths in one line where nothing is wrong with them."""

_CLEAR = "\x1b[H\x1b[J"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser("board", help=N_("how each booth's day stands at the centre"))
    parser.add_argument("--central", metavar="URL")
    parser.add_argument("--date", metavar="D", help=N_("the day; today where none is named"))
    add_fair_option(parser)
    parser.add_argument(
        "--watch", type=float, metavar="SECONDS", help=N_("look again every so many seconds, until stopped")
    )
    parser.set_defaults(run=_board)


def _board(context: Context, args: argparse.Namespace) -> int:
    if args.watch is not None and not 0 < args.watch < 60 * A_DAY:
        raise BadValue("1 … 86399", str(args.watch))
    with context.read_centre(args.central, load_settings(context.home).central) as centre:
        fair, day = fair_and_day(context, centre, args.fair, args.date)
        reader = BoardReader()
        if args.watch is None:
            with progress_bar(context.tr(N_("Proving"))) as progress:
                board = reader.read(centre, day, context.now, progress, fair=fair)
            _show(context, board, again=False)
            return 0
        with suppress(KeyboardInterrupt), Stopping() as stopping:
            shown = None
            while True:
                look = partial(reader.read, centre, day, context.now, fair=fair)
                shown = _look_again(context, look, shown, stopping)
                stopping.wait(args.watch)
    return 0


def _look_again(
    context: Context, look: Callable[[Progress], Board], shown: Board | None, stopping: Stopping
) -> Board | None:
    """Look again, and show what is other than what was shown; a centre that is away is waited for."""

    def tell(done: int, whole: int) -> None:
        stopping.check()
        progress(done, whole)

    try:
        with progress_bar(context.tr(N_("Proving"))) as progress:
            board = look(tell)
    except Unavailable as error:
        context.warn(error.message(context.language))
        return shown
    if shown is not None and replace(board, at=shown.at) == shown:
        return shown
    _show(context, board, again=True)
    return board


def _show(context: Context, board: Board, *, again: bool) -> None:
    context.give(board_shape(board))
    if again and not context.is_json and sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
    for line in board_lines(board, context.tr):
        context.say(line)


def board_shape(board: Board) -> dict[str, Any]:
    """Shape a board for scripts."""
    signed, moved = board.signed, board.moved_since_signed
    return {
        "fair": board.fair.name,
        "date": board.day.isoformat(),
        "at": board.at.isoformat(),
        "proven": _total_shape(board.proven),
        "reported": _total_shape(board.reported),
        "missing": len(board.of_state(DayState.MISSING)),
        "hours": [
            {
                "hour": hour.hour,
                "proven": {"sales": hour.proven_sales, "total": hour.proven.amount},
                "reported": {"sales": hour.reported_sales, "total": hour.reported.amount},
            }
            for hour in board.hours
        ],
        "signed": signed
        and {
            "by": signed.by,
            "witness": signed.witness,
            "at": signed.at.isoformat(),
            "total": signed.total.amount,
            "moved": None if moved is None else moved.amount,
        },
        "goods_not_counted": list(board.goods_not_counted),
        "booths": [_row_shape(row, board.at) for row in board.rows],
    }


def _total_shape(of: BoardTotal) -> dict[str, Any]:
    return {
        "booths": of.booths,
        "sales": of.sales,
        "pieces": of.pieces,
        "total": of.total.amount,
        "natural_dyes": of.natural.amount,
        "named_dyes": of.dyed.amount,
        "by_tender": _by_tender(of.by_tender.items()),
        "expected_cash": of.expected_cash.amount,
        "counted_cash": of.counted_cash.amount,
        "difference": of.difference.amount,
        "differences": differences_shape(of.differences),
    }


def _by_tender(amounts: Iterable[tuple[str, Rupiah]]) -> dict[str, int]:
    return {str(kind): amount.amount for kind, amount in amounts}


def _row_shape(row: BoothRow, now: datetime) -> dict[str, Any]:
    figures, age = row.figures, row.age(now)
    return {
        "booth": row.booth.code,
        "device": row.booth.device,
        "state": row.state.value,
        "sales": figures and figures.sales,
        "pieces": row.pieces if figures else None,
        "total": figures and figures.total.amount,
        "by_tender": figures and _by_tender(figures.by_tender.items()),
        "expected_cash": figures and figures.expected_cash.amount,
        "counted_cash": figures and _amount(figures.counted_cash),
        "difference": figures and _amount(figures.difference),
        "causes": row.causes,
        "last_at": row.last and row.last.isoformat(),
        "age_seconds": None if age is None else int(age.total_seconds()),
        "signed": row.signed or None,
    }


def _amount(amount: Rupiah | None) -> int | None:
    return None if amount is None else amount.amount


def board_lines(board: Board, tr: Translate) -> Iterator[str]:
    """Write a board for people: what wants somebody in a line each, then all that is well, several in one."""
    yield f"{board.fair.name} · {board.day:%d/%m/%Y} · {board.at:%H.%M.%S}"
    for said, of in ((N_("Proven"), board.proven), (N_("Reported, not proven"), board.reported)):
        yield from _total_lines(tr(said), of, tr)
    missing = len(board.of_state(DayState.MISSING))
    if missing:
        yield tr(N_("Missing: {count}")).format(count=missing)
    if board.signed is not None:
        who = tr(N_("Signed off by {by} and {witness}"))
        moved = board.moved_since_signed
        since = tr(N_("{amount} since then")).format(amount=moved) if moved else ""
        yield " · ".join(filter(None, (who.format(by=board.signed.by, witness=board.signed.witness), since)))
    if board.goods_not_counted:
        yield tr(N_("Goods not counted: {booths}")).format(booths=", ".join(board.goods_not_counted))
    well = [row for row in board.rows if row.state is DayState.PROVEN and not row.is_short_or_over]
    ill = [row for row in board.by_urgency if row not in well]
    if ill:
        yield ""
        yield _HEAD.format(*(tr(word) for word in _COLUMNS))
    for row in ill:
        yield _line(row, board.at, tr)
    if well:
        yield ""
        yield tr(N_("Proven, and the cash fits:"))
    cells = [f"{row.booth.prefix:<7}{_short(row, tr):>11}" for row in well]
    for n in range(0, len(cells), ACROSS):
        yield "  ".join(cells[n : n + ACROSS])


_COLUMNS = (
    N_("Booth"),
    N_("State"),
    N_("Sales"),
    N_("Total"),
    N_("Cash"),
    N_("QRIS"),
    N_("Difference"),
    N_("Causes"),
    N_("Last"),
)
_HEAD = "{:<7} {:<12} {:>9} {:>14} {:>13} {:>13} {:>12} {:>6} {:>8}"


def _short(row: BoothRow, tr: Translate) -> str:
    return rounded_rupiah(row.figures.total.amount, tr) if row.figures else ""


def _total_lines(said: str, of: BoardTotal, tr: Translate) -> Iterator[str]:
    """Say what is of one state: its total, and where there are such booths, of what."""
    if not of.booths:
        yield f"{said}: {of.total}"
        return
    counted = tr(N_("booths: {count}, sales: {sales}")).format(count=of.booths, sales=of.sales)
    off = say_both(of.differences, tr) or (of.differences.drawers and str(of.differences.headline))
    difference = tr(N_("cash difference {amount}")).format(amount=off) if off else ""
    yield " · ".join(filter(None, (f"{said}: {of.total}", counted, difference)))
    ways = [f"{tr(TENDERS[kind])} {amount}" for kind in TenderKind if (amount := of.by_tender.get(kind))]
    if ways:
        yield "    " + " · ".join(ways)


def _line(row: BoothRow, now: datetime, tr: Translate) -> str:
    figures, state = row.figures, tr(STATES[row.state.value])
    told = ["-"] * 6
    if figures is not None:
        difference = "-" if figures.difference is None else figures.difference.bare()
        told = [
            str(figures.sales),
            figures.total.bare(),
            *(figures.by_tender[kind].bare() for kind in MONEY[:2]),
            difference,
            "-" if row.causes is None else str(row.causes),
        ]
    return _HEAD.format(row.booth.prefix, state, *told, _ago(row, now, tr)).rstrip()


def _ago(row: BoothRow, now: datetime, tr: Translate) -> str:
    """Say how long ago the last thing that came was done."""
    age = row.age(now)
    if age is None:
        return "-"
    minutes = int(age.total_seconds()) // 60
    if minutes < AN_HOUR:
        return tr(N_("{count} min")).format(count=minutes)
    if minutes < 2 * A_DAY:
        return tr(N_("{count} h")).format(count=minutes // AN_HOUR)
    return tr(N_("{count} d")).format(count=minutes // A_DAY)
