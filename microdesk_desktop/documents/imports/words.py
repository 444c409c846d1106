"""Words in the cells of record files, in French and English, and the values that they stand for.

A Python module and not a table in `resources/`: the words map to values of the domain's enumerations, which the type
checker then checks. Words are in the spelling of `base.files.csv_reader.column_name`.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.records.receipts_expenses import Method
from microdesk_desktop.domain.settle.targets import DocumentType

Value = TypeVar("Value")


class StatusWord(StrEnum):
    """The meanings of a status column in a list of documents or payments."""

    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    UNPAID = "unpaid"
    DRAFT = "draft"
    CANCELLED = "cancelled"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    QUOTED = "quoted"
    """Only a quote has it: it expired, or waits for a signature."""
    FAILED = "failed"
    REFUNDED = "refunded"
    """In full or in part: nothing is due, and what was kept is not known."""


def find_word(text: str, words: Mapping[str, Value], weak: Collection[str] = ()) -> Value | None:
    """The value of the cell's words: of the whole cell, else of the longest known words in it; None without any.

    `weak` words count only where no other is found: « Facture d'avoir » is a credit note. Words of equal length with
    different values give None.
    """
    name = column_name(text)
    if name in words:
        return words[name]
    found = [word for word in words if f" {word} " in f" {name} "]
    strong = [word for word in found if word not in weak] or found
    longest = max(map(len, strong), default=0)
    values = {words[word] for word in strong if len(word) == longest}
    return values.pop() if len(values) == 1 else None


def find_status(text: str) -> StatusWord | None:
    """The status that a cell states; None for words that are not known.

    Words around a known one may turn it round: « Pas encore réglée » is unpaid, « Payée à 50 % » is paid in part.
    """
    found = find_word(text, STATUS_WORDS, _STAGES)
    if found is not StatusWord.PAID or column_name(text) in STATUS_WORDS:
        return found
    around = set(column_name(text).split())
    share = _SHARE.search(text)
    if around & _IN_PART or (share and share[1] != "100"):
        return StatusWord.PARTLY_PAID
    return StatusWord.UNPAID if around & _NOT else found


_STAGES = frozenset(
    (
        "SOLDE", "FACTURE", "FACTUREE", "OPEN", "SENT", "ENVOYE", "ENVOYEE", "ENVOI", "EMISE", "EMIS", "ISSUED",
        "FINALISE", "FINALISEE", "FINALIZED", "VALIDE", "VALIDEE", "VIEWED", "VUE", "CREEE", "CREE", "TRANSMISE",
        "DEPOSEE", "RECUE", "NOUVELLE", "PRISE EN CHARGE", "EN RETARD", "RETARD", "LATE", "OVERDUE", "PAST DUE",
        "ECHUE", "ECHU", "RELANCE", "RELANCEE", "RELANCEE 1 FOIS",
    )
)  # fmt: skip
"""Stages that a document has passed, whatever came after: « Envoyée, payée », « Payée en retard », « Facture annulée ».
« Solde » may be what is left."""
_SHARE = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d{1,6})?\s{0,3}%")
_IN_PART = frozenset(("PARTIE", "PARTIEL", "PARTIELLE", "PARTIELLEMENT", "PARTIALLY", "PARTLY", "ACOMPTE", "RESTE"))
_NOT = frozenset(("NON", "PAS", "NOT", "SANS", "AUCUN", "AUCUNE", "JAMAIS", "ATTENTE", "AWAITING"))


def is_yes(text: str) -> bool | None:
    """True for a cell of yes, False for one of no, None for any other."""
    return _YES_NO.get(column_name(text)) if text.strip() not in _MARKS else _MARKS[text.strip()]


_YES_NO = {
    **dict.fromkeys(("OUI", "YES", "TRUE", "VRAI", "X", "O", "Y"), True),
    **dict.fromkeys(("NON", "NO", "FALSE", "FAUX", "N"), False),
}
_MARKS = {"✓": True, "✔": True, "✅": True, "☑": True, "✗": False, "❌": False, "☐": False}

KIND_WORDS: Mapping[str, ClientKind] = {
    **dict.fromkeys(
        (
            "COMPANY", "SOCIETE", "ENTREPRISE", "PROFESSIONNEL", "PROFESSIONNELLE", "PRO", "BUSINESS",
            "PERSONNE MORALE", "ASSOCIATION", "ORGANISATION", "ORGANIZATION", "MORALE", "B2B",
            "PROFESSIONNELS", "ENTREPRISES", "SARL", "SAS", "SASU", "EURL", "SA", "SCI", "EI", "TPE PME",
        ),
        ClientKind.COMPANY,
    ),
    **dict.fromkeys(
        (
            "INDIVIDUAL", "PARTICULIER", "PARTICULIERE", "PARTICULIERS", "PERSONNE PHYSIQUE", "PERSON", "PHYSIQUE",
            "PERSONNE", "B2C",
        ),
        ClientKind.INDIVIDUAL,
    ),
    **dict.fromkeys(
        (
            "PUBLIC", "COLLECTIVITE", "COLLECTIVITES", "ADMINISTRATION", "ORGANISME PUBLIC", "SECTEUR PUBLIC",
            "ETABLISSEMENT PUBLIC", "ETAT", "MAIRIE", "B2G",
        ),
        ClientKind.PUBLIC,
    ),
}  # fmt: skip

LANGUAGE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("FR", "FRA", "FRE", "FRANCAIS", "FRANCAISE", "FRENCH", "FR FR", "FR BE", "FR CH"), "fr"),
    **dict.fromkeys(("EN", "ENG", "ANGLAIS", "ANGLAISE", "ENGLISH", "EN GB", "EN US", "EN UK"), "en"),
}
"""The languages that documents are made in, ISO 639-1."""

TYPE_WORDS: Mapping[str, DocumentType] = {
    **dict.fromkeys(
        ("INVOICE", "FACTURE", "FACTURES", "INVOICES", "FACTURE STANDARD", "NOTE D HONORAIRES", "HONORAIRES",
         "FACTURE CLIENT", "FACTURE DE VENTE",
         "FACTURE SIMPLE", "STANDARD"),
        DocumentType.INVOICE,
    ),
    **dict.fromkeys(
        ("DEPOSIT", "ACOMPTE", "FACTURE D ACOMPTE", "FACTURE ACOMPTE", "DEPOSIT INVOICE", "DOWN PAYMENT", "ACOMPTES"),
        DocumentType.DEPOSIT,
    ),
    **dict.fromkeys(
        ("FINAL", "SOLDE", "FACTURE DE SOLDE", "FACTURE SOLDE", "FACTURE FINALE", "FINALE", "FINAL INVOICE"),
        DocumentType.FINAL,
    ),
    **dict.fromkeys(
        ("CREDIT NOTE", "AVOIR", "AVOIRS", "FACTURE D AVOIR", "FACTURE AVOIR", "NOTE DE CREDIT", "CREDIT",
         "REMBOURSEMENT", "CREDIT NOTES"),
        DocumentType.CREDIT_NOTE,
    ),
    # A pro forma invoice is an offer: nothing is due of it.
    **dict.fromkeys(
        ("QUOTE", "DEVIS", "PROPOSITION", "PROPOSITION COMMERCIALE", "ESTIMATE", "QUOTATION", "PROFORMA", "PRO FORMA",
         "QUOTES"),
        DocumentType.QUOTE,
    ),
}  # fmt: skip
WEAK_TYPE_WORDS = frozenset({"INVOICE", "INVOICES", "FACTURE", "FACTURES", "STANDARD", "CREDIT"})

_QUOTE_PREFIXES = (
    "DEV", "DEVI", "DEVIS", "DVS", "QUO", "QUOTE", "EST", "ESTIMATE", "PROP", "OFFRE", "PROFORMA",
)  # fmt: skip
TYPE_PREFIXES: Mapping[str, DocumentType] = {
    **dict.fromkeys(("F", "FA", "FAC", "FACT", "FACTURE", "FV", "FC", "INV", "INVOICE"), DocumentType.INVOICE),
    **dict.fromkeys(_QUOTE_PREFIXES, DocumentType.QUOTE),
    **dict.fromkeys(("AV", "AVO", "AVOI", "AVOIR", "AVR", "CN", "NC", "CRN"), DocumentType.CREDIT_NOTE),
    **dict.fromkeys(("ACO", "ACPT", "ACOMPTE", "FAA"), DocumentType.DEPOSIT),
}
"""The letters that a number begins with."""
PREFIXES_BESIDE_INVOICES: Mapping[str, DocumentType] = {
    **TYPE_PREFIXES,
    **dict.fromkeys(("D", "DE", "P", "PR", "Q"), DocumentType.QUOTE),
    **dict.fromkeys(("A", "C"), DocumentType.CREDIT_NOTE),
    "AC": DocumentType.DEPOSIT,
}
"""Letters that show a type only in a file where other numbers begin with those of an invoice."""

STATUS_WORDS: Mapping[str, StatusWord] = {
    **dict.fromkeys(
        (
            "PAID", "PAYE", "PAYEE", "PAYES", "PAYEES", "REGLE", "REGLEE", "REGLES", "REGLEES", "ACQUITTE", "ACQUITTEE",
            "ENCAISSE", "ENCAISSEE", "SOLDE", "SOLDEE", "COMPLETED", "COMPLETE", "SUCCEEDED", "SUCCESSFUL", "REUSSI",
            "REUSSIE", "PAID OUT", "RAPPROCHEE", "EFFECTUE", "EFFECTUEE", "PAYEE EN TOTALITE",
            "TERMINE", "TERMINEE", "PAYMENT RECEIVED", "PAYMENT COMPLETE", "MARKED AS PAID", "CLOSED", "CLOTUREE",
        ),
        StatusWord.PAID,
    ),
    **dict.fromkeys(
        (
            "PARTIALLY PAID", "PARTIAL", "PARTIEL", "PARTIELLE", "PARTIELLEMENT PAYE", "PARTIELLEMENT PAYEE",
            "PARTIELLEMENT REGLEE", "PARTIELLEMENT REGLE", "PAYEE PARTIELLEMENT", "PAYE PARTIELLEMENT",
            "REGLEE PARTIELLEMENT", "PAIEMENT PARTIEL", "PARTIALLY", "PAYEE EN PARTIE", "PAYE EN PARTIE",
            "ACOMPTE RECU", "ACOMPTE VERSE", "PARTIELLEMENT", "REGLEMENT PARTIEL", "REGLEE EN PARTIE",
            "PARTIELLEMENT ENCAISSEE", "COMMENCE",
        ),
        StatusWord.PARTLY_PAID,
    ),
    **dict.fromkeys(
        (
            "UNPAID", "NON PAYE", "NON PAYEE", "IMPAYE", "IMPAYEE", "IMPAYES", "IMPAYEES", "A PAYER", "A ENCAISSER",
            "A REGLER", "EN ATTENTE", "EN ATTENTE DE PAIEMENT", "EN ATTENTE DE REGLEMENT", "ATTENTE", "EN RETARD",
            "RETARD", "LATE", "OVERDUE", "PAST DUE", "OPEN", "SENT", "ENVOYE", "ENVOYEE", "ENVOYES", "EMISE", "EMIS",
            "ISSUED", "FINALISE", "FINALISEE", "FINALIZED", "VALIDE", "VALIDEE", "VIEWED", "VUE", "PENDING", "DUE",
            "OUTSTANDING", "NON REGLE", "NON REGLEE", "NON ACQUITTE", "NON ACQUITTEE", "NON ENCAISSEE", "NON SOLDEE",
            "ECHUE", "ECHU", "RELANCEE", "RELANCE", "RELANCEE 1 FOIS", "OUVERTE", "OUVERT", "EN COURS", "NOT PAID",
            "A RELANCER", "CREEE", "CREE", "FACTUREE", "AUTHORIZED", "UNPAID OVERDUE", "TRANSMISE", "NOUVELLE",
            "PAS PAYEE", "PAS ENCORE PAYEE", "PAIEMENT EN ATTENTE", "LITIGE", "EN LITIGE", "UNCOLLECTIBLE",
            "NON ENCAISSE", "ATTENTE DE PAIEMENT", "AWAITING PAYMENT", "MISE EN DEMEURE", "CONTENTIEUX", "RECOUVREMENT",
            "EN RECOUVREMENT", "FACTURE", "ENVOI", "EN COURS DE PAIEMENT", "DEPOSEE", "RECUE", "PRISE EN CHARGE",
            "ATTENTE DE REGLEMENT", "NON PAYES", "NON PAYEES",
            "RETARD DE PAIEMENT",
        ),
        StatusWord.UNPAID,
    ),
    **dict.fromkeys(
        (
            "REFUNDED", "REMBOURSE", "REMBOURSEE", "PARTIALLY REFUNDED", "PARTIELLEMENT REMBOURSEE",
            "PARTIELLEMENT REMBOURSE", "REMBOURSEE PARTIELLEMENT",
        ),
        StatusWord.REFUNDED,
    ),
    **dict.fromkeys(
        ("DRAFT", "BROUILLON", "BROUILLONS", "PROVISOIRE", "A FINALISER", "NON FINALISEE", "NON EMISE"),
        StatusWord.DRAFT,
    ),
    **dict.fromkeys(
        (
            "CANCELLED", "CANCELED", "ANNULE", "ANNULEE", "ANNULES", "ANNULEES", "VOID", "VOIDED", "ABANDONNEE",
            "ABANDONNE", "ABANDONED", "SUPPRIMEE", "ANNULEE PAR AVOIR", "ANNULATION", "REVERSED",
        ),
        StatusWord.CANCELLED,
    ),
    **dict.fromkeys(
        (
            "ACCEPTED", "ACCEPTE", "ACCEPTEE", "SIGNE", "SIGNEE", "SIGNED", "APPROVED", "APPROUVE", "APPROUVEE",
            "GAGNE", "WON", "CONVERTED", "CONVERTI", "VALIDE PAR LE CLIENT", "SIGNEE A FACTURER", "A FACTURER",
        ),
        StatusWord.ACCEPTED,
    ),
    **dict.fromkeys(
        (
            "DECLINED", "REFUSE", "REFUSEE", "REJECTED", "REJETE", "PERDU", "LOST", "NON SIGNE", "NON SIGNEE",
            "SANS SUITE", "NON ACCEPTE",
        ),
        StatusWord.DECLINED,
    ),
    **dict.fromkeys(
        ("EXPIRED", "EXPIRE", "EXPIREE", "EN ATTENTE DE SIGNATURE", "A SIGNER", "EN ATTENTE D ACCEPTATION"),
        StatusWord.QUOTED,
    ),
    **dict.fromkeys(
        (
            "FAILED", "ECHEC", "ECHOUE", "ECHOUEE", "UNSUCCESSFUL", "DENIED", "BLOCKED", "INCOMPLETE", "PAYMENT FAILED",
            "PAIEMENT ECHOUE", "PAIEMENT REFUSE",
        ),
        StatusWord.FAILED,
    ),
}  # fmt: skip

METHOD_WORDS: Mapping[str, Method] = {
    **dict.fromkeys(
        (
            "TRANSFER", "VIREMENT", "VIREMENTS", "VIR", "VIREMENT BANCAIRE", "VIREMENT SEPA", "BANK TRANSFER", "WIRE",
            "WIRE TRANSFER", "SEPA", "VIREMENT INSTANTANE", "BANQUE", "BANK", "SEPA CREDIT TRANSFER", "ACH",
        ),
        Method.TRANSFER,
    ),
    **dict.fromkeys(
        (
            "CARD", "CARTE", "CARTES", "CB", "CARTE BANCAIRE", "TPE", "CARTE BLEUE", "CREDIT CARD", "DEBIT CARD",
            "VISA", "MASTERCARD", "STRIPE", "SUMUP", "ZETTLE", "CARTE DE CREDIT", "AMEX", "POS", "CARTE DE DEBIT",
            "APPLE PAY", "GOOGLE PAY", "SHOPIFY PAYMENTS", "TERMINAL DE PAIEMENT", "CONTACTLESS", "SANS CONTACT",
        ),
        Method.CARD,
    ),
    **dict.fromkeys(("CHEQUE", "CHEQUES", "CHQ", "CHECK", "CHEQUE BANCAIRE"), Method.CHEQUE),
    **dict.fromkeys(("CASH", "ESPECES", "ESPECE", "LIQUIDE", "COMPTANT", "CASH ON DELIVERY COD"), Method.CASH),
    **dict.fromkeys(
        ("DIRECT DEBIT", "PRELEVEMENT", "PRLV", "PRELEVEMENT SEPA", "SEPA DIRECT DEBIT", "GOCARDLESS"),
        Method.DIRECT_DEBIT,
    ),
    **dict.fromkeys(
        (
            "OTHER", "AUTRE", "AUTRES", "PAYPAL", "CESU", "TICKET", "LYDIA", "WERO", "KLARNA", "ALMA", "COMPENSATION",
            "CHEQUE CADEAU", "CHEQUE VACANCES", "BON D ACHAT", "GIFT CARD", "CARTE CADEAU", "ETSY PAYMENTS", "MANUAL",
            "EFFET", "LCR", "TRAITE", "MANDAT", "VOUCHER", "AUTRE MOYEN", "ANCV",
        ),
        Method.OTHER,
    ),
}  # fmt: skip

ACTIVITY_WORDS: Mapping[str, Activity] = {
    **dict.fromkeys(
        ("BNC", "LIBERAL", "LIBERALE", "PROFESSION LIBERALE", "PRESTATION BNC", "PRESTATIONS BNC"), Activity.BNC
    ),
    **dict.fromkeys(("BNC CIPAV", "CIPAV", "PROFESSION LIBERALE CIPAV"), Activity.BNC_CIPAV),
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
