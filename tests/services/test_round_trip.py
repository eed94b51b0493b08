"""A catalogue that goes out as a sheet and comes in again is the same catalogue."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batikpos.domain.catalogue import UNCOUNTED, Catalogue, Dye, Item, Producer, Technique
from batikpos.domain.money import LARGEST, Rupiah
from batikpos.domain.quantity import LARGEST as MOST
from batikpos.domain.quantity import Unit
from batikpos.domain.typed import holds_control
from batikpos.services.price_list import read_items, read_producers, sheet_of_items, sheet_of_producers
from batikpos.services.sample import sample_catalogue
from batikpos.sheets.writing import to_csv, to_xlsx

_letters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")).filter(lambda c: not holds_control(c))
_words = st.text(_letters, max_size=20).map(lambda t: t.strip() or "x")
_odd = st.sampled_from(
    ["=1+1", "'=x", "+62 812", "-5", "@a", "''-", "0812", "1.250.000", "10-12", "a;b,c", 'q"q', "_x000D_"]
)
_name = _words | _odd
_text = st.just("") | _name


def _short(longest: int) -> st.SearchStrategy[str]:
    return _name.map(lambda t: t[:longest].strip() or "x")


@st.composite
def _catalogues(draw: st.DrawFn) -> Catalogue:
    codes = draw(st.lists(_short(16), min_size=1, max_size=4, unique=True))
    producers = tuple(
        Producer(
            code,
            draw(_name),
            *(draw(_text), draw(_text), draw(st.just("") | _short(12)), draw(st.booleans()), draw(_text)),
            draw(st.just("") | _short(32)),
        )
        for code in codes
    )
    items = []
    for sku in draw(st.lists(_short(48), min_size=1, max_size=6, unique=True)):
        price = draw(st.integers(1, LARGEST))
        unit = draw(st.sampled_from(Unit))
        items.append(
            Item(
                *(sku, "", draw(st.sampled_from(codes)), draw(_name), draw(_text)),
                *(draw(st.sampled_from(Technique)), draw(st.sampled_from(Dye)), draw(_text), unit),
                step=draw(st.integers(1, MOST)),
                price=Rupiah(price),
                floor=Rupiah(draw(st.integers(0, price))),
                stock=draw(st.just(UNCOUNTED) | st.integers(0, MOST)),
                size=draw(_text).strip("-").strip(),
                motif=draw(_text),
                fabric=draw(_text),
                group=draw(_text),
                dye_detail=draw(_text),
            )
        )
    return Catalogue(tuple(items), producers)


def again(folder: Path, catalogue: Catalogue) -> list[Catalogue]:
    """Write a catalogue in both forms and read it."""
    goods = sheet_of_items(catalogue.items, catalogue.producers)
    makers = sheet_of_producers(catalogue.producers)
    files = [folder / name for name in ("alles.xlsx", "barang.csv", "ikm.csv")]
    for file, content in zip(files, (to_xlsx((goods, makers)), to_csv(goods), to_csv(makers)), strict=True):
        file.write_bytes(content)
    pairs = ((files[0], files[0]), (files[1], files[2]))
    return [Catalogue(read_items(g, read_producers(m)), read_producers(m)) for g, m in pairs]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_catalogues())
def test_any_catalogue_comes_back_as_it_went(tmp_path: Path, catalogue: Catalogue) -> None:
    for read in again(tmp_path, catalogue):
        assert read == catalogue


def test_the_sample_fair_comes_back_as_it_went(tmp_path: Path) -> None:
    for read in again(tmp_path, sample_catalogue()):
        assert read == sample_catalogue()
