"""A fair's files on a stick: found by what is in them, one workbook or two files, and never half of them."""

from pathlib import Path
from shutil import copy

import pytest

from batikpos.services.fair_files import FilesMissing, TwoLists, read_fair_files
from batikpos.services.sample import SAMPLE_FOLDER, sample_catalogue
from batikpos.sheets.faults import NoList, NotAList

GOODS, MAKERS = SAMPLE_FOLDER / "catalogue.csv", SAMPLE_FOLDER / "producers.csv"


def test_goods_and_producers_are_told_apart_in_any_order_and_among_others(tmp_path: Path) -> None:
    for file in (GOODS, MAKERS):
        copy(file, tmp_path)
    (tmp_path / "promo.csv").write_text("name,deal,value,producer\nObral,percent,10,TOM\n")
    (tmp_path / "foto.xlsx").write_bytes(b"PK no workbook of ours")
    (tmp_path / "~$catalogue.xlsx").write_bytes(b"what Excel leaves beside a file that is open")
    for given in ([GOODS, MAKERS], [MAKERS, GOODS], [tmp_path]):
        assert read_fair_files(given) == sample_catalogue()


def test_two_price_lists_are_asked_about_and_none_is_left_at_home(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        copy(GOODS, tmp_path / name)
    copy(MAKERS, tmp_path)
    with pytest.raises(TwoLists) as refusal:
        read_fair_files([tmp_path])
    assert "a.csv" in refusal.value.message("id")
    assert "b.csv" in refusal.value.message("id")


def test_what_is_missing_is_told_by_the_file_that_could_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(FilesMissing):
        read_fair_files([MAKERS])
    broken = tmp_path / "barang.xlsx"
    broken.write_bytes(b"PK half of a workbook")
    with pytest.raises(NotAList, match="barang"):
        read_fair_files([MAKERS, broken])
    with pytest.raises(NoList):
        read_fair_files([tmp_path / "none.csv"])
