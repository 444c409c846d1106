"""The files of somebody who leaves other tools and banks, and what the vault must hold once they are imported."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.store.records.receipts_expenses import load_records
from microdesk_desktop.views.bank.rows import TransactionFilter, load_transaction_ids, load_transactions
from microdesk_desktop.views.records.rows import load_invoice_rows
from tests.support.guards import ROOT

FOLDER = ROOT / "tests" / "golden" / "newcomer"


@dataclass(frozen=True, kw_only=True)
class NewcomerFile:
    """One file: what an import of it must show, ask and leave, or the words of its refusal."""

    path: Path
    kind: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)
    holds: Sequence[str] = ()
    answers: Sequence[str] = ()
    refused: str = ""


def load_files() -> Sequence[NewcomerFile]:
    """Every file, those of other tools first."""
    table = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
    return [NewcomerFile(path=FOLDER / name, **wanted) for name, wanted in table.items()]


def held(reader: Reader, kind: str, today: date) -> Sequence[str]:
    """What the vault holds of this kind, one sentence each, as `expected.toml` writes it."""
    match kind:
        case "clients":
            lines = [_client(client) for _, client in load_clients(reader)]
        case "documents":
            lines = [
                f"{row.number} {row.type}, {row.client}, {row.remaining_cents} of {row.total_cents} {row.state}"
                for row in load_invoice_rows(reader, today)
            ]
        case "receipts":
            lines = [_receipt(receipt) for _, receipt in load_records(reader, Receipt)]
        case _:
            rows = load_transactions(reader, load_transaction_ids(reader, TransactionFilter()))
            lines = [f"{row.on} {row.amount_cents} {row.label}" for row in rows]
    return sorted(lines)


def _client(client: Client) -> str:
    emails = " ".join(client.emails)
    town = " ".join(filter(None, (client.postal_code, client.city)))
    others = [address.lines[0] for address in client.addresses]
    return ", ".join(filter(None, (client.name, client.kind, client.siren, emails, town, *others)))


def _receipt(receipt: Receipt) -> str:
    line = f"{receipt.on} {receipt.client} {receipt.amount_cents} {receipt.method}"
    return f"{line}, pays {receipt.invoice}" if receipt.invoice else line
