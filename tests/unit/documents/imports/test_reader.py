"""Records of other tools: what people's spreadsheets look like, and why a row is refused."""

from datetime import date

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.documents.imports.reader import Records, read_records
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.imports.types import AS_FOUND, ReadOptions
from microdesk_desktop.domain.parties import Client, ClientKind, Contact
from microdesk_desktop.domain.records.documents import CatalogueItem, ImportedDocument, ListedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.domain.tables import ImportKind

DOCUMENTS = "number,type,issue_date,due_date,client,total_excl_tax,total_tax,total_incl_tax,paid,currency\n"


@pytest.fixture
def read():
    def read_text(kind: str, text: str, encoding: str = "utf-8", options: ReadOptions = AS_FOUND) -> Records:
        return read_records(ImportKind(kind), text.encode(encoding), options)

    return read_text


def rows(records: Records) -> list[tuple[int, object]]:
    """The records with their lines; documents without their payments."""
    return [
        (row.line, row.record.document if isinstance(row.record, ListedDocument) else row.record)
        for row in records.rows
        if row.record is not None
    ]


def reasons(records: Records) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in records.problems]


def remarks(records: Records) -> list[tuple[int, str]]:
    return [(remark.line, remark.code) for row in records.rows for remark in row.remarks]


def test_clients_with_the_columns_of_the_interface(read) -> None:
    records = read(
        "clients",
        "name,kind,siren,vat_number,email,phone,address,postal_code,city,country\n"
        "Nova SARL,company,732 829 320,FR44 732829320,compta@nova.example,01 02 03 04 05,4 quai,33000,Bordeaux,FR\n"
        "Camille Leroy,individual,,,,,,,,\n",
    )
    assert rows(records) == [
        (2, Client(name="Nova SARL", siren="732829320", vat_number="FR44732829320", email="compta@nova.example",
                   phone="01 02 03 04 05", address="4 quai", postal_code="33000", city="Bordeaux")),
        (3, Client(name="Camille Leroy", kind=ClientKind.INDIVIDUAL)),
    ]  # fmt: skip
    assert not records.problems


def test_clients_of_a_french_spreadsheet(read) -> None:
    records = read(
        "clients",
        "Raison sociale;Type;SIRET;N° TVA intracommunautaire;Adresse e-mail;Téléphone;Adresse;CP;Ville;Pays\r\n"
        'Théâtre de l\'Horloge;Société;73282932000074;;;"=""0102030405""";"1 place\nde l\'Horloge";="01000";Pau;\r\n'
        "Möller AG;Entreprise;;DE136695976;;;;;Köln;Allemagne\r\n"
        "Léa;Particulier;;;;;;;;Belgique\r\n"
        "Ville de Pau;Collectivité;;;;;;;Pau;\r\n",
        "cp1252",
    )
    assert [client for _, client in rows(records)] == [
        Client(name="Théâtre de l'Horloge", siren="732829320", siret="73282932000074", phone="0102030405",
               address="1 place de l'Horloge", postal_code="01000", city="Pau"),
        Client(name="Möller AG", vat_number="DE136695976", city="Köln", country="DE"),
        Client(name="Léa", kind=ClientKind.INDIVIDUAL, country="BE"),
        Client(name="Ville de Pau", kind=ClientKind.PUBLIC, city="Pau"),
    ]  # fmt: skip
    assert [line for line, _ in rows(records)] == [2, 4, 5, 6]


def test_a_zero_that_a_spreadsheet_took_off_is_put_back_in_france_alone(read) -> None:
    records = read("clients", "Nom;Code postal;Téléphone;Pays\nA;1000;612345678;France\nB;1000;;Belgique\nC;1000;;\n")
    assert [(client.postal_code, client.phone) for _, client in rows(records)] == [
        ("01000", "0612345678"), ("1000", ""), ("1000", "")
    ]  # fmt: skip


