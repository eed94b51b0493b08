"""Writing what the organizer asked for to a file: whole, or not at all."""

from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import Unavailable
from batikpos.domain.whys import why_of
from batikpos.files import replace_file
from batikpos.i18n import N_


class NotSaved(Unavailable):
    """A file that could not be written."""

    code: ClassVar[str] = "not_saved"
    text: ClassVar[str] = N_("{what} could not be written ({why}). Choose another name or folder.")
    why: str


def save_file(file: Path, content: bytes) -> Path:
    """Write a file in place of the one before; return it. Raises: NotSaved."""
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(content)
        replace_file(part, file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotSaved(str(file), why_of(error)) from error
    return file
