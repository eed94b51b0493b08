"""QRIS codes: read strictly, refused where anything was changed, an amount put in and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.qris import (
    AmountInside,
    AmountOutOfRange,
    BrokenCode,
    NotQris,
    OneTimeCode,
    QrisKind,
    TipInside,
    WrongAmount,
    WrongChecksum,
    WrongCountry,
    WrongCurrency,
    WrongInitiation,
    load_code,
    read_code,
    with_amount,
)
from batikpos.domain.tlv import checksum, split_elements
from tests.domain.codes import STATIC, VECTORS, Made, element, sealed

letters = st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])
names = st.one_of(
    st.text(letters, min_size=1, max_size=25),
    st.lists(
        st.sampled_from(["010211", "5802ID", "6304", "5303360", "54", "BATIK "]), min_size=1, max_size=4
    ).map("".join),
).filter(lambda name: name == name.strip())
amounts = st.integers(1, 10_000_000).map(Rupiah)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["id"]))
def test_every_published_code_is_read_as_it_says(vector: dict[str, Any]) -> None:
    reading = read_code(vector["payload"])
    assert (reading.faults == ()) is (vector["crc_ok"] and vector["tlv_ok"])
    if "amount" in vector:
        static = next(v for v in VECTORS if v["id"] == vector["dynamic_of"])
        made = with_amount(load_code(static["payload"]), Rupiah(vector["amount"]))
        assert made.payload == vector["payload"]
        assert made == reading.code


def test_the_check_digits_are_those_of_the_standard() -> None:
    assert checksum("123456789") == "29B1"


def test_a_code_says_who_is_paid() -> None:
    code = load_code(f"  {STATIC}\n")
    assert (code.kind, code.merchant, code.city) == (QrisKind.STATIC, "BATIK CONTOH MASARAN", "SRAGEN")
    assert (code.nmid, code.criteria, code.amount) == ("ID1099000000017", "UMI", None)
    assert code.payload == STATIC
    assert read_code(STATIC).remarks == ()


@given(st.data())
def test_whatever_letter_is_changed_the_code_is_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(STATIC) - 1))
    letter = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    changed = STATIC[:at] + letter + STATIC[at + 1 :]
    in_check_digits = at >= len(STATIC) - 4 and letter.upper() == STATIC[at]
    assert bool(read_code(changed).faults) is (changed != STATIC and not in_check_digits)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["id"]))
def test_a_code_that_is_cut_off_is_refused_wherever(vector: dict[str, Any]) -> None:
    for length in range(len(vector["payload"])):
        assert read_code(vector["payload"][:length]).faults


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    reading = read_code(text)
    assert bool(reading.faults) or reading.code is not None


@given(names, names, amounts)
def test_an_amount_goes_in_and_nothing_else_changes(name: str, merchant_id: str, amount: Rupiah) -> None:
    static = load_code(Made(merchant=name, merchant_id=merchant_id).payload)
    made = with_amount(static, amount)
    assert load_code(made.payload) == made
    assert (made.kind, made.amount, made.merchant) == (QrisKind.DYNAMIC, amount, name)
    kept = [(e.tag, e.value) for e in split_elements(made.payload) if e.tag not in {"01", "54", "63"}]
    assert kept == [(e.tag, e.value) for e in split_elements(static.payload) if e.tag not in {"01", "63"}]
    assert made.payload.index(element("54", str(amount.amount))) > made.payload.index("5303360")


@pytest.mark.parametrize("name", ["BATIK 010211", "TOKO 5802ID", "6304 BATIK", "5303360", "01021163045802ID"])
def test_names_that_look_like_parts_of_a_code_stay_names(name: str) -> None:
    code = load_code(Made(merchant=name, merchant_id="010211630412").payload)
    made = with_amount(code, Rupiah(185_000))
    assert load_code(made.payload).merchant == name
    assert made.payload.startswith("000201010212")
    assert "0212010211630412" in made.payload


def test_lengths_count_letters_and_check_digits_count_bytes() -> None:
    name = "Bátik Çanting 蜡染"
    code = load_code(Made(merchant=name).payload)
    assert code.merchant == name
    assert load_code(with_amount(code, Rupiah(1_000)).payload).merchant == name
    body = Made().body
    by_bytes = body.replace("BATIK CONTOH MASARAN", "BATIK CONTOH MASARÁN").replace("5920", "5921")
    assert read_code(sealed(by_bytes)).faults


def test_check_digits_may_be_small_letters_and_are_written_large() -> None:
    small = STATIC[:-4] + STATIC[-4:].lower()
    code = load_code(small)
    assert code.payload == small
    assert with_amount(code, Rupiah(1_000)).payload == VECTORS[1]["payload"]


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (Made(currency="840"), WrongCurrency),
        (Made(currency=""), WrongCurrency),
        (Made(country="MY"), WrongCountry),
        (Made(country=""), WrongCountry),
        (Made(kind="13"), WrongInitiation),
        (Made(amount="12a"), WrongAmount),
        (Made(amount="1000.50"), WrongAmount),
        (Made(amount="-1"), WrongAmount),
        (Made(more=element("59", "SECOND")), BrokenCode),
        (Made(more=element("62", "0703A0")), BrokenCode),
        (Made(more="6200"), BrokenCode),
        (Made(more="6\N{ARABIC-INDIC DIGIT TWO}02AB"), BrokenCode),
    ],
)
def test_what_is_wrong_is_named(made: Made, fault: type[PosError]) -> None:
    assert [type(found) for found in read_code(made.payload).faults] == [fault]


@pytest.mark.parametrize("text", ["", "   ", "8991234567890", "https://contoh.id", "000202" + STATIC[6:]])
def test_a_text_that_is_no_code_is_told_from_a_broken_one(text: str) -> None:
    assert [type(found) for found in read_code(text).faults] == [NotQris]


def test_where_a_code_breaks_off_is_counted_in_the_whole_code() -> None:
    made = Made(more=element("62", "0703A0"))
    (fault,) = read_code(made.payload).faults
    assert isinstance(fault, BrokenCode)
    assert made.payload[fault.at - 1 :].startswith("0703A0")


def test_check_digits_stand_last() -> None:
    body, digits = STATIC[:-8], STATIC[-8:]
    moved = body[:6] + digits + body[6:]
    assert BrokenCode in [type(found) for found in read_code(moved).faults]


@pytest.mark.parametrize(
    ("made", "remark"),
    [
        (Made(nmid=""), "no_nmid"),
        (Made(nmid="ID109900000001"), "odd_nmid"),
        (Made(merchant="B" * 26), "long_merchant"),
        (Made(merchant="B" * 44), "long_merchant"),
        (Made(merchant=""), "no_merchant"),
        (Made(city="KABUPATEN SRAGEN"), "long_city"),
        (Made(postcode=""), "no_postcode"),
        (Made(more=element("55", "01")), "tip"),
        (Made(more="".join(element(str(tag), "X" * 90) for tag in range(80, 85))), "long_code"),
    ],
)
def test_what_is_only_unusual_is_remarked_on(made: Made, remark: str) -> None:
    reading = read_code(made.payload)
    assert reading.faults == ()
    assert [found.code for found in reading.remarks] == [remark]


@pytest.mark.parametrize("written", ["1000", "39000.00", "49500.", "100003.00"])
def test_amounts_are_read_as_they_are_seen_in_the_wild(written: str) -> None:
    code = load_code(Made(kind="12", amount=written).payload)
    assert code.amount == Rupiah(int(written.partition(".")[0]))


@pytest.mark.parametrize(
    ("made", "amount", "mishap"),
    [
        (Made(kind="12"), 1_000, OneTimeCode),
        (Made(kind="12", amount="500"), 1_000, OneTimeCode),
        (Made(amount="500"), 1_000, AmountInside),
        (Made(kind=""), 1_000, AmountInside),
        (Made(more=element("55", "01")), 1_000, TipInside),
        (Made(more=element("55", "02") + element("56", "500")), 1_000, TipInside),
        (Made(more=element("57", "0.7")), 1_000, TipInside),
        (Made(), 0, AmountOutOfRange),
        (Made(), -1, AmountOutOfRange),
        (Made(), 10_000_001, AmountOutOfRange),
    ],
)
def test_no_amount_goes_where_it_must_not(made: Made, amount: int, mishap: type[PosError]) -> None:
    code = load_code(made.payload)
    with pytest.raises(mishap):
        with_amount(code, Rupiah(amount))


def test_a_bad_code_is_not_loaded() -> None:
    with pytest.raises(WrongChecksum):
        load_code(next(v["payload"] for v in VECTORS if v["id"] == "syn-bad-crc"))


def test_the_same_merchant_is_known_by_its_number_and_name() -> None:
    code = load_code(STATIC)
    assert code.is_same_merchant(with_amount(code, Rupiah(5_000)))
    assert not code.is_same_merchant(load_code(Made(nmid="ID1099000000099").payload))
    assert not code.is_same_merchant(load_code(Made(merchant="TOKO LAIN").payload))
    nameless = load_code(Made(nmid="").payload)
    assert nameless.is_same_merchant(nameless)
    assert not nameless.is_same_merchant(load_code(Made(nmid="", city="SOLO").payload))
