"""A fair as a beancount ledger: a current account for each party, every act a transaction that balances.

It is booked from the acts themselves and not from the settlement, which stands at its end as balances that
the ledger has to come to: `bean-check` proves both. Where the sums here are below zero the party is owed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.settlement import BoothActs, Kept, Moved, Party, PartyKind, Why
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import N_, Translate
from batikpos.paper.setoran import VOUCHERS_HANDED_IN
from batikpos.reports.parties import OUTSIDE, left_out, outside, party_name
from batikpos.services.settlement import FairSettlement
from batikpos.values import frozen

CURRENCY = "IDR"

LAST = date.max - timedelta(days=1)
"""The last day that has one after it, for the balances: what is of a later one is booked then."""

_KINDS = {
    SaleKind.SALE: N_("Sale"),
    SaleKind.VOID: N_("Void"),
    SaleKind.REFUND: N_("Return"),
}

_MOVES = {
    Why.PAID: ("Paid", N_("Setoran")),
    Why.VOUCHERS: ("Vouchers", VOUCHERS_HANDED_IN),
    Why.CORRECTION: ("Corrections", N_("Correction")),
}
"""What money that went by hand is booked as, and called."""


@frozen
class _Posting:
    """So much on a party's account, of which `names` say what it is."""

    party: Party
    names: tuple[str, ...]
    amount: Rupiah

    @property
    def account(self) -> str:
        """Name the account, as beancount wants it."""
        return ":".join((account_of(self.party), *(map(_part, self.names))))


@frozen
class _Booked:
    """One transaction."""

    day: date
    payee: str
    text: str
    postings: tuple[_Posting, ...]


def to_beancount(of: FairSettlement, tr: Translate) -> str:
    """Write the ledger; fees stand on the last day, for they are of the whole."""
    last = min(LAST, of.day or max((*of.days, *(move.day for move in of.moved), of.fair.first_day)))
    booked = sorted(
        (*_acts(of.acts, tr), *_moves(of.moved, tr), *_qris(of.qris.kept, tr), *_fees(of, last, tr)),
        key=lambda b: (b.day, b.text),
    )
    booked = [replace(one, day=min(LAST, one.day)) for one in booked]
    first = min((last, *(one.day for one in booked)))
    parties = {account.party for account in of.settlement.accounts}
    accounts = {posting.account for one in booked for posting in one.postings if posting.amount}
    lines = [
        f'option "title" {_text(of.fair.name)}',
        f'option "operating_currency" "{CURRENCY}"',
        "",
        *(f"; {tr(N_('Not proven'))}: {line}" for line in left_out(of, tr)),
        *(f"; {tr(OUTSIDE)}: {line}" for line in outside(of, tr)),
    ]
    for party in sorted(parties):
        lines += [
            f"{first} open {account_of(party)} {CURRENCY}",
            f"  name: {_text(party_name(party, of, tr))}",
        ]
    lines += [f"{first} open {account} {CURRENCY}" for account in sorted(accounts)]
    for one in booked:
        lines += ["", f"{one.day} * {_text(one.payee)} {_text(one.text)}"]
        lines += [f"  {p.account}  {p.amount.amount} {CURRENCY}" for p in one.postings if p.amount]
    lines.append("")
    for account in of.settlement.accounts:
        owed = ZERO - account.balance
        lines.append(
            f"{last + timedelta(days=1)} balance {account_of(account.party)} {owed.amount} {CURRENCY}"
        )
    return "\n".join(lines) + "\n"


def account_of(party: Party) -> str:
    """Name a party's account, over those of what it is made of."""
    kind = party.kind.value.capitalize()
    return f"Liabilities:{kind}-{_part(party.code)}" if party.code else f"Liabilities:{kind}"


