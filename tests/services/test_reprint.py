"""A paper printed again is the paper of its day, whatever changed since; a copy says that it is one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from batikpos.domain.cart import CartLine
from batikpos.domain.tender import TenderKind
from batikpos.paper.document import Document, document_from_json
from batikpos.printing.escpos import CUT, START
from batikpos.printing.rendering import render
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.papers import load_original, queue_copy
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import close_till, open_till
from batikpos.settings import load_settings, save_settings, with_setting
from batikpos.store.printjobs import find_job
from tests.escpos_reader import read_escpos
from tests.printing.pages import words_of
from tests.shop import CLOTH, FLOAT, KEYRING, NOON, RINI, SHIRT, TOMORROW, TUNIC, basket, cash, line, sell

FORMS = ("text", "escpos", "png", "pdf")
PAPERS = (32, 42, 48)
KINDS = ("sale", "english", "void", "refund", "z")

WORDS = {"language": "en", "header": "Toko Baru|Jalan Lain 5", "footer": "Sampai jumpa", "rounding": "500"}
"""Settings that another nota would be made by."""

MARKS = {"english": "COPY no. 1 - 12/12/2026 12.00 WIB"}
"""What a copy says of itself, in the language of the paper, whatever is set by now."""

MARK = "SALINAN ke-1 - 12/12/2026 12.00 WIB"

WHITE, ROW = 24, 24
"""Dots of white around a picture, and from one line to the next."""


@pytest.fixture
def numbers(desk: Desk) -> dict[str, str]:
    """Make a paper of each kind; say its number."""
    sold = [sell(desk, line(SHIRT, agreed=370_000), line(CLOTH, 2_500)) for _ in range(3)]
    english = complete_sale(
        desk, basket(line(KEYRING), line(TUNIC)), [cash(800_000)], cashier=RINI, now=NOON, language="en"
    )
    sale, voided, refunded = (done.kept.sale.number for done in sold)
    void = void_sale(desk, voided, "Salah pilih", cashier=RINI, now=NOON)
    refund = refund_sale(
        desk, refunded, [(1, 1)], "Ukuran", cashier=RINI, now=NOON, tender=TenderKind.TRANSFER
    )
    closed = close_till(desk, {100_000: 20}, cashier=RINI, now=NOON)
    return {
        "sale": sale,
        "english": english.kept.sale.number,
        "void": void.kept.sale.number,
        "refund": refund.kept.sale.number,
        "z": closed.till.number,
    }


def original(desk: Desk, number: str) -> Document:
    """Load a paper as it was first made."""
    with desk.store.reading() as tx:
        return load_original(tx, number)


def copied(desk: Desk, number: str) -> Document:
    """Ask for a copy of a paper."""
    job_id = queue_copy(desk, number, now=TOMORROW)
    with desk.store.reading() as tx:
        job = find_job(tx, job_id)
    assert job is not None
    return document_from_json(job.document)


def rendered(document: Document, columns: int) -> dict[str, bytes]:
    """Render a document in every form, as the program does."""
    return {form: render(document, form, columns, has_cutter=columns == 48) for form in FORMS}


@contextmanager
def after_everything_changed(desk: Desk) -> Iterator[Desk]:
    """Change the price list, the producers' names and the settings, and open the booth again."""
    with desk.store.writing() as tx:
        tx.exec_driver_sql(
            "UPDATE item SET price = price + 1000, floor = 0, name = 'Lain', name_en = 'Other'"
        )
        tx.exec_driver_sql("UPDATE producer SET name = 'Orang Lain', village = 'Sana', district = 'Jauh'")
    settings = load_settings(desk.home)
    for key, typed in WORDS.items():
        settings = with_setting(settings, key, typed)
    save_settings(desk.home, settings)
    again = open_desk(desk.home)
    try:
        yield again
    finally:
        again.store.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_stays_the_same_to_the_byte_whatever_changes(
    desk: Desk, numbers: dict[str, str], kind: str
) -> None:
    before = [rendered(original(desk, numbers[kind]), columns) for columns in PAPERS]
    with after_everything_changed(desk) as changed:
        assert [rendered(original(changed, numbers[kind]), columns) for columns in PAPERS] == before


