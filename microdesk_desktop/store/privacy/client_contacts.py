"""When each client was last in touch, and which of them are more than prospects."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.records.documents import DocumentStatus
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.erased_clients import ERASED_IDS
from microdesk_desktop.store.transaction import json_list

_OFFERS = f"'{DocumentType.QUOTE}', '{DocumentType.PROFORMA}'"
_RELATION = f"(type NOT IN ({_OFFERS}) OR status = '{DocumentStatus.ACCEPTED}')"
# An act of either side, by its day: what the client only received without being written to is none.
_ACTS = (
    'SELECT client_id, "on", 0 FROM client_contact'
    f" UNION ALL SELECT client_id, issued_on, {_RELATION} FROM document"
    " UNION ALL SELECT client_id, answered_on, 0 FROM quote_answer JOIN document ON document.id = document_id"
    " UNION ALL SELECT client_id, sent_on, 0 FROM sending JOIN document ON document.id = document_id"
    " UNION ALL SELECT client_id, sent_on, 0 FROM reminder JOIN document ON document.id = document_id"
    " UNION ALL SELECT client_id, paid_on, 1 FROM payment JOIN document ON document.id = target_id"
    " UNION ALL SELECT client_id, received_on, 0 FROM person_request WHERE client_id IS NOT NULL"
    " UNION ALL SELECT client_id, driven_on, 1 FROM mileage_trip WHERE client_id IS NOT NULL"
)
# A choice that was lapsed already has none of this but a refusal.
_REACHABLE = (
    "email <> '' OR phone <> '' OR contacts <> '[]' OR EXISTS (SELECT 1 FROM communication_choice"
    " WHERE communication_choice.client_id = client.id AND (choice = 'everything' OR person <> '' OR words <> ''"
    " OR chosen_on IS NOT NULL OR noted_at IS NOT NULL))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientActs:
    """The last act of a client, None where no day is known; `is_client` is False for a prospect.

    `is_reachable` where an address, a number or a person is kept, or the proof of a choice.
    """

    client_id: int
    name: str
    last_on: date | None
    is_client: bool
    is_reachable: bool


def load_acts(reader: Reader) -> Sequence[ClientActs]:
    """The last act of each client that was not erased, by documents, payments and trips; receipts come from names."""
    rows = reader.iterate(
        f"WITH act (client_id, day, is_client) AS ({_ACTS}) SELECT client.id, name, max(day), max(is_client),"
        f" ({_REACHABLE}) FROM client LEFT JOIN act ON act.client_id = client.id"
        f" WHERE client.id NOT IN ({ERASED_IDS}) GROUP BY client.id ORDER BY client.id"
    )
    return [
        ClientActs(
            client_id=client_id,
            name=name,
            last_on=date.fromisoformat(day) if day else None,
            is_client=bool(is_client),
            is_reachable=bool(is_reachable),
        )
        for client_id, name, day, is_client, is_reachable in rows
    ]


def load_receipt_days(reader: Reader) -> Mapping[str, date]:
    """The day of the last receipt that names each client, by the folded name."""
    days: dict[str, str] = {}
    for client, day in reader.iterate(
        "SELECT client, max(received_on) FROM receipt WHERE client <> '' GROUP BY client"
    ):
        days[fold(client)] = max(day, days.get(fold(client), ""))
    return {name: date.fromisoformat(day) for name, day in days.items()}


def load_draft_forms(reader: Reader) -> Sequence[tuple[str, date]]:
    """The forms of the drafts, each with the day of its last change."""
    rows = reader.iterate("SELECT form, changed_at FROM draft")
    return [(form, date.fromisoformat(changed_at[: len("2026-11-26")])) for form, changed_at in rows]


def load_series_forms(reader: Reader) -> Sequence[str]:
    """The forms of the recurring documents."""
    return [form for (form,) in reader.iterate("SELECT form FROM recurring_series")]


def blank_contacts(writer: Writer, client_ids: Collection[int]) -> None:
    """Remove how these clients are reached, and the people there; name, address and documents stay."""
    writer.run(
        "UPDATE client SET email = '', phone = '', contacts = '[]' WHERE id IN (SELECT value FROM json_each(?))",
        (json_list(client_ids),),
    )
    writer.run(
        "DELETE FROM imported_change WHERE entity = 'client' AND row_id IN (SELECT value FROM json_each(?))",
        (json_list(client_ids),),
    )
