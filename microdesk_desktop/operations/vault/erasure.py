"""Erase a module of the vault, to the end: what is interrupted is finished at the next opening.

    begin: a file beside the vault ─▶ rows, free pages, WAL ─▶ keyring ─▶ backups ─▶ the file is removed
                                       └ a part that fails is left, the others go on ┘

Every part may be erased again, so it does not matter where a kill interrupted it. One part waits for another: no backup
is changed before the rows are gone from the vault, so that a full disk costs no backup.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from microdesk_desktop.base.bug_report import count_reports_by_year, keep_report, remove_reports_of_years
from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mileage.keeping import Keeping
from microdesk_desktop.operations.client_rows import ErasedClient, Moment, erase_clients, load_decisions, remove_due
from microdesk_desktop.operations.retention_rows import announce, erase_ripe, load_removed, load_ripe, remove
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.supplier_rows import ErasedSupplier, erase_suppliers, load_supplier_decisions
from microdesk_desktop.operations.vault.backups.erase import erase_in_backups
from microdesk_desktop.privacy.retention import Category, Key
from microdesk_desktop.store.bank.accounts import FileAccount, load_file_accounts
from microdesk_desktop.store.bank.erase import erase_bank
from microdesk_desktop.store.books.entries import load_removable
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.erase import erase_statement_imports
from microdesk_desktop.store.mail.accounts import erase_account, load_accounts
from microdesk_desktop.store.mileage.erase import erase_mileage, erase_trips_before
from microdesk_desktop.store.mileage.settings import load_keeping
from microdesk_desktop.store.privacy.erased_clients import has_work
from microdesk_desktop.store.privacy.erased_suppliers import forget_names
from microdesk_desktop.store.privacy.network.journal import erase_events_before
from microdesk_desktop.store.privacy.retention import forget_decided, load_look
from microdesk_desktop.vault.erasures import EVERYTHING, Erasure, Part, begin, note_left, pending

__all__ = ["Erasure"]

BANK = "bank"
CLIENTS = "clients"
MILEAGE = "mileage"
TRIPS = "trips"
RETENTION = "retention"
BANK_SECRETS = "bank."
MAIL_SECRETS = "mail."
MAIL_ACCOUNT = "mail-"
JOURNAL = "journal-"


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the vault has decided, so that the same is done in its backups; None where that is to be decided.

    `clients` and `suppliers` are those whom it has erased, with what a law keeps of them, `trips` how long it keeps
    trips, `retained` what went because its time is over.
    """

    clients: Sequence[ErasedClient] | None = None
    suppliers: Sequence[ErasedSupplier] | None = None
    trips: Keeping | None = None
    retained: Sequence[Key] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What an erasure of a module leaves: the rules and the accounts that only files feed, where the user wants it.

    `reports` counts the bug reports beside the vault, by year.
    """

    moment: Moment
    reports: Mapping[int, int]
    rules: bool = False
    accounts: Sequence[FileAccount] = ()
    decided: Decided = Decided()


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """What an erasure of a module erases: its secrets, by the prefix of their names, and its rows.

    `decided` reads from the vault what it has decided, and `forget` removes what was needed for its backups alone;
    `erase_files` removes files beside the vault that follow it.
    """

    secrets: str
    erase_rows: Callable[[Writer, Kept], object]
    decided: Callable[[Reader], Decided] = lambda _: Decided()
    erase_files: Callable[[Path, Decided], object] = lambda _profile, _decided: None
    forget: Callable[[Writer], object] | None = None


def erase_bank_rows(writer: Writer, kept: Kept) -> None:
    """Delete the rows of the bank module, and what the journal of imports holds about it; payments stay.

    A backup may be older than the connection of an account: what is fed by files alone there goes too, unless it is
    so today.
    """
    found = load_file_accounts(writer) if kept.accounts else ()
    accounts = [each.id for each in found if any(today.may_be(each) for today in kept.accounts)]
    erase_statement_imports(writer, kept_accounts=accounts)
    erase_bank(writer, keeps_rules=kept.rules, kept_accounts=accounts)


def erase_client_rows(writer: Writer, kept: Kept) -> None:
    """Delete the rows of the clients and suppliers that are to be erased, but for what a law keeps until its day."""
    erase_clients(writer, kept.moment, kept.decided.clients)
    erase_suppliers(writer, kept.moment.at, kept.decided.suppliers)
    remove_due(writer, kept.moment)


def erase_trip_rows(writer: Writer, kept: Kept) -> None:
    """Delete the trips whose time is over, by what the user wants today."""
    keeping = kept.decided.trips or load_keeping(writer)
    erase_trips_before(writer, keeping.first_kept(kept.moment.day))


def erase_retained_rows(writer: Writer, kept: Kept) -> None:
    """Delete what was announced for long enough and is over, in a backup what went from the vault."""
    if kept.decided.retained is None:
        erase_ripe(writer, kept.moment, kept.reports)
    else:
        remove(writer, kept.decided.retained, kept.moment)


def erase_retained_files(profile: Path, decided: Decided) -> None:
    """Delete the bug reports whose time is over."""
    years = [year for category, year in decided.retained or () if category is Category.REPORTS]
    remove_reports_of_years(profile, years)


MODULES: dict[str, Module] = {
    BANK: Module(secrets=BANK_SECRETS, erase_rows=erase_bank_rows),
    CLIENTS: Module(
        secrets="",
        erase_rows=erase_client_rows,
        decided=lambda reader: Decided(clients=load_decisions(reader), suppliers=load_supplier_decisions(reader)),
        forget=forget_names,
    ),
    TRIPS: Module(secrets="", erase_rows=lambda writer, _: erase_mileage(writer)),
    # Begun by a version before announcements, and interrupted.
    MILEAGE: Module(secrets="", erase_rows=erase_trip_rows, decided=lambda reader: Decided(trips=load_keeping(reader))),
    RETENTION: Module(
        secrets="",
        erase_rows=erase_retained_rows,
        decided=lambda reader: Decided(retained=load_removed(reader)),
        erase_files=erase_retained_files,
    ),
}


def mail_account_module(account_id: str) -> str:
    """The name under which one mail account is erased, while others stay."""
    return f"{MAIL_ACCOUNT}{account_id}"


def journal_module(before: datetime) -> str:
    """The name under which the network journal is erased up to a moment, which is part of it in microseconds."""
    return f"{JOURNAL}{(before - _EPOCH) // timedelta(microseconds=1):x}"


def mail_secrets(account_id: str) -> str:
    """The prefix of the names of one mail account's secrets."""
    return f"{MAIL_SECRETS}{account_id}."


