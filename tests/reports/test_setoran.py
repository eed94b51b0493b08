"""The setoran slip: one page whatever there is to say, its sums the account's, for two to sign."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from batikpos.domain.decision import Payout, Slip
from batikpos.domain.money import LARGEST, ZERO, Rupiah, total
from batikpos.domain.settlement import ORGANIZER, Account, Entry, Why
from batikpos.domain.terbilang import write_in_words
from batikpos.i18n import translator
from batikpos.paper.setoran import MOST_LINES, Setoran, parts_of
from batikpos.reports.setoran import setoran_of, to_setoran
from batikpos.services.settlement import FairSettlement, settle_fair
from tests.settled import BUDI, FIRST, K9, TOM, WATI, Settled, at

TR = translator("id")
LAST = FIRST + timedelta(days=2)


@pytest.fixture(scope="module")
def whole(settled: Settled) -> FairSettlement:
    """Settle the whole fair."""
    with settled.opened() as centre:
        return settle_fair(centre, today=LAST)


def account(of: FairSettlement, *more: Entry) -> Account:
    """Take Tom's account, with more on it."""
    found = of.settlement.find(TOM)
    assert found is not None
    return replace(found, entries=(*found.entries, *more))


def slip(of: FairSettlement, *more: Entry, today: date = LAST) -> Setoran:
    """Make Tom's slip."""
    return setoran_of(of, account(of, *more), TR, today=today)


def page(of: Setoran) -> str:
    """Set it, and read its one page."""
    (only,) = PdfReader(BytesIO(to_setoran(of, TR))).pages
    return only.extract_text()


def test_the_parts_add_up_to_the_balance_and_name_every_fee_return_and_paper(whole: FairSettlement) -> None:
    of = slip(whole)
    assert total(part.total for part in of.parts) == of.balance == account(whole).balance
    said = page(of)
    for word in ("Iuran 5 %", "Iuran bertingkat", "Sewa stan", "PANITIA-20261213-S0003"):
        assert word in said
    late = [e for e in account(whole).entries if e.is_late]
    assert len(late) == MOST_LINES
    for entry in late:
        assert f"Koreksi: retur nota {entry.about}" in said
    assert "Uang muka pesanan (tunai)" in said
    assert "Biaya QRIS (MDR), menurut mutasi" in said
    assert "Dipotong penyedia QRIS" in said
    assert of.balance.bare() in said


def test_the_amount_stands_in_figures_and_in_words_with_who_pays_whom(whole: FairSettlement) -> None:
    of = slip(whole, Entry(TOM, Rupiah(-9_000_000), Why.CORRECTION, LAST))
    assert of.balance < ZERO
    assert (of.giver, of.taker, of.amount) == ("Batik Biru Tom", "Panitia", -of.balance)
    said = page(of)
    assert write_in_words(of.amount) in " ".join(said.split())
    assert str(of.amount) in said
    for word in ("Yang menyerahkan", "Yang menerima", "( Batik Biru Tom )", "( Panitia )"):
        assert word in said
    other = slip(whole, Entry(TOM, Rupiah(9_000_000), Why.CORRECTION, LAST))
    assert (other.giver, other.taker) == ("Panitia", "Batik Biru Tom")


def test_a_slip_of_a_payout_has_its_number_and_what_is_paid_now(whole: FairSettlement) -> None:
    paid = Payout(at(LAST, 20), BUDI, WATI, K9, ORGANIZER, Rupiah(750_000), "PANITIA-20261213-S0009")
    found = whole.settlement.find(K9)
    assert found is not None
    of = setoran_of(whole, found, TR, today=LAST, of_paper=paid)
    assert (of.number, of.amount, of.giver) == (paid.paper, paid.amount, "Stan K9 Pojok Plupuh")
    said = page(of)
    assert "Tujuh ratus lima puluh ribu rupiah" in said
    assert "13/12/2026" in said
    assert f"Dicatat oleh {BUDI} dan {WATI}" in said
    assert "bukan tanda terima" not in said


def test_a_slip_without_a_payment_is_no_receipt_and_one_without_a_number_a_draft(
    whole: FairSettlement,
) -> None:
    numbered = Slip(at(LAST, 20), TOM, account(whole).balance, "ab", "PANITIA-20261213-S0007")
    of = setoran_of(whole, account(whole), TR, today=LAST, of_paper=numbered)
    said = page(of)
    assert f"No. {numbered.paper}" in said
    assert "Belum dibayar: bukan tanda terima" in said
    assert "SALINAN" not in said
    assert "SALINAN" in page(replace(of, is_copy=True))
    draft = page(slip(whole))
    assert "KONSEP, tanpa nomor" in draft
    assert "No. " not in draft


def test_it_stays_one_page_whatever_there_is(whole: FairSettlement) -> None:
    many = [
        Entry(TOM, Rupiah(-1_000 - n), why, LAST, about=f"Hal yang panjang sekali ceritanya {n} " * 4)
        for n in range(40)
        for why in (Why.CORRECTION, Why.PAID, Why.FEE)
    ]
    fees = many[2::3][:12]
    of = slip(whole, *(e for e in many if e.why is not Why.FEE), *fees)
    assert total(part.total for part in of.parts) == of.balance
    said = page(of)
    assert len(re.findall(r"dan 3[67] la", said)) == 2  # the corrections, the payments
    for fee in fees:
        assert fee.about[:30] in said


def test_the_largest_amount_is_not_cut_in_its_words(whole: FairSettlement) -> None:
    of = replace(slip(whole), amount=Rupiah(LARGEST))
    assert write_in_words(Rupiah(LARGEST)) in " ".join(page(of).split())


@pytest.mark.parametrize(("amount", "is_due"), [(5_000_000, False), (5_000_001, True)])
def test_above_five_million_there_is_room_for_the_meterai(
    whole: FairSettlement, amount: int, *, is_due: bool
) -> None:
    assert ("Meterai" in page(replace(slip(whole), amount=Rupiah(amount)))) is is_due


def test_nothing_open_is_said(whole: FairSettlement) -> None:
    of = slip(whole, Entry(TOM, -account(whole).balance, Why.PAID, LAST))
    assert of.balance == of.amount == ZERO
    assert "Tidak ada yang terbuka" in page(of)


def test_what_is_not_proven_stands_on_it(settled: Settled) -> None:
    with settled.opened() as centre:
        later = settle_fair(centre, today=LAST + timedelta(days=1))
    said = page(slip(later))
    assert "Belum terbukti (3): 14/12 A01" in said


def test_an_account_without_anything_has_no_parts() -> None:
    assert parts_of(Account(TOM, ()), TR) == ()
