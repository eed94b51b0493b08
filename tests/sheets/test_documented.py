"""The page on sheets names every column there is."""

from pathlib import Path

import pytest

from batikpos.services.price_list import ITEMS, PRODUCERS
from batikpos.services.statement_file import STATEMENT
from batikpos.sheets.columns import ListKind, plain_name
from batikpos.sheets.delimited import MOST_ROWS
from batikpos.sheets.reader import MAX_BYTES

PAGE = (Path(__file__).parents[2] / "docs" / "SHEETS.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [ITEMS, PRODUCERS, STATEMENT])
def test_every_column_is_on_the_page(kind: ListKind) -> None:
    assert [column.key for column in kind.columns if f"`{column.key}`" not in PAGE] == []


def test_every_name_on_the_page_is_known() -> None:
    known = {
        plain_name(name)
        for kind in (ITEMS, PRODUCERS, STATEMENT)
        for column in kind.columns
        for name in (column.key, *column.names.split(","), *column.others.split(","))
    }
    for name in (
        "kode barang",
        "nama ikm",
        "harga nego",
        "stok",
        "no stan",
        "tanggal cair",
        "jumlah bersih",
        "rrn",
    ):
        assert name in PAGE
        assert name in known


def test_the_limits_are_those_of_the_page() -> None:
    assert f"{MOST_ROWS:,} rows and {MAX_BYTES // 2**20} MiB" in PAGE
