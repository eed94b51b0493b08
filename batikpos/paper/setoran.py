"""What a *setoran* slip says: a party's account in the order it is talked through, and what is to be paid."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from batikpos.domain.fact import Body
from batikpos.domain.money import Rupiah, total
from batikpos.domain.settlement import Account, Entry, Why
from batikpos.domain.tender import TenderKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate
from batikpos.paper.kuitansi import METERAI_ABOVE
from batikpos.values import frozen

MOST_LINES = 6
"""So many papers of a kind are named one by one; the others stand in one line, so that it is one page."""


@frozen
class Part:
    """A part of the account: its lines, which add up to a part of the balance."""

    title: str
    lines: tuple[tuple[str, Rupiah], ...]

    @property
    def total(self) -> Rupiah:
        """Add it up."""
        return total(amount for _, amount in self.lines)


@frozen
class Setoran:
    """A slip: the parts add up to the `balance`; `amount` is what is paid now, by whom to whom.

    `left_out` says what of the fair is not proven and therefore not in it, `paid_by` which two of the desk
    wrote the payment down: none where nothing was paid yet. One without a number is only looked at. All is in
    one `language`, "id" or "en". `in_vouchers` says that they are handed over, and no money.
    """

    fair: str
    number: str
    party: str
    period: str
    day: date
    parts: tuple[Part, ...]
    balance: Rupiah
    amount: Rupiah
    giver: str
    taker: str
    language: str
    left_out: str = ""
    paid_by: tuple[str, ...] = ()
    is_copy: bool = False
    in_vouchers: bool = False

    @property
    def needs_meterai(self) -> bool:
        """Say whether it is one that bears stamp duty, as a receipt of money does."""
        return self.amount > METERAI_ABOVE and not self.in_vouchers


def setoran_to_body(of: Setoran) -> Body:
    """Write down what a slip says, as it is on paper."""
    return {
        "fair": of.fair,
        "number": of.number,
        "party": of.party,
        "period": of.period,
        "day": of.day.isoformat(),
        "parts": [
            {"title": part.title, "lines": [[said, amount.amount] for said, amount in part.lines]}
            for part in of.parts
        ],
        "balance": of.balance.amount,
        "amount": of.amount.amount,
        "giver": of.giver,
        "taker": of.taker,
        "language": of.language,
        "left_out": of.left_out,
        "paid_by": list(of.paid_by),
        "in_vouchers": of.in_vouchers,
    }


def setoran_from_body(body: Body) -> Setoran:
    """Read what a slip said. Raises ValueError, KeyError or TypeError where it is none."""
    return Setoran(
        fair=body["fair"],
        number=body["number"],
        party=body["party"],
        period=body["period"],
        day=date.fromisoformat(body["day"]),
        parts=tuple(
            Part(part["title"], tuple((said, Rupiah(amount)) for said, amount in part["lines"]))
            for part in body["parts"]
        ),
        balance=Rupiah(body["balance"]),
        amount=Rupiah(body["amount"]),
        giver=body["giver"],
        taker=body["taker"],
        language=body["language"],
        left_out=body["left_out"],
        paid_by=tuple(body["paid_by"]),
        in_vouchers=bool(body.get("in_vouchers", False)),
    )


QRIS_FEE = N_("QRIS fee, by the acquirer's statement")
KEPT_BY_ACQUIRER = N_("Kept of it by the acquirer")
VOUCHERS_HANDED_IN = N_("Vouchers handed in")


def parts_of(account: Account, tr: Translate) -> tuple[Part, ...]:
    """Take an account apart as the slip shows it; what there is none of is left out."""
    parts = (
        Part(tr(N_("Goods sold")), tuple(_sold(account, tr))),
        Part(tr(N_("Fees")), tuple(_fees(account, tr))),
        Part(tr(N_("Money already held")), tuple(_held(account, tr))),
        Part(tr(N_("Corrections")), _named(account.entries, Why.CORRECTION, tr)),
        Part(tr(VOUCHERS_HANDED_IN), _named(account.entries, Why.VOUCHERS, tr)),
        Part(tr(N_("Already paid")), _named(account.entries, Why.PAID, tr)),
    )
    return tuple(part for part in parts if part.lines)


def _sold(account: Account, tr: Translate) -> Iterator[tuple[str, Rupiah]]:
    """Say what was sold and what of it was given back at once; what came back later is a correction."""
    late = [entry for entry in account.entries if entry.is_late]
    sold = [e for e in account.entries if e.why in {Why.SOLD, Why.RETURNED} and not e.is_late]
    if sold:
        gross, net = total(e.gross for e in sold), total(e.amount for e in sold)
        pieces = sum(e.pieces for e in sold)
        yield tr(N_("Gross sales ({pieces} pieces)")).format(pieces=pieces), gross
        yield tr(N_("Discounts")), net - gross
    said = tr(N_("Return of an earlier day: {number}"))
    yield from _capped([(said.format(number=e.about), e.amount) for e in late], tr)
    if deposits := account.sum_of(Why.DEPOSIT):
        yield tr(N_("Down payments of open orders")), deposits


def _fees(account: Account, tr: Translate) -> Iterator[tuple[str, Rupiah]]:
    yield from account.by_about(Why.FEE).items()
    if fee := account.sum_of(Why.QRIS_FEE):
        yield tr(QRIS_FEE), fee


def _held(account: Account, tr: Translate) -> Iterator[tuple[str, Rupiah]]:
    kinds = account.by_about(Why.HELD)
    for kind in TenderKind:
        if kind.value in kinds:
            yield tr(TENDERS[kind]), kinds[kind.value]
    if kept := account.sum_of(Why.KEPT):
        yield tr(KEPT_BY_ACQUIRER), kept
    for kind_value, amount in account.by_about(Why.HELD_FOR_ORDERS).items():
        said = tr(N_("Down payments ({tender})"))
        yield said.format(tender=tr(TENDERS[TenderKind(kind_value)]).lower()), amount
    if rounding := account.sum_of(Why.ROUNDING):
        yield tr(N_("Rounding")), rounding


def _named(entries: Iterable[Entry], why: Why, tr: Translate) -> tuple[tuple[str, Rupiah], ...]:
    lines = [
        (" ".join(filter(None, (f"{e.day:%d/%m}" if e.day else "", e.paper, e.about))), e.amount)
        for e in entries
        if e.why is why
    ]
    return tuple(_capped(lines, tr))


def _capped(lines: Sequence[tuple[str, Rupiah]], tr: Translate) -> Iterator[tuple[str, Rupiah]]:
    shown = lines if len(lines) <= MOST_LINES else lines[: MOST_LINES - 1]
    yield from shown
    if rest := lines[len(shown) :]:
        said = tr(N_("and {count} more")).format(count=len(rest))
        yield said, total(amount for _, amount in rest)
