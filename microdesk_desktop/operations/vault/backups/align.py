"""Give the backups beside the vault the slots of its header, so that they open with what opens the vault now.

A change of the passphrase writes the vault's header first, then each backup. What a kill, a full disk or a read-only
file leaves undone is found by comparing slots, and done at the next opening.
"""

from pathlib import Path

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import own_backups
from microdesk_desktop.store.backup import change_header
from microdesk_desktop.store.backup_files import OutdatedBackup, backups_in, peek_header
from microdesk_desktop.vault.header import Header, generation_of, header_bytes, parse_header


def align_backups(session: Session) -> tuple[OutdatedBackup, ...]:
    """Rewrite the header of each backup of this vault whose slots differ; returns those that could not be rewritten.

    Only the beginning of each file is read where nothing differs. Backups that the user keeps elsewhere stay as they
    are. Afterwards `session.outdated_backups` holds the outcome too.
    """
    with session.backups_lock:
        outcomes = [_align(session, path) for path in backups_in(own_backups(session.profile))]
        session.outdated_backups = tuple(outcome for outcome in outcomes if outcome is not None)
    return session.outdated_backups


def _align(session: Session, path: Path) -> OutdatedBackup | None:
    header, current = _header_in(path), session.header.current
    if header is None or header["vault"] != current["vault"] or header["slots"] == current["slots"]:
        return None
    try:
        # The generation is the one of the database in the backup, which does not change.
        change_header(path, header_bytes(session.header.for_backup(generation_of(header))))
    except KnownError as error:
        has_former_passphrase = header["slots"]["passphrase"] != current["slots"]["passphrase"]
        return OutdatedBackup(name=path.name, code=error.code, has_former_passphrase=has_former_passphrase)
    return None


def _header_in(path: Path) -> Header | None:
    """The header in a backup; None where it is damaged, so that it opens nothing, or of a later version."""
    try:
        return parse_header(peek_header(path))
    except KnownError:
        return None
