"""Erase clients in one database, the vault or a copy: what no law keeps at once, the rest once its day is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.documents.retention import Keeping, Rule
from microdesk_desktop.documents.seal.purge import NOBODY
from microdesk_desktop.domain.imports.plans import Entity
from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.privacy.erasure import ErasurePlan
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.book_persons import remove_due_persons
from microdesk_desktop.operations.client_names import own_names, own_texts
from microdesk_desktop.operations.document_purge import Moment, purge_sealed
from microdesk_desktop.operations.erasure_plan import plan_erasure
from microdesk_desktop.store.bank.targets import delete_target
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.chain import load_seal_of
from microdesk_desktop.store.imports.journal import release_rows
from microdesk_desktop.store.mileage.erase import erase_client_mileage
from microdesk_desktop.store.privacy.client_rows import (
    archive_receipt,
    blank_client,
    blank_record,
    delete_around,
    find_payments,
    withdraw_proposals,
)
from microdesk_desktop.store.privacy.communications import delete_choices
from microdesk_desktop.store.privacy.erased_clients import (
    KeptRow,
    add_kept,
    load_due,
    load_erased,
    load_kept,
    load_unfinished,
    note_erased,
    note_purged,
    note_request,
)
from microdesk_desktop.store.privacy.requests import forget_persons
from microdesk_desktop.store.privacy.suppressed import suppress
from microdesk_desktop.store.records.clients import load_any_client


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedClient:
    """A client whose rows are gone from the vault, with what stays of it, by the id of each record."""

    client_id: int
    kept: Mapping[int, Keeping]


def load_decisions(reader: Reader) -> Sequence[ErasedClient]:
    """What the vault decided for each client that was erased: the same is done in its backups."""
    kept: dict[int, dict[int, Keeping]] = {client_id: {} for client_id in load_erased(reader)}
    for row in load_kept(reader):
        if row.client_id is None:
            continue
        kept.setdefault(row.client_id, {})[row.target_id] = Keeping(rule=Rule(row.rule), until=row.kept_until)
    return [ErasedClient(client_id=client_id, kept=records) for client_id, records in kept.items()]


def erase_clients(writer: Writer, moment: Moment, decided: Sequence[ErasedClient] | None) -> None:
    """Erase the clients that are noted, or in a copy those that were `decided`."""
    for each in decided or ():
        note_request(writer, each.client_id, moment.at)
    kept = {each.client_id: each.kept for each in decided or ()}
    for client_id in load_unfinished(writer):
        if load_any_client(writer, client_id) is not None:
            _erase(writer, plan_erasure(writer, client_id, kept.get(client_id)), moment)
        note_erased(writer, client_id, moment.at)


def remove_due(writer: Writer, moment: Moment) -> None:
    """Remove clients and suppliers from what has had its last day, and from the books."""
    for row in load_due(writer, moment.day):
        _purge(writer, row, moment)
    remove_due_persons(writer, moment.at, moment.day)


def _erase(writer: Writer, plan: ErasurePlan, moment: Moment) -> None:
    delete_around(writer, plan)
    erase_client_mileage(writer, plan.trips, plan.trip_templates)
    release_rows(writer, Entity.CLIENT, [plan.client_id])
    release_rows(writer, Entity.TARGET, [*plan.documents, *plan.kept])
    release_rows(writer, Entity.PAYMENT, find_payments(writer, plan.kept))
    withdraw_proposals(writer, [*plan.documents, *plan.kept])
    for document_id in plan.documents:
        if not purge_sealed(writer, document_id, None, moment.at):
            delete_target(writer, document_id)
    _keep(writer, plan)
    _forget_in_register(writer, plan.client_id)
    _keep_refusal(writer, plan.client_id)
    blank_client(writer, plan.client_id, NOBODY)


def _forget_in_register(writer: Writer, client_id: int) -> None:
    """Take the client and its contacts out of the requests that were registered under a name or an address alone."""
    client = load_any_client(writer, client_id)
    assert client is not None, "erased with the rest of it"
    forget_persons(writer, own_names(writer, client_id, client) | own_texts(writer, client_id, client))


def _keep_refusal(writer: Writer, client_id: int) -> None:
    """Keep the keyed hashes of the addresses of a client who refused mail, and delete the choices."""
    client = load_any_client(writer, client_id)
    assert client is not None, "erased with the rest of it"
    if client.mail_preference in (MailPreference.BUSINESS, MailPreference.NONE):
        suppress(writer, client.emails, client.mail_preference)
    delete_choices(writer, client_id)


def _keep(writer: Writer, plan: ErasurePlan) -> None:
    """Note what stays, and take the client's name out of what no seal holds."""
    for target_id, record in plan.kept.items():
        kind = record.kind
        if kind is TargetKind.RECEIPT:
            archived = archive_receipt(writer, target_id)
        else:
            archived = {} if load_seal_of(writer, target_id) else {"client": plan.name}
        row = KeptRow(
            target_id=target_id, client_id=plan.client_id, kind=kind, rule=record.rule, kept_until=record.until
        )
        add_kept(writer, row, archived)


def _purge(writer: Writer, row: KeptRow, moment: Moment) -> None:
    """Remove the client from a record whose last day is over."""
    if row.kind is TargetKind.INVOICE:
        purge_sealed(writer, row.target_id, row.kept_until, moment.at)
    blank_record(writer, row.target_id, row.kind)
    note_purged(writer, row.target_id, moment.at)
