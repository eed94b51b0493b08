"""Giving the fair files out: one for each booth, and whoever cannot have one holds no other up."""

from dataclasses import replace
from pathlib import Path

import pytest

from batikpos.domain.fairplan import BoothPlan
from batikpos.services.desk import open_desk
from batikpos.services.fair_file import own_fingerprint, read_fair_file
from batikpos.ui.organizer.boothspage import BoothsPage
from tests.shop import SARI_PIN
from tests.ui.office import BOOTHS, SILENT
from tests.ui.officehand import CENTRE, Office, sign_with


@pytest.fixture
def page(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BoothsPage:
    page = office.see("booths", BoothsPage)
    assert isinstance(page, BoothsPage)
    office.hand.wait(lambda: bool(page.table.model.shown))
    monkeypatch.setattr(page, "ask_folder", lambda: str(tmp_path / "stik"))
    (tmp_path / "stik").mkdir()
    return page


def test_each_booth_has_its_file_and_everybody_knows_the_fingerprint(
    office: Office, page: BoothsPage, tmp_path: Path
) -> None:
    assert page.files.isEnabled()
    office.hand.press("Fair files…")
    office.hand.press("Choose the folder…")
    office.hand.wait_for_words(f"{len(BOOTHS) + 1} fair files are written")
    desk = open_desk(office.folder / "desk")
    fingerprint = own_fingerprint(desk)
    desk.store.close()
    assert fingerprint in office.hand.words()
    opened = read_fair_file(tmp_path / "stik" / "A03.batikfair")
    assert opened.fingerprint == fingerprint
    assert (opened.says.booth, opened.says.central) == ("A03", str(office.folder / CENTRE))
    assert sorted(file.stem for file in (tmp_path / "stik").iterdir()) == sorted((*BOOTHS, SILENT))


def test_a_booth_at_which_nobody_sells_is_named_and_the_others_have_theirs(
    office: Office, page: BoothsPage, tmp_path: Path
) -> None:
    page.change(replace(page.plan, booths=(*page.plan.booths, BoothPlan("Z09"))))
    office.hand.press("Fair files…")
    office.hand.wait_for_words("before it is given out")  # what does not hold yet is given to nobody
    page.keep()
    sign_with(office, SARI_PIN)
    office.hand.wait(lambda: office.flow.office.draft is None)
    page.hand_out()
    office.hand.press("Choose the folder…")
    office.hand.wait_for_words("Nobody could sign in at booth Z09.")
    assert len(list((tmp_path / "stik").iterdir())) == len(BOOTHS) + 1
