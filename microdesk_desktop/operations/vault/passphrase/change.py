"""Change the passphrase, given the current one or the recovery key; only the header is rewritten, no page."""

from collections.abc import Callable
from pathlib import Path

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.align import align_backups
from microdesk_desktop.operations.vault.open_header import open_header
from microdesk_desktop.operations.vault.passphrase.strength import require_strength
from microdesk_desktop.operations.vault.security import note_now
from microdesk_desktop.operations.vault.unlock import open_session, opening
from microdesk_desktop.store.backup_files import OutdatedBackup
from microdesk_desktop.store.vault.company import load_company_names
from microdesk_desktop.store.vault.security_moments import SecurityMoment
from microdesk_desktop.vault.keyring import BackEnd, Keyring, system_back_end
from microdesk_desktop.vault.keys import (
    open_with_passphrase,
    open_with_recovery_key,
    with_passphrase,
)
from microdesk_desktop.vault.slots import Cost, calibrated_cost


def change_passphrase(
    session: Session, current: str, new: str, *, cost: Cost | None = None
) -> tuple[OutdatedBackup, ...]:
    """Replace the passphrase of the vault and of the backups kept beside it; returns those that could not be rewritten.

    They are tried again at the next opening, as after a kill. Copies that the user made elsewhere still open with the
    former one.
    Raises WRONG_PASSPHRASE, WEAK_PASSPHRASE, DISK_FULL or READ_ONLY, and then changes nothing.
    """
    require_strength(new, _known(session))
    header = session.header.current
    data_key = open_with_passphrase(header, current)
    session.header.replace(with_passphrase(header, data_key, new, cost or calibrated_cost()))
    note_now(session, SecurityMoment.PASSPHRASE_CHANGED)
    return align_backups(session)


def recover(
    profile: Path,
    recovery_key: str,
    new: str,
    *,
    cost: Cost | None = None,
    clock: Clock | None = None,
    keyring: Callable[[], BackEnd] = system_back_end,
) -> Session:
    """Open the vault with the recovery key, and replace its passphrase as `change_passphrase` does.

    `Session.outdated_backups` holds the backups that could not be rewritten.

    Raises WRONG_RECOVERY_KEY, WEAK_PASSPHRASE, or what `unlock` raises, and then changes nothing.
    """
    require_strength(new)
    with opening(profile) as lock:
        opened = open_header(profile, "recovery", lambda header: open_with_recovery_key(header, recovery_key))
        renewed = with_passphrase(opened.header, opened.data_key, new, cost or calibrated_cost())
        session = open_session(lock, profile, opened, clock or SystemClock(), Keyring(keyring))
    try:
        require_strength(new, _known(session))
        session.header.replace(renewed)
        note_now(session, SecurityMoment.PASSPHRASE_CHANGED)
        align_backups(session)
    except BaseException:
        session.close()
        raise
    return session


def _known(session: Session) -> tuple[str, ...]:
    """What a passphrase of this vault should not be made of."""
    return session.read(load_company_names)
