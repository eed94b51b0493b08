"""All together: sales, returns days later, orders, corrections, payouts, fees, rent, what acquirers keep.

Whatever is proven and whatever is not, and however it is cut into days: all accounts are zero together.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.domain.fee import Fee, FeeKind, Tier, per_cent
from batikpos.domain.money import ZERO, Rupiah, apportion, total
from batikpos.domain.order import CancelledOrder, Order
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.settlement import (
    ORDERS,
    ORGANIZER,
    BoothActs,
    Holding,
    Kept,
    Moved,
    Party,
    PartyKind,
    Settlement,
    Why,
    settle,
    settled_on,
    with_moved,
)
from batikpos.domain.tender import Tender, TenderKind
from batikpos.values import frozen
from tests.domain.baskets import AT, sales
from tests.domain.test_settlement import back

FIRST = date(2026, 12, 11)
DAYS = tuple(FIRST + timedelta(days=n) for n in range(4))
PRODUCERS = tuple(Party(PartyKind.PRODUCER, code) for code in "ABCD")
BOOTHS = ("K1", "K2")
HANDS = (*PRODUCERS, *(Party(PartyKind.BOOTH, code) for code in BOOTHS), ORGANIZER)
FEES = (
    per_cent("Iuran", 500),
    Fee("Bertingkat", FeeKind.PERCENT, tiers=(Tier(ZERO, 700), Tier(Rupiah(300_000), 300))),
    Fee("Per potong", FeeKind.PIECE, Rupiah(10_000), producers=frozenset("B")),
    Fee("Sewa stan", FeeKind.RENT, Rupiah(250_000)),
)


@frozen
class Played:
    """A fair by chance; `proven` are the days and booths whose acts the centre proves."""

    acts: tuple[tuple[date, BoothActs], ...]
    moved: tuple[Moved, ...]
    kept: tuple[Kept, ...]
    proven: frozenset[tuple[date, str]]

    def until(self, last: date) -> Settlement:
        """Settle what is proven of it up to a day, as the services do."""
        some = [a for day, a in self.acts if day <= last and (day, a.booth) in self.proven]
        papers = {s.number for a in some for s in a.sales if s.kind is SaleKind.SALE}
        return settle(
            some,
            FEES,
            [m for m in self.moved if m.day <= last],
            producers="ABCD" if last >= FIRST else "",
            kept=[k for k in self.kept if k.day <= last and k.paper in papers],
        )


@st.composite
def fairs(draw: st.DrawFn) -> Played:
    """Play one."""
    acts: list[tuple[date, BoothActs]] = []
    kept: list[Kept] = []
    for n, booth in enumerate(BOOTHS):
        holding = Holding(
            draw(st.sampled_from(HANDS)),
            {TenderKind.QRIS: draw(st.sampled_from(HANDS)), TenderKind.CARD: draw(st.sampled_from(HANDS))},
        )
        sold = [
            replace(one, business_day=draw(st.sampled_from(DAYS[:2])), number=f"{booth}-20261211-{m:04}")
            for m, one in enumerate(draw(st.lists(sales(), max_size=3)))
        ]
        sold = [_rounded(draw, one) for one in sold]
        kept += [k for one in sold for k in _kept(draw, one, booth, holding)]
        ends = draw(st.lists(st.sampled_from([None, SaleKind.VOID, SaleKind.REFUND]), min_size=3, max_size=3))
        late = [
            back(one, end, one.business_day if end is SaleKind.VOID else DAYS[3])
            for one, end in zip(sold, ends, strict=False)
            if end
        ]
        orders = tuple(_order(draw, f"{booth}-20261211-P{m:04}") for m in range(draw(st.integers(0, 2))))
        for day in DAYS:
            theirs = tuple(s for s in (*sold, *late) if s.business_day == day)
            cancelled = tuple((_cancelled(o), day) for o in orders[:n] if day == DAYS[2])
            taken = orders if day == FIRST else ()
            acts.append((day, BoothActs(booth, holding, theirs, taken, cancelled)))
    moves = st.builds(
        Moved,
        st.sampled_from(HANDS),
        st.sampled_from(HANDS),
        st.integers(1, 5_000_000).map(Rupiah),
        st.sampled_from(DAYS),
        st.sampled_from([Why.PAID, Why.CORRECTION]),
    )
    every = [(day, booth) for day in DAYS for booth in BOOTHS]
    proven = frozenset(draw(st.sets(st.sampled_from(every)))) if draw(st.booleans()) else frozenset(every)
    return Played(tuple(acts), tuple(draw(st.lists(moves, max_size=5))), tuple(kept), proven)


def _rounded(draw: st.DrawFn, sale: Sale) -> Sale:
    """Let cash be rounded."""
    rounding = Rupiah(draw(st.integers(-49, 50))) if sale.change > Rupiah(50) else ZERO
    return replace(sale, rounding=rounding, change=sale.change - rounding)


def _kept(draw: st.DrawFn, sale: Sale, booth: str, holding: Holding) -> Sequence[Kept]:
    """Let the acquirer keep something, at the cost of the holder or of whose goods were paid."""
    fee = Rupiah(draw(st.integers(0, 9_999)))
    holder = holding.of(TenderKind.QRIS)
    codes = tuple(dict.fromkeys(line.producer for line in sale.lines))
    bearers: tuple[tuple[Party, Rupiah], ...] = ((holder, fee),)
    if draw(st.booleans()):
        nets = [total(line.net for line in sale.lines if line.producer == code) for code in codes]
        parties = (Party(PartyKind.PRODUCER, code) for code in codes)
        bearers = tuple(zip(parties, apportion(fee, nets), strict=True))
    return (Kept(holder, bearers, fee, sale.business_day, booth, sale.number),) if fee else ()


def _order(draw: st.DrawFn, number: str) -> Order:
    paid = Rupiah(draw(st.integers(1, 900_000)))
    tenders = (Tender(draw(st.sampled_from([TenderKind.CASH, TenderKind.QRIS])), paid),)
    return Order(number, number, 1, FIRST, AT, "Rini", "Bu Sri", "", DAYS[3], (), tenders, {})


def _cancelled(order: Order) -> CancelledOrder:
    at = datetime(2026, 12, 13, 10, tzinfo=ZoneInfo("Asia/Jakarta"))
    return CancelledOrder(order.number, at, "Rini", "batal", TenderKind.CASH, order.deposit)


@settings(max_examples=30, deadline=None)
@given(fairs())
def test_all_accounts_are_zero_together_whole_and_day_by_day(played: Played) -> None:
    whole = played.until(DAYS[-1])
    days = [settled_on(day, played.until(day - timedelta(days=1)), played.until(day)) for day in DAYS]
    for of in (whole, *days):
        assert total(account.balance for account in of.accounts) == ZERO
    for account in whole.accounts:
        parts = [day.account(account.party) for day in days]
        for why in Why:
            assert total(part.sum_of(why) for part in parts) == account.sum_of(why), (account.party, why)


@settings(max_examples=25, deadline=None)
@given(fairs(), st.data())
def test_paying_all_that_is_open_leaves_nobody_anything_but_orders(
    played: Played, data: st.DataObject
) -> None:
    """In whatever order it is paid: no payment of what is open makes another account turn."""
    of = played.until(DAYS[-1])
    for party in data.draw(st.permutations(HANDS)):
        for giver, taker in ((party, ORGANIZER), (ORGANIZER, party)):
            if party != ORGANIZER and (open_ := of.open_between(giver, taker)):
                of = with_moved(of, [Moved(giver, taker, open_, DAYS[-1])])
                assert of.open_between(giver, taker) == ZERO
    left = {a.party: a.balance for a in of.accounts if a.balance and a.party != ORGANIZER}
    assert left.keys() <= {ORDERS}
    assert total(account.balance for account in of.accounts) == ZERO
    assert of.account(ORGANIZER).balance == -total(left.values())  # it holds what was paid down


@settings(max_examples=25, deadline=None)
@given(fairs())
def test_what_the_acquirer_keeps_costs_its_bearers_that_much_and_nobody_else(played: Played) -> None:
    without = replace(played, kept=()).until(DAYS[-1])
    of = played.until(DAYS[-1])
    for account in of.accounts:
        fee, kept = account.sum_of(Why.QRIS_FEE), account.sum_of(Why.KEPT)
        assert account.balance == without.account(account.party).balance + fee + kept
        assert fee <= ZERO <= kept
    assert total(a.sum_of(Why.QRIS_FEE, Why.KEPT) for a in of.accounts) == ZERO
