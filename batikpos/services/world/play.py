"""Playing days and whole fairs: buyers come, at most one thing goes wrong, the money is handed in."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random

from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.till import Till, counted_cash
from batikpos.services.desk import Desk
from batikpos.services.till import close_till, count_drawer, open_till, show_till
from batikpos.services.world.day import (
    DayPlan,
    Evening,
    Stand,
    begin,
    end,
    one_off,
    sell_by_chance,
)
from batikpos.services.world.fault import UNSENT, Fault
from batikpos.services.world.hands import is_payable
from batikpos.services.world.wrong import IN_THE_DAY, Act, enter_twice, keyed_float
from batikpos.values import frozen

Send = Callable[[Desk], None]


@frozen
class PlayedDay:
    """A booth's day of a fair as it went."""

    booth: Booth
    day: date
    evening: Evening


@frozen
class FairPlan:
    """How a fair goes: so many sales a day at each booth, and one day in `faulty` with a fault; 0: none."""

    days: int
    sales: int
    cashier: str
    approver: str
    faulty: int = 0


def play_fair(desks: Sequence[Desk], plan: FairPlan, chance: Random, send: Send) -> Iterator[PlayedDay]:
    """Play a fair day by day, each booth sending its day in the evening unless that is what goes wrong."""
    first = desks[0].fair.first_day
    owed: dict[Booth, str] = {}
    kinds: list[Fault] = []
    for n in range(plan.days):
        is_last = n == plan.days - 1
        for desk in desks:
            due = owed.pop(desk.booth, "")
            fault = None
            if plan.faulty and not due and chance.randrange(plan.faulty) == 0:
                fault = _deal(kinds, chance, is_last=is_last)
            script = DayPlan(
                first + timedelta(days=n),
                plan.sales,
                plan.cashier,
                plan.approver,
                float_=Rupiah(chance.choice((500_000, 500_000, 500_000, 500_000, 300_000, 1_000_000))),
                fault=fault,
                owed=due,
                is_last=is_last,
            )
            evening = play_day(desk, script, Random(chance.random()), send)  # noqa: S311 - no secret
            if evening.owed:
                owed[desk.booth] = evening.owed
            yield PlayedDay(desk.booth, script.day, evening)


def play_day(desk: Desk, plan: DayPlan, chance: Random, send: Send) -> Evening:
    """Play one booth's day from the float to what is handed in."""
    stand = Stand(desk, plan, chance)
    fault = plan.fault
    begin(stand, keyed_float(stand) if fault is Fault.FLOAT else plan.float_)
    at = chance.randint(1, plan.sales)
    later: Act | None = None
    for n in range(1, plan.sales + 1):
        sell_by_chance(stand)
        if n != at or fault is None:
            continue
        if act := IN_THE_DAY.get(fault):
            act(stand)
        elif fault is Fault.SLIP_TWICE:
            later = enter_twice(stand)
        elif fault is Fault.SENT_IN_PART:
            send(desk)
            stand.plant(fault)
    if later is not None:
        later(stand)
    sold = _close(stand).figures.total
    owed = ""
    if fault is Fault.LATE_REFUND and (sale := _refundable(stand)) is not None:
        owed, back = _give_back_late(stand, sale)
        sold += back
    if fault is Fault.NOT_SENT:
        stand.plant(fault)
    if fault not in UNSENT:
        send(desk)
    papers = stand.hands.papers(desk.catalogue, chance)
    return Evening(sold, papers, tuple(stand.planted), owed, is_sent=fault not in UNSENT)


def _deal(kinds: list[Fault], chance: Random, *, is_last: bool) -> Fault:
    """Deal the kinds of fault out so that each comes as often; what is not sent waits for the last day."""
    fitting = [kind for kind in kinds if is_last or kind not in UNSENT]
    if not fitting:
        fitting = [kind for kind in Fault if is_last or kind not in UNSENT]
        chance.shuffle(fitting)
        kinds += [kind for kind in Fault if kind not in fitting and kind not in kinds]
        kinds += fitting
    kinds.remove(fitting[0])
    return fitting[0]


def _close(stand: Stand) -> Till:
    """Count and close, wrong where that is the fault."""
    chance = stand.chance
    match stand.plan.fault:
        case Fault.NOTE_MISCOUNTED:

            def off(right: dict[int, int]) -> dict[int, int]:
                return _planted(stand, Fault.NOTE_MISCOUNTED, one_off(right, chance))

            return end(stand, off=off)
        case Fault.COUNTS:

            def twice(right: dict[int, int]) -> dict[int, int]:
                count_drawer(stand.desk, right, cashier=stand.plan.cashier, now=stand.now())
                wrong = one_off(right, chance)
                while counted_cash(again := one_off(wrong, chance)) == counted_cash(right):
                    pass
                return _planted(stand, Fault.COUNTS, again)

            return end(stand, off=twice)
        case _:
            return end(stand)


def _planted(stand: Stand, fault: Fault, counts: dict[int, int]) -> dict[int, int]:
    stand.plant(fault, (counted_cash(counts) - stand.hands.cash).amount)
    return counts


def _refundable(stand: Stand) -> Sale | None:
    """Choose a sale of the day whose first line can be given back in cash; None where there is none."""
    till = show_till(stand.desk)
    sales = till.sales if till else ()
    reversed_ = {sale.reverses for sale in sales}
    fitting = [
        sale
        for sale in sales
        if sale.kind is SaleKind.SALE
        and sale.number not in reversed_
        and is_payable(sale.lines[0].net)
        and sale.lines[0].net <= stand.hands.cash
    ]
    return stand.chance.choice(fitting) if fitting else None


def _give_back_late(stand: Stand, sale: Sale) -> tuple[str, Rupiah]:
    """Give something back out of the counted money.

    It is keyed in a till of its own, or only next morning: return the nota then, and what is keyed today.
    """
    plan, line = stand.plan, sale.lines[0]
    stand.hands.cash -= line.net
    stand.hands.move(line.sku, -line.quantity.size)
    if not plan.is_last and stand.chance.random() < 0.5:  # noqa: PLR2004
        stand.plant(Fault.LATE_REFUND, told=sale.number)
        return sale.number, ZERO
    open_till(stand.desk, ZERO, cashier=plan.cashier, now=stand.now())
    back = stand.refund(sale.number)
    close_till(stand.desk, {}, cashier=plan.cashier, approver=plan.approver, now=stand.now())
    stand.plant(Fault.LATE_REFUND, line.net.amount, told=back.number)
    return "", back.total
