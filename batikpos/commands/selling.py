"""Commands of the sale: sell, sales, void, refund."""

import argparse
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Event, Thread
from typing import ClassVar

from batikpos.commands.basket import Basket, basket_id, read_basket, split_baskets
from batikpos.commands.context import Context, read_day, write_json
from batikpos.commands.shapes import listed_sale_shape, reversal_shape, sale_shape
from batikpos.domain.errors import BadValue, PosError, Unavailable
from batikpos.domain.giveback import STAYS_ORDERED, WAYS_BACK
from batikpos.domain.money import total
from batikpos.domain.quantity import BadQuantity, Unit, parse_metres, parse_pieces
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import TenderKind
from batikpos.domain.wording import slip_words
from batikpos.i18n import N_
from batikpos.printing.queue import work_off
from batikpos.printing.worked import BACK_OFF_SECONDS
from batikpos.services.checkout import CompletedSale, complete_sale
from batikpos.services.desk import Desk
from batikpos.services.disk import LittleRoom, Room, check_room, look_at_room, make_reserve
from batikpos.services.papers import UnknownNumber, look_at_queue
from batikpos.services.promotions import under_promotions
from batikpos.services.returns import refund_sale, void_sale
from batikpos.store.engine import Store
from batikpos.store.printjobs import JobState, find_job, list_originals
from batikpos.store.sales import find_sale, list_sales, list_warned

KINDS = {SaleKind.SALE: N_("sale"), SaleKind.REFUND: N_("return"), SaleKind.VOID: N_("void")}

PRINT_SECONDS = 10
"""How long `sell` waits for its last paper."""

TRIES = 2
"""After so many rounds in which a printer took nothing, it is off."""


