"""What the words of a list of documents mean: status, type, what is no document at all."""

import pytest

from microdesk_desktop.documents.imports.reader import Records, read_records
from microdesk_desktop.documents.imports.words import StatusWord, find_status
from microdesk_desktop.domain.imports.types import ReadOptions
from microdesk_desktop.domain.records.documents import ListedDocument
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.tables import ImportKind, TableMapping


def read(text: str, options: ReadOptions | None = None) -> Records:
    return read_records(ImportKind.DOCUMENTS, text.encode(), options or ReadOptions())


def documents(records: Records) -> list[ListedDocument]:
    return [row.record for row in records.rows if isinstance(row.record, ListedDocument)]


def types(*numbers: str, header: str = "Numéro;Date;Client;Total TTC") -> list[DocumentType]:
    rows = "".join(f"{number};02/10/2026;Nova;10,00\n" for number in numbers)
    return [each.document.type for each in documents(read(f"{header}\n{rows}"))]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Payée", StatusWord.PAID),
        ("Payé (virement)", StatusWord.PAID),
        ("Payée le 12/03/2026", StatusWord.PAID),
        ("Payée à 100 %", StatusWord.PAID),
        ("Payée à 50 %", StatusWord.PARTLY_PAID),
        ("Réglée en partie", StatusWord.PARTLY_PAID),
        ("Pas encore réglée", StatusWord.UNPAID),
        ("Non payée", StatusWord.UNPAID),
        ("En attente de règlement", StatusWord.UNPAID),
        ("En retard (12 j)", StatusWord.UNPAID),
        ("Not paid yet", StatusWord.UNPAID),
        ("Facture payée", StatusWord.PAID),
        ("Facture annulée", StatusWord.CANCELLED),
        ("Payée en retard", StatusWord.PAID),
        ("Envoyée, payée", StatusWord.PAID),
        ("Envoyée, non payée", StatusWord.UNPAID),
        ("En retard (solde 200 €)", StatusWord.UNPAID),
        ("Annulée par avoir", StatusWord.CANCELLED),
        ("Brouillon", StatusWord.DRAFT),
        ("Accepté", StatusWord.ACCEPTED),
        ("Zorglub", None),
    ],
)
def test_a_status_is_read_with_the_words_around_it(text: str, status: StatusWord | None) -> None:
    assert find_status(text) is status


def test_the_type_comes_from_the_letters_of_the_number() -> None:
    assert types("FAC-2026-1", "DEV-2026-2", "AV-2026-3", "ACO-4", "2026-5") == [
        DocumentType.INVOICE, DocumentType.QUOTE, DocumentType.CREDIT_NOTE, DocumentType.DEPOSIT, DocumentType.INVOICE,
    ]  # fmt: skip
    assert types("DEVI-00002", "PROFORMA-3") == [DocumentType.QUOTE, DocumentType.QUOTE]
    assert types("F-1", "D-1") == [DocumentType.INVOICE, DocumentType.QUOTE]
    assert types("D-1", "D-2") == [DocumentType.INVOICE, DocumentType.INVOICE], "a D alone may stand for anything"


def test_the_type_comes_from_the_name_of_the_column_else_it_is_a_question() -> None:
    assert types("2026-1", header="N° de devis;Date;Client;Total TTC") == [DocumentType.QUOTE]
    assert not read("N° de facture;Date;Client;Total TTC\n12;02/10/2026;Nova;10,00\n").is_type_assumed
    assert read("Numéro;Date;Client;Total TTC\n12;02/10/2026;Nova;10,00\n").is_type_assumed
    answered = TableMapping(
        kind=ImportKind.DOCUMENTS,
        fields={0: "number", 1: "issue_date", 2: "client", 3: "total_incl_tax"},
        usual_type=DocumentType.INVOICE,
    )
    text = "Numéro;Date;Client;Total TTC\n12;02/10/2026;Nova;10,00\nDEV-2;02/10/2026;Nova;20,00\n"
    records = read(text, ReadOptions(mapping=answered))
    assert [each.document.type for each in documents(records)] == [DocumentType.INVOICE, DocumentType.QUOTE]
    assert not records.is_type_assumed


def test_a_list_in_which_some_are_accepted_and_none_is_paid_is_one_of_quotes() -> None:
    text = "Numéro;Date;Client;Total TTC;Statut\n1;02/10/2026;Nova;10,00;Accepté\n2;02/10/2026;Nova;10,00;{status}\n"
    waiting, paid = (documents(read(text.format(status=status)))[1] for status in ("En attente", "Payée"))
    assert (waiting.document.type, paid.document.type) == (DocumentType.QUOTE, DocumentType.INVOICE)


def test_a_currency_is_known_by_its_usual_names() -> None:
    text = "Numéro;Date;Client;Total TTC;Devise\nF-1;02/10/2026;Nova;10,00;Euros\nF-2;02/10/2026;Nova;10,00;£\n"
    assert [each.document.currency for each in documents(read(text))] == ["EUR", "GBP"]


