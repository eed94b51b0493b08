"""Mishaps a person can act on: each says what happened and what to do."""

from datetime import date, datetime
from typing import ClassVar, dataclass_transform, get_origin

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


def _is_class_var(annotation: object) -> bool:
    origin: object = get_origin(annotation)
    return origin is ClassVar


@dataclass_transform(eq_default=False)
class PosError(Exception):
    """A refusal. `code` is for programs, `text` (an English msgid with {fields}) for people.

    Each kind lists its fields as a dataclass does, without being one: a start makes a hundred kinds, and a
    dataclass compiles for each of them what all have in common.

    A field called `why` is the cause, a msgid too: it is said in the same language. Days and hours are said
    as people here write them: 11/12/2026, 11/12/2026 15.30.
    """

    code: ClassVar[str] = "refused"
    text: ClassVar[str] = N_("This cannot be done.")
    _fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Note the fields of a kind: those of what it is a kind of, and its own."""
        own = (name for name, kind in cls.__annotations__.items() if not _is_class_var(kind))
        cls._fields = tuple(dict.fromkeys((*cls._fields, *own)))

    def __init__(self, *given: object, **named: object) -> None:
        """Take the fields in their order, or by name. Raises: TypeError."""
        left = dict(zip(self._fields, given, strict=False))
        if len(given) > len(self._fields) or left.keys() & named.keys():
            message = f"{type(self).__qualname__} takes {', '.join(self._fields) or 'nothing'}, once each"
            raise TypeError(message)
        left |= named
        for name in self._fields:
            if name in left:
                setattr(self, name, left.pop(name))
            elif not hasattr(type(self), name):
                message = f"{type(self).__qualname__} lacks {name}"
                raise TypeError(message)
        if left:
            message = f"{type(self).__qualname__} has no {', '.join(left)}"
            raise TypeError(message)
        super().__init__(*(getattr(self, name) for name in self._fields))

    def message(self, language: str) -> str:
        """Say what happened and what to do, in `language`."""
        return self.in_words(self.text, language)

    def in_words(self, text: str, language: str) -> str:
        """Say a text (an English msgid with {fields}) of this mishap, in `language`."""
        tr = translator(language)
        said = {name: getattr(self, name) for name in self._fields}
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


class Unavailable(PosError):
    """Nothing is wrong with the request, but something outside failed: repeat later."""

    code: ClassVar[str] = "unavailable"
    text: ClassVar[str] = N_("{what} is not available. Try again later.")
    what: str


class BadValue(PosError):
    """A value from outside that cannot be read as what it should be."""

    code: ClassVar[str] = "bad_value"
    text: ClassVar[str] = N_("“{value}” is not valid for {what}. Check it and try again.")
    what: str
    value: str
