"""Erase everything: end the access at the providers if they can be reached, then destroy the vault in any case.

    note: a file beside the vault ─▶ providers, a few seconds ─▶ the vault is closed ─▶ slots, keyring, files

Killed before the note nothing has changed; after it, the next start finishes without a key, and opens nothing.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.account import Account, AccountKind, Authority
from microdesk_desktop.operations.bank.disconnect import access_stays_at, revoke_consents
from microdesk_desktop.operations.copies import found_copies
from microdesk_desktop.operations.erasing.destroy import backups_to_erase, destroy, vault_id
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.remove import revoke_access
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.leftovers import remove_leftovers
from microdesk_desktop.operations.vault.erased_modules import BANK_SECRETS, MAIL_SECRETS
from microdesk_desktop.vault.destruction import Kind, files_by_kind
from microdesk_desktop.vault.erased import (
    GOOGLE,
    MICROSOFT,
    UNKNOWN_ACCESS,
    Access,
    EverythingErased,
    EverythingPlan,
)
from microdesk_desktop.vault.erasures import begin_all
from microdesk_desktop.vault.keyring import BackEnd, Keyring, system_back_end
from microdesk_desktop.vault.lock import ProfileLock
from microdesk_desktop.vault.tokens import entries_in

__all__ = ["EverythingErased", "EverythingPlan"]

T = TypeVar("T")
# Of the bank's providers together, and of the mailboxes together: erasing is immediate, whoever does not answer.
REVOKE_S = 4.0


def plan_everything(session: Session) -> EverythingPlan:
    """What would be erased now."""
    ours, others = backups_to_erase(session.profile, str(session.header.current["vault"]))
    counts = {kind: len(paths) for kind, paths in files_by_kind(session.profile).items()}
    return EverythingPlan(
        files={**counts, Kind.BACKUPS: len(ours)},
        secrets=len(entries_in(session.profile)) + ("keyring" in session.header.current["slots"]),
        mailboxes=_tried(lambda: len(list_accounts(session)), 0),
        is_connected=any(name.startswith((BANK_SECRETS, MAIL_SECRETS)) for name in session.tokens.names()),
        foreign=tuple(f"{path.parent.name}/{path.name}" for path in others),
        copies=known_copies(session),
    )


def known_copies(session: Session) -> tuple[Path, ...]:
    """The copies that the user made elsewhere, but for those that are gone from a folder which is still there."""
    return _tried(lambda: found_copies(session), ())


def erase_everything(session: Session, job: Job) -> EverythingErased:
    """Erase all that the program keeps, and close the session; nothing of it can be used afterwards.

    Works offline; cancelling only ends the wait for the providers. What cannot be erased now is erased at the next
    start, without a key. Raises DISK_FULL or READ_ONLY where not even that can be noted, and then changes nothing.
    """
    with session.erasure_lock:
        with session.backups_lock:
            remove_leftovers(session)
            copies = (*known_copies(session), *session.outside.noted())
            begin_all(session.profile, str(session.header.current["vault"]))
        session.tokens.begin_erasure("")
        job.progress(0, 0, "revoke_all")
        access = _tried(lambda: _end_access(session, job), UNKNOWN_ACCESS)
        job.progress(0, 0, "erase_all")
        keyring, lock = session.keyring, session.end()
    return destroy(session.profile, keyring, lock, copies=copies, access=access)


def erase_without_key(profile: Path, keyring: Callable[[], BackEnd] = system_back_end) -> EverythingErased:
    """Erase all that the program keeps for a vault that does not open, damaged or of a later version.

    No provider is informed. Raises as `erase_everything`, and BUSY while the vault is open elsewhere.
    """
    lock = ProfileLock(profile)
    try:
        begin_all(profile, vault_id(profile))
    except BaseException:
        lock.release()
        raise
    return destroy(profile, Keyring(keyring), lock)


def _tried(act: Callable[[], T], otherwise: T) -> T:
    """What is best effort stops no erasure: neither a damaged page, nor a row that no version wrote, nor a bug."""
    try:
        return act()
    except Exception:  # noqa: BLE001 - no report is kept of it, in a folder that is about to go
        return otherwise


def _end_access(session: Session, job: Job) -> Access:
    """End the access to accounts and mailboxes, as far as the providers answer in time."""
    revocations = revoke_consents(session, job, REVOKE_S)
    done = {each.provider: True for each in revocations}
    for each in revocations:
        done[each.provider] &= each.is_done
    stays = access_stays_at(revocations)
    accounts = list_accounts(session)
    for account in accounts:
        name = _authority(account)
        if name == MICROSOFT:
            stays = (*stays, MICROSOFT)
        elif name:
            is_revoked, _ = revoke_access(session, account, job, REVOKE_S / len(accounts))
            done[name] = done.get(name, True) and is_revoked
    return Access(
        ended=tuple(name for name, is_done in done.items() if is_done and name not in stays),
        not_informed=tuple(name for name, is_done in done.items() if not is_done),
        stays=_once(stays),
    )


def _authority(account: Account) -> str:
    """Who lets the program into a mailbox; empty where a password alone does."""
    if account.kind is AccountKind.GMAIL:
        return GOOGLE
    return MICROSOFT if account.authority is Authority.MICROSOFT else ""


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
