"""Reading a file of any form that people have into sheets; what it means is asked afterwards."""

from pathlib import Path

from batikpos.domain.sheet import Sheet
from batikpos.domain.whys import why_of
from batikpos.i18n import N_
from batikpos.sheets.delimited import read_delimited
from batikpos.sheets.faults import NoList, NotAList

MAX_BYTES = 32 * 1024 * 1024

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read XLSX, or CSV with any usual encoding and delimiter; the content tells which, not the name.

    Raises: NoList, NotAList.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotAList(path.name, N_("it is larger than {name} MiB"), str(MAX_BYTES // 2**20))
        content = path.read_bytes()
    except OSError as error:
        raise NoList(path.name, why_of(error)) from error
    if content.startswith(_OLD_EXCEL):
        raise NotAList(path.name, N_("it is of an old Excel (.xls), or has a password"))
    if content.startswith(b"PK"):
        # It brings parsers of XML and ZIP along, which only who reads a workbook waits for.
        from batikpos.sheets.xlsx import read_xlsx  # noqa: PLC0415

        return read_xlsx(path.name, content)
    return (read_delimited(path.name, content),)
