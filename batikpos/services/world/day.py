"""One booth's day as it really goes, keyed through the real services, with at most one thing done wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from batikpos.domain.cart import Cart
from batikpos.domain.causes.papers import CashSlip, Papers
from batikpos.domain.giveback import unseen_of
from batikpos.domain.money import Rupiah
from batikpos.domain.sale import PaperSlip, Sale
from batikpos.domain.tender import QRIS_LIMIT, Tender, TenderKind
from batikpos.domain.till import Till
from batikpos.services.checking import mark_sale_checked
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk
from batikpos.services.drawer import open_drawer
from batikpos.services.rehearsal import basket_by_chance, pay_by_chance
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import close_till, count_drawer, move_cash, open_till
from batikpos.services.world.fault import Fault, Planted
from batikpos.services.world.hands import Hands, is_payable, lay_out
from batikpos.store.sales import find_sale
from batikpos.values import frozen

OPEN_FOR = timedelta(hours=10)

_BLOCK = 1_000
"""So many numbers are kept for the paper slips beside each laptop."""


@frozen
class DayPlan:
    """How a booth's day goes; `owed` is a nota that was given back after the close of the day before."""

    day: date
    sales: int
    cashier: str
    approver: str
    float_: Rupiah
    fault: Fault | None = None
    owed: str = ""
    is_last: bool = True


@frozen
class Evening:
    """What there is at the end: what was sold, what is handed in, what went wrong.

    `owed` is the nota that the till still has to be told of; `is_sent` says whether the day was sent whole.
    """

    total: Rupiah
    papers: Papers
    planted: tuple[Planted, ...]
    owed: str
    is_sent: bool


class Stand:
    """A stand on one day: each act moves what it moves, and is keyed."""

    def __init__(self, desk: Desk, plan: DayPlan, chance: Random) -> None:
        self.desk = desk
        self.plan = plan
        self.chance = chance
        self.hands = Hands(plan.float_, plan.float_)
        self.planted: list[Planted] = []
        self.slips = 0
        zone = ZoneInfo(desk.fair.time_zone)
        self._at = datetime(plan.day.year, plan.day.month, plan.day.day, 9, tzinfo=zone)
        self._step = OPEN_FOR // (plan.sales * 2 + 20)

    def now(self) -> datetime:
        """Go on a little."""
        self._at += self._step * self.chance.uniform(0.4, 1.6)
        return self._at

    def plant(self, fault: Fault, amount: int = 0, qris: int = 0, told: str = "") -> None:
        """Write down what was done wrong."""
        self.planted.append(Planted(fault, self.plan.day, Rupiah(amount), Rupiah(qris), told))

    def basket(self, *, in_cash: bool = False) -> Cart:
        """Let a buyer choose; where they are to pay `in_cash`, something that notes and coins make."""
        while True:
            cart = basket_by_chance(self.desk, self.chance)
            if not in_cash or (is_payable(cart.net) and cart.net <= QRIS_LIMIT):
                return cart

    def pay(self, cart: Cart) -> tuple[Tender, ...]:
        """Let the buyer pay as they like; some cashiers type the end of QRIS's reference."""
        return tuple(
            replace(t, reference=f"{self.chance.randrange(10**4):04}")
            if t.kind is TenderKind.QRIS and self.chance.random() < 0.3  # noqa: PLR2004
            else t
            for t in pay_by_chance(cart.net, self.chance)
        )

    def key(self, cart: Cart, tenders: tuple[Tender, ...], *, slip: str = "") -> Sale:
        """Key a sale, and nothing else."""
        paper = PaperSlip(slip, self.plan.day, "Listrik padam") if slip else None
        done = complete_sale(
            self.desk,
            cart,
            tenders,
            cashier=self.plan.cashier,
            approver=self.plan.approver,
            now=self.now(),
            oversell=True,
            slip=paper,
        )
        return done.kept.sale

    def sell(self, cart: Cart, tenders: tuple[Tender, ...], *, slip: str = "") -> Sale:
        """Sell as it should be: goods go, money comes, and it is keyed."""
        sale = self.key(cart, tenders, slip=slip)
        self.hands.hand_over(cart)
        self.hands.take_cash(sale)
        self.hands.take_payments(sale.tenders, sale.at, self.chance)
        return sale

    def next_slip(self) -> str:
        """Take the next paper slip off the block, of which each laptop of a booth has its own."""
        self.slips += 1
        block = _BLOCK * (self.desk.booth.device - 1)
        return str(block + 40 + self.slips * 3 % 50 + self.slips)

    def void(self, sale: Sale) -> Sale:
        """Key a void, and nothing else."""
        plan = self.plan
        return void_sale(
            self.desk,
            sale.number,
            "Pembeli batal",
            cashier=plan.cashier,
            approver=plan.approver,
            now=self.now(),
        ).kept.sale

    def refund(self, number: str) -> Sale:
        """Key that the first line of a sale was given back in cash; what came by QRIS is looked up before."""
        plan = self.plan
        self._see(number)
        return refund_sale(
            self.desk,
            number,
            [(1, None)],
            "Ukuran tidak pas",
            cashier=plan.cashier,
            approver=plan.approver,
            now=self.now(),
        ).kept.sale

    def _see(self, number: str) -> None:
        with self.desk.store.reading() as tx:
            kept = find_sale(tx, number)
        if kept is not None and unseen_of(kept.sale.tenders, ()):
            mark_sale_checked(self.desk, number, cashier=self.plan.cashier, now=self._at)

    def move(self, amount: Rupiah, text: str) -> None:
        """Key that cash went out or came in, and nothing else."""
        plan = self.plan
        move_cash(self.desk, amount, text, cashier=plan.cashier, approver=plan.approver, now=self.now())

    def open_drawer(self) -> None:
        """Open the drawer without a sale, as the program is told."""
        plan = self.plan
        open_drawer(self.desk, "Tukar uang", cashier=plan.cashier, approver=plan.approver, now=self.now())


