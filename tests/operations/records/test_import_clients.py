"""A file of clients adds, completes and never empties: both numbers, terms, language, e-invoice address, contacts."""

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client, Contact
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.imports.take_back import take_back
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.store.imports.journal import load_imports
from microdesk_desktop.store.records.clients import load_clients
from tests.support.vaults import new_vault

HEADER = [
    "Raison sociale", "SIREN", "SIRET", "Délai de paiement", "Langue", "Adresse de facturation électronique",
    "Contact 1", "Fonction du contact 1", "E-mail du contact 1", "Contact 2",
]  # fmt: skip
ROW = [
    "Nova SARL", "732829320", "73282932000074", "30 jours fin de mois", "Anglais", "0225:732829320_COMPTA",
    "Inès Roussel", "Comptabilité", "ines@nova.example", "Paul Lenoir",
]  # fmt: skip
NOVA = Client(
    name="Nova SARL",
    siren="732829320",
    siret="73282932000074",
    payment_terms="30 eom",
    language="en",
    electronic_scheme="0225",
    electronic_address="732829320_COMPTA",
    contacts=(
        Contact(name="Inès Roussel", role="Comptabilité", email="ines@nova.example"),
        Contact(name="Paul Lenoir"),
    ),
)


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


def clients(session):
    return [client for _, client in session.read(load_clients)]


def imported(session, path, content):
    path.write_bytes(content)
    return import_records(session, "clients", path, job=Job())


@pytest.mark.parametrize(("separator", "encoding"), [(";", "cp1252"), (",", "utf-8"), ("\t", "utf-8")])
def test_a_file_brings_all_of_a_client_and_the_same_file_again_nothing(session, tmp_path, separator, encoding):
    content = "\r\n".join(separator.join(row) for row in (HEADER, ROW)).encode(encoding)
    path = tmp_path / "clients.csv"
    assert imported(session, path, content).added == 1
    assert clients(session) == [NOVA]
    again = imported(session, path, content)
    assert (again.added, again.unchanged, clients(session)) == (0, 1, [NOVA])


def test_a_known_client_is_completed_loses_nothing_and_is_as_before_when_the_import_is_taken_back(session, tmp_path):
    known = Client(
        name="Nova SARL",
        siren="732829320",
        language="en",
        payment_terms="60",
        contacts=(Contact(name="Inès Roussel", phone="01 02 03 04 05"),),
    )
    put_client(session, known)
    sparse = (
        "Raison sociale;SIRET;Contact 1;E-mail du contact 1\nNova SARL;73282932000074;inès roussel;ines@nova.example\n"
    )
    imported(session, tmp_path / "clients.csv", sparse.encode())
    (found,) = clients(session)
    assert (found.siret, found.language, found.payment_terms) == ("73282932000074", "en", "60")
    assert found.contacts == (Contact(name="Inès Roussel", email="ines@nova.example", phone="01 02 03 04 05"),)
    (entry,) = session.read(load_imports)
    take_back(session, entry.id)
    assert clients(session) == [known]
