"""The choice whose statement a file is: of all booths, of those that show one QRIS code, or of one booth."""

from batikpos.domain.holders import Planned
from batikpos.domain.merchants import Merchant, merchants_at
from batikpos.domain.settlement import PartyKind
from batikpos.i18n import N_
from batikpos.services.organizer import homes_of
from batikpos.ui.organizer.office import Office
from batikpos.ui.theme import px
from batikpos.ui.widgets.choicebox import ChoiceBox

ALL = "*"


class WhoseBox(ChoiceBox):
    """Offers whose a statement may be; where the booths show several codes nothing is chosen beforehand."""

    def __init__(self, office: Office) -> None:
        super().__init__((), office.words(N_("Whose statement")))
        self._office = office
        self._choices: list[tuple[str, str]] = []
        self.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFixedWidth(px(240))
        self.merchants: tuple[Merchant, ...] = ()

    @property
    def booths(self) -> tuple[str, ...] | None:
        """Say of which booths it is: none named is all of them; None where nothing is chosen yet."""
        if not self.value:
            return None
        return () if self.value == ALL else tuple(self.value.split(","))

    def offer(self) -> None:
        """Offer what is known of the fair; what was chosen stays, where it is still there."""
        overview = self._office.overview
        if overview is None:
            return
        planned = Planned(overview.decisions.plan, homes_of(overview.producers))
        self.merchants = merchants_at(overview.booths, planned)
        choices = self._written()
        if choices == self._choices:
            return
        nobody_chose = bool(self._choices) and self._choices[0][1] == ALL == self.value
        before = "" if nobody_chose else self.value
        self._choices = choices
        self.clear()
        for words, value in choices:
            self.addItem(words, value)
        self.setCurrentIndex(max(0, self.findData(before)))

    def name_of(self, booths: tuple[str, ...]) -> str:
        """Say whose a statement of some booths is."""
        value = ",".join(booths) or ALL
        return next((words for words, key in self._choices if key == value), ", ".join(booths))

    def _written(self) -> list[tuple[str, str]]:
        tr = self._office.words
        several = [one for one in self.merchants if len(one.booths) > 1]
        owned = [(f"{self._name(one)}: {', '.join(one.booths)}", ",".join(one.booths)) for one in several]
        booths = sorted({booth for one in self.merchants for booth in one.booths})
        alone = [(f"{booth} {self._office.name_of(booth)}".strip(), booth) for booth in booths]
        if len(self.merchants) <= 1:
            return [(tr(N_("All booths")), ALL), *alone]
        return [(tr(N_("Whose statement?")), ""), (tr(N_("All booths")), ALL), *owned, *alone]

    def _name(self, merchant: Merchant) -> str:
        """Name who gets the money of several booths."""
        overview = self._office.overview
        if overview is None or merchant.payee.kind is not PartyKind.PRODUCER:
            return self._office.words(N_("Organizer"))
        code = merchant.payee.code
        return next((p.name for p in overview.producers if p.code == code), code)
