"""Column names of record files and words of their cells, in French and English.

A Python module and not a table in `resources/`: the words map to values of the domain's enumerations, which the type
checker then checks. Names and words are in the spelling of `base.files.csv_reader.column_name`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from microdesk_desktop.domain.company import Activity
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import DocumentType


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumns:
    """The columns of one kind of record, each with its possible names in order of preference.

    `required` columns must be present; `dates` and `amounts` settle the file's order of dates and decimal separator.
    """

    names: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()


_REFERENCE = ("REFERENCE", "REF", "NUMERO DE PIECE", "N DE PIECE", "PIECE", "JUSTIFICATIF")
_AMOUNT = ("AMOUNT", "MONTANT", "MONTANT TTC", "TOTAL", "TOTAL TTC", "SOMME", "MONTANT ENCAISSE", "MONTANT PAYE")
_LABEL = ("LABEL", "LIBELLE", "DESCRIPTION", "DESIGNATION", "OBJET", "NATURE", "INTITULE")
_CLIENT = ("CLIENT", "NOM DU CLIENT", "NOM CLIENT", "CUSTOMER", "RAISON SOCIALE", "TIERS", "DESTINATAIRE")
_ACTIVITY = ("ACTIVITY", "ACTIVITE", "TYPE D ACTIVITE", "CATEGORIE D ACTIVITE")

COLUMNS: Mapping[str, RecordColumns] = {
    "clients": RecordColumns(
        names={
            "name": ("NAME", "NOM", "RAISON SOCIALE", "DENOMINATION", "CLIENT", "NOM DU CLIENT", "SOCIETE"),
            "kind": ("KIND", "TYPE", "GENRE", "NATURE", "TYPE DE CLIENT"),
            "siren": ("SIREN", "SIRET", "N SIREN", "N SIRET", "NUMERO SIREN", "NUMERO SIRET"),
            "vat_number": (
                "VAT NUMBER", "VAT", "TVA", "NUMERO DE TVA", "N TVA", "N DE TVA", "TVA INTRACOMMUNAUTAIRE",
                "NUMERO TVA", "N TVA INTRACOMMUNAUTAIRE", "NUMERO DE TVA INTRACOMMUNAUTAIRE",
            ),
            "email": ("EMAIL", "E MAIL", "MAIL", "COURRIEL", "ADRESSE E MAIL", "ADRESSE EMAIL", "ADRESSE MAIL"),
            "phone": ("PHONE", "TELEPHONE", "TEL", "PORTABLE", "MOBILE"),
            "address": ("ADDRESS", "ADRESSE", "RUE", "ADRESSE POSTALE"),
            "postal_code": ("POSTAL CODE", "CODE POSTAL", "CP", "ZIP", "POSTCODE"),
            "city": ("CITY", "VILLE", "COMMUNE", "LOCALITE"),
            "country": ("COUNTRY", "PAYS"),
        },
        required=("name",),
    ),
    "catalogue": RecordColumns(
        names={
            "reference": ("REFERENCE", "REF", "CODE", "CODE ARTICLE", "SKU"),
            "label": (*_LABEL, "ARTICLE", "PRESTATION", "PRODUIT", "NOM", "NAME"),
            "unit": ("UNIT", "UNITE"),
            "unit_price": ("UNIT PRICE", "PRIX UNITAIRE", "PRIX UNITAIRE HT", "PU HT", "PU", "PRIX", "PRIX HT"),
            "activity": _ACTIVITY,
            "vat_rate": ("VAT RATE", "TAUX DE TVA", "TAUX TVA", "TVA"),
        },
        required=("reference", "label", "unit_price"),
        amounts=("unit_price",),
    ),
    "documents": RecordColumns(
        names={
            "number": (
                "NUMBER", "NUMERO", "N", "NUMERO DE FACTURE", "N DE FACTURE", "N FACTURE", "FACTURE", "NO", "REFERENCE",
            ),
            "type": ("TYPE", "TYPE DE DOCUMENT", "NATURE", "DOCUMENT"),
            "issue_date": (
                "ISSUE DATE", "DATE D EMISSION", "DATE EMISSION", "DATE DE FACTURE", "DATE DE FACTURATION",
                "DATE FACTURE", "DATE", "EMISE LE", "EMIS LE",
            ),
            "due_date": ("DUE DATE", "DATE D ECHEANCE", "DATE ECHEANCE", "ECHEANCE", "DATE LIMITE DE PAIEMENT"),
            "client": _CLIENT,
            "total_excl_tax": ("TOTAL EXCL TAX", "TOTAL HT", "MONTANT HT", "HT", "SUBTOTAL"),
            "total_tax": ("TOTAL TAX", "TOTAL TVA", "MONTANT TVA", "MONTANT DE LA TVA", "TVA", "TAX"),
            "total_incl_tax": ("TOTAL INCL TAX", "TOTAL TTC", "MONTANT TTC", "TTC", "TOTAL", "MONTANT", "NET A PAYER"),
            "paid": ("PAID", "PAYE", "REGLE", "MONTANT PAYE", "MONTANT REGLE", "DEJA PAYE", "ENCAISSE", "ACQUITTE"),
            "currency": ("CURRENCY", "DEVISE", "MONNAIE"),
        },
        required=("number", "issue_date", "client", "total_incl_tax"),
        dates=("issue_date", "due_date"),
        amounts=("total_excl_tax", "total_tax", "total_incl_tax", "paid"),
    ),
    "receipts": RecordColumns(
        names={
            "date": ("DATE", "DATE D ENCAISSEMENT", "DATE ENCAISSEMENT", "DATE DE RECETTE", "ENCAISSE LE", "RECU LE"),
            "client": _CLIENT,
            "label": _LABEL,
            "amount": _AMOUNT,
            "method": (
                "METHOD", "MODE DE REGLEMENT", "MODE DE PAIEMENT", "MODE D ENCAISSEMENT", "MOYEN DE PAIEMENT",
                "REGLEMENT", "PAIEMENT", "MODE", "PAYMENT METHOD",
            ),
            "activity": _ACTIVITY,
            "reference": _REFERENCE,
        },
        required=("date", "amount"),
        dates=("date",),
        amounts=("amount",),
    ),
    "expenses": RecordColumns(
        names={
            "date": ("DATE", "DATE D ACHAT", "DATE ACHAT", "DATE DE DEPENSE", "DATE DE PAIEMENT", "PAYE LE"),
            "supplier": ("SUPPLIER", "FOURNISSEUR", "VENDEUR", "MARCHAND", "TIERS", "BENEFICIAIRE", "VENDOR"),
            "label": _LABEL,
            "amount": _AMOUNT,
            "category": ("CATEGORY", "CATEGORIE", "POSTE", "COMPTE", "TYPE DE DEPENSE"),
            "reference": _REFERENCE,
        },
        required=("date", "amount"),
        dates=("date",),
        amounts=("amount",),
    ),
}  # fmt: skip

KIND_WORDS: Mapping[str, ClientKind] = {
    **dict.fromkeys(
        ("COMPANY", "SOCIETE", "ENTREPRISE", "PROFESSIONNEL", "PRO", "BUSINESS", "PERSONNE MORALE", "ASSOCIATION"),
        ClientKind.COMPANY,
    ),
    **dict.fromkeys(
        ("INDIVIDUAL", "PARTICULIER", "PARTICULIERE", "PERSONNE PHYSIQUE", "PERSON"), ClientKind.INDIVIDUAL
    ),
}  # fmt: skip

TYPE_WORDS: Mapping[str, DocumentType] = {
    **dict.fromkeys(("INVOICE", "FACTURE"), DocumentType.INVOICE),
    **dict.fromkeys(("DEPOSIT", "ACOMPTE", "FACTURE D ACOMPTE", "FACTURE ACOMPTE"), DocumentType.DEPOSIT),
    **dict.fromkeys(
        ("FINAL", "SOLDE", "FACTURE DE SOLDE", "FACTURE SOLDE", "FACTURE FINALE", "FINALE"), DocumentType.FINAL
    ),
    **dict.fromkeys(("CREDIT NOTE", "AVOIR", "FACTURE D AVOIR", "NOTE DE CREDIT"), DocumentType.CREDIT_NOTE),
    **dict.fromkeys(("QUOTE", "DEVIS", "PROPOSITION"), DocumentType.QUOTE),
}

METHOD_WORDS: Mapping[str, Method] = {
    **dict.fromkeys(
        ("TRANSFER", "VIREMENT", "VIR", "VIREMENT BANCAIRE", "VIREMENT SEPA", "BANK TRANSFER"), Method.TRANSFER
    ),
    **dict.fromkeys(("CARD", "CARTE", "CB", "CARTE BANCAIRE", "TPE"), Method.CARD),
    **dict.fromkeys(("CHEQUE", "CHEQUES", "CHQ", "CHECK"), Method.CHEQUE),
    **dict.fromkeys(("CASH", "ESPECES", "ESPECE", "LIQUIDE"), Method.CASH),
    **dict.fromkeys(("DIRECT DEBIT", "PRELEVEMENT", "PRLV", "PRELEVEMENT SEPA"), Method.DIRECT_DEBIT),
    **dict.fromkeys(("OTHER", "AUTRE", "AUTRES", "PAYPAL"), Method.OTHER),
}

ACTIVITY_WORDS: Mapping[str, Activity] = {
    **dict.fromkeys(
        ("BNC", "LIBERAL", "LIBERALE", "PROFESSION LIBERALE", "PRESTATION BNC", "PRESTATIONS BNC"), Activity.BNC
    ),
    **dict.fromkeys(
        (
            "BIC SERVICES", "BIC SERVICE", "SERVICES BIC", "PRESTATION BIC", "PRESTATIONS BIC", "BIC PRESTATIONS",
            "PRESTATION DE SERVICES BIC", "PRESTATIONS DE SERVICES BIC",
        ),
        Activity.BIC_SERVICES,
    ),
    **dict.fromkeys(
        ("SALES", "VENTE", "VENTES", "BIC VENTES", "BIC VENTE", "VENTE DE MARCHANDISES", "MARCHANDISES", "NEGOCE"),
        Activity.SALES,
    ),
}  # fmt: skip
