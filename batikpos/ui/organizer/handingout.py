"""Giving out the fair files: one for each booth, into a folder, and the fingerprint that booths compare."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.handed import ENDING
from batikpos.domain.whys import why_of
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.desk import Desk
from batikpos.services.fair_file import NobodySells, load_fair, own_fingerprint, write_fair_file
from batikpos.services.login_file import NoLoginInFile, is_server, way_of_booth
from batikpos.targets import BadTarget
from batikpos.ui.organizer.longwork import Steps
from batikpos.ui.organizer.saving import NotSaved
from batikpos.ui.theme import BLACK, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import colour_label, label
from batikpos.values import frozen


@frozen
class HandedOut:
    """What became of it: the booths that have a file in the folder, and why others have none."""

    folder: Path
    booths: tuple[str, ...]
    refused: tuple[PosError, ...]
    fingerprint: str


def write_fair_files(desk: Desk, folder: Path, logins: Path | None, now: datetime, steps: Steps) -> HandedOut:
    """Write the fair file of every booth of the plan; one that cannot be written holds no other up.

    Raises: Stopped, NotSaved, BadLogins, PinsUnreadable, KeyLost.
    """
    of = load_fair(desk)
    done: list[str] = []
    refused: list[PosError] = []
    for n, booth in enumerate(of.plan.booths):
        steps.tell(n, len(of.plan.booths))
        file = folder / f"{booth.code}{ENDING}"
        try:
            central = way_of_booth(desk.settings.central, logins, desk.fair.fair_id, booth.code)
            write_fair_file(desk, of, booth.code, file, now=now, central=central)
        except (NobodySells, NoLoginInFile, BadTarget) as error:
            refused.append(error)
        except OSError as error:
            raise NotSaved(str(file), why_of(error)) from error
        else:
            done.append(booth.code)
    return HandedOut(folder, tuple(done), tuple(refused), own_fingerprint(desk))


class HandOutSheet(Sheet):
    """Says what is given out, and asks for the logins where the centre is a server; `go` gets their file."""

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        count: int,
        *,
        central: str,
        go: Callable[[Path | None], None],
    ) -> None:
        super().__init__(
            window,
            tr(N_("Give out the fair files")),
            confirm=tr(N_("Choose the folder…")),
            leave=tr(N_("Cancel")),
            width=640,
        )
        self._tr, self._go = tr, go
        self.logins: Path | None = None
        said = tr(
            N_(
                "A signed file for each of {count} booths: the rules, its people with their PINs as hashes,"
                " its goods, and its way to the centre. Give each booth its own, on a stick."
            )
        )
        self.add(label(said.format(count=count), 16, wraps=True))
        if not central:
            said = tr(N_("No centre is set at this desk: the booths will hand their days over by stick."))
            self.add(label(said, 16, wraps=True, colour=theme_now().danger))
        if is_server(central):
            said = tr(N_("The centre is a server: choose the file of logins that “centre init” wrote."))
            self.add(label(said, 16, wraps=True))
            self._chosen = label(
                tr(N_("Without it the booths cannot send.")), 16, wraps=True, colour=theme_now().danger
            )
            choose = Button(tr(N_("Choose the file of logins…")))
            choose.clicked.connect(self._choose)
            self.add(self._chosen)
            self.add(choose)
        self.confirmed.connect(self._confirmed)

    def ask_file(self) -> str:
        """Let the file of logins be chosen; "" for none."""
        words = self._tr(N_("Choose the file of logins…"))
        chosen, _ = QFileDialog.getOpenFileName(self, words, "", "JSON (*.json)")
        return chosen

    def _choose(self) -> None:
        if chosen := self.ask_file():
            self.logins = Path(chosen)
            self._chosen.setText(self.logins.name)
            colour_label(self._chosen, theme_now().good)

    def _confirmed(self) -> None:
        self.close_sheet()
        self._go(self.logins)


class HandedOutSheet(Sheet):
    """Says which booths have a file now, by which fingerprint they know it, and which have none."""

    def __init__(self, window: QWidget, tr: Translate, done: HandedOut) -> None:
        title = tr(N_("{count} fair files are written")).format(count=len(done.booths))
        super().__init__(window, title, confirm=tr(N_("Done")), leave="", width=640)
        self.add(label(str(done.folder), 15, wraps=True, colour=theme_now().ink_2))
        said = tr(N_("Every booth compares this fingerprint when it opens its file for the first time:"))
        self.add(label(said, 16, wraps=True))
        fingerprint = label(done.fingerprint, 26, BLACK, align=Qt.AlignmentFlag.AlignHCenter)
        fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        fingerprint.setAccessibleName(tr(N_("Fingerprint of the organizer's desk")))
        self.add(fingerprint)
        for error in done.refused:
            self.add(label(error.message(language_of(tr)), 16, wraps=True, colour=theme_now().danger))
        self.confirmed.connect(self.close_sheet)
