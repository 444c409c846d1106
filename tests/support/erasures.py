"""A vault with a client of whom everything is known, to be erased."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.documents.beside import Holder
from microdesk_desktop.domain.documents.follow_up.marks import Reminder, ReminderTone, Way
from microdesk_desktop.domain.documents.recurring.series import Rhythm, Series
from microdesk_desktop.domain.lookups import Found, LookupService
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.parties import Client, ClientAddress, Contact
from microdesk_desktop.domain.records.documents import DocumentStatus, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.operations.documents.beside.attachments import attach_files
from microdesk_desktop.operations.documents.beside.notes import add_note
from microdesk_desktop.operations.documents.follow_up.pay import NewPayment, pay
from microdesk_desktop.operations.documents.follow_up.remind import keep_reminder
from microdesk_desktop.operations.documents.recurring.series import put_series
from microdesk_desktop.operations.mileage.templates import keep_template
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.store.bank.rules import save_rule
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.records.documents import save_document
from microdesk_desktop.store.records.lookups import save_answer
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from tests.support.clock import FakeClock
from tests.support.disconnects import Scene
from tests.support.documents.issuing import drafted, issued, issuing_vault
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE

GONE, KEPT = "ENVOLE", "VOLIERE"
"""A word of every text that goes at once, and one of those that the law keeps."""
BIRD = Client(
    name=f"Canari {KEPT}",
    siren="732829320",
    address="12 rue des Lilas",
    postal_code="33000",
    city="Bordeaux",
    contacts=(
        Contact(name="Inès Roussel"),
        Contact(name=f"Paul {GONE}", phone=f"06 {GONE}", email=f"p@{GONE}.example"),
    ),
    addresses=(ClientAddress(name=f"Entrepôt {GONE}", lines=(f"8 quai {GONE}",), city="Bordeaux"),),
)
PDF = b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n" + GONE.encode()
SOLD_ON, END = date(2026, 11, 21), date(2036, 12, 31)


def fill(session: Session, folder: Path) -> int:
    """Give a vault a client with everything that may name one, beside another client; returns the id of the first."""
    client_id = put_client(session, BIRD).id
    assert client_id is not None
    invoice = issued(session, client=client_id, subject=f"Chant du {KEPT}", lines=[_line(KEPT)])
    issued(session, type="quote", client=client_id, lines=[_line(GONE)])
    issued(session)
    drafted(session, client=client_id, lines=[_line(GONE)])
    drafted(session, client=BIRD.name, lines=[_line(GONE)])
    document_id = session.read(lambda reader: find_issued(reader, invoice))
    assert document_id is not None
    holder = Holder(document_id=document_id)
    add_note(session, holder, f"Rappeler {GONE}")
    (folder / f"{GONE}.pdf").write_bytes(PDF)
    attach_files(session, holder, [folder / f"{GONE}.pdf"])
    reminder = Reminder(on=SOLD_ON, tone=ReminderTone.FIRM, way=Way.MAIL, body=f"Cher {GONE}")
    keep_reminder(session, [document_id], reminder)
    form = {"type": "invoice", "client": client_id, "lines": [_line(GONE)]}
    put_series(session, read_form(form), Series(rhythm=Rhythm(start=date(2027, 1, 31))))
    pay(session, document_id, NewPayment(on=SOLD_ON, method=Method.CHEQUE, cents=10_00))
    put_record(
        session, Receipt(on=SOLD_ON, client=BIRD.name, label=f"Cage {KEPT}", amount_cents=5000, method=Method.CASH)
    )
    trip = Trip(on=SOLD_ON, origin="Bureau", destination=f"8 quai {GONE}", tenths=120, client_id=client_id)
    put_trip(session, trip)
    put_trip(session, replace(trip, purpose=f"Voir {BIRD.name} {GONE}", client_id=None))
    keep_template(session, trip)
    session.write(lambda writer: _fill_rows(writer, session, client_id))
    return client_id


def _line(word: str) -> dict[str, str]:
    return {"label": f"Graines {word}", "unit_price": "100"}


def _fill_rows(writer: Writer, session: Session, client_id: int) -> None:
    """What other tools and public registers left."""
    rule = Rule(id=0, name=GONE, words=GONE, direction=1, action=RuleAction.PARTY, party_id=client_id)
    save_rule(writer, rule)
    found = Found(items=(f"{BIRD.name} {GONE}",), on=SOLD_ON)
    save_answer(writer, LookupService.COMPANIES, BIRD.name, session.clock.now(), found)
    for number, kind in (("ANCIEN-1", DocumentType.INVOICE), ("ANCIEN-2", DocumentType.QUOTE)):
        word = KEPT if kind is DocumentType.INVOICE else GONE
        save_document(writer, imported(number, kind, word), client_id)


def imported(number: str, kind: DocumentType, word: str) -> ImportedDocument:
    """A document of 12 euros of another tool."""
    return ImportedDocument(
        number=number,
        type=kind,
        issued_on=SOLD_ON,
        due_on=None,
        client=BIRD.name,
        excl_tax_cents=1000,
        tax_cents=200,
        incl_tax_cents=1200,
        paid_cents=0,
        status=DocumentStatus.ISSUED,
        subject=word,
    )


def make_scene(folder: Path) -> tuple[Scene, int]:
    """A vault with such a client, and a backup of it, closed; the id of the client."""
    clock = FakeClock(SOLD_ON)
    session = issuing_vault(folder / "profile", clock=clock, keyring=StrictKeyring(folder / "keyring"))
    client_id = fill(session, folder)
    back_up_today(session, Job())
    session.close()
    scene = Scene(
        profile=folder / "profile",
        keyring=folder / "keyring",
        key=open_with_passphrase(read_header(folder / "profile"), PASSPHRASE),
        words=(GONE, KEPT),
        payments=(),
    )
    assert scene.left() == [GONE, KEPT], "the search finds what is there"
    return scene, client_id
