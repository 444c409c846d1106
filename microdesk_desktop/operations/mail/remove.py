"""Remove a mail account: end the access at the provider if it can be reached, then erase it here in any case.

    note: a file beside the vault ─▶ mailbox closed ─▶ revoked ─▶ vault, keyring, backups ─▶ the file is removed

Killed before the note nothing has changed; after it, the next opening finishes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from microdesk_desktop.base.deadline import cancelled_after
from microdesk_desktop.base.errors import Cancelled, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.remaining import Remaining
from microdesk_desktop.mail import registry
from microdesk_desktop.operations.mail.accounts import find_account
from microdesk_desktop.operations.mail.mailboxes import mail_context
from microdesk_desktop.operations.remaining import find_remaining, look_for_mailboxes
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import MAIL_ACCOUNT, mail_account_module
from microdesk_desktop.operations.vault.erasure import begin_erasure, finish_erasure, keep_bug_report, note_informed
from microdesk_desktop.vault.erasures import Erasure, note_left

# Removing is immediate: the user does not wait longer for a provider that does not answer.
REVOKE_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalReport:
    """What was removed, and how far the erasure has come; what it has left is erased at the next opening."""

    account: Account
    erasure: Erasure
    changes: Changes = Changes.MAIL | Changes.NETWORK

    @property
    def revoked(self) -> bool:
        """Whether nothing at the provider lets this program in any more."""
        return self.erasure.is_informed


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsErased:
    """The removal of each account, and what still names them."""

    reports: Sequence[RemovalReport]
    remaining: Remaining


def remove_account(session: Session, account_id: str, job: Job) -> RemovalReport:
    """Remove an account with its secrets, from the vault, the keyring and the backups; messages stay at the provider.

    Works offline. Cancelling only ends the wait for the provider. Raises MAIL_ACCOUNT_UNKNOWN; DISK_FULL or READ_ONLY
    where the removal cannot even be noted, and then changes nothing.
    """
    with session.erasure_lock:
        account = find_account(session, account_id)
        _begin(session, [account])
        return _remove(session, account, job)


def _begin(session: Session, accounts: Sequence[Account]) -> None:
    """Note that all of these accounts are to be removed, or none of them."""
    begun: list[str] = []
    try:
        for account in accounts:
            begin_erasure(session, mail_account_module(account.id))
            begun.append(mail_account_module(account.id))
    except KnownError:
        for module in begun:
            note_left(session.profile, module, ())
        raise


def _remove(session: Session, account: Account, job: Job) -> RemovalReport:
    """Remove an account whose removal is noted."""
    module = mail_account_module(account.id)
    session.mailboxes.drop(account.id)
    job.progress(0, 0, "revoke")
    is_revoked, report = revoke_access(session, account, job)
    if is_revoked:
        note_informed(session, module)
    job.progress(0, 0, "erase")
    erasure = finish_erasure(session, module, job)
    if report is not None:
        erasure = replace(erasure, reports=(report, *erasure.reports))
    session.erasures[module] = erasure
    return RemovalReport(account=account, erasure=erasure)


def finished_removals(session: Session, account_id: str | None = None) -> Sequence[Erasure]:
    """What the opening of this session finished of removals that were interrupted: of all accounts, or of this one."""
    named = None if account_id is None else mail_account_module(account_id)
    found = session.erasures.items()
    return [erasure for module, erasure in found if module.startswith(MAIL_ACCOUNT) and named in (None, module)]


def remove_accounts(session: Session, accounts: Sequence[Account], job: Job) -> AccountsErased:
    """Remove these accounts, each as `remove_account` does, and look for what is left of them.

    All are noted before the first one goes: what a kill interrupts is finished for every one.
    """
    with session.erasure_lock:
        _begin(session, accounts)
        reports = [_remove(session, account, job) for account in accounts]
        return AccountsErased(reports=reports, remaining=find_remaining(session, look_for_mailboxes(accounts)))


def revoke_access(session: Session, account: Account, job: Job, seconds: float = REVOKE_S) -> tuple[bool, Path | None]:
    """Whether the access is ended, and the bug report where a bug prevented it. Nothing that goes wrong is raised."""
    try:
        revoke = registry.mail_kind(account.kind).revoke
        if revoke is None:
            return True, None
        with cancelled_after(seconds) as brief:
            unregister = job.on_cancel(brief.cancel)
            try:
                with session.gate.revoking():
                    revoke(mail_context(session, account), brief)
            finally:
                unregister()
    except (KnownError, Cancelled):
        return False, None
    except Exception as error:  # noqa: BLE001 - a bug in what is best effort is reported, and stops nothing
        return False, keep_bug_report(session, error)
    return True, None
