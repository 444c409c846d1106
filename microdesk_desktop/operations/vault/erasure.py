"""Erase a module of the vault, to the end: what is interrupted is finished at the next opening.

    begin: a file beside the vault ─▶ rows, free pages, WAL ─▶ keyring ─▶ backups ─▶ the file is removed
                                       └ a part that fails is left, the others go on ┘

Every part may be erased again, so it does not matter where a kill interrupted it. One part waits for another: no backup
is changed before the rows are gone from the vault, so that a full disk costs no backup.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from microdesk_desktop.base.bug_report import count_reports_by_year, keep_report
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.document_purge import Moment
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.erase import erase_in_backups
from microdesk_desktop.operations.vault.erased_modules import CLIENTS, Batches, Decided, Kept, require_module
from microdesk_desktop.store.bank.accounts import FileAccount, load_file_accounts
from microdesk_desktop.store.database import Writer
from microdesk_desktop.vault.erasures import EVERYTHING, Erasure, Part, begin, note_left, pending

__all__ = ["Erasure"]

PURGE = "purge"
BATCH = 200
"""Of documents in one write: some tenths of a second."""


def begin_erasure(session: Session, module: str, *, keeps_rules: bool = False, keeps_files: bool = False) -> None:
    """Note that the module is to be erased; then `finish_erasure` does it. Raises DISK_FULL or READ_ONLY.

    Work on the module that is under way can keep no more secrets from now on.
    """
    parts = EVERYTHING - ({Part.RULES} if keeps_rules else set())
    begin(session.profile, module, parts=parts | ({Part.FILES_STAY} if keeps_files else set()))
    session.tokens.begin_erasure(require_module(module).secrets)


def begin_client_erasure(session: Session) -> None:
    """Note that rows of clients are to be erased, in the vault and its backups. Raises DISK_FULL or READ_ONLY."""
    begin(session.profile, CLIENTS, parts={Part.VAULT, Part.BACKUPS})


def note_informed(session: Session, module: str) -> None:
    """Note that the provider has confirmed the end of every consent."""
    with suppress(KnownError):
        note_left(session.profile, module, _left(session, module) - {Part.CONSENT})


def finish_erasure(session: Session, module: str, job: Job) -> Erasure:
    """Erase the parts of the module that are left, without network; nothing that goes wrong is raised.

    Afterwards `session.erasures` holds the outcome too.
    """
    with session.erasure_lock:
        erasing = _Erasing(session, module, job)
        erasing.run()
        erasure = session.erasures[module] = erasing.outcome()
    return erasure


def erasure_moment(session: Session) -> Moment:
    """Now, with the earlier one of the user's day and of the day in UTC, with which seals are dated."""
    now = session.clock.now()
    return Moment(at=now, day=min(session.clock.today(), now.date()))


def require_erased(session: Session, module: str, *parts: Part) -> None:
    """Before new data of a module is kept: finish an erasure that is under way, which would take it along.

    Raises ERASURE_UNFINISHED when one of these parts is still left.
    """
    if _left(session, module).isdisjoint(parts):
        return
    if not finish_erasure(session, module, Job()).left.keys().isdisjoint(parts):
        raise KnownError(ErrorCode.ERASURE_UNFINISHED)


def is_being_erased(session: Session, module: str) -> bool:
    """Whether an erasure of the module has begun and its rows may still be there."""
    return Part.VAULT in _left(session, module)


def keep_bug_report(session: Session, error: Exception) -> Path | None:
    """Write the report of a bug that must not stop an erasure; None where it cannot be written."""
    with suppress(Exception):
        return keep_report(session.profile, error)
    return None


def _left(session: Session, module: str) -> frozenset[Part]:
    return pending(session.profile).get(module, frozenset())


