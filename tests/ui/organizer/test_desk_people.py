"""Who signs in at the desk, on the page of the people: let in and taken off by the PINs of two."""

from contextlib import closing

from batikpos.services.desk import open_desk
from batikpos.ui.organizer.deskpart import DeskPart
from batikpos.ui.organizer.peoplepage import PeoplePage
from tests.shop import SARI_PIN
from tests.ui.office import WITNESS_PIN
from tests.ui.officehand import Office, Open, sign_with

BUDI_PIN = "5566"


def part_of(office: Office) -> DeskPart:
    """Go to the people, and return the part of the desk's."""
    page = office.see("people", PeoplePage)
    (part,) = page.findChildren(DeskPart)
    return part


def names_of(office: Office) -> list[str]:
    """Say who signs in by the desk's books."""
    assert office.flow.office.opened.desk is not None
    with closing((desk := open_desk(office.flow.office.opened.desk.home)).store):
        return sorted(person.name for person in desk.people)


def let_budi_in(office: Office, *pins: str) -> None:
    """Let Budi in, with the PINs of who agrees."""
    office.hand.press("Let somebody in…")
    office.hand.fill("Name", "Budi")
    office.hand.fill("PIN, 4 to 12 digits", BUDI_PIN)
    office.hand.press("Next")
    sign_with(office, *pins)
    office.hand.wait_for_words("Written down, and the centre has it.")


def test_somebody_is_let_in_and_taken_off_again(office: Office) -> None:
    part, before = part_of(office), names_of(office)
    let_budi_in(office, SARI_PIN, WITNESS_PIN)
    assert names_of(office) == sorted([*before, "Budi"])
    office.hand.wait_for_words("Budi let in by")
    assert "Budi" in part._here.text()

    office.hand.press("Take off…")
    office.hand.press("Budi")
    office.hand.press("Next")
    sign_with(office, SARI_PIN)
    office.hand.press("Budi")
    sign_with(office, BUDI_PIN)
    office.hand.wait_for_words("Budi taken off by")
    assert names_of(office) == before
    assert "Budi" not in part._here.text()


def test_nobody_is_let_in_without_a_name_or_pin(office: Office) -> None:
    part_of(office)
    office.hand.press("Let somebody in…")
    office.hand.press("Next")
    office.hand.wait_for_words("A name has 1 to 200 letters")
    office.hand.fill("Name", "Budi")
    office.hand.fill("PIN, 4 to 12 digits", "12")
    office.hand.press("Next")
    office.hand.wait_for_words("A PIN has 4 to 12 digits")


def test_a_window_that_only_looks_names_nobody_of_the_desk(open_: Open) -> None:
    office = open_(only_look=True)
    assert not part_of(office).isVisible()