def test_a_fault_in_a_client_costs_the_faulty_value_alone(read) -> None:
    records = read(
        "clients",
        "name,kind,siren,vat_number,email,country\n"
        "A,company,732829321,,,BE\n"
        "B,company,,FR45732829320,,\n"
        "C,company,552100554,FR44732829320,,\n"
        "D,company,,,pas-une-adresse,\n"
        "E,extraterrestre,,,,\n"
        "F,company,,,,Atlantide\n"
        ",company,,,,\n"
        "G,company,,,g@exemple.fr,\n"
        "H,company\n",
    )
    assert rows(records) == [
        (2, Client(name="A", country="BE")),
        (3, Client(name="B")),
        (4, Client(name="C", siren="552100554")),
        (5, Client(name="D")),
        (6, Client(name="E")),
        (7, Client(name="F", country="")),
        (9, Client(name="G", email="g@exemple.fr")),
    ]
    assert remarks(records) == [
        (2, "siren_invalid"),
        (3, "vat_number_invalid"),
        (4, "vat_siren_differ"),
        (5, "email_invalid"),
        (6, "kind_unknown"),
        (7, "country_unknown"),
    ]
    assert records.rows[0].remarks[0].params == {"value": "732829321"}
    assert reasons(records) == [(8, "value_missing"), (10, "columns_differ")]
    assert records.problems[0].params == {"field": "name"}


def test_clients_with_both_numbers_terms_language_e_invoice_address_and_contacts(read) -> None:
    records = read(
        "clients",
        "Raison sociale;SIREN;SIRET;Délai de paiement;Langue;Adresse de facturation électronique;E-mail;Contact 1;"
        "Fonction du contact 1;E-mail du contact 1;Contact 2;Téléphone du contact 2\n"
        "Nova SARL;732 829 320;732 829 320 00074;45 jours fin de mois le 15;Anglais;0225:732829320_COMPTA;"
        "compta@nova.example;Inès Roussel;Comptabilité;ines@nova.example;Paul Lenoir;01 02 03 04 05\n"
        "Rive SAS;;;;;;;;;;;\n",
    )
    assert rows(records) == [
        (2, Client(name="Nova SARL", siren="732829320", siret="73282932000074", email="compta@nova.example",
                   payment_terms="45 eom 15", language="en", electronic_scheme="0225",
                   electronic_address="732829320_COMPTA",
                   contacts=(Contact(name="Inès Roussel", role="Comptabilité", email="ines@nova.example"),
                             Contact(name="Paul Lenoir", phone="01 02 03 04 05")))),
        (3, Client(name="Rive SAS")),
    ]  # fmt: skip
    assert not records.problems
    assert remarks(records) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("30", "30"),
        ("30 jours", "30"),
        ("30 jours nets", "30"),
        ("Net 15", "15"),
        ("45j FDM", "45 eom"),
        ("60 jours date de facture", "60"),
        ("30 jours fin de mois le 10", "30 eom 10"),
        ("45 eom 15", "45 eom 15"),
        ("À réception de facture", "0"),
        ("Comptant", "0"),
        ("fin de mois", "0 eom"),
        ("30 days end of month", "30 eom"),
    ],
)
def test_payment_terms_as_people_write_them(read, typed, kept) -> None:
    (row,) = read("clients", f"name,payment_terms\nNova,{typed}\n").rows
    assert (row.record.payment_terms, row.remarks) == (kept, ())


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("payment_terms", "fin de mois 45 jours", "terms_unknown"),
        ("payment_terms", "400", "terms_unknown"),
        ("payment_terms", "30 eom 32", "terms_unknown"),
        ("payment_terms", "30 le 15", "terms_unknown"),
        ("language", "allemand", "language_unknown"),
        ("electronic_address", "0225:123", "electronic_invalid"),
        ("siret", "73282932000075", "siren_invalid"),
        ("siret", "55210055400013", "siret_siren_differ"),
        ("contact_2_email", "pas-une-adresse", "email_invalid"),
    ],
)
def test_a_fault_in_a_further_value_of_a_client_costs_that_value_alone(read, column, value, code) -> None:
    records = read("clients", f"name,siren,{column}\nNova,732829320,{value}\n")
    assert rows(records) == [(2, Client(name="Nova", siren="732829320"))]
    assert remarks(records) == [(2, code)]


def test_a_siret_alone_gives_its_siren_and_one_column_may_hold_either(read) -> None:
    for header in ("name,siret", "name,siren", "Nom,N° SIRET", "Nom,Code SIRET"):
        ((_, client),) = rows(read("clients", f"{header}\nNova,73282932000074\n"))
        assert (client.siren, client.siret) == ("732829320", "73282932000074")
    ((_, both),) = rows(read("clients", "Nom,SIREN,SIRET\nNova,,73282932000074\n"))
    assert (both.siren, both.siret) == ("732829320", "73282932000074")


