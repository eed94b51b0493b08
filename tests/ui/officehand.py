"""A hand on the organizer's window, and the folder of the fair it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from batikpos.domain.board import Board
from batikpos.ui.organizer.boardpage import BoardPage
from batikpos.ui.organizer.flow import OrganizerFlow
from tests.ui.booth import BoothWindow

CENTRE = "pusat.db"


@dataclass
class Office:
    """The window, a hand on it, and the folder of its fair."""

    folder: Path
    hand: BoothWindow
    flow: OrganizerFlow

    def see(self, name: str, kind: type[QWidget]) -> QWidget:
        """Go to a page and return it."""
        self.flow.go(name)
        return self.hand.wait_for(kind)

    def board(self) -> Board:
        """Wait for the board, all of it proven or not, and return it."""
        board_page = self.hand.wait_for(BoardPage)
        self.hand.wait(lambda: board_page.board is not None and not board_page.board.unread)
        assert board_page.board is not None
        return board_page.board


Open = Callable[..., Office]


def sign_with(office: Office, *pins: str) -> None:
    """Type PINs one after the other, each on a sheet of its own."""
    for pin in pins:
        office.hand.wait(
            lambda: office.hand.sheet is not None and office.hand.sheet.confirm_button.isEnabled()
        )
        sheet = office.hand.sheet
        office.hand.fill("PIN", pin)
        office.hand.press("Confirm")
        office.hand.wait(partial(is_over, office.hand, sheet))


def is_over(hand: BoothWindow, sheet: QWidget | None) -> bool:
    """Say whether a sheet is gone."""
    return hand.sheet is not sheet