class _Erasing:
    """One run over the parts that are left."""

    def __init__(self, session: Session, name: str, job: Job) -> None:
        self._session = session
        self._name = name
        self._module = require_module(name)
        self._job = job
        self._progress = Job(job.progress)  # what a write or a backup has begun is not cancelled
        self._parts = _left(session, name)
        self._failed: dict[Part, ErrorCode | None] = {}
        self._foreign: tuple[str, ...] = ()
        self._reports: list[Path] = []
        self._kept_accounts: Sequence[FileAccount] = ()
        self._moment = erasure_moment(session)
        self._are_rows_gone = Part.VAULT not in self._parts

    def run(self) -> None:
        self._attempt(Part.VAULT, self._erase_in_vault)
        self._attempt(Part.KEYRING, lambda: self._session.tokens.delete_all(self._module.secrets))
        if self._are_rows_gone:
            self._attempt(Part.BACKUPS, self._erase_in_backups)
        else:
            self._failed[Part.BACKUPS] = self._failed[Part.VAULT]
        if not self._failed:
            self._note(frozenset())

    def outcome(self) -> Erasure:
        return Erasure(
            is_informed=Part.CONSENT not in self._parts,
            left=self._failed,
            foreign_backups=self._foreign,
            reports=tuple(self._reports),
            kept_transactions=sum(each.count for each in self._kept_accounts),
        )

    def _attempt(self, part: Part, act: Callable[[], object]) -> None:
        if part not in self._parts:
            return
        try:
            act()
        except KnownError as error:
            self._failed[part] = error.code
        except Cancelled:
            self._failed[part] = ErrorCode.VAULT_LOCKED
        except Exception as error:  # noqa: BLE001 - a bug is reported, and stops no other part
            self._failed[part] = None
            self._reports += filter(None, [keep_bug_report(self._session, error)])
        else:
            self._parts -= {part}
            if self._parts.isdisjoint((Part.VAULT, Part.BACKUPS)):
                self._parts -= {Part.RULES, Part.FILES_STAY}
            self._note(self._parts)

    def _note(self, parts: frozenset[Part]) -> None:
        # Where the disk refuses it, the next opening erases once more what is gone already.
        with suppress(KnownError):
            note_left(self._session.profile, self._name, parts)

    def _erase_in_vault(self) -> None:
        if self._module.batches is not None:
            self._erase_batches(self._module.batches)
        self._session.write(self._erase_rows_in_vault)
        self._are_rows_gone = True
        self._session.forget()
        # A backup that is being written reads the former pages as long as it lasts.
        with self._session.backups_lock:
            self._session.database.erase_residue()

    def _erase_batches(self, batches: Batches) -> None:
        found = self._session.read(lambda reader: batches.load(reader, self._moment))
        for start in range(0, len(found), BATCH):
            self._job.progress(start, len(found), PURGE)
            self._job.checkpoint()
            self._session.write(partial(batches.erase, found[start : start + BATCH], self._moment))

    def _erase_in_backups(self) -> None:
        decided = self._session.read(self._module.decided)
        self._module.erase_files(self._session.profile, decided)
        with self._session.backups_lock:
            done = erase_in_backups(self._session, lambda writer: self._erase_rows(writer, decided), self._progress)
        self._foreign = done.foreign
        if self._module.forget is not None:
            self._session.write(self._module.forget)
            with self._session.backups_lock:
                self._session.database.erase_residue()

    def _erase_rows_in_vault(self, writer: Writer) -> None:
        """Which accounts stay is decided here, and serves for the backups too.

        An erasure that was interrupted after this step keeps none in the backups: since then, the account that was
        connected may have come back as one that only files feed.
        """
        self._kept_accounts = load_file_accounts(writer) if Part.FILES_STAY in self._parts else ()
        self._erase_rows(writer)

    def _erase_rows(self, writer: Writer, decided: Decided | None = None) -> None:
        kept = Kept(
            moment=self._moment,
            reports=count_reports_by_year(self._session.profile),
            rules=Part.RULES not in self._parts,
            accounts=self._kept_accounts,
            decided=decided or Decided(),
        )
        self._module.erase_rows(writer, kept)
