"""The forms of a fair's report: each says the same figures, and what is summed in it sums up."""

import csv
import json
import os
import subprocess
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from batikpos.commands.fairshapes import fair_shape
from batikpos.commands.reports import render_fair
from batikpos.domain.catalogue import Producer
from batikpos.domain.money import total
from batikpos.i18n import translator
from batikpos.reports.amounts import short
from batikpos.reports.charts import MOST_LINES, bars_of, round_top
from batikpos.reports.fairpage import to_pages
from batikpos.reports.fairreport import FairReport, report_of
from batikpos.reports.ministry import MOST_DISTRICTS, to_ministry_page
from batikpos.reports.sections import Kind, Section, sections_of
from batikpos.services.wholefair import WholeFair
from tests.reports.sheetmath import compute, read_book, without_cached

ID, EN = translator("id"), translator("en")
A4 = (595.28, 841.89)
IS_LONG = bool(os.environ.get("BATIKPOS_LONG"))


def sections(report: FairReport) -> dict[str, Section]:
    """Give the tables by their codes."""
    return {section.code: section for section in sections_of(report, ID)}


def test_every_table_of_takings_adds_up_to_the_whole(report: FairReport) -> None:
    """By day, hour, booth, producer, district, technique, dye, tender, item: proven and reported each."""
    figures = report.figures
    for code, section in sections(report).items():
        if code.startswith("by_") or code == "items":
            assert section.columns[4].code == "reported"
            assert section.sums[2] == (figures.proven.total - figures.proven.rounding).amount, code
            assert section.sums[4] == (figures.reported.total - figures.reported.rounding).amount, code
    assert report.figures.reported.total.amount > 0


def test_the_json_never_adds_what_is_proven_to_what_is_not(report: FairReport) -> None:
    shape = json.loads(json.dumps(fair_shape(report, ID)))
    for code, rows in shape.items():
        if code.startswith("by_"):
            for part in ("proven", "reported"):
                assert sum(row[part]["total"] for row in rows) == shape[part]["total"], code
    everything = (report.figures.proven.total + report.figures.reported.total).amount
    assert str(everything) not in json.dumps(shape)
    assert (
        shape["devices"] == {"proven": 7, "reported": 1, "missing": 4} or sum(shape["devices"].values()) == 12
    )


def test_the_csv_has_every_cell_of_every_table(report: FairReport) -> None:
    """Read as a spreadsheet reads it; a name that looks like a formula is none."""
    data = render_fair(report, "csv", ID)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    for code, section in sections(report).items():
        for at, column in enumerate(section.columns):
            if column.is_summed:
                cells = [r for r in rows if r["table"] == code and r["column"] == column.code]
                assert sum(int(r["value"]) for r in cells) == section.sums[at], (code, column.code)
    assert "'=Gantungan kunci" in {row["name"] for row in rows}


@pytest.fixture(scope="session")
def workbook(report: FairReport) -> bytes:
    """Write the workbook once."""
    return render_fair(report, "xlsx", ID)


def test_every_total_of_the_workbook_is_a_formula_that_comes_to_what_it_says(
    workbook: bytes, report: FairReport
) -> None:
    book = read_book(workbook)
    formulas = 0
    for sheet in book.values():
        assert sheet.is_frozen
        for formula in sheet.formulas:
            ours = compute(sheet, formula)
            assert ours == pytest.approx(float(formula.cached)) if formula.cached else ours == "", formula
            formulas += 1
    wanted = sum(
        column.is_summed + (column.kind is Kind.SHARE) * (len(section.rows) + 1)
        for section in sections_of(report, ID)
        for column in section.columns
    )
    assert formulas == wanted
    assert sum(sheet.charts for sheet in book.values()) == sum(s.chart >= 0 for s in sections_of(report, ID))


def test_another_reader_finds_the_same_rows(workbook: bytes, report: FairReport) -> None:
    """Calamine, which is no part of what wrote it: real numbers, texts that are no formulas."""
    book = CalamineWorkbook.from_filelike(BytesIO(workbook))
    assert_same_rows(book, report, with_sums=True)


def assert_same_rows(book: CalamineWorkbook, report: FairReport, *, with_sums: bool) -> None:
    """Compare every sheet with its table."""
    found = sections_of(report, ID)
    assert len(book.sheet_names) == len(found) + 1
    for name, section in zip(book.sheet_names[1:], found, strict=True):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[3:]
        for row, cells in zip(rows, section.rows, strict=False):
            for at, (column, value) in enumerate(zip(section.columns, cells, strict=True)):
                if column.kind is Kind.SHARE:
                    share = float(row[at]) if row[at] != "" else None  # type: ignore[arg-type]
                    assert (
                        share == pytest.approx(value / 10_000, abs=0.00005)
                        if isinstance(value, int)
                        else True
                    )
                else:
                    assert row[at] == ("" if value is None else value), (name, row, column.code)
        if with_sums and any(column.is_summed for column in section.columns):
            sums = rows[len(section.rows)]
            for at, column in enumerate(section.columns):
                if column.is_summed:
                    assert sums[at] == section.sums[at], (name, column.code)


