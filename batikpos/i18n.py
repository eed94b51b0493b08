"""Words in Indonesian and English: English in the code, gettext catalogues beside it."""

import gettext
from collections.abc import Callable
from functools import cache

from batikpos.resources import RESOURCES

LANGUAGES = ("id", "en")
DEFAULT_LANGUAGE = "id"

Translate = Callable[[str], str]


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a text for translation where it stands; it is translated where it is shown."""
    return text


@cache
def translator(language: str) -> Translate:
    """Return the function that turns an English text into `language` ("id" or "en")."""
    if language == "en":
        return N_
    catalogue = gettext.translation("batikpos", RESOURCES / "i18n", languages=[language])
    return cache(lambda text: catalogue.gettext(text) if text else "")


def language_of(tr: Translate) -> str:
    """Say which language a translator speaks."""
    return "en" if tr is N_ else DEFAULT_LANGUAGE
