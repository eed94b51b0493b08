"""Each kind of fault as it is done: in the drawer, on the table, at the acquirer, on paper."""

from collections.abc import Callable
from random import Random
from uuid import UUID

from batikpos.domain.cart import Cart
from batikpos.domain.causes.change import notes_of
from batikpos.domain.causes.papers import CashSlip
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.sale import Sale
from batikpos.domain.tender import QRIS_LIMIT, Tender, TenderKind, suggest_notes
from batikpos.domain.till import DENOMINATIONS
from batikpos.services.paper_slips import SlipUsed
from batikpos.services.world.day import Stand
from batikpos.services.world.fault import Fault
from batikpos.services.world.hands import RARE_NOTE

Act = Callable[[Stand], None]


def keyed_float(stand: Stand) -> Rupiah:
    """Key the float wrong: a nought too few, a figure beside the right one."""
    given = stand.plan.float_.amount
    keyed = stand.chance.choice((given // 10, given + 100_000, given - 100_000, given + 50_000, given * 2))
    stand.plant(Fault.FLOAT, given - keyed, told=str(Rupiah(keyed)))
    return Rupiah(keyed)


def give_wrong_change(stand: Stand) -> None:
    """Give a note too many or too few, one for another, or forget the change."""
    chance = stand.chance
    while True:
        cart = stand.basket(in_cash=True)
        if notes := suggest_notes(cart.net):
            break
    sale = stand.sell(cart, (Tender(TenderKind.CASH, chance.choice(notes)),))
    note = chance.choice(notes_of(sale.change))
    place = DENOMINATIONS.index(note)
    beside = [DENOMINATIONS[n] for n in (place - 1, place + 1) if 0 <= n < len(DENOMINATIONS)]
    mistakes = [note, -note, *(other - note for other in beside if other != RARE_NOTE)]
    if chance.random() < 0.1:  # noqa: PLR2004 - the buyer goes off without it
        mistakes = [-sale.change.amount]
    more = chance.choice(mistakes)
    stand.hands.cash -= Rupiah(more)
    stand.plant(Fault.CHANGE, -more, told=sale.number)


def key_wrong_tender(stand: Stand) -> None:
    """Press QRIS where cash was given, or cash where QRIS was."""
    cart = stand.basket(in_cash=True)
    due = cart.net
    if stand.chance.random() < 0.5:  # noqa: PLR2004
        sale = stand.key(cart, (Tender(TenderKind.QRIS, due),))
        stand.hands.cash += due
        stand.plant(Fault.TENDER, due.amount, -due.amount, sale.number)
    else:
        sale = stand.key(cart, (Tender(TenderKind.CASH, due),))
        stand.hands.take_payments((Tender(TenderKind.QRIS, due),), sale.at, stand.chance)
        stand.plant(Fault.TENDER, -due.amount, due.amount, sale.number)
    stand.hands.hand_over(cart)


def take_a_picture_for_payment(stand: Stand) -> None:
    """Believe a picture of a payment by QRIS that never came."""
    cart = stand.basket(in_cash=True)
    sale = stand.key(cart, (Tender(TenderKind.QRIS, cart.net),))
    stand.hands.hand_over(cart)
    stand.plant(Fault.QRIS_MISSING, 0, -cart.net.amount, sale.number)


def sell_past_the_till(stand: Stand) -> None:
    """Sell a piece in the rush and key nothing."""
    chance = stand.chance
    items = [i for i in stand.desk.catalogue.items if i.unit is Unit.PIECE and i.price <= QRIS_LIMIT]
    item = chance.choice(items)
    price = item.price if chance.random() < 0.6 else max(item.floor, item.price.times(8, 10))  # noqa: PLR2004
    price = Rupiah(price.amount // 500 * 500)
    stand.hands.move(item.sku, 1)
    if chance.random() < 0.7:  # noqa: PLR2004
        stand.hands.cash += price
        stand.plant(Fault.UNKEYED, price.amount, told=item.sku)
    else:
        stand.hands.take_payments((Tender(TenderKind.QRIS, price),), stand.now(), chance)
        stand.plant(Fault.UNKEYED, 0, price.amount, item.sku)


def void_and_keep(stand: Stand) -> None:
    """Void a sale whose piece the buyer keeps: the money stays, or somebody takes it."""
    chance = stand.chance
    cart = stand.basket(in_cash=True)
    kind = TenderKind.CASH if chance.random() < 0.7 else TenderKind.QRIS  # noqa: PLR2004
    sale = stand.sell(cart, (Tender(kind, cart.net),))
    back = stand.void(sale)
    if kind is TenderKind.QRIS:
        stand.plant(Fault.VOID_PIECE, 0, cart.net.amount, back.number)
    elif chance.random() < 0.7:  # noqa: PLR2004
        stand.plant(Fault.VOID_PIECE, cart.net.amount, 0, back.number)
    else:
        stand.hands.cash -= cart.net
        stand.plant(Fault.VOID_PIECE, 0, 0, back.number)


def pay_out_unkeyed(stand: Stand) -> None:
    """Pay for something out of the drawer, put the receipt there, and key nothing."""
    out = Rupiah(-stand.chance.randint(6, 60) * 2_500)
    stand.hands.cash += out
    stand.hands.slips.append(CashSlip(out, "Toko plastik, tas belanja"))
    stand.plant(Fault.PAY_OUT, out.amount)


def pay_in_unkeyed(stand: Stand) -> None:
    """Get small money from the organizer and key nothing."""
    more = Rupiah(stand.chance.choice((50_000, 100_000, 150_000, 200_000, 300_000)))
    stand.hands.cash += more
    stand.hands.slips.append(CashSlip(more, "Uang kecil dari panitia"))
    stand.plant(Fault.PAY_IN, more.amount)


def lose_at_the_open_drawer(stand: Stand) -> None:
    """Change money for a neighbour and give a note or two too many."""
    stand.open_drawer()
    note = stand.chance.choice((10_000, 20_000, 50_000, 100_000))
    lost = min(note * stand.chance.choice((1, 1, 1, 2)), stand.hands.cash.amount // note * note)
    stand.hands.cash -= Rupiah(lost)
    stand.plant(Fault.DRAWER_OPENED, -lost)


def enter_twice(stand: Stand) -> Act:
    """Enter a sale of the outage from its slip; return the act that enters it again later."""
    chance = stand.chance
    cart = stand.basket(in_cash=True)
    kind = TenderKind.CASH if chance.random() < 0.8 else TenderKind.QRIS  # noqa: PLR2004
    tenders = (Tender(kind, cart.net),)
    slip = stand.next_slip()
    first = stand.sell(cart, tenders, slip=slip)
    again = Cart(UUID(int=chance.getrandbits(128), version=4), cart.lines, cart.discount)

    def enter_again(stand: Stand) -> None:
        second = _enter_misread(stand, again, tenders, slip, chance)
        due = -cart.net.amount
        is_cash = kind is TenderKind.CASH
        told = f"{first.number} {second.number}"
        stand.plant(Fault.SLIP_TWICE, due if is_cash else 0, 0 if is_cash else due, told)

    return enter_again


def _enter_misread(stand: Stand, cart: Cart, tenders: tuple[Tender, ...], slip: str, chance: Random) -> Sale:
    """Enter it as a sale of now, or with a number that the program cannot know to be the same."""
    spellings = [slip[::-1], f"A{slip}", f"{slip}I", slip.replace("4", "9"), f"{slip}/2"]
    chance.shuffle(spellings)
    for spelling in spellings if chance.random() < 0.6 else ():  # noqa: PLR2004
        try:
            return stand.key(cart, tenders, slip=spelling)
        except SlipUsed:
            continue
    return stand.key(cart, tenders)


IN_THE_DAY: dict[Fault, Act] = {
    Fault.CHANGE: give_wrong_change,
    Fault.TENDER: key_wrong_tender,
    Fault.QRIS_MISSING: take_a_picture_for_payment,
    Fault.UNKEYED: sell_past_the_till,
    Fault.VOID_PIECE: void_and_keep,
    Fault.PAY_OUT: pay_out_unkeyed,
    Fault.PAY_IN: pay_in_unkeyed,
    Fault.DRAWER_OPENED: lose_at_the_open_drawer,
}
"""What is done wrong between two buyers."""