@pytest.mark.skipif(not IS_LONG, reason="LibreOffice is heavy: BATIKPOS_LONG=1")
def test_libreoffice_computes_the_same(workbook: bytes, report: FairReport, tmp_path: Path) -> None:
    """It is given no cached value at all, and writes its own."""
    (tmp_path / "fair.xlsx").write_bytes(without_cached(workbook))
    (tmp_path / "done").mkdir()
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "xlsx",
    ]
    command += ["--outdir", str(tmp_path / "done"), str(tmp_path / "fair.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    book = CalamineWorkbook.from_path(str(tmp_path / "done" / "fair.xlsx"))
    assert_same_rows(book, report, with_sums=True)


@pytest.mark.parametrize("tr", [ID, EN], ids=["id", "en"])
def test_the_pages_say_the_whole_and_what_is_to_be_asked(report: FairReport, tr: object) -> None:
    pdf = pypdf.PdfReader(BytesIO(to_pages(report, tr)))  # type: ignore[arg-type]
    texts = [" ".join(page.extract_text().split()) for page in pdf.pages]
    first, last = texts[0], texts[-1]
    assert str(report.figures.proven.total) in first
    assert str(report.figures.reported.total) in first
    assert "Plaza Industri" in first
    everything = str(report.figures.proven.total + report.figures.reported.total)
    assert not any(everything in text for text in texts)
    said = " ".join(texts)
    assert "Rini" in said
    assert "Sari" in said
    assert "Z9" in said
    assert report.dyes.whole.natural_total.bare() in last
    words = (
        ("Yang perlu ditanyakan", "Pangsa pewarna alam"),
        ("What is to be asked", "Share of natural dyes"),
    )
    assert all(word in said for word in words[tr is EN])
    for page in pdf.pages:
        assert tuple(float(edge) for edge in page.mediabox[2:]) == pytest.approx(A4, abs=0.1)


def test_all_letters_are_embedded(report: FairReport) -> None:
    pdf = pypdf.PdfReader(BytesIO(to_pages(report, ID)))
    fonts = {}
    for page in pdf.pages:
        for name, font in page["/Resources"]["/Font"].items():  # type: ignore[index]
            of = font.get_object()
            fonts[of["/BaseFont"]] = "/FontDescriptor" in of and "/FontFile2" in of["/FontDescriptor"]
            assert name
    assert {font for font, is_embedded in fonts.items() if not is_embedded} <= {"/Helvetica"}
    assert any("Lato" in str(font) for font in fonts)


def test_the_ministrys_page_is_one_page_however_many_districts_there_are(whole: WholeFair) -> None:
    """What has no row of its own is in the row of the others: the table still adds up."""
    names = [f"Kabupaten {'Panjang ' * 4}{n}" for n in range(60)]
    goods = tuple(replace(g, producer=f"P{n % 60}", dye="alam") for n, g in enumerate(whole.takings.goods))
    producers = tuple(Producer(f"P{n}", f"IKM {n}", name) for n, name in enumerate(names))
    many = report_of(replace(whole, takings=replace(whole.takings, goods=goods), producers=producers))
    assert len(many.dyes.by_district) > MOST_DISTRICTS
    pdf = pypdf.PdfReader(BytesIO(to_ministry_page(many, ID)))
    assert len(pdf.pages) == 1
    text = pdf.pages[0].extract_text()
    kept = sorted(many.dyes.by_district, key=lambda s: (-s.dyed_total.amount, s.key))[: MOST_DISTRICTS - 1]
    rest = many.dyes.whole.dyed_total - total(share.dyed_total for share in kept)
    assert rest.bare() in text


@given(st.lists(st.tuples(st.integers(-5, 10**11), st.integers(-5, 10**11)), max_size=30))
def test_bars_lie_within_their_chart_and_beside_each_other(values: list[tuple[int, int]]) -> None:
    top, step = round_top(max((a + b for a, b in values), default=0))
    assert top % step == 0
    assert top // step <= MOST_LINES
    bars = bars_of(values, max(top, *(max(a, 0) + max(b, 0) for a, b in values), 1))
    for bar in bars:
        assert 0 <= bar.left < bar.left + bar.width <= 1 + 1e-9
        assert 0 <= bar.foot < bar.foot + bar.height <= 1 + 1e-9
    assert len(bars) == sum((a > 0) + (b > 0) for a, b in values)


@pytest.mark.parametrize(
    ("amount", "said"),
    [(0, "0"), (900, "900"), (1_500_000, "1,5 jt"), (2_000_000_000, "2 M"), (40_000, "40 rb")],
)
def test_amounts_on_a_scale_are_short(amount: int, said: str) -> None:
    assert short(amount, ID) == said
    assert short(1_500_000, EN) == "1,5 m"
