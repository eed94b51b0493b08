"""Packing the evidence in a lane, and what is to be given out with it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from batikpos.domain.whys import why_of
from batikpos.i18n import N_, Translate
from batikpos.services.desks import fair_here
from batikpos.services.pack import Packed, make_pack
from batikpos.store.engine import Store
from batikpos.ui.organizer.longwork import Steps
from batikpos.ui.organizer.office import read_centre
from batikpos.ui.organizer.opening import OpenedOrganizer
from batikpos.ui.organizer.saving import NotSaved
from batikpos.ui.theme import BOLD, theme_now
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label


def pack_evidence(
    opened: OpenedOrganizer,
    file: Path,
    reports: Callable[[Store], Iterable[tuple[str, bytes]]],
    now: datetime,
    steps: Steps,
) -> Packed:
    """Pack what a centre holds, signed by the desk where there is one; where it is stopped nothing is left.

    Raises: Stopped, NotSaved, BadTarget, NoCentre, StoreUnavailable.
    """

    def pack(centre: Store) -> Packed:
        watched = _watched(reports(centre), steps)
        fair_id = fair_here(opened.home, centre)
        return make_pack(
            centre, file, watched, now=now, desk=opened.desk, fair_id=fair_id, progress=steps.tell
        )

    try:
        return read_centre(opened, pack)
    except OSError as error:
        raise NotSaved(str(file), why_of(error)) from error


def _watched(reports: Iterable[tuple[str, bytes]], steps: Steps) -> Iterator[tuple[str, bytes]]:
    """Let it be stopped between two reports; how many there are is not known before."""
    for report in reports:
        steps.tell(0, 0)
        yield report


class PackedSheet(Sheet):
    """Says what a pack holds, and the hash of its manifest, which is given out beside it."""

    def __init__(self, window: QWidget, tr: Translate, done: Packed) -> None:
        super().__init__(
            window,
            tr(N_("The evidence is packed")),
            confirm=tr(N_("Copy the SHA-256")),
            leave=tr(N_("Close")),
            width=640,
        )
        self._digest = done.digest
        said = tr(N_("{file} holds {facts} facts, read back. The SHA-256 of its manifest, to give out:"))
        self.add(label(said.format(file=done.file, facts=done.verdict.facts), 16, wraps=True))
        half = len(done.digest) // 2
        hashed = label(f"{done.digest[:half]}\n{done.digest[half:]}", 16, BOLD)
        hashed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        hashed.setAccessibleName("SHA-256")
        self.add(hashed)
        signer = tr(N_("Signed by the organizer's desk, key {signer}.")).format(signer=done.signer)
        if not done.signer:
            signer = tr(N_("Nobody signed it: this window is not the organizer's desk, or never sent."))
        self.add(label(signer, 16, wraps=True))
        self.add(label(tr(N_("Anybody checks it with verify_pack.py, which lies in it.")), 16, wraps=True))
        if faults := len(done.verdict.faults):
            found = tr(N_("{faults} faults of the centre are in it: “batikpos verify --pack {file}”."))
            said = found.format(faults=faults, file=done.file)
            self.add(label(said, 16, wraps=True, colour=theme_now().danger))
        self.confirmed.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._digest)
        self.close_sheet()
