"""What imported lists mean: paid invoices are paid, quotes are never due, a receipt of an invoice is its payment."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.attributions import Allocation
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.bank.decide import attribute
from microdesk_desktop.operations.imports.keep import keep
from microdesk_desktop.store.bank.payments import load_payments
from microdesk_desktop.store.bank.targets import find_target, load_targets
from microdesk_desktop.store.records.catalogue import load_catalogue
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.store.records.receipts_expenses import load_records
from tests.support.vaults import new_vault

LIST = (
    "Numéro;Date;Échéance;Client;Total HT;Total TVA;Total TTC;Statut;Date de paiement;Mode de paiement\n"
    "FAC-2026-030;01/10/2026;31/10/2026;Nova SARL;1000,00;200,00;1200,00;Payée;20/10/2026;Virement\n"
    "FAC-2026-031;05/10/2026;04/11/2026;Atelier Brun;1250,00;0,00;1250,00;En retard;;\n"
    "FAC-2026-032;06/10/2026;05/12/2026;Nova SARL;90,00;0,00;90,00;Payée;;\n"
    "DEV-2026-012;07/10/2026;;Nova SARL;3400,00;0,00;3400,00;Acceptée;;\n"
    "AV-2026-001;08/10/2026;;Nova SARL;-50,00;0,00;-50,00;Finalisé;;\n"
)
BOOK = (
    "Date;Client;Libellé;Montant;Mode de règlement;N° facture\n"
    "12/11/2026;Atelier Brun;Solde du site;1250,00;Chèque;FAC-2026-031\n"
    "13/11/2026;Mme Arnaud;Marché de Noël;40,00;Espèces;\n"
)
STATEMENT = "Date;Libellé;Montant\n13/11/2026;VIR ATELIER BRUN FAC-2026-031;1250,00\n"


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


@pytest.fixture
def bring(session):
    """Import one text; returns (added, completed, known, refused)."""

    def run(kind, text):
        (file,) = keep(session, [Draft(name="liste.csv", data=text.encode(), kind=kind)], Job()).files
        assert file.refusal is None
        return tuple(file.counts.get(outcome, 0) for outcome in ("added", "completed", "known", "refused"))

    return run


def remaining(session):
    """What is left to settle of each document, by its number."""
    targets = session.read(load_targets).values()
    return {each.reference: each.remaining_cents for each in targets if each.kind is TargetKind.INVOICE}


def payments(session, number):
    """The day, cents and method of each payment of a document."""

    def read(reader):
        target = find_target(reader, TargetKind.INVOICE, number)
        return [(each.on, each.amount_cents, each.method) for each in load_payments(reader, target.id)]

    return session.read(read)


def everything(session):
    tables = ("target", "document", "receipt", "expense", "client", "payment", "attribution")
    return session.read(lambda reader: {table: reader.all(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables})


def test_a_list_arrives_paid_where_it_is_paid(session, bring):
    assert bring(ImportKind.DOCUMENTS, LIST) == (5, 0, 0, 0)
    assert remaining(session) == {
        "FAC-2026-030": 0,
        "FAC-2026-031": 125_000,
        "FAC-2026-032": 0,
        "AV-2026-001": -5_000,
    }, "a quote is no target"
    assert payments(session, "FAC-2026-030") == [(date(2026, 10, 20), 120_000, Method.TRANSFER)]
    assert payments(session, "FAC-2026-032") == [], "no day is invented"


def test_the_same_list_again_adds_nothing(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    bring(ImportKind.RECEIPTS, BOOK)
    stored = everything(session)
    assert bring(ImportKind.DOCUMENTS, LIST) == (0, 0, 5, 0)
    assert bring(ImportKind.RECEIPTS, BOOK) == (0, 0, 2, 0)
    assert everything(session) == stored


@pytest.mark.parametrize("order", list(permutations("DRB")), ids="".join)
def test_an_invoice_is_paid_once_in_whatever_order_its_files_come(session, bring, order):
    files = {
        "D": (ImportKind.DOCUMENTS, LIST),
        "R": (ImportKind.RECEIPTS, BOOK),
        "B": (ImportKind.STATEMENT, STATEMENT),
    }
    for name in order:
        bring(*files[name])
    assert remaining(session)["FAC-2026-031"] == 0
    assert sum(cents for _, cents, _ in payments(session, "FAC-2026-031")) == 125_000
    for name in order:
        assert bring(*files[name])[0] == 0, "nothing is added again"
    received = [receipt.label for _, receipt in session.read(lambda reader: load_records(reader, Receipt))]
    assert received.count("Marché de Noël") == 1
    assert remaining(session)["FAC-2026-031"] == 0


def test_a_newer_list_completes_what_is_stored(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    newer = LIST.replace("En retard;;", "Payée;12/11/2026;Chèque").replace("90,00;Payée;;", "90,00;Annulée;;")
    assert bring(ImportKind.DOCUMENTS, newer) == (0, 2, 3, 0)
    assert payments(session, "FAC-2026-031") == [(date(2026, 11, 12), 125_000, Method.CHEQUE)]
    assert remaining(session)["FAC-2026-031"] == 0


def test_a_newer_list_pays_nothing_twice_that_the_bank_has_paid(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    bring(ImportKind.STATEMENT, STATEMENT)
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, "FAC-2026-031"))
    if target.remaining_cents:
        (row,) = session.read(lambda reader: reader.all("SELECT id FROM bank_transaction"))
        attribute(session, row[0], [Allocation(target.id, 125_000)])
    stored = everything(session)
    newer = LIST.replace("En retard;;", "Payée;13/11/2026;Virement")
    assert bring(ImportKind.DOCUMENTS, newer) == (0, 0, 5, 0)
    assert bring(ImportKind.RECEIPTS, BOOK) == (1, 0, 1, 0), "the market stall alone is new"
    assert everything(session)["payment"] == stored["payment"]


def test_other_facts_under_a_known_number_are_refused(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    assert bring(ImportKind.DOCUMENTS, LIST.replace("1250,00;0,00;1250,00", "1260,00;0,00;1260,00")) == (0, 0, 4, 1)


def test_a_book_whose_reference_is_the_invoice_pays_it(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    book = "Date;Client;Montant;Référence\n12/11/2026;Atelier Brun;500,00;FAC-2026-031\n13/11/2026;X;20,00;R-9\n"
    assert bring(ImportKind.RECEIPTS, book) == (2, 0, 0, 0)
    assert remaining(session)["FAC-2026-031"] == 75_000


def test_a_payment_without_a_day_counts_once_when_the_book_names_its_day(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    book = "Date;Client;Montant;N° facture\n15/10/2026;Nova SARL;90,00;fac-2026-032\n"
    assert bring(ImportKind.RECEIPTS, book) == (1, 0, 0, 0)
    assert remaining(session)["FAC-2026-032"] == 0
    assert payments(session, "FAC-2026-032") == [(date(2026, 10, 15), 9_000, Method.TRANSFER)]


def test_more_than_is_left_to_pay_is_refused(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    book = "Date;Client;Montant;N° facture\n12/11/2026;Atelier Brun;1300,00;FAC-2026-031\n"
    assert bring(ImportKind.RECEIPTS, book) == (0, 0, 0, 1)


def test_two_equal_instalments_are_two_payments(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    book = (
        "Date;Client;Montant;N° facture\n12/10/2026;Atelier Brun;500,00;FAC-2026-031\n"
        "12/11/2026;Atelier Brun;500,00;FAC-2026-031\n"
    )
    assert bring(ImportKind.RECEIPTS, book) == (2, 0, 0, 0)
    assert bring(ImportKind.RECEIPTS, book) == (0, 0, 2, 0)
    assert remaining(session)["FAC-2026-031"] == 25_000


def test_a_payment_in_another_currency_keeps_its_day(session, bring):
    text = (
        "Numéro;Date;Client;Total TTC;Devise;Date de paiement\nINV-1;01/10/2026;Acme;100,00;USD;09/10/2026\n"
        "INV-2;01/10/2026;Acme;40,00;USD;\n"
    )
    assert bring(ImportKind.DOCUMENTS, text) == (2, 0, 0, 0)
    assert payments(session, "INV-1") == [(date(2026, 10, 9), 10_000, None)]
    assert session.read(lambda reader: load_records(reader, Receipt)) == []
    assert remaining(session) == {"INV-1": 0, "INV-2": 4_000}


def test_expenses_of_one_sign_are_spending_and_a_yes_is_no_reference(session, bring):
    text = "Date;Fournisseur;Montant TTC;Justificatif\n" + "".join(
        f"0{day}/11/2026;Fournisseur {day};-{day}0,00;{'oui' if day % 2 else 'non'}\n" for day in range(1, 8)
    )
    assert bring(ImportKind.EXPENSES, text) == (7, 0, 0, 0)
    spent = session.read(lambda reader: load_records(reader, Expense))
    assert {expense.amount_cents for _, expense in spent} == {day * 1_000 for day in range(1, 8)}


def test_a_refund_alone_in_a_later_file_is_known(session, bring):
    both = "Date;Fournisseur;Montant\n01/11/2026;OVH;14,39\n02/11/2026;Fnac;-20,00\n"
    assert bring(ImportKind.EXPENSES, both) == (2, 0, 0, 0)
    assert bring(ImportKind.EXPENSES, "Date;Fournisseur;Montant\n02/11/2026;Fnac;-20,00\n") == (0, 0, 1, 0)


def test_persons_and_companies_share_a_file_and_homonyms_stay_apart(session, bring):
    text = (
        "Raison sociale;Nom;Prénom;Emails;SIRET\n"
        "Nova SARL;Roussel;Inès;compta@nova.example, ines@nova.example;73282932000074\n"
        ";Martin;Jean;jean@un.example;\n;Martin;Jean;jean@deux.example;\nDurand et fils;;;;12345678901234\n"
    )
    assert bring(ImportKind.CLIENTS, text) == (4, 0, 0, 0)
    assert bring(ImportKind.CLIENTS, text) == (0, 0, 4, 0)
    clients = [client for _, client in session.read(load_clients)]
    assert [(each.name, each.contact, each.emails) for each in clients] == [
        ("Durand et fils", "", ()),
        ("Jean Martin", "", ("jean@un.example",)),
        ("Jean Martin", "", ("jean@deux.example",)),
        ("Nova SARL", "Inès Roussel", ("compta@nova.example", "ines@nova.example")),
    ]


def test_a_shorter_list_of_clients_empties_nothing(session, bring):
    bring(ImportKind.CLIENTS, "Nom;Type;Pays;Email\nLéa;Particulier;Belgique;lea@un.example\n")
    assert bring(ImportKind.CLIENTS, "Nom;Ville;Email\nLéa;Namur;lea@deux.example\n") == (0, 1, 0, 0)
    ((_, lea),) = session.read(load_clients)
    assert (lea.kind.value, lea.country, lea.city) == ("individual", "BE", "Namur")
    assert lea.emails == ("lea@un.example", "lea@deux.example")


def test_two_sites_of_a_company_stay_two_clients_and_a_new_name_replaces_the_former(session, bring):
    text = "Nom;SIRET;Ville\nNova Paris;73282932000074;Paris\nNova Lyon;73282932000074;Lyon\n"
    assert bring(ImportKind.CLIENTS, text) == (2, 0, 0, 0)
    assert bring(ImportKind.CLIENTS, text) == (0, 0, 2, 0)
    renamed = "Nom;SIRET\nNova Bordeaux;73282932000074\n"
    assert bring(ImportKind.CLIENTS, renamed) == (0, 1, 0, 0)
    assert len(session.read(load_clients)) == 2


def test_a_cell_that_names_several_invoices_is_not_guessed(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    book = "Date;Client;Montant;N° facture\n12/11/2026;Nova SARL;1340,00;FAC-2026-031, FAC-2026-032\n"
    assert bring(ImportKind.RECEIPTS, book) == (0, 0, 0, 1)


def test_taking_an_import_back_leaves_what_the_other_files_say(session):
    def imported(kind, text):
        return keep(session, [Draft(name="liste.csv", data=text.encode(), kind=kind)], Job())

    empty = everything(session)
    documents = imported(ImportKind.DOCUMENTS, LIST)
    listed = everything(session)
    undated = "Date;Client;Montant;N° facture\n15/10/2026;Nova SARL;90,00;FAC-2026-032\n"
    book = imported(ImportKind.RECEIPTS, undated)
    assert remaining(session)["FAC-2026-032"] == 0
    book.undo(session)
    assert everything(session) == listed, "what the list stated as paid is back"
    book = imported(ImportKind.RECEIPTS, BOOK)
    documents.undo(session)
    received = session.read(lambda reader: load_records(reader, Receipt))
    assert {receipt.label for _, receipt in received} == {"Solde du site", "Marché de Noël"}
    book.undo(session)
    assert everything(session) == empty


def test_any_two_overlapping_parts_of_a_file_add_up_to_the_whole(tmp_path):
    head, *rows = LIST.splitlines(keepends=True)
    book_head, *lines = BOOK.splitlines(keepends=True)

    def state_after(number, parts):
        made = new_vault(tmp_path / f"profile-{number}").session
        for part in parts:
            keep(made, [Draft(name="liste.csv", data=part.encode(), kind=ImportKind.DOCUMENTS)], Job())
        for line in ([book_head, *lines], [book_head, *reversed(lines)]):
            keep(made, [Draft(name="livre.csv", data="".join(line).encode(), kind=ImportKind.RECEIPTS)], Job())
        receipts = made.read(lambda reader: load_records(reader, Receipt))
        found = remaining(made), sorted((each.on, each.amount_cents, each.invoice) for _, each in receipts)
        made.close()
        return found

    whole = state_after(0, [LIST])
    for number, (start, end) in enumerate(((2, 3), (1, 5), (4, 4)), 1):
        assert state_after(number, [head + "".join(rows[:end]), head + "".join(rows[start:])]) == whole
        assert state_after(number + 10, [head + "".join(rows[start:]), head + "".join(rows[:end])]) == whole


def test_a_part_paid_without_a_day_is_counted_once_when_the_book_names_its_day(session, bring):
    bring(ImportKind.DOCUMENTS, "Numéro;Date;Client;Total TTC;Payé\nFAC-1;01/10/2026;Nova;90,00;50,00\n")
    assert remaining(session) == {"FAC-1": 4_000}
    head = "Date;Client;Montant;N° facture\n"
    assert bring(ImportKind.RECEIPTS, head + "15/10/2026;Nova;50,00;FAC-1\n") == (1, 0, 0, 0)
    assert remaining(session) == {"FAC-1": 4_000}
    assert bring(ImportKind.RECEIPTS, head + "15/11/2026;Nova;40,00;FAC-1\n") == (1, 0, 0, 0)
    assert remaining(session) == {"FAC-1": 0}


def test_an_equal_instalment_of_a_later_month_is_another_payment(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    head = "Date;Client;Montant;N° facture\n"
    assert bring(ImportKind.RECEIPTS, head + "12/10/2026;Atelier Brun;500,00;FAC-2026-031\n") == (1, 0, 0, 0)
    assert bring(ImportKind.RECEIPTS, head + "14/10/2026;ATELIER BRUN;500,00;FAC-2026-031\n") == (0, 0, 1, 0)
    assert bring(ImportKind.RECEIPTS, head + "12/11/2026;Atelier Brun;500,00;FAC-2026-031\n") == (1, 0, 0, 0)
    assert remaining(session)["FAC-2026-031"] == 25_000


def test_a_list_of_paid_invoices_after_their_book_pays_nothing_again(session, bring):
    bring(ImportKind.RECEIPTS, BOOK)
    bring(ImportKind.DOCUMENTS, LIST.replace("En retard;;", "Payée;12/11/2026;Chèque"))
    assert payments(session, "FAC-2026-031") == [(date(2026, 11, 12), 125_000, Method.CHEQUE)]


def test_a_book_with_only_the_second_of_two_equal_instalments_within_days_brings_it(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    head = "Date;Client;Montant;N° facture\n"
    assert bring(ImportKind.RECEIPTS, head + "02/11/2026;Atelier Brun;500,00;FAC-2026-031\n") == (1, 0, 0, 0)
    assert bring(ImportKind.RECEIPTS, head + "07/11/2026;Atelier Brun;500,00;FAC-2026-031\n") == (1, 0, 0, 0)
    assert remaining(session)["FAC-2026-031"] == 25_000


@pytest.mark.parametrize("first", ["02/11/2026", "09/11/2026"])
def test_an_equal_instalment_of_another_week_in_a_longer_book_is_another_payment(session, bring, first):
    bring(ImportKind.DOCUMENTS, LIST)
    head, line = "Date;Client;Montant;N° facture\n", "{day};Atelier Brun;500,00;FAC-2026-031\n"
    assert bring(ImportKind.RECEIPTS, head + line.format(day=first)) == (1, 0, 0, 0)
    both = head + line.format(day="02/11/2026") + line.format(day="09/11/2026")
    assert bring(ImportKind.RECEIPTS, both) == (1, 0, 1, 0)
    assert [on.day for on, _, _ in payments(session, "FAC-2026-031")] == [2, 9]


def test_two_equal_transfers_of_one_day_are_two_payments_of_the_book(session, bring):
    bring(ImportKind.DOCUMENTS, LIST)
    rows = "13/11/2026;VIR ATELIER;500,00\n13/11/2026;VIR ATELIER;500,00\n"
    bring(ImportKind.STATEMENT, f"Date;Libellé;Montant\n{rows}")
    target = session.read(lambda reader: find_target(reader, TargetKind.INVOICE, "FAC-2026-031"))
    for (id_,) in session.read(lambda reader: reader.all("SELECT id FROM bank_transaction")):
        attribute(session, id_, [Allocation(target.id, 50_000)])
    line = "13/11/2026;Atelier Brun;500,00;FAC-2026-031\n"
    assert bring(ImportKind.RECEIPTS, f"Date;Client;Montant;N° facture\n{line}{line}") == (0, 0, 2, 0)
    assert remaining(session)["FAC-2026-031"] == 25_000


def test_money_given_back_before_the_list_comes_is_no_payment(session, bring):
    bring(ImportKind.RECEIPTS, "Date;Client;Montant;N° facture\n12/11/2026;Nova;-100,00;FAC-1\n")
    bring(ImportKind.DOCUMENTS, "Numéro;Date;Client;Total TTC;Payé\nFAC-1;01/10/2026;Nova;900,00;400,00\n")
    assert remaining(session) == {"FAC-1": 50_000}


def test_a_purchase_on_the_day_of_its_refund_is_not_the_refund(session, bring):
    head = "Date;Fournisseur;Montant\n05/11/2026;OVH;14,39\n06/11/2026;OVH;14,39\n"
    bring(ImportKind.EXPENSES, head + "02/11/2026;Fnac;-20,00\n")
    assert bring(ImportKind.EXPENSES, head + "02/11/2026;Fnac;20,00\n02/11/2026;Fnac;-20,00\n") == (1, 0, 3, 0)
    spent = [each.amount_cents for _, each in session.read(lambda reader: load_records(reader, Expense))]
    assert sorted(spent) == [-2_000, 1_439, 1_439, 2_000]


def test_a_shorter_catalogue_empties_nothing(session, bring):
    bring(ImportKind.CATALOGUE, "Référence;Libellé;Unité;Prix unitaire HT;TVA\nC-1;Conseil;jour;500,00;20\n")
    assert bring(ImportKind.CATALOGUE, "Référence;Prix unitaire HT\nC-1;550,00\n") == (0, 1, 0, 0)
    (item,) = [item for _, item in session.read(load_catalogue).values()]
    assert (item.label, item.unit, item.unit_price, item.vat_rate_bp) == ("Conseil", "jour", 550_000_000, 2_000)


def test_lines_per_article_under_one_number_are_no_document(session, bring):
    head = "Numéro;Type;Date;Client;Total TTC\n"
    articles = "1;Facture;01/10/2026;Nova;60,00\n1;Facture;01/10/2026;Nova;40,00\n"
    assert bring(ImportKind.DOCUMENTS, f"{head}{articles}2;Facture;01/10/2026;Nova;10,00\n") == (1, 0, 0, 2)
    assert remaining(session) == {"2": 1_000}


def test_a_book_gives_the_day_and_the_method_that_the_list_of_invoices_lacks(session, bring):
    bring(ImportKind.DOCUMENTS, "Numéro;Date;Client;Total TTC;Payée le\nFAC-1;01/10/2026;Nova;90,00;03/10/2026\n")
    book = "Date;Client;Montant;N° facture;Mode de règlement\n05/10/2026;Nova;90,00;FAC-1;Chèque\n"
    assert bring(ImportKind.RECEIPTS, book) == (0, 1, 0, 0)
    assert payments(session, "FAC-1") == [(date(2026, 10, 5), 9_000, Method.CHEQUE)]
    assert bring(ImportKind.RECEIPTS, book) == (0, 0, 1, 0)


def test_only_what_was_received_is_a_receipt(session, bring):
    states = ("Payé", "Partially paid", "Expired", "En attente", "Échec", "Remboursé")
    rows = "".join(f"0{day}/10/2026;Nova;{day}0,00;{state}\n" for day, state in enumerate(states, 1))
    assert bring(ImportKind.RECEIPTS, f"Date;Client;Montant;Statut\n{rows}") == (1, 0, 0, 5)
    part = "Date;Client;Montant;Statut;N° facture\n05/10/2026;Nova;90,00;Règlement partiel;FAC-1\n"
    assert bring(ImportKind.RECEIPTS, part) == (1, 0, 0, 0)


def test_the_client_of_a_document_goes_with_the_last_list_that_holds_it(session):
    empty = everything(session)
    draft = Draft(name="liste.csv", data=LIST.encode(), kind=ImportKind.DOCUMENTS)
    first = keep(session, [draft], Job())
    later = keep(session, [replace(draft, data=LIST.replace("Finalisé", "Envoyé").encode())], Job())
    first.undo(session)
    assert [client.name for _, client in session.read(load_clients)] == ["Atelier Brun", "Nova SARL"]
    later.undo(session)
    assert everything(session) == empty
