"""A fair from the sheets that people write: read whole, refused with every fault, written out the same."""

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.fair import Person, Role
from batikpos.domain.fairplan import BEARERS, ROUNDINGS, BadPlan, BoothPlan, FairPlan, check_plan
from batikpos.domain.fee import Fee, FeeKind, Tier, per_cent
from batikpos.domain.money import Rupiah
from batikpos.domain.promotion import PercentEach
from batikpos.domain.right import Act, Rules
from batikpos.services.fair_files import FilesMissing, TwoLists
from batikpos.services.fair_sheets import FairSheets, read_fair_sheets, sheets_of_fair
from batikpos.services.plan_sheets import KINDS, Known, plan_of, sheets_of_plan
from batikpos.sheets.columns import find_tables
from batikpos.sheets.delimited import read_delimited
from batikpos.sheets.faults import BadList
from batikpos.sheets.writing import to_csv, to_xlsx
from tests.shop import an_item

TOM, SGR = Producer("TOM", "Batik Tom", booth="A03"), Producer("SGR", "Segar", booth="K1")
GOODS = Catalogue((an_item("T-1"), an_item("S-1", producer="SGR")), (TOM, SGR))
PLAN = FairPlan(
    venue="Plaza Industri, Jakarta",
    booths=(
        BoothPlan("A03", "Tom", 1, ("Rini, S.Pd.", "Wati"), "TOM"),
        BoothPlan("K1", "", 2, ("Wati",), "organizer"),
    ),
    people=(
        Person("Rini, S.Pd.", Role.CASHIER, "h1"),
        Person("Wati", Role.SUPERVISOR, "h2"),
        Person("Ani", Role.CASHIER, "h3"),
    ),
    rules=Rules(frozenset({Act.VOID, Act.DISCOUNT}), 2_000),
    rounding=500,
    fees=(
        Fee("Iuran", FeeKind.PERCENT, tiers=(Tier(Rupiah(0), 550), Tier(Rupiah(5_000_000), 300))),
        Fee("Per potong", FeeKind.PIECE, Rupiah(10_000)),
        Fee("Sewa", FeeKind.RENT, Rupiah(250_000), producers=frozenset({"TOM", "SGR"})),
    ),
    target=Rupiah(900_000_000),
)
FAIR = FairSheets(PLAN, GOODS)


def write_fair(folder: Path, fair: FairSheets = FAIR, **other: str) -> Path:
    """Write each sheet of a fair as a CSV of its own; `other` says what stands in one instead."""
    for sheet in sheets_of_fair(fair):
        (folder / f"{sheet.name}.csv").write_bytes(to_csv(sheet))
    for name, text in other.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def faults_of(folder: Path) -> Mapping[tuple[str, int, str], str]:
    """Read a fair that has faults, and say where they are."""
    with pytest.raises(BadList) as refusal:
        read_fair_sheets([folder], FAIR)
    return {(f.sheet, f.row, f.column): f.value for f in refusal.value.faults}


def test_a_fair_goes_out_as_one_workbook_and_comes_in_the_same(tmp_path: Path) -> None:
    book = tmp_path / "pameran.xlsx"
    book.write_bytes(to_xlsx(sheets_of_fair(FAIR)))
    folder = tmp_path / "csv"
    folder.mkdir()
    for path in (book, write_fair(folder)):
        read = read_fair_sheets([path], FAIR)
        assert (read.plan, read.goods) == (PLAN, GOODS)
        assert set(read.found) == {"rules", "booths", "people", "fees", "producers", "items"}


def test_pins_are_in_no_sheet_and_stay_with_their_names(tmp_path: Path) -> None:
    """Somebody new has none yet, whoever has changed roles keeps it."""
    book = to_xlsx(sheets_of_fair(FAIR))
    with zipfile.ZipFile(BytesIO(book)) as packed:
        content = b"".join(map(packed.read, packed.namelist()))
    assert b"petugas" in content
    assert not any(f">{person.pin_hash}<".encode() in content for person in PLAN.people)
    people = "petugas;peran;stan\nWATI;kasir;semua\nBaru;pengawas;k1\n"
    read = read_fair_sheets([write_fair(tmp_path, petugas=people)], FAIR).plan
    assert read.people == (Person("WATI", Role.CASHIER, "h2"), Person("Baru", Role.SUPERVISOR, ""))
    assert [booth.people for booth in read.booths] == [("WATI",), ("WATI", "Baru")]


