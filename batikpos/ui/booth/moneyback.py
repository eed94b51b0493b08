"""Money that goes back to a buyer, in words: how much, and in which way."""

from collections.abc import Iterable, Mapping

from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import Sale
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.wording import tenders_words
from batikpos.i18n import N_, Translate


def say_money_back(tenders: Iterable[Tender], tr: Translate) -> str:
    """Say what a void or return gives back: somebody does it by hand. QRIS is taken off, and not given."""
    back = tuple(tenders)
    what = tenders_words((t for t in back if t.kind is not TenderKind.QRIS), tr)
    said = tr(N_("Give back {what}")).format(what=what) if what else tr(N_("Nothing is given back."))
    if qris := total(t.amount for t in back if t.kind is TenderKind.QRIS):
        taken_off = tr(N_("QRIS {amount} is taken off: nobody saw it in the app."))
        said = f"{said.rstrip('.')}. {taken_off.format(amount=max(qris, ZERO - qris))}"
    return said


def say_going_out(
    balance: Mapping[TenderKind, Rupiah], tr: Translate, usual: TenderKind = TenderKind.CASH
) -> str:
    """Say what goes back on balance: what goes in the `usual` way by its amount alone; "" for nothing."""
    parts = [
        str(ZERO - amount) if kind is usual else tenders_words([Tender(kind, amount)], tr)
        for kind, amount in balance.items()
        if amount < ZERO
    ]
    return " + ".join(parts)


def money_out(sale: Sale) -> Rupiah:
    """Say how much a void or return gives the buyer: all but the QRIS that is taken off."""
    return ZERO - total(t.amount for t in sale.tenders if t.kind is not TenderKind.QRIS)
