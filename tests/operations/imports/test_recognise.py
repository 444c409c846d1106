"""What a file is about, by its columns and cells: decided where it is clear, asked where two kinds fit."""

from contextlib import suppress
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.files.containers.members import open_members
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.imports.exports import Export, exports
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.recognise import Recognised, recognise, refuse_other_kind
from tests.support.imports.workbooks import xlsx

GOLDEN = Path(__file__).parents[2] / "golden"
STATEMENT, CLIENTS, CATALOGUE = ImportKind.STATEMENT, ImportKind.CLIENTS, ImportKind.CATALOGUE
DOCUMENTS, RECEIPTS, EXPENSES = ImportKind.DOCUMENTS, ImportKind.RECEIPTS, ImportKind.EXPENSES

CLEAR = {
    "date, label and signed amount": (
        STATEMENT,
        "Date;Libellé;Montant\n02/11/2026;CB MONOPRIX;-42,60\n03/11/2026;VIR NOVA;480,00\n",
    ),
    "debit and credit": (
        STATEMENT,
        "Date;Libellé;Débit;Crédit\n02/11/2026;CB MONOPRIX;42,60;\n03/11/2026;VIR NOVA;;480,00\n",
    ),
    "day of value": (
        STATEMENT,
        "Date opération;Date de valeur;Libellé;Montant\n02/11/2026;02/11/2026;CB MONOPRIX;-42,60\n",
    ),
    "a language that nobody named, with a balance": (
        STATEMENT,
        "Datum;Omschrijving;Bedrag;Saldo\n"
        "01/11/2026;Bol;-10,00;90,00\n"
        "02/11/2026;Loon;50,00;140,00\n"
        "03/11/2026;Albert;-20,00;120,00\n",
    ),
    "statement without a header": (
        STATEMENT,
        "02/11/2026;CB MONOPRIX;-42,60\n03/11/2026;VIR NOVA SARL;480,00\n",
    ),
    "clients": (
        CLIENTS,
        "Nom;Email;Téléphone\nNova SARL;nova@exemple.fr;0102030405\n",
    ),
    "clients by name and address": (
        CLIENTS,
        "Raison sociale;Adresse;Code postal;Ville\nNova SARL;1 rue A;75001;Paris\n",
    ),
    "clients of Abby": (
        CLIENTS,
        "Nom;Prénom;Emails;Adresse de facturation;Code postal de facturation;Ville de facturation\n"
        "Dubreuil;Anne;a@b.fr;1 rue A;75001;Paris\n",
    ),
    "clients of Indy": (
        CLIENTS,
        "Type;Nom de famille;Prénom;Nom d'entreprise;N° SIRET;Email;Adresse;Code postal;Ville;Pays\n"
        "Particulier;Dubreuil;Anne;;;a@b.fr;1 rue A;75001;Paris;France\n",
    ),
    "clients with what they owe": (
        CLIENTS,
        "Nom;SIRET;Email;Créé le;Chiffre d'affaires\nNova SARL;73282932000074;nova@exemple.fr;02/11/2026;1 250,50\n",
    ),
    "catalogue": (
        CATALOGUE,
        "Référence;Désignation;Unité;Prix unitaire HT;Taux TVA\nDEV;Développement;jour;450,00;20\n",
    ),
    "invoices": (
        DOCUMENTS,
        "Numéro;Date;Échéance;Client;Total HT;TVA;Total TTC;Statut\n"
        "FAC-2026-031;02/11/2026;02/12/2026;Nova SARL;400,00;80,00;480,00;Payée\n",
    ),
    "invoices in English": (
        DOCUMENTS,
        "Invoice Number,Invoice Date,Due Date,Client,Amount,Balance,Status\n"
        "F-1,2026-11-02,2026-12-02,Nova,480.00,0.00,Paid\n",
    ),
    "invoices without a due date": (
        DOCUMENTS,
        "N° facture;Date;Client;Total HT;Total TTC;Etat\n12;02/10/2026;Nova SARL;400,00;480,00;Payée le 20/10/2026\n",
    ),
    "invoices with a mistyped day and a short line": (
        DOCUMENTS,
        "Numéro;Date;Client;Total TTC\nFAC-1;31/02/2026;Nova;100,00\nFAC-2;01/03/2026;Nova;20,00\n"
        "FAC-3;02/03/2026;Nova;5,00\nFAC-4;02/03/2026\n",
    ),
    "quotes": (
        DOCUMENTS,
        "N° devis;Date du devis;Client;Montant HT;Montant TVA;Montant TTC;Statut\n"
        "DEV-2026-012;02/11/2026;Nova;3400,00;0,00;3400,00;Acceptée\n",
    ),
    "book of receipts": (
        RECEIPTS,
        "Date d'encaissement;Référence;Client;Nature;Montant;Mode d'encaissement\n"
        "02/11/2026;1;Nova SARL;Site;480,00;Virement\n",
    ),
    "receipts that name invoices": (
        RECEIPTS,
        "Date encaissement;Client;N° facture;Montant encaissé;Mode de règlement\n"
        "02/11/2026;Nova SARL;FAC-1;480,00;Virement\n",
    ),
    "expenses": (
        EXPENSES,
        "Date;Fournisseur;Montant TTC;TVA;Catégorie;Justificatif\n02/11/2026;Monoprix;42,60;7,10;Repas;oui\n",
    ),
    "expenses written as negative": (
        EXPENSES,
        "Date;Fournisseur;Libellé;Montant\n02/11/2026;Fnac;Écran;-249,00\n",
    ),
    "register of purchases": (
        EXPENSES,
        "Date de l'achat;Référence;Fournisseur;Nature;Montant;Mode de paiement\n02/11/2026;1;Fnac;Écran;249,00;Carte\n",
    ),
    "expenses whose day has another name": (
        EXPENSES,
        "Jour d'achat;Magasin;Fournisseur;Montant TTC;Justificatif\n01/10/2026;A;OVH;10,00;oui\n"
        "02/10/2026;B;Free;20,00;oui\n",
    ),
}
UNCLEAR = {
    "amounts of one sign": (
        "Date;Libellé;Montant\n02/11/2026;Cotisations T3;612,00\n05/11/2026;Abonnement;20,00\n",
        {EXPENSES, RECEIPTS, STATEMENT},
    ),
    "names that nobody knows": (
        "Colonne 1;Colonne 2;Colonne 3\nx;y;z\na;b;c\n",
        set(ImportKind),
    ),
    "an invoice or its payment": (
        "Date;N° facture;Client;Montant;Mode de règlement\n02/11/2026;FAC-1;Nova;480,00;Virement\n",
        {DOCUMENTS, RECEIPTS},
    ),
    "purchases under names of their own": (
        "Jour;Magasin;Somme\n01/10/2026;Fnac;10,00\n02/10/2026;Ikea;20,00\n",
        {EXPENSES, RECEIPTS, STATEMENT},
    ),
    "invoices under names of their own": (
        "Facture;Émise le;Pour;Prix\nF1;01/10/2026;Nova;100,00\nF2;02/10/2026;Brun;20,00\n",
        {DOCUMENTS, STATEMENT},
    ),
}