class NotPrinted(PosError):
    """A warning, not a refusal: the sale stands, its paper waits."""

    code: ClassVar[str] = "not_printed"
    text: ClassVar[str] = N_("{number} stands, but its paper waits in the queue. See “batikpos print queue”.")
    number: str


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands of this module."""
    sell = commands.add_parser("sell", help=N_("sell baskets read as JSON from standard input"))
    sell.add_argument("--cashier", required=True, metavar="NAME")
    sell.set_defaults(run=_sell)
    sales = commands.add_parser("sales", help=N_("list sales, refunds and voids, newest last"))
    sales.add_argument("--date", metavar="D")
    sales.add_argument("--central", metavar="URL")
    sales.add_argument("--booth", metavar="CODE")
    sales.set_defaults(run=_sales)
    void = commands.add_parser("void", help=N_("reverse a whole sale of the open till"))
    refund = commands.add_parser("refund", help=N_("give lines of a sale back"))
    for command in (void, refund):
        command.add_argument("--sale", required=True, metavar="NUMBER")
        command.add_argument("--reason", required=True, metavar="T")
        command.add_argument("--cashier", required=True, metavar="NAME")
        command.add_argument("--approver", metavar="NAME")
    refund.add_argument("--lines", required=True, metavar="1,2:1,3:0.5")
    refund.add_argument("--tender", choices=[kind.value for kind in WAYS_BACK], default="cash")
    void.set_defaults(run=_void)
    refund.set_defaults(run=_refund)


class StillWaiting(PosError):
    """Papers from long before, which nobody may want any more."""

    code: ClassVar[str] = "still_waiting"
    text: ClassVar[str] = N_(
        "Papers waiting for more than ten minutes: {count}. “batikpos print queue --run” prints them."
    )
    count: int


@dataclass
class _Printer:
    """Works the queue off beside the sales, in a thread of its own."""

    desk: Desk
    _more: Event = field(default_factory=Event)
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None
    _failures: int = 0
    problem: PosError | None = None
    """Why the queue could not be worked off, where the store itself failed."""

    def wake(self) -> None:
        """Say that there is something to print."""
        self._more.set()
        if self._thread is None:
            self._thread = Thread(target=self._run, name="printer")
            self._thread.start()

    def finish(self, job_id: str) -> bool:
        """Wait for the last paper and stop; say whether it left the queue.

        At most PRINT_SECONDS, and no longer than until a printer has taken nothing twice.
        """
        end = time.monotonic() + PRINT_SECONDS
        while is_waiting(self.desk, job_id) and self._failures < TRIES and time.monotonic() < end:
            time.sleep(0.02)
        self.stop()
        return not is_waiting(self.desk, job_id)

    def stop(self) -> None:
        """Stop after the paper that is being sent, if one is."""
        self._stop.set()
        self._more.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._more.clear()
            try:
                worked = work_off(self.desk, is_stopped=self._stop.is_set, now=datetime.now(UTC))
            except Unavailable as error:
                self.problem = error
                self._back_off()
                continue
            if worked.stuck:
                self._back_off()
                continue
            self._failures = 0
            if worked.is_busy:
                self._stop.wait(0.1)
            else:
                self._more.wait()

    def _back_off(self) -> None:
        self._failures += 1
        self._stop.wait(BACK_OFF_SECONDS[min(self._failures, len(BACK_OFF_SECONDS)) - 1])


def is_waiting(desk: Desk, job_id: str) -> bool:
    """Say whether a paper is still in the queue."""
    with desk.store.reading() as tx:
        job = find_job(tx, job_id)
    return job is not None and job.state in {JobState.QUEUED, JobState.SENDING}


def _sell(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name
        printer, last, refused = _Printer(desk), None, False
        approved: dict[str, str] = {}
        make_reserve(desk.home)
        if look_at_room(desk.home) is Room.LITTLE:
            context.warn(LittleRoom(str(desk.home)).message(context.language))
        try:
            for n, text in enumerate(split_baskets(_decoded()), 1):
                try:
                    basket = read_basket(text, desk.catalogue, language=desk.settings.language)
                    last = _sell_one(context, desk, basket, cashier, approved)
                except Unavailable:
                    raise
                except PosError as error:
                    refused = True
                    _refuse(context, n, text, error)
                    continue
                printer.wake()
                _show(context, last)
            if last is not None and not printer.finish(last.print_job):
                if printer.problem is not None:
                    context.warn(printer.problem.message(context.language))
                context.warn(NotPrinted(last.kept.sale.number).message(context.language))
            if old := look_at_queue(desk, now=context.now()).old:
                context.warn(StillWaiting(old).message(context.language))
        finally:
            printer.stop()  # whoever interrupts does not want to wait for paper: it stays queued
    return 1 if refused else 0


def _sell_one(
    context: Context, desk: Desk, basket: Basket, cashier: str, approved: dict[str, str]
) -> CompletedSale:
    check_room(desk.home)
    now = context.now()
    name = basket.approver
    if name and name not in approved:
        approved[name] = context.approver(desk, name, cashier=cashier)
    return complete_sale(
        desk,
        under_promotions(desk, basket.cart, now),
        basket.tenders,
        cashier=cashier,
        now=now,
        approver=approved.get(name, ""),
        oversell=basket.oversell,
        slip=basket.slip,
        language=basket.language,
        told_in=context.language,
    )


def _refuse(context: Context, n: int, text: str, error: PosError) -> None:
    message, name = error.message(context.language), basket_id(text)
    if context.is_json:
        write_json({"id": name, "refused": message, "code": error.code})
    said = context.tr(N_("Basket {n}: {why}")) if name is None else context.tr(N_("Basket {n} ({id}): {why}"))
    context.warn(said.format(n=n, id=name, why=message))


def _show(context: Context, done: CompletedSale) -> None:
    if context.is_json:
        write_json(sale_shape(done))
        return
    sale = done.kept.sale
    said = context.tr(N_("{number}: {total} paid, change {change}"))
    context.say(said.format(number=sale.number, total=sale.total, change=sale.change))
    context.say_agreed(sale.approver, done.agreed)
    for warning in done.warnings:
        context.warn(warning.text)


def _decoded() -> Iterator[str]:
    """Read lines as UTF-8 whatever the console's code page; a byte that is none makes its line no basket."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8-sig", errors="replace").replace("\N{REPLACEMENT CHARACTER}", "\0")