def test_what_has_no_sheet_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "stan.csv").write_text("Kode Stan,Nama\nA03,Tom baru\nB1,\n")
    (tmp_path / "ikm.csv").write_text("kode ikm,nama ikm,no stan\nTOM,Batik Tom,A03\nSGR,Segar,B1\n")
    read = read_fair_sheets([tmp_path], FAIR)
    assert read.plan == replace(
        PLAN, booths=(BoothPlan("A03", "Tom baru", 1, ("Rini, S.Pd.", "Wati")), BoothPlan("B1"))
    )
    assert (read.goods.items, len(read.goods.producers)) == (GOODS.items, 2)


@pytest.mark.parametrize("heading", ["No Stan", "Nomor Stan", "Stan", "Booth", "No. Stan"])
@pytest.mark.parametrize("code", ["kode", "kode ikm"])
def test_a_list_of_producers_is_no_list_of_booths(tmp_path: Path, heading: str, code: str) -> None:
    """It says where each of them is: of two in one booth, of one in none, and of how many laptops nothing."""
    rows = "TOM,Batik Tom,A03\nSGR,Segar,A03\nX,Y,\n"
    (tmp_path / "ikm.csv").write_text(f"{code},Nama Usaha,{heading}\n{rows}")
    read = read_fair_sheets([tmp_path], replace(FAIR, goods=Catalogue()))
    assert read.plan == PLAN
    assert [producer.booth for producer in read.goods.producers] == ["A03", "A03", ""]


def test_all_fees_are_taken_off_by_a_sheet_without_rows(tmp_path: Path) -> None:
    (tmp_path / "biaya.csv").write_text("biaya,jenis,rupiah\n")
    assert read_fair_sheets([tmp_path], FAIR).plan == replace(PLAN, fees=())


def test_a_fair_without_a_sheet_of_booths_has_its_producers(tmp_path: Path) -> None:
    (tmp_path / "ikm.csv").write_text("kode ikm,nama ikm,no stan\nTOM,Batik Tom,A03\nSGR,Segar,K1\nX,Y,\n")
    assert read_fair_sheets([tmp_path]).plan.booths == (BoothPlan("A03"), BoothPlan("K1"))


def test_a_fair_without_booths_keeps_all_else_that_was_planned(tmp_path: Path) -> None:
    """The window makes a fair without booths: fees and rules are often said before its sheets are there."""
    (tmp_path / "ikm.csv").write_text("kode ikm,nama ikm,no stan\nTOM,Batik Tom,A03\n")
    plan = replace(PLAN, booths=(), fees=(per_cent("Panitia", 1_000),))
    was = replace(FAIR, plan=plan, goods=Catalogue())
    read = read_fair_sheets([tmp_path], was).plan
    assert read == replace(was.plan, booths=(BoothPlan("A03"),))


@pytest.mark.parametrize(
    ("typed", "is_taken"), [("0,2", False), ("0,2%", True), ("20", True), ("20 %", True)]
)
def test_a_promotion_of_a_part_of_a_per_cent_is_asked_about(
    tmp_path: Path, typed: str, *, is_taken: bool
) -> None:
    (tmp_path / "promo.csv").write_text(f"name;deal;value\nObral;percent;{typed}\n")
    if is_taken:
        assert len(read_fair_sheets([tmp_path], FAIR).promotions) == 1
    else:
        assert faults_of(tmp_path)["promo.csv", 2, "value"] == typed


def test_a_fee_of_a_name_that_there_is_already_cannot_be() -> None:
    fees = (per_cent("Iuran", 500), per_cent("iuran", 500))
    with pytest.raises(BadPlan, match="uran"):
        check_plan(replace(PLAN, fees=fees), {p.code: p.booth for p in GOODS.producers})


def test_promotions_are_taken_in_with_the_rest(tmp_path: Path) -> None:
    write_fair(tmp_path, promo="name,deal,value,producer\nObral,percent,10,TOM\n")
    (promotion,) = read_fair_sheets([tmp_path]).promotions
    assert (promotion.name, promotion.deal) == ("Obral", PercentEach(1_000))


