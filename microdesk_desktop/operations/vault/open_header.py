"""Find the header of a vault and open it: from either copy, or from the program's own backups when both are damaged.

A header is believed when its checksum is right, one of its slots opens, the key opens the database, and its MAC answers
that key. A refusal counts as a wrong secret only while no believable header contradicts it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.operations.vault.backups.make import own_backups
from microdesk_desktop.store.backup import read_backup_header
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.store.vault.generation import peek_generation
from microdesk_desktop.vault.header import (
    Header,
    generation_of,
    header_damaged,
    is_authentic,
    is_sealed,
    parse_header,
)
from microdesk_desktop.vault.header_copies import HealedFrom, read_copies
from microdesk_desktop.vault.places import DATABASE_NAME

_MAX_BACKUPS = 10  # more than the program keeps by itself; each with a passphrase of its own takes a second to try


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedHeader:
    """A header whose slot opened, the data key, and what damaged copies have to be healed from."""

    header: Header
    data_key: bytes
    healed_from: HealedFrom | None


def open_header(profile: Path, kind: str, open_slot: Callable[[Header], bytes]) -> OpenedHeader:
    """The header in force and its data key; `open_slot` opens the slot of this kind.

    Raises what `open_slot` raises for a wrong secret, VAULT_MISSING, VAULT_FROM_FUTURE, or VAULT_DAMAGED, with
    `part` "header" when the header is what is damaged.
    """
    copies = read_copies(profile)
    search = _Search(profile / DATABASE_NAME, kind, open_slot)
    key = search.key_of(copies)
    header = _authentic(copies, key) or search.unsealed(copies)
    if header is not None and key is not None:
        damaged = is_sealed(header) and sum(is_authentic(copy, key) for copy in copies) < 2
        return search.checked(header, key, HealedFrom.COPY if damaged else None)
    backups = _backup_headers(profile, copies)
    key = key or search.key_of(backups)
    in_force = _authentic(copies, key)
    if in_force is not None and not search.is_stale(in_force):
        search.open_slot(in_force)  # refuses again: the secret is a former one, which an older backup still knows
    header = _authentic(backups, key) or search.opened
    if key is None or header is None or header in copies:
        raise search.failure(copies)
    return search.checked(header, key, HealedFrom.BACKUP)


class _Search:
    """Tries a secret on headers, each distinct slot once, and keeps why it opened none."""

    def __init__(self, database: Path, kind: str, open_slot: Callable[[Header], bytes]) -> None:
        self._database = database
        self._kind = kind
        self.open_slot = open_slot
        self._tried: list[object] = []
        self._refusal: KnownError | None = None
        self._is_foreign = False
        self._counted = 0
        self.opened: Header | None = None

    def key_of(self, headers: Iterable[Header]) -> bytes | None:
        """The data key of the first header that the secret opens and whose key opens the database."""
        for header in headers:
            slot = [header["vault"], header["slots"].get(self._kind)]
            key = None if slot in self._tried else self._try(header)
            self._tried.append(slot)
            if key is not None:
                self.opened = header
                return key
        return None

    def is_stale(self, header: Header) -> bool:
        """Whether the database counted more openings since than one that was cut before its header was written."""
        return self._counted > generation_of(header) + 1

    def unsealed(self, copies: Sequence[Header]) -> Header | None:
        """The header of a vault that no version with a sealed header has opened yet."""
        is_of_that_time = self._counted == 0 and not any(map(is_sealed, copies))
        return self.opened if is_of_that_time else None

    def checked(self, header: Header, key: bytes, healed_from: HealedFrom | None) -> OpenedHeader:
        """The result; raises the slot's refusal when the secret opened an older header, but not the one in force."""
        if header is not self.opened:
            self.open_slot(header)
        return OpenedHeader(header=header, data_key=key, healed_from=healed_from)

    def failure(self, copies: Sequence[Header]) -> KnownError:
        """Why nothing was opened: a wrong secret, a database of another key, or a damaged header.

        A refusal proves nothing when the copies are of two vaults: at least one was put in the place of ours.
        """
        if self.opened is None and self._refusal is not None:
            are_mixed = len({copy["vault"] for copy in copies}) > 1
            return KnownError(ErrorCode.VAULT_DAMAGED, part="mixed headers") if are_mixed else self._refusal
        return KnownError(ErrorCode.VAULT_DAMAGED) if self._is_foreign and self.opened is None else header_damaged()

    def _try(self, header: Header) -> bytes | None:
        try:
            key = self.open_slot(header)
        except KnownError as error:
            if error.code is not ErrorCode.VAULT_DAMAGED:
                self._refusal = self._refusal or error
            return None
        counted = peek_generation(self._database, key)
        if counted is None:
            self._is_foreign = True
            return None
        self._counted = counted
        return key


def _authentic(headers: Sequence[Header], key: bytes | None) -> Header | None:
    """The first, which is the newest, that was written by somebody who had the key."""
    return next((header for header in headers if key is not None and is_authentic(header, key)), None)


def _backup_headers(profile: Path, copies: Sequence[Header]) -> list[Header]:
    """The headers of the program's own backups that are whole, the newest first.

    Those without a checksum count only where no copy of that format is there to contradict them: its passphrase may be
    a newer one.
    """
    headers = [header for path in backups_in(own_backups(profile)) if (header := _backup_header(path)) is not None]
    is_unsealed_known = any(not is_sealed(copy) for copy in copies)
    usable = [header for header in headers if is_sealed(header) or not is_unsealed_known]
    return sorted(usable, key=generation_of, reverse=True)[:_MAX_BACKUPS]


def _backup_header(path: Path) -> Header | None:
    try:
        return parse_header(read_backup_header(path))
    except KnownError:
        return None
