"""An entry of the command palette or of a menu, and the search for actions by the beginnings of their words."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from microdesk_desktop.domain.text import fold
from microdesk_desktop.views.search.hits import RecordHit


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """An action with its text, its icon and its shortcut as text; or a record, which `act` brings into sight.

    `detail` is a muted text after the first one, and `amount` stands at the right, where actions have their shortcut.
    """

    text: str
    act: Callable[[], object]
    icon: str = "arrow-right"
    shortcut: str = ""
    detail: str = ""
    amount: str = ""
    record: RecordHit | None = None

    @property
    def key(self) -> Hashable:
        """What makes it the same entry when it is listed again."""
        return self.record.key if self.record is not None else self.text

    @property
    def spoken(self) -> str:
        """The whole entry, for a screen reader."""
        return ", ".join(filter(None, (self.text, self.detail, self.amount or self.shortcut)))


def matching(commands: Iterable[Command], typed: str) -> list[Command]:
    """The actions of which each word that is typed begins a word, those that begin with it all first."""
    words, text = [f" {word}" for word in _words(typed).split()], _words(typed)
    found = [command for command in commands if all(word in _words(command.text) for word in words)]
    return sorted(found, key=lambda command: not _words(command.text).startswith(text))


def _words(text: str) -> str:
    """The text folded, each of its words after a space."""
    return f" {fold(text).replace(chr(39), ' ').replace('-', ' ').strip()}"
