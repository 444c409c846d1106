"""What the vaults of the window's measures hold."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.create import create_vault
from microdesk_desktop.operations.vault.unlock import unlock
from microdesk_desktop.privacy.statement import current_version
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.store.records.receipts_expenses import save_record
from microdesk_desktop.vault.slots import Cost

PASSPHRASE = "un coffre pour la mesure"
BANK, IBAN = "BOURSORAMA_BOUSFRPP", "FR7640618802980004012345609"
DOCUMENTS, CLIENTS = 2_000, 200
# What a business writes in twenty years of five documents, receipts and expenses a day.
MANY_CLIENTS, MANY_RECORDS = 5_000, 20_000
LABELS = (
    "VIR SEPA RECU /DE CLIENT {n} /MOTIF F-2026-{n:05} HONORAIRES",
    "VIR INST SOCIETE NUMERO {n} ACOMPTE",
    "VIREMENT EN VOTRE FAVEUR ATELIER {n} FACTURE {n:05}",
    "REMISE CB COMMERCE {n} BORDEAUX",
    "VIR RECU 95258{n:05} DE: CABINET {n} MOTIF: F-2026-{n:05}",
)
_STATUSES = ("todo", "suggested", "attributed", "attributed", "attributed", "attributed", "ignored")


def make_vault(profile: Path, rows: int) -> None:
    """A vault with its documents and so many transactions."""
    with _new_vault(profile) as session:
        today = session.clock.today()
        session.write(lambda writer: fill_documents(writer, today))
        session.write(lambda writer: fill_transactions(writer, rows, today))


def make_records_vault(profile: Path, rows: int = 0) -> None:
    """A vault with many clients, documents, receipts and expenses, and so many transactions."""
    with _new_vault(profile) as session:
        today = session.clock.today()
        session.write(lambda writer: fill_documents(writer, today, MANY_RECORDS, MANY_CLIENTS))
        session.write(lambda writer: fill_transactions(writer, rows, today, MANY_RECORDS))
        session.write(lambda writer: _fill_records(writer, today))


@contextmanager
def _new_vault(profile: Path) -> Iterator[Session]:
    keyring = MemoryKeyring()
    session = create_vault(
        profile,
        PASSPHRASE,
        Company(name="Jeanne Martin EI"),
        privacy_version=current_version(),
        cost=Cost(),
        keyring=lambda: keyring,
    ).session
    try:
        yield session
    finally:
        session.close()


@contextmanager
def opened_vault(rows: int) -> Iterator[Session]:
    """A vault like that of `make_vault`, open, in a folder that is removed afterwards."""
    keyring = MemoryKeyring()
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile")
        make_vault(profile, rows)
        session = unlock(profile, PASSPHRASE, keyring=lambda: keyring)
        try:
            yield session
        finally:
            session.close()


def fill_documents(writer: Writer, today: date, documents: int = DOCUMENTS, clients: int = CLIENTS) -> None:
    """Open invoices of many clients, which part of the labels cite."""
    ids = [save_client(writer, Client(name=f"Société numéro {number} SARL")) for number in range(clients)]
    for number in range(documents):
        cents = 5_000 + number
        save_document(
            writer,
            ImportedDocument(
                number=f"F-2026-{number:05}",
                type=DocumentType.INVOICE,
                issued_on=today - timedelta(days=number % 90 + 5),
                due_on=today,
                client=f"Société numéro {number % clients} SARL",
                excl_tax_cents=cents,
                tax_cents=0,
                incl_tax_cents=cents,
                paid_cents=0,
            ),
            ids[number % clients],
        )


def _fill_records(writer: Writer, today: date) -> None:
    """Receipts and expenses over some years, and payments of every second document."""
    for number in range(MANY_RECORDS):
        day, cents = today - timedelta(days=number % 2_000), 1_000 + number % 900
        save_record(
            writer,
            Receipt(
                on=day,
                client=f"Cliente numéro {number % 900}",
                label=f"Séance {number}",
                amount_cents=cents,
                reference=f"R-{number:05}",
            ),
        )
        save_record(
            writer,
            Expense(
                on=day,
                supplier=f"Fournisseur {number % 400}",
                label=f"Achat de matériel {number}",
                amount_cents=cents,
                category="Fournitures",
                reference=f"D-{number:05}",
            ),
        )
    writer.run(
        "INSERT INTO payment (target_id, paid_on, amount_cents) SELECT id, issued_on, incl_tax_cents / (1 + id % 3)"
        " FROM document WHERE id % 2 = 0"
    )


def fill_transactions(writer: Writer, rows: int, today: date, documents: int = DOCUMENTS) -> None:
    """Transactions of every status over some years, the attributed ones with their payment of one of the documents."""
    if not rows:
        return
    writer.run("INSERT INTO bank_account (currency, institution_name, iban) VALUES ('EUR', 'Banque', ?)", (IBAN,))
    writer.run_many(
        "INSERT INTO bank_transaction (account_id, booked_on, amount_cents, currency, label, state, source, status)"
        " VALUES (1, ?, ?, 'EUR', ?, 'booked', 'csv', ?)",
        _transactions(rows, today),
    )
    writer.run_many(
        "INSERT INTO payment (id, target_id, paid_on, amount_cents)"
        " SELECT id, 1 + id % ?, booked_on, amount_cents FROM bank_transaction WHERE status = ?",
        [(documents, "attributed")],
    )
    writer.run_many(
        "INSERT INTO attribution (payment_id, transaction_id, origin, reasons)"
        " SELECT id, id, 'auto', ? FROM bank_transaction WHERE status = 'attributed'",
        [('[["amount", {}]]',)],
    )


def _transactions(rows: int, today: date) -> Iterator[Sequence[object]]:
    for number in range(rows):
        label = LABELS[number % len(LABELS)].format(n=number)
        cents = (number * 37 % 500_000 - 250_000) or 1
        yield (today - timedelta(days=number // 60)).isoformat(), cents, label, _STATUSES[number % len(_STATUSES)]
