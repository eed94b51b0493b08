"""A fair to be settled: three booths and three days by chance, with all that a settlement has to answer for.

Down payments picked up, open and cancelled; vouchers; sizes exchanged; goods given back days later; cash
rounded; fees of every kind; a day signed off, corrections, payouts.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from batikpos.domain.cart import AmountOff, Cart
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Booth, Person, Role
from batikpos.domain.fairplan import BoothPlan, FairPlan
from batikpos.domain.fee import Fee, FeeKind, Tier, per_cent
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.settlement import ORGANIZER, Party, PartyKind
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import translator
from batikpos.reports.setoran import setoran_of_payout
from batikpos.services.checking import mark_sale_checked
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.exchanging import exchange_size
from batikpos.services.orders import cancel_order, pick_up, take_order
from batikpos.services.organizer import make_fair
from batikpos.services.paying import pay_out
from batikpos.services.people import enrol
from batikpos.services.returns import refund_sale
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.settlement import settle_fair
from batikpos.services.settling import correct_day, sign_day
from batikpos.services.setup import Plan, set_up
from batikpos.services.statements import payments_at, take_statement
from batikpos.services.till import close_till, open_till
from batikpos.services.world.play import FairPlan as Script
from batikpos.services.world.play import play_fair
from batikpos.settings import Settings
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import FLOAT, KEYRING, NOON, RINI, SARI, SHIRT, TUNIC, basket, catalogue, item, line, people

BUDI, WATI, AYU = "Budi", "Wati", "Ayu"
PINS = {BUDI: "1111", WATI: "2222", AYU: "3333"}
"""Supervisors of the organizer's desk, and Ayu, who is none."""

FIRST = SAMPLE_FAIR.first_day
OWN, MIXED, THIRD = "A03", "K9", "A01"
"""Tom's own booth; one where several sell and whose QRIS is the organizer's; one that rounds cash."""

TOM = Party(PartyKind.PRODUCER, "TOM")
KLS = Party(PartyKind.PRODUCER, "KLS")
K9 = Party(PartyKind.BOOTH, MIXED)

FEES = (
    per_cent("Iuran 5 %", 500),
    Fee("Iuran bertingkat", FeeKind.PERCENT, tiers=(Tier(ZERO, 250), Tier(Rupiah(2_000_000), 125))),
    Fee("Per potong", FeeKind.PIECE, Rupiah(10_000), producers=frozenset({"KLS", "WDJ"})),
    Fee("Sewa stan", FeeKind.RENT, Rupiah(250_000)),
)

WRITE = partial(setoran_of_payout, translator("id"))
"""Writes the slip of a payout in Indonesian."""


@cache
def desk_people() -> tuple[Person, ...]:
    """Enrol who works at the desk, once: argon2 takes its time."""
    roles = {AYU: Role.CASHIER}
    return tuple(enrol(name, roles.get(name, Role.SUPERVISOR), pin) for name, pin in PINS.items())


@cache
def goods() -> Catalogue:
    """Take the sample goods; of their producers only those have a booth whose booth is here."""
    whole = catalogue()
    producers = (p if p.booth in {OWN, THIRD} else replace(p, booth="") for p in whole.producers)
    return Catalogue(whole.items, tuple(producers))


def set_up_organizer(home: Path) -> None:
    """Make the organizer's desk of the fair."""
    booths = (BoothPlan(OWN), BoothPlan(MIXED, "Pojok Plupuh", qris="organizer"), BoothPlan(THIRD))
    plan = FairPlan(booths=booths, people=people(), fees=FEES)
    now = NOON - timedelta(days=60)
    make_fair(home, SAMPLE_FAIR, plan, goods(), desk_people(), Settings(), now=now)


@contextmanager
def closing_desk(home: Path) -> Iterator[Desk]:
    """Open a home for a while."""
    desk = open_desk(home)
    with closing(desk.store):
        yield desk


