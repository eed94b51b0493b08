"""Money that goes back to a buyer, in words: how much, and in which way."""

from collections.abc import Mapping, Sequence

from batikpos.domain.errors import PosError
from batikpos.domain.giveback import STAYS_ORDERED, Back
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.wording import TENDERS, tenders_words
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.checkout import CompletedSale
from batikpos.services.returns import VoucherBack


def say_money_back(back: Back, tr: Translate) -> str:
    """Say what a void or return gives back: somebody does it by hand. What nobody saw is taken off."""
    what = tenders_words(back.in_hand, tr)
    said = tr(N_("Give back {what}")).format(what=what) if what else tr(N_("Nothing is given back."))
    more = (
        tr(STAYS_ORDERED).format(amount=back.stays_ordered) if back.stays_ordered else "",
        say_taken_off(back.taken_off, tr),
    )
    return " ".join([f"{said.rstrip('.')}.", *filter(None, more)]) if any(more) else said


def say_taken_off(taken_off: Sequence[Tender], tr: Translate) -> str:
    """Say what nobody saw come, and is not given back; "" where there is none."""
    what = " + ".join(f"{tr(TENDERS[t.kind])} {t.amount}" for t in taken_off)
    return tr(N_("{what} is taken off: nobody saw it in the app.")).format(what=what) if what else ""


def say_counts_no_more(struck: Sequence[Tender], tr: Translate) -> str:
    """Say what was struck off a sale that is put right, and when it is given back; "" where nothing was."""
    said = tr(N_("{what} counts no more: give it back only where it was really paid."))
    return said.format(what=tenders_words(struck, tr)) if struck else ""


def say_before(back: Back, tr: Translate) -> str:
    """Say what is to be thought of before so much is given back; "" for nothing."""
    vouchers = total(t.on_paper for t in back.given if t.kind is TenderKind.VOUCHER)
    said = (
        say_look_first(tr) if back.taken_off else "",
        VoucherBack(vouchers).message(language_of(tr)) if vouchers else "",
    )
    return "\n".join(filter(None, said))


def say_look_first(tr: Translate) -> str:
    """Say what to do where a payment that nobody saw did come."""
    said = tr(N_("If it did come, first mark it as checked: Menu, “{place}”."))
    return said.format(place=tr(N_("Check QRIS and transfers")))


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


def money_out(done: CompletedSale) -> Rupiah:
    """Say how much a void or return gives the buyer: all but what is taken off, and what stays ordered."""
    return total(t.amount for t in done.back.in_hand)


def say_only_back(fault: PosError | None, taken: Sequence[Tender], tr: Translate) -> str:
    """Say why a sale can be put right no more, and that what was taken for it goes back.

    Where it is no `fault`, the basket is empty.
    """
    if fault is None:
        said = tr(N_("{taken} was taken, and nothing is in the basket: give it back."))
        return said.format(taken=tenders_words(taken, tr))
    said = tr(
        N_("{taken} was taken for the correction: give it back. Its basket goes, the sale stays as it is.")
    )
    return f"{fault.message(language_of(tr))}\n{said.format(taken=tenders_words(taken, tr))}"
