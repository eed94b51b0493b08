"""What a settlement calls those who settle, which days it is of, and what is not in it."""

from batikpos.domain.money import ZERO, total
from batikpos.domain.settlement import Party, PartyKind
from batikpos.i18n import N_, Translate
from batikpos.reports.spreadsheet import STATES
from batikpos.services.settlement import FairSettlement

ALONE = {
    PartyKind.ORGANIZER: N_("Organizer"),
    PartyKind.ORDERS: N_("Open orders (down payments)"),
    PartyKind.EXCHANGES: N_("Exchanges under way"),
}


def party_name(party: Party, of: FairSettlement, tr: Translate) -> str:
    """Say what a party is called: a producer by its name, a booth by its code and what it is called."""
    match party.kind:
        case PartyKind.PRODUCER:
            return of.producers.get(party.code) or party.code
        case PartyKind.BOOTH:
            named = of.booths.get(party.code, "")
            return tr(N_("Booth {booth}")).format(booth=f"{party.code} {named}".strip())
        case _:
            return tr(ALONE[party.kind])


def period(of: FairSettlement, tr: Translate) -> str:
    """Say which days a settlement is of."""
    if of.day is not None:
        return tr(N_("Settlement of {day}")).format(day=f"{of.day:%d/%m/%Y}")
    own = [day for day in of.days if of.fair.has(day)]
    days = (*own, *(move.day for move in of.moved)) or (of.fair.first_day,)
    said = tr(N_("Settlement of {first} to {last}"))
    return said.format(first=f"{min(days):%d/%m/%Y}", last=f"{max(days):%d/%m/%Y}")


OUTSIDE = N_("Outside the fair's days")

MOST_NAMED = 20
"""So many days of devices outside the fair are named one by one; of the others their number is told."""


def outside(of: FairSettlement, tr: Translate) -> tuple[str, ...]:
    """Name the days in the accounts that are none of the fair's: somebody's clock was wrong, or worse."""
    said, more = tr(N_("{day} {booth}: {total}, in the accounts")), of.outside[MOST_NAMED:]
    rest = tr(N_("{count} more days of {booths}: {total}, in the accounts")).format(
        count=len(more),
        booths=", ".join(dict.fromkeys(one.booth.prefix for one in more)),
        total=total(one.total for one in more),
    )
    named = (
        said.format(day=f"{one.day:%d/%m/%Y}", booth=one.booth.prefix, total=one.total)
        for one in of.outside[:MOST_NAMED]
    )
    return (*named, rest) if more else tuple(named)


def left_out(of: FairSettlement, tr: Translate) -> tuple[str, ...]:
    """Name what is not proven: each device's day, with what was reported of it; it is in no account.

    What was proven when its day was signed off stays in them, and is told.

    Where the desk's own facts are no whole chain its fees, payouts and corrections are in, and that is said.
    """
    desk = tr(N_("what the organizer's desk decided is no whole chain at the centre"))
    strange = tr(N_("what another organizer's desk ({desk}) decided"))
    named = tuple(strange.format(desk=one) for one in of.strange_desks)
    stands = tr(N_("in the accounts as it was signed off: {total}"))
    own = [one for one in of.unproven if of.fair.has(one.day)]
    others = [one for one in of.unproven if not of.fair.has(one.day)]
    more = tr(N_("{count} more days of {booths} outside the fair")).format(
        count=len(others[MOST_NAMED:]),
        booths=", ".join(dict.fromkeys(one.booth.prefix for one in others[MOST_NAMED:])),
    )
    return (
        (() if of.is_desk_proven else (desk,))
        + named
        + tuple(
            f"{one.day:%d/%m} {one.booth.prefix}: {tr(STATES[one.state.value]).lower()}"
            + (f", {one.total}" if one.total is not None else "")
            + (f"; {stands.format(total=one.signed)}" if one.signed is not None else "")
            for one in (*own, *others[:MOST_NAMED])
        )
        + ((more,) if others[MOST_NAMED:] else ())
    )


def beside_accounts(of: FairSettlement, tr: Translate) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Say what is to be known beside the accounts, each under its heading, where there is any of it.

    What is not proven, which days are none of the fair's, the QRIS fees of nobody's payment, and vouchers
    that went back and were not there.
    """
    fees = tr(N_("{count} lines that are no proven payment: {amount}"))
    fees = fees.format(count=len(of.qris.unbooked), amount=of.qris.left)
    told = (
        (N_("Not proven"), left_out(of, tr)),
        (OUTSIDE, outside(of, tr)),
        (N_("QRIS fees in no account"), (fees,) if of.qris.unbooked else ()),
        (N_("Vouchers given back that were not there, owed to the organizer"), vouchers_owed(of, tr)),
    )
    return tuple((tr(heading), lines) for heading, lines in told if lines)


def vouchers_owed(of: FairSettlement, tr: Translate) -> tuple[str, ...]:
    """Say who gave buyers more vouchers back than there were: it is no claim to money."""
    owing = (account for account in of.settlement.accounts if account.lacking < ZERO)
    return tuple(f"{party_name(account.party, of, tr)}: {-account.lacking}" for account in owing)


def remarks(of: FairSettlement, tr: Translate) -> tuple[str, ...]:
    """Say the same in sentences."""
    return tuple(f"{heading}: {line}" for heading, lines in beside_accounts(of, tr) for line in lines)