@dataclass(frozen=True, slots=True)
class Settled:
    """A folder with a centre that has a whole fair in it, and the homes it came from."""

    folder: Path

    @property
    def centre(self) -> Path:
        """Name the centre's file."""
        return self.folder / "centre.db"

    @property
    def organizer(self) -> Path:
        """Name the home of the organizer's desk."""
        return self.folder / "organizer"

    def booth(self, code: str) -> Path:
        """Name a booth's home."""
        return self.folder / code

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """Open the centre for a while."""
        with closing(open_centre(str(self.centre))) as centre:
            yield centre

    def copy(self, to: Path) -> "Settled":
        """Copy all of it, whatever it is for; not what another who only looks has open."""
        return Settled(
            Path(shutil.copytree(self.folder, to, ignore=shutil.ignore_patterns("*-wal", "*-shm")))
        )


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Say a time by the fair's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Asia/Jakarta"))


def settled_fair(folder: Path, *, days: int = 3, sales: int = 2, seed: int = 7) -> Settled:
    """Play the fair into a centre. Its second day is signed off, then corrected; some of it is paid out."""
    of = Settled(folder)
    homes = {code: of.booth(code) for code in (OWN, MIXED, THIRD)}
    with ExitStack() as stack:
        centre = stack.enter_context(closing(open_centre(str(of.centre), create=True)))
        for code, home in homes.items():
            settings = Settings(rounding=500 if code == THIRD else 0)
            set_up(home, Plan(SAMPLE_FAIR, Booth(code), goods(), people(), settings), now=NOON - timedelta(1))
        desks = {code: stack.enter_context(closing_desk(home)) for code, home in homes.items()}
        script = Script(days, sales, RINI, SARI)
        left: dict[str, tuple[str, str]] = {}
        evenings = play_fair(tuple(desks.values()), script, Random(seed), lambda desk: _send(desk, centre))
        for played in evenings:
            desk = desks[played.booth.code]
            left[desk.booth.code] = _late_shift(desk, played.day, left.get(desk.booth.code))
            _send(desk, centre)
        set_up_organizer(of.organizer)
        desk = stack.enter_context(closing_desk(of.organizer))
        _settle(desk, centre)
    return of


def _send(desk: Desk, centre: Store) -> None:
    assert push(desk.store, centre).is_equal


def _late_shift(desk: Desk, day: date, left: tuple[str, str] | None) -> tuple[str, str]:
    """Open a till once more for what chance does not do; return the nota and the order left for tomorrow."""
    who: dict[str, Any] = {"cashier": RINI, "approver": SARI}
    cash, other = TenderKind.CASH, TenderKind.TRANSFER
    open_till(desk, FLOAT, cashier=RINI, now=at(day, 23))
    mixed = basket(line(SHIRT), line(KEYRING, 3), line(TUNIC))
    voucher, code = Tender(TenderKind.VOUCHER, Rupiah(100_000)), Tender(TenderKind.QRIS, Rupiah(300_000))
    nota = _sell(desk, mixed, voucher, code, Tender(cash, mixed.net), now=at(day, 23, 5))
    odd = basket(line(KEYRING, discount=AmountOff(Rupiah(1_130))))
    _sell(desk, odd, Tender(cash, Rupiah(10_000)), now=at(day, 23, 5))  # 8.870, where cash is rounded 8.500
    order = _order(desk, "Bu Tejo", Tender(cash, Rupiah(200_000)), now=at(day, 23, 6))
    if left:
        mark_sale_checked(desk, left[0], cashier=RINI, now=at(day, 23, 9))
        refund_sale(desk, left[0], [(1, None)], "Ukuran tidak pas", now=at(day, 23, 10), **who)
        refund_sale(desk, left[0], [(2, 1)], "Luntur", now=at(day, 23, 11), tender=other, **who)
        rest = Tender(TenderKind.QRIS, item(TUNIC).price - Rupiah(200_000))
        pick_up(desk, left[1], [rest], cashier=RINI, now=at(day, 23, 12))
        gone = _order(desk, "Pak Joko", Tender(cash, Rupiah(75_000)), now=at(day, 23, 13))
        cancel_order(desk, gone, "Batal", now=at(day, 23, 14), **who)
    swapped = _sell(desk, basket(line(SHIRT)), Tender(cash, item(SHIRT).price), now=at(day, 23, 20))
    large = item(SHIRT.replace("-M", "-L"))
    exchange_size(desk, swapped, 1, large, exchange_id=uuid4(), now=at(day, 23, 21), oversell=True, **who)
    close_till(desk, {100_000: 12}, now=at(day, 23, 50), **who)
    return nota, order


