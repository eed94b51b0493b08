"""A fair's files as they come on a stick: which is the price list and which the producers, and both read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.services.price_list import NoList, read_items, read_producers


@dataclass(eq=False)
class FilesMissing(PosError):
    """What was given holds no price list, or no producers."""

    code: ClassVar[str] = "files_missing"
    text: ClassVar[str] = N_(
        "A fair needs two CSV files: the goods (with a column sku) and their producers (with ikm_name)."
        " Choose both, or the folder they are in."
    )


def read_fair_files(given: Iterable[Path]) -> Catalogue:
    """Read goods and producers from files, or from the folders that hold them.

    Raises: FilesMissing, NoList, NotAList, BadList with every fault.
    """
    goods = producers = None
    for path in _csv_files(given):
        columns = _header(path)
        if "sku" in columns:
            goods = goods or path
        elif "ikm_name" in columns:
            producers = producers or path
    if goods is None or producers is None:
        raise FilesMissing
    known = read_producers(producers)
    return Catalogue(read_items(goods, known), known)


def _csv_files(given: Iterable[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(path.glob("*.csv"))
        else:
            yield path


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return [name.strip().strip('"') for name in file.readline().replace(";", ",").split(",")]
    except OSError as error:
        raise NoList(path.name, error.strerror or str(error)) from error