def recognised(text: str | bytes, name: str = "export.csv") -> Recognised:
    data = text.encode() if isinstance(text, str) else text
    (member,) = open_members(data, Job())
    return recognise(Member(name, member.data))


@pytest.mark.parametrize("name", CLEAR)
def test_a_clear_table_is_decided(name: str) -> None:
    kind, text = CLEAR[name]
    assert recognised(text).kind is kind


@pytest.mark.parametrize("name", UNCLEAR)
def test_what_may_be_several_kinds_is_asked(name: str) -> None:
    text, kinds = UNCLEAR[name]
    found = recognised(text)
    assert found.kind is None
    assert kinds <= set(found.candidates)


def test_the_name_of_the_file_decides_between_kinds_whose_columns_are_the_same() -> None:
    text, _ = UNCLEAR["amounts of one sign"]
    assert recognised(text, "Dépenses 2026.csv").kind is EXPENSES
    assert recognised(text, "recettes.xlsx › Feuille 1").kind is RECEIPTS


def test_the_name_of_the_file_does_not_contradict_what_it_holds() -> None:
    _, text = CLEAR["debit and credit"]
    assert recognised(text, "depenses pro.csv").kind is STATEMENT
    _, text = CLEAR["clients"]
    assert recognised(text, "factures.csv").kind is CLIENTS


@pytest.mark.parametrize("path", sorted((GOLDEN / "statements").glob("*[!n]")), ids=lambda path: path.name)
def test_a_file_of_a_bank_is_a_statement(path: Path) -> None:
    (found,) = {recognise(member) for member in open_members(path, Job())}
    is_damaged = path.name == "csv_generic_bad_rows.csv"
    assert found.kind is (None if is_damaged else STATEMENT)
    assert is_damaged or found.tool or STATEMENT in found.candidates


@pytest.mark.parametrize("path", sorted((GOLDEN / "reported").glob("*[!n]")), ids=lambda path: path.name)
def test_a_statement_is_never_taken_for_another_kind(path: Path) -> None:
    with suppress(KnownError):
        for member in open_members(path, Job()):
            found = recognise(member)
            assert found.kind in (STATEMENT, None)
            assert STATEMENT in found.candidates or found.format != "auto"


