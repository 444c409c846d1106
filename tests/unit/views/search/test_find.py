"""Finding records: by number, amount, day, name and words, the best first, and nothing that does not answer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.imports.import_records import import_records
from microdesk_desktop.operations.records.edit import put_client, put_record
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.store.search.texts import iterate_texts
from microdesk_desktop.views.search.hits import RecordKind, find_records, load_hits
from microdesk_desktop.views.search.index import SHOWN_OF_A_KIND, RecordIndex
from microdesk_desktop.views.search.query import read_query
from tests.support.accounts import account_of
from tests.support.clock import TODAY
from tests.support.vaults import new_vault

DOCUMENTS = (
    "number,type,issue_date,due_date,client,total_incl_tax,paid,currency,subject\n"
    "F-2026-0480,invoice,2026-09-01,2026-11-20,Nova SARL,100.00,0.00,EUR,Site vitrine\n"
    "F-2026-0042,invoice,2026-11-21,2026-11-30,Étoile Bleue,480.00,0.00,EUR,Refonte nova\n"
    "A-2026-0001,credit_note,2025-11-21,2026-10-01,Nova SARL,42.60,0.00,USD,\n"
    "D-2026-0007,quote,2026-11-02,2026-10-01,Librairie du Port,30.00,0.00,EUR,\n"
)
TRANSACTIONS = (
    (TODAY, 48_000, "VIR SEPA RECU NOVA SARL F-2026-0042"),
    (TODAY.replace(month=9, day=1), -4_260, "CB MONOPRIX BORDEAUX"),
    (TODAY.replace(year=2025), 4_260, "REMBOURSEMENT ŒUVRE D'ART"),
)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("find")
    made = new_vault(folder / "profile").session
    file = folder / "documents.csv"
    file.write_text(DOCUMENTS, encoding="utf-8")
    import_records(made, "documents", file, job=Job())
    put_client(made, Client(name="42 Consulting"))
    put_client(made, Client(name="Cabinet Novarex", siren="732829320", city="Bordeaux"))
    put_record(made, Receipt(on=TODAY, client="Mme Arnaud", label="Conseil", amount_cents=48_000))
    put_record(made, Expense(on=TODAY, supplier="OVH", label="Hébergement", amount_cents=1_439, category="Logiciels"))
    rows = [BankRow(None, on, cents, "EUR", label) for on, cents, label in TRANSACTIONS]
    made.write(lambda writer: merge_rows(writer, account_of(writer), rows, source="csv"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def index(session):
    return session.read(RecordIndex)


@pytest.fixture
def find(session, index):
    """What is found, the best first: the label of a transaction, the title of another record."""

    def ask(typed):
        hits = session.read(lambda reader: find_records(reader, index, typed))
        return [(hit.detail.partition(" · ")[2] or hit.title) if is_transaction(hit) else plain(hit) for hit in hits]

    return ask


def is_transaction(hit):
    return hit.kind is RecordKind.TRANSACTION


def plain(hit):
    return hit.title.replace("\u00a0", " ")


def test_a_number_finds_its_document_first_whole_or_by_its_end(find):
    assert find("f-2026-0042")[:2] == ["Facture F-2026-0042", "VIR SEPA RECU NOVA SARL F-2026-0042"]
    assert find("0042")[0] == find("42")[0] == "Facture F-2026-0042"
    assert find("D-2026-0007") == ["Devis D-2026-0007"]
    assert find("732829320") == ["Cabinet Novarex"]


def test_the_very_number_comes_before_a_name_that_begins_with_it(tmp_path):
    made = new_vault(tmp_path / "profile").session
    put_client(made, Client(name="D-9 Transports"))
    put_record(made, Expense(on=TODAY, supplier="OVH", label="", amount_cents=1_439, reference="D-9"))
    hits = made.read(lambda reader: find_records(reader, RecordIndex(reader), "d-9"))
    made.close()
    assert [hit.title for hit in hits] == ["OVH", "D-9 Transports"]


@pytest.mark.parametrize("typed", ["480", "480,00", "480.00", "480 €", "480,00€"])
def test_an_amount_finds_what_has_it_in_any_spelling(find, typed):
    assert set(find(typed)) >= {
        "Facture F-2026-0042",
        "Mme Arnaud",
        "VIR SEPA RECU NOVA SARL F-2026-0042",
    }


def test_a_signed_amount_finds_one_direction_only(find):
    assert find("-42,60") == ["Avoir A-2026-0001", "CB MONOPRIX BORDEAUX"]
    assert find("\u221242,60") == find("-42,60")
    assert find("+42,60") == ["REMBOURSEMENT ŒUVRE D'ART"]
    assert set(find("42,60")) == {*find("-42,60"), *find("+42,60")}
    assert find("-14,39") == ["OVH"]


@pytest.mark.parametrize("typed", ["21/11", "21 novembre", "21 nov.", "21.11"])
def test_a_day_without_its_year_finds_it_in_every_year(find, typed):
    assert set(find(typed)) == {
        "Facture F-2026-0042",
        "Avoir A-2026-0001",
        "Mme Arnaud",
        "OVH",
        "VIR SEPA RECU NOVA SARL F-2026-0042",
        "REMBOURSEMENT ŒUVRE D'ART",
    }


@pytest.mark.parametrize("typed", ["2025-11-21", "21/11/2025", "21 novembre 2025"])
def test_a_day_with_its_year_finds_that_day(find, typed):
    assert find(typed) == ["Avoir A-2026-0001", "REMBOURSEMENT ŒUVRE D'ART"]


def test_the_first_of_a_month_is_read_as_it_is_written(find):
    assert set(find("1er septembre")) == {"Facture F-2026-0480", "CB MONOPRIX BORDEAUX"}


def test_a_name_that_begins_so_comes_before_one_that_holds_it_and_before_other_words(find):
    found = find("nova")
    assert found[0] == "Nova SARL"
    assert found.index("Cabinet Novarex") < found.index("VIR SEPA RECU NOVA SARL F-2026-0042")
    assert found.index("Facture F-2026-0480") < found.index("Facture F-2026-0042"), "its client, before its subject"


def test_words_are_found_in_any_order_case_and_accent_with_an_amount_among_them(find):
    assert find("etoile refonte") == ["Facture F-2026-0042"]
    assert find("oeuvre rembours") == ["REMBOURSEMENT ŒUVRE D'ART"]
    assert set(find("nova 480")) == {
        "Facture F-2026-0480",
        "Facture F-2026-0042",
        "VIR SEPA RECU NOVA SARL F-2026-0042",
    }
    assert find("monoprix 1/9") == ["CB MONOPRIX BORDEAUX"]
    assert find("nova introuvable") == []


def test_an_amount_that_grows_is_not_sought_among_what_the_shorter_one_found(find):
    find("nova 48")
    assert "VIR SEPA RECU NOVA SARL F-2026-0042" in find("nova 480")
    find("nova 2")
    assert "VIR SEPA RECU NOVA SARL F-2026-0042" in find("nova 21/11")


@pytest.mark.parametrize("typed", ["", " ", "\n", "zzz", "\u0301", "0,00", "99/99", "'; DROP TABLE client; --"])
def test_what_answers_nothing_finds_nothing(find, typed):
    assert find(typed) == []


def test_each_hit_leads_to_its_own_page_with_its_id(session, index):
    hits = session.read(lambda reader: find_records(reader, index, "o"))
    assert {hit.kind: hit.page for hit in hits} == {
        RecordKind.CLIENT: "client",
        RecordKind.DOCUMENT: "invoice",
        RecordKind.RECEIPT: "receipts",
        RecordKind.EXPENSE: "expenses",
        RecordKind.TRANSACTION: "bank",
    }
    assert session.read(lambda reader: load_hits(reader, [hit.key for hit in hits])) == hits


def test_a_record_that_is_gone_is_left_out(session):
    assert session.read(lambda reader: load_hits(reader, [(RecordKind.CLIENT, 9_999)])) == []


def test_no_kind_pushes_the_others_out(tmp_path):
    made = new_vault(tmp_path / "profile").session
    rows = [BankRow(None, TODAY, 100 + n, "EUR", f"VIR NOVA {n}") for n in range(50)]
    made.write(lambda writer: merge_rows(writer, account_of(writer), rows, source="csv"))
    put_record(made, Expense(on=TODAY, supplier="Nova", label="", amount_cents=1_439))
    hits = made.read(lambda reader: find_records(reader, RecordIndex(reader), "nova"))
    made.close()
    assert [hit.kind for hit in hits].count(RecordKind.TRANSACTION) == SHOWN_OF_A_KIND
    assert hits[0].kind is RecordKind.EXPENSE


@given(typed=st.text(alphabet="nova SARL 4-2,/é0", max_size=14))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_typing_letter_by_letter_finds_what_typing_at_once_finds(session, index, typed):
    for length in range(1, len(typed) + 1):
        narrowed = index.find(read_query(typed[:length]))
    if typed:
        assert narrowed == session.read(RecordIndex).find(read_query(typed))


@given(words=st.lists(st.sampled_from(["nova", "sarl", "o", "e", "bordeaux", "or"]), min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_stands_in_what_is_found(session, index, words):
    keys = [(found.kind, found.id) for found in index.find(read_query(" ".join(words)))]
    texts = session.read(lambda reader: {kind: {t.id: t for t in iterate_texts(reader, kind)} for kind in RecordKind})
    for kind, id_ in keys:
        text = texts[kind][id_]
        assert all(fold(word) in fold(f"{text.name} {text.number} {text.words}") for word in words)


def test_a_transaction_is_called_by_who_stands_opposite_with_its_label_beside(session, index):
    [hit] = [
        hit for hit in session.read(lambda reader: find_records(reader, index, "nova sarl")) if is_transaction(hit)
    ]
    assert hit.title == "Nova SARL"
    assert hit.detail.endswith("VIR SEPA RECU NOVA SARL F-2026-0042")
