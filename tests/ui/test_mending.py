"""A settings file that cannot be read stops no sale: the window says so, and what is to be done."""

from pathlib import Path

import pytest

from batikpos.domain.fact import FactKind
from batikpos.domain.right import Act
from batikpos.services.opening import open_booth
from batikpos.settings import FILE_NAME, load_settings
from batikpos.store.journal import list_facts, load_head
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.widgets.message import MessageStrip
from tests.shop import KEYRING, item
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.stage import begin_day


def test_a_spoilt_file_is_said_and_the_booth_sells(open_booth: OpenBooth, home: Path) -> None:
    begin_day(home)
    (home / FILE_NAME).write_text("garbage [[[", encoding="utf-8")
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words(f"Pengaturan mesin ini tidak bisa dibaca; berkasnya disimpan sebagai {FILE_NAME}.")
    assert "Pilih printernya lagi." in booth.words()
    strip = booth.sale_page.findChild(MessageStrip)
    assert isinstance(strip, MessageStrip)
    booth.wait(lambda: strip.width() == booth.sale_page.find_pane.width())
    assert load_settings(home).rules.acts == set(Act)
    booth.scan(item(KEYRING).barcode)
    booth.register.pay_key(0)
    assert len(booth.wait_for_sales(1)) == 1


@pytest.mark.parametrize("is_gone", [True, False])
def test_rules_that_the_program_had_to_set_are_a_fact(home: Path, *, is_gone: bool) -> None:
    (home / FILE_NAME).unlink()
    if not is_gone:
        (home / FILE_NAME).write_text("garbage [[[", encoding="utf-8")
    for _ in range(2):  # the second time nothing is to be mended
        opened = open_booth(home, "en")
        with opened.desk.store.reading() as tx:
            own = load_head(tx)
            facts = list(list_facts(tx, own.fair_id, own.journal_id, kinds=(FactKind.RULES,)))
        opened.desk.store.close()
        assert [(f.body["approver"], f.body["second_person"], f.body["discount_limit"]) for f in facts] == [
            ("BatikPOS", sorted(Act), 0)
        ]


def test_a_missing_file_is_said(open_booth: OpenBooth, home: Path) -> None:
    begin_day(home)
    (home / FILE_NAME).unlink()
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.wait_for_words("Setelan mesin ini hilang")
    assert load_settings(home).rules.acts == set(Act)


def test_the_one_action_leads_to_the_printer(open_booth: OpenBooth, home: Path) -> None:
    begin_day(home)
    file = home / FILE_NAME
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join("printer = 5" if x.startswith("printer ") else x for x in lines))
    booth = open_booth(float_=None)
    page = booth.wait_for_sale_screen()
    booth.wait_for_words("Choose the printer anew.")
    assert "second person" not in booth.words()
    booth.tap(page._message._button)
    booth.wait_for(PrinterPage)


def test_a_file_that_is_spoilt_meanwhile_changes_nothing(booth: BoothWindow, home: Path) -> None:
    before = load_settings(home)
    (home / FILE_NAME).write_text("garbage [[[", encoding="utf-8")
    booth.wait_for_words("The settings file was spoilt. What was set holds on")
    assert load_settings(home) == before


def test_good_settings_are_not_spoken_of(booth: BoothWindow) -> None:
    """The control."""
    assert "could not be read" not in booth.words()


def test_a_language_that_is_none_opens_in_the_one_that_was_asked_for(home: Path) -> None:
    file = home / FILE_NAME
    file.write_text(file.read_text(encoding="utf-8").replace('"en"', '"xx"'), encoding="utf-8")
    opened = open_booth(home, "id")
    assert opened.desk.settings.language == "id"
    assert opened.mended is not None
    assert opened.mended.unread == ("language",)
    opened.desk.store.close()
