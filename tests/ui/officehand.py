"""A hand on the organizer's window, and the folder of the fair it shows."""

from collections.abc import Callable
from dataclasses import dataclass
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
        """Wait for the board and return it."""
        board_page = self.hand.wait_for(BoardPage)
        self.hand.wait(lambda: board_page.board is not None)
        assert board_page.board is not None
        return board_page.board


Open = Callable[..., Office]
