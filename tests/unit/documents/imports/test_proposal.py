"""The mapping proposed for a table whose columns have no known names."""

from microdesk_desktop.documents.imports.proposal import propose_mapping
from microdesk_desktop.domain.tables import ImportKind

DOCUMENTS = [
    ("2026-001", "02/10/2026", "01/11/2026", "Nova SARL", "400,00", "80,00", "480,00", "Payée", "Virement"),
    ("2026-002", "12/10/2026", "11/11/2026", "Atelier Brun", "100,00", "20,00", "120,00", "En retard", ""),
    ("2026-003", "13/10/2026", "12/11/2026", "Nova SARL", "50,00", "10,00", "60,00", "En attente", ""),
]


def fields(kind: ImportKind, names, samples) -> list[str | None]:
    found = propose_mapping(kind, names, samples).fields
    return [found.get(place) for place in range(len(samples[0]))]


def test_a_list_of_invoices_is_seen_by_its_cells_with_and_without_names() -> None:
    expected = [
        "number", "issue_date", "due_date", "client", "total_excl_tax", "total_tax", "total_incl_tax", "status",
        "method",
    ]  # fmt: skip
    assert fields(ImportKind.DOCUMENTS, (), DOCUMENTS) == expected
    assert fields(ImportKind.DOCUMENTS, tuple("ABCDEFGHI"), DOCUMENTS) == expected


def test_a_total_that_no_two_columns_add_up_to_is_the_first_amount() -> None:
    rows = [(*row[:4], "480,00") for row in DOCUMENTS]
    assert fields(ImportKind.DOCUMENTS, (), rows) == ["number", "issue_date", "due_date", "client", "total_incl_tax"]


def test_clients_are_seen_by_the_forms_of_their_cells() -> None:
    rows = [
        ("Nova SARL", "73282932000074", "FR44732829320", "4 quai des Chartrons", "33000", "Bordeaux", "05 56 00 00 00",
         "compta@nova.example"),
        ("Atelier Brun", "", "", "8 rue Haute", "64000", "Pau", "+33 6 88 55 88 55", "brun@atelier.example"),
    ]  # fmt: skip
    assert fields(ImportKind.CLIENTS, (), rows) == [
        "name", "siren", "vat_number", "address", "postal_code", "city", "phone", "email",
    ]  # fmt: skip


def test_a_name_that_its_cells_contradict_gives_way() -> None:
    rows = [("Nova SARL", "02/10/2026", "14,39"), ("OVH", "03/10/2026", "20,00")]
    assert fields(ImportKind.EXPENSES, ("Date", "Montant", "Fournisseur"), rows) == ["supplier", "date", "amount"]


def test_what_nothing_suggests_is_left_out() -> None:
    assert fields(ImportKind.DOCUMENTS, ("A", "B"), [("1", "2"), ("1", "2")]) == [None, None]
    assert propose_mapping(ImportKind.EXPENSES, ("Date", "Montant"), []).fields == {0: "date", 1: "amount"}


def test_a_column_of_yes_and_no_is_no_reference_and_no_text() -> None:
    rows = [("02/10/2026", "OVH", "14,39", "oui"), ("03/10/2026", "Fnac", "20,00", "non")]
    names = ("Jour", "Fournisseur", "Montant", "Justificatif")
    assert fields(ImportKind.EXPENSES, names, rows) == ["date", "supplier", "amount", None]
