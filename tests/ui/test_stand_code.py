"""The stand's QRIS code in the window: kept by a second PIN only, and the sticker on the table checked."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Role
from batikpos.domain.money import Rupiah
from batikpos.services.desk import open_desk
from batikpos.services.people import enrol
from batikpos.services.sticker import NAME, Sticker
from batikpos.settings import load_settings, save_settings
from batikpos.store.catalogue import replace_people
from batikpos.ui.booth.closing import ClosedPage
from batikpos.ui.booth.counting import CountedPage
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signin import OpenTillPage
from batikpos.ui.booth.stickerpage import StickerPage
from batikpos.ui.settingswatch import SettingsWatch
from batikpos.ui.widgets.codepicture import CodePicture
from tests.domain.codes import STATIC, VECTORS, Made
from tests.shop import facts_of
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth

OTHER = Made(merchant="TOKO SEBELAH", nmid="ID1099000000099").payload
DYNAMIC = VECTORS[1]["payload"]


@pytest.fixture
def coded(home: Path) -> Path:
    """Let the stand have a code."""
    save_settings(home, replace(load_settings(home), qris=STATIC))
    return home


def to_sticker(booth: BoothWindow) -> StickerPage:
    """Go to the sticker's page by the menu."""
    booth.press("Menu")
    booth.press("QRIS sticker whose it is, scan it, put the amount into it")
    return booth.wait_for(StickerPage)


def agree(booth: BoothWindow, pin: str = "4321") -> None:
    """Type the second person's PIN."""
    booth.wait(lambda: booth.sheet is not None)
    booth.fill("PIN", pin)
    booth.press("Agree")


def test_a_scanned_sticker_becomes_the_stands_own_by_a_second_pin(booth: BoothWindow, home: Path) -> None:
    to_sticker(booth)
    assert "No code is set yet" in booth.words()
    booth.scan(STATIC)
    booth.wait_for_words("BATIK CONTOH MASARAN")
    assert "NMID ID1099000000017 · SRAGEN" in booth.words()
    booth.press("Yes, keep it…")
    booth.wait_for_words("QRIS code: - → BATIK CONTOH MASARAN ID1099000000017")
    agree(booth, "0000")
    booth.wait_for_words("The PIN of Sari")
    assert load_settings(home).qris == ""
    agree(booth)
    booth.wait_for_words("✓ Kept.")
    assert load_settings(home).qris == STATIC
    assert booth.register.desk.settings.qris == STATIC
    (told,) = [f.body for f in facts_of(booth.desk.store) if f.kind == FactKind.RULES]
    assert "- → BATIK CONTOH MASARAN ID1099000000017" in told["agreed"][0][1]
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for(SalePage)


def test_a_code_that_is_another_by_now_is_not_changed_by_what_was_read(
    booth: BoothWindow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SettingsWatch, "_look", lambda _watch: None)  # as in the second before it looks
    to_sticker(booth)
    booth.scan(STATIC)
    booth.press("Yes, keep it…")
    save_settings(home, replace(load_settings(home), qris=OTHER))
    agree(booth)
    booth.wait_for_words("It is not what was agreed to any more.")
    assert "TOKO SEBELAH ID1099000000099 → BATIK CONTOH MASARAN ID1099000000017" in booth.words()
    assert booth.sheet is None
    assert load_settings(home).qris == OTHER


@pytest.mark.parametrize("role", list(Role))
def test_who_is_alone_at_a_stand_keeps_its_code_by_the_own_pin(
    home: Path, open_booth: OpenBooth, role: Role
) -> None:
    desk = open_desk(home)
    with desk.store.writing() as tx:
        replace_people(tx, (enrol("Rini", role, "1234"),))
    desk.store.close()
    booth = open_booth()
    booth.wait_for_sale_screen()
    to_sticker(booth)
    booth.scan(STATIC)
    booth.press("Yes, keep it…")
    agree(booth, "1234")
    booth.wait_for_words("✓ Kept.")
    (told,) = [f.body for f in facts_of(booth.desk.store) if f.kind == FactKind.RULES]
    assert (told["cashier"], told["approver"], told["money"]) == ("Rini", "Rini", {"qris": STATIC})


def test_a_pasted_code_is_read_by_its_button(booth: BoothWindow) -> None:
    page = to_sticker(booth)
    page.field.setText(STATIC)
    booth.press("Read it")
    booth.wait_for_words("Is it really yours?")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8991234567890", "This is not a QRIS code"),
        (STATIC[:-4] + "0000", "check digits are wrong"),
        (DYNAMIC, "made for one payment"),
    ],
)
def test_what_is_no_code_of_a_stand_is_refused_on_the_page(booth: BoothWindow, typed: str, said: str) -> None:
    to_sticker(booth)
    booth.scan(typed)
    booth.wait_for_words(said)
    assert "Is it really yours?" not in booth.words()


def test_a_sticker_that_is_not_ours_says_what_to_do(booth: BoothWindow) -> None:
    to_sticker(booth)
    booth.scan(OTHER)
    booth.press("No")
    booth.wait_for_words("call the organizer")


def test_the_amount_goes_into_the_code_by_a_second_pin_only(coded: Path, open_booth: OpenBooth) -> None:
    booth = open_booth()
    booth.wait_for_sale_screen()
    to_sticker(booth)
    booth.press("Yes")
    assert not load_settings(coded).qris_amount
    agree(booth)
    booth.wait_for_words("✓ Kept.")
    assert load_settings(coded).qris_amount
    made = booth.register.stand_code.code_for(Rupiah(1_000))
    assert made is not None
    assert made.payload == DYNAMIC


