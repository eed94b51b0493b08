"""Who signs in at the desk, on the page of the people: let in and taken off by the PINs of two."""

from contextlib import closing

from batikpos.domain.fair import Role
from batikpos.services.desk import open_desk
from batikpos.services.deskpeople import let_in, take_off
from batikpos.services.people import enrol
from batikpos.ui.organizer.boardpage import BoardPage
from batikpos.ui.organizer.deskpart import DeskPart
from batikpos.ui.organizer.peoplepage import PeoplePage
from tests.shop import NOON, SARI_PIN
from tests.ui.office import WITNESS, WITNESS_PIN
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
    for name, pin in (("Sari", SARI_PIN), ("Budi", BUDI_PIN)):
        office.hand.press(name)
        sign_with(office, pin)
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


def test_who_was_let_in_by_a_command_is_known_when_the_page_is_looked_at(office: Office) -> None:
    part = part_of(office)
    desk = office.flow.office.opened.desk
    assert desk is not None
    sari = next(person for person in desk.people if person.name == "Sari")
    let_in(desk, sari, enrol("Budi", Role.SUPERVISOR, BUDI_PIN), now=NOON, approver=WITNESS)
    office.see("board", BoardPage)
    office.see("people", PeoplePage)
    office.hand.wait(lambda: "Budi" in part._here.text())
    office.hand.press("Take off…")
    assert "Budi" in office.hand.words()


def test_who_is_taken_off_between_two_pins_decides_nothing(office: Office) -> None:
    part_of(office)
    desk, before = office.flow.office.opened.desk, names_of(office)
    assert desk is not None
    office.hand.press("Let somebody in…")
    office.hand.fill("Name", "Budi")
    office.hand.fill("PIN, 4 to 12 digits", BUDI_PIN)
    office.hand.press("Next")
    office.hand.press("Sari")
    sign_with(office, SARI_PIN)
    wati = next(person for person in desk.people if person.name == WITNESS)
    take_off(desk, wati, "Sari", now=NOON, approver="Sari")
    sign_with(office, WITNESS_PIN)
    office.hand.wait_for_words("Sari may not approve this")
    assert names_of(office) == [name for name in before if name != "Sari"]
