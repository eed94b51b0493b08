"""Search: every typed word is found, the likeliest first, however it is written."""

from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.search import MOST_FOUND, Search, fold
from tests.shop import an_item

GOODS = (
    an_item("KPJ-TL-001", name="Kain Panjang Tulis Truntum Sogan", producer="A"),
    an_item("KMJ-CP-002", name="Kemeja Lengan Panjang Cap Kawung", producer="A"),
    an_item("SLD-TL-003", name="Sélendang Tulis Kawung", producer="TOM"),
    an_item("TRN-XX-004", name="Truntum", producer="A"),
)
PRODUCERS = {"TOM": "Batik Biru Tom"}
SEARCH = Search(GOODS, PRODUCERS)


def found(typed: str, kind: str = "") -> list[str]:
    """Say which codes are found."""
    return [item.sku for item in SEARCH.find(typed, kind)]


def test_nothing_typed_shows_everything_in_its_order() -> None:
    assert found("") == [item.sku for item in GOODS]


def test_every_word_must_be_there_in_any_order_case_or_accent() -> None:
    assert found("TULIS panjang") == ["KPJ-TL-001"]
    assert found("selendang") == ["SLD-TL-003"]
    assert found("biru") == ["SLD-TL-003"]
    assert found("tulis cap") == []


def test_codes_are_found_with_and_without_hyphens_and_first() -> None:
    assert found("kmjcp") == ["KMJ-CP-002"]
    assert found("TRN-XX")[0] == "TRN-XX-004"


def test_a_name_that_begins_so_comes_before_one_that_holds_it() -> None:
    assert found("truntum") == ["TRN-XX-004", "KPJ-TL-001"]


def test_no_more_are_shown_than_anybody_looks_at() -> None:
    many = [an_item(f"P{n}", name="Kain") for n in range(MOST_FOUND + 5)]
    assert len(Search(many, {}).find("kain")) == MOST_FOUND


@given(st.text(max_size=12))
def test_whatever_is_typed_finds_just_what_holds_every_word(typed: str) -> None:
    texts = {
        i.sku: fold(
            f"{i.name} {i.name_en} {i.motif} {i.kind} {i.size} {i.sku} {PRODUCERS.get(i.producer, '')}"
        )
        for i in GOODS
    }
    expected = {sku for sku, text in texts.items() if all(w in text for w in fold(typed).split())}
    assert set(found(typed)) == expected
