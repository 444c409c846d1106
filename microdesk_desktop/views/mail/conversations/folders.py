"""The folders or labels of a mailbox in the order and with the names of the window."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Folder, Role
from microdesk_desktop.domain.text import fold

_ORDER = (Role.INBOX, Role.DRAFTS, Role.SENT, Role.ARCHIVE, Role.ALL, Role.SPAM, Role.TRASH)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderRow:
    """A folder with its name, and how deep it stands below others."""

    folder: Folder
    name: str
    depth: int

    @property
    def spoken(self) -> str:
        """« Réception, 3 non lus », for a screen reader."""
        return ", ".join(filter(None, (self.name, unread_text(self.folder))))


def folder_rows(folders: Sequence[Folder]) -> Sequence[FolderRow]:
    """The folders with a role first, then the user's own by name, each followed by those below it."""
    with_role = [folder for folder in folders if folder.role is not Role.NONE]
    with_role.sort(key=lambda folder: _ORDER.index(folder.role))
    own = [folder for folder in folders if folder.role is Role.NONE]
    known = {folder.key for folder in own}
    below: dict[str | None, list[Folder]] = {}
    for folder in sorted(own, key=lambda each: fold(each.name)):
        below.setdefault(folder.parent if folder.parent in known else None, []).append(folder)
    first = [FolderRow(folder=folder, name=folder_name(folder), depth=0) for folder in with_role]
    return (*first, *_tree(below, None, 0))


def folder_name(folder: Folder) -> str:
    """The name that the user gave, or that of the role in the user's language."""
    names = {
        Role.INBOX: tr("Réception"),
        Role.SENT: tr("Envoyés"),
        Role.DRAFTS: tr("Brouillons"),
        Role.TRASH: tr("Corbeille"),
        Role.SPAM: tr("Indésirables"),
        Role.ARCHIVE: tr("Archives"),
        Role.ALL: tr("Tous les messages"),
    }
    return names.get(folder.role) or one_line(folder.name)


def colour_choices(current: str | None) -> Sequence[tuple[str | None, str]]:
    """The colours for a label, of those that Gmail accepts, with their names; another `current` one can be kept."""
    known = (
        ("#fb4c2f", tr("Rouge")),
        ("#ffad47", tr("Orange")),
        ("#fad165", tr("Jaune")),
        ("#16a766", tr("Vert")),
        ("#2da2bb", tr("Turquoise")),
        ("#4a86e8", tr("Bleu")),
        ("#a479e2", tr("Violet")),
        ("#f691b3", tr("Rose")),
        ("#666666", tr("Gris")),
    )
    is_other = current is not None and current not in dict(known)
    return ((None, tr("Sans couleur")), *known, *(((current, tr("Celle d'aujourd'hui")),) if is_other else ()))


def unread_text(folder: Folder) -> str:
    """« 3 non lus »; empty for none, or where it is not known."""
    if not folder.unread:
        return ""
    return ntr("{count} non lu", "{count} non lus", folder.unread).format(count=count(folder.unread))


def _tree(below: Mapping[str | None, Sequence[Folder]], above: str | None, depth: int) -> Iterator[FolderRow]:
    for folder in below.get(above, ()):
        yield FolderRow(folder=folder, name=folder_name(folder), depth=depth)
        yield from _tree(below, folder.key, depth + 1)
