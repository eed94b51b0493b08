"""The forms of a fair's report: each says the same figures, and what is summed in it sums up."""

import csv
import json
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from batikpos.commands.fairshapes import fair_shape
from batikpos.commands.reports import render_fair, render_report
from batikpos.domain.catalogue import Producer
from batikpos.domain.money import Rupiah, total
from batikpos.i18n import Translate, translator
from batikpos.reports.fairpage import to_pages
from batikpos.reports.fairreport import FairReport, report_of
from batikpos.reports.figures import figures_of_day
from batikpos.reports.ministry import MOST_DISTRICTS, to_ministry_page
from batikpos.reports.section import Kind, Section
from batikpos.reports.sections import sections_of
from batikpos.reports.spreadsheet import groups_of
from batikpos.services.reconcile import reconcile_day
from batikpos.services.wholefair import WholeFair
from batikpos.store.engine import Store
from tests.long import IS_LONG
from tests.reports.sheetmath import compute, read_book, without_cached

ID, EN = translator("id"), translator("en")
A4 = (595.28, 841.89)
LAST = date(2026, 12, 12)
"""The day of which something is only reported."""


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
            ours = compute(book, formula)
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
                    scale = 1_000 if column.kind is Kind.SIZE and value is not None else 1
                    whole = row[at] * scale if scale > 1 else row[at]  # type: ignore[operator]
                    assert whole == ("" if value is None else value), (name, row, column.code)
        if with_sums and any(column.is_summed for column in section.columns):
            sums = rows[len(section.rows)]
            for at, column in enumerate(section.columns):
                if column.is_summed:
                    assert sums[at] == section.sums[at], (name, column.code)


def test_the_day_s_workbook_sums_up_and_never_mixes(centre: Store) -> None:
    """Its totals are formulas too: the day's by the state of each device, each group's of either kind."""
    of = reconcile_day(centre, LAST)
    figures = figures_of_day(of)
    assert figures.reported.total.amount > 0
    book = read_book(render_report(of, "xlsx", ID))
    first, second = book.values()
    assert first.is_frozen
    assert second.charts == 1
    for formula in second.formulas:
        assert compute(book, formula) == float(formula.cached), formula
    turnover = [f.cached for f in second.formulas[:2]]
    assert turnover == [str(figures.proven.total.amount), str(figures.reported.total.amount)]
    assert len(second.formulas) == 2 + 2 * sum(bool(rows) for _, _, rows in groups_of(figures, ID))


def test_the_day_s_page_adds_proven_and_reported_up_apart(centre: Store) -> None:
    of = reconcile_day(centre, LAST)
    figures = figures_of_day(of)
    pdf = pypdf.PdfReader(BytesIO(render_report(of, "pdf", ID)))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert figures.proven.total.bare() in text
    assert f"+ {figures.reported.total.bare()}" in text
    assert figures.all.total.bare() not in text


def computed_anew(data: bytes, folder: Path) -> CalamineWorkbook:
    """Let LibreOffice open a workbook without a single cached value, and write its own."""
    (folder / "book.xlsx").write_bytes(without_cached(data))
    (folder / "done").mkdir()
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder / "done"), str(folder / "book.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return CalamineWorkbook.from_path(str(folder / "done" / "book.xlsx"))


@pytest.mark.skipif(not IS_LONG, reason="LibreOffice is heavy: BATIKPOS_LONG=1")
def test_libreoffice_computes_the_same(workbook: bytes, report: FairReport, tmp_path: Path) -> None:
    assert_same_rows(computed_anew(workbook, tmp_path), report, with_sums=True)


@pytest.mark.skipif(not IS_LONG, reason="LibreOffice is heavy: BATIKPOS_LONG=1")
def test_libreoffice_computes_the_day_s_the_same(centre: Store, tmp_path: Path) -> None:
    of = reconcile_day(centre, LAST)
    figures = figures_of_day(of)
    rows = computed_anew(render_report(of, "xlsx", ID), tmp_path).get_sheet_by_index(1).to_python()
    assert rows[1][1:3] == [figures.proven.total.amount, figures.reported.total.amount]
    sums = [row for row in rows[3:] if row[0] == "Total"]
    groups = [rows for _, _, rows in groups_of(figures, ID) if rows]
    assert len(sums) == len(groups)
    for row, group in zip(sums, groups, strict=True):
        assert row[2] == sum(one.proven.total.amount for one in group)
        assert row[4] == sum(one.reported.total.amount for one in group)


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


@pytest.mark.parametrize(("tr", "said"), [(ID, "Pembulatan"), (EN, "Rounding")], ids=["id", "en"])
def test_the_pages_say_by_what_rounding_the_turnover_and_its_tables_differ(
    report: FairReport, tr: Translate, said: str
) -> None:
    proven = replace(report.figures.proven, rounding=Rupiah(-1_700))
    rounded = replace(report, figures=replace(report.figures, proven=proven))
    text = " ".join(pypdf.PdfReader(BytesIO(to_pages(rounded, tr))).pages[0].extract_text().split())
    assert f"{said} {Rupiah(-1_700)}" in text
    assert said not in pypdf.PdfReader(BytesIO(to_pages(report, tr))).pages[0].extract_text()


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
