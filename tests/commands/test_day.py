"""A booth's day on the command line: till, sales, returns, papers, settings, proofs and their JSON."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from batikpos.commands.context import Context
from batikpos.domain.fact import FactKind
from batikpos.services.desk import open_desk
from batikpos.store.engine import open_store, store_url
from tests.commands.terminal import PINS, Answered, Terminal
from tests.domain.codes import STATIC
from tests.escpos_reader import read_escpos
from tests.printing.listener import network_printer, refusing_address
from tests.shop import CLOTH, SHIRT, contents, copy_home, facts_of, unguarded

RINI = ("--cashier", "Rini")

TILL = {
    "till", "business_day", "opened_at", "closed_at", "float", "sales", "gross", "discount",
    "rounding", "total", "by_tender", "refunds", "paid_in", "paid_out", "expected_cash",
    "counted_cash", "difference", "number", "hash",
}  # fmt: skip


def sell(
    shell: Terminal, *lines: dict[str, Any], kind: str = "cash", amount: int = 395_000
) -> dict[str, Any]:
    """Sell one basket."""
    basket = {"lines": list(lines) or [{"sku": SHIRT}], "tenders": [{"kind": kind, "amount": amount}]}
    result: dict[str, Any] = shell.give("sell", *RINI, stdin=json.dumps(basket))
    return result


def test_a_till_is_opened_moved_looked_at_and_closed(closed_shell: Terminal) -> None:
    shell = closed_shell
    assert shell.run("till", "x").status == 1
    opened = shell.give("till", "open", "--float", "500000", *RINI)
    assert opened.keys() == TILL
    assert (opened["till"], opened["closed_at"], opened["number"], opened["hash"]) == (
        "open",
        None,
        None,
        None,
    )
    shell.give("till", "pay-in", "--amount", "200.000", "--reason", "uang kecil", *RINI)
    shell.give("till", "pay-out", "--amount", "50rb", "--reason", "makan", *RINI)
    sell(shell, amount=400_000)
    sell(shell, kind="qris")
    looked = shell.give("till", "x", *RINI)
    assert (looked["paid_in"], looked["paid_out"], looked["sales"]) == (200_000, 50_000, 2)
    assert looked["by_tender"] == {"cash": 395_000, "qris": 395_000, "card": 0, "transfer": 0}
    assert (looked["expected_cash"], looked["counted_cash"]) == (1_045_000, None)  # Sari's PIN is there
    blind = shell.run("till", "x", "--json", *RINI, pins={"BATIKPOS_PIN": "1234"}).json
    assert blind["expected_cash"] is None
    closed = shell.give("till", "close", "--count", "100000x10,20000x2", *RINI)
    assert (closed["till"], closed["expected_cash"], closed["counted_cash"], closed["difference"]) == (
        "closed", 1_045_000, 1_040_000, -5_000,
    )  # fmt: skip
    assert closed["number"].endswith("-Z1")
    assert len(closed["hash"]) == 64
    assert shell.run("till", "close", "--count", "", *RINI).status == 1


def test_a_blind_till_tells_a_cashier_nothing_expected_in_words_either(shell: Terminal) -> None:
    for words in (("till", "x"), ("till", "pay-in", "--amount", "1", "--reason", "x")):
        answered = shell.run(*words, *RINI, pins={"BATIKPOS_PIN": "1234"})
        assert answered.status == 0
        assert "500.001" not in answered.out


def test_voids_and_refunds_answer_what_they_gave_back(shell: Terminal) -> None:
    first = sell(shell, {"sku": SHIRT, "qty": 2}, amount=800_000)
    second = sell(shell, {"sku": SHIRT}, {"sku": CLOTH, "metres": "2.5"}, amount=707_500)
    void = shell.give("void", "--sale", first["number"], "--reason", "salah", *RINI, "--approver", "Sari")
    assert {"number", "seq", "hash", "reverses", "total", "lines", "tenders"} <= void.keys()
    assert (void["reverses"], void["total"]) == (first["number"], -790_000)
    assert void["tenders"] == [{"kind": "cash", "amount": -790_000}]
    assert void["lines"][0]["qty"] == -2
    assert "agreed" not in void  # by the rules nobody had to
    refund = shell.give(
        "refund",
        "--sale",
        second["number"],
        "--lines",
        "1,2:0.5",
        "--reason",
        "cacat",
        "--tender",
        "transfer",
        *RINI,
    )
    assert (refund["total"], refund["tenders"]) == (-457_500, [{"kind": "transfer", "amount": -457_500}])
    assert refund["lines"][1]["metres"] == "-0.5"
    listed = shell.give("sales")["sales"]
    assert [s["kind"] for s in listed] == ["sale", "sale", "void", "refund"]
    assert [s["number"][-4:] for s in listed] == ["0001", "0002", "0003", "0004"]
    assert listed[2]["approver"] == "Sari"
    assert listed[3]["cashier"] == "Rini"


@pytest.mark.parametrize(
    "lines", ["3", "1:2", "0", "1:0", "1,1", "x", "", "1:", ":1", "1:0.5", "2:2.501", "2:-1", "1;2"]
)
def test_lines_that_cannot_be_given_back_are_refused(shell: Terminal, lines: str) -> None:
    sale = sell(shell, {"sku": SHIRT}, {"sku": CLOTH, "metres": "2.5"}, amount=707_500)
    answered = shell.run("refund", "--sale", sale["number"], f"--lines={lines}", "--reason", "x", *RINI)
    assert (answered.status, answered.out) == (1, "")
    assert len(shell.give("sales")["sales"]) == 1


def test_sales_are_listed_for_a_day(shell: Terminal) -> None:
    sale = sell(shell)
    listed = shell.give("sales")["sales"]
    day = listed[0]["business_day"]
    assert shell.give("sales", "--date", day)["sales"] == listed
    assert shell.give("sales", "--date", "2001-01-01") == {"sales": []}
    assert {"booth", "device", "business_day", "kind", "cashier", "approver"} <= listed[0].keys()
    assert listed[0]["lines"] == sale["lines"]
    assert sale["number"] in shell.run("sales").out


def test_a_nota_is_rendered_without_being_a_print(shell: Terminal, tmp_path: Path) -> None:
    sale = sell(shell)
    jobs = shell.give("print", "queue")
    for form, paper in (("text", 58), ("escpos", 58), ("png", 58), ("pdf", 58), ("text", 80), ("escpos", 80)):
        out = tmp_path / f"nota-{paper}.{form}"
        shell.give(
            "print", "nota", "--sale", sale["number"], "--as", form, "--paper", str(paper), "--out", str(out)
        )
    assert shell.give("print", "queue") == jobs
    text = (tmp_path / "nota-58.text").read_text()
    assert max(map(len, text.splitlines())) == 32
    assert read_escpos((tmp_path / "nota-58.escpos").read_bytes(), 32).text.rstrip() == text.rstrip()
    assert read_escpos((tmp_path / "nota-80.escpos").read_bytes(), 48).problems == []
    assert sale["number"] in PdfReader(tmp_path / "nota-58.pdf").pages[0].extract_text()
    assert Image.open(tmp_path / "nota-58.png").width >= 384


def test_a_rendering_on_stdout_is_the_only_thing_there(shell: Terminal) -> None:
    sale = sell(shell)
    answered = shell.run("print", "nota", "--sale", sale["number"], "--out", "-")
    assert answered.status == 0
    assert answered.out.splitlines()[-1].strip() == f"{sale['number']} {sale['hash'][:8]}"


def test_a_rendering_and_json_are_never_mixed_on_stdout(shell: Terminal) -> None:
    sale = sell(shell)
    answered = shell.run("print", "nota", "--sale", sale["number"], "--out", "-", "--json")
    if answered.status == 0:
        assert isinstance(answered.json, dict)
    else:
        assert answered.out == ""


@pytest.mark.parametrize("words", [("--as", "pdf"), ("--paper", "80")])
def test_a_form_without_a_file_prints_a_copy_and_says_that_it_does(
    shell: Terminal, words: tuple[str, ...]
) -> None:
    sale = sell(shell)
    answered = shell.run("print", "nota", "--sale", sale["number"], *words)
    assert answered.status == 0
    assert "--out" in answered.err
    assert [job["kind"] for job in shell.give("print", "queue")["jobs"]] == ["original", "copy"]


def test_a_file_and_a_printer_named_together_write_the_file_and_print_nothing(
    shell: Terminal, tmp_path: Path
) -> None:
    sale = sell(shell)
    out = tmp_path / "nota.txt"
    answered = shell.run("print", "nota", "--sale", sale["number"], "--out", str(out), "--to", "none:")
    assert answered.status == 0
    assert "--to" in answered.err
    assert sale["number"] in out.read_text(encoding="utf-8")
    assert [job["kind"] for job in shell.give("print", "queue")["jobs"]] == ["original"]


def test_a_rendering_that_cannot_be_written_is_told(shell: Terminal) -> None:
    sale = sell(shell)
    for out in ("/no/such/folder/x.txt", "/", "/dev/full"):
        answered = shell.run("print", "nota", "--sale", sale["number"], "--out", out)
        assert (answered.status, answered.out) == (3, "")


def test_a_printed_nota_is_a_copy(shell: Terminal) -> None:
    sale = sell(shell)
    with network_printer() as printer:
        job = shell.give("print", "nota", "--sale", sale["number"], "--to", printer.address)
    assert job.keys() == {
        "id",
        "sale",
        "kind",
        "printer",
        "state",
        "bytes_sent",
        "attempts",
        "reason",
        "made_at",
        "started_at",
        "ended_at",
        "copy_no",
        "replaces",
    }
    assert (job["kind"], job["state"], job["bytes_sent"]) == ("copy", "sent", len(printer.jobs[0]))
    assert "SALINAN" in read_escpos(printer.jobs[0], 32).text


def test_the_queue_is_listed_worked_off_retried_and_cancelled(shell: Terminal) -> None:
    address = refusing_address()
    shell.give("settings", "printer", address)
    refused = shell.run("print", "test", "--json")
    assert refused.status == 3
    (job,) = shell.give("print", "queue")["jobs"]
    assert (job["state"], job["kind"], job["sale"]) == ("queued", "test", None)
    assert shell.run("print", "queue", "--run").status == 3
    cancelled = shell.give("print", "queue", "--cancel", job["id"])["jobs"]
    assert [j["state"] for j in cancelled] == ["cancelled"]
    assert shell.run("print", "queue", "--retry", job["id"]).status == 3
    (again,) = shell.give("print", "queue")["jobs"]
    assert (again["id"], again["state"]) == (job["id"], "queued")


def test_every_printer_that_took_nothing_is_named_and_a_retry_tells_of_its_own(shell: Terminal) -> None:
    dead = [refusing_address() for _ in range(2)]
    for address in dead:
        assert shell.run("print", "test", "--to", address).status == 3
    answered = shell.run("print", "queue", "--run", "--lang", "en")
    assert answered.status == 3
    assert all(address in answered.err for address in dead)
    assert "waiting" in answered.out

    job = shell.give("print", "queue")["jobs"][0]
    shell.give("print", "queue", "--cancel", job["id"])
    with network_printer() as printer:
        shell.give("settings", "printer", printer.address)
        assert shell.run("print", "queue", "--retry", job["id"]).status == 0  # the other is still dead
    assert len(printer.jobs) == 1


def test_settings_are_shown_and_changed(shell: Terminal) -> None:
    shown = shell.give("settings")
    assert {"printer", "paper", "cutter", "language", "central"} <= shown.keys()
    assert shell.give("settings", "paper", "80") == {"paper": 80}
    assert shell.give("settings", "paper") == {"paper": 80}
    assert shell.give("settings", "language", "en") == {"language": "en"}
    assert shell.run("settings", "paper").out == "paper = 80\n"


def test_the_homes_language_is_spoken_where_none_is_asked_for(shell: Terminal) -> None:
    asked = {lang: shell.run("print", "nota", "--sale", "x", "--lang", lang).err for lang in ("id", "en")}
    for lang in ("en", "id"):
        shell.give("settings", "language", lang)
        assert shell.run("print", "nota", "--sale", "x").err == asked[lang]


def test_a_whole_store_is_proven_and_stays_as_it_is(shell: Terminal, tmp_path: Path) -> None:
    sell(shell)
    home = copy_home(shell.home, tmp_path / "copy")
    before = contents(home)
    proven = Terminal(home, shell.patch).give("verify")
    assert contents(home) == before
    assert (proven["ok"], proven["facts"], proven["faults"]) == (True, 3, [])
    (device,) = proven["devices"]
    assert (device["device"], device["first"], device["last"]) == ("A03", 1, 3)


def test_an_altered_store_is_named_in_each_language(shell: Terminal) -> None:
    sell(shell)
    unguarded(shell.home, "UPDATE fact SET payload = replace(payload, '395000', '295000') WHERE seq = 3")
    said = {}
    for lang in ("id", "en"):
        answered = shell.run("verify", "--json", "--lang", lang)
        assert answered.status == 1
        found = answered.json
        assert found["ok"] is False
        assert {"device", "seq", "code", "text"} == found["faults"][0].keys()
        assert (3, "altered") in {(f["seq"], f["code"]) for f in found["faults"]}
        assert answered.err
        said[lang] = answered.err
    assert said["id"] != said["en"]


def test_a_store_is_rebuilt_and_compared(shell: Terminal) -> None:
    sell(shell)
    rebuilt = shell.give("rebuild")
    assert (rebuilt["equal"], rebuilt["facts"], rebuilt["faults"]) == (True, 3, [])
    assert shell.give("rebuild") == rebuilt
    store = open_store(store_url(rebuilt["store"]))
    store.close()
    unguarded(shell.home, "UPDATE sale SET cashier = 'Budi'")
    answered = shell.run("rebuild", "--json")
    assert (answered.status, answered.json["equal"]) == (1, False)


def test_a_day_is_sent_to_a_centre_and_reconciled(shell: Terminal, tmp_path: Path) -> None:
    centre = str(tmp_path / "centre.db")
    day = shell.give("till", "x", *RINI)["business_day"]
    sell(shell, amount=400_000)
    sent = shell.give("sync", "--central", centre)
    assert (sent["sent"], sent["last"], sent["equal"], sent["head"]) == (3, 3, True, sent["centre_head"])
    assert shell.give("sync", "--central", centre)["sent"] == 0
    found = shell.give("reconcile", "--central", centre, "--date", day)
    states = {row["booth"]: row["state"] for row in found["booths"]}
    assert states == {f"A{n:02}": "reported" if n == 3 else "missing" for n in range(1, 9)}
    assert (found["total"], found["total_proven"], found["total_reported"]) == (395_000, 0, 395_000)
    said = shell.run("reconcile", "--central", centre, "--date", day).out.splitlines()
    assert [line.split() for line in said[-2:]] == [
        ["Terbukti", "Rp0"],
        ["Dilaporkan,", "belum", "terbukti", "Rp395.000"],
    ]
    shell.give("till", "close", "--count", "100000x8,50000x1", *RINI)
    shell.give("sync", "--central", centre)
    found = shell.give("reconcile", "--central", centre, "--date", day)
    (row,) = [r for r in found["booths"] if r["booth"] == "A03"]
    assert (row["state"], row["expected_cash"], row["counted_cash"], row["difference"]) == (
        "proven", 895_000, 850_000, -45_000,
    )  # fmt: skip
    assert sum(c["amount"] for c in row["causes"]) == -45_000
    assert (found["total"], found["total_proven"], found["total_reported"]) == (395_000, 395_000, 0)
    assert found["producers"] == [
        {"producer": "TOM", "name": "Batik Biru Tom", "pieces": 1, "total": 395_000}
    ]


def test_the_doctor_looks_at_the_machine(shell: Terminal) -> None:
    checks = {c["name"]: c for c in shell.give("doctor")["checks"]}
    assert checks["store"]["ok"]


def test_a_void_speaks_of_its_own_paper_and_not_of_a_stuck_one_beside_it(shell: Terminal) -> None:
    sale = sell(shell)
    shell.run("print", "nota", "--sale", sale["number"], "--to", "tcp://127.0.0.1:9")
    answered = shell.run("void", "--sale", sale["number"], "--reason", "Salah", *RINI, "--lang", "en")
    assert (answered.status, answered.err) == (0, "")


def test_the_drawer_is_opened_without_a_sale_by_two_where_the_rules_say_so(shell: Terminal) -> None:
    act = ("till", "drawer", "--reason", "tukar uang", *RINI)
    assert shell.run("till", "drawer", *RINI).status == 2
    assert shell.give(*act)["till"] == "open"
    shell.give("settings", "second_person", "drawer,close", "--approver", "Sari")
    assert shell.run(*act).status == 1
    assert shell.run(*act, "--approver", "Rini").status == 1
    assert shell.give(*act, "--approver", "Sari")["till"] == "open"
    out = ("till", "pay-out", "--amount", "300000", "--reason", "x", *RINI)
    assert shell.run(*out).status == 1
    (paid_out,) = shell.give(*out, "--approver", "Sari")["agreed"]
    assert paid_out["text"].endswith(": -Rp300.000, x")
    assert f"Sari setuju: {paid_out['text']}" in shell.run(*out, "--approver", "Sari").out
    assert shell.run("till", "close", "--count", "100000x5", *RINI).status == 1
    assert shell.give("till", "close", "--count", "100000x5", *RINI, "--approver", "Sari")["till"] == "closed"
    assert shell.give("verify")["ok"]


def test_who_asks_for_what_a_supervisor_agrees_to_is_kept_beside_the_supervisor(
    shell: Terminal, tmp_path: Path
) -> None:
    sheet = tmp_path / "promo.csv"
    sheet.write_text("name,deal,value,pieces,sku,from,until\nObral,percent,10,,,,\n", encoding="utf-8")
    sari = ("--approver", "Sari")
    for words in (
        ("settings", "qris", STATIC),
        ("settings", "qris_amount", "yes"),
        ("settings", "rounding", "500"),
        ("settings", "second_person", "void"),
        ("settings", "discount_limit", "20"),
        ("promotion", "add", str(sheet)),
        ("promotion", "off", "Obral"),
        ("promotion", "remove", "Obral"),
    ):
        assert shell.run(*words, *RINI).status == 1  # who asks does not agree
        assert shell.run(*words, *RINI, *sari, pins=PINS | {"BATIKPOS_PIN": "9999"}).status == 1
        shell.give(*words, *RINI, *sari)
    shell.give("settings", "discount_limit", "30", *sari)
    shell.give(
        "settings", "discount_limit", "40", "--cashier", "Sari", *sari, pins=PINS | {"BATIKPOS_PIN": "4321"}
    )
    desk = open_desk(shell.home)
    with closing(desk.store):
        changes = [f.body for f in facts_of(desk.store) if f.kind in {FactKind.RULES, FactKind.PROMOTIONS}]
    names = [(body["cashier"], body["approver"]) for body in changes]
    assert names == [*[("Rini", "Sari")] * 8, ("", "Sari"), ("Sari", "Sari")]


def test_the_organizer_sees_what_was_sold_without_a_code_and_only_where_it_was(
    shell: Terminal, tmp_path: Path
) -> None:
    scarf = {"name": "Selendang lawas", "price": 85_000, "producer": "TOM", "technique": "cap", "dye": "alam"}
    centre = f"sqlite:///{tmp_path / 'centre.db'}"
    day = shell.give("till", "x", *RINI)["business_day"]

    def send(lines: list[object], amount: int) -> None:
        basket = {"lines": lines, "tenders": [{"kind": "cash", "amount": amount}]}
        assert shell.run("sell", "--cashier", "Rini", stdin=json.dumps(basket)).status == 0
        shell.give("sync", "--central", centre)

    asked = (("reconcile",), ("report", "day"))
    send([{"sku": SHIRT}], 395_000)
    for words in asked:
        assert "open_price" not in shell.give(*words, "--central", centre, "--date", day)
    send([{"open": scarf, "qty": 2}, {"sku": SHIRT}], 565_000)
    for words in asked:
        found = shell.give(*words, "--central", centre, "--date", day)
        assert found["open_price"] == {"pieces": 2, "total": 170_000}
    found = shell.give("reconcile", "--central", centre, "--date", day)
    rows = {row["booth"]: row.get("open_price") for row in found["booths"]}
    assert rows.pop("A03") == {"pieces": 2, "total": 170_000}
    assert set(rows.values()) == {None}
    said = shell.run("reconcile", "--central", centre, "--date", day, "--lang", "en").out
    assert "Of that sold without a code: 2 pieces, Rp170.000" in said
    for form in ("csv", "xlsx", "pdf"):
        out = tmp_path / f"day.{form}"
        shell.give("report", "day", "--central", centre, "--date", day, "--format", form, "--out", str(out))
        assert out.stat().st_size
    assert "open_price" in (tmp_path / "day.csv").read_text(encoding="utf-8-sig")


def test_a_clock_that_is_set_forward_frees_nobody_who_guesses(
    shell: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(pin: str) -> Answered:
        return shell.run("till", "x", *RINI, "--lang", "en", pins={"BATIKPOS_PIN": pin})

    for _ in range(3):
        assert "not right" in look("0000").err
    assert "Too many wrong PINs" in look("1234").err
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr(Context, "now", lambda _self: tomorrow)
    assert "Too many wrong PINs" in look("1234").err
