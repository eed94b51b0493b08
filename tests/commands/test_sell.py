"""`sell`: baskets in, sales out, one line each; what is refused says why and stops nobody else."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from batikpos.domain.errors import Name
from batikpos.domain.obstacle import SoldOut
from batikpos.domain.quantity import Quantity
from batikpos.printing.worked import Worked
from batikpos.services.desk import Desk
from batikpos.services.disk import Room
from batikpos.store.engine import StoreUnavailable
from tests.commands.terminal import Terminal, run_apart
from tests.printing.listener import network_printer, refusing_address
from tests.shop import CLOTH, KEYRING, SHIRT, SILK, TUNIC

ID = "11111111-2222-4333-8444-555555555555"
TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date().isoformat()
SLIP = {"number": "17", "day": TODAY, "reason": "listrik mati"}


def a_basket(*lines: dict[str, Any], cash: int | None = 395_000, **also: Any) -> dict[str, Any]:
    """Write a basket, of one shirt where nothing else is said."""
    tenders = [] if cash is None else [{"kind": "cash", "amount": cash}]
    return {"lines": list(lines) or [{"sku": SHIRT}], "tenders": tenders} | also


def typed(*baskets: Any) -> str:
    """Write one JSON a line."""
    return "".join(f"{b if isinstance(b, str) else json.dumps(b)}\n" for b in baskets)


def sell(shell: Terminal, *baskets: Any, lang: str = "en") -> list[Any]:
    """Sell baskets that must all be sold."""
    answered = shell.run("sell", "--cashier", "Rini", "--json", "--lang", lang, stdin=typed(*baskets))
    assert answered.status == 0, answered.err
    return answered.results


def refused(shell: Terminal, basket: Any, code: str) -> dict[str, Any]:
    """Try to sell one basket that must be refused, in both languages, and leave nothing."""
    before = len(shell.give("sales")["sales"])
    for lang in ("id", "en"):
        answered = shell.run("sell", "--cashier", "Rini", "--json", "--lang", lang, stdin=typed(basket))
        assert answered.status == 1
        (result,) = answered.results
        assert result.keys() == {"id", "refused", "code"}
        assert result["code"] == code, result
        assert answered.err.splitlines()[0].startswith({"id": "Keranjang 1", "en": "Basket 1"}[lang])
        assert answered.err.strip().endswith(result["refused"])
        assert 1 <= answered.err.count("\n") <= 2
    assert len(shell.give("sales")["sales"]) == before
    return dict(result)


def test_a_basket_becomes_a_sale(shell: Terminal) -> None:
    (sale,) = sell(
        shell,
        a_basket(
            {"sku": SHIRT, "qty": 2, "price": 370_000},
            {"barcode": "2000000000176", "metres": "2.5", "discount": {"percent": "5"}},
            cash=1_100_000,
            id=ID,
            discount={"amount": 1_250},
        ),
    )
    assert sale.keys() == {
        "id", "number", "seq", "hash", "sold_at", "gross", "discount", "rounding", "total", "paid", "change",
        "lines", "tenders", "slip", "print_job", "warnings",
    }  # fmt: skip
    assert (sale["id"], sale["seq"], sale["gross"], sale["discount"], sale["total"]) == (
        ID,
        3,
        1_102_500,
        50_000 + 15_625 + 1_250,
        1_035_625,
    )
    assert (sale["paid"], sale["change"], sale["rounding"]) == (1_100_000, 64_375, 0)
    shirt, cloth = sale["lines"]
    assert shirt == {
        "sku": SHIRT, "producer": "TOM", "qty": 2, "unit_price": 395_000, "gross": 790_000,
        "discount": 50_892, "net": 739_108,
    }  # fmt: skip
    assert (cloth["metres"], cloth["net"]) == ("2.5", 296_517)
    assert sale["tenders"] == [{"kind": "cash", "amount": 1_100_000}]
    assert len(sale["hash"]) == 64
    assert sale["sold_at"].endswith("+07:00")
    assert sale["warnings"] == []
    assert sale["slip"] is None


def test_the_same_id_sells_once(shell: Terminal) -> None:
    first, second = sell(shell, a_basket(id=ID), a_basket(id=ID.upper()))
    assert first == second
    assert len(shell.give("sales")["sales"]) == 1
    assert refused(shell, a_basket(id=ID, cash=400_000), "id_reused")["id"] == ID


def test_a_broken_basket_stops_nobody_else(shell: Terminal) -> None:
    stdin = typed(
        a_basket({"sku": KEYRING}, cash=10_000),
        '{"lines": [',
        a_basket(id=ID, cash=1),
        "not json at all",
        a_basket({"sku": KEYRING}, cash=10_000),
        '{"lines": [{"sku": "KLS-GK-001"}], "tenders": [{"kind": "cash", "amount": 10000}]',
        a_basket({"sku": KEYRING}, cash=10_000),
    )
    answered = shell.run("sell", "--cashier", "Rini", "--json", stdin=stdin)
    assert answered.status == 1
    assert [r.get("code", "sold") for r in answered.results] == [
        "sold", "bad_basket", "underpaid", "bad_basket", "sold", "bad_basket", "sold",
    ]  # fmt: skip
    assert [r["id"] for r in answered.results if "code" in r] == [None, ID, None, None]
    assert [r["number"][-4:] for r in answered.results if "number" in r] == ["0001", "0002", "0003"]


def test_an_interrupted_command_says_that_the_rest_may_be_run_again(shell: Terminal) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    shell.patch.setattr("batikpos.commands.selling.read_basket", interrupted)
    answered = shell.run("sell", "--cashier", "Rini", "--json", "--lang", "en", stdin=typed(a_basket()))
    assert (answered.status, answered.out) == (3, "")
    assert "run it again" in answered.err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"sku": SHIRT, "metres": "1"}, ("“metres” is for cloth", "“metres” hanya untuk kain")),
        ({"sku": SHIRT, "qty": "3"}, ("“qty” must be a whole number", "“qty” harus bilangan bulat")),
        ({"sku": SHIRT, "size": 3}, ("unknown name: size", "tidak dikenal: size")),
        ({"sku": SHIRT, "price": -1}, ("“price” must be whole rupiah", "“price” harus rupiah bulat")),
    ],
)
def test_a_refusal_names_what_is_wrong(
    shell: Terminal, line: dict[str, Any], reason: tuple[str, str]
) -> None:
    for lang, said in zip(("en", "id"), reason, strict=True):
        answered = shell.run("sell", "--cashier", "Rini", "--lang", lang, stdin=typed(a_basket(line)))
        assert said in answered.err


def test_a_basket_may_be_pretty_printed(shell: Terminal) -> None:
    stdin = json.dumps(a_basket(), indent=2)
    answered = shell.run("sell", "--cashier", "Rini", "--json", stdin=stdin)
    assert (answered.status, len(answered.results)) == (0, 1)


@pytest.mark.parametrize("between", ["\n", "\n\n", "  \n", "\r\n"])
def test_blank_lines_are_no_baskets(shell: Terminal, between: str) -> None:
    one = json.dumps(a_basket({"sku": KEYRING}, cash=10_000))
    answered = shell.run("sell", "--cashier", "Rini", "--json", stdin=between.join(("", one + "\n", one, "")))
    assert (answered.status, len(answered.results)) == (0, 2), answered.err


def test_nothing_typed_sells_nothing(shell: Terminal) -> None:
    answered = shell.run("sell", "--cashier", "Rini", "--json")
    assert (answered.status, answered.out, answered.err) == (0, "", "")


def test_a_mark_and_crlf_of_another_system_are_read(shell: Terminal) -> None:
    stdin = b"\xef\xbb\xbf" + json.dumps(a_basket()).encode() + b"\r\n"
    assert shell.run("sell", "--cashier", "Rini", stdin=stdin).status == 0


def test_bytes_that_are_no_text_are_no_basket(shell: Terminal) -> None:
    one = json.dumps(a_basket()).encode()
    answered = shell.run(
        "sell", "--cashier", "Rini", "--json", stdin=one[:20] + b"\xff" + one[20:] + b"\n" + one
    )
    assert answered.status == 1
    assert [r.get("code") for r in answered.results] == ["bad_basket", None]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"lines": []}, "bad_basket"),
    ({"lines": None}, "bad_basket"),
    ({"lines": {"sku": SHIRT}}, "bad_basket"),
    ({"lines": [SHIRT]}, "bad_basket"),
    ({"lines": [{}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "barcode": "2000000000183"}]}, "bad_basket"),
    ({"lines": [{"sku": 5}]}, "bad_basket"),
    ({"lines": [{"sku": "NO-SUCH-THING"}]}, "unknown_item"),
    ({"lines": [{"barcode": "9999999999994"}]}, "unknown_item"),
    ({"lines": [{"sku": SHIRT, "qty": 0}]}, "bad_quantity"),
    ({"lines": [{"sku": SHIRT, "qty": -1}]}, "bad_quantity"),
    ({"lines": [{"sku": SHIRT, "qty": 1.0}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "qty": "1"}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "qty": True}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "qty": None}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "qty": 10**30}]}, "bad_quantity"),
    ({"lines": [{"sku": SHIRT, "metres": "1"}]}, "bad_basket"),
    ({"lines": [{"sku": CLOTH, "qty": 2}]}, "bad_basket"),
    ({"lines": [{"sku": CLOTH, "metres": 2.5}]}, "bad_basket"),
    ({"lines": [{"sku": CLOTH, "metres": "2.25"}]}, "bad_quantity"),
    ({"lines": [{"sku": CLOTH, "metres": "0"}]}, "bad_quantity"),
    ({"lines": [{"sku": CLOTH, "metres": "-1"}]}, "bad_quantity"),
    ({"lines": [{"sku": CLOTH, "metres": "1e1"}]}, "bad_quantity"),
    ({"lines": [{"sku": SHIRT, "price": -1}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "price": 395_000.0}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "price": "395000"}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "price": 10**15}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "discount": {"percent": 0.5}}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "discount": {"percent": "1.234"}}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "discount": {"percent": "101"}}]}, "discount_too_large"),
    ({"lines": [{"sku": SHIRT, "discount": {"amount": 395_001}}]}, "discount_too_large"),
    ({"lines": [{"sku": SHIRT, "discount": {"amount": -1}}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "discount": {"percent": "1", "amount": 1}}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "discount": {}}]}, "bad_basket"),
    ({"lines": [{"sku": SHIRT, "colour": "red"}]}, "bad_basket"),
    ({"discount": "10%"}, "bad_basket"),
    ({"tip": 1000}, "bad_basket"),
    ({"tenders": []}, "underpaid"),
    ({"tenders": None}, "bad_basket"),
    ({"tenders": [{"kind": "cash", "amount": 394_999}]}, "underpaid"),
    ({"tenders": [{"kind": "cash", "amount": -395_000}]}, "bad_basket"),
    ({"tenders": [{"kind": "cash", "amount": 395_000.0}]}, "bad_basket"),
    ({"tenders": [{"kind": "cash", "amount": 395_000}, {"kind": "cash", "amount": 0}]}, "bad_tender"),
    ({"tenders": [{"kind": "cheque", "amount": 395_000}]}, "bad_basket"),
    ({"tenders": [{"amount": 395_000}]}, "bad_basket"),
    ({"tenders": [{"kind": "qris", "amount": 395_001}]}, "change_without_cash"),
    ({"tenders": [{"kind": "cash", "amount": 395_000, "note": "x"}]}, "bad_basket"),
    ({"tenders": [{"kind": "card", "amount": 395_000, "reference": "a\x1bp"}]}, "bad_basket"),
    ({"tenders": [{"kind": "card", "amount": 395_000, "reference": 4821}]}, "bad_basket"),
    ({"lang": "jv"}, "bad_basket"),
    ({"lang": ["id"]}, "bad_basket"),
    ({"id": "42"}, "bad_basket"),
    ({"id": 42}, "bad_basket"),
    ({"oversell": "yes"}, "bad_basket"),
    ({"approver": None}, "bad_basket"),
    ({"slip": "17"}, "bad_basket"),
    ({"slip": SLIP | {"till": 1}}, "bad_basket"),
    ({"slip": {"number": "17", "reason": "x"}}, "bad_basket"),
    ({"slip": {"number": "17", "day": "2026-12-11"}}, "bad_basket"),
    ({"slip": {"day": "2026-12-11", "reason": "x"}}, "bad_basket"),
    ({"slip": SLIP | {"number": 17}}, "bad_basket"),
    ({"slip": SLIP | {"number": "1\n7"}}, "bad_basket"),
    ({"slip": SLIP | {"day": "11/12/2026"}}, "bad_basket"),
    ({"slip": SLIP | {"day": "2026-W50-5"}}, "bad_basket"),
    ({"slip": SLIP | {"day": "2026-13-01"}}, "bad_basket"),
    ({"slip": SLIP | {"reason": "x" * 201}}, "bad_basket"),
    ({"slip": SLIP | {"number": " "}}, "bad_slip"),
    ({"slip": SLIP | {"number": "1" * 41}}, "bad_slip"),
    ({"slip": SLIP | {"day": "2099-12-31"}}, "bad_slip"),
    ({"slip": SLIP | {"reason": ""}}, "no_reason"),
    ({"lines": [{"sku": SHIRT, "price": 359_999}]}, "below_floor"),
    ({"discount": {"percent": "9"}}, "below_floor"),
    ({"lines": [{"sku": SHIRT, "discount": {"amount": 35_001}}]}, "below_floor"),
    ({"lines": [{"sku": SHIRT, "qty": 5}], "tenders": [{"kind": "cash", "amount": 1_975_000}]}, "sold_out"),
    ({"lines": [{"sku": SHIRT, "price": 359_999}], "approver": "Budi"}, "wrong_pin"),
]  # fmt: skip


@pytest.fixture(scope="module")
def refusals(open_booth: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """Try to sell every one of these in one go, in both languages, and leave nothing."""
    home = Path(shutil.copytree(open_booth, tmp_path_factory.mktemp("refused") / "home"))
    found: dict[str, list[Any]] = {}
    stdin = typed(*(a_basket() | spoil for spoil, _ in REFUSED))
    with pytest.MonkeyPatch.context() as patch:
        shell = Terminal(home, patch)
        for lang in ("id", "en"):
            answered = shell.run("sell", "--cashier", "Rini", "--json", "--lang", lang, stdin=stdin)
            assert answered.status == 1
            word = {"id": "Keranjang", "en": "Basket"}[lang]
            named = [f" ({r['id']})" if r["id"] else "" for r in answered.results]
            said = [
                f"{word} {n}{name}: {r['refused']}"
                for n, (name, r) in enumerate(zip(named, answered.results, strict=True), 1)
            ]
            assert answered.err.splitlines() == said
            found[lang] = answered.results
        assert shell.give("sales") == {"sales": []}
    return found


@pytest.mark.parametrize("n", range(len(REFUSED)), ids=[json.dumps(spoil)[:60] for spoil, _ in REFUSED])
def test_what_cannot_be_sold_is_refused_and_says_why(refusals: dict[str, list[Any]], n: int) -> None:
    spoil, code = REFUSED[n]
    for lang in ("id", "en"):
        assert refusals[lang][n].keys() == {"id", "refused", "code"}
        assert refusals[lang][n]["code"] == code, spoil
    assert refusals["id"][n]["refused"] != refusals["en"][n]["refused"]


def test_a_cashier_does_not_approve_the_own_sale(shell: Terminal) -> None:
    low = typed(a_basket({"sku": SHIRT, "price": 359_999}, approver="Rini"))
    pins = {"BATIKPOS_PIN": "1234", "BATIKPOS_APPROVER_PIN": "1234"}
    answered = shell.run("sell", "--cashier", "Rini", "--json", stdin=low, pins=pins)
    assert (answered.status, answered.results[0]["code"]) == (1, "needs_approver")


def test_other_json_is_no_basket(shell: Terminal) -> None:
    texts = ["5", "[]", '"x"', "null", "{}", "[" * 50_000, '{"a":' * 50_000, "{'lines': []}", "NaN", "{}{}"]
    for text in (*texts, "9" * 5_000):
        answered = shell.run("sell", "--cashier", "Rini", "--json", stdin=typed(text))
        assert answered.status == 1, text[:40]
        (result,) = answered.results
        assert (result["id"], result["code"]) == (None, "bad_basket")


def test_a_discount_that_goes_under_the_floor_is_sold_by_two(shell: Terminal) -> None:
    pins = {"BATIKPOS_PIN": "1234", "BATIKPOS_APPROVER_PIN": "4321"}
    low = typed(a_basket(discount={"percent": "9"}, approver="Sari"))
    answered = shell.run("sell", "--cashier", "Rini", "--json", stdin=low, pins=pins)
    assert (answered.status, answered.results[0]["warnings"]) == (0, [])
    (agreed,) = answered.results[0]["agreed"]
    assert (agreed["code"], "Rp359.450" in agreed["text"]) == ("below_floor", True)
    said = shell.run("sell", "--cashier", "Rini", stdin=low, pins=pins).out
    assert f"Sari setuju: {agreed['text']}" in said


def test_an_unreadable_basket_has_no_id(shell: Terminal) -> None:
    assert refused(shell, f'{{"id": "{ID}", ', "bad_basket")["id"] is None
    assert refused(shell, a_basket(id=ID, tip=1), "bad_basket")["id"] == ID


def test_a_supervisor_lets_a_price_go_under_the_floor(shell: Terminal) -> None:
    low = a_basket({"sku": SHIRT, "price": 300_000}, cash=300_000, approver="Sari")
    (sale,) = sell(shell, low)
    assert sale["lines"][0]["net"] == 300_000
    assert shell.give("sales")["sales"][0]["approver"] == "Sari"
    missing = shell.run(
        "sell", "--cashier", "Rini", "--json", stdin=typed(low), pins={"BATIKPOS_PIN": "1234"}
    )
    assert (missing.status, missing.results[0]["code"]) == (1, "no_pin")


def test_a_sold_piece_in_the_buyers_hand_is_sold_with_a_warning_in_the_chosen_language(
    shell: Terminal,
) -> None:
    transfer = {"tenders": [{"kind": "transfer", "amount": 12_500_000, "reference": "BCA 4821"}]}
    piece = a_basket({"sku": SILK}) | transfer
    sell(shell, piece)
    refused(shell, piece, "sold_out")
    name = Name("Kain Sutra ATBM Tulis Sidomulyo Mahakarya", "Masterpiece hand-drawn ATBM silk, Sidomulyo")
    for lang in ("en", "id"):
        (sale,) = sell(shell, piece | {"oversell": True, "lang": lang}, lang=lang)
        short = SoldOut(name, Quantity(0), Quantity(1), SILK)
        assert sale["warnings"] == [{"code": "sold_out", "text": short.message(lang)}]
        assert sale["tenders"] == transfer["tenders"]
        assert shell.give("sales")["sales"][-1]["warnings"] == sale["warnings"]


def test_a_sale_may_speak_english_on_paper(shell: Terminal) -> None:
    (sale,) = sell(shell, a_basket({"sku": TUNIC}, cash=325_000, lang="en"), lang="id")
    shell.run("print", "nota", "--sale", sale["number"], "--out", str(shell.home / "nota.txt"))
    assert "Sukowati flower" in (shell.home / "nota.txt").read_text()


def test_a_paper_slip_is_entered_once(shell: Terminal) -> None:
    first, again = sell(shell, *[a_basket(id=ID, slip=SLIP | {"number": " 17 "})] * 2)
    assert first == again
    assert first["slip"] == SLIP
    said = refused(shell, a_basket(slip=SLIP | {"reason": "laptop rusak"}), "slip_used")["refused"]
    assert first["number"] in said
    assert refused(shell, a_basket(id=ID), "id_reused")["id"] == ID
    plain = sell(shell, a_basket(slip=None))[0]
    assert [s["slip"] for s in shell.give("sales")["sales"]] == [SLIP, None]
    for lang, words in (("id", "Nota tulis no. 17, "), ("en", "Paper slip no. 17, ")):
        listed = shell.run("sales", "--lang", lang).out.splitlines()
        assert [words in row for row in listed] == [first["number"] in row for row in listed]
    shell.run("print", "nota", "--sale", first["number"], "--out", str(shell.home / "nota.txt"))
    assert "Nota tulis no. 17, " in (shell.home / "nota.txt").read_text(encoding="utf-8")
    void = ("void", "--sale", first["number"], "--reason", "salah", "--cashier", "Rini")
    shell.give(*void)
    shell.give("void", "--sale", plain["number"], "--reason", "salah", "--cashier", "Rini")
    assert "17B" in refused(shell, a_basket(slip=SLIP), "slip_used")["refused"]
    assert shell.give("sales")["sales"][-2]["slip"] is None
    assert shell.give("verify")["ok"]


@pytest.mark.parametrize("pins", [{"BATIKPOS_PIN": "9999"}, {"BATIKPOS_PIN": "4321"}, {}])
def test_without_the_right_pin_nothing_is_sold(shell: Terminal, pins: dict[str, str]) -> None:
    for lang in ("id", "en"):
        answered = shell.run(
            "sell", "--cashier", "Rini", "--json", "--lang", lang, stdin=typed(a_basket()), pins=pins
        )
        assert (answered.status, answered.out) == (1, "")
        assert "Rini" in answered.err
        assert "9999" not in answered.err
    assert shell.give("sales") == {"sales": []}


def test_an_unknown_cashier_sells_nothing(shell: Terminal) -> None:
    assert shell.run("sell", "--cashier", "Budi", stdin=typed(a_basket())).status == 1


def test_a_closed_till_sells_nothing(closed_shell: Terminal) -> None:
    refused(closed_shell, a_basket(), "till_closed")


def test_on_a_full_disk_nothing_is_sold_and_told_before_the_money_is_taken(shell: Terminal) -> None:
    shell.patch.setattr("batikpos.services.disk.look_at_room", lambda _home: Room.NONE)
    answered = shell.run("sell", "--cashier", "Rini", "--json", "--lang", "en", stdin=typed(a_basket()))
    assert (answered.status, answered.out) == (3, "")
    assert "is full" in answered.err
    assert shell.give("sales") == {"sales": []}


def test_a_sale_is_done_whatever_the_printer_does(shell: Terminal) -> None:
    shell.give("settings", "printer", refusing_address())
    answered = run_apart(
        "sell",
        "--cashier",
        "Rini",
        "--json",
        "--home",
        str(shell.home),
        "--lang",
        "en",
        stdin=typed(a_basket()),
    )
    assert answered.status == 0
    (sale,) = answered.results
    assert sale["number"] in answered.err
    (job,) = shell.give("print", "queue")["jobs"]
    assert (job["id"], job["state"], job["sale"]) == (sale["print_job"], "queued", sale["number"])
    assert job["attempts"] == 2  # and then it is left for later: the next buyer waits


def test_a_queue_that_cannot_be_worked_off_is_told_and_leaves_the_sale(shell: Terminal) -> None:
    def fail(_desk: Desk, **_also: object) -> Worked:
        raise StoreUnavailable("store.db", "disk I/O error")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("batikpos.commands.selling.work_off", fail)
        answered = shell.run("sell", "--cashier", "Rini", "--json", "--lang", "en", stdin=typed(a_basket()))
    assert answered.status == 0
    (sale,) = answered.results
    why, waits = answered.err.splitlines()
    assert "disk I/O error" in why
    assert sale["number"] in waits
    assert shell.give("print", "queue")["jobs"][0]["state"] == "queued"


def test_what_waits_for_a_dead_printer_follows_to_the_next_and_says_why_it_waits(shell: Terminal) -> None:
    shell.give("settings", "printer", refusing_address())
    (sale,) = sell(shell, a_basket())
    again = shell.run("print", "nota", "--sale", sale["number"], "--lang", "en")
    assert again.status == 3
    assert "()" not in again.err
    with network_printer() as printer:
        shell.give("settings", "printer", printer.address)
        shell.give("print", "queue", "--run")
    assert len(printer.jobs) == 2


def test_sell_prints_what_it_sells(shell: Terminal) -> None:
    with network_printer() as printer:
        shell.give("settings", "printer", printer.address)
        sell(shell, *[a_basket({"sku": KEYRING}, cash=10_000)] * 3)
    assert len(printer.jobs) == 3
    assert {job["state"] for job in shell.give("print", "queue")["jobs"]} == {"sent"}


def test_a_note_comes_back_with_its_line_and_a_line_without_has_no_such_key(shell: Terminal) -> None:
    (done,) = sell(shell, a_basket({"sku": SHIRT, "note": " Dipotong "}, {"sku": KEYRING}, cash=405_000))
    noted, plain = done["lines"]
    assert noted["note"] == "Dipotong"
    assert "note" not in plain
    (listed,) = shell.give("sales")["sales"]
    assert listed["lines"] == done["lines"]
    assert (
        "Dipotong" in shell.run("print", "nota", "--sale", done["number"], "--as", "text", "--out", "-").out
    )


def test_the_same_basket_with_another_note_is_another_one(shell: Terminal) -> None:
    sell(shell, a_basket({"sku": SHIRT, "note": "Hadiah"}, id=ID))
    refused(shell, a_basket({"sku": SHIRT}, id=ID), "id_reused")


def test_a_note_must_be_a_text(shell: Terminal) -> None:
    refused(shell, a_basket({"sku": SHIRT, "note": 5}), "bad_basket")


SCARF = {"name": "Selendang lawas", "price": 85_000, "producer": "TOM", "technique": "cap", "dye": "alam"}


def test_a_piece_of_no_catalogue_is_sold_by_a_typed_price_and_marked(shell: Terminal) -> None:
    basket = a_basket({"open": SCARF, "qty": 2}, {"open": SCARF, "note": "Hadiah"}, cash=255_000, id=ID)
    (done,) = sell(shell, basket)
    first, second = done["lines"]
    assert (first["is_open"], first["name"], first["qty"], first["net"]) == (
        True,
        "Selendang lawas",
        2,
        170_000,
    )
    assert (second["is_open"], second["note"], second["producer"]) == (True, "Hadiah", "TOM")
    assert sell(shell, basket) == [done]
    (listed,) = shell.give("sales")["sales"]
    assert listed["lines"] == done["lines"]
    refused(shell, basket | {"lines": [{"open": SCARF | {"price": 84_000}, "qty": 3}]}, "id_reused")


def test_cloth_of_no_catalogue_is_sold_by_the_metre(shell: Terminal) -> None:
    cloth = SCARF | {"name": "Kain lawas", "unit": "m", "kind": "kain meteran"}
    (done,) = sell(shell, a_basket({"open": cloth, "metres": "2.5"}, cash=212_500))
    assert (done["lines"][0]["metres"], done["total"]) == ("2.5", 212_500)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"open": SCARF, "sku": SHIRT}, "bad_basket"),
        ({"open": SCARF, "price": 80_000}, "bad_basket"),
        ({"open": SCARF | {"producer": "XXX"}}, "bad_basket"),
        ({"open": SCARF | {"technique": "lukis"}}, "bad_basket"),
        ({"open": SCARF | {"colour": "biru"}}, "bad_basket"),
        ({"open": SCARF | {"price": -1}}, "bad_basket"),
        ({"open": [SCARF]}, "bad_basket"),
        ({"open": SCARF | {"price": 0}}, "bad_price"),
        ({"open": SCARF | {"name": " "}}, "bad_name"),
        ({"open": SCARF | {"name": "Kemeja batik", "technique": "printing"}}, "called_batik"),
    ],
)
def test_an_open_line_that_is_none_is_refused(shell: Terminal, line: dict[str, Any], code: str) -> None:
    refused(shell, a_basket(line), code)
