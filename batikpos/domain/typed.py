"""Texts that people type, or that come in a file: one rule for what may stand in them."""

import unicodedata
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.i18n import N_

LONGEST = 200
"""Letters a name or a reason may have."""

_CONTROL = {"Cc", "Cs", "Zl", "Zp"}
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_BLANK = {*"\u115f\u1160\u2800\u3164\uffa0", *map(chr, range(0xFE00, 0xFE10))}
"""Letters that show nothing, and what only chooses how another one is drawn."""

_TURNS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Letters without a shape that turn the reading direction: what is read would not be what stands there."""


class NoReason(PosError):
    """Something that needs a reason has none."""

    code: ClassVar[str] = "no_reason"
    text: ClassVar[str] = N_("A reason is needed. Write in a few words why.")


class BadReason(PosError):
    """A reason that cannot be kept or printed as it is."""

    code: ClassVar[str] = "bad_reason"
    text: ClassVar[str] = N_("The reason may have {longest} letters and no control characters. Shorten it.")
    longest: int = LONGEST


class BadName(PosError):
    """Who is to be called nothing, or something that cannot be seen."""

    code: ClassVar[str] = "bad_name"
    text: ClassVar[str] = N_("A name has 1 to {longest} letters, all of which can be seen. Type another one.")
    longest: int = LONGEST


class BadNote(PosError):
    """A note that cannot be kept or printed as it is."""

    code: ClassVar[str] = "bad_note"
    text: ClassVar[str] = N_("A note may have {longest} letters and no control characters. Shorten it.")
    longest: int = LONGEST


def holds_control(text: str) -> bool:
    """Say whether a text holds letters that no paper can show, or that hide what stands there."""
    if text.isascii() and text.isprintable():
        return False
    return any(unicodedata.category(letter) in _CONTROL or letter in _TURNS for letter in text)


def read_reason(typed: str) -> str:
    """Read why something is done. Raises: NoReason, BadReason."""
    reason = typed.strip()
    if not reason:
        raise NoReason
    if len(reason) > LONGEST or holds_control(reason):
        raise BadReason
    return reason


def read_name(typed: str) -> str:
    """Read what somebody is called, with one space between words. Raises: BadName."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    is_seen = any(unicodedata.category(letter)[0] in "LN" for letter in name)
    if not is_seen or len(name) > LONGEST or any(_is_unseen(letter) for letter in name):
        raise BadName
    return name


def plain_name(name: str) -> str:
    """Give what two names that read alike have in common."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN or letter in _BLANK


def read_note(typed: str) -> str:
    """Read what somebody notes; nothing is a note too. Raises: BadNote."""
    note = typed.strip()
    if len(note) > LONGEST or holds_control(note):
        raise BadNote
    return note