def test_a_catalogue_keeps_rates_in_basis_points(read) -> None:
    records = read(
        "catalogue",
        "Référence;Désignation;Unité;Prix unitaire HT;Activité;Taux de TVA\n"
        "P1;Journée de conseil;jour;1 450,00;bnc;20 %\n"
        "P2;Tirage;pièce;35,5;vente de marchandises;5,5\n"
        "P3;Atelier;heure;80;Prestations BIC;\n"
        "P4;Taux inconnu;heure;80;bnc;0,3\n"
        "P5;Prix à sept décimales;heure;0,0850001;bnc;20\n"
        "P6;Activité rêvée;heure;80;alchimie;20\n"
        "P7;Taux d'un tableur;heure;80;bnc;0,0550\n",
    )
    assert [item for _, item in rows(records)] == [
        CatalogueItem(reference="P1", label="Journée de conseil", unit="jour", unit_price=1_450_000_000,
                      activity="bnc", vat_rate_bp=2000),
        CatalogueItem(reference="P2", label="Tirage", unit="pièce", unit_price=35_500_000, activity="sales",
                      vat_rate_bp=550),
        CatalogueItem(reference="P3", label="Atelier", unit="heure", unit_price=80_000_000, activity="bic_services",
                      vat_rate_bp=0),
        CatalogueItem(reference="P7", label="Taux d'un tableur", unit="heure", unit_price=80_000_000, activity="bnc",
                      vat_rate_bp=550),
    ]  # fmt: skip
    assert reasons(records) == [(5, "vat_rate_unknown"), (6, "amount_too_precise"), (7, "activity_unknown")]


def test_documents_with_the_columns_of_the_interface(read) -> None:
    records = read(
        "documents", DOCUMENTS + "F-2026-0040,deposit,2026-11-03,2026-12-03,Nova SARL,400.00,80.00,480.00,100.00,EUR\n"
    )
    assert rows(records) == [
        (2, ImportedDocument(number="F-2026-0040", type=DocumentType.DEPOSIT, issued_on=date(2026, 11, 3),
                             due_on=date(2026, 12, 3), client="Nova SARL", excl_tax_cents=40000, tax_cents=8000,
                             incl_tax_cents=48000, paid_cents=10000)),
    ]  # fmt: skip


def test_documents_of_a_french_spreadsheet(read) -> None:
    records = read(
        "documents",
        "N° de facture\tType\tDate d'émission\tÉchéance\tClient\tTotal HT\tTVA\tTotal TTC\tDéjà payé\tDevise\n"
        "2026-1\tFacture\t03/11/2026\t\tNova\t1 000,00\t200,00\t1 200,00 €\t\t\n"
        "2026-2\tFacture d'acompte\t04/11/2026\t04/12/2026\tNova\t100,00\t\t120,00\t120,00\tEUR\n"
        "2026-3\tAvoir\t05/11/2026\t\tNova\t-100,00\t-20,00\t-120,00\t\tEUR\n"
        "2026-4\tFacture de solde\t06/11/2026\t\tNova\t\t\t1.234,56\t\tCHF\n"
        "2026-5\tDevis\t07/11/2026\t\tNova\t\t\t5,00\t\tEUR\n",
        "cp1252",
    )
    assert not records.problems
    found = [
        (each.number, each.type, each.due_on, each.excl_tax_cents, each.tax_cents, each.incl_tax_cents, each.currency)
        for _, each in rows(records)
    ]
    assert found == [
        ("2026-1", DocumentType.INVOICE, None, 100000, 20000, 120000, "EUR"),
        ("2026-2", DocumentType.DEPOSIT, date(2026, 12, 4), 10000, 2000, 12000, "EUR"),
        ("2026-3", DocumentType.CREDIT_NOTE, None, 10000, 2000, 12000, "EUR"),
        ("2026-4", DocumentType.FINAL, None, 123456, 0, 123456, "CHF"),
        ("2026-5", DocumentType.QUOTE, None, 500, 0, 500, "EUR"),
    ]


def test_a_wrong_document_is_refused_with_its_reason(read) -> None:
    records = read(
        "documents",
        DOCUMENTS
        + "1,invoice,2026-11-03,,Nova,400.00,80.00,481.00,0.00,EUR\n"
        + "2,invoice,2026-11-03,,Nova,400.00,80.00,480.00,480.01,EUR\n"
        + "3,invoice,2026-11-03,,Nova,-400.00,-80.00,-480.00,0.00,EUR\n"
        + "4,ticket,2026-11-03,,Nova,400.00,80.00,480.00,0.00,EUR\n"
        + "5,invoice,2026-02-30,,Nova,400.00,80.00,480.00,0.00,EUR\n"
        + "6,invoice,2026-11-03,,Nova,400.00,80.00,480.00,0.00,ECU\n"
        + "7,invoice,2026-11-03,,Nova,400.00,,,0.00,EUR\n"
        + "8,invoice,2026-11-03,,Nova,400.00,80.00,4x0.00,0.00,EUR\n"
        + '9,invoice,2026-11-03,,Nova,400.00,80.00,"480,00",0.00,EUR\n',
    )
    assert not rows(records)
    assert [code for _, code in reasons(records)] == [
        "totals_differ",
        "paid_exceeds_total",
        "amount_negative",
        "type_unknown",
        "date_unreadable",
        "currency_unknown",
        "value_missing",
        "amount_unreadable",
        "amount_unreadable",
    ]


