"""The copy that one client may ask for: all that is theirs, and nothing of another's."""

import json
import re
from dataclasses import replace
from functools import partial
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyzipper import AESZipFile

from microdesk_desktop.base import i18n
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.lookups import Found, LookupService
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.parties import Client, Contact
from microdesk_desktop.domain.privacy.copies import CopyKind
from microdesk_desktop.domain.privacy.requests import PersonRequest, RequestKind, RequestWay
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.privacy.person_copy import attached_copy, new_password, write_copy
from microdesk_desktop.operations.privacy.person_data import load_named_data, load_person_data
from microdesk_desktop.operations.privacy.requests import add_request
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.operations.records.vouchers import add_vouchers
from microdesk_desktop.store.bank.rules import save_rule
from microdesk_desktop.store.records.lookups import save_answer
from microdesk_desktop.store.vault.copies import load_copies
from microdesk_desktop.views.privacy.person.copy import load_copy_plan
from microdesk_desktop.views.privacy.requests.letter import ARCHIVE_SUFFIX, LetterTopic, load_letter
from tests.support.clock import FakeClock
from tests.support.disks import raises_known
from tests.support.documents.issuing import drafted, issued, issuing_vault
from tests.support.erasures import BIRD, GONE, KEPT, SOLD_ON, fill

NAMES = st.lists(st.sampled_from(["Atelier", "Martin", "Dupont", "Nord"]), min_size=1, max_size=3, unique=True)


@pytest.fixture
def session(tmp_path):
    session = issuing_vault(tmp_path / "profile", clock=FakeClock(SOLD_ON))
    yield session
    session.close()


def _copy(session, client_id, folder, *, is_portable=False):
    data = session.read(lambda reader: load_person_data(reader, client_id))
    return _written(session, data.portable() if is_portable else data, folder)


def _written(session, data, folder):
    write_copy(session, data, load_copy_plan, folder, Job())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_copy_holds_all_that_is_theirs(session, tmp_path):
    client_id = fill(session, tmp_path)
    files = _copy(session, client_id, tmp_path / "copy")
    for table, word in {
        "client": "quai ENVOLE",
        "document": KEPT,
        "document_note": "Rappeler ENVOLE",
        "reminder": "Cher ENVOLE",
        "draft": GONE,
        "recurring_series": GONE,
        "receipt": "Cage VOLIERE",
        "rule": GONE,
        "lookup_answer": GONE,
        "mileage_trip": GONE,
        "mileage_template": GONE,
        "seal": KEPT,
    }.items():
        assert word in files[f"donnees/{table}.json"].decode(), table
        assert f"donnees/{table}.csv" in files
    assert len(json.loads(files["donnees/draft.json"])) == 2, "by the id, and by the name"
    assert sum(name.endswith(".pdf") for name in files) == 3, "an invoice, a quote, and the file beside the invoice"
    readme = files["README.html"].decode()
    assert BIRD.name in readme
    assert "<script" not in readme
    assert "http" not in readme
    assert GONE in readme


def test_what_a_client_takes_elsewhere_is_what_they_gave_and_nothing_that_was_made_of_it(session, tmp_path):
    client_id = fill(session, tmp_path)
    files = _copy(session, client_id, tmp_path / "copy", is_portable=True)
    assert "quai ENVOLE" in files["donnees/client.json"].decode()
    assert {name for name in files if name.startswith("donnees/")} <= {
        f"donnees/{table}.{form}"
        for table in ("client", "communication_choice", "quote_answer")
        for form in ("json", "csv")
    }
    assert not [name for name in files if name.startswith("fichiers/")]
    assert "article 20" in files["README.html"].decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "À quoi servent vos données"), ("en", "What your data are used for")]
)
def test_the_page_is_in_the_language_of_the_person_whatever_the_user_speaks(session, tmp_path, language, words):
    client_id = put_client(session, Client(name="Nova SARL", language=language)).id
    page = _copy(session, client_id, tmp_path / "copy")["README.html"].decode()
    assert f'<html lang="{language}">' in page
    assert words in page
    assert i18n.language() == "fr"


def test_the_page_says_all_that_article_15_asks_for(session, tmp_path):
    page = _copy(session, fill(session, tmp_path), tmp_path / "copy")["README.html"].decode()
    page = re.sub("[\u00a0\u202f]", " ", page)
    for wanted in (
        *("Données", "Pour", "Base légale", "Durée", "Origine", "Destinataires"),
        *("2023/1795", "2021/1772", "rectification", "limitation", "opposer", "CNIL", "décision automatique"),
        "10 ans après la fin de l’année",
    ):
        assert wanted in page


def test_an_erased_client_has_no_copy(session):
    with raises_known(ErrorCode.CLIENT_NOT_FOUND):
        session.read(lambda reader: load_person_data(reader, 99))


def test_the_copy_of_a_client_is_in_their_language_whatever_that_of_the_program(session, tmp_path):
    client_id = put_client(session, Client(name="Northwind Ltd", language="en")).id
    files = _copy(session, client_id, tmp_path / "copy")
    readme = files["README.html"].decode()
    assert '<html lang="en">' in readme
    assert "Your rights" in readme
    assert "Vos droits" not in readme
    assert "donnees/client.json" in files
    assert tr("Vos droits") == "Vos droits", "the language of the program is what it was"
    (copy,) = session.read(load_copies)
    assert copy.kind is CopyKind.CLIENT_EXPORT


