"""A client and a supplier of whom everything is known, also by other texts than the name, beside others."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.lookups import Found, LookupService
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.parties import Contact, MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.domain.privacy.requests import PersonRequest, RequestKind, RequestWay
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.records.vouchers import MediaType, Voucher
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.copies import note_copy
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.privacy.choices import note_choice
from microdesk_desktop.operations.privacy.requests import add_request
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.store.bank.rules import save_rule
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.store.records.lookups import save_answer
from microdesk_desktop.store.records.vouchers import save_voucher
from tests.support.accounts import account_of
from tests.support.canaries import key_of
from tests.support.clock import FakeClock
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.erasures import BIRD, GONE, SOLD_ON, fill
from tests.support.scoped import Place
from tests.support.strict_keyring import StrictKeyring

SUPPLIER = "Passereau Graines"
CLIENT = r"canari\w*|envole\w*|voliere\w*|FR83404833048|73282932\w*|roussel|lilas"
OF_SUPPLIER = r"passereau\w*"
"""Every text of the client holds one of the first, every one of the supplier the second."""
PDF = b"%PDF-1.4\n1 0 obj << /Type /Page >> endobj\n"
_CONTACT = Contact(
    name="Berthe Envolecontact", role="Comptabilité", email="berthe@envole.example", phone="07 00 00 00 07"
)


def make_persons(folder: Path) -> tuple[Place, int]:
    """A vault with both, attributed and backed up, closed; the id of the client."""
    profile, keyring = folder / "profile", folder / "keyring"
    session = issuing_vault(profile, clock=FakeClock(SOLD_ON), keyring=StrictKeyring(keyring))
    client_id = fill(session, folder)
    _know_more(session, client_id, folder)
    _add_supplier(session)
    run_attribution(session, Job())
    back_up_today(session, Job())
    session.close()
    return Place(profile=profile, keyring=keyring, key=key_of(profile)), client_id


def _know_more(session: Session, client_id: int, folder: Path) -> None:
    client = session.read(lambda reader: load_client(reader, client_id))
    assert client is not None
    known = replace(
        client,
        email="moi@envole.example",
        phone="06 12 34 56 78",
        vat_number="FR83404833048",
        siret="73282932000074",
        electronic_scheme="EM",
        electronic_address="factures@envole.example",
        payment_terms="30",
        contacts=(*client.contacts, _CONTACT),
    )
    put_client(session, replace(client, name="Envoleancien SARL"), client_id)
    issued(session, client=client_id, lines=[{"label": "Sous l'ancien nom", "unit_price": "70"}])
    put_client(session, known, client_id)
    sheet = folder / f"{BIRD.name}.csv"
    sheet.write_text(f"Nom;E-mail;Ville\n{BIRD.name};neuf@envole.example;Pessac\n", encoding="utf-8")
    keep(session, open_files(session, [sheet], Job(), kind=ImportKind.CLIENTS), Job())
    for words in (f"Appeler {_CONTACT.name}", "Chez moi@envole.example", "Avant, Envoleancien SARL"):
        put_trip(session, Trip(on=SOLD_ON, origin="Bureau", destination="Lyon", tenths=10, purpose=words))
    put_trip(session, Trip(on=SOLD_ON, origin="Bureau", destination=f"{BIRD.address} Envole", tenths=10))
    for person in (_CONTACT.name, _CONTACT.email, BIRD.name):
        add_request(session, _request(person=person))
    add_request(session, _request(client_id=client_id))
    refusal = Choice(
        preference=MailPreference.NONE, person="Envole", way=ChoiceWay.MAIL, words="Envole", chosen_on=SOLD_ON
    )
    note_choice(session, client_id, refusal)
    label = f"Train pour {BIRD.name}"
    put_record(session, Expense(on=SOLD_ON, supplier="SNCF", label=label, amount_cents=900, category="Divers"))
    sold = Receipt(on=SOLD_ON, client="Envoleancien SARL", label="Voliere", amount_cents=700, method=Method.CASH)
    receipt_id = put_record(session, sold).id
    assert receipt_id is not None
    note_copy(session, folder / "absent" / BIRD.name, CopyKind.CLIENT_EXPORT)
    session.write(lambda writer: _write_around(writer, session, receipt_id))


def _request(person: str = "", client_id: int | None = None) -> PersonRequest:
    return PersonRequest(
        kind=RequestKind.ACCESS, received_on=SOLD_ON, way=RequestWay.MAIL, person=person, client_id=client_id
    )


def _write_around(writer: Writer, session: Session, receipt_id: int) -> None:
    now = session.clock.now()
    save_voucher(writer, receipt_id, _voucher(session, "Envole.pdf", b"VOLIERE"))
    for words in (_CONTACT.name, _CONTACT.email, "06 12 34 56 78"):
        save_rule(writer, _rule(words))
    for service, query in ((LookupService.ADDRESSES, f"8 quai {GONE}"), (LookupService.VAT, "FR83404833048")):
        save_answer(writer, service, query, now, Found(items=(query,), on=SOLD_ON))
    row = BankRow(None, SOLD_ON + timedelta(1), 5000, "EUR", f"VIR {BIRD.name} F-2026-0001")
    merge_rows(writer, account_of(writer), [row], source="csv", since=SOLD_ON, drops_pending=False)


def _rule(words: str) -> Rule:
    return Rule(id=0, name="r", words=words, direction=1, action=RuleAction.RECEIPT, party_name="x", label="l")


def _voucher(session: Session, name: str, content: bytes) -> Voucher:
    return Voucher(name=name, media_type=MediaType.PDF, content=PDF + content, added_at=session.clock.now())


def _add_supplier(session: Session) -> None:
    expense = Expense(on=SOLD_ON, supplier=SUPPLIER, label=f"Sacs {SUPPLIER}", amount_cents=1200, category="Divers")
    expense_id = put_record(session, expense).id
    assert expense_id is not None
    put_trip(session, Trip(on=SOLD_ON, origin="Bureau", destination=f"Chez {SUPPLIER}", tenths=10))
    add_request(session, _request(person=SUPPLIER))
    session.write(lambda writer: _write_around_supplier(writer, session, expense_id))


def _write_around_supplier(writer: Writer, session: Session, expense_id: int) -> None:
    save_voucher(writer, expense_id, _voucher(session, "Passereau.pdf", b"PASSEREAU"))
    save_rule(writer, replace(_rule(SUPPLIER), direction=-1, action=RuleAction.EXPENSE))
    answer: Found[str] = Found(items=(SUPPLIER,), on=SOLD_ON)
    save_answer(writer, LookupService.COMPANIES, SUPPLIER, session.clock.now(), answer)
