"""What the erasure of each module erases: its rows, its secrets by their names, the files that follow it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from microdesk_desktop.base.bug_report import remove_reports_of_years
from microdesk_desktop.domain.mileage.keeping import Keeping
from microdesk_desktop.operations.client_rows import ErasedClient, erase_clients, load_decisions, remove_due
from microdesk_desktop.operations.document_purge import Moment
from microdesk_desktop.operations.retention_rows import (
    Removed,
    erase_documents,
    erase_ripe,
    load_documents,
    load_removed,
    remove,
)
from microdesk_desktop.operations.supplier_rows import ErasedSupplier, erase_suppliers, load_supplier_decisions
from microdesk_desktop.privacy.retention import Category
from microdesk_desktop.store.bank.accounts import FileAccount, load_file_accounts
from microdesk_desktop.store.bank.erase import erase_bank
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.imports.erase import erase_statement_imports
from microdesk_desktop.store.mail.accounts import erase_account
from microdesk_desktop.store.mileage.erase import erase_mileage, erase_trips_before
from microdesk_desktop.store.mileage.settings import load_keeping
from microdesk_desktop.store.privacy.erased_suppliers import forget_names
from microdesk_desktop.store.privacy.network.journal import erase_events_before

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
    retained: Removed | None = None


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
class Batches:
    """What goes before the other rows, by year and id, a batch a write: it is short, and cancelled between two."""

    load: Callable[[Reader, Moment], Sequence[tuple[int, int]]]
    erase: Callable[[Sequence[tuple[int, int]], Moment, Writer], object]


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
    batches: Batches | None = None


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
    keys = decided.retained.keys if decided.retained else ()
    years = [year for category, year in keys if category is Category.REPORTS]
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
        batches=Batches(load=lambda reader, moment: load_documents(reader, moment.day), erase=erase_documents),
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


def find_module(name: str) -> Module | None:
    """What an erasure of this name erases; None for a name of a later version."""
    if name.startswith(JOURNAL):
        before = _EPOCH + timedelta(microseconds=int(name.removeprefix(JOURNAL), 16))
        return Module(secrets="", erase_rows=lambda writer, _: erase_events_before(writer, before))
    if not name.startswith(MAIL_ACCOUNT):
        return MODULES.get(name)
    account_id = name.removeprefix(MAIL_ACCOUNT)
    return Module(secrets=mail_secrets(account_id), erase_rows=lambda writer, _: erase_account(writer, account_id))


def require_module(name: str) -> Module:
    """The module of this name. Raises ValueError for one of a later version."""
    module = find_module(name)
    if module is None:
        raise ValueError(f"no module {name}")
    return module
