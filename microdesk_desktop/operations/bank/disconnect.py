"""Disconnect the bank: revoke every consent where it was given if possible, then erase the module in any case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.base.deadline import cancelled_after
from microdesk_desktop.base.errors import Cancelled, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.remaining import UNKNOWN, Remaining
from microdesk_desktop.operations.bank.provider_access import Consents, Revocation, try_revoke
from microdesk_desktop.operations.remaining import find_remaining, look_for_bank, prepare
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import BANK
from microdesk_desktop.operations.vault.erasure import begin_erasure, finish_erasure, keep_bug_report, note_informed
from microdesk_desktop.vault.erasures import Erasure, Part, pending

# Disconnecting is immediate: the user does not wait longer for providers that do not answer.
REVOKE_S = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DisconnectReport:
    """How far the erasure has come; what it has left is erased at the next opening."""

    erasure: Erasure
    remaining: Remaining = UNKNOWN
    changes: Changes = Changes.BANK | Changes.CONNECTION | Changes.MATCHES | Changes.RULES | Changes.NETWORK

    @property
    def revoked(self) -> bool:
        """Whether every provider has confirmed the end of the consents."""
        return self.erasure.is_informed


def disconnect(session: Session, job: Job, *, keeps_rules: bool = False, keeps_files: bool = False) -> DisconnectReport:
    """Revoke every consent, then erase everything of the bank in vault, keyring and backups; payments stay.

    With `keeps_rules` the user's rules stay, with the words of labels that they hold; with `keeps_files` the accounts
    that no bank service has ever fed, with their transactions and imports. Works offline. Cancelling only
    ends the wait for the providers: the erasure is still done, and what cannot be erased now is erased at the next
    opening. Raises DISK_FULL or READ_ONLY where not even that can be noted, and then changes nothing.
    """
    with session.erasure_lock:
        was_informed, look = _was_informed(session), prepare(session, look_for_bank)
        begin_erasure(session, BANK, keeps_rules=keeps_rules, keeps_files=keeps_files)
        job.progress(0, 0, "revoke")
        revocations = revoke_consents(session, job)
        is_informed = all(each.is_done for each in revocations) if revocations else was_informed
        if is_informed:
            note_informed(session, BANK)
        job.progress(0, 0, "erase")
        erasure = finish_erasure(session, BANK, job)
        reports = tuple(each.report for each in revocations if each.report)
        stays = access_stays_at(revocations)
        erasure = replace(erasure, reports=reports + erasure.reports, access_stays_at=stays)
        session.erasures[BANK] = erasure
        return DisconnectReport(erasure=erasure, remaining=find_remaining(session, look))


def finish_disconnect(session: Session, job: Job) -> DisconnectReport:
    """Erase what a disconnect has left, without network."""
    return DisconnectReport(erasure=finish_erasure(session, BANK, job))


def _was_informed(session: Session) -> bool:
    """Whether the providers know of an earlier disconnect, for one that finds no consent any more."""
    left = pending(session.profile).get(BANK)
    if left is not None:
        return Part.CONSENT not in left
    earlier = session.erasures.get(BANK)
    return earlier is None or earlier.is_informed


def access_stays_at(revocations: Sequence[Revocation]) -> tuple[str, ...]:
    """The providers where no program can end the access."""
    names = dict.fromkeys(each.provider for each in revocations)
    return tuple(name for name in names if name in PROVIDERS and PROVIDERS[name].access_stays)


def revoke_consents(session: Session, job: Job, seconds: float = REVOKE_S) -> list[Revocation]:
    """Revoke every consent; each gets its share of the time, so that one dead provider does not block another.

    One revocation that failed stands for what could not be read. Nothing that goes wrong is raised.
    """
    done: list[Revocation] = []
    try:
        found = Consents(session).load()
        for consent in found.consents:
            with cancelled_after(seconds / len(found.consents)) as brief:
                unregister = job.on_cancel(brief.cancel)
                done.append(try_revoke(session, consent, brief))
                unregister()
    except (KnownError, Cancelled):
        return [*done, Revocation(is_done=False)]
    except Exception as error:  # noqa: BLE001 - a bug in what is best effort is reported, and stops nothing
        return [*done, Revocation(is_done=False, report=keep_bug_report(session, error))]
    return done if found.is_complete else [*done, Revocation(is_done=False)]
