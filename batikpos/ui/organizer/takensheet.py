"""The sheet that lists the statements which count, and lets one count no more."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.money import total
from batikpos.domain.takenstatement import TakenStatement
from batikpos.domain.typed import LONGEST, read_reason
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.organizer.asks import AskSheet
from batikpos.ui.theme import BOLD, theme_now
from batikpos.ui.widgets.choicebox import ChoiceBox
from batikpos.ui.widgets.words import label


class TakenSheet(AskSheet):
    """Lists statements, the latest first; `drop` gets the hash of one that shall not count, and why.

    Without a `drop`, where there is no desk, it only lists them.
    """

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        taken: Sequence[TakenStatement],
        whose: Callable[[tuple[str, ...]], str],
        drop: Callable[[str, str], None] | None,
    ) -> None:
        can_drop = drop is not None and bool(taken)
        super().__init__(
            window,
            tr,
            tr(N_("Statements that count")),
            confirm=tr(N_("Count it no more…")) if can_drop else tr(N_("Close")),
            leave=tr(N_("Cancel")) if can_drop else "",
            width=720,
        )
        self._drop = drop if can_drop else None
        if not taken:
            self.add(label(tr(N_("No statement was taken yet.")), 16, wraps=True))
        latest = sorted(taken, key=lambda one: one.at, reverse=True)
        for one in latest:
            self.add(label(f"{one.file} · {whose(one.booths)}", 16, BOLD, wraps=True))
            said = tr(N_("{days}: {count} payments, {gross}, fees {fee}; taken in by {by} on {at}"))
            of = said.format(
                days=f"{one.first:%d/%m/%Y} - {one.last:%d/%m/%Y}",
                count=len(one.lines),
                gross=total(line.gross for line in one.lines),
                fee=total(line.fee for line in one.lines),
                by=one.by,
                at=f"{one.at:%d/%m %H.%M}",
            )
            self.add(label(of, 15, wraps=True, colour=theme_now().ink_2))
        if self._drop is not None:
            choices = [(f"{one.file} · {whose(one.booths)}", one.sha256) for one in latest]
            self.which = self.choose(tr(N_("Taken in by mistake")), choices, latest[0].sha256)
            cut = ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            self.which.setSizeAdjustPolicy(cut)  # names of files may be long
            self.reason = self.ask(tr(N_("Reason")))
            self.reason.setMaxLength(LONGEST)

    def _confirmed(self) -> None:
        """Let one count no more; it may be taken in again."""
        if self._drop is None:
            self.close_sheet()
            return
        try:
            which, reason = self.which.value, read_reason(self.reason.text())
        except PosError as error:
            self.say_fault(error.message(language_of(self.tr_)))
            return
        self.close_sheet()  # before the sheet that asks who decides
        self._drop(which, reason)
