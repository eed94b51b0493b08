"""Notas for the golden files and the printers: sales that are always the same."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from batikpos.domain.cart import AmountOff, PercentOff
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.draft import cart_to_draft
from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.order import CancelledOrder, Order
from batikpos.domain.sale import PaperSlip, Sale, SaleKind, returned_lines, sold_lines, voided_lines
from batikpos.domain.seal import seal_of, write_code
from batikpos.domain.tender import Tender, TenderKind, less_change
from batikpos.domain.till import CashMove, Till
from batikpos.paper.document import Document
from batikpos.paper.gift import gift_note, story_card
from batikpos.paper.label import price_label
from batikpos.paper.nota import Dress, Stand, copy_of, nota
from batikpos.paper.order import cancel_note, order_note
from batikpos.paper.picture import pack
from batikpos.paper.slips import cash_slip, float_slip, trial_page, x_slip, z_slip
from batikpos.services.sample import SAMPLE_FAIR
from tests.shop import CLOTH, KEYRING, SHIRT, SILK, TUNIC, basket, cash, catalogue, item, line

AT = datetime(2026, 12, 11, 14, 5, tzinfo=ZoneInfo("Asia/Jakarta"))
STAND = Stand(SAMPLE_FAIR, Booth("A03"), catalogue())
HASH = bytes(range(32))


def single(language: str = "id") -> Sale:
    """Sell of one producer: a price that was agreed, cloth by length, change."""
    cart = basket(line(SHIRT, 2, agreed=370_000), line(CLOTH, 2_500))
    return Sale(
        sale_id="11111111-2222-4333-8444-555555555555",
        kind=SaleKind.SALE,
        number="A03-20261211-0042",
        running=42,
        business_day=date(2026, 12, 11),
        at=AT,
        cashier="Rini",
        lines=sold_lines(cart, catalogue()),
        tenders=(cash(1_100_000),),
        change=Rupiah(47_500),
        language=language,
    )


def several(language: str = "id") -> Sale:
    """Sell of three producers: discounts of every kind, a mixed payment with references, an approver."""
    cart = basket(
        line(TUNIC, discount=PercentOff(1_000)),
        line(SHIRT),
        line(KEYRING, 12),
        discount=AmountOff(Rupiah(7_777)),
    )
    tenders = (
        Tender(TenderKind.QRIS, Rupiah(500_000)),
        Tender(TenderKind.CARD, Rupiah(100_000), "4821"),
        Tender(TenderKind.CASH, Rupiah(200_000)),
    )
    return replace(
        single(language),
        lines=sold_lines(cart, catalogue()),
        tenders=tenders,
        change=Rupiah(800_000) - cart.net,
        approver="Sari",
    )


def rounded() -> Sale:
    """Sell for cash, rounded down to a coin."""
    cart = basket(line(SHIRT, agreed=370_055))
    lines = sold_lines(cart, catalogue())
    return replace(single(), lines=lines, tenders=(cash(370_000),), change=ZERO, rounding=Rupiah(-55))


def from_slip(language: str = "id") -> Sale:
    """Enter what was sold on a paper slip the day before."""
    slip = PaperSlip("17", date(2026, 12, 10), "Listrik mati di seluruh gedung pameran")
    return replace(single(language), slip=slip)


def void() -> Sale:
    """Take the first sale back whole."""
    sale = single()
    return replace(
        sale,
        kind=SaleKind.VOID,
        number="A03-20261211-0043",
        lines=voided_lines(sale.lines),
        tenders=tuple(replace(t, amount=-t.amount) for t in less_change(sale.tenders, sale.change)),
        change=ZERO,
        approver="Sari",
        reverses=sale.number,
        reason="Salah pilih barang",
    )


def refund() -> Sale:
    """Give a part of the first sale back by transfer."""
    sale = single()
    lines = returned_lines(sale.lines, [], [(1, 1), (2, 500)])
    back = Rupiah(sum(one.net.amount for one in lines))
    return replace(
        sale,
        kind=SaleKind.REFUND,
        number="A03-20261212-0001",
        lines=lines,
        tenders=(Tender(TenderKind.TRANSFER, back),),
        change=ZERO,
        reverses=sale.number,
        reason="Ukuran tidak pas, ditukar besok dengan yang lebih besar",
    )


def till() -> Till:
    """Fill a till with a bit of everything."""
    return Till(
        opened_seq=2,
        business_day=date(2026, 12, 11),
        opened_at=AT.replace(hour=9),
        cashier="Rini",
        float_=Rupiah(500_000),
        moves=(
            CashMove(Rupiah(200_000), "Tambah uang kecil", AT, "Rini"),
            CashMove(Rupiah(-50_000), "Makan siang", AT, "Rini"),
        ),
        sales=(single(), several(), rounded(), refund()),
    )


def with_orders(of: Till) -> Till:
    """Let an order be taken while a till is open, and one of another day be cancelled."""
    back = CancelledOrder("A03-20261210-P0001", AT, "Rini", "Batal", TenderKind.TRANSFER, Rupiah(3_000_000))
    return replace(
        of,
        moves=(*of.moves, CashMove(Rupiah(5_000_000), f"DP {order().number}", AT, "Rini")),
        orders=(order(),),
        cancelled=(back,),
    )


def taxed_stand() -> Stand:
    """Let one of the producers be registered for PPN."""
    goods = catalogue()
    taxable = replace(
        goods.producer("WDJ"),
        is_taxable=True,
        address="Jl. Raya Plupuh 12, Sragen",
        npwp="01.234.567.8-528.000",
    )
    producers = tuple(taxable if p.code == taxable.code else p for p in goods.producers)
    return replace(STAND, catalogue=Catalogue(goods.items, producers))


def dressed_stand() -> Stand:
    """Give the booth a logo, a head and a foot of its own."""
    rows = [(1 << 199 | (1 << n * 3 % 200) | 1).to_bytes(25, "big") for n in range(50)]
    header = ("Sentra Batik Sukowati", "WA 0812-0000-0000")
    footer = (
        "Barang dapat ditukar sampai hari Minggu dengan nota ini, selama label masih terpasang.",
        "Matur nuwun",
    )
    return replace(STAND, dress=Dress(pack(200, rows), header, footer))


def taxed(language: str = "id") -> Sale:
    """Sell of the producer who is registered for PPN alone."""
    cart = basket(line(TUNIC, 2, agreed=277_500))
    return replace(
        single(language), lines=sold_lines(cart, catalogue()), tenders=(cash(555_000),), change=ZERO
    )


def order(language: str = "id") -> Order:
    """Take an order of two producers, paid down in two ways."""
    cart = basket(line(SHIRT, 40, agreed=370_000), line(TUNIC, 2))
    return Order(
        order_id="22222222-2222-4333-8444-555555555555",
        number="A03-20261211-P0007",
        running=7,
        business_day=date(2026, 12, 11),
        at=AT,
        cashier="Rini",
        customer="Dinas Koperasi, UKM, Perindustrian dan Perdagangan Kabupaten Sragen",
        phone="6281234567890",
        due=date(2026, 12, 15),
        lines=sold_lines(cart, catalogue()),
        tenders=(
            Tender(TenderKind.CASH, Rupiah(5_000_000)),
            Tender(TenderKind.TRANSFER, Rupiah(2_500_000), "BCA 4821"),
        ),
        draft=cart_to_draft(cart),
        language=language,
    )


def picked_up() -> Sale:
    """Sell what was ordered: the down payment counts, the rest is cash."""
    ordered = order()
    deposit = Tender(TenderKind.DEPOSIT, ordered.deposit, ordered.number)
    return replace(single(), lines=ordered.lines, tenders=(deposit, cash(7_950_000)), change=ZERO)


JOURNAL = "0f6e4a52-0000-4000-8000-000000000001"
COUNT = {100_000: 19, 50_000: 1, 5_000: 2, 500: 3}


def corrected() -> tuple[Sale, Sale]:
    """Put a sale right: what was given back, and what stands in its place."""
    new = replace(single(), number="A03-20261211-0044", running=44, follows="A03-20261211-0042")
    return replace(void(), followed_by=new.number), new


def exchanged(language: str = "id") -> tuple[Sale, Sale]:
    """Exchange one of two shirts for another size."""
    old, worth = single(language), Rupiah(370_000)
    larger = basket(line(SHIRT.replace("-M", "-L"), agreed=370_000))
    back = replace(
        old,
        kind=SaleKind.REFUND,
        number="A03-20261211-0043",
        lines=returned_lines(old.lines, (), [(1, 1)]),
        tenders=(Tender(TenderKind.EXCHANGE, ZERO - worth),),
        change=ZERO,
        reverses=old.number,
        reason="Size exchanged" if language == "en" else "Tukar ukuran",
        followed_by="A03-20261211-0044",
    )
    new = replace(
        old,
        number="A03-20261211-0044",
        lines=sold_lines(larger, catalogue()),
        tenders=(Tender(TenderKind.EXCHANGE, worth),),
        change=ZERO,
        follows=old.number,
    )
    return back, new


def cancelled(*, is_taken_off: bool = False) -> CancelledOrder:
    """Cancel the order: its down payment in cash goes back, or one that nobody saw is taken off."""
    way = TenderKind.QRIS if is_taken_off else TenderKind.CASH
    return CancelledOrder(
        order().number, AT, "Rini", "Tidak jadi", way, order().deposit, "Sari", is_taken_off=is_taken_off
    )


def documents() -> dict[str, Document]:
    """List every paper of the program."""
    closed = replace(
        till(), closed_at=AT.replace(hour=20), counted=Rupiah(1_961_500), number="A03-20261211-Z1"
    )
    seal = seal_of(closed, JOURNAL, 47, HASH, sold=Rupiah(12_345_000), returned=Rupiah(395_000))
    code = write_code(seal.write(), "5a" * 64)
    original = nota(single(), STAND, fact_hash=HASH)
    return {
        "single": original,
        "several": nota(several(), STAND, fact_hash=HASH),
        "english": nota(several("en"), STAND, fact_hash=HASH),
        "rounded": nota(rounded(), STAND, fact_hash=HASH),
        "slip": nota(from_slip(), STAND, fact_hash=HASH),
        "void": nota(void(), STAND, fact_hash=HASH),
        "refund": nota(refund(), STAND, fact_hash=HASH),
        "void-replaced": nota(corrected()[0], STAND, fact_hash=HASH),
        "corrected": nota(corrected()[1], STAND, fact_hash=HASH),
        "exchange-back": nota(exchanged()[0], STAND, fact_hash=HASH),
        "exchange": nota(exchanged()[1], STAND, fact_hash=HASH),
        "exchange-english": nota(exchanged("en")[0], STAND, fact_hash=HASH),
        "copy": copy_of(original, 2, AT.replace(hour=16)),
        "x": x_slip(till(), STAND, now=AT, cashier="Rini", language="id"),
        "z": z_slip(
            closed,
            STAND,
            COUNT,
            cashier="Rini",
            seal=seal,
            code=code,
            language="id",
        ),
        "x-orders": x_slip(with_orders(till()), STAND, now=AT, cashier="Rini", language="id"),
        "z-orders": z_slip(
            with_orders(closed), STAND, COUNT, cashier="Rini", seal=seal, code=code, language="en"
        ),
        "taxed": nota(taxed(), taxed_stand(), fact_hash=HASH),
        "taxed-several": nota(several("en"), taxed_stand(), fact_hash=HASH),
        "dressed": nota(single(), dressed_stand(), fact_hash=HASH),
        "gift": gift_note(single(), dressed_stand(), fact_hash=HASH),
        "gift-english": gift_note(several("en"), STAND, fact_hash=HASH),
        "story": story_card(item(SILK), STAND, language="id"),
        "label": price_label(item(SHIRT), STAND, language="id"),
        "story-english": story_card(item(SILK), dressed_stand(), language="en"),
        "order": order_note(order(), STAND, fact_hash=HASH),
        "order-english": order_note(order("en"), dressed_stand(), fact_hash=HASH),
        "order-cancelled": cancel_note(order(), cancelled(), STAND),
        "order-cancelled-english": cancel_note(order("en"), cancelled(is_taken_off=True), STAND),
        "picked-up": nota(picked_up(), STAND, fact_hash=HASH),
        "float": float_slip(till(), STAND, language="id"),
        "cash-in": cash_slip(till().moves[0], till(), STAND, language="id"),
        "cash-out": cash_slip(till().moves[1], till(), STAND, language="en"),
        "test": trial_page(STAND, now=AT, columns=32, language="id"),
        "test-all": trial_page(dressed_stand(), now=AT, columns=32, language="en", shows_all=True),
    }
