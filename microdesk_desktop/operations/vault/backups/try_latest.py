"""Test that the latest backup can be restored: opened in a scratch copy, checked, counted, and nothing of it left."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.examine import examine_backup
from microdesk_desktop.operations.vault.backups.make import own_backups
from microdesk_desktop.operations.vault.security import note_now
from microdesk_desktop.store.backup_files import Backup, RestoreTest, backups_of, in_order
from microdesk_desktop.store.transaction import count_rows
from microdesk_desktop.store.vault.security_moments import SecurityMoment
from microdesk_desktop.vault.header import parse_header


def try_latest_backup(session: Session, job: Job) -> RestoreTest:
    """Test the latest backup beside the vault, which stays as it is; notes that it held.

    Raises FILE_NOT_FOUND without any backup, and as `examine_backup` does.
    """
    latest = _latest(session)
    content = examine_backup(session, latest.path, job)
    today = session.read(count_rows)
    tested = RestoreTest(
        name=latest.path.name,
        made_on=latest.made_on,
        company=content.company,
        opens_as_today=parse_header(latest.header)["slots"] == session.header.current["slots"],
        counts={table: (count, today.get(table, 0)) for table, count in content.counts.items()},
    )
    note_now(session, SecurityMoment.RESTORE_TESTED)
    return tested


def _latest(session: Session) -> Backup:
    folder = own_backups(session.profile)
    backups = in_order(backups_of(folder, session.header.current["vault"]), session.clock.today())
    if not backups:
        raise KnownError(ErrorCode.FILE_NOT_FOUND, path=str(folder))
    return backups[-1]