def _sales(context: Context, args: argparse.Namespace) -> int:
    day = read_day(args.date) if args.date else None
    if args.central:
        with context.read_centre(args.central) as centre:
            return _list(context, centre, partial(list_sales, day=day, booth=args.booth))
    with context.desk() as desk:
        return _list(context, desk.store, partial(list_sales, day=day, booth=args.booth))


def _list(context: Context, store: Store, load: "partial[tuple]") -> int:  # type: ignore[type-arg]
    with store.reading() as tx:
        kept = load(tx)
        originals = list_originals(tx)
        warned = list_warned(tx) if context.is_json else {}
    context.give(
        {
            "sales": [
                listed_sale_shape(k, originals.get(k.sale.number), warned.get((k.journal_id, k.seq), ()))
                for k in kept
            ]
        }
    )
    for k in kept:
        slip = f"  {slip_words(k.sale.slip, context.tr)}" if k.sale.slip else ""
        context.say(
            f"{k.sale.number}  {k.sale.at:%H.%M}  {context.tr(KINDS[k.sale.kind]):<6}  "
            f"{k.sale.total!s:>16}  {k.sale.cashier}{slip}"
        )
    return 0


def _void(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name
        approver = context.approver(desk, args.approver, cashier=cashier)
        done = void_sale(
            desk,
            args.sale,
            args.reason,
            cashier=cashier,
            now=context.now(),
            approver=approver,
            told_in=context.language,
        )
        return _show_reversal(context, desk, done)


def _refund(context: Context, args: argparse.Namespace) -> int:
    with context.desk() as desk:
        cashier = context.cashier(desk, args.cashier).name
        approver = context.approver(desk, args.approver, cashier=cashier)
        done = refund_sale(
            desk,
            args.sale,
            _wanted(desk, args.sale, args.lines),
            args.reason,
            cashier=cashier,
            now=context.now(),
            tender=TenderKind(args.tender),
            approver=approver,
            told_in=context.language,
        )
        return _show_reversal(context, desk, done)


def _show_reversal(context: Context, desk: Desk, done: CompletedSale) -> int:
    sale = done.kept.sale
    context.give(reversal_shape(done))
    said = context.tr(N_("{number} gives {total} back for {reverses}"))
    given = total(tender.amount for tender in done.back.in_hand)
    context.say(said.format(number=sale.number, total=given, reverses=sale.reverses))
    if stays := done.back.stays_ordered:
        context.say(context.tr(STAYS_ORDERED).format(amount=stays))
    context.say_agreed(sale.approver, done.agreed)
    for warning in done.warnings:
        context.warn(warning.text)
    context.print_out(desk)
    if is_waiting(desk, done.print_job):
        context.warn(NotPrinted(sale.number).message(context.language))
    return 0


def _wanted(desk: Desk, number: str, typed: str) -> list[tuple[int, int | None]]:
    """Read "1,2:1,3:0.5": line numbers, with pieces or metres where not all of the line."""
    with desk.store.reading() as tx:
        kept = find_sale(tx, number)
    if kept is None:
        raise UnknownNumber(number)
    wanted: list[tuple[int, int | None]] = []
    for part in typed.split(","):
        line, colon, size = part.strip().partition(":")
        if not re.fullmatch(r"\d{1,4}", line, re.ASCII) or (colon and not size):
            raise BadValue("--lines", typed)
        index = int(line)
        is_length = 0 < index <= len(kept.sale.lines) and (
            kept.sale.lines[index - 1].quantity.unit is Unit.METRE
        )
        parse = parse_metres if is_length else parse_pieces
        try:
            wanted.append((index, parse(size).size if colon else None))
        except BadQuantity as error:
            raise BadValue("--lines", typed) from error  # 2,5 would be two lines here: metres are 2.5
    return wanted
