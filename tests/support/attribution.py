"""Rows of an account that tell what an attribution can: a pair, a set, a fee, and what is against a proposal."""

from datetime import date, timedelta

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.bank.decide import accept
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.views.bank.rows import TransactionFilter, TransactionRow, load_transaction_ids, load_transactions
from tests.support.accounts import account_of

# number, days since issue, client, cents, cents paid
DOCUMENTS = (
    ("F-2026-0101", 60, "Lantana SAS", 48_000, 0),
    ("F-2026-0102", 55, "Nova Conseil", 90_000, 0),
    ("F-2026-0103", 50, "Nova Conseil", 140_000, 0),
    ("F-2026-0104", 45, "Nova Conseil", 230_000, 0),
    ("F-2026-0112", 44, "Nova Conseil", 140_000, 0),
    ("F-2026-0105", 40, "Brasserie Elbaz", 50_000, 0),
    ("F-2026-0106", 40, "Kerlouan Formation", 30_000, 0),
    ("F-2026-0107", 70, "Kerlouan Formation", 30_000, 30_000),
    ("F-2026-0108", 35, "Jean Aubert", 41_000, 0),
    ("F-2026-0109", 30, "Théâtre de l'Horloge", 160_000, 0),
    ("F-2026-0110", 80, "Indigo Studio", 25_000, 25_000),
    ("F-2026-0111", 50, "Gaëlle Guérin", 72_000, 0),
)
PAID, RETURNED, PAID_AGAIN = (
    "VIR SEPA LANTANA SAS F-2026-0101",
    "REJET VIR LANTANA SAS F-2026-0101",
    "VIR SEPA LANTANA SAS F-2026-0101 BIS",
)
SET = "VIR SEPA NOVA CONSEIL REGLEMENT FACTURES"
NET = "VIR SEPA BRASSERIE ELBAZ FRAIS 15,00"
SETTLED_CITED = "VIR KERLOUAN FORMATION F-2026-0107"
OTHER_PERSON = "VIR SEPA MME AUBERT"
DEPOSIT = "VIR THEATRE DE L HORLOGE ACOMPTE 30%"
NOTHING_OPEN = "VIR INDIGO STUDIO F-2026-0110"
DECIDED, TAKEN_BACK = "VIR SEPA M ROBERT GUERIN", "REJET VIR M ROBERT GUERIN"
# days ago, cents, label
ROWS = (
    (45, 48_000, PAID),
    (41, -48_000, RETURNED),
    (30, 48_000, PAID_AGAIN),
    (28, 370_000, SET),
    (26, 48_500, NET),
    (22, 30_000, SETTLED_CITED),
    (20, 41_000, OTHER_PERSON),
    (18, 48_000, DEPOSIT),
    (16, 25_000, NOTHING_OPEN),
    (14, 72_000, DECIDED),
)


def fill_account(session: Session) -> None:
    """The documents and the rows, attributed as far as the engine goes; one proposal is accepted, then returned."""
    today = session.clock.today()
    session.write(lambda writer: _save_documents(writer, today))
    add_rows(session, *ROWS)
    accept(session, row_of(session, DECIDED).id)
    add_rows(session, (10, -72_000, TAKEN_BACK))


def add_rows(session: Session, *rows: tuple[int, int, str]) -> None:
    """Add rows, given as days ago, cents and label, to the account and attribute them."""
    today = session.clock.today()
    made = [BankRow(None, today - timedelta(days=days), cents, "EUR", label) for days, cents, label in rows]
    session.write(lambda writer: merge_rows(writer, account_of(writer), made, source="csv"))
    run_attribution(session, Job())


def row_of(session: Session, label: str) -> TransactionRow:
    """The transaction of this label."""
    rows = session.read(lambda reader: load_transactions(reader, load_transaction_ids(reader, TransactionFilter())))
    return next(row for row in rows if row.label == label)


def _save_documents(writer: Writer, today: date) -> None:
    clients = {
        client: save_client(writer, Client(name=client)) for client in dict.fromkeys(row[2] for row in DOCUMENTS)
    }
    for number, days, client, cents, paid in DOCUMENTS:
        issued = today - timedelta(days=days)
        document = ImportedDocument(
            number=number,
            type=DocumentType.INVOICE,
            issued_on=issued,
            due_on=issued + timedelta(days=30),
            client=client,
            excl_tax_cents=cents,
            tax_cents=0,
            incl_tax_cents=cents,
            paid_cents=paid,
        )
        save_document(writer, document, clients[client])
