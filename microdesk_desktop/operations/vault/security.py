"""What the user does about the security of the vault: try the recovery key, and when what opens it was changed."""

from contextlib import suppress

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.vault.security_moments import SecurityMoment, forget_moment, note_moment
from microdesk_desktop.vault.keys import open_with_recovery_key


def note_now(session: Session, moment: SecurityMoment) -> None:
    """Note that it happened now; what happened holds even where the vault cannot be written to."""

    def write(writer: Writer) -> None:
        note_moment(writer, moment, session.clock.now())
        if moment is SecurityMoment.RECOVERY_KEY_MADE:
            forget_moment(writer, SecurityMoment.RECOVERY_KEY_TRIED)

    with suppress(KnownError):
        session.write(write)


def try_recovery_key(session: Session, key: str) -> ChangeResult:
    """Check that this recovery key opens the vault, and note it. Raises WRONG_RECOVERY_KEY or VAULT_DAMAGED."""
    open_with_recovery_key(session.header.current, key)
    note_now(session, SecurityMoment.RECOVERY_KEY_TRIED)
    return ChangeResult(changes=Changes.SETTINGS)