def test_a_sheet_is_recognised_like_a_file() -> None:
    sheet = (("Nom", "Email"), ("Nova SARL", "nova@exemple.fr"))
    assert recognised(xlsx({"Feuille": sheet})).kind is CLIENTS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bonjour,\nvoici mon relevé.\n", ErrorCode.FILE_NOT_RECOGNISED),
        ("Un seul mot\n", ErrorCode.FILE_NOT_RECOGNISED),
        ("\x00\x01\x02", ErrorCode.FILE_NOT_RECOGNISED),
        (
            "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tEcritureLib\tDebit\tCredit\n"
            "BQ\tBanque\t1\t20261102\t512000\tBanque\tNova\t480,00\t0,00\n",
            ErrorCode.FILE_IS_LEDGER,
        ),
    ],
)
def test_what_is_no_table_of_an_import_is_refused(text: str, code: ErrorCode) -> None:
    with pytest.raises(KnownError) as raised:
        recognised(text)
    assert raised.value.code is code


def refusal(text: str | bytes, wanted: ImportKind) -> tuple[ErrorCode, object] | None:
    data = text.encode() if isinstance(text, str) else text
    try:
        refuse_other_kind(Member("export.csv", data), wanted)
    except KnownError as error:
        return error.code, error.params["part"]
    return None


@pytest.mark.parametrize("wanted", ImportKind)
@pytest.mark.parametrize("name", CLEAR)
def test_what_is_clearly_of_another_kind_is_refused_by_its_name(name: str, wanted: ImportKind) -> None:
    kind, text = CLEAR[name]
    if wanted is kind or (wanted is STATEMENT and kind in (RECEIPTS, EXPENSES)):
        assert refusal(text, wanted) is None
    else:
        is_wanted_by_bank = wanted is STATEMENT
        code = ErrorCode.TABLE_IS_NO_STATEMENT if is_wanted_by_bank else ErrorCode.FILE_IS_OTHER_KIND
        assert refusal(text, wanted) == (code, kind.value)


@pytest.mark.parametrize("wanted", ImportKind)
@pytest.mark.parametrize("name", UNCLEAR)
def test_what_may_be_of_the_wanted_kind_goes_on(name: str, wanted: ImportKind) -> None:
    text, _ = UNCLEAR[name]
    assert refusal(text, wanted) is None


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        ("date,supplier,label,amount,reference", "Grossiste,Cartes,{},{}", EXPENSES),
        ("date,supplier,label,amount,category,reference", "Grossiste,Cartes,{},Achats,{}", EXPENSES),
        ("date,client,label,amount", "Nova SARL,Conseil,{}", RECEIPTS),
        ("date,client,label,amount,method,activity,reference,invoice", "Nova SARL,Conseil,{},cash,bnc,{},", RECEIPTS),
    ],
)
def test_a_list_under_the_documented_names_goes_in_with_its_refunds(header: str, row: str, kind: ImportKind) -> None:
    rows = [f"2026-01-{day:02},{row.format(amount, day)}" for day, amount in ((5, "240.00"), (9, "-60.00"))]
    text = "\n".join((header, *rows)) + "\n"
    assert refusal(text, kind) is None
    assert recognised(text).kind in (kind, None)


@pytest.mark.parametrize("wanted", [each for each in ImportKind if each is not STATEMENT])
@pytest.mark.parametrize("path", sorted((GOLDEN / "records").glob("*.csv")), ids=lambda path: path.name)
def test_a_sample_of_a_tool_goes_in_by_its_own_command_only(path: Path, wanted: ImportKind) -> None:
    (member,) = open_members(path, Job())
    kind = ImportKind(path.stem.split("-")[-1])
    found = refusal(member.data, wanted)
    assert found == (None if wanted is kind else (ErrorCode.FILE_IS_OTHER_KIND, kind.value))


def test_the_name_of_a_file_does_not_stop_what_the_user_asks_for() -> None:
    text, _ = UNCLEAR["amounts of one sign"]
    refuse_other_kind(Member("Recettes 2026.csv", text.encode()), EXPENSES)


@pytest.mark.parametrize("path", sorted((GOLDEN / "records").glob("*.csv")), ids=lambda path: path.name)
def test_a_sample_of_a_tool_is_of_its_kind(path: Path) -> None:
    (member,) = open_members(path, Job())
    assert recognise(member).kind == path.stem.split("-")[-1]


@pytest.mark.parametrize("export", exports(), ids=lambda each: f"{each.tool} {each.kind}")
def test_an_export_of_a_known_tool_is_of_its_kind(export: Export) -> None:
    names = [*export.signature, *(names[0] for names in export.columns.values())]
    header = ";".join(dict.fromkeys(names))
    found = recognised(f"{header}\n{';'.join('x' for _ in header.split(';'))}\n")
    assert (found.kind, found.tool) == (export.kind, export.title) or (
        found.kind is None and set(found.candidates) == {export.kind, STATEMENT}
    )