def test_only_a_quote_is_accepted_and_never_paid() -> None:
    (listed,) = documents(read("Numéro;Date;Client;Total TTC;Statut;Payé\n7;02/10/2026;Nova;10,00;Signé;10,00\n"))
    assert (listed.document.type, listed.settled_cents) == (DocumentType.QUOTE, 0)


@pytest.mark.parametrize(
    ("cells", "settled"),
    [
        ("Payée;;", 12_000),
        ("Payée;0,00;", 12_000),
        ("Payée;100,00;", 12_000),
        (";oui;", 12_000),
        (";non;", 0),
        (";50,00;", 5_000),
        (";20/10/2026;", 12_000),
        ("Envoyée;;0,00", 12_000),
        (";;70,00", 5_000),
        ("En retard;;120,00", 0),
    ],
)
def test_what_is_paid_comes_from_the_status_or_the_amounts(cells: str, settled: int) -> None:
    text = f"Numéro;Date;Client;Total TTC;Statut;Payé;Reste à payer\nF-1;02/10/2026;Nova;120,00;{cells}\n"
    (listed,) = documents(read(text))
    assert listed.settled_cents == settled


def test_a_part_of_unknown_size_is_refused() -> None:
    (problem,) = read("Numéro;Date;Client;Total TTC;Statut\nF-1;02/10/2026;Nova;120,00;Payée en partie\n").problems
    assert problem.code == "part_paid_unclear"


def test_a_line_of_sums_is_no_document() -> None:
    records = read("Numéro;Date;Client;Total TTC\nF-1;02/10/2026;Nova;120,00\nTotal;;;120,00\n;;TOTAL;120,00\n")
    assert len(documents(records)) == 1
    assert not records.problems


def test_an_invoice_with_a_negative_total_is_a_credit_note_unless_it_is_called_an_invoice() -> None:
    assert types("12") == [DocumentType.INVOICE]
    records = read("Numéro;Date;Client;Total HT;TVA;Total TTC\n12;02/10/2026;Nova;-100,00;-20,00;-120,00\n")
    (listed,) = documents(records)
    assert (listed.document.type, listed.document.incl_tax_cents) == (DocumentType.CREDIT_NOTE, 12_000)


def test_corrected_cells_take_the_place_of_the_file_s_also_in_a_row_of_another_width() -> None:
    text = "Numéro;Date;Client;Total TTC\nF-1;32/10/2026;Nova;120,00\nF-2;02/10/2026\n"
    assert [each.code for each in read(text).problems] == ["date_unreadable", "columns_differ"]
    corrections = {
        2: {"issue_date": "31/10/2026"},
        3: {"number": "F-2", "issue_date": "02/10/2026", "client": "Nova", "total_incl_tax": "10"},
    }
    assert len(documents(read(text, ReadOptions(corrections=corrections)))) == 2


def test_separators_at_the_end_of_the_header_are_no_columns() -> None:
    records = read("Numéro;Date;Client;Total TTC;;\nF-1;02/10/2026;Nova;120,00;;\nF-2;02/10/2026;Nova;10,00\n")
    assert [each.document.number for each in documents(records)] == ["F-1", "F-2"]


def test_a_column_of_yes_and_no_shows_what_is_settled() -> None:
    text = "Numéro;Date;Client;Total TTC;Soldée\nF-1;02/10/2026;Nova;120,00;Oui\nF-2;02/10/2026;Nova;10,00;Non\n"
    assert [each.settled_cents for each in documents(read(text))] == [12_000, 0]


def test_sums_and_blank_rows_are_no_records_and_leave_no_question() -> None:
    listed = read("Numéro;Date;Client;Total TTC\nFAC-1;02/10/2026;Nova;10,00\n;;;\nTotal;;;10,00\n")
    assert (len(listed.rows), listed.is_type_assumed) == (1, False)
    spent = "Date;Fournisseur;Montant\n02/10/2026;OVH;10,00\n03/10/2026;Total;60,00\nTOTAL;;70,00\n"
    rows = read_records(ImportKind.EXPENSES, spent.encode()).rows
    assert [(row.line, row.problem) for row in rows] == [(2, None), (3, None)], "a petrol station is a supplier"


def test_a_column_due_is_the_day_or_the_amount_that_its_cells_show() -> None:
    head = "Invoice #,Date,Due,Customer,Total\n"
    (by_day,) = documents(read(f"{head}INV-1,2026-03-02,2026-04-01,Nova,120.00\n"))
    assert str(by_day.document.due_on) == "2026-04-01"
    (by_amount,) = documents(read(f"{head}INV-1,2026-03-02,70.00,Nova,120.00\n"))
    assert by_amount.document.due_on is None
