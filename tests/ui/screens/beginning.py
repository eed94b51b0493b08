"""The screens of a first run, step by step, and of what went wrong on it."""

from batikpos.services.sample import SAMPLE_FOLDER
from batikpos.ui.setup.steps import FairStep
from batikpos.ui.setup.welcome import Welcome
from tests.ui.booth import BoothWindow
from tests.ui.screens.screen import Screen, press, say


def _welcome(booth: BoothWindow) -> None:
    booth.wait_for(Welcome)


def _fair(booth: BoothWindow) -> None:
    _welcome(booth)
    press(booth, "Continue")
    booth.wait_for(FairStep)


def _fair_given(booth: BoothWindow) -> None:
    _fair(booth)
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
    Screen("welcome-files", _fair_given, is_first=True, is_always_light=True),
    Screen("welcome-refused", _fair_refused, is_first=True, is_always_light=True),
    Screen("welcome-people", _people, is_first=True, is_always_light=True),
)