def test_a_cell_longer_than_the_window_can_show_rejects_its_row(read) -> None:
    records = read("clients", f"name,address\nNova,{'x' * 2_000}\nRive,{'x' * 2_001}\n")
    assert [client.name for _, client in rows(records)] == ["Nova"]
    assert reasons(records) == [(3, "value_too_long")]


def test_the_client_of_a_receipt_has_a_first_and_a_last_name(read) -> None:
    records = read(
        "receipts",
        "Date;Prénom;Nom;Objet;Montant\n04/09/2026;Julie;Roche;Faire-part;180,00\n18/09/2026;;Nova SARL;;1200,00\n",
    )
    assert [receipt.client for _, receipt in rows(records)] == ["Julie Roche", "Nova SARL"]


def test_receipts_and_expenses(read) -> None:
    receipts = read(
        "receipts",
        "Date;Client;Libellé;Montant;Mode de règlement;Activité;Référence\n"
        "21/11/2026;Mme Arnaud;Cartes;95,00;Chèque;BNC;R-1\n"
        "22/11/2026;;Marché de Noël;40,00;espèces;ventes;\n"
        "23/11/2026;;;40,00;espèces;ventes;\n"
        "24/11/2026;X;;40,00;troc;;\n",
    )
    assert [receipt for _, receipt in rows(receipts)] == [
        Receipt(on=date(2026, 11, 21), client="Mme Arnaud", label="Cartes", amount_cents=9500, method=Method.CHEQUE,
                activity=Activity.BNC, reference="R-1"),
        Receipt(on=date(2026, 11, 22), client="", label="Marché de Noël", amount_cents=4000, method=Method.CASH,
                activity=Activity.SALES),
    ]  # fmt: skip
    assert reasons(receipts) == [(4, "value_missing"), (5, "method_unknown")]
    expenses = read(
        "expenses",
        "date,supplier,label,amount,category,reference\n2026-11-21,OVH SAS,Hébergement,14.39,Hébergement,A-1\n"
        "2026-11-22,Fnac,Retour,-20.00,,\n",
    )
    assert [expense for _, expense in rows(expenses)] == [
        Expense(on=date(2026, 11, 21), supplier="OVH SAS", label="Hébergement", amount_cents=1439,
                category="Hébergement", reference="A-1"),
        Expense(on=date(2026, 11, 22), supplier="Fnac", label="Retour", amount_cents=-2000),
    ]  # fmt: skip


def test_day_and_month_are_ordered_once_for_the_file(read) -> None:
    american = read("expenses", "date,supplier,amount\n11/05/2026,OVH,1.00\n11/21/2026,OVH,2.00\n")
    french = read("expenses", "date,supplier,amount\n11/05/2026,OVH,1.00\n21/11/2026,OVH,2.00\n11/21/2026,OVH,3.00\n")
    assert [expense.on for _, expense in rows(american)] == [date(2026, 11, 5), date(2026, 11, 21)]
    assert [expense.on for _, expense in rows(french)] == [date(2026, 5, 11), date(2026, 11, 21)]
    assert reasons(french) == [(4, "date_unreadable")]


@pytest.mark.parametrize(
    ("kind", "text", "columns"),
    [
        ("documents", "number,client\n1,Nova\n", ("issue_date", "total_incl_tax")),
        ("clients", "SIREN;Ville\n732829320;Pau\n", ("name",)),
        ("expenses", "n'importe quoi", ("date", "amount")),
        ("receipts", "", ("date", "amount")),
    ],
)
def test_a_file_without_its_columns_names_them(read, kind: str, text: str, columns: tuple[str, ...]) -> None:
    with pytest.raises(KnownError) as raised:
        read(kind, text)
    assert (raised.value.code, raised.value.params) == (ErrorCode.COLUMNS_MISSING, {"columns": columns})
