"""A vault of 2022 with one word of each kind of data that goes by itself, and a backup of it."""

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from microdesk_desktop.base.bug_report import keep_report
from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.lookups import Found, LookupService
from microdesk_desktop.domain.mileage.keeping import Keeping
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.parties import Client, Contact
from microdesk_desktop.domain.privacy.requests import Answer, PersonRequest, RequestKind, RequestWay
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.bank.decide import attribute
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.mileage.settings import set_keeping
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.privacy.retention import set_duration
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.privacy.retention import Category
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.chain import find_issued
from microdesk_desktop.store.privacy.network.journal import save_event
from microdesk_desktop.store.privacy.requests import save_request
from microdesk_desktop.store.records.lookups import save_answer
from microdesk_desktop.vault.header_copies import read_header
from microdesk_desktop.vault.keys import open_with_passphrase
from tests.support.accounts import account_of
from tests.support.clock import FakeClock
from tests.support.disconnects import Scene
from tests.support.documents.issuing import issued, issuing_vault
from tests.support.strict_keyring import StrictKeyring
from tests.support.vaults import PASSPHRASE

WRITTEN_ON = date(2022, 11, 1)
WORDS = {
    Category.PROSPECTS: "MERLENOIR",
    Category.INACTIVE: "PINSONGRIS",
    Category.BANK: "GEAIBLEU",
    Category.TRIPS: "HERONGRIS",
    Category.IMPORTS: "BUTORETOILE",
    Category.LOOKUPS: "CYGNENOIR",
    Category.REQUESTS: "GRUECENDREE",
    Category.JOURNAL: "sternenaine",
}
"""The word of each category that goes within some years; long enough never to be found in encrypted bytes by chance."""
LAW, NAME = "GRIVEDRAINE", "Client FAUCON"
"""What the accounts keep for ten years, and the client of an invoice."""


def fill(session: Session, folder: Path) -> str:
    """Give a vault one of each; returns the number of the invoice that a transaction pays."""
    word = WORDS[Category.PROSPECTS]
    prospect = put_client(session, Client(name=f"Prospect {word}", email=f"a@{word}.example")).id
    issued(session, type="quote", client=prospect, lines=[{"label": f"Nid {word}", "unit_price": "100"}])
    contacts = (Contact(name="Inès Roussel"), Contact(name=f"Paul {WORDS[Category.INACTIVE]}"))
    client = put_client(
        session, Client(name=NAME, address="1 rue", postal_code="75001", city="Paris", contacts=contacts)
    ).id
    invoice = issued(session, client=client, lines=[{"label": "Nid", "unit_price": "100"}])
    put_record(session, Expense(on=WRITTEN_ON, supplier=f"Nichoirs {LAW}", label="Bois", amount_cents=4200))
    put_trip(
        session, Trip(on=WRITTEN_ON, origin="Bureau", destination=WORDS[Category.TRIPS], tenths=10, client_id=None)
    )
    set_keeping(session, Keeping(1))
    listed = folder / f"{WORDS[Category.IMPORTS]}.csv"
    listed.write_text("Nom;Ville\nNova SARL;Paris\n")
    keep(session, open_files(session, [listed], Job(), kind=ImportKind.CLIENTS), Job())
    session.write(lambda writer: _fill_rows(writer, session))
    answer = Answer(on=WRITTEN_ON, way=RequestWay.MAIL)
    request = PersonRequest(
        person=WORDS[Category.REQUESTS], kind=RequestKind.ACCESS, received_on=WRITTEN_ON, way=RequestWay.MAIL
    )
    session.write(lambda writer: save_request(writer, replace(request, answer=answer)))
    set_duration(session, Category.REQUESTS, 3)
    document_id = session.read(lambda reader: find_issued(reader, invoice))
    transaction_id = session.read(lambda reader: reader.value("SELECT id FROM bank_transaction"))
    assert document_id is not None
    attribute(session, transaction_id, [Allocation(target_id=document_id, amount_cents=100_00)])
    os.utime(keep_report(session.profile, ValueError()), (session.clock.now().timestamp(),) * 2)
    set_duration(session, Category.BANK, 1)
    return invoice


def _fill_rows(writer: Writer, session: Session) -> None:
    row = BankRow(None, WRITTEN_ON, 100_00, "EUR", f"VIR {WORDS[Category.BANK]}")
    merge_rows(writer, account_of(writer), [row], source="csv")
    found = Found(items=(WORDS[Category.LOOKUPS],), on=WRITTEN_ON)
    save_answer(writer, LookupService.COMPANIES, "nids", session.clock.now(), found)
    save_event(writer, event_at(session.clock.now(), f"{WORDS[Category.JOURNAL]}.example"))


def event_at(at: datetime, host: str) -> NetworkEvent:
    """A connection of the journal."""
    return NetworkEvent(at=at, host=host, purpose=Purpose.LOOKUP_COMPANIES, bytes_out=1, bytes_in=1, outcome="200")


def make_scene(folder: Path) -> tuple[Scene, str]:
    """The vault and its backup, closed, and the number of the invoice."""
    clock = FakeClock(WRITTEN_ON)
    session = issuing_vault(folder / "profile", clock=clock, keyring=StrictKeyring(folder / "keyring"))
    invoice = fill(session, folder)
    back_up_today(session, Job())
    session.close()
    scene = Scene(
        profile=folder / "profile",
        keyring=folder / "keyring",
        key=open_with_passphrase(read_header(folder / "profile"), PASSPHRASE),
        words=(*WORDS.values(), LAW),
        payments=(),
    )
    assert scene.left() == [*WORDS.values(), LAW], "the search finds what is there"
    return scene, invoice