def _module(name: str) -> Module | None:
    """What an erasure of this name erases; None for a name of a later version."""
    if name.startswith(JOURNAL):
        before = _EPOCH + timedelta(microseconds=int(name.removeprefix(JOURNAL), 16))
        return Module(secrets="", erase_rows=lambda writer, _: erase_events_before(writer, before))
    if not name.startswith(MAIL_ACCOUNT):
        return MODULES.get(name)
    account_id = name.removeprefix(MAIL_ACCOUNT)
    return Module(secrets=mail_secrets(account_id), erase_rows=lambda writer, _: erase_account(writer, account_id))


def _required_module(name: str) -> Module:
    module = _module(name)
    if module is None:
        raise ValueError(f"no module {name}")
    return module


def begin_erasure(session: Session, module: str, *, keeps_rules: bool = False, keeps_files: bool = False) -> None:
    """Note that the module is to be erased; then `finish_erasure` does it. Raises DISK_FULL or READ_ONLY.

    Work on the module that is under way can keep no more secrets from now on.
    """
    parts = EVERYTHING - ({Part.RULES} if keeps_rules else set())
    begin(session.profile, module, parts=parts | ({Part.FILES_STAY} if keeps_files else set()))
    session.tokens.begin_erasure(_required_module(module).secrets)


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


def finish_erasures(session: Session) -> None:
    """Finish what an earlier session left, and remove what no law, and no wish of the user, keeps any longer.

    Called before anything else is done with a vault that was opened.
    """
    apply_retention(session)
    _begin_due(session)
    _begin_orphaned(session)
    for module in pending(session.profile):
        if _module(module) is not None:
            finish_erasure(session, module, Job())


def apply_retention(session: Session) -> bool:
    """Announce what is to go, and erase what was announced for long enough; returns whether anything went.

    To be called at each opening and each day. What prevents it (a full disk, a damaged page) prevents nothing else.
    """
    with session.erasure_lock:
        try:
            with suppress(KnownError):
                _begin_retention(session)
        except Exception as error:  # noqa: BLE001 - a bug is reported, and the vault opens all the same
            keep_bug_report(session, error)
        if RETENTION not in pending(session.profile):
            return False
        finish_erasure(session, RETENTION, Job())
        _begin_due(session)
        if CLIENTS in pending(session.profile):
            finish_erasure(session, CLIENTS, Job())
    return True


def _begin_retention(session: Session) -> None:
    """Begin the erasure of what is ripe. Raises what a write raises."""
    day, is_pending = _moment(session).day, RETENTION in pending(session.profile)
    if session.read(load_look) != day:
        reports = count_reports_by_year(session.profile)
        session.write(lambda writer: announce(writer, day, reports))
    if session.read(lambda reader: load_ripe(reader, day)):
        if not is_pending:  # the backups are done with what went before
            session.write(forget_decided)
        begin(session.profile, RETENTION, parts={Part.VAULT, Part.BACKUPS})


def begin_client_erasure(session: Session) -> None:
    """Note that rows of clients are to be erased, in the vault and its backups. Raises DISK_FULL or READ_ONLY."""
    begin(session.profile, CLIENTS, parts={Part.VAULT, Part.BACKUPS})


def erase_trips(session: Session, job: Job) -> Erasure:
    """Erase every trip, with templates and vehicles, in the vault, its free pages and its backups; it is not cancelled.

    What invoices trips stays. Raises DISK_FULL or READ_ONLY where it cannot be noted, and then changes nothing.
    """
    with session.erasure_lock:
        begin(session.profile, TRIPS, parts={Part.VAULT, Part.BACKUPS})
        job.progress(0, 0, "erase_trips")
        return finish_erasure(session, TRIPS, job)


def _begin_due(session: Session) -> None:
    """Begin the erasure of clients where some is left, or where the last day of a record is over.

    What prevents it (a full disk, a damaged page) does not prevent the opening: the next one tries again.
    """
    with suppress(KnownError):
        day = _moment(session).day
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


def _moment(session: Session) -> Moment:
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
        self._module = _required_module(name)
        self._progress = Job(job.progress)  # an erasure is not cancelled
        self._parts = _left(session, name)
        self._failed: dict[Part, ErrorCode | None] = {}
        self._foreign: tuple[str, ...] = ()
        self._reports: list[Path] = []
        self._kept_accounts: Sequence[FileAccount] = ()
        self._moment = _moment(session)
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
        self._session.write(self._erase_rows_in_vault)
        self._are_rows_gone = True
        self._session.forget()
        # A backup that is being written reads the former pages as long as it lasts.
        with self._session.backups_lock:
            self._session.database.erase_residue()

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
