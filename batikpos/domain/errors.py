"""Mishaps a person can act on: each says what happened and what to do."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import ClassVar

from batikpos.i18n import DEFAULT_LANGUAGE, N_, translator
from batikpos.values import frozen


@frozen
class Name:
    """What something is called in Indonesian, and in English where that differs."""

    id: str
    en: str = ""

    def say(self, language: str) -> str:
        """Say it in a language."""
        return self.en if language == "en" and self.en else self.id


@dataclass(eq=False)
class PosError(Exception):
    """A refusal. `code` is for programs, `text` (an English msgid with {fields}) for people.

    A field called `why` is the cause, a msgid too: it is said in the same language. Days and hours are said
    as people here write them: 11/12/2026, 11/12/2026 15.30.
    """

    code: ClassVar[str] = "refused"
    text: ClassVar[str] = N_("This cannot be done.")

    def message(self, language: str) -> str:
        """Say what happened and what to do, in `language`."""
        return self.in_words(self.text, language)

    def in_words(self, text: str, language: str) -> str:
        """Say a text (an English msgid with {fields}) of this mishap, in `language`."""
        tr = translator(language)
        said = {f.name: getattr(self, f.name) for f in fields(self)}
        for name, value in said.items():
            if isinstance(value, Name):
                said[name] = value.say(language)
            elif name == "why":
                said[name] = tr(value)
            elif isinstance(value, date):
                said[name] = f"{value:%d/%m/%Y %H.%M}" if isinstance(value, datetime) else f"{value:%d/%m/%Y}"
        return tr(text).format(**said)

    def __str__(self) -> str:
        return self.message(DEFAULT_LANGUAGE)


@dataclass(eq=False)
class Unavailable(PosError):
    """Nothing is wrong with the request, but something outside failed: repeat later."""

    code: ClassVar[str] = "unavailable"
    text: ClassVar[str] = N_("{what} is not available. Try again later.")
    what: str


@dataclass(eq=False)
class BadValue(PosError):
    """A value from outside that cannot be read as what it should be."""

    code: ClassVar[str] = "bad_value"
    text: ClassVar[str] = N_("“{value}” is not valid for {what}. Check it and try again.")
    what: str
    value: str
