"""Disconnect the bank: withdraw the consent if the provider can be reached, then erase the module, in any case."""

from contextlib import ExitStack
from dataclasses import dataclass

from microdesk_desktop.base.deadline import cancelled_after
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.operations.bank.provider_access import (
    BANK_SECRETS,
    Consents,
    open_bank,
    try_revoke,
)
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.back_up import erase_in_backups
from microdesk_desktop.store.bank.connections import erase_bank

REVOKE_S = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DisconnectReport:
    """What a disconnect did beyond erasing: whether the provider confirmed that every consent is withdrawn."""

    revoked: bool
    changes: Changes = Changes.BANK | Changes.CONNECTION | Changes.MATCHES | Changes.RULES | Changes.NETWORK


def disconnect(session: Session, job: Job) -> DisconnectReport:
    """Withdraw every consent, then leave nothing of the bank in vault, backups or keyring; payments stay.

    Works offline. Cancelling only ends the wait for the provider: what was asked to be erased is erased.
    Raises KEYRING_UNAVAILABLE or KEYRING_LOCKED, once all the rest is erased, when the keyring keeps its entries.
    """
    job.progress(0, 0, "revoke")
    revoked = _revoke_all(session, job)
    job.progress(0, 0, "erase")
    with ExitStack() as steps:
        # Each step is taken whatever becomes of the others, from the last one noted to the first.
        steps.callback(session.tokens.delete_all, BANK_SECRETS)
        steps.callback(erase_in_backups, session, erase_bank, Job(job.progress))
        steps.callback(session.database.erase_residue)
        session.write(erase_bank)
    return DisconnectReport(revoked=revoked)


def _revoke_all(session: Session, job: Job) -> bool:
    consents = Consents(session.tokens)
    try:
        open_ones = consents.all()
        if not open_ones:
            return True
        _, provider = open_bank(session)
    except KnownError:
        return False
    with cancelled_after(REVOKE_S) as brief:
        forget = job.on_cancel(brief.cancel)
        results = [try_revoke(provider, consents, each, brief) for each in open_ones]
        forget()
    return all(results)
