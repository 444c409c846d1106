"""Fields of each kind of record, with the names that columns of other tools give them, in French and English.

Names are in the spelling of `base.files.csv_reader.column_name`. What a single tool calls its own way stands in
`resources/tables/record_exports.toml`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from microdesk_desktop.documents.imports.contact_fields import contact_names
from microdesk_desktop.domain.tables import ImportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFields:
    """The fields of one kind of record, each with the names of its column in order of preference.

    `required`: of each group, one field must have a column. `joined` fields take all columns that carry one of their
    names. `dates` and `amounts` settle the file's order of dates and decimal separator.
    """

    names: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    joined: frozenset[str] = field(default_factory=frozenset)
    dates: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()

    def missing(self, present: Collection[str]) -> tuple[str, ...]:
        """The first field of each required group of which `present` has none."""
        return tuple(group[0] for group in self.required if not any(_is_met(each, present) for each in group))


def _is_met(wanted: str, present: Collection[str]) -> bool:
    """Whether the field is present; « a+b » asks for both."""
    return all(each in present for each in wanted.split("+"))


_REFERENCE = (
    "REFERENCE", "REF", "NUMERO DE PIECE", "N DE PIECE", "N PIECE", "NUMERO PIECE", "PIECE", "REFERENCE PIECE",
    "JUSTIFICATIF", "N JUSTIFICATIF", "NUMERO DE JUSTIFICATIF", "TRANSACTION ID", "ID TRANSACTION",
)  # fmt: skip
_AMOUNT = (
    "AMOUNT", "MONTANT TTC", "TOTAL TTC", "TTC", "MONTANT", "TOTAL", "SOMME", "MONTANT ENCAISSE", "MONTANT PAYE",
    "MONTANT REGLE", "PRIX TTC", "AMOUNT INCL TAX", "TOTAL AMOUNT",
)  # fmt: skip
_LABEL = (
    "LABEL", "LIBELLE", "DESCRIPTION", "DESIGNATION", "OBJET", "NATURE", "INTITULE", "NATURE DE LA RECETTE",
    "NATURE DE LA PRESTATION", "MOTIF",
)  # fmt: skip
_CLIENT = (
    "CLIENT", "NOM DU CLIENT", "NOM CLIENT", "CLIENT NOM", "CUSTOMER", "CUSTOMER NAME", "CLIENT NAME", "RAISON SOCIALE",
    "TIERS", "NOM DU TIERS", "DESTINATAIRE", "BUYER", "BILL TO", "SOCIETE", "NOM DE LA SOCIETE", "IDENTITE DU CLIENT",
    "IDENTITE", "ACHETEUR", "PAYEUR", "CLIENT SOCIETE", "SOCIETE CLIENT", "ENTREPRISE", "NOM RAISON SOCIALE",
    "NOM OU RAISON SOCIALE", "NOM DU CLIENT RAISON SOCIALE", "NOM ENTREPRISE", "NOM DE L ENTREPRISE", "CLIENTS",
)  # fmt: skip
_PERSON = {
    "client_first_name": ("PRENOM DU CLIENT", "CLIENT PRENOM", "PRENOM CLIENT", "PRENOM", "CUSTOMER FIRST NAME"),
    "client_last_name": ("CUSTOMER LAST NAME", "NOM DE FAMILLE", "NOM"),
}
_ACTIVITY = ("ACTIVITY", "ACTIVITE", "TYPE D ACTIVITE", "CATEGORIE D ACTIVITE", "NATURE D ACTIVITE")
_METHOD = (
    "METHOD", "MODE DE REGLEMENT", "MODE DE PAIEMENT", "MODE D ENCAISSEMENT", "MOYEN DE PAIEMENT", "TYPE DE PAIEMENT",
    "MOYEN DE REGLEMENT", "TYPE DE REGLEMENT", "REGLEMENT", "PAIEMENT", "MODE", "PAYMENT METHOD", "PAYMENT TYPE",
    "MODE REGLEMENT", "MODE PAIEMENT",
)  # fmt: skip
_CURRENCY = ("CURRENCY", "DEVISE", "MONNAIE", "CURRENCY CODE", "CODE DEVISE")
_EXCL_TAX = (
    "TOTAL EXCL TAX", "TOTAL HT", "MONTANT HT", "HT", "MONTANT TOTAL HT", "SUBTOTAL", "SOUS TOTAL", "PRIX HT",
    "TOTAL NET HT", "NET HT", "MONTANT HORS TAXES", "TOTAL HORS TAXES", "TOTAL EXCL VAT",
)  # fmt: skip
_TAX = (
    "TOTAL TAX", "TOTAL TAXES", "TOTAL TVA", "MONTANT TVA", "MONTANT DE LA TVA", "TVA", "TAX", "TAXES",
    "MONTANT TOTAL TVA", "TAX AMOUNT", "VAT", "VAT AMOUNT",
)  # fmt: skip
_STATUS = (
    "STATUS", "STATUT", "ETAT", "STATUT DE PAIEMENT", "STATUT PAIEMENT", "ETAT DU PAIEMENT", "STATUT DU PAIEMENT",
    "PAYMENT STATUS", "INVOICE STATUS", "STATUT DE LA FACTURE", "STATUT FACTURE", "ETAT DE LA FACTURE", "STATE",
    "STATUT DU DOCUMENT", "STATUT DU DEVIS", "ETAT DE PAIEMENT", "STATUT DE REGLEMENT", "ETAT DU REGLEMENT",
)  # fmt: skip
_FIRST_NAME = ("FIRST NAME", "PRENOM", "PRENOMS", "GIVEN NAME", "CONTACT FIRST NAME", "PRENOM DU CONTACT")
_LAST_NAME = (
    "LAST NAME", "NOM DE FAMILLE", "SURNAME", "FAMILY NAME", "CONTACT LAST NAME", "NOM DU CONTACT", "NOM CONTACT",
)  # fmt: skip
_COMPANY = (
    "COMPANY", "RAISON SOCIALE", "NOM D ENTREPRISE", "NOM DE L ENTREPRISE", "ENTREPRISE", "SOCIETE",
    "NOM DE LA SOCIETE", "NOM DE SOCIETE", "COMPANY NAME", "NOM SOCIETE", "NOM ENTREPRISE", "ORGANISATION",
    "ORGANIZATION",
)  # fmt: skip
_INVOICE = (
    "INVOICE", "N FACTURE", "NUMERO DE FACTURE", "N DE FACTURE", "NUMERO FACTURE", "FACTURE", "FACTURES",
    "FACTURE ASSOCIEE", "FACTURE LIEE", "REFERENCE FACTURE", "REFERENCE DE LA FACTURE", "REF FACTURE", "INVOICE NUMBER",
    "INVOICE NO",
)  # fmt: skip

_SIRET = (
    "SIRET", "N SIRET", "NUMERO SIRET", "N DE SIRET", "NUMERO DE SIRET", "CODE SIRET", "SIRET ETABLISSEMENT",
    "SIRET DE L ETABLISSEMENT", "SIRET DU SIEGE", "NIC SIRET", "ESTABLISHMENT NUMBER",
)  # fmt: skip

FIELDS: Mapping[ImportKind, RecordFields] = {
    ImportKind.CLIENTS: RecordFields(
        names={
            "company": _COMPANY,
            "first_name": _FIRST_NAME,
            "last_name": _LAST_NAME,
            "name": (
                "NAME", "NOM", "NOM RAISON SOCIALE", "NOM OU RAISON SOCIALE", "RAISON SOCIALE NOM",
                "RAISON SOCIALE OU NOM",
                "NOM ET PRENOM", "NOM PRENOM", "PRENOM NOM", "PRENOM ET NOM", "CONTACT", "DENOMINATION",
                "DENOMINATION SOCIALE", "CLIENT", "NOM DU CLIENT", "NOM CLIENT",
                "CLIENT NAME", "CUSTOMER NAME", "NOM COMPLET", "FULL NAME", "DISPLAY NAME", "TIERS", "NOM DU TIERS",
            ),
            "kind": ("KIND", "TYPE", "GENRE", "NATURE", "TYPE DE CLIENT", "TYPE CLIENT", "CATEGORIE"),
            "siren": (
                "SIREN", "SIRET", "N SIREN", "N SIRET", "NUMERO SIREN", "NUMERO SIRET", "N DE SIRET", "N DE SIREN",
                "NUMERO DE SIRET", "NUMERO DE SIREN", "SIREN SIRET", "SIRET SIREN", "CODE SIRET", "SIREN OU SIRET",
            ),
            "siret": _SIRET,
            "vat_number": (
                "VAT NUMBER", "VAT", "TVA", "NUMERO DE TVA", "N TVA", "N DE TVA", "TVA INTRACOMMUNAUTAIRE",
                "NUMERO TVA", "N TVA INTRACOMMUNAUTAIRE", "NUMERO DE TVA INTRACOMMUNAUTAIRE", "TVA INTRACOM",
                "N DE TVA INTRACOMMUNAUTAIRE", "NUMERO DE TVA INTRACOM", "NUMERO TVA INTRACOMMUNAUTAIRE",
                "TVA INTRA", "TAX ID", "N TVA INTRA",
            ),
            "email": (
                "EMAIL", "E MAIL", "MAIL", "COURRIEL", "ADRESSE E MAIL", "ADRESSE EMAIL", "ADRESSE MAIL", "EMAILS",
                "ADRESSE ELECTRONIQUE",
                "E MAILS", "EMAIL ADDRESS", "CONTACT EMAIL", "EMAIL DU CONTACT", "EMAIL 1", "EMAIL 2", "EMAIL 3",
                "EMAIL SECONDAIRE", "EMAIL DE FACTURATION", "AUTRE EMAIL", "AUTRES EMAILS", "ADRESSE EMAIL 2",
            ),
            "phone": (
                "PHONE", "TELEPHONE", "TEL", "PORTABLE", "MOBILE", "TELEPHONE FIXE", "TELEPHONE MOBILE", "PHONE NUMBER",
                "N DE TELEPHONE", "NUMERO DE TELEPHONE", "TELEPHONE PORTABLE", "CONTACT PHONE", "N TELEPHONE",
                "TEL FIXE", "TEL PORTABLE",
            ),
            "address": (
                "ADDRESS", "ADRESSE", "RUE", "ADRESSE POSTALE", "ADRESSE COMPLETE", "ADRESSE DU CLIENT",
                "ADRESSE DE FACTURATION", "ADRESSE FACTURATION",
                "ADDRESS 1", "ADDRESS LINE 1", "ADRESSE 1", "ADRESSE LIGNE 1", "STREET", "BILLING ADDRESS",
                "ADDRESS 2", "ADDRESS LINE 2", "ADRESSE 2", "ADRESSE LIGNE 2", "COMPLEMENT D ADRESSE",
                "COMPLEMENT ADRESSE", "ADRESSE COMPLEMENT", "COMPLEMENT", "COMPLEMENT D ADRESSE DE FACTURATION",
                "NUMERO ET RUE", "VOIE",
            ),
            "postal_code": (
                "POSTAL CODE", "CODE POSTAL", "CP", "ZIP", "POSTCODE", "CODE POSTAL DE FACTURATION", "ZIP CODE",
                "CODE POSTAL FACTURATION", "ZIPCODE",
            ),
            "city": (
                "CITY", "VILLE", "COMMUNE", "LOCALITE", "VILLE DE FACTURATION", "VILLE FACTURATION", "TOWN",
            ),
            "country": (
                "COUNTRY", "PAYS", "PAYS DE FACTURATION", "PAYS FACTURATION", "CODE PAYS", "COUNTRY CODE",
            ),
            "delivery_address": (
                "ADRESSE DE LIVRAISON", "ADRESSE LIVRAISON", "SHIPPING ADDRESS", "SHIPPING ADDRESS LINE 1",
                "COMPLEMENT D ADRESSE DE LIVRAISON", "DELIVERY ADDRESS", "SHIPPING STREET",
            ),
            "delivery_postal_code": (
                "CODE POSTAL DE LIVRAISON", "CODE POSTAL LIVRAISON", "SHIPPING POSTAL CODE", "SHIPPING ZIP",
            ),
            "delivery_city": ("VILLE DE LIVRAISON", "VILLE LIVRAISON", "SHIPPING CITY"),
            "delivery_country": ("PAYS DE LIVRAISON", "PAYS LIVRAISON", "SHIPPING COUNTRY"),
            "payment_terms": (
                "PAYMENT TERMS", "DELAI DE PAIEMENT", "DELAIS DE PAIEMENT", "DELAI PAIEMENT", "DELAI DE REGLEMENT",
                "DELAIS DE REGLEMENT", "DELAI REGLEMENT", "CONDITIONS DE PAIEMENT", "CONDITION DE PAIEMENT",
                "CONDITIONS DE REGLEMENT", "CONDITION DE REGLEMENT", "CONDITIONS PAIEMENT", "CONDITIONS REGLEMENT",
                "MODALITES DE PAIEMENT", "MODALITES DE REGLEMENT", "DELAI DE PAIEMENT EN JOURS",
                "DELAI DE PAIEMENT JOURS", "ECHEANCE DE PAIEMENT", "TERMS",
            ),
            "language": (
                "LANGUAGE", "LANGUE", "LANGUE DU CLIENT", "LANGUE DES DOCUMENTS", "LANGUE DE FACTURATION",
                "LANGUE DES FACTURES", "CODE LANGUE", "LANGUAGE CODE", "LOCALE", "LANG",
            ),
            "electronic_address": (
                "ELECTRONIC ADDRESS", "ADRESSE DE FACTURATION ELECTRONIQUE", "ADRESSE FACTURATION ELECTRONIQUE",
                "ADRESSE ELECTRONIQUE DE FACTURATION", "ADRESSE DE FACTURE ELECTRONIQUE", "ADRESSE E FACTURE",
                "ADRESSE E FACTURATION", "ADRESSE E INVOICING", "E INVOICE ADDRESS", "EINVOICE ADDRESS",
                "E INVOICING ADDRESS", "ADRESSE ANNUAIRE", "ADRESSE PEPPOL", "PEPPOL ID", "ID PEPPOL",
                "IDENTIFIANT PEPPOL", "ENDPOINT ID",
            ),
            **contact_names(1),
            **contact_names(2),
            **contact_names(3),
        },
        required=(("name", "company", "last_name"),),
        joined=frozenset({"email", "address", "delivery_address"}),
    ),
    ImportKind.CATALOGUE: RecordFields(
        names={
            "reference": (
                "REFERENCE", "REF", "CODE", "CODE ARTICLE", "SKU", "REFERENCE PRODUIT", "PRODUCT KEY", "CODE PRODUIT",
                "REFERENCE INTERNE",
            ),
            "label": (*_LABEL, "ARTICLE", "PRESTATION", "PRODUIT", "NOM", "NAME", "NOM DU PRODUIT", "TITRE", "TITLE",
                      "NOTES"),
            "unit": ("UNIT", "UNITE", "UNITE DE MESURE"),
            "unit_price": (
                "UNIT PRICE", "PRIX UNITAIRE", "PRIX UNITAIRE HT", "PU HT", "PU", "PRIX HT", "PRIX", "PRIX DE VENTE HT",
                "PRIX DE VENTE", "TARIF", "TARIF HT", "PRICE", "PRIX DE VENTE UNITAIRE HT", "MONTANT HT", "P U HT",
                "P U",
            ),
            "activity": _ACTIVITY,
            "vat_rate": ("VAT RATE", "TAUX DE TVA", "TAUX TVA", "TVA", "TAX RATE", "TVA TAUX", "TAXE"),
        },
        required=(("label", "reference"), ("unit_price",)),
        amounts=("unit_price",),
    ),
    ImportKind.DOCUMENTS: RecordFields(
        names={
            "number": (
                "NUMBER", "NUMERO", "NUMERO DE FACTURE", "N DE FACTURE", "N FACTURE", "NUMERO FACTURE", "FACTURE",
                "NUMERO DE DOCUMENT", "N DE DOCUMENT", "NUMERO DU DOCUMENT", "N DOCUMENT", "NUMERO DE DEVIS",
                "N DE DEVIS", "N DEVIS", "NUMERO DEVIS", "INVOICE NUMBER", "INVOICE NO", "INVOICE", "NO", "N",
                "REFERENCE", "REF", "REFERENCE FACTURE", "REFERENCE DU DOCUMENT", "NUMERO DE PIECE", "N DE PIECE",
                "NUMERO PIECE", "DOCUMENT NUMBER", "QUOTE NUMBER", "NUM", "FACTURE N", "FACTURE NO", "FACTURE NUMERO",
                "DEVIS N", "DEVIS NUMERO",
            ),
            "type": (
                "TYPE", "TYPE DE DOCUMENT", "TYPE DOCUMENT", "NATURE", "DOCUMENT", "TYPE DE FACTURE", "TYPE DE PIECE",
                "DOCUMENT TYPE", "KIND",
                "TRANSACTION TYPE",
            ),
            "issue_date": (
                "ISSUE DATE", "DATE D EMISSION", "DATE EMISSION", "DATE DE FACTURE", "DATE DE FACTURATION",
                "DATE FACTURE", "DATE FACTURATION", "DATE", "EMISE LE", "EMIS LE", "DATE DU DOCUMENT", "DATE DOCUMENT",
                "DATE DE CREATION", "INVOICE DATE", "DATE DU DEVIS", "DATE DE DEVIS", "DATE DEVIS", "DATE DE PIECE",
                "DATE PIECE", "CREATED AT", "DATE D ENVOI",
            ),
            "due_date": (
                "DUE DATE", "DUE", "DATE D ECHEANCE", "DATE ECHEANCE", "ECHEANCE", "DATE LIMITE DE PAIEMENT",
                "DATE LIMITE", "A PAYER AVANT LE", "DATE LIMITE DE REGLEMENT", "PAYMENT TO", "DATE D EXPIRATION",
            ),
            "client": _CLIENT,
            **_PERSON,
            "total_excl_tax": _EXCL_TAX,
            "total_tax": _TAX,
            "total_incl_tax": (
                "TOTAL INCL TAX", "TOTAL TTC", "MONTANT TTC", "TTC", "MONTANT TOTAL TTC", "TOTAL", "MONTANT TOTAL",
                "TOTAL INCL VAT", "MONTANT", "NET A PAYER", "AMOUNT", "TOTAL AMOUNT", "INVOICE TOTAL",
                "MONTANT DE LA FACTURE",
            ),
            "paid": (
                "PAID", "PAYE", "REGLE", "MONTANT PAYE", "MONTANT REGLE", "DEJA PAYE", "DEJA REGLE", "ENCAISSE",
                "MONTANT ENCAISSE", "ACQUITTE", "TOTAL PAYE", "TOTAL REGLE", "AMOUNT PAID", "PAID AMOUNT", "PAYEE",
                "REGLEE", "PAID TO DATE", "MONTANT DEJA PAYE", "TTC PAYE", "TTC REGLE",
                "SOLDEE", "ENCAISSEE", "ACQUITTEE",
            ),
            "remaining": (
                "REMAINING", "RESTE A PAYER", "RESTANT DU", "RESTE DU", "SOLDE", "SOLDE DU", "MONTANT RESTANT",
                "RESTE A ENCAISSER", "BALANCE", "AMOUNT DUE", "BALANCE DUE", "OPEN BALANCE", "MONTANT DU",
                "RESTE A REGLER",
                "MONTANT RESTANT DU", "OUTSTANDING", "RESTE", "SOLDE RESTANT", "MONTANT RESTANT A PAYER",
            ),
            "currency": _CURRENCY,
            "status": _STATUS,
            "paid_on": (
                "PAID ON", "DATE DE PAIEMENT", "DATE PAIEMENT", "DATE DE REGLEMENT", "DATE REGLEMENT", "PAYEE LE",
                "PAYE LE", "REGLEE LE", "REGLE LE", "DATE D ENCAISSEMENT", "DATE ENCAISSEMENT", "ENCAISSEE LE",
                "ENCAISSE LE", "PAYMENT DATE", "PAID DATE", "PAID AT", "DATE PAID", "DATE DU PAIEMENT",
                "DATE DU REGLEMENT", "DATE DE DERNIER PAIEMENT", "LAST PAYMENT DATE", "DATE D ACQUITTEMENT",
            ),
            "method": _METHOD,
            "subject": (
                "SUBJECT", "OBJET", "TITRE", "LIBELLE", "DESCRIPTION", "DESIGNATION", "INTITULE", "OBJET DE LA FACTURE",
                "NOM DU PROJET", "PUBLIC NOTES",
            ),
        },
        required=(
            ("number",),
            ("issue_date",),
            ("client", "client_last_name"),
            ("total_incl_tax", "total_excl_tax+total_tax"),
        ),
        dates=("issue_date", "due_date", "paid_on"),
        amounts=("total_excl_tax", "total_tax", "total_incl_tax", "paid", "remaining"),
    ),
    ImportKind.RECEIPTS: RecordFields(
        names={
            "date": (
                "DATE", "DATE D ENCAISSEMENT", "DATE ENCAISSEMENT", "DATE DE RECETTE", "ENCAISSE LE", "RECU LE",
                "DATE DE L ENCAISSEMENT", "DATE DE PAIEMENT", "DATE DE REGLEMENT", "DATE DU PAIEMENT", "PAYMENT DATE",
                "DATE PAIEMENT", "DATE RECETTE", "DATE DE LA RECETTE",
            ),
            "client": _CLIENT,
            **_PERSON,
            "label": _LABEL,
            "amount": _AMOUNT,
            "amount_excl_tax": _EXCL_TAX,
            "tax": _TAX,
            "method": _METHOD,
            "activity": _ACTIVITY,
            "invoice": _INVOICE,
            "reference": _REFERENCE,
            "currency": _CURRENCY,
            "status": _STATUS,
            "type": ("TRANSACTION TYPE", "TYPE DE TRANSACTION", "TYPE D OPERATION"),
        },
        required=(("date",), ("amount", "amount_excl_tax+tax")),
        dates=("date",),
        amounts=("amount", "amount_excl_tax", "tax"),
    ),
    ImportKind.EXPENSES: RecordFields(
        names={
            "date": (
                "DATE", "DATE D ACHAT", "DATE ACHAT", "DATE DE DEPENSE", "DATE DE PAIEMENT", "PAYE LE",
                "DATE DE LA DEPENSE", "DATE DEPENSE", "DATE DE L ACHAT", "DATE DE REGLEMENT", "DATE DE FACTURE",
                "EXPENSE DATE", "DATE FACTURE",
            ),
            "supplier": (
                "SUPPLIER", "FOURNISSEUR", "NOM DU FOURNISSEUR", "VENDEUR", "MARCHAND", "TIERS", "BENEFICIAIRE",
                "VENDOR", "VENDOR NAME", "MERCHANT", "COMMERCANT", "NOM FOURNISSEUR", "NOM DU TIERS",
            ),
            "label": _LABEL,
            "amount": _AMOUNT,
            "amount_excl_tax": _EXCL_TAX,
            "tax": _TAX,
            "category": (
                "CATEGORY", "CATEGORIE", "POSTE", "COMPTE", "TYPE DE DEPENSE", "CATEGORIE DE DEPENSE", "TYPE",
                "CATEGORIE COMPTABLE", "NATURE DE LA DEPENSE", "EXPENSE CATEGORY",
            ),
            "reference": (*_REFERENCE, "N FACTURE", "NUMERO DE FACTURE", "N DE FACTURE", "NUMERO FACTURE"),
            "currency": _CURRENCY,
            "method": _METHOD,
        },
        required=(("date",), ("amount", "amount_excl_tax+tax")),
        dates=("date",),
        amounts=("amount", "amount_excl_tax", "tax"),
    ),
}  # fmt: skip