def test_every_fault_of_every_sheet_is_named(tmp_path: Path) -> None:
    faults = faults_of(
        write_fair(
            tmp_path,
            aturan=(
                'aturan,isi\npembulatan,250\nwarna,merah\norang_kedua,"batal, tari"\n'
                "batas_diskon,101\nbiaya_qris,x\n"
            ),
            stan="stan,laptop,penerima_qris\nA03,0,SIAPA\nPANITIA,1,\na b,x,\nA03,1,\nK1,1,panitia\n",
            petugas="petugas,peran,stan\nRini,raja,A03\nrini,kasir,Z9\n,kasir,K1\n",
            biaya=(
                "biaya,jenis,rupiah,persen,mulai_omzet,ikm\n"
                "Iuran,persen,,150,,\nSewa,sewa,,,,\nSewa,sewa,5,,,\nPotong,potong,1.5,,,SIAPA\n"
                "Naik,persen,,5,100,\nNaik,persen,,6,50,\n"
            ),
        )
    )
    assert faults == {
        ("aturan.csv", 2, "isi"): "250",
        ("aturan.csv", 3, "aturan"): "warna",
        ("aturan.csv", 4, "isi"): "batal, tari",
        ("aturan.csv", 5, "isi"): "101",
        ("aturan.csv", 6, "isi"): "x",
        ("stan.csv", 2, "laptop"): "0",
        ("stan.csv", 2, "penerima_qris"): "SIAPA",
        ("stan.csv", 3, "stan"): "PANITIA",
        ("stan.csv", 4, "stan"): "a b",
        ("stan.csv", 4, "laptop"): "x",
        ("stan.csv", 5, "stan"): "A03",
        ("petugas.csv", 2, "peran"): "raja",
        ("petugas.csv", 3, "petugas"): "rini",
        ("petugas.csv", 3, "stan"): "Z9",
        ("petugas.csv", 4, "petugas"): "",
        ("biaya.csv", 2, "persen"): "150",
        ("biaya.csv", 3, "rupiah"): "",
        ("biaya.csv", 4, "biaya"): "Sewa",
        ("biaya.csv", 5, "rupiah"): "1.5",
        ("biaya.csv", 5, "ikm"): "SIAPA",
        ("biaya.csv", 6, "mulai_omzet"): "100",
    }


def test_five_per_cent_that_a_spreadsheet_made_a_twentieth_is_asked_about(tmp_path: Path) -> None:
    """A cell formatted as per cent holds 0.05, which is no fee of 0,05 %."""
    path = tmp_path / "biaya.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("biaya")
        page.write_row(0, 0, ["biaya", "jenis", "persen"])
        page.write_row(1, 0, ["Iuran", "persen", 0.05], book.add_format({"num_format": "0%"}))
    assert list(faults_of(path)) == [("biaya", 2, "persen")]


@pytest.mark.parametrize("booth", ["PANITIA", "A-3", "Z9"])
def test_a_producer_in_no_booth_of_the_fair_is_refused(tmp_path: Path, booth: str) -> None:
    (tmp_path / "ikm.csv").write_text(f"kode ikm,nama ikm,no stan\nTOM,Batik Tom,{booth}\nSGR,Segar,K1\n")
    assert faults_of(tmp_path) == {("ikm.csv", 2, "no stan"): booth}


def test_what_needs_a_producer_who_is_taken_off_is_named_with_its_place(tmp_path: Path) -> None:
    """Goods, a booth's QRIS money and a fee, none of which is in a sheet of now."""
    (tmp_path / "ikm.csv").write_text("KATALOG\nkode ikm,nama ikm,no stan\nNEW,Baru,A03\n")
    with pytest.raises(BadList) as refusal:
        read_fair_sheets([tmp_path], FAIR)
    said = refusal.value.message("id").splitlines()[1:]
    assert [fault.row for fault in refusal.value.faults] == [2, 2]
    assert said == [
        "ikm.csv, baris 2, kolom kode ikm: tidak memuat yang masih dipakai pameran (“TOM (T-1)”)",
        "ikm.csv, baris 2, kolom kode ikm: tidak memuat yang masih dipakai pameran (“SGR (S-1)”)",
    ]
    (tmp_path / "barang.csv").write_text(
        "sku,kode ikm,nama barang,teknik,pewarna,harga\nN-1,NEW,Kain,tulis,alam,9000\n"
    )
    with pytest.raises(BadList) as refusal:
        read_fair_sheets([tmp_path], FAIR)
    assert [fault.value for fault in refusal.value.faults] == ["TOM (A03)", "SGR (Sewa)"]


def test_a_booth_that_is_taken_off_is_named_while_a_producer_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "stan.csv").write_text("stan\nA03\n")
    assert faults_of(tmp_path) == {("stan.csv", 1, "stan"): "K1 (SGR)"}


