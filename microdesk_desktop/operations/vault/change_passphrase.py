"""Change the passphrase, given the current one or the recovery key; only the header is rewritten, no page."""

from collections.abc import Callable
from pathlib import Path

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.back_up import own_backups
from microdesk_desktop.operations.vault.open_header import open_header
from microdesk_desktop.operations.vault.passphrase_strength import require_strength
from microdesk_desktop.operations.vault.unlock import open_session, opening
from microdesk_desktop.store.backup import change_header, read_backup_header
from microdesk_desktop.store.backup_files import backups_in
from microdesk_desktop.vault.header import Header, generation_of, header_bytes, parse_header
from microdesk_desktop.vault.keyring import BackEnd, Keyring, system_back_end
from microdesk_desktop.vault.keys import (
    open_with_passphrase,
    open_with_recovery_key,
    with_passphrase,
)
from microdesk_desktop.vault.slots import Cost, calibrated_cost


def change_passphrase(session: Session, current: str, new: str, *, cost: Cost | None = None) -> None:
    """Replace the passphrase of the vault and of the backups kept beside it.

    Copies that the user made elsewhere still open with the former one.
    Raises WRONG_PASSPHRASE, WEAK_PASSPHRASE, DISK_FULL or READ_ONLY, and then changes nothing.
    """
    require_strength(new)
    header = session.header.current
    data_key = open_with_passphrase(header, current)
    _replace(session, with_passphrase(header, data_key, new, cost or calibrated_cost()))


def recover(
    profile: Path,
    recovery_key: str,
    new: str,
    *,
    cost: Cost | None = None,
    clock: Clock | None = None,
    keyring: Callable[[], BackEnd] = system_back_end,
) -> Session:
    """Open the vault with the recovery key, and replace its passphrase.

    Raises WRONG_RECOVERY_KEY, WEAK_PASSPHRASE, or what `unlock` raises, and then changes nothing.
    """
    require_strength(new)
    with opening(profile) as lock:
        opened = open_header(profile, "recovery", lambda header: open_with_recovery_key(header, recovery_key))
        renewed = with_passphrase(opened.header, opened.data_key, new, cost or calibrated_cost())
        session = open_session(lock, profile, opened, clock or SystemClock(), Keyring(keyring))
    try:
        _replace(session, renewed)
    except BaseException:
        session.close()
        raise
    return session


def _replace(session: Session, header: Header) -> None:
    """Write the header of the vault and of its own backups."""
    session.header.replace(header)
    for path in backups_in(own_backups(session.profile)):
        try:
            change_header(path, header_bytes(session.header.for_backup(_generation_in(path))))
        except KnownError:
            # A damaged backup keeps the former passphrase; the change of the vault itself must not fail for it.
            continue


def _generation_in(backup: Path) -> int:
    """The generation of the database in a backup, which its header keeps; 0 when the header is damaged."""
    try:
        return generation_of(parse_header(read_backup_header(backup)))
    except KnownError:
        return 0
