"""The rows that name a client, found and removed."""

from collections.abc import Callable, Collection, Mapping

from microdesk_desktop.domain.privacy.erasure import ErasurePlan
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.privacy.requests import forget_client
from microdesk_desktop.store.privacy.voucher_names import hide_names
from microdesk_desktop.store.transaction import json_list

IsNamed = Callable[[str], bool]
"""Whether a text names the person."""
_GIVEN = "IN (SELECT value FROM json_each(?))"
_BESIDE = ("document_note", "document_attachment", "reminder")
"""What hangs on documents and is kept by no law; what is about a draft goes with it."""


_CLIENT_TEXTS = (
    *("siren", "siret", "vat_number", "email", "phone", "address", "postal_code", "city", "country"),
    *("electronic_scheme", "electronic_address", "payment_terms"),
)


def find_receipts(reader: Reader, names: Collection[str], numbers: Collection[str]) -> list[tuple[int, str, str]]:
    """The id, the reference and the day of each receipt that has one of these folded names, or is for a document."""
    rows = reader.iterate("SELECT id, reference, received_on, client, invoice FROM receipt ORDER BY id")
    return [
        (id_, reference, day)
        for id_, reference, day, client, invoice in rows
        if (invoice and invoice in numbers) or fold(client) in names
    ]


def find_rules(reader: Reader, client_id: int | None, is_named: IsNamed) -> tuple[int, ...]:
    """The rules about a client, and those whose texts name them."""
    rows = reader.iterate("SELECT id, client_id, name, words, party_name, label FROM rule ORDER BY id")
    return tuple(
        id_ for id_, about, *texts in rows if (about is not None and about == client_id) or is_named(" ".join(texts))
    )


def find_answers(reader: Reader, is_named: IsNamed) -> tuple[tuple[str, str], ...]:
    """The service and the question of each answer of a public register that names them."""
    rows = reader.iterate("SELECT service, query, answer FROM lookup_answer ORDER BY service, query")
    return tuple((service, query) for service, query, answer in rows if is_named(f"{query} {answer}"))


def find_imports(reader: Reader, is_named: IsNamed) -> tuple[int, ...]:
    """The imported files whose name names them."""
    return tuple(id_ for id_, name in reader.iterate("SELECT id, name FROM imported_file") if is_named(name))


def find_payments(reader: Reader, target_ids: Collection[int]) -> list[int]:
    """The payments of these records."""
    rows = reader.iterate(f"SELECT id FROM payment WHERE target_id {_GIVEN}", (json_list(target_ids),))
    return [id_ for (id_,) in rows]


def count_beside(reader: Reader, document_ids: Collection[int]) -> Mapping[str, int]:
    """How many notes, attached files and reminders documents have, by table."""
    return {
        table: reader.value(f"SELECT count(*) FROM {table} WHERE document_id {_GIVEN}", (json_list(document_ids),))
        for table in _BESIDE
    }


def delete_around(writer: Writer, plan: ErasurePlan) -> None:
    """Delete what no law keeps beside the documents: drafts, series, notes, files, reminders, rules, answers, and the
    values that imports changed."""
    records = json_list([*plan.documents, *plan.kept])
    for table, ids in (("draft", plan.drafts), ("recurring_series", plan.series), ("rule", plan.rules)):
        writer.run(f"DELETE FROM {table} WHERE id {_GIVEN}", (json_list(ids),))
    for table in _BESIDE:
        writer.run(f"DELETE FROM {table} WHERE document_id {_GIVEN}", (records,))
    writer.run(f"UPDATE quote_answer SET remark = '' WHERE document_id {_GIVEN}", (records,))
    writer.run_many("DELETE FROM lookup_answer WHERE service = ? AND query = ?", plan.answers)
    writer.run(f"UPDATE imported_file SET name = '…' WHERE id {_GIVEN}", (json_list(plan.imports),))
    writer.run(f"DELETE FROM imported_change WHERE entity = 'target' AND row_id {_GIVEN}", (records,))
    writer.run("DELETE FROM imported_change WHERE entity = 'client' AND row_id = ?", (plan.client_id,))


def withdraw_proposals(writer: Writer, target_ids: Collection[int]) -> None:
    """Withdraw every proposal of these targets; what was attributed to them stays, and is never looked at again."""
    proposed = f"SELECT transaction_id, rank FROM suggestion WHERE target_id {_GIVEN}"
    writer.run(f"DELETE FROM suggestion WHERE (transaction_id, rank) IN ({proposed})", (json_list(target_ids),))
    writer.run(
        "UPDATE bank_transaction SET status = 'todo' WHERE status = 'suggested'"
        " AND id NOT IN (SELECT transaction_id FROM suggestion)"
    )


def blank_client(writer: Writer, client_id: int, name: str) -> None:
    """Remove a client; one whom documents still name by its id keeps this for its name, and nothing else."""
    forget_client(writer, client_id)
    if not writer.value("SELECT 1 FROM document WHERE client_id = ? LIMIT 1", (client_id,)):
        writer.run("DELETE FROM client WHERE id = ?", (client_id,))
        return
    blanked = ", ".join(f"{each} = ''" for each in _CLIENT_TEXTS)
    writer.run(
        f"UPDATE client SET name = ?, contacts = '[]', addresses = '[]', {blanked} WHERE id = ?", (name, client_id)
    )


def archive_receipt(writer: Writer, receipt_id: int) -> Mapping[str, str]:
    """Take the texts of a receipt and the names of its files out of it; returns the texts that the books still show."""
    client, label = writer.all("SELECT client, label FROM receipt WHERE id = ?", (receipt_id,))[0]
    writer.run("UPDATE receipt SET client = '', label = '' WHERE id = ?", (receipt_id,))
    hide_names(writer, receipt_id)
    return {"client": client, "label": label}


def blank_record(writer: Writer, target_id: int, kind: TargetKind) -> None:
    """Remove what still names the client in a record and beside it; its number, its day and its amounts stay."""
    if kind is TargetKind.INVOICE:
        writer.run("UPDATE document SET subject = '' WHERE id = ?", (target_id,))
    if kind is TargetKind.EXPENSE:
        writer.run("UPDATE received_invoice SET content = '{}' WHERE id = ?", (target_id,))
    writer.run("DELETE FROM voucher WHERE target_id = ?", (target_id,))


def delete_files(writer: Writer, document_id: int) -> None:
    """Delete the files of an issued document whose client was removed from its seal; the database refuses others."""
    writer.run("DELETE FROM issued_file WHERE document_id = ?", (document_id,))