def _acts(acts: Iterable[BoothActs], tr: Translate) -> Iterator[_Booked]:
    for of in acts:
        for sale in of.sales:
            yield _Booked(
                sale.business_day, of.booth, f"{tr(_KINDS[sale.kind])} {sale.number}", tuple(_sale(of, sale))
            )
        for order in of.orders:
            taken = _held(of, order.tenders, order.number)
            paid = _Posting(Party(PartyKind.ORDERS), ("Deposits",), ZERO - order.deposit)
            yield _Booked(order.business_day, of.booth, f"{tr(N_('Order'))} {order.number}", (*taken, paid))
        for back, day in of.cancelled:
            given = _held(of, [Tender(back.tender, ZERO - back.given_back)], back.number)
            freed = _Posting(Party(PartyKind.ORDERS), ("Deposits",), back.given_back)
            yield _Booked(day, of.booth, f"{tr(N_('Cancelled order'))} {back.number}", (*given, freed))


def _sale(of: BoothActs, sale: Sale) -> Iterator[_Posting]:
    for code in dict.fromkeys(line.producer for line in sale.lines):
        party = Party(PartyKind.PRODUCER, code)
        for line in (line for line in sale.lines if line.producer == code):
            yield _Posting(party, ("Sales",), ZERO - line.gross)
            yield _Posting(party, ("Discounts",), line.discount)
    yield _Posting(of.holding.keeper, ("Rounding",), ZERO - sale.rounding)
    change = Tender(TenderKind.CASH, ZERO - sale.change)
    yield from _held(of, (*sale.tenders, change), sale.number)


def _held(of: BoothActs, tenders: Iterable[Tender], paper: str) -> Iterator[_Posting]:
    for tender in tenders:
        party, kind = of.holder(tender, paper), tender.kind.value
        if tender.kind is TenderKind.DEPOSIT:
            yield _Posting(party, ("Deposits",), tender.amount)
        else:
            yield _Posting(party, ("Held", of.booth, kind.capitalize()), tender.amount)


def _moves(moved: Iterable[Moved], tr: Translate) -> Iterator[_Booked]:
    """Book what went from one account to another: money that was handed over, or what was put right."""
    for move in moved:
        name, word = _MOVES[move.why]
        given = ZERO - move.amount if move.why is not Why.CORRECTION else move.amount
        text = " ".join(filter(None, (tr(word), move.paper, move.about)))
        yield _Booked(
            move.day,
            "",
            text,
            (_Posting(move.giver, (name,), given), _Posting(move.taker, (name,), ZERO - given)),
        )


def _qris(kept: Iterable[Kept], tr: Translate) -> Iterator[_Booked]:
    """Book what the acquirers kept: so much less is held, and it is whose cost it is."""
    for one in kept:
        less = _Posting(one.holder, ("Held", one.booth, "Acquirer"), ZERO - one.amount)
        costs = (_Posting(bearer, ("Fees", "Qris"), part) for bearer, part in one.bearers)
        yield _Booked(one.day, one.booth, f"{tr(N_('QRIS fee'))} {one.paper}", (less, *costs))


def _fees(of: FairSettlement, day: date, tr: Translate) -> Iterator[_Booked]:
    """Book each producer's fees, and what each brings the organizer."""
    fees = of.decisions.plan.fees
    for account in of.settlement.accounts:
        if account.party.kind is not PartyKind.PRODUCER:
            continue
        for name, amount in account.by_about(Why.FEE).items():
            number = 1 + next(n for n, fee in enumerate(fees) if fee.name == name)
            names = ("Fees", f"F{number}")
            yield _Booked(
                day,
                party_name(account.party, of, tr),
                name,
                (
                    _Posting(account.party, names, ZERO - amount),
                    _Posting(Party(PartyKind.ORGANIZER), names, amount),
                ),
            )


def _part(name: str) -> str:
    """Write a name as a part of an account: as it is, or by its bytes where beancount would not take it."""
    return name if re.fullmatch("[A-Z0-9][A-Za-z0-9]*", name) else f"H-{name.encode().hex()}"


def _text(said: str) -> str:
    """Write a string of beancount."""
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
