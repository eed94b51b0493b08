"""Two quick taps and held keys on the real window: each act is done once, and nothing besides."""

import pytest

from tests.e2e.booth import Home
from tests.e2e.hands import HOLDS, TAPS, Deed, faults_of
from tests.e2e.screen import Screen
from tests.e2e.seen import seen_window


def found(screen: Screen, home: Home, deeds: tuple[Deed, ...], *faults: str) -> list[str]:
    """Do deeds one after the other in one window; list what went wrong."""
    with seen_window(screen, home, *faults) as window:
        window.patience = 1 if faults else window.patience
        said = [fault for deed in deeds if (fault := faults_of(window, deed))]
        assert window.log.read_text() == ""
    assert home.verify()["ok"]
    return said


@pytest.mark.parametrize("deeds", [TAPS, HOLDS], ids=["taps", "holds"])
def test_what_is_done_in_haste_is_done_once(screen: Screen, home: Home, deeds: tuple[Deed, ...]) -> None:
    assert found(screen, home, deeds) == []


def test_a_window_that_lets_every_tap_through_is_found_out(screen: Screen, home: Home) -> None:
    """The control: what lay under a sheet was touched."""
    assert [said.partition(":")[0] for said in found(screen, home, TAPS[:2], "bare")] == [
        deed.name for deed in TAPS[:2]
    ]


def test_a_window_that_takes_repeats_for_presses_is_found_out(screen: Screen, home: Home) -> None:
    """The control: a held key pays for the next basket too, and takes all lines off."""
    deeds = (HOLDS[1], HOLDS[-1])
    assert [said.partition(":")[0] for said in found(screen, home, deeds, "repeats")] == [
        deed.name for deed in deeds
    ]
