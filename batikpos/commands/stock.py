"""Commands of the stock: take, home, count, show, cloth, conflicts."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

from batikpos.commands.basket import BadBasket
from batikpos.commands.context import Context
from batikpos.commands.sheets import add_column_option, chosen_columns
from batikpos.commands.whichfair import add_fair_option, fair_and_day
from batikpos.domain.fair import Fair
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.soldtwice import WHYS, SoldTwice
from batikpos.domain.stock import GoodsStock, StockAct, evening_of
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.desks import is_desk
from batikpos.services.reconcile import NoFair
from batikpos.services.soldtwice import sold_twice
from batikpos.services.stock import Roll, Written, rolls_of_fair, stock_of_fair, write_move
from batikpos.services.stock_list import STOCK, Goods, read_goods, read_stock_file
from batikpos.settings import load_settings
from batikpos.sheets.choices import load_choice, remember_choice
from batikpos.store.engine import Transaction
from batikpos.store.tills import find_open_day

WRITTEN = {
    StockAct.TAKE: N_("Taken to the booth: {count} kinds of goods, {pieces} pieces, {metres} m of cloth."),
    StockAct.HOME: N_("Brought home: {count} kinds of goods, {pieces} pieces, {metres} m of cloth."),
    StockAct.COUNT: N_("Counted: {count} kinds of goods, {pieces} pieces, {metres} m of cloth."),
}
_KEYS, _LINE_KEYS = {"id", "lines", "whole"}, {"sku", "barcode", "qty", "metres"}


class BadGoods(BadBasket):
    """JSON that is no list of goods."""

    code: ClassVar[str] = "bad_goods"
    text: ClassVar[str] = N_("This is not a list of goods: {why}. Put it right and send it again.")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    parser = commands.add_parser("stock", help=N_("goods: taken, sold, brought home, counted, missing"))
    acts = parser.add_subparsers(dest="act", required=True, metavar="take|home|count|show|cloth|conflicts")
    for act, said in (
        (StockAct.TAKE, N_("writes down goods taken to the booth: scanned, in JSON, or in a sheet")),
        (StockAct.HOME, N_("writes down goods brought home")),
        (StockAct.COUNT, N_("writes down what was counted on the table")),
    ):
        command = acts.add_parser(act.value, help=said)
        command.add_argument("--cashier", required=True, metavar="NAME")
        command.add_argument(
            "--file",
            type=Path,
            metavar="FILE",
            help=N_("a sheet with codes and quantities; else standard input"),
        )
        add_column_option(command)
        if act is StockAct.COUNT:
            command.add_argument(
                "--whole",
                action="store_true",
                help=N_("everything was counted: what is not named is not there"),
            )
        command.set_defaults(run=_write, move=act, whole=False)
    show = acts.add_parser("show", help=N_("what is left and missing of each kind of goods, by booth"))
    show.add_argument("--days", type=float, metavar="N", help=N_("only what runs out within so many days"))
    cloth = acts.add_parser("cloth", help=N_("the cuts and the remnant of each cloth sold by length"))
    twice = acts.add_parser("conflicts", help=N_("single pieces sold more than once, with a proposal"))
    for command, run in ((show, _show), (cloth, _cloth), (twice, _conflicts)):
        command.add_argument("--central", metavar="URL", help=N_("of all booths there; else of this booth"))
        add_fair_option(command)
        command.set_defaults(run=run)
    for command in (show, cloth):
        command.add_argument("--booth", metavar="CODE")


def _write(context: Context, args: argparse.Namespace) -> int:
    given = chosen_columns(args.column, STOCK)
    is_count = args.move is StockAct.COUNT
    move_id, is_whole = uuid4(), args.whole
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name
        if args.file is not None:
            choice = load_choice(context.home, STOCK.code, given)
            tables, goods = read_stock_file(args.file, desk.catalogue, choice, is_count=is_count)
            remember_choice(context.home, tables, given)
        else:
            typed = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
            if typed.lstrip().startswith("{"):
                move_id, goods, is_told_whole = _read_json(typed, desk, is_count=is_count)
                is_whole = is_whole or is_told_whole
            else:
                goods = read_goods("stdin", _scans(typed), desk.catalogue, is_count=is_count)
        done = write_move(
            desk,
            args.move,
            goods,
            move_id=move_id,
            cashier=cashier,
            now=context.now(),
            is_whole=is_whole,
        )
    _show_written(context, done)
    return 0


def _scans(typed: str) -> Iterator[tuple[int, str, str, str]]:
    """Read one code a line, as a scanner types it, with a quantity behind it or not."""
    for number, line in enumerate(typed.splitlines(), 1):
        code, _, quantity = line.strip().replace("\t", " ").replace(";", " ").partition(" ")
        if code:
            yield number, code, quantity.strip(), ""


def _read_json(typed: str, desk: Desk, *, is_count: bool) -> tuple[UUID, Goods, bool]:
    """Read {"id", "lines", "whole"}. Raises: BadGoods, BadList."""
    try:
        content = json.loads(typed)
    except (ValueError, RecursionError) as error:
        raise BadGoods(N_("it is no JSON")) from error
    lines, is_whole = content.get("lines"), content.get("whole", False)
    if unknown := content.keys() - _KEYS:
        raise BadGoods(N_("it has an unknown name: {name}"), ", ".join(sorted(unknown))[:80])
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise BadGoods(N_("“lines” must be a list of objects in braces"))
    if type(is_whole) is not bool or (is_whole and not is_count):
        raise BadGoods(N_("“whole” must be true or false, and only of a count"))
    try:
        move_id = UUID(content["id"]) if "id" in content else uuid4()
    except (ValueError, TypeError, AttributeError) as error:
        raise BadGoods(N_("“id” must be a UUID")) from error
    rows = [(number, *_read_line(line)) for number, line in enumerate(lines, 1)]
    return move_id, read_goods("stdin", rows, desk.catalogue, is_count=is_count), is_whole


def _read_line(line: dict[str, Any]) -> tuple[str, str, str]:
    """Read a line as (code, pieces, metres). Raises: BadGoods."""
    if unknown := line.keys() - _LINE_KEYS:
        raise BadGoods(N_("it has an unknown name: {name}"), ", ".join(sorted(unknown))[:80])
    codes = [line[name] for name in ("sku", "barcode") if name in line]
    if len(codes) != 1 or not isinstance(codes[0], str):
        raise BadGoods(N_("a line names either “sku” or “barcode”, as a text"))
    if "qty" in line and type(line["qty"]) is not int:
        raise BadGoods(N_("“{name}” must be a whole number"), "qty")
    if "metres" in line and not isinstance(line["metres"], str):
        raise BadGoods(N_("“{name}” must be a text of at most 200 letters"), "metres")
    return codes[0], str(line.get("qty", "")), line.get("metres", "")


def _show_written(context: Context, done: Written) -> None:
    move = done.move
    context.give(
        {
            "id": move.move_id,
            "act": move.act.value,
            "at": move.at.isoformat(),
            "cashier": move.cashier,
            "whole": move.is_whole,
            "repeat": done.is_repeat,
            "lines": [{"sku": line.sku, **_size("qty", line.quantity)} for line in move.lines],
        }
    )
    pieces = sum(line.quantity.size for line in move.lines if line.quantity.unit is Unit.PIECE)
    metres = sum(line.quantity.size for line in move.lines if line.quantity.unit is Unit.METRE)
    said = context.tr(WRITTEN[move.act])
    length = Quantity(metres, Unit.METRE).plain().replace(".", ",")
    context.say(said.format(count=len(move.lines), pieces=pieces, metres=length))


def _size(name: str, quantity: Quantity) -> dict[str, Any]:
    """Shape a quantity as baskets do: pieces as a number, metres as a text."""
    return {"metres": quantity.plain()} if quantity.unit is Unit.METRE else {name: quantity.size}


@contextmanager
def _reading(context: Context, central: str | None, named: str | None) -> Iterator[tuple[Transaction, Fair]]:
    """Read the named centre, or what this booth itself has. Raises: NoFair, NoHome, StoreUnavailable."""
    if central is None:
        with context.desk() as desk, desk.store.reading() as tx:
            yield tx, desk.fair
        return
    with context.read_centre(central) as centre:
        fair, today = fair_and_day(context, centre, named)
        if fair is None:
            raise NoFair(centre.name, today)
        with centre.reading() as tx:
            yield tx, fair


def stock_reports(context: Context, tx: Transaction, fair: Fair, name: str) -> Iterator[tuple[str, bytes]]:
    """Write what an evidence pack has of a fair's stock, its cloth and its single pieces, named after it."""
    for what, document in (
        ("stock", stock_shape(fair, stock_of_fair(tx, fair.fair_id).rows)),
        ("cloth", _cloth_shape(fair, rolls_of_fair(tx, fair.fair_id))),
        ("conflicts", _conflicts_shape(context, fair, sold_twice(tx, fair.fair_id))),
    ):
        yield f"{name}-{what}.json", (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _show(context: Context, args: argparse.Namespace) -> int:
    central = _central(context, args)
    with _reading(context, central, args.fair) as (tx, fair):
        stock = stock_of_fair(tx, fair.fair_id)
        till = find_open_day(tx) if central is None else None
    rows = stock.rows if args.days is None else stock.running_out(args.days)
    rows = tuple(row for row in rows if args.booth in {None, row.booth})
    today = till.business_day if till is not None else evening_of(fair.local(context.now()))
    waiting = [booth for booth in stock.not_counted(today) if args.booth in {None, booth}]
    context.give(stock_shape(fair, rows) | {"date": today.isoformat(), "not_counted": waiting})
    tr = context.tr
    for row in rows:
        said = tr(
            N_("{booth} {sku} {name}: taken {taken}, sold {sold}, back {returned}, home {home}, left {left}")
            if row.is_written
            else N_("{booth} {sku} {name}: sold {sold}, back {returned}; nobody wrote down what was there")
        )
        sizes = {
            key: row.quantity(getattr(row, key)) for key in ("taken", "sold", "returned", "home", "left")
        }
        said = said.format(booth=row.booth, sku=row.sku, name=row.name, **sizes)
        if row.missing > 0:
            said += tr(N_("; missing {size}")).format(size=row.quantity(row.missing))
        elif row.missing < 0:
            said += tr(N_("; {size} more than was written down")).format(size=row.quantity(-row.missing))
        if row.is_written and row.left <= 0 < row.sold:
            said += tr(N_("; sold out"))
        elif row.days_left is not None:
            lasts = f"{row.days_left:.1f}".replace(".", ",")
            said += tr(N_("; lasts {days} days more")).format(days=lasts)
        context.say(said)
    if waiting:
        context.say(tr(N_("Not counted today: {booths}")).format(booths=", ".join(waiting)))
    return 0


def stock_shape(fair: Fair, rows: Iterable[GoodsStock]) -> dict[str, Any]:
    """Shape the stock of a fair for scripts."""
    return {"fair": fair.name, "goods": [goods_shape(row) for row in rows]}


def goods_shape(row: GoodsStock) -> dict[str, Any]:
    """Shape the stock of one kind of goods for scripts: pieces as numbers, metres as texts."""

    def size(of: int | None) -> int | str | None:
        return of if of is None or row.unit is Unit.PIECE else row.quantity(of).plain()

    return {
        "booth": row.booth,
        "sku": row.sku,
        "name": row.name,
        "producer": row.producer,
        "unit": row.unit.value,
        "written": row.is_written,
        "taken": size(row.taken),
        "sold": size(row.sold),
        "returned": size(row.returned),
        "home": size(row.home),
        "left": size(row.left),
        "missing": size(row.missing),
        "counted": size(row.counted),
        "counted_at": None if row.counted_at is None else row.counted_at.isoformat(),
        "days_left": None if row.days_left is None else str(row.days_left),
    }


def _cloth(context: Context, args: argparse.Namespace) -> int:
    with _reading(context, _central(context, args), args.fair) as (tx, fair):
        rolls = [roll for roll in rolls_of_fair(tx, fair.fair_id) if args.booth in {None, roll.goods.booth}]
    context.give(_cloth_shape(fair, rolls))
    for roll in rolls:
        goods = roll.goods
        said = context.tr(
            N_(
                "{booth} {sku} {name}: {taken} = {cut} in {cuts} cuts + {home} home + {left} left"
                " + {missing} missing"
            )
            if goods.is_written
            else N_("{booth} {sku} {name}: {cut} in {cuts} cuts; nobody wrote down what was there")
        )
        context.say(
            said.format(
                booth=goods.booth,
                sku=goods.sku,
                name=goods.name,
                taken=goods.quantity(goods.taken),
                cut=goods.quantity(goods.sold - goods.returned),
                cuts=len(roll.cuts),
                home=goods.quantity(goods.home),
                left=goods.quantity(goods.left),
                missing=goods.quantity(goods.missing),
            )
        )
    return 0


def _cloth_shape(fair: Fair, rolls: Iterable[Roll]) -> dict[str, Any]:
    return {"fair": fair.name, "cloth": [_roll_shape(roll) for roll in rolls]}


def _roll_shape(roll: Roll) -> dict[str, Any]:
    cuts = [{"number": number, "metres": Quantity(size, Unit.METRE).plain()} for number, size in roll.cuts]
    return goods_shape(roll.goods) | {"cuts": cuts}


def _central(context: Context, args: argparse.Namespace) -> str | None:
    """Say which centre is looked at: the organizer's desk has no stock of its own, but its centre's."""
    return args.central or (load_settings(context.home).central if is_desk(context.home) else None) or None


def _conflicts(context: Context, args: argparse.Namespace) -> int:
    central = args.central or load_settings(context.home).central or None
    with _reading(context, central, args.fair) as (tx, fair):
        found = sold_twice(tx, fair.fair_id)
    context.give(_conflicts_shape(context, fair, found))
    for one in found:
        _say_conflict(context, one)
    return 0


def _say_conflict(context: Context, one: SoldTwice) -> None:
    tr = context.tr
    said = tr(N_("{sku} {name}, a single piece, was sold {count} times:"))
    context.say(said.format(sku=one.sku, name=one.name, count=one.pieces))
    offers = {offer.number: offer for offer in one.offers}
    for sale in one.sales:
        line = f"  {sale.number}  {sale.booth.prefix}  {sale.at:%d/%m %H.%M}  {sale.net}  {sale.cashier}"
        if sale.number == one.stands:
            line += "  " + tr(N_("keeps it: {why}")).format(why=tr(WHYS[one.why]))
        if offer := offers.get(sale.number):
            said = tr(N_("offer {amount} back, or an order with it paid down"))
            line += "  " + said.format(amount=offer.amount)
        context.say(line)
    if not one.stands:
        context.say(f"  {tr(WHYS[one.why])}")


def _conflicts_shape(context: Context, fair: Fair, found: Iterable[SoldTwice]) -> dict[str, Any]:
    return {"fair": fair.name, "conflicts": [_conflict_shape(context, one) for one in found]}


def _conflict_shape(context: Context, one: SoldTwice) -> dict[str, Any]:
    offers = {offer.number: offer for offer in one.offers}
    return {
        "sku": one.sku,
        "name": one.name,
        "producer": one.producer,
        "sold": one.pieces,
        "proposal": {"stands": one.stands or None, "why": one.why.value, "text": context.tr(WHYS[one.why])},
        "sales": [
            {
                "number": sale.number,
                "booth": sale.booth.code,
                "device": sale.booth.device,
                "at": sale.at.isoformat(),
                "cashier": sale.cashier,
                "pieces": sale.pieces,
                "net": sale.net.amount,
                "offer": offers[sale.number].amount.amount if sale.number in offers else None,
            }
            for sale in one.sales
        ],
    }