def _supplier(session, name, word, folder):
    """An expense at a supplier, with its voucher and a rule; a client's contact of the same name."""
    expense = Expense(on=SOLD_ON, supplier=name, label=word, amount_cents=1200)
    id_ = put_record(session, expense).id
    voucher = folder / f"{word}.pdf"
    voucher.write_bytes(b"%PDF-1.4 " + word.encode())
    add_vouchers(session, id_, [voucher])
    client = Client(name=f"Galerie {word}", contacts=(Contact(name=name.upper(), email=f"{word}@example.org"),))
    put_client(session, client)


def test_who_works_at_a_suppliers_has_a_copy_by_name_with_nothing_of_another(session, tmp_path):
    _supplier(session, "Paul Roitelet", "MESANGE", tmp_path)
    _supplier(session, "Paul", "PINSON", tmp_path)
    for name, own, foreign in (("paul roitelet", "MESANGE", b"PINSON"), ("Paul", "PINSON", b"MESANGE")):
        files = _written(session, session.read(partial(load_named_data, name=name)), tmp_path / own)
        assert foreign not in b"".join(files.values())
        for table in ("expense", "voucher", "contact"):
            assert own in files[f"donnees/{table}.json"].decode(), table
        assert any(path.startswith("fichiers/voucher") for path in files)


def test_somebody_of_whom_nothing_is_held_has_no_copy(session):
    add_request(session, PersonRequest(kind=RequestKind.ACCESS, received_on=SOLD_ON, way=RequestWay.MAIL, person="Ana"))
    with raises_known(ErrorCode.NOTHING_HELD, person="Ana"):
        session.read(lambda reader: load_named_data(reader, "Ana"))


def test_the_mail_has_the_copy_in_an_archive_that_its_password_opens_and_the_letter_names_it(session):
    client_id = put_client(session, Client(name="Atelier ENVOLE", email="a@example.org")).id
    asked = PersonRequest(kind=RequestKind.ACCESS, received_on=SOLD_ON, way=RequestWay.MAIL, client_id=client_id)
    number = add_request(session, asked).id
    letter = session.read(lambda reader: load_letter(reader, number, LetterTopic.GRANTED, SOLD_ON, has_copy=True))
    password = new_password()
    file = attached_copy(asked, load_copy_plan, name=f"{letter.copy}{ARCHIVE_SUFFIX}", password=password)
    content = file.read(session, Job())
    assert file.name == "Données de Atelier ENVOLE.zip"
    assert f"«\u00a0{file.name}\u00a0»" in letter.mail.text.text
    assert password not in letter.mail.text.text
    assert f"«\u00a0{letter.copy}\u00a0»" in letter.letter.body
    assert b"ENVOLE" not in content.replace(file.name.encode(), b"")
    with AESZipFile(BytesIO(content)) as archive:
        archive.setpassword(password.encode())
        assert "ENVOLE" in archive.read("donnees/client.json").decode()
        archive.setpassword(new_password().encode())
        with pytest.raises(RuntimeError):
            archive.read("donnees/client.json")


def _plant(session, name, canary):
    """Everything that may name a client by its id or by its name, each with a word of its own."""
    client = Client(name=name, email=f"{canary}@example.org", contacts=(Contact(name=f"Contact {canary}"),))
    client_id = put_client(session, client).id
    issued(session, client=client_id, subject=canary, lines=[_line(canary)])
    drafted(session, client=name, lines=[_line(canary)])
    put_record(session, Receipt(on=SOLD_ON, client=name, label=canary, amount_cents=100, method=Method.CASH))
    trip = Trip(on=SOLD_ON, origin="Bureau", destination=canary, tenths=10, client_id=client_id)
    put_trip(session, trip)
    put_trip(session, replace(trip, purpose=f"Voir {name}", client_id=None))
    found = Found(items=(f"{name} {canary}",), on=SOLD_ON)
    rule = Rule(id=0, name=canary, words=name, direction=1, action=RuleAction.PARTY, party_id=client_id)
    session.write(
        lambda writer: (
            save_rule(writer, rule),
            save_answer(writer, LookupService.COMPANIES, f"{name} {canary}", session.clock.now(), found),
        )
    )
    return client_id


def _line(word):
    return {"label": f"Ligne {word}", "unit_price": "100"}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES, NAMES)
def test_nothing_of_another_client_is_in_it_whatever_words_they_share(tmp_path_factory, one, other):
    one, other = " ".join(one), " ".join(other)
    if one == other:
        other = f"{other} Sud"
    folder = tmp_path_factory.mktemp("shared")
    session = issuing_vault(folder / "profile", clock=FakeClock(SOLD_ON))
    try:
        ids = [_plant(session, one, "MESANGE"), _plant(session, other, "PINSON")]
        for client_id, own, foreign in zip(ids, ("MESANGE", "PINSON"), ("PINSON", "MESANGE"), strict=True):
            files = _copy(session, client_id, folder / own)
            whole = b"\n".join(files.values()).upper()
            assert foreign.encode() not in whole
            for table in ("client", "document", "draft", "receipt", "mileage_trip", "rule", "lookup_answer"):
                assert own in files[f"donnees/{table}.json"].decode().upper(), table
    finally:
        session.close()
