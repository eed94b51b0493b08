"""Search: every typed word is found, the likeliest first, however it is written."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.search import Filter, Found, Search, fold
from tests.shop import an_item

GOODS = (
    replace(
        an_item("KPJ-TL-001", name="Kain Panjang Tulis Truntum Sogan", producer="A"),
        technique=Technique.TULIS,
        dye=Dye.SYNTHETIC,
    ),
    an_item("KMJ-CP-002", name="Kemeja Lengan Panjang Cap Kawung", producer="A"),
    replace(an_item("SLD-TL-003", name="Sélendang Tulis Kawung", producer="TOM"), technique=Technique.TULIS),
    replace(an_item("TRN-XX-004", name="Truntum", producer="A"), technique=Technique.NOT_BATIK, dye=Dye.NONE),
)
PRODUCERS = {"TOM": "Batik Biru Tom"}
SEARCH = Search(GOODS, PRODUCERS)


def found(typed: str, only: Filter | None = None, sold: dict[str, int] | None = None) -> list[str]:
    """Say which codes are found."""
    return [g.first.sku for g in SEARCH.find(typed, only or Filter(), sold).garments]


def test_nothing_typed_shows_everything_in_its_order() -> None:
    assert found("") == [item.sku for item in GOODS]


def test_every_word_must_be_there_in_any_order_case_or_accent() -> None:
    assert found("TULIS panjang") == ["KPJ-TL-001"]
    assert found("selendang") == ["SLD-TL-003"]
    assert found("biru") == ["SLD-TL-003"]
    assert found("tulis cap") == []


def test_how_it_was_made_and_dyed_finds_it_in_both_languages() -> None:
    for typed in ("alam", "natural", "panjang alam", "kawung stamped", "cap"):
        assert "KMJ-CP-002" in found(typed)
        assert "TRN-XX-004" not in found(typed)
    assert found("alam hand-drawn") == ["SLD-TL-003"]
    assert found("sintetis") == found("synthetic") == ["KPJ-TL-001"]
    assert found("batik tulis") == ["SLD-TL-003", "KPJ-TL-001"]  # one of Batik Biru Tom first


def test_part_of_a_word_is_enough() -> None:
    assert found("endang kawu") == ["SLD-TL-003"]


def test_codes_are_found_with_hyphens_spaces_or_neither_and_first() -> None:
    for typed in ("kmjcp", "KMJ-CP", "kmj cp", "kmj-cp 002"):
        assert found(typed) == ["KMJ-CP-002"]
    assert found("TRN-XX")[0] == "TRN-XX-004"


def test_the_beginning_of_a_barcode_finds_its_item_and_a_few_digits_do_not() -> None:
    item = replace(an_item("A"), barcode="2000000000053")
    search = Search((an_item("B"), item), {})

    assert [g.first for g in search.find("20000").garments] == [item]
    assert search.find("200").total == 0
    assert search.find("0053").total == 0


def test_code_before_name_before_beginning_of_a_word_before_the_middle_of_one() -> None:
    names = {"Z": "Batik", "Y": "Kain Batik", "X": "Kainbatik", "BATIK-1": "Kain"}
    search = Search([an_item(sku, name=name) for sku, name in reversed(names.items())], {})

    assert [g.first.sku for g in search.find("batik").garments] == ["BATIK-1", "Z", "Y", "X"]


def test_of_equals_what_sold_most_often_today_comes_first_then_the_catalogues_order() -> None:
    assert found("kawung") == ["KMJ-CP-002", "SLD-TL-003"]
    assert found("kawung", sold={"SLD-TL-003": 2, "KMJ-CP-002": 1}) == ["SLD-TL-003", "KMJ-CP-002"]
    assert found("truntum", sold={"KPJ-TL-001": 9}) == ["TRN-XX-004", "KPJ-TL-001"]


def test_nothing_typed_stays_in_its_order_whatever_was_sold() -> None:
    assert found("", sold={"TRN-XX-004": 5}) == [item.sku for item in GOODS]


def test_what_is_chosen_by_kind_technique_and_producer_holds_beside_what_is_typed() -> None:
    goods = (*GOODS, replace(GOODS[0], sku="P", technique=Technique.TULIS, kind="sarung"))
    search = Search(goods, PRODUCERS)

    def told(typed: str, only: Filter) -> list[str]:
        return [g.first.sku for g in search.find(typed, only).garments]

    assert told("", Filter(kind="sarung")) == ["P"]
    assert told("kawung", Filter(producer="TOM")) == ["SLD-TL-003"]
    assert told("truntum", Filter(technique=Technique.TULIS, producer="A")) == ["KPJ-TL-001", "P"]
    assert told("kawung", Filter(kind="sarung")) == []


def test_the_sizes_of_a_garment_are_found_once_by_any_of_their_codes() -> None:
    sizes = [replace(an_item(f"KM-{size}", name="Kemeja"), size=size, group="KM") for size in ("M", "XL")]
    search = Search(sizes, {})

    for typed in ("kemeja", "km-xl", "kemeja xl", "KMM"):
        (garment,) = search.find(typed).garments
        assert garment.items == tuple(sizes)


def test_no_more_are_returned_than_are_asked_for_and_all_are_counted() -> None:
    many = Search([an_item(f"P{n}", name="Kain") for n in range(305)], {})

    for typed in ("", "kain"):
        shown = many.find(typed, most=300)
        assert ([g.first.sku for g in shown.garments], shown.total) == ([f"P{n}" for n in range(300)], 305)
        assert len(many.find(typed).garments) == 305


words = st.text("ab- á1", max_size=8)


@given(words, st.lists(st.tuples(words, words), max_size=8), st.integers(1, 9))
def test_whatever_is_typed_finds_just_what_holds_every_word(
    typed: str, named: list[tuple[str, str]], most: int
) -> None:
    goods = [an_item(f"{n}{sku}", name=name, producer="") for n, (sku, name) in enumerate(named)]
    texts = {
        i.sku: fold(f"{i.name} {i.kind} batik cap stamped alam natural ") + fold(i.sku).replace(" ", "")
        for i in goods
    }
    expected = {sku for sku, text in texts.items() if all(w in text for w in fold(typed).split())}
    search = Search(goods, {})

    all_found = [g.first.sku for g in search.find(typed).garments]
    assert set(all_found) == expected
    assert len(all_found) == len(expected) == search.find(typed).total
    assert [g.first.sku for g in search.find(typed, most=most).garments] == all_found[:most]


@given(st.text(max_size=12))
def test_nothing_that_can_be_typed_is_refused(typed: str) -> None:
    assert set(found(typed)) <= {item.sku for item in GOODS}


@given(st.lists(st.tuples(words, words), max_size=8), st.lists(words, max_size=6))
def test_what_was_typed_before_changes_nothing_of_what_is_found(
    named: list[tuple[str, str]], typed: list[str]
) -> None:
    goods = [an_item(f"{n}{sku}", name=name, producer="") for n, (sku, name) in enumerate(named)]
    search = Search(goods, {})
    for each in typed:
        for so_far in (each[:n] for n in range(len(each) + 1)):
            assert search.find(so_far) == Search(goods, {}).find(so_far)


def test_who_looks_while_words_are_made_ready_finds_the_same() -> None:
    """A lane makes them ready, and the window looks for some before it has: they are made once."""
    goods = [an_item(f"K-{n:04}", name=f"Kain {n}") for n in range(2_000)]
    search, together = Search(goods, {}), Barrier(2)

    def look() -> Found:
        together.wait()
        return search.find("kain 199")

    with ThreadPoolExecutor(1) as window:
        looking = window.submit(look)
        together.wait()
        made = search.make_ready()
    assert made is search
    assert search.is_ready
    assert looking.result() == Search(goods, {}).find("kain 199")
    assert "K-1990" in [garment.first.sku for garment in looking.result().garments]


def test_all_goods_are_shown_without_anything_made_ready() -> None:
    search = Search(GOODS, PRODUCERS)
    assert search.find("").total == search.find(" ", Filter(producer="TOM")).total + 3 == len(GOODS)
    assert not search.is_ready
