"""Renew the recovery key: the new one ends the former one, in the vault and in the backups kept beside it.

It is made first and put in force in a second step, so that the window ends the former key only once the user has noted
the new one.
"""

from dataclasses import dataclass, field

from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.align import align_backups
from microdesk_desktop.operations.vault.security import note_now
from microdesk_desktop.store.backup_files import OutdatedBackup
from microdesk_desktop.store.vault.security_moments import SecurityMoment
from microdesk_desktop.vault.keys import new_recovery_slot, open_with_passphrase, with_slot
from microdesk_desktop.vault.slots import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecoveryKey:
    """A recovery key that opens nothing yet, to show once; `slot` is what the header gets to put it in force."""

    text: str = field(repr=False)
    slot: Slot = field(repr=False)


def make_recovery_key(session: Session, passphrase: str) -> NewRecoveryKey:
    """Make a new recovery key; the former one stays in force. Raises WRONG_PASSPHRASE or VAULT_DAMAGED."""
    header = session.header.current
    text, slot = new_recovery_slot(header, open_with_passphrase(header, passphrase))
    return NewRecoveryKey(text=text, slot=slot)


def put_recovery_key(session: Session, made: NewRecoveryKey) -> tuple[OutdatedBackup, ...]:
    """Put the new key in force; returns the backups beside the vault that could not be rewritten.

    Those still open with the former key, and are tried again at the next opening, as after a kill. Copies that the user
    made elsewhere still open with it too. Raises DISK_FULL or READ_ONLY, and then changes nothing.
    """
    session.header.replace(with_slot(session.header.current, "recovery", made.slot))
    note_now(session, SecurityMoment.RECOVERY_KEY_MADE)
    return align_backups(session)