def _sell(desk: Desk, cart: Cart, *tenders: Tender, now: datetime) -> str:
    done = complete_sale(desk, cart, tenders, cashier=RINI, approver=SARI, now=now, oversell=True)
    return done.kept.sale.number


def _order(desk: Desk, customer: str, *tenders: Tender, now: datetime) -> str:
    due = now.date() + timedelta(days=9)
    taken = take_order(
        desk,
        basket(line(TUNIC)),
        tenders,
        customer=customer,
        due=due,
        cashier=RINI,
        approver=SARI,
        now=now,
    )
    return taken.order.number


def fee_of(paid: Rupiah) -> int:
    """Say what the acquirer keeps of a payment, in rupiah: 0,7 per cent."""
    return paid.share(70).amount


def write_statement(file: Path, centre: Store) -> None:
    """Write what the acquirer says: 0,7 per cent of each payment kept; one is a stranger, without a fee."""
    with centre.reading() as tx:
        paid = payments_at(tx, SAMPLE_FAIR)
    rows = [
        f"{p.at:%d/%m/%Y %H:%M:%S};REF{n:06}{p.reference};{p.amount.amount};{fee_of(p.amount)};{p.booth}"
        for n, p in enumerate(paid)
    ]
    stranger = f"{FIRST:%d/%m/%Y} 07:00:00;REF999999;123456;0;{OWN}"
    file.write_text("\n".join(("Tanggal;RRN;Nominal;MDR;Stan", *rows, stranger)), encoding="utf-8")


def _settle(desk: Desk, centre: Store) -> None:
    """Sign two days off, set one right twice, and pay some out: the evening after.

    The acquirer's statement of all days is taken in before.
    """
    statement = desk.home / "mutasi.csv"
    write_statement(statement, centre)
    take_statement(desk, statement, by=BUDI, now=at(FIRST + timedelta(days=3), 6))
    _send(desk, centre)
    two: dict[str, Any] = {"by": BUDI, "witness": WATI}
    for n in (0, 1):
        sign_day(desk, centre, FIRST + timedelta(days=n), now=at(FIRST + timedelta(days=n + 1), 9), **two)
    evening = FIRST + timedelta(days=2)
    _send(desk, centre)
    for giver, taker, amount in ((KLS, TOM, 45_000), (ORGANIZER, K9, 12_500)):
        correct_day(
            desk,
            settle_fair(centre, today=FIRST, day=FIRST),
            giver=giver,
            taker=taker,
            amount=Rupiah(amount),
            reason="Gantungan kunci salah kode",
            now=at(evening, 23, 55),
            **two,
        )
    for giver, taker, amount in (
        (K9, ORGANIZER, 1_000_000),
        (KLS, ORGANIZER, 20_000),
        (ORGANIZER, TOM, 150_000),
    ):
        of = settle_fair(centre, today=evening)
        much, when = Rupiah(amount), at(evening, 23, 58)
        pay_out(desk, of, giver=giver, taker=taker, amount=much, now=when, write=WRITE, **two)
    handed_in: dict[str, Any] = {
        "giver": K9,
        "taker": ORGANIZER,
        "amount": Rupiah(200_000),
        "in_vouchers": True,
    }
    of, when = settle_fair(centre, today=evening), at(evening, 23, 58)
    pay_out(desk, of, **handed_in, now=when, write=WRITE, **two)
    _send(desk, centre)
