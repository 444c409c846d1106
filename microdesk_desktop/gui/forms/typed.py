"""Whether the user has typed something that would be lost with the widget that holds it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

SEARCH = "is_search"
"""The property of a field in which nothing is entered that is worth keeping."""

_Entry = QLineEdit | QPlainTextEdit


class TypedText:
    """Compares the fields inside a widget with what they held when this was made; one added later was empty."""

    def __init__(self, host: QWidget) -> None:
        self._host = host
        self._given = {entry: _text_of(entry) for entry in _entries(host)}

    @property
    def is_there(self) -> bool:
        """Whether a field holds another text than at the beginning."""
        return any(_text_of(entry) != self._given.get(entry, "") for entry in _entries(self._host))


def _entries(host: QWidget) -> Iterator[_Entry]:
    found: list[_Entry] = [*host.findChildren(QLineEdit), *host.findChildren(QPlainTextEdit)]
    return (entry for entry in found if not entry.isReadOnly() and not entry.property(SEARCH))


def _text_of(entry: _Entry) -> str:
    return entry.text() if isinstance(entry, QLineEdit) else entry.toPlainText()
