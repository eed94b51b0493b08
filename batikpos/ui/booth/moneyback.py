"""Money that goes back to a buyer, in words: how much, and in which way."""

from batikpos.domain.money import ZERO
from batikpos.domain.sale import Sale, SaleKind
from batikpos.domain.tender import Tender, TenderKind, less_change
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate


def say_tender(tender: Tender, tr: Translate) -> str:
    """Say an amount and its way, whichever way it goes: "Rp395.000 tunai"."""
    word = tr(TENDERS[tender.kind])
    if tender.kind not in {TenderKind.QRIS, TenderKind.DEPOSIT}:
        word = word.lower()
    return f"{tender.amount if tender.amount > ZERO else ZERO - tender.amount} {word}"


def say_money_back(sale: Sale, tr: Translate) -> str:
    """Say what to give back by a void or return, or what a void of a sale would: somebody does it by hand."""
    is_sale = sale.kind is SaleKind.SALE
    tenders = less_change(sale.tenders, sale.change) if is_sale else sale.tenders
    what = " + ".join(say_tender(tender, tr) for tender in tenders)
    return tr(N_("Give back {what}")).format(what=what) if what else tr(N_("Nothing is given back."))
