"""What is wrong with a file or with a cell of it, so that a person can put it right."""

from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate, translator
from batikpos.values import frozen


@frozen
class Fault:
    """What is wrong in one cell; `row` counts as a spreadsheet does, `column` is its heading or letter.

    `sheet` is named where the file has several, `file` where several files are taken in together.
    """

    row: int
    column: str
    text: str
    value: str
    sheet: str = ""
    file: str = ""


class BadList(PosError):
    """A list that cannot be taken in; nothing of it was."""

    code: ClassVar[str] = "bad_list"
    text: ClassVar[str] = N_("{file} cannot be taken in. Put these places right and try again:")
    file: str
    faults: tuple[Fault, ...] = ()

    def message(self, language: str) -> str:
        """Name every fault on a line of its own."""
        tr = translator(language)
        said = (say_fault(self.file, fault, tr) for fault in self.faults)
        return "\n".join([tr(self.text).format(file=self.file), *said])


class NotAList(PosError):
    """A file that is no list with the columns we need."""

    code: ClassVar[str] = "bad_list"
    text: ClassVar[str] = N_(
        "{file} cannot be taken in: {why}. Save it as XLSX or CSV, with the columns' names in a row above."
    )
    file: str
    why: str
    name: str = ""

    def message(self, language: str) -> str:
        """Say why it is none, with the name of what is missing or too much."""
        tr = translator(language)
        return tr(self.text).format(file=self.file, why=tr(self.why).format(name=printable(self.name, 400)))


class NoList(PosError):
    """A file that is not there, or may not be read."""

    code: ClassVar[str] = "no_list"
    text: ClassVar[str] = N_("{file} cannot be read ({why}). Check its name and place.")
    file: str
    why: str


def say_fault(file: str, fault: Fault, tr: Translate) -> str:
    """Say where a fault is and what it is, on one line."""
    file = fault.file or file
    return tr(N_("{file}, row {row}, column {column}: {text} (“{value}”)")).format(
        file=f"{file} [{printable(fault.sheet)}]" if fault.sheet not in {"", file} else file,
        row=fault.row,
        column=printable(fault.column),
        text=tr(fault.text),
        value=printable(fault.value),
    )


def printable(text: str, longest: int = 60) -> str:
    """Keep what a file holds from moving the terminal, and short."""
    return "".join(c if c.isprintable() else "?" for c in text)[:longest]