@pytest.mark.usefixtures("coded")
def test_a_trial_shows_the_code_with_a_thousand_rupiah(open_booth: OpenBooth) -> None:
    booth = open_booth()
    booth.wait_for_sale_screen()
    page = to_sticker(booth)
    picture = page.findChild(CodePicture)
    assert picture is not None
    booth.wait(lambda: bool(picture._modules))
    before = picture._modules
    booth.press("Show a trial of Rp1.000")
    booth.wait(lambda: picture._modules != before)
    assert page._shown == DYNAMIC


def opening(open_booth: OpenBooth) -> BoothWindow:
    """Open the window before the till is opened."""
    booth = open_booth(float_=None)
    booth.wait_for(OpenTillPage)
    return booth


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("sticker", [STATIC, DYNAMIC])
def test_opening_asks_for_the_stands_sticker_and_knows_it(open_booth: OpenBooth, sticker: str) -> None:
    booth = opening(open_booth)
    booth.fill("Float", "500000")
    booth.press("Open the till")
    booth.wait_for_words("Scan the sticker first")
    booth.scan(sticker)
    booth.wait_for_words("✓ The sticker is the stand's own.")
    booth.press("Open the till")
    booth.wait_for(SalePage)
    assert not booth.flow.bar.sticker.isVisible()


@pytest.mark.usefixtures("coded")
def test_a_sticker_of_somebody_else_is_named_and_stays_named(open_booth: OpenBooth) -> None:
    booth = opening(open_booth)
    booth.scan(OTHER)
    booth.wait_for_words(
        "This sticker is not of this stand. It pays TOKO SEBELAH (ID1099000000099), not"
        " BATIK CONTOH MASARAN (ID1099000000017). Take it off, and call the organizer."
    )
    booth.fill("Float", "500000")
    booth.press("Open the till")
    booth.wait_for(SalePage)
    booth.press("Wrong QRIS sticker")
    booth.wait_for(StickerPage)
    booth.scan(STATIC)
    booth.wait_for_words("✓ This sticker is the stand's own.")
    booth.press("Back to selling")
    booth.wait_for(SalePage)
    assert not booth.flow.bar.sticker.isVisible()


@pytest.mark.usefixtures("coded")
def test_the_sticker_can_be_left_for_later_and_the_bar_says_so(open_booth: OpenBooth) -> None:
    booth = opening(open_booth)
    booth.press("Skip, I check later")
    booth.fill("Float", "500000")
    booth.press("Open the till")
    booth.wait_for(SalePage)
    assert booth.register.stand_code.sticker is Sticker.LATER
    booth.press("Check the QRIS sticker")
    booth.wait_for(StickerPage)


def test_a_stand_without_a_code_is_asked_nothing_at_opening(open_booth: OpenBooth) -> None:
    booth = opening(open_booth)
    assert "QRIS" not in booth.words()
    booth.fill("Float", "0")
    booth.press("Open the till")
    booth.wait_for(SalePage)


def close_till_of(booth: BoothWindow) -> None:
    """Count an empty drawer, and close."""
    booth.press("Close the till")
    booth.press("Confirm the count")
    booth.press("Yes, it is empty")
    booth.wait_for(CountedPage)
    booth.press("Close the till")
    booth.wait_for(ClosedPage)


@pytest.mark.usefixtures("coded")
def test_each_opening_asks_for_the_sticker_anew(open_booth: OpenBooth) -> None:
    booth = opening(open_booth)
    booth.scan(STATIC)
    booth.wait_for_words("✓ The sticker is the stand's own.")
    booth.fill("Float", "0")
    booth.press("Open the till")
    booth.wait_for_sale_screen()
    close_till_of(booth)
    booth.press("Open the till again")
    booth.wait_for(OpenTillPage)
    assert "✓ The sticker is the stand's own." not in booth.words()
    booth.fill("Float", "0")
    booth.press("Open the till")
    booth.wait_for_words("Scan the sticker first")


@pytest.mark.parametrize(
    ("act", "said"), [("scan", "Wrong QRIS sticker"), ("skip", "Check the QRIS sticker")]
)
def test_what_is_wrong_with_the_sticker_is_still_said_after_a_restart(
    open_booth: OpenBooth, coded: Path, act: str, said: str
) -> None:
    booth = opening(open_booth)
    if act == "scan":
        booth.scan(OTHER)
        booth.wait_for_words("This sticker is not of this stand.")
    else:
        booth.press("Skip, I check later")
    booth.fill("Float", "0")
    booth.press("Open the till")
    booth.wait_for_sale_screen()
    booth.wait_for_store()
    booth.shell.close()
    again = open_booth(float_=None)
    again.wait_for_sale_screen()
    again.button(said)
    seen = again.register.stand_code.seen
    assert (seen is not None and seen.merchant == "TOKO SEBELAH") == (act == "scan")
    again.press(said)
    again.wait_for(StickerPage)
    again.scan(STATIC)
    again.wait_for_words("✓ This sticker is the stand's own.")
    again.wait_for_store()
    assert '"ours"' in (coded / NAME).read_text(encoding="utf-8")


@pytest.mark.usefixtures("coded")
def test_a_note_of_another_till_or_a_spoilt_one_says_nothing(open_booth: OpenBooth, coded: Path) -> None:
    (coded / NAME).write_text(
        '{"of": "another 2 00000000", "sticker": "other", "seen": ""}', encoding="utf-8"
    )
    booth = open_booth()
    booth.wait_for_sale_screen()
    assert booth.register.stand_code.sticker is Sticker.UNSEEN
    booth.shell.close()
    (coded / NAME).write_text("nonsense", encoding="utf-8")
    again = open_booth(float_=None)
    again.wait_for_sale_screen()
    assert again.register.stand_code.sticker is Sticker.UNSEEN
