"""What is kept of a client reaches the documents that are issued to it, their e-invoice and their JSON."""

from datetime import date

import pytest

from microdesk_desktop.domain.parties import Client, ClientAddress, Contact
from microdesk_desktop.operations.documents.seal.files import file_of
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.views.documents.lists import issued_json, load_document_rows
from tests.support.documents.issuing import issued, issuing_vault

LUMEN = Client(
    name="Studio Lumen",
    siret="73282932000074",
    address="12 rue des Lilas",
    postal_code="33000",
    city="Bordeaux",
    contacts=(Contact(name="Inès Roussel", email="ines@lumen.example"),),
    addresses=(ClientAddress(name="Entrepôt", lines=("8 quai des Chartrons",), city="Bègles", is_delivery=True),),
    electronic_scheme="0225",
    electronic_address="732829320_ACHATS",
    payment_terms="30 eom",
)


@pytest.fixture
def session(tmp_path, clock):
    session = issuing_vault(tmp_path / "profile", clock=clock)
    yield session
    session.close()


def shown(session, number):
    today = session.clock.today()

    def read(reader):
        row = next(row for row in load_document_rows(reader, today) if row.number == number)
        return issued_json(reader, row)

    return session.read(read)


def test_addresses_and_terms_reach_the_e_invoice_and_the_json(session):
    client_id = put_client(session, LUMEN).id
    number = issued(session, client=client_id, issue_date="2026-11-20")
    document = shown(session, number)
    assert document["due_date"] == "2026-12-31"
    assert document["buyer"]["siren"] == "732829320"
    assert document["buyer"]["delivery"] == {
        "address": "Entrepôt\n8 quai des Chartrons", "postal_code": "", "city": "Bègles", "country": "FR",
    }  # fmt: skip
    assert document["buyer"]["electronic_address"] == {"scheme": "0225", "value": "732829320_ACHATS"}
    xml = file_of(session, number, "xml").decode()
    for text in ("732829320_ACHATS", "8 quai des Chartrons", "73282932000074", "ines@lumen.example"):
        assert text in xml


def test_a_document_that_is_issued_keeps_the_client_as_it_was(session):
    client_id = put_client(session, LUMEN).id
    number = issued(session, client=client_id)
    put_client(session, Client(name="Studio Lumen", city="Nantes"), client_id)
    assert shown(session, number)["buyer"]["city"] == "Bordeaux"


def test_the_words_are_in_the_language_of_the_client(session):
    client_id = put_client(session, Client(name="Nova Ltd", siren="552100554", language="en", city="Paris")).id
    assert shown(session, issued(session, client=client_id))["buyer"]["language"] == "en"
    assert date.fromisoformat(shown(session, "F-2026-0001")["issue_date"]) == session.clock.today()
