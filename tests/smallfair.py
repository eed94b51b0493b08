"""A small fair to play by hand: an organizer's desk, a centre in a file, and booths that do as told."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from batikpos.domain.cart import Cart, CartLine
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.fair import Booth
from batikpos.domain.fairplan import BoothPlan, FairPlan
from batikpos.domain.fee import Fee
from batikpos.domain.money import Rupiah
from batikpos.domain.sale import PaperSlip, Sale
from batikpos.domain.settlement import Party, PartyKind, Settlement
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checkout import complete_sale
from batikpos.services.decisions import load_decisions
from batikpos.services.desk import Desk, open_desk
from batikpos.services.organizer import change_fair, make_fair
from batikpos.services.returns import refund_sale
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.settlement import settle_fair
from batikpos.services.setup import Plan, set_up
from batikpos.services.statements import take_statement
from batikpos.services.till import close_till, open_till, show_till
from batikpos.settings import Settings
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.settled import BUDI, desk_people
from tests.shop import RINI, SARI, catalogue, people

ZONE = ZoneInfo(SAMPLE_FAIR.time_zone)
DAYS = tuple(SAMPLE_FAIR.first_day + timedelta(days=n) for n in range(3))
WHO: dict[str, Any] = {"cashier": RINI, "approver": SARI}
HEAD = "Tanggal;RRN;Nominal;MDR;Stan"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Say a time by the fair's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def paid(kind: TenderKind, amount: int) -> Tender:
    """Pay so much in one way."""
    return Tender(kind, Rupiah(amount))


def goods_of(homes: Mapping[str, str]) -> Catalogue:
    """Take the sample's goods, of producers who sell in these booths and no others."""
    whole = catalogue()
    return Catalogue(whole.items, tuple(replace(p, booth=homes.get(p.code, "")) for p in whole.producers))


@dataclass(slots=True)
class SmallFair:
    """The desk, the centre and the booths by their prefixes; all are sent as soon as they are told to."""

    folder: Path
    centre: Store
    desk: Desk
    booths: dict[str, Desk] = field(default_factory=dict)

    def open_day(self, day: date) -> None:
        """Open each booth's till."""
        for desk in self.booths.values():
            open_till(desk, Rupiah(5_000_000), cashier=RINI, now=at(day, 9))

    def close_day(self, day: date, off: Mapping[str, int] | None = None) -> None:
        """Count each booth's drawer as it must be, or so much off it, and send all."""
        for prefix, desk in self.booths.items():
            till = show_till(desk)
            assert till is not None
            rest, counts = till.figures.expected_cash.amount + (off or {}).get(prefix, 0), {}
            for note in (100_000, 10_000, 1_000, 500):
                counts[note], rest = divmod(rest, note)
            close_till(desk, counts, now=at(day, 20), **WHO)
        self.send()

    def send(self) -> None:
        """Send what the booths have, and the desk."""
        for desk in (*self.booths.values(), self.desk):
            assert push(desk.store, self.centre).is_equal

    def sell(
        self,
        prefix: str,
        when: datetime,
        *lines: CartLine,
        tenders: Sequence[Tender] = (),
        slip: PaperSlip | None = None,
    ) -> Sale:
        """Sell at a booth, for just enough cash where nothing else is said."""
        cart = Cart(uuid4(), lines)
        how = tenders or (Tender(TenderKind.CASH, cart.net),)
        desk = self.booths[prefix]
        return complete_sale(desk, cart, how, now=when, slip=slip, oversell=True, **WHO).kept.sale

    def give_back(
        self, prefix: str, sale: Sale, when: datetime, *, way: TenderKind = TenderKind.CASH
    ) -> Sale:
        """Give a sale's first line back, in a way as far as it does not go back as it came."""
        desk, what = self.booths[prefix], [(1, None)]
        return refund_sale(desk, sale.number, what, "Luntur", tender=way, now=when, **WHO).kept.sale

    def change(
        self,
        when: datetime,
        *,
        qris: Mapping[str, str] | None = None,
        goods: Catalogue | None = None,
        since: date | None = None,
    ) -> None:
        """Change who gets a booth's QRIS money, or the goods and where their producers sell."""
        by = next(person for person in desk_people() if person.name == BUDI)
        plan = None
        if qris is not None:
            with self.desk.store.reading() as tx:
                plan = load_decisions(tx, self.desk.fair.fair_id).plan
            booths = tuple(replace(of, qris=qris.get(of.code, of.qris)) for of in plan.booths)
            plan = replace(plan, booths=booths, people=people())
        change_fair(self.desk, by, plan=plan, goods=goods, since=since, now=when)
        self.send()

    def take_statement(self, now: datetime, *rows: str) -> Path:
        """Take a statement in that says these rows; return its file."""
        file = self.folder / "mutasi.csv"
        file.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
        take_statement(self.desk, file, by=BUDI, now=now)
        self.send()
        return file

    def settle(self, day: date | None = None) -> Settlement:
        """Settle the fair, or one day of it."""
        return settle_fair(self.centre, today=DAYS[-1], day=day).settlement


@contextmanager
def small_fair(
    folder: Path,
    booths: Mapping[str, int],
    *,
    homes: Mapping[str, str],
    qris: Mapping[str, str] | None = None,
    fees: Sequence[Fee] = (),
    qris_fee: str = "holder",
) -> Iterator[SmallFair]:
    """Make a fair of booths with so many laptops each; `homes` are producers with a stand, `qris` payees."""
    goods, payees = goods_of(homes), qris or {}
    plans = tuple(BoothPlan(code, qris=payees.get(code, ""), devices=n) for code, n in booths.items())
    plan = FairPlan(venue="Plaza", booths=plans, people=people(), fees=tuple(fees), qris_fee=qris_fee)
    before = at(DAYS[0], 12) - timedelta(days=60)
    make_fair(folder / "desk", SAMPLE_FAIR, plan, goods, desk_people(), Settings(), now=before)
    with ExitStack() as stack:
        centre = stack.enter_context(closing(open_centre(str(folder / "centre.db"), create=True)))
        desk = open_desk(folder / "desk")
        stack.enter_context(closing(desk.store))
        made = SmallFair(folder, centre, desk)
        for code, devices in booths.items():
            for device in range(1, devices + 1):
                booth = Booth(code, device)
                home = folder / booth.prefix
                set_up(home, Plan(SAMPLE_FAIR, booth, goods, people(), Settings()), now=before)
                made.booths[booth.prefix] = open_desk(home)
                stack.enter_context(closing(made.booths[booth.prefix].store))
        made.send()
        yield made


def balances(of: Settlement) -> dict[str, int]:
    """Say what each is owed, by its code, where that is anything."""
    return {a.party.code or a.party.kind.value: a.balance.amount for a in of.accounts if a.balance}


def producer(code: str) -> Party:
    """Name a producer."""
    return Party(PartyKind.PRODUCER, code)