def begin(stand: Stand, keyed: Rupiah) -> None:
    """Open the till with the float as it is keyed; what the night owes the till comes first."""
    open_till(stand.desk, keyed, cashier=stand.plan.cashier, now=stand.now())
    if stand.plan.owed:
        back = stand.refund(stand.plan.owed)  # its cash went out last night
        stand.plant(Fault.LATE_REFUND, back.paid.amount * -1, told=f"{back.number} {back.reverses}")


def sell_by_chance(stand: Stand) -> None:
    """Let one buyer come, and now and then what belongs to a day: all of it keyed as it is."""
    cart, luck = stand.basket(), stand.chance.random()
    sale = stand.sell(cart, stand.pay(cart), slip=stand.next_slip() if luck < 0.05 else "")  # noqa: PLR2004
    _void_or_refund(stand, sale)
    _move_by_chance(stand)


def _void_or_refund(stand: Stand, sale: Sale) -> None:
    """Void or give back what was just sold, piece and cash alike."""
    luck = stand.chance.random()
    if luck < 0.04 and sale.slip is None:  # noqa: PLR2004
        stand.hands.put_back(back := stand.void(sale))
        stand.hands.take_cash(back)
    elif luck < 0.07:  # noqa: PLR2004
        net = sale.lines[0].net
        if is_payable(net) and net < stand.hands.cash:
            stand.hands.put_back(back := stand.refund(sale.number))
            stand.hands.take_cash(back)


def _move_by_chance(stand: Stand) -> None:
    """Pay something out or in with its paper, or open the drawer to change money."""
    luck, chance = stand.chance.random(), stand.chance
    if luck < 0.03 and stand.hands.cash > Rupiah(200_000):  # noqa: PLR2004
        out = Rupiah(-chance.choice((15_000, 25_000, 40_000, 50_000)))
        stand.move(out, "Makan siang")
        stand.hands.cash += out
        stand.hands.slips.append(CashSlip(out, "Warung, makan siang"))
    elif luck < 0.05:  # noqa: PLR2004
        more = Rupiah(chance.choice((50_000, 100_000, 200_000)))
        stand.move(more, "Uang kecil")
        stand.hands.cash += more
        stand.hands.slips.append(CashSlip(more, "Uang kecil dari panitia"))
    elif luck < 0.055:  # noqa: PLR2004
        stand.open_drawer()


def end(stand: Stand, *, off: Callable[[dict[int, int]], dict[int, int]] | None = None) -> Till:
    """Count and close. `off` makes the right count a wrong one; some count twice, the first time wrong."""
    plan, right = stand.plan, lay_out(stand.hands.cash, stand.chance)
    if off is None and stand.chance.random() < 0.1:  # noqa: PLR2004
        count_drawer(stand.desk, one_off(right, stand.chance), cashier=plan.cashier, now=stand.now())
    counts = off(right) if off is not None else right
    count = count_drawer(stand.desk, counts, cashier=plan.cashier, now=stand.now())
    return close_till(
        stand.desk, counts, cashier=plan.cashier, approver=plan.approver, now=stand.now(), count=count
    ).till


def one_off(counts: dict[int, int], chance: Random) -> dict[int, int]:
    """Count a note too many or too few, of those that lie there."""
    note = chance.choice([note for note, pieces in counts.items() if pieces])
    return counts | {note: counts[note] + chance.choice((-1, 1))}
