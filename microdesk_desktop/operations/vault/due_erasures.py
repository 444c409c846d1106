"""What the opening of a vault, and each new day, erase: what was interrupted, and what is no longer kept."""

from contextlib import suppress

from microdesk_desktop.base.bug_report import count_reports_by_year
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.retention_rows import announce, load_ripe
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import (
    CLIENTS,
    MAIL_SECRETS,
    RETENTION,
    find_module,
    mail_account_module,
)
from microdesk_desktop.operations.vault.erasure import (
    PURGE,
    begin_client_erasure,
    erasure_moment,
    finish_erasure,
    keep_bug_report,
)
from microdesk_desktop.store.books.entries import load_removable
from microdesk_desktop.store.mail.accounts import load_accounts
from microdesk_desktop.store.privacy.erased_clients import has_work
from microdesk_desktop.store.privacy.retention import forget_decided, load_look
from microdesk_desktop.vault.erasures import Part, begin, pending

AT_OPENING = 1_000
"""Of documents: more have had their time at once only after years, and go while the vault is in use."""


def finish_erasures(session: Session) -> None:
    """Finish what an earlier session left, and remove what no law, and no wish of the user, keeps any longer.

    Called before anything else is done with a vault that was opened.
    """
    apply_retention(session, _bounded())
    _begin_due(session)
    _begin_orphaned(session)
    for module in pending(session.profile):
        if find_module(module) is not None and module != RETENTION:
            finish_erasure(session, module, Job())


def _bounded() -> Job:
    """A job that stops an erasure in batches once the opening has waited for it long enough; the next look goes on."""
    job = Job(lambda done, _, step: job.cancel() if step == PURGE and done >= AT_OPENING else None)
    return job


def apply_retention(session: Session, job: Job | None = None) -> bool:
    """Announce what is to go, and erase what was announced for long enough; returns whether anything went.

    To be called at each opening and each day. What prevents it (a full disk, a damaged page) prevents nothing else.
    Cancelled, it stops between two batches of documents; the next call goes on.
    """
    with session.erasure_lock:
        try:
            with suppress(KnownError):
                _begin_retention(session)
        except Exception as error:  # noqa: BLE001 - a bug is reported, and the vault opens all the same
            keep_bug_report(session, error)
        if RETENTION not in pending(session.profile):
            return False
        finish_erasure(session, RETENTION, job or Job())
        _begin_due(session)
        if CLIENTS in pending(session.profile):
            finish_erasure(session, CLIENTS, Job())
    return True


def _begin_retention(session: Session) -> None:
    """Begin the erasure of what is ripe. Raises what a write raises."""
    day, is_pending = erasure_moment(session).day, RETENTION in pending(session.profile)
    if session.read(load_look) != day:
        reports = count_reports_by_year(session.profile)
        session.write(lambda writer: announce(writer, day, reports))
    if session.read(lambda reader: load_ripe(reader, day)):
        if not is_pending:  # the backups are done with what went before
            session.write(forget_decided)
        begin(session.profile, RETENTION, parts={Part.VAULT, Part.BACKUPS})


def _begin_due(session: Session) -> None:
    """Begin the erasure of clients where some is left, or where the last day of a record is over.

    What prevents it (a full disk, a damaged page) does not prevent the opening: the next one tries again.
    """
    with suppress(KnownError):
        day = erasure_moment(session).day
        if session.read(lambda reader: has_work(reader, day) or bool(load_removable(reader, day))):
            begin_client_erasure(session)


def _begin_orphaned(session: Session) -> None:
    """Begin the erasure of secrets whose mail account is not in the vault: adding or replacing it was interrupted.

    The vault may also be one that was restored from a backup of before.
    """
    owners = {name.removeprefix(MAIL_SECRETS).split(".")[0] for name in _names_of_mail(session)}
    if not owners:
        return
    with suppress(KnownError):
        known = {account.id for account in session.read(load_accounts)}
        # An erasure that is under way has other parts left, which must not be forgotten.
        for module in {mail_account_module(each) for each in owners - known} - pending(session.profile).keys():
            begin(session.profile, module, parts={Part.KEYRING})


def _names_of_mail(session: Session) -> list[str]:
    return [name for name in session.tokens.names() if name.startswith(MAIL_SECRETS)]
