"""Looking a price list over before it is taken in: what it is taken for, all its faults, what looks odd."""

from pathlib import Path

from batikpos.domain.catalogue import Item, Producer
from batikpos.domain.money import Rupiah
from batikpos.services.price_list import ITEMS, PRODUCERS, items_of, producers_of
from batikpos.sheets.columns import NO_CHOICE, Choice, Tables, find_tables, is_list
from batikpos.sheets.faults import BadList, NotAList
from batikpos.sheets.preview import Preview, preview_of
from batikpos.sheets.reader import read_sheets
from batikpos.values import frozen

ODD_PRICE = Rupiah(1_000)
"""What costs less was hardly meant: a spreadsheet that is not Indonesian makes 150 of a typed 150.000."""


@frozen
class ListCheck:
    """What a look over gave; `refusal` says why the list would not be taken in, None where it would."""

    preview: Preview
    tables: Tables | None
    items: tuple[Item, ...]
    producers: tuple[Producer, ...]
    refusal: BadList | NotAList | None

    @property
    def odd_prices(self) -> tuple[Item, ...]:
        """List what costs so little that it was hardly meant."""
        return tuple(item for item in self.items if item.price < ODD_PRICE)


def check_list(
    path: Path, producers: Path | None, items_choice: Choice = NO_CHOICE, producers_choice: Choice = NO_CHOICE
) -> ListCheck:
    """Look a catalogue over, or a list of producers; the producers are those of a file, or of the same one.

    Where there are none, a code of any producer is taken. Raises: NoList, and NotAList where nothing is read.
    """
    sheets = read_sheets(path)
    makers: tuple[Producer, ...] | None = None
    tables: Tables | None = None
    is_producers = is_list(sheets, PRODUCERS, producers_choice)
    if is_producers and not is_list(sheets, ITEMS, items_choice):
        preview = preview_of(path.name, sheets, PRODUCERS, producers_choice)
        try:
            tables = find_tables(path.name, sheets, PRODUCERS, producers_choice)
            return ListCheck(preview, tables, (), producers_of(tables), None)
        except (NotAList, BadList) as error:
            return ListCheck(preview, None, (), (), error)
    preview = preview_of(path.name, sheets, ITEMS, items_choice)
    try:
        if producers is not None or is_producers:
            named = (path.name, sheets) if producers is None else (producers.name, read_sheets(producers))
            makers = producers_of(find_tables(*named, PRODUCERS, producers_choice))
        tables = find_tables(path.name, sheets, ITEMS, items_choice)
        return ListCheck(preview, tables, items_of(tables, makers), makers or (), None)
    except (NotAList, BadList) as error:
        return ListCheck(preview, tables, (), makers or (), error)
