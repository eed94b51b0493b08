"""Reading CSV as spreadsheets and banks write it: the encoding and the delimiter found out, or refused."""

import csv
import re
from io import StringIO

from batikpos.domain.sheet import Sheet, SheetRow
from batikpos.i18n import N_
from batikpos.sheets.faults import NotAList

MOST_ROWS = 250_000
"""More goods or payments than any fair; a file with more is another one, or a trap."""

_DELIMITERS = (",", ";", "\t")
_SAMPLE = 50
_TYPESET = rb"(?:[\xc4-\xdf][\x85\x91-\x97]|[\xe0-\xef][\x85\x91-\x97]{2})*"
"""Letters and quotes, dots or dashes of Windows-1252; not after \xc3, before which UTF-8 has our accents."""

_FORMULA = ("=", "+", "-", "@", "\t")


def read_delimited(file: str, content: bytes) -> Sheet:
    """Read a CSV. Raises: NotAList."""
    text = _decoded(file, content)
    told = re.match(r"sep=([,;\t])(?=\r|\n)", text)  # what Excel writes and reads as a first line
    delimiter = told[1] if told else _delimiter_of(text)
    rows: list[SheetRow] = []
    number = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise NotAList(file, N_("it has more than {name} rows"), str(MOST_ROWS))
            if not (told and number == 1):
                rows.append(SheetRow(number, tuple(map(shown, cells))))
    except csv.Error as error:
        raise NotAList(file, N_("its cells cannot be told apart in row {name}"), str(number + 1)) from error
    return Sheet("", tuple(rows))


def guarded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula: an apostrophe before it, as people type it."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def shown(text: str) -> str:
    """Take the apostrophe off that `guarded` put before a text."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def _decoded(file: str, content: bytes) -> str:
    """Read UTF-8, UTF-16 (with its mark, or known by its zeros), or else what Windows writes here."""
    try:
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return content.decode("utf-16")
        if 3 * content[:200].count(0) > len(content[:200]):
            return content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.encoding != "utf-8" or not _is_typeset(content.decode("utf-8", "ignore")):
            raise NotAList(file, N_("its letters are damaged")) from error
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NotAList(file, N_("its letters are neither UTF-8, UTF-16 nor Windows-1252")) from error


def _is_typeset(letters: str) -> bool:
    """Say whether what would be UTF-8 is, in Windows-1252, an accented letter with a quote or dash behind."""
    strange = "".join(letter for letter in letters if not letter.isascii())
    return re.fullmatch(_TYPESET, strange.encode()) is not None


def _delimiter_of(text: str) -> str:
    """Choose what cuts the first rows into the most cells, the same number in most of them."""
    sample = text.splitlines()[:_SAMPLE]

    def cells_told(delimiter: str) -> int:
        widths = [
            len(re.sub(r'"[^"]*"', "", line).split(delimiter)) for line in sample if line.strip(delimiter)
        ]
        usual = max(widths, key=lambda width: ((width - 1) * widths.count(width), width), default=1)
        return (usual - 1) * widths.count(usual)

    return max(_DELIMITERS, key=cells_told)
