"""Taking a fair's sheets in: what they are taken for, every fault, what would come of it; then the act."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from batikpos.domain.catalogue import Catalogue, Item
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.fairplan import BadPlan, FairPlan
from batikpos.domain.whys import why_of
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.desk import Desk
from batikpos.services.fair_file import load_fair
from batikpos.services.fair_files import FilesMissing, only_list, read_files
from batikpos.services.fair_sheets import ALL_KINDS, FairCheck, FairSheets, check_fair_sheets, sheets_of_fair
from batikpos.services.organizer import change_fair
from batikpos.services.plan_pins import give_pins, list_without_pin, pins_told
from batikpos.services.price_list import ITEMS
from batikpos.sheets.choices import load_choice, remember_choice
from batikpos.sheets.columns import ListKind, find_tables
from batikpos.sheets.faults import BadList, NotAList
from batikpos.sheets.preview import preview_by_hand
from batikpos.sheets.writing import to_xlsx
from batikpos.ui.organizer.columnwords import column_word
from batikpos.ui.organizer.longwork import Steps
from batikpos.ui.organizer.rows import Column, Row
from batikpos.ui.organizer.saving import NotSaved, save_file
from batikpos.values import frozen

KIND_NAMES = {
    "producers": N_("Producers"),
    "items": N_("Goods"),
    "promotions": N_("Promotions"),
    "rules": N_("Rules"),
    "booths": N_("Booths"),
    "people": N_("People"),
    "fees": N_("Fees"),
}
"""What a sheet is taken for."""

Given = Mapping[str, Mapping[str, str]]
"""Columns that somebody chose, by the kind of sheet."""


@frozen
class Checked:
    """Sheets that were looked over: what the fair was, and what it would be."""

    paths: tuple[Path, ...]
    given: Given
    before: FairSheets
    check: FairCheck

    @property
    def without_pin(self) -> tuple[str, ...]:
        """List who would need a PIN."""
        return list_without_pin(self.check.fair.plan) if self.check.fair else ()

    @property
    def unclear(self) -> ListKind | None:
        """Say which kind of sheet has columns that somebody has to choose; None where none has."""
        for preview in self.check.previews:
            if any(sheet.missing or sheet.unclear for sheet in preview.sheets):
                return next(kind for kind in ALL_KINDS if kind.code == preview.kind)
        return None


class ChangedMeanwhile(PosError):
    """Sheets that were looked over against a fair that is another by now."""

    code: ClassVar[str] = "changed_meanwhile"
    text: ClassVar[str] = N_("The fair was changed since the sheets were looked over. Take them again.")


@frozen
class ReadyToTake:
    """What is to be taken in, its people with PINs, and where those that are new are told."""

    checked: Checked
    plan: FairPlan
    pins: Mapping[str, str]
    file: Path | None


def check_sheets(desk: Desk, paths: Sequence[Path], given: Given, _steps: Steps) -> Checked:
    """Look sheets over; one of which hardly a column is known is a list of goods, once somebody says so.

    Raises: FilesMissing, TwoLists, NoList, ChoicesUnreadable, PinsUnreadable.
    """
    before = load_fair(desk)
    choices = {kind.code: load_choice(desk.home, kind.code, given.get(kind.code, {})) for kind in ALL_KINDS}
    try:
        check = check_fair_sheets(paths, before, choices)
    except FilesMissing:
        files, _ = read_files(paths)
        if len(files) != 1 or (preview := preview_by_hand(*files[0], ITEMS, choices[ITEMS.code])) is None:
            raise
        check = FairCheck((preview,), None, NotAList(files[0][0], N_("none of its rows names the columns")))
    return Checked(tuple(paths), given, before, check)


def make_pins(checked: Checked, fair: FairSheets, file: Path | None, steps: Steps) -> ReadyToTake:
    """Make the PINs that are missing. Raises: Stopped."""
    if file is None:
        return ReadyToTake(checked, fair.plan, {}, None)
    plan, pins = give_pins(fair.plan, progress=steps.tell)
    return ReadyToTake(checked, plan, pins, file)


def take_in(ready: ReadyToTake, desk: Desk, by: Person, now: datetime, since: date | None = None) -> None:
    """Take the sheets in, all or nothing, and tell the PINs in their file; `since` as `change_fair` has it.

    Raises: ChangedMeanwhile, BadPlan, DaySignedOff, PinsThere, NotSaved, StoreUnavailable.
    """
    fair = ready.checked.check.fair
    if fair is None or load_fair(desk) != ready.checked.before:
        raise ChangedMeanwhile
    change = partial(
        change_fair,
        desk,
        by,
        plan=ready.plan,
        goods=fair.goods,
        promotions=fair.promotions,
        since=since,
        now=now,
    )
    try:
        if ready.file is None:
            change()
        else:
            with pins_told(ready.file, ready.plan, ready.pins):
                change()
        _remember(desk.home, ready.checked)
    except OSError as error:
        raise NotSaved(str(ready.file or desk.home), why_of(error)) from error


def _remember(home: Path, checked: Checked) -> None:
    """Keep what was chosen, for files with the same headings."""
    if not any(checked.given.values()):
        return
    files, _ = read_files(checked.paths)
    for kind in ALL_KINDS:
        if given := checked.given.get(kind.code):
            choice = load_choice(home, kind.code, given)
            if file := only_list(files, kind, choice):
                remember_choice(home, find_tables(*file, kind, choice), given)


def save_sheets(desk: Desk, file: Path, _steps: Steps) -> Path:
    """Write the fair as the workbook it is taken in from, without PINs. Raises: NotSaved."""
    return save_file(file, to_xlsx(sheets_of_fair(load_fair(desk))))


def preview_columns(tr: Translate) -> tuple[Column, ...]:
    """Head what the sheets are taken for."""
    return (
        Column(tr(N_("Taken for"))),
        Column(tr(N_("File"))),
        Column(tr(N_("Rows")), is_number=True),
        Column(tr(N_("Columns that are known")), is_wide=True),
        Column(tr(N_("Columns that mean nothing")), is_wide=True),
    )


def preview_rows(check: FairCheck, tr: Translate) -> list[Row]:
    """Write each sheet, and what its columns are."""
    rows = []
    for preview in check.previews:
        for n, sheet in enumerate(preview.sheets):
            known = ", ".join(
                f"{taken.heading or taken.letter} = {column_word(taken.key, tr)}" for taken in sheet.columns
            )
            keys = (*sheet.missing, *(key for key, _ in sheet.unclear))
            missing = ", ".join(column_word(key, tr) for key in keys)
            kind, unclear = tr(KIND_NAMES[preview.kind]), tr(N_("not clear"))
            cells = (
                f"{kind}, {unclear}: {missing}" if missing else kind,
                f"{preview.file} [{sheet.sheet}]" if sheet.sheet else preview.file,
                sheet.rows,
                known,
                ", ".join(sheet.other) or None,
            )
            rows.append(Row(f"{preview.kind} {n}", cells))
    return rows


def fault_columns(tr: Translate) -> tuple[Column, ...]:
    """Head the faults."""
    return (
        Column(tr(N_("Sheet"))),
        Column(tr(N_("Row")), is_number=True),
        Column(tr(N_("Column"))),
        Column(tr(N_("What is wrong")), is_wide=True),
        Column(tr(N_("Written there")), is_wide=True),
    )


def fault_rows(refusal: BadList | NotAList | BadPlan, tr: Translate) -> list[Row]:
    """Write every fault by its row and column; one of the whole stands alone."""
    if not isinstance(refusal, BadList):
        return [Row("0", (None, None, None, refusal.message(language_of(tr)), None))]
    return [
        Row(str(n), (fault.sheet or refusal.file, fault.row, fault.column, tr(fault.text), fault.value))
        for n, fault in enumerate(refusal.faults)
    ]


def say_change(before: FairSheets, after: FairSheets, tr: Translate) -> str:
    """Say what would be other than it was."""
    counts = (
        (N_("booths"), len(before.plan.booths), len(after.plan.booths)),
        (N_("people"), len(before.plan.people), len(after.plan.people)),
        (N_("producers"), len(before.goods.producers), len(after.goods.producers)),
    )
    said = [f"{tr(words)} {was} → {is_}" for words, was, is_ in counts]
    new, gone, other = compare_items(before.goods, after.goods)
    said.append(
        tr(N_("goods {was} → {is_} ({new} new, {other} changed, {gone} gone)")).format(
            was=len(before.goods.items), is_=len(after.goods.items), new=new, other=other, gone=gone
        )
    )
    return ", ".join(said)


def compare_items(before: Catalogue, after: Catalogue) -> tuple[int, int, int]:
    """Count the goods that are new, gone, and other than they were."""
    was: dict[str, Item] = {item.sku: item for item in before.items}
    now: dict[str, Item] = {item.sku: item for item in after.items}
    changed = sum(was[sku] != now[sku] for sku in was.keys() & now.keys())
    return len(now.keys() - was.keys()), len(was.keys() - now.keys()), changed
