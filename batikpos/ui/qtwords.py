"""What Qt says by itself, in our language: it ships no Indonesian, and some dialogs and menus are its own."""

from PySide6.QtCore import QObject, QTranslator

from batikpos.i18n import DEFAULT_LANGUAGE, N_, translator

WORDS = frozenset({
    # the menu of a field
    N_("&Undo"),
    N_("&Redo"),
    N_("Cu&t"),
    N_("&Copy"),
    N_("&Paste"),
    N_("Delete"),
    N_("Select All"),
    # where a file is chosen, and the system has no dialog of its own
    N_("Look in:"),
    N_("Directory:"),
    N_("File &name:"),
    N_("Files of type:"),
    N_("&Open"),
    N_("&Save"),
    N_("&Choose"),
    N_("Cancel"),
    N_("Back"),
    N_("Forward"),
    N_("Parent Directory"),
    N_("Create New Folder"),
    N_("List View"),
    N_("Detail View"),
    N_("Name"),
    N_("Size"),
    N_("Type"),
    N_("Kind"),
    N_("Date Modified"),
    N_("Computer"),
    N_("Folder"),
    N_("%1 File"),
    N_("All Files (*)"),
})  # fmt: skip


class QtWords(QTranslator):
    """Answers Qt where it asks for one of its words; what it does not know stays as it is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.spoken = DEFAULT_LANGUAGE

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Have itself asked, though no file of words was loaded."""
        return False

    def translate(
        self,
        _context: str,
        text: str,
        _disambiguation: str | None = None,
        _n: int = -1,
    ) -> str | None:
        """Say a word of Qt's in our language; to Qt an empty word would be one, and it would say nothing."""
        return translator(self.spoken)(text) if text in WORDS else None
