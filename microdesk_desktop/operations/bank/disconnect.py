"""Disconnect the bank: revoke every consent where it was given if possible, then erase the module in any case."""

from contextlib import ExitStack
from dataclasses import dataclass

from microdesk_desktop.base.deadline import cancelled_after
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.operations.bank.provider_access import BANK_SECRETS, Consents, try_revoke
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.back_up import erase_in_backups
from microdesk_desktop.store.bank.erase import erase_bank

# Disconnecting is immediate: the user does not wait longer for providers that do not answer.
REVOKE_S = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DisconnectReport:
    """Whether every consent was confirmed as revoked; the erasure itself is always done."""

    revoked: bool
    changes: Changes = Changes.BANK | Changes.CONNECTION | Changes.MATCHES | Changes.RULES | Changes.NETWORK


def disconnect(session: Session, job: Job) -> DisconnectReport:
    """Revoke every consent, then erase everything of the bank in vault, backups and keyring; payments stay.

    Works offline. Cancelling only ends the wait for the providers: the erasure is still done.
    Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED, after everything else is erased, when the keyring keeps its entries.
    """
    job.progress(0, 0, "revoke")
    revoked = _revoke_all(session, job)
    job.progress(0, 0, "erase")
    with ExitStack() as steps:
        # ExitStack runs its callbacks in reverse order, and even if one raises.
        steps.callback(session.tokens.delete_all, BANK_SECRETS)
        steps.callback(erase_in_backups, session, erase_bank, Job(job.progress))
        steps.callback(session.database.erase_residue)
        session.write(erase_bank)
    return DisconnectReport(revoked=revoked)


def _revoke_all(session: Session, job: Job) -> bool:
    """Whether all are revoked; each gets its share of the time, so that one dead provider does not block another."""
    try:
        consents = Consents(session).all()
    except KnownError:
        return False
    results = []
    for consent in consents:
        with cancelled_after(REVOKE_S / len(consents)) as brief:
            unregister = job.on_cancel(brief.cancel)
            results.append(try_revoke(session, consent, brief))
            unregister()
    return all(results)
