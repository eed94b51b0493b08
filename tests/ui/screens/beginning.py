"""The screens of a first run, step by step, and of what went wrong on it."""

from batikpos.domain.fairfile import FairFile
from batikpos.i18n import N_
from batikpos.services.fair_file import BadFairFile, OpenedFairFile
from batikpos.services.sample import SAMPLE_FAIR, SAMPLE_FOLDER
from batikpos.ui.setup.steps import FairStep
from batikpos.ui.setup.welcome import Welcome
from tests.shop import NOON, catalogue, people
from tests.ui.booth import BoothWindow
from tests.ui.screens.screen import Screen, press, say

SAYS = FairFile(
    SAMPLE_FAIR,
    "A03",
    NOON,
    name="Batik Biru Tom",
    devices=2,
    people=people(),
    goods=catalogue(),
)


def _welcome(booth: BoothWindow) -> None:
    booth.wait_for(Welcome)


def _fair(booth: BoothWindow) -> None:
    _welcome(booth)
    press(booth, "Continue")
    booth.wait_for(FairStep)


def _by_file(booth: BoothWindow) -> None:
    """Give a fair file; what it says is that of the sample fair, whoever signed it."""
    _fair(booth)
    step = booth.wait_for(FairStep)
    step.show_fair_file(OpenedFairFile(SAYS, "a5" * 32, "0" * 64))


def _by_file_refused(booth: BoothWindow) -> None:
    _by_file(booth)
    step = booth.wait_for(FairStep)
    step.show_faults(BadFairFile("A03.batikfair", N_("its signature does not hold")))


def _by_sheets(booth: BoothWindow) -> None:
    _fair(booth)
    press(booth, "The organizer's sheets")


def _fair_given(booth: BoothWindow) -> None:
    _by_sheets(booth)
    booth.fill(say(booth, "Booth's code"), "A05")
    booth.fill(say(booth, "Fair"), "Pameran Batik Sragen Great Sale")
    step = booth.wait_for(FairStep)
    step.files_given.emit([SAMPLE_FOLDER])
    booth.wait_for_words("✓")


def _fair_refused(booth: BoothWindow) -> None:
    _fair_given(booth)
    step = booth.wait_for(FairStep)
    step.files_given.emit([SAMPLE_FOLDER / "producers.csv"])
    booth.wait(step._area.isVisible)


def _people(booth: BoothWindow) -> None:
    _fair(booth)
    press(booth, "Use the sample fair")
    booth.wait_for_words(say(booth, "Who sells here?"))


BEGINNING = (
    Screen("welcome", _welcome, is_first=True, is_always_light=True, is_golden=True),
    Screen("welcome-fair", _fair, is_first=True, is_always_light=True),
    Screen("welcome-fair-file", _by_file, is_first=True, is_always_light=True),
    Screen("welcome-fair-file-refused", _by_file_refused, is_first=True, is_always_light=True),
    Screen("welcome-sheets", _by_sheets, is_first=True, is_always_light=True),
    Screen("welcome-files", _fair_given, is_first=True, is_always_light=True),
    Screen("welcome-refused", _fair_refused, is_first=True, is_always_light=True),
    Screen("welcome-people", _people, is_first=True, is_always_light=True),
)
