"""A fair with faults for the reports: booths by chance, one with all that is seldom, the organizer's desk."""

from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from uuid import uuid4
from zoneinfo import ZoneInfo

from batikpos.domain.cart import CartLine
from batikpos.domain.catalogue import Catalogue, Dye, Technique
from batikpos.domain.decision import Tally, tally_to_body
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Booth, Role
from batikpos.domain.fairplan import BoothPlan, FairPlan
from batikpos.domain.money import Rupiah
from batikpos.domain.openprice import open_item
from batikpos.domain.sale import PaperSlip
from batikpos.domain.stock import StockAct
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checking import mark_sale_checked
from batikpos.services.checkout import complete_sale
from batikpos.services.decisions import decide
from batikpos.services.desk import Desk, open_desk
from batikpos.services.drawer import open_drawer
from batikpos.services.orders import cancel_order, pick_up, take_order
from batikpos.services.organizer import make_fair
from batikpos.services.people import enrol
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import Plan, set_up
from batikpos.services.stock import write_move
from batikpos.services.till import close_till, open_till, show_till
from batikpos.services.world.play import FairPlan as Played
from batikpos.services.world.play import play_fair
from batikpos.settings import Settings
from batikpos.store.engine import Store
from batikpos.sync.push import push
from tests.shop import CLOTH, DAY, RINI, SARI, SHIRT, SILK, basket, cash, catalogue, item, line, people, qris

ZONE = ZoneInfo("Asia/Jakarta")
NINE = datetime(2026, 12, 11, 9, tzinfo=ZONE)
DAYS = 2
BOOTHS = ("B001", "B002", "B003", "B004")
WATI = "Wati"
TARGET = Rupiah(200_000_000)


def play(folder: Path, centre: Store) -> None:
    """Play two days of a fair of six booths, one of which never sends, and let the desk plan and count."""
    goods = Catalogue(catalogue().items, tuple(replace(p, booth="") for p in catalogue().producers))
    plan = FairPlan(
        venue="Plaza Industri",
        booths=tuple(BoothPlan(code) for code in (*BOOTHS, "A03", "Z9")),
        people=people(),
        target=TARGET,
    )
    wati = enrol(WATI, Role.SUPERVISOR, "9182")
    make_fair(folder / "desk", SAMPLE_FAIR, plan, goods, (wati,), Settings(), now=NINE - timedelta(days=9))
    with ExitStack() as stack:
        desks = []
        for code in ("desk", *BOOTHS, "A03"):
            if code != "desk":
                plan_of = Plan(SAMPLE_FAIR, Booth(code), goods, people(), Settings())
                set_up(folder / code, plan_of, now=NINE - timedelta(days=8))
            desks.append(open_desk(folder / code))
            stack.enter_context(closing(desks[-1].store))
            push(desks[-1].store, centre)
        organizer, *played, seldom = desks
        _count(organizer, DAY, 4_200, Rupiah(0))
        _count(organizer, DAY, 5_000, Rupiah(90_000_000))
        push(organizer.store, centre)
        send = partial(_send, centre=centre)
        wish = Played(DAYS, 14, RINI, SARI, faulty=2)
        for _ in play_fair(played, wish, Random(11), send):
            pass
        _play_seldom(seldom)
        push(seldom.store, centre)


def _send(desk: Desk, centre: Store) -> None:
    push(desk.store, centre)


def _count(desk: Desk, day: date, visitors: int, target: Rupiah) -> None:
    tally = Tally(day, NINE, WATI, visitors, target)
    decide(desk, FactKind.TALLY, tally_to_body(tally), now=NINE + timedelta(minutes=visitors))


