"""What papers say, against golden files. BATIKPOS_REGOLD=1 writes them anew; then look at the change."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.sale import sold_lines
from batikpos.paper.document import Document, Pair, Qr, Text, document_from_json
from batikpos.paper.nota import copy_of, nota, write_time
from batikpos.printing.layout import lay_out
from batikpos.printing.text import to_text
from tests.paper.notas import AT, HASH, STAND, documents, several, single, void
from tests.shop import SHIRT, basket, catalogue, item

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", documents())
def test_a_paper_reads_as_the_golden_one(name: str, columns: int) -> None:
    golden = GOLDEN / f"{name}-{columns}.txt"
    text = to_text(lay_out(documents()[name], columns))
    if os.environ.get("BATIKPOS_REGOLD"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", documents())
def test_a_stored_document_is_read_back_as_it_was(name: str) -> None:
    document = documents()[name]
    assert document_from_json(document.to_json()) == document


def pairs(document: Document) -> list[tuple[str, str]]:
    """List what stands left and right."""
    return [(b.left.strip(), b.right) for b in document.blocks if isinstance(b, Pair)]


def test_the_figures_of_a_nota_add_up() -> None:
    sale = several()
    rights = [right for _, right in pairs(nota(sale, STAND, fact_hash=HASH))]
    assert rights.count(str(sale.total)) == 1
    assert sale.gross.bare() in rights
    assert sale.discount.bare() in rights
    assert sale.change.bare() in rights


def test_each_producer_has_a_block_with_its_own_sum() -> None:
    sale = several()
    document = nota(sale, STAND, fact_hash=HASH)
    names = [b.text for b in document.blocks if isinstance(b, Text) and b.bold]
    assert names[-3:] == ["Konveksi Wedang Jahe", "Batik Biru Tom", "Koperasi Langit Sore"]
    shown = [right for _, right in pairs(document)]
    sums: dict[str, Rupiah] = {}
    for line in sale.lines:
        sums[line.producer] = sums.get(line.producer, ZERO) + line.net
    assert all(amount.bare() in shown for amount in sums.values())
    assert sum(amount.amount for amount in sums.values()) == sale.total.amount


def test_a_nota_of_one_producer_is_headed_by_its_name() -> None:
    first = nota(single(), STAND, fact_hash=HASH).blocks[0]
    assert isinstance(first, Text)
    assert first.text == "Batik Biru Tom"


def test_printing_is_never_called_batik() -> None:
    line = replace(single().lines[0], technique=STAND.catalogue.load("WDJ-DS-001").technique)
    for language in ("id", "en"):
        sale = replace(single(language), lines=(line,))
        said = [b.text for b in nota(sale, STAND, fact_hash=HASH).blocks if isinstance(b, Text)]
        technique = next(text for text in said if text.startswith("("))
        assert "batik" not in technique.lower().replace("motif batik", "")


def test_a_copy_says_so_at_both_ends_and_changes_not_a_word() -> None:
    original = nota(single(), STAND, fact_hash=HASH)
    copy = copy_of(original, 3, AT, language="en")
    first, *between, last = copy.blocks
    assert tuple(between) == original.blocks
    assert first == last
    assert isinstance(first, Text)
    assert "3" in first.text
    assert write_time(AT) in first.text


def test_the_code_names_the_sale_and_its_place_in_the_chain() -> None:
    (code,) = [b for b in nota(single(), STAND, fact_hash=HASH).blocks if isinstance(b, Qr)]
    assert code.payload == "A03-20261211-0042 00010203"


def test_a_void_names_what_it_takes_back_why_and_who_agreed() -> None:
    document = nota(void(), STAND, fact_hash=HASH)
    rights = [right for _, right in pairs(document)]
    assert {"A03-20261211-0042", "Sari", "Rini", "-Rp1.052.500"} <= set(rights)
    assert any(isinstance(b, Text) and "Salah pilih barang" in b.text for b in document.blocks)


def test_a_time_names_its_zone() -> None:
    assert write_time(AT) == "11/12/2026 14.05 WIB"


def test_a_note_stands_under_its_line_on_every_width() -> None:
    noted = basket().add(item(SHIRT)).with_note(0, "Titip jahit, ambil hari Minggu")
    sale = replace(single(), lines=sold_lines(noted, catalogue()))
    for columns in (32, 42, 48):
        text = to_text(lay_out(nota(sale, STAND, fact_hash=HASH), columns))
        assert "Titip jahit, ambil hari Minggu" in " ".join(text.split())