def test_faults_of_goods_producers_and_plan_are_named_in_one_go_each_by_its_file(tmp_path: Path) -> None:
    write_fair(tmp_path, petugas="petugas,peran,stan\nRini,kasir,Z9\n")
    with (tmp_path / "items.csv").open("a", encoding="utf-8") as goods:
        goods.write("X-1,,,SIAPA,,Kain,,tulis,natural,,,,,pc,1,,9000,,\n")
    with pytest.raises(BadList) as refusal:
        read_fair_sheets([tmp_path], FAIR)
    said = refusal.value.message("en").splitlines()[1:]
    assert [line.split(": ")[0] for line in said] == [
        "items.csv, row 4, column ikm_code",
        "petugas.csv, row 2, column stan",
    ]


def test_two_sheets_of_one_kind_are_asked_about_and_none_is_too_few(tmp_path: Path) -> None:
    with pytest.raises(FilesMissing):
        read_fair_sheets([tmp_path])
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text("petugas,peran\nRini,kasir\n")
    with pytest.raises(TwoLists):
        read_fair_sheets([tmp_path])


NAMES = st.text("abcdefg ,.é'=+", min_size=1, max_size=12).map(str.strip).filter(bool)
FEES = st.builds(
    lambda name, kind, amount, points, producers: Fee(
        name,
        kind,
        Rupiah(0) if kind is FeeKind.PERCENT else Rupiah(amount),
        tuple(Tier(Rupiah(1_000 * n), p) for n, p in enumerate(points)) if kind is FeeKind.PERCENT else (),
        frozenset(producers),
    ),
    NAMES,
    st.sampled_from(FeeKind),
    st.integers(1, 10**9),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=3),
    st.sets(st.sampled_from(["TOM", "SGR"])),
)


@st.composite
def plans(draw: st.DrawFn) -> FairPlan:
    """Make any plan of the two producers."""
    names = draw(st.lists(NAMES, max_size=4, unique_by=str.casefold))
    people = tuple(Person(n, draw(st.sampled_from(Role)), f"hash of {n}") for n in names)
    codes = draw(st.lists(st.text("ABZ019", min_size=1, max_size=8), min_size=1, max_size=3, unique=True))
    booths = tuple(
        BoothPlan(
            code,
            draw(NAMES | st.just("")),
            draw(st.integers(1, 99)),
            tuple(n for n in names if draw(st.booleans())),
            draw(st.sampled_from(["", "organizer", "TOM", "SGR"])),
        )
        for code in codes
    )
    rules = Rules(frozenset(draw(st.sets(st.sampled_from(Act)))), 100 * draw(st.integers(0, 100)))
    fees = tuple(draw(st.lists(FEES, max_size=3, unique_by=lambda fee: fee.name)))
    return FairPlan(
        draw(NAMES | st.just("")),
        booths,
        people,
        rules,
        draw(st.sampled_from(ROUNDINGS)),
        fees,
        Rupiah(draw(st.integers(0, 10**10))),
        draw(st.sampled_from(BEARERS)),
    )


@settings(max_examples=60, deadline=None)
@given(plans())
def test_any_plan_is_read_as_it_was_written(plan: FairPlan) -> None:
    before = FairPlan(people=plan.people)
    tables = {
        kind.code: find_tables(kind.code, [read_delimited(kind.code, to_csv(sheet))], kind, may_be_empty=True)
        for kind, sheet in zip(KINDS, sheets_of_plan(plan), strict=True)
    }
    assert plan_of(tables, Known((TOM, SGR), before)) == plan


def test_a_cell_that_says_nothing_of_its_fee_is_a_fault(tmp_path: Path) -> None:
    """What was meant by it is in no fee, and nobody would know."""
    (tmp_path / "biaya.csv").write_text(
        "biaya;jenis;rupiah;persen;mulai_omzet\nSewa2;sewa;250000;10%;5000000\n"
        "Pot;per potong;10000;;1000000\nKomisi;persen;250000;5%;\n"
    )
    found = faults_of(tmp_path)
    assert {(row, column) for _, row, column in found} == {
        (2, "persen"),
        (2, "mulai_omzet"),
        (3, "mulai_omzet"),
        (4, "rupiah"),
    }


@pytest.mark.parametrize("rule", ["orang_kedua", "target", "pembulatan", "batas_diskon", "printing"])
def test_a_rule_without_a_word_is_a_fault_and_switches_nothing_off(tmp_path: Path, rule: str) -> None:
    (tmp_path / "aturan.csv").write_text(f"aturan;isi\n{rule};\n")
    assert list(faults_of(tmp_path)) == [("aturan.csv", 2, "isi")]