def _play_seldom(desk: Desk) -> None:
    """Do at A03 what others do not: orders, a typed price, one under the floor, a payment that was seen."""
    at = NINE
    goods_taken = [(item(CLOTH), 40_000), (item(SHIRT), 9)]
    write_move(desk, StockAct.TAKE, goods_taken, move_id=uuid4(), cashier=RINI, now=at)
    open_till(desk, Rupiah(500_000), cashier=RINI, now=at)
    first = _order(desk, at + timedelta(minutes=1), cash(100_000), qris(50_000))
    second = _order(desk, at + timedelta(minutes=2), cash(80_000))
    _order(desk, at + timedelta(minutes=3), cash(20_000))
    cancel_order(desk, second, "Batal", cashier=RINI, now=at + timedelta(minutes=4))
    goods = open_item(
        "=Gantungan kunci", Rupiah(15_000), producer="TOM", technique=Technique.NOT_BATIK, dye=Dye.NONE
    )
    _sell(desk, at + timedelta(minutes=4), CartLine(goods, goods.quantity(2)))
    cut = _sell(desk, at + timedelta(minutes=5), line(CLOTH, 2_500), tenders=(cash(400_000),))
    _sell(desk, at + timedelta(minutes=6), line(SHIRT, agreed=300_000), approver=SARI)
    seen = _sell(desk, at + timedelta(minutes=7), line(), tenders=(qris(395_000),))
    mark_sale_checked(desk, seen, cashier=RINI, now=at + timedelta(minutes=8))
    both = _sell(
        desk, at + timedelta(minutes=9), line(), tenders=(cash(100_000), qris(195_000), qris(100_000))
    )
    back = _sell(desk, at + timedelta(minutes=10), line(SHIRT, 2), tenders=(cash(1_000_000),))
    refund_sale(desk, back, [(1, 1)], "Ukuran", cashier=RINI, approver=SARI, now=at + timedelta(hours=1))
    void_sale(desk, both, "Salah", cashier=RINI, approver=SARI, now=at + timedelta(hours=2))
    returned = partial(refund_sale, desk, cashier=RINI, approver=SARI)
    returned(cut, [(1, 1_000)], "Cacat", now=at + timedelta(hours=2, minutes=10))
    cut = _sell(desk, at + timedelta(hours=2, minutes=20), line(CLOTH, 1_500))
    for minutes, size in ((30, 500), (40, 1_000)):
        returned(cut, [(1, size)], "Cacat", now=at + timedelta(hours=2, minutes=minutes))
    _sell(desk, at + timedelta(hours=3), line(SILK), tenders=(Tender(TenderKind.CARD, Rupiah(12_500_000)),))
    open_drawer(desk, "Tukar uang", cashier=RINI, approver=SARI, now=at + timedelta(hours=4))
    slip = PaperSlip("77", DAY, "Listrik padam")
    _sell(desk, at + timedelta(hours=5), line(), slip=slip)
    _close(desk, at + timedelta(hours=10))
    at += timedelta(days=1)
    open_till(desk, Rupiah(500_000), cashier=RINI, now=at)
    pick_up(desk, first, (cash(400_000),), cashier=RINI, now=at + timedelta(minutes=5))
    _close(desk, at + timedelta(hours=10))


def _order(desk: Desk, at: datetime, *paid: Tender) -> str:
    done = take_order(
        desk, basket(line()), paid, customer="Bu Ani", due=DAY + timedelta(days=3), cashier=RINI, now=at
    )
    return done.order.number


def _sell(
    desk: Desk,
    at: datetime,
    *lines: CartLine,
    tenders: tuple[Tender, ...] = (),
    approver: str = "",
    slip: PaperSlip | None = None,
) -> str:
    cart = basket(*lines)
    paid = tenders or (Tender(TenderKind.CASH, cart.net),)
    done = complete_sale(desk, cart, paid, cashier=RINI, approver=approver, now=at, slip=slip, oversell=True)
    return done.kept.sale.number


def _close(desk: Desk, at: datetime) -> None:
    till = show_till(desk)
    assert till is not None
    rest, counts = till.figures.expected_cash.amount, {}
    for note in (100_000, 50_000, 10_000, 1_000, 500, 100):
        counts[note], rest = divmod(rest, note)
    close_till(desk, counts, cashier=RINI, approver=SARI, now=at)
