"""Make the vault that the next versions must open: `python -m tests.store.old.make`, once per release that has a
new schema. It writes NNNN.mdbackup here, NNNN being the last migration; `tests/store/test_old_vaults.py` opens it
with each later program and looks for what `fill` put in. A file that was made is never made again.
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow, Statement
from microdesk_desktop.domain.parties import Client, ClientKind
from microdesk_desktop.domain.records.documents import ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import DocumentType, TargetKind
from microdesk_desktop.operations.bank import decide as decisions
from microdesk_desktop.operations.bank.rules import put_rule, remove_rule
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.backup import write_backup
from microdesk_desktop.store.bank.targets import find_target
from microdesk_desktop.store.bank.transactions import load_bank_history, merge_rows
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.store.records.receipts_expenses import save_record
from microdesk_desktop.vault.header import header_bytes
from tests.support.accounts import account_of
from tests.support.vaults import new_vault

DOCUMENTS = (
    ("F-2026-0040", DocumentType.INVOICE, "Nova SARL", date(2026, 10, 1), 160_000),
    ("F-2026-0041", DocumentType.INVOICE, "Nova SARL", date(2026, 10, 1), 32_000),
    ("F-2026-0042", DocumentType.INVOICE, "Camille Leroy", date(2026, 10, 5), 48_050),
    ("F-2026-0043", DocumentType.INVOICE, "Atelier Brume", date(2026, 10, 8), 71_300),
    ("F-2026-0044", DocumentType.INVOICE, "Atelier Brume", date(2026, 10, 9), 100_000),
    ("F-2026-0045", DocumentType.INVOICE, "Camille Leroy", date(2026, 10, 9), 200_000),
    ("A-2026-0001", DocumentType.CREDIT_NOTE, "Atelier Brume", date(2026, 10, 20), 6_000),
    ("D-2026-0009", DocumentType.QUOTE, "Camille Leroy", date(2026, 11, 2), 99_000),
)
RECORDS = (
    Receipt(on=date(2026, 11, 3), client="Zoe Petit", label="Vente", amount_cents=7_700, reference="R-1"),
    Expense(
        on=date(2026, 11, 4), supplier="SNCF", label="Train", amount_cents=8_900, category="Voyage", reference="E-1"
    ),
    Expense(on=date(2026, 11, 9), supplier="Papeterie Lune", label="Encre", amount_cents=4_410, reference="E-2"),
)
RULES = (
    Rule(id=0, name="Hébergement OVH", words="OVH", direction=-1, action=RuleAction.EXPENSE, party_name="OVH",
         category="Hébergement"),
    Rule(id=0, name="Loyer du bureau", words="SCI DES TILLEULS", direction=0, action=RuleAction.IGNORE),
    Rule(id=0, name="Brume paie sous BRM", words="BRM CONSEIL", direction=1, action=RuleAction.PARTY, party_id=3),
    # removed at once: what it attributed stays
    Rule(id=0, name="Parking du marché", words="INDIGO", direction=-1, action=RuleAction.EXPENSE, party_name="Indigo"),
)  # fmt: skip
ACCOUNT = (
    (date(2026, 11, 2), 48_050, "VIR SEPA RECU /DE CAMILLE LEROI /MOTIF F-2026-0042"),
    (date(2026, 11, 3), 192_000, "VIR X"),
    (date(2026, 11, 3), 7_700, "VIR INST ZOE PETIT"),
    (date(2026, 11, 4), -8_900, "CB SNCF CONNECT PARIS"),
    (date(2026, 11, 5), -1_439, "CB OVH SAS ROUBAIX"),
    (date(2026, 11, 6), -50_000, "PRLV SCI DES TILLEULS"),
    (date(2026, 11, 7), 71_300, "VIR BRM CONSEIL"),
    (date(2026, 11, 9), 30_000, "VIR INST ATELIER BRUM ACPTE 30%"),
    (date(2026, 11, 10), 60_000, "VIR INST LEROY F-2026-0045 ACPTE 30%"),
    (date(2026, 11, 11), -300, "VIR INCONNU"),
    (date(2026, 11, 12), -100_000, "VIR JEANNE MARTIN EI"),
    (date(2026, 11, 13), -777, "RETRAIT"),
    (date(2026, 11, 14), -450, "CB INDIGO LYON"),
)


def fill(session: Session) -> None:
    """Put in clients, documents, records, rules and transactions with every kind of decision."""
    session.write(_fill_records)
    rows = [BankRow(None, on, cents, "EUR", label) for on, cents, label in ACCOUNT]
    statement = Statement(rows=rows, iban="FR7640618802980004012345678")
    session.write(lambda writer: merge_rows(writer, account_of(writer, statement), rows, source="csv"))
    made = [put_rule(session, rule, job=Job()).id for rule in RULES]
    remove_rule(session, made[-1] or 0)
    ids = {each.label: each.id for each in sorted(session.read(load_bank_history), key=lambda each: -each.id)}
    parts = [_part(session, "F-2026-0040", 160_000), _part(session, "F-2026-0041", 32_000)]
    decisions.attribute(session, ids["VIR X"], parts)
    decisions.accept(session, ids["VIR INST ATELIER BRUM ACPTE 30%"])
    decisions.ignore(session, ids["VIR INCONNU"])
    spent = Expense(on=date(2026, 11, 13), supplier="Caisse", label="Retrait", amount_cents=777, reference="E-3")
    decisions.create_record(session, ids["RETRAIT"], spent)
    decisions.detach(session, ids["VIR INST ZOE PETIT"])


def _fill_records(writer: Writer) -> None:
    clients = {
        name: save_client(writer, Client(name=name, kind=kind))
        for name, kind in (
            ("Nova SARL", ClientKind.COMPANY),
            ("Camille Leroy", ClientKind.INDIVIDUAL),
            ("Atelier Brume", ClientKind.COMPANY),
        )
    }
    for number, type_, client, on, cents in DOCUMENTS:
        document = ImportedDocument(
            number=number, type=type_, issued_on=on, due_on=None, client=client, excl_tax_cents=cents, tax_cents=0,
            incl_tax_cents=cents, paid_cents=0,
        )  # fmt: skip
        save_document(writer, document, clients[client])
    for record in RECORDS:
        save_record(writer, record)


def _part(session: Session, number: str, cents: int) -> Allocation:
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, number))
    assert target is not None
    return Allocation(target_id=target.id, amount_cents=cents)


def main() -> None:
    with TemporaryDirectory() as folder:
        session = new_vault(Path(folder)).session
        fill(session)
        path = Path(__file__).parent / f"{session.database.version:04}.mdbackup"
        if not path.exists():
            write_backup(session.database, header_bytes(session.header.current), path)
        session.close()


if __name__ == "__main__":
    main()
