"""The words: every text of the code has an Indonesian one with the same fields, and it is compiled."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import batikpos
from batikpos.i18n import LANGUAGES, translator
from batikpos.resources import RESOURCES

FOLDER = RESOURCES / "i18n" / "id" / "LC_MESSAGES"
METHODS = [("**.py", "python")]


@cache
def catalogue() -> Catalog:
    """Read the Indonesian catalogue."""
    with (FOLDER / "batikpos.po").open("rb") as file:
        return read_po(file, locale="id")


@cache
def texts() -> Mapping[str, str]:
    """Find every text marked for translation, and where it stands."""
    found = extract_from_dir(str(Path(batikpos.__file__).parent), METHODS, keywords={"N_": None})
    return {message: f"{name}:{line}" for name, line, message, _, _ in found if isinstance(message, str)}


def translated() -> dict[str, str]:
    """List what is translated; an unfinished (fuzzy) text is not."""
    return {str(m.id): str(m.string) for m in catalogue() if m.id and m.string and not m.fuzzy}


def fields(text: str) -> list[str]:
    """List the {fields} of a text."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_the_code_has_texts() -> None:
    assert len(texts()) > 100


def test_every_text_has_an_indonesian_one() -> None:
    missing = {text: where for text, where in texts().items() if text and text not in translated()}
    assert missing == {}


def test_no_translation_is_left_over() -> None:
    assert sorted(set(translated()) - set(texts())) == []


def test_every_field_survives_translation() -> None:
    wrong = {text: said for text, said in translated().items() if fields(text) != fields(said)}
    assert wrong == {}


def test_no_space_or_end_of_line_is_lost() -> None:
    edges = {
        text: said
        for text, said in translated().items()
        if (text[:1].isspace(), text[-1:].isspace(), text.count("\n"))
        != (said[:1].isspace(), said[-1:].isspace(), said.count("\n"))
    }
    assert edges == {}


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue())
    with (FOLDER / "batikpos.mo").open("rb") as file:
        committed = read_mo(file)
    wanted = read_mo(BytesIO(compiled.getvalue()))
    assert {m.id: m.string for m in committed if m.id} == {m.id: m.string for m in wanted if m.id}
    assert (FOLDER / "batikpos.mo").read_bytes() == compiled.getvalue()


def test_english_is_what_stands_in_the_code() -> None:
    for text in texts():
        assert translator("en")(text) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_text_stays_empty(language: str) -> None:
    assert translator(language)("") == ""
