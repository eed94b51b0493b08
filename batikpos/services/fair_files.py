"""A fair's files as they come on a stick: which is the price list and which the producers, and both read."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import PosError
from batikpos.domain.sheet import Sheet
from batikpos.i18n import N_
from batikpos.services.price_list import ITEMS, PRODUCERS, items_of, producers_of
from batikpos.sheets.columns import NO_CHOICE, Choice, ListKind, find_tables, is_list
from batikpos.sheets.faults import NotAList
from batikpos.sheets.reader import read_sheets

FileOfSheets = tuple[str, tuple[Sheet, ...]]
"""A file's name, and what is in it."""

_ENDINGS = {".csv", ".xlsx"}


class FilesMissing(PosError):
    """What was given holds no price list, or no producers."""

    code: ClassVar[str] = "files_missing"
    text: ClassVar[str] = N_(
        "A fair needs the goods (a sheet with a column sku) and their producers (with ikm_name), in one"
        " XLSX or in two files, XLSX or CSV. Choose them, or the folder they are in."
    )


class TwoLists(PosError):
    """Two files that could both be meant: taking one would leave the other's goods at home."""

    code: ClassVar[str] = "two_lists"
    text: ClassVar[str] = N_("{first} and {second} are the same kind of list. Choose the one that is meant.")
    first: str
    second: str


def read_fair_files(given: Iterable[Path]) -> Catalogue:
    """Read goods and producers from files, or from the folders that hold them.

    Raises: FilesMissing, TwoLists, NoList, NotAList, BadList with every fault.
    """
    files, unread = read_files(given)
    goods, makers = only_list(files, ITEMS), only_list(files, PRODUCERS)
    if goods is None or makers is None:
        raise unread[0] if unread else FilesMissing
    producers = producers_of(find_tables(*makers, PRODUCERS))
    return Catalogue(items_of(find_tables(*goods, ITEMS), producers), producers)


def read_files(given: Iterable[Path]) -> tuple[list[FileOfSheets], list[NotAList]]:
    """Read files, and those of folders, as sheets; others may be none of ours. Raises: NoList."""
    files: list[FileOfSheets] = []
    unread: list[NotAList] = []
    for path in _files(given):
        try:
            files.append((path.name, read_sheets(path)))
        except NotAList as error:
            unread.append(error)
    return files, unread


def only_list(
    files: Iterable[FileOfSheets], kind: ListKind, choice: Choice = NO_CHOICE
) -> FileOfSheets | None:
    """Find the one file with a list of a kind, or none. Raises: TwoLists."""
    found = [file for file in files if is_list(file[1], kind, choice)]
    if len(found) > 1:
        raise TwoLists(found[0][0], found[1][0])
    return found[0] if found else None


def _files(given: Iterable[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(
                p for p in path.iterdir() if p.suffix.lower() in _ENDINGS and p.name[:2] != "~$"
            )
        else:
            yield path
