"""The trade's words for the values of the domain: screen, paper and reports use these and no others."""

from collections.abc import Iterable, Mapping

from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.money import ZERO
from batikpos.domain.sale import PaperSlip
from batikpos.domain.slip import write_day
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import N_, Translate

TECHNIQUES: Mapping[Technique, str] = {
    Technique.TULIS: N_("Hand-drawn batik"),
    Technique.CAP: N_("Stamped batik"),
    Technique.KOMBINASI: N_("Combined batik"),
    Technique.PRINTING: N_("Printed textile"),
    Technique.NOT_BATIK: N_("Not batik"),
}

TECHNIQUES_SHORT: Mapping[Technique, str] = {
    Technique.TULIS: N_("Hand-drawn"),
    Technique.CAP: N_("Stamped"),
    Technique.KOMBINASI: N_("Combined"),
    Technique.PRINTING: N_("Printed textile"),
    Technique.NOT_BATIK: N_("Not batik"),
}

DYES_SHORT: Mapping[Dye, str] = {
    Dye.NATURAL: N_("natural"),
    Dye.SYNTHETIC: N_("synthetic"),
    Dye.MIXED: N_("mixed"),
    Dye.NONE: "",
}

DYES: Mapping[Dye, str] = {
    Dye.NATURAL: N_("natural dye"),
    Dye.SYNTHETIC: N_("synthetic dye"),
    Dye.MIXED: N_("mixed dye"),
    Dye.NONE: "",
}

KINDS: Mapping[str, str] = {
    "kain panjang": N_("long cloth"),
    "kain meteran": N_("cloth by the metre"),
    "bahan kemeja": N_("shirt length"),
    "kemeja lengan pendek": N_("short-sleeved shirt"),
    "kemeja lengan panjang": N_("long-sleeved shirt"),
    "kemeja anak": N_("children's shirt"),
    "selendang": N_("shawl"),
    "sarung": N_("sarong"),
    "syal": N_("scarf"),
    "blus": N_("blouse"),
    "dekorasi rumah": N_("home decoration"),
    "suvenir": N_("souvenir"),
    "aksesori": N_("accessory"),
}
"""Kinds of goods by what the catalogues of Indonesian fairs call them; others stay as they are."""

TENDERS: Mapping[TenderKind, str] = {
    TenderKind.CASH: N_("Cash"),
    TenderKind.QRIS: N_("QRIS"),
    TenderKind.CARD: N_("Card"),
    TenderKind.TRANSFER: N_("Transfer"),
    TenderKind.VOUCHER: N_("Voucher"),
    TenderKind.DEPOSIT: N_("Down payment"),
    TenderKind.EXCHANGE: N_("Exchange"),
}


PAID_DOWN = N_("Down payments (no sales yet)")
"""What heads the down payments that came in, less those that were given back: apart from the sales."""


def payment_words(kind: TenderKind, tr: Translate, *, is_deposit: bool) -> str:
    """Say how something was paid, and where it was paid down for an order."""
    said = tr(TENDERS[kind])
    return f"{said} · {tr(TENDERS[TenderKind.DEPOSIT])}" if is_deposit else said


def tender_words(tender: Tender, tr: Translate) -> str:
    """Say an amount and its way, whichever way it goes: "Rp395.000 tunai"."""
    word = tr(TENDERS[tender.kind])
    if tender.kind not in {TenderKind.QRIS, TenderKind.DEPOSIT}:
        word = word.lower()
    return f"{max(tender.amount, ZERO - tender.amount)} {word}"


def tenders_words(tenders: Iterable[Tender], tr: Translate) -> str:
    """Say amounts and their ways: "Rp295.000 tunai + Rp100.000 voucher"."""
    return " + ".join(tender_words(tender, tr) for tender in tenders)


def taken_off_words(taken_off: Iterable[Tender], tr: Translate) -> str:
    """Say what was taken off and given back in no way, for nobody saw it: "Rp50.000 QRIS ..."."""
    said = tr(N_("{what} not checked is taken off, no money goes back."))
    return said.format(what=tenders_words(taken_off, tr))


def slip_words(slip: PaperSlip, tr: Translate) -> str:
    """Say which paper slip a sale was first written on."""
    return tr(N_("Paper slip no. {number}, {day}")).format(number=slip.number, day=write_day(slip.day))


def kind_word(kind: str, tr: Translate) -> str:
    """Say a kind of goods in the chosen language, as far as it has a word of ours."""
    return tr(KINDS[kind]) if kind in KINDS else kind
