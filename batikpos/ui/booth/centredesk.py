"""How a day gets to the organizer: which centre it is sent to, and the same on a USB stick."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, QStorageInfo, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.fair import Books
from batikpos.domain.whys import why_of
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.desk import Desk
from batikpos.sync.address import CentreState, KeptCentre, keep_centre
from batikpos.sync.mark import Exported
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.booth.stage import Stage
from batikpos.ui.tasks import Lane
from batikpos.ui.theme import theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

_STICKS = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
"""Where systems put what was plugged in."""


class NotHandedOver(Unavailable):
    """A stick that could not be written."""

    code: ClassVar[str] = "not_handed_over"
    text: ClassVar[str] = N_("Nothing was written to {what} ({why}). Put a stick in, and choose it again.")
    why: str


class CentreDesk(QObject):
    """Asks where the day goes, and writes it to a stick; `handed_over` is what was written there last."""

    settings_changed = Signal(object)
    writing = Signal()
    written = Signal(object)
    failed = Signal(object)

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._sheet: CentreSheet | None = None
        self.is_writing = False
        self.handed_over: Exported | None = None

    @property
    def is_real(self) -> bool:
        """Say whether anything leaves this laptop: practice does not."""
        return self._stage.desk.books is Books.REAL

    @property
    def central(self) -> str:
        """The centre that is set, "" for none."""
        return self._stage.desk.settings.central

    def forget(self) -> None:
        """Begin anew: another till was closed."""
        self.handed_over = None

    def set_centre(self) -> None:
        """Ask for the centre's address, and try it."""
        stage = self._stage
        sheet = CentreSheet(stage.shell, stage.words, has_centre=bool(self.central))
        sheet.address_given.connect(self._keep)
        sheet.closed.connect(self._sheet_closed)
        self._sheet = sheet
        sheet.open()

    def save_to_stick(self) -> None:
        """Ask for a folder, write the day into it, and read it back."""
        title = self._stage.words(N_("Choose the stick, or a folder on it"))
        folder = QFileDialog.getExistingDirectory(self._stage.shell, title, find_stick())
        if folder and not self.is_writing:
            self.is_writing = True
            self.writing.emit()
            work = partial(_hand_over, self._stage.desk, Path(folder))
            self._stage.tasks.run(Lane.BACKUP, work, done=self._have_written, failed=self._not_written)

    def _keep(self, typed: str) -> None:
        work = partial(keep_centre, self._stage.desk.home, typed)
        self._stage.tasks.run(Lane.SYNC, work, done=self._kept, failed=self._not_kept)

    def _kept(self, kept: KeptCentre) -> None:
        self.settings_changed.emit(kept.settings)
        if self._sheet is not None:
            self._sheet.show_kept(kept)

    def _not_kept(self, error: PosError) -> None:
        if self._sheet is not None:
            self._sheet.refuse(error)

    def _sheet_closed(self, _sheet: Sheet) -> None:
        self._sheet = None

    def _have_written(self, done: Exported) -> None:
        self.is_writing, self.handed_over = False, done
        self.written.emit(done)

    def _not_written(self, error: PosError) -> None:
        self.is_writing = False
        self.failed.emit(error)


class CentreSheet(Sheet):
    """Asks for an address, and stays until it was tried and its answer read."""

    address_given = Signal(str)

    def __init__(self, window: QWidget, tr: Translate, *, has_centre: bool) -> None:
        super().__init__(
            window,
            tr(N_("The organizer's centre")),
            confirm=tr(N_("Try and keep")),
            leave=tr(N_("Cancel")),
            width=680,
        )
        self._tr, self._is_kept = tr, False
        said = N_(
            "The organizer tells you the address: a server, postgresql://name:password@server/database, or a"
            " file in a shared folder. It is tried at once."
        )
        self.add(label(tr(said), 16, colour=theme_now().ink_2, wraps=True))
        self.field = line_edit(tr(N_("Address of the centre")), size=18)
        self.add(self.field)
        self._file = Button(tr(N_("Choose a file…")))
        self._file.clicked.connect(self._choose_file)
        self.add(self._file)
        self._none = Button(tr(N_("No centre: by stick only")))
        self._none.clicked.connect(partial(self._give, ""))
        self._none.setVisible(has_centre)
        if has_centre:
            self.add(self._none)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the address to type."""
        super().open()
        self.field.setFocus()

    def show_kept(self, kept: KeptCentre) -> None:
        """Say what the centre answered; what was typed is not shown again, it may hold a password."""
        self.go_on()
        self._is_kept = True
        for part in (self.field, self._file, self._none):
            part.hide()
        self.field.clear()
        self.confirm_button.set_words(self._tr(N_("Done")))
        self.setFocus()
        self.tell(self._tr(_ANSWERS[kept.state]).format(why=kept.why))

    def refuse(self, error: PosError) -> None:
        """Say why the address was not kept; it stays to be put right."""
        self.go_on(error.message(language_of(self._tr)))
        self.field.setFocus()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self._tr(N_("Choose a file…")),
            "",
            "*.db",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.field.setText(name)

    def _confirmed(self) -> None:
        if self._is_kept:
            self.close_sheet()
        elif self.field.text().strip():
            self._give(self.field.text())

    def _give(self, typed: str) -> None:
        self.say_fault("")
        self.wait(self._tr(N_("Trying…")))
        self.address_given.emit(typed)


_ANSWERS = {
    CentreState.READY: N_("Kept. The centre answers: the day can be sent."),
    CentreState.EMPTY: N_(
        "Kept. Nothing has been sent there yet: the first sending begins the centre. Is the address the"
        " organizer's?"
    ),
    CentreState.SILENT: N_(
        "Kept, but it does not answer now ({why}). Look at the network and the address, or save to a stick."
    ),
    CentreState.NONE: N_("No centre is set. Save each day to a stick, and give it to the organizer."),
}


def say_written(done: Exported, tr: Translate) -> str:
    """Say what lies on the stick, and that it may be taken out."""
    said = tr(N_("Written and read back: {file} holds {facts} facts ({head}). The stick may be taken out."))
    return said.format(file=done.file.name, facts=done.facts, head=done.head.hex()[:8])


def find_stick() -> str:
    """Name the folder of a stick that is plugged in and can be written; "" where none is seen."""
    return next((volume.rootPath() for volume in _sticks() if not volume.isReadOnly()), "")


def list_sticks() -> list[Path]:
    """List the folders of the sticks that are plugged in."""
    return [Path(volume.rootPath()) for volume in _sticks()]


def _sticks() -> Iterator[QStorageInfo]:
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        is_stick = root.startswith(_STICKS) or (sys.platform == "win32" and not volume.isRoot())
        if is_stick and volume.isReady():
            yield volume


def _hand_over(desk: Desk, folder: Path) -> Exported:
    """Write the day to a folder, and note that it was. Raises: NotHandedOver, KeyLost, BadTarget."""
    from batikpos.sync.bundle import export_bundle  # noqa: PLC0415 - this is a lane
    from batikpos.sync.sent import note_handed_over  # noqa: PLC0415

    now = datetime.now(UTC)
    file = folder / f"{desk.booth.prefix}-{desk.fair.local(now):%Y%m%d}.bpb"
    try:
        done = export_bundle(desk.store, desk.home, file, now=now)
    except OSError as error:
        raise NotHandedOver(str(folder), why_of(error)) from error
    note_handed_over(desk.home, done)
    return done