def test_a_paper_made_after_the_changes_shows_them(desk: Desk, numbers: dict[str, str]) -> None:
    """A test of the test: changes that no paper shows would prove nothing."""
    before = render(original(desk, numbers["sale"]), "text", 48, has_cutter=False).decode()
    with after_everything_changed(desk) as changed:
        open_till(changed, FLOAT, cashier=RINI, now=TOMORROW)
        shirt, language = changed.catalogue.load(SHIRT), changed.settings.language
        cart = basket(CartLine(shirt, shirt.quantity(1)))
        sold = complete_sale(
            changed, cart, [cash(400_000)], cashier=RINI, now=TOMORROW, language=language
        ).kept.sale
        after = render(original(changed, sold.number), "text", 48, has_cutter=False).decode()
        header = changed.settings.header.splitlines()
    for word in ("Orang Lain", "Sana, Jauh", "396.000", "Other", "Cashier", *header):
        assert word in after
        assert word not in before


@pytest.mark.parametrize("columns", PAPERS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_has_the_marks_more_and_nothing_else(
    desk: Desk, numbers: dict[str, str], kind: str, columns: int
) -> None:
    first = rendered(original(desk, numbers[kind]), columns)
    with after_everything_changed(desk) as changed:
        copy = rendered(copied(changed, numbers[kind]), columns)
    mark = MARKS.get(kind, MARK)
    marks = check_text(first["text"], copy["text"], mark)
    check_escpos(first["escpos"], copy["escpos"], columns, mark)
    check_png(first["png"], copy["png"], marks)
    check_pdf(first["pdf"], copy["pdf"], marks)


def check_text(first: bytes, copy: bytes, mark: str) -> int:
    """Check that lines at both ends, and they alone, are more; return how many at each."""
    lines, all_lines = (text.decode().splitlines() for text in (first, copy))
    marks = (len(all_lines) - len(lines)) // 2
    assert all_lines[marks:-marks] == lines
    assert all_lines[:marks] == all_lines[-marks:]
    assert " ".join(line.strip() for line in all_lines[:marks]) == mark
    return marks


def check_escpos(first: bytes, copy: bytes, columns: int, said: str) -> None:
    """Check that the bytes of a bold line at both ends, and they alone, are more."""
    end = b"\n" * 4 + (CUT if columns == 48 else b"")
    size = (len(copy) - len(first)) // 2
    mark = copy[len(START) :][:size]
    assert copy == START + mark + first.removeprefix(START).removesuffix(end) + mark + end
    lines = read_escpos(mark, columns).lines
    assert " ".join(line.text.strip() for line in lines) == said
    assert all(line.bold for line in lines)


def check_png(first: bytes, copy: bytes, marks: int) -> None:
    """Check that between the marks all dots are the same."""
    one, other = (Image.open(BytesIO(png)) for png in (first, copy))
    assert other.size == (one.width, one.height + 2 * marks * ROW)
    body = one.crop((0, WHITE, one.width, one.height - WHITE))
    top = WHITE + marks * ROW
    assert other.crop((0, top, one.width, top + body.height)).tobytes() == body.tobytes()


def check_pdf(first: bytes, copy: bytes, marks: int) -> None:
    """Check that between the marks the same words stand in the same places, all as far down."""
    lines, moved = words_of(first), words_of(copy)[marks:-marks]
    assert [replace(line, top=0) for line in moved] == [replace(line, top=0) for line in lines]
    down = moved[0].top - lines[0].top
    assert down > 1
    assert [line.top for line in moved] == pytest.approx([line.top + down for line in lines], abs=0.01)
