"""Taking price lists in: sheets of items and producers, every fault named by row and column."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from batikpos.domain.barcode import ean13_holds, looks_like_ean13
from batikpos.domain.catalogue import UNCOUNTED, Dye, Item, Producer, Technique
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import METRE, Quantity, Unit
from batikpos.domain.sheet import Sheet, SheetRow, Value
from batikpos.i18n import N_
from batikpos.sheets.cells import ListRow, doubles_of, refuse_faults, rows_of
from batikpos.sheets.columns import NO_CHOICE, Choice, Column, ListKind, Tables, find_tables
from batikpos.sheets.reader import read_sheets
from batikpos.values import frozen

_SKU = Column("sku", "kode barang,kode produk,kode item,item code,product code", "kode,code", is_needed=True)
_CODES = "kode ikm,kode produsen,kode perajin,kode pengrajin,kode umkm,producer code"
_MAKERS = "ikm,produsen,perajin,pengrajin,umkm,producer"
_GOODS = Column("sku", f"{_SKU.names},technique,teknik,dye class,pewarna,barcode,price,harga,harga jual")
_NAMES = "nama ikm,nama produsen,nama perajin,nama pengrajin,nama umkm,nama usaha,producer name"

ITEMS = ListKind(
    "items",
    (
        _SKU,
        Column("barcode", "kode batang,ean,ean 13,gtin"),
        Column("ikm_code", _CODES, f"{_MAKERS},ikm name,{_NAMES}", is_needed=True),
        Column(
            "name_id",
            "nama barang,nama produk,nama item,item name,product name",
            "nama,barang,produk,uraian,deskripsi,name,item,product,description",
            is_needed=True,
        ),
        Column("name_en", "nama inggris,nama en,english name,name english"),
        Column("technique", "teknik,teknik batik,proses,batik technique", is_needed=True),
        Column("dye_class", "pewarna,pewarnaan,jenis pewarna,zat warna,dye,dyes,dye type", is_needed=True),
        Column("dye_detail", "bahan pewarna,rincian pewarna,dye details"),
        Column("fabric", "kain,bahan,jenis kain,bahan kain,material,cloth"),
        Column("kind", "jenis barang,jenis produk,kategori,category", "jenis,tipe,type"),
        Column("size", "ukuran,dimensi,dimensions"),
        Column("unit", "satuan,uom"),
        Column("qty_step", "kelipatan,step"),
        Column("motif", "nama motif,corak,pattern"),
        Column(
            "price_idr", "harga jual,harga satuan,selling price,unit price", "harga,price", is_needed=True
        ),
        Column(
            "min_price_idr",
            "harga terendah,harga minimum,harga minimal,harga min,harga nego,min price,minimum price,"
            "lowest price,floor price",
        ),
        Column("stock_qty", "stok,jumlah stok,persediaan,stock", "jumlah,qty,kuantitas,quantity"),
        Column("variant_group", "kelompok varian,grup varian", "kelompok,grup,group"),
    ),
)

PRODUCERS = ListKind(
    "producers",
    (
        Column("ikm_code", _CODES, "kode,code", is_needed=True),
        Column("ikm_name", _NAMES, f"nama,name,{_MAKERS}", is_needed=True),
        Column("merek", "merk,nama merek,brand"),
        Column("kecamatan", "district,subdistrict"),
        Column("sentra", "desa,kelurahan,village"),
        Column("stan_no", "no stan,nomor stan,stan,no stand,stand,booth,booth no"),
        Column("pkp", "status pkp,taxable"),
        Column("alamat", "address"),
        Column("npwp", "no npwp,nomor npwp,tax number"),
    ),
    never=_GOODS,
)

_TECHNIQUES = {
    **dict.fromkeys(("batik tulis", "hand drawn", "hand drawn batik"), Technique.TULIS),
    **dict.fromkeys(("batik cap", "stamped", "stamped batik"), Technique.CAP),
    **dict.fromkeys(
        ("batik kombinasi", "tulis cap", "cap tulis", "batik tulis cap", "combined", "combined batik"),
        Technique.KOMBINASI,
    ),
    **dict.fromkeys(
        ("print", "batik printing", "tekstil motif batik", "printed textile"), Technique.PRINTING
    ),
    **dict.fromkeys(("bukan batik", "not batik"), Technique.NOT_BATIK),
}
_DYES = {
    **dict.fromkeys(("pewarna alam", "warna alam", "natural", "natural dye"), Dye.NATURAL),
    **dict.fromkeys(
        ("pewarna sintetis", "warna sintetis", "sintetik", "synthetic", "synthetic dye"), Dye.SYNTHETIC
    ),
    **dict.fromkeys(("alam sintetis", "mixed", "mixed dye"), Dye.MIXED),
    **dict.fromkeys(("tidak ada", "tanpa pewarna", "none"), Dye.NONE),
}
_UNITS = {
    **dict.fromkeys(
        ("", "pc", "piece", "pieces", "potong", "lembar", "lbr", "buah", "bh", "helai", "unit"), Unit.PIECE
    ),
    **dict.fromkeys(("meter", "mtr", "metre", "metres"), Unit.METRE),
}
_YES, _NO = {"true", "ya", "yes"}, {"", "false", "tidak", "no"}


def read_items(
    path: Path, producers: Iterable[Producer] | None, choice: Choice = NO_CHOICE
) -> tuple[Item, ...]:
    """Read a catalogue; where no producers are given, any is taken. Raises: NoList, NotAList, BadList."""
    return items_of(find_tables(path.name, read_sheets(path), ITEMS, choice), producers)


def read_producers(path: Path, choice: Choice = NO_CHOICE) -> tuple[Producer, ...]:
    """Read the producers. Raises: NoList, NotAList, BadList with every fault."""
    return producers_of(find_tables(path.name, read_sheets(path), PRODUCERS, choice))


def items_of(tables: Tables, producers: Iterable[Producer] | None) -> tuple[Item, ...]:
    """Take the items of a list in. Raises: BadList with every fault."""
    rows, faults = rows_of(tables)
    known = None if producers is None else _codes_of(producers)
    items = [_item(row, known) for row in rows]
    doubles_of("sku", [item.sku.upper() for item in items], rows)  # who types one has no eye for its case
    doubles_of("barcode", [item.barcode for item in items], rows)
    skus = {item.sku: item for item in items}
    for item, row in zip(items, rows, strict=True):
        if item.barcode and skus.get(item.barcode, item) is not item:
            row.fault("barcode", N_("is the code of other goods"))
    refuse_faults(tables.file, faults.values())
    return tuple(items)


def producers_of(tables: Tables) -> tuple[Producer, ...]:
    """Take the producers of a list in. Raises: BadList with every fault."""
    rows, faults = rows_of(tables)
    producers = [_producer(row) for row in rows]
    doubles_of("ikm_code", [p.code for p in producers], rows)
    refuse_faults(tables.file, faults.values())
    return tuple(producers)


def sheet_of_items(items: Iterable[Item], producers: Iterable[Producer]) -> Sheet:
    """Write items as the sheet that is read again as the same items."""
    names = {p.code: p.name for p in producers}
    heads = (
        *("sku", "barcode", "variant_group", "ikm_code", "ikm_name", "name_id", "name_en", "technique"),
        *("dye_class", "dye_detail", "fabric", "kind", "size", "unit", "qty_step", "motif"),
        *("price_idr", "min_price_idr", "stock_qty"),
    )
    rows: list[tuple[Value, ...]] = [
        (
            *(i.sku, i.barcode, i.group, i.producer, names.get(i.producer, ""), i.name, i.name_en),
            *(i.technique.value, i.dye.value, i.dye_detail, i.fabric, i.kind, i.size, i.unit.value),
            *(_number(i.step, i.unit), i.motif, _rupiah(i.price), _rupiah(i.floor) if i.floor else ""),
            "" if i.stock == UNCOUNTED else _number(i.stock, i.unit),
        )
        for i in items
    ]
    return _sheet_of("items", heads, rows)


def sheet_of_producers(producers: Iterable[Producer]) -> Sheet:
    """Write producers as the sheet that is read again as the same producers."""
    heads = ("ikm_code", "ikm_name", "kecamatan", "sentra", "stan_no", "pkp", "alamat", "npwp")
    rows: list[tuple[Value, ...]] = [
        (p.code, p.name, p.district, p.village, p.booth, p.is_taxable, p.address, p.npwp) for p in producers
    ]
    return _sheet_of("producers", heads, rows)


def _sheet_of(name: str, heads: Sequence[str], rows: Iterable[tuple[Value, ...]]) -> Sheet:
    return Sheet(name, tuple(SheetRow(n, cells) for n, cells in enumerate((tuple(heads), *rows), 1)))


def _number(size: int, unit: Unit) -> float:
    return float(Quantity(size, unit).plain())


def _rupiah(amount: Rupiah) -> float:
    return float(amount.amount)


@frozen
class _Known:
    """The producers of a fair by what a sheet may call them."""

    codes: frozenset[str]
    by_name: Mapping[str, str]

    def code_of(self, typed: str) -> str | None:
        """Find a producer by code, or by a name that only one has."""
        return typed if typed in self.codes else self.by_name.get(_plain(typed))


def _codes_of(producers: Iterable[Producer]) -> _Known:
    listed = tuple(producers)
    names = [_plain(p.name) for p in listed]
    return _Known(
        frozenset(p.code for p in listed),
        {_plain(p.name): p.code for p in listed if names.count(_plain(p.name)) == 1},
    )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _item(row: ListRow, known: _Known | None) -> Item:
    unit = row.one_of("unit", Unit, Unit.PIECE, _UNITS)
    producer = row.text("ikm_code", needed=True)
    if known is not None and producer:
        code = known.code_of(producer)
        if code is None:
            row.fault("ikm_code", N_("is no producer in the producers' list"))
        producer = code or producer
    barcode = row.text("barcode", longest=48)
    if not (barcode.isascii() and barcode.isalnum()) and barcode:
        row.fault("barcode", N_("is not a barcode"))
    if looks_like_ean13(barcode) and not ean13_holds(barcode):
        row.fault("barcode", N_("has a wrong check digit"))
    price, floor = row.money("price_idr"), row.money("min_price_idr")
    if not price:
        row.fault("price_idr", N_("is not a price"))
    elif floor > price:
        row.fault("min_price_idr", N_("is over the price"))
    step = row.size("qty_step", unit, METRE if unit is Unit.METRE else 1)
    if not step:
        row.fault("qty_step", N_("is not a quantity"))
    return Item(
        sku=row.text("sku", needed=True, longest=48),
        barcode=barcode,
        producer=producer,
        name=row.text("name_id", needed=True),
        name_en=row.text("name_en"),
        technique=row.one_of("technique", Technique, Technique.NOT_BATIK, _TECHNIQUES),
        dye=row.one_of("dye_class", Dye, Dye.NONE, _DYES),
        kind=row.text("kind"),
        unit=unit,
        step=step or 1,
        price=price,
        floor=floor,
        stock=row.size("stock_qty", unit, UNCOUNTED),
        size=row.text("size").strip("-"),
        motif=row.text("motif"),
        fabric=row.text("fabric"),
        group=row.text("variant_group"),
        dye_detail=row.text("dye_detail"),
    )


def _producer(row: ListRow) -> Producer:
    taxable = row.text("pkp").lower()
    if taxable not in _YES | _NO:
        row.fault("pkp", N_("is none of the words allowed here"))
    return Producer(
        code=row.text("ikm_code", needed=True, longest=16),
        name=row.text("merek") or row.text("ikm_name", needed=True),
        district=row.text("kecamatan"),
        village=row.text("sentra"),
        booth=row.text("stan_no", longest=12),
        is_taxable=taxable in _YES,
        address=row.text("alamat"),
        npwp=row.text("npwp", longest=32),
    )
