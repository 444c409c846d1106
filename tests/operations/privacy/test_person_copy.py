"""The copy that one client may ask for: all that is theirs, and nothing of another's."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base import i18n
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.lookups import Found, LookupService
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.parties import Client, Contact
from microdesk_desktop.domain.records.receipts_expenses import Method, Receipt
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.operations.exports.accountant.write import write_folder
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.privacy.person_data import load_person_data
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.store.bank.rules import save_rule
from microdesk_desktop.store.records.lookups import save_answer
from microdesk_desktop.views.privacy.person.copy import load_copy_plan
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
    data = data.portable() if is_portable else data
    plan = session.read(lambda reader: load_copy_plan(reader, data, SOLD_ON))
    write_folder(session, plan, folder, Job())
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
