"""The folders of an account: their names, what they are for, and how a new one is named.

Names are used as the server gave them, with its own separator and prefix; only what is shown is decoded.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from imapclient.imap_utf7 import decode, encode

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.types import Folder, Role
from microdesk_desktop.mail.imap.keys import folder_key

_SPECIAL_USE = {
    b"\\sent": Role.SENT,
    b"\\drafts": Role.DRAFTS,
    b"\\trash": Role.TRASH,
    b"\\junk": Role.SPAM,
    b"\\archive": Role.ARCHIVE,
    b"\\all": Role.ALL,
}
"""RFC 6154."""
_NAMES = {
    Role.SENT: "sent|sent items|sent messages|sent mail|sent-mail|envoyes|messages envoyes|elements envoyes|"
    "courrier envoye|courriers envoyes|objets envoyes",
    Role.DRAFTS: "drafts|draft|brouillons|brouillon",
    Role.TRASH: "trash|deleted items|deleted messages|deleted|bin|corbeille|poubelle|elements supprimes|"
    "messages supprimes",
    Role.SPAM: "junk|spam|junk e-mail|junk email|bulk|bulk mail|indesirables|courrier indesirable|"
    "courriers indesirables|pourriel|quarantaine",
    Role.ARCHIVE: "archive|archives",
    Role.ALL: "all mail|tous les messages",
}
"""Names that providers and other programs give, without accents, the likeliest first: « Sent Messages » at iCloud,
« Draft » and « Bulk » at Yahoo, « QUARANTAINE » at La Poste."""
_ORDER = (Role.INBOX, Role.DRAFTS, Role.SENT, Role.ARCHIVE, Role.ALL, Role.NONE, Role.SPAM, Role.TRASH)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of LIST: the flags in lower case, the separator (empty where the server has no levels), the name."""

    flags: frozenset[bytes]
    separator: bytes
    name: bytes

    @property
    def can_be_selected(self) -> bool:
        return self.flags.isdisjoint((b"\\noselect", b"\\nonexistent"))


class FolderTree:
    """The folders of an account as LIST gave them; `chosen` are the user's own choices, of names that may be gone."""

    def __init__(self, listed: Sequence[Listed], chosen: Mapping[Role, bytes] | None = None) -> None:
        self._listed = {each.name: each for each in listed}
        self.separator = next((each.separator for each in listed if each.separator), b"")
        self._inbox = next((each.name for each in listed if each.name.upper() == b"INBOX"), b"INBOX")
        others = [each.name for each in listed if each.name != self._inbox]
        below = self._inbox + self.separator
        # Where everything is under INBOX (Courier, OVH), that is the namespace of the account, not a level of its own.
        self.prefix = below if self.separator and others and all(each.startswith(below) for each in others) else b""
        self._roles = self._found_roles(chosen or {})

    def role(self, name: bytes) -> Role:
        return self._roles.get(name, Role.NONE)

    def with_role(self, role: Role) -> bytes:
        """The name of the folder with a role. Raises MAIL_FOLDER_UNKNOWN."""
        for name, each in self._roles.items():
            if each is role:
                return name
        raise KnownError(ErrorCode.MAIL_FOLDER_UNKNOWN, role=role.value)

    def has(self, name: bytes) -> bool:
        return name in self._listed

    def children(self, name: bytes) -> Iterable[bytes]:
        return (each for each in self._listed if self.separator and each.startswith(name + self.separator))

    def names(self) -> list[bytes]:
        """The names of the folders that hold letters, the ones with a role first."""
        ordered = sorted(self._listed, key=lambda name: (self.role(name) is Role.NONE, _ORDER.index(self.role(name))))
        return [name for name in ordered if self._listed[name].can_be_selected]

    def folders(self, unread: dict[bytes, int]) -> tuple[Folder, ...]:
        """All folders, parents before children, those with a role in their usual order."""
        shown = [self._folder(each, unread.get(each.name)) for each in self._listed.values()]
        return tuple(sorted(shown, key=lambda each: self._place(each.key)))

    def new_name(self, name: str, parent: bytes | None) -> bytes:
        """The name on the wire of a new folder. Raises INVALID_VALUE for a text that no folder can be named."""
        wire = wire_text(name)
        if not wire or (self.separator and self.separator in wire):
            raise KnownError(ErrorCode.INVALID_VALUE, field="name")
        return (parent + self.separator if parent else self.prefix) + wire

    def parent(self, name: bytes) -> bytes | None:
        """The folder above, if it is one that is listed."""
        above = name.rpartition(self.separator)[0] if self.separator else b""
        is_prefix = above + self.separator == self.prefix
        return above if above in self._listed and not is_prefix else None

    def _place(self, key: str) -> tuple[tuple[int, str], ...]:
        """Sorts parents before children: for each level the order of its role, then its name."""
        by_key = {folder_key(name): name for name in self._listed}
        path, name = [], by_key.get(key)
        while name is not None:
            path.append((_ORDER.index(self.role(name)), shown_name(name).casefold()))
            name = self.parent(name)
        return tuple(reversed(path))

    def _folder(self, listed: Listed, unread: int | None) -> Folder:
        parent = self.parent(listed.name)
        own = listed.name.rpartition(self.separator)[2] if self.separator else listed.name
        return Folder(
            key=folder_key(listed.name),
            name=shown_name(own),
            parent=None if parent is None else folder_key(parent),
            role=self.role(listed.name),
            unread=unread,
            writable=listed.can_be_selected,
        )

    def _found_roles(self, chosen: Mapping[Role, bytes]) -> dict[bytes, Role]:
        """The folder of each role: by choice, by its flag (SPECIAL-USE), else by its name on the first level."""
        roles = {self._inbox: Role.INBOX} if self._inbox in self._listed else {}
        usable = [each for each in self._listed.values() if each.can_be_selected and each.name != self._inbox]
        there = {each.name for each in usable}
        roles |= {name: role for role, name in chosen.items() if name in there}
        for flag, role in _SPECIAL_USE.items():
            named = [each.name for each in usable if flag in each.flags and each.name not in roles]
            if named and role not in roles.values():
                roles[named[0]] = role
        for role, names in _NAMES.items():
            if role not in roles.values():
                ranks = {name: rank for rank, name in enumerate(names.split("|"))}
                named = [each.name for each in usable if each.name not in roles and self._plain(each.name) in ranks]
                if named:
                    roles[min(named, key=lambda name: ranks[self._plain(name)])] = role
        return roles

    def _plain(self, name: bytes) -> str:
        """The name without the prefix of the account, accents and capitals, for the list of usual names."""
        text = unicodedata.normalize("NFKD", shown_name(name.removeprefix(self.prefix)))
        return "".join(each for each in text if not unicodedata.combining(each)).casefold().strip()


def shown_name(name: bytes) -> str:
    """A name on the wire as text on one line; one that is no modified UTF-7 is read as UTF-8."""
    try:
        text = decode(name)
    except (ValueError, IndexError):
        text = name.decode("utf-8", "replace")
    return one_line(text)


def wire_text(name: str) -> bytes:
    """A name in modified UTF-7, on one line and in composed form, as most servers keep names."""
    wire: bytes = encode(unicodedata.normalize("NFC", one_line(name)))
    return wire
