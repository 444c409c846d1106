"""The layouts of French banks' CSV exports, as data: which column holds what.

Names are in the spelling of `base.tables.column_name`. A column that holds the one fact stands in order of preference;
the columns of the label are all read. State of the exports: November 2026.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which columns hold what.

    `spare` gives the label where the label's own columns are blank.
    `direction` says debit or credit where the amount bears no sign.
    `fee` is a charge told beside the amount, positive when it is paid.
    `balance` is the account's balance after the row, where the file tells it row by row.
    """

    date: tuple[str, ...]
    label: tuple[str, ...]
    amount: tuple[str, ...] = ()
    debit: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    currency: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    fee: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    balance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A bank's layout, known by the column names that its header holds."""

    name: str
    bank: str
    signature: frozenset[str]
    layout: Layout


# BNP Paribas' older export has no header: its first line is the account and its balance.
BNP_HEADERLESS = "DATE OPERATION;TYPE OPERATION;LIBELLE COURT;LIBELLE OPERATION;DATE VALEUR;MONTANT\n"

PRESETS = (
    Preset(
        name="bnp",
        bank="BNP Paribas",
        signature=frozenset({"DATE OPERATION", "LIBELLE COURT", "TYPE OPERATION", "LIBELLE OPERATION"}),
        layout=Layout(
            date=("DATE OPERATION",),
            label=("LIBELLE OPERATION",),
            spare=("LIBELLE COURT", "TYPE OPERATION"),
            amount=("MONTANT OPERATION EN EURO", "MONTANT OPERATION", "MONTANT"),
        ),
    ),
    Preset(
        name="societe_generale",
        bank="Société Générale",
        signature=frozenset({"DATE DE L OPERATION", "DETAIL DE L ECRITURE", "MONTANT DE L OPERATION"}),
        layout=Layout(
            date=("DATE DE L OPERATION",),
            label=("LIBELLE", "DETAIL DE L ECRITURE"),
            amount=("MONTANT DE L OPERATION",),
            currency=("DEVISE",),
        ),
    ),
    Preset(
        name="credit_agricole",
        bank="Crédit Agricole",
        signature=frozenset({"DATE", "LIBELLE", "DEBIT EUROS", "CREDIT EUROS"}),
        layout=Layout(date=("DATE",), label=("LIBELLE",), debit=("DEBIT EUROS",), credit=("CREDIT EUROS",)),
    ),
    Preset(
        name="bpce",
        bank="Banque Populaire, Caisse d’Épargne",
        signature=frozenset({"DATE DE COMPTABILISATION", "LIBELLE OPERATION", "DEBIT", "CREDIT"}),
        layout=Layout(
            date=("DATE DE COMPTABILISATION",),
            label=("LIBELLE OPERATION", "INFORMATIONS COMPLEMENTAIRES", "REFERENCE"),
            spare=("LIBELLE SIMPLIFIE", "TYPE OPERATION"),
            debit=("DEBIT",),
            credit=("CREDIT",),
        ),
    ),
    Preset(
        name="credit_mutuel_cic",
        bank="Crédit Mutuel, CIC",
        signature=frozenset({"DATE", "DATE DE VALEUR", "LIBELLE", "SOLDE"}),
        layout=Layout(
            date=("DATE",),
            label=("LIBELLE",),
            amount=("MONTANT",),
            debit=("DEBIT",),
            credit=("CREDIT",),
            balance=("SOLDE",),
        ),
    ),
    Preset(
        name="banque_postale",
        bank="La Banque Postale",
        signature=frozenset({"DATE", "LIBELLE", "MONTANT EUROS"}),
        layout=Layout(date=("DATE",), label=("LIBELLE",), amount=("MONTANT EUROS",)),
    ),
    Preset(
        name="boursobank",
        bank="BoursoBank",
        signature=frozenset({"DATEOP", "DATEVAL", "LABEL", "AMOUNT"}),
        layout=Layout(
            date=("DATEOP",),
            label=("LABEL",),
            spare=("SUPPLIERFOUND",),
            amount=("AMOUNT",),
            account=("ACCOUNTNUM",),
        ),
    ),
    Preset(
        name="fortuneo",
        bank="Fortuneo",
        signature=frozenset({"DATE OPERATION", "DATE VALEUR", "LIBELLE", "DEBIT", "CREDIT"}),
        layout=Layout(date=("DATE OPERATION",), label=("LIBELLE",), debit=("DEBIT",), credit=("CREDIT",)),
    ),
    Preset(
        name="shine",
        bank="Shine",
        signature=frozenset({"TRANSACTION ID", "DATE D OPERATION", "DEBIT", "CREDIT", "NOM DE LA CONTREPARTIE"}),
        layout=Layout(
            date=("DATE D OPERATION",),
            label=("LIBELLE", "NOM DE LA CONTREPARTIE"),
            spare=("TYPE DE TRANSACTION",),
            debit=("DEBIT",),
            credit=("CREDIT",),
            id=("TRANSACTION ID",),
        ),
    ),
    Preset(
        name="qonto",
        bank="Qonto",
        signature=frozenset({"MONTANT TOTAL TTC", "STATUT", "NOM DE LA CONTREPARTIE"}),
        layout=Layout(
            date=(
                "DATE DE LA VALEUR LOCAL",
                "DATE DE LA VALEUR UTC",
                "DATE DE REGLEMENT LOCAL",
                "DATE DE REGLEMENT UTC",
                "DATE DE L OPERATION LOCAL",
                "DATE DE L OPERATION UTC",
            ),
            label=("NOM DE LA CONTREPARTIE", "REFERENCE"),
            spare=("METHODE DE PAIEMENT",),
            amount=("MONTANT TOTAL TTC",),
            currency=("DEVISE",),
            id=("IDENTIFIANT DE TRANSACTION",),
            status=("STATUT",),
            account=("IBAN DU COMPTE",),
        ),
    ),
    Preset(
        name="qonto",
        bank="Qonto",
        signature=frozenset({"TOTAL AMOUNT INCL VAT", "STATUS", "COUNTERPARTY NAME"}),
        layout=Layout(
            date=(
                "SETTLEMENT DATE LOCAL",
                "SETTLEMENT DATE UTC",
                "OPERATION DATE LOCAL",
                "OPERATION DATE UTC",
            ),
            label=("COUNTERPARTY NAME", "REFERENCE"),
            spare=("PAYMENT METHOD",),
            amount=("TOTAL AMOUNT INCL VAT",),
            currency=("CURRENCY",),
            id=("TRANSACTION ID",),
            status=("STATUS",),
            account=("ACCOUNT IBAN",),
        ),
    ),
    Preset(
        name="revolut_business",
        bank="Revolut",
        signature=frozenset({"DATE COMPLETED UTC", "DESCRIPTION", "AMOUNT", "PAYMENT CURRENCY"}),
        layout=Layout(
            date=("DATE COMPLETED UTC",),
            label=("DESCRIPTION", "REFERENCE"),
            spare=("TYPE",),
            amount=("AMOUNT",),
            currency=("PAYMENT CURRENCY",),
            id=("ID",),
            status=("STATE",),
            fee=("FEE",),
            balance=("BALANCE",),
        ),
    ),
    Preset(
        name="revolut",
        bank="Revolut",
        signature=frozenset({"COMPLETED DATE", "DESCRIPTION", "AMOUNT", "FEE", "CURRENCY", "STATE"}),
        layout=Layout(
            date=("COMPLETED DATE",),
            label=("DESCRIPTION",),
            spare=("TYPE",),
            amount=("AMOUNT",),
            currency=("CURRENCY",),
            status=("STATE",),
            fee=("FEE",),
            account=("PRODUCT",),
            balance=("BALANCE",),
        ),
    ),
    Preset(
        name="revolut",
        bank="Revolut",
        signature=frozenset({"DATE DE FIN", "DESCRIPTION", "MONTANT", "FRAIS", "DEVISE", "ETAT"}),
        layout=Layout(
            date=("DATE DE FIN",),
            label=("DESCRIPTION",),
            spare=("TYPE",),
            amount=("MONTANT",),
            currency=("DEVISE",),
            status=("ETAT",),
            fee=("FRAIS",),
            account=("PRODUIT",),
            balance=("SOLDE",),
        ),
    ),
    Preset(
        name="n26",
        bank="N26",
        signature=frozenset({"BOOKING DATE", "PARTNER NAME", "PAYMENT REFERENCE", "AMOUNT EUR"}),
        layout=Layout(
            date=("BOOKING DATE",),
            label=("PARTNER NAME", "PAYMENT REFERENCE"),
            spare=("TYPE",),
            amount=("AMOUNT EUR",),
        ),
    ),
)

# Any other export: the usual names, in French and English, with or without a currency after them.
GENERIC = Layout(
    date=(
        "DATE DE COMPTABILISATION",
        "DATE COMPTABLE",
        "DATE D OPERATION",
        "DATE DE L OPERATION",
        "DATE OPERATION",
        "DATE OP",
        "DATEOP",
        "DATE D ECRITURE",
        "BOOKING DATE",
        "POSTING DATE",
        "POSTED DATE",
        "OPERATION DATE",
        "TRANSACTION DATE",
        "DATE",
        "COMPLETED DATE",
        "SETTLEMENT DATE",
        "DATE DE VALEUR",
        "DATE VALEUR",
        "VALUE DATE",
        "JOUR",
    ),
    label=(
        "LIBELLE",
        "LIBELLE OPERATION",
        "LIBELLE DE L OPERATION",
        "LIBELLE COMPLET",
        "LIBELLE DETAILLE",
        "LIBELLE DE L ECRITURE",
        "LIBELLE ECRITURE",
        "NATURE DE L OPERATION",
        "OBJET",
        "LABEL",
        "INTITULE",
        "DESCRIPTION",
        "DESIGNATION",
        "OPERATION",
        "DETAIL",
        "DETAILS",
        "DETAIL DE L ECRITURE",
        "INFORMATIONS COMPLEMENTAIRES",
        "COMMUNICATION",
        "MOTIF",
        "NARRATIVE",
        "PURPOSE",
        "REMITTANCE INFORMATION",
        "TRANSACTION DESCRIPTION",
        "NOM DE LA CONTREPARTIE",
        "CONTREPARTIE",
        "BENEFICIAIRE",
        "TIERS",
        "NAME",
        "NOM",
        "PAYEE",
        "PAYER",
        "COUNTERPARTY NAME",
        "COUNTERPARTY",
        "PARTNER NAME",
        "MEMO",
        "PAYMENT REFERENCE",
        "REFERENCE",
    ),
    amount=(
        "MONTANT",
        "MONTANT DE L OPERATION",
        "MONTANT OPERATION",
        "MONTANT NET",
        "MONTANT TTC",
        "AMOUNT",
        "NET AMOUNT",
        "TRANSACTION AMOUNT",
        "SOMME",
    ),
    debit=("DEBIT", "MONTANT DEBIT", "DEBITS", "SORTIE", "SORTIES", "DEPENSES", "PAID OUT", "MONEY OUT", "WITHDRAWAL"),
    credit=("CREDIT", "MONTANT CREDIT", "CREDITS", "ENTREE", "ENTREES", "RECETTES", "PAID IN", "MONEY IN", "DEPOSIT"),
    direction=("SENS", "DEBIT CREDIT", "CREDIT DEBIT", "D C", "C D", "CREDIT DEBIT INDICATOR", "TYPE"),
    currency=("DEVISE", "CURRENCY", "MONNAIE", "CODE DEVISE"),
    id=("TRANSACTION ID", "ID TRANSACTION", "IDENTIFIANT DE TRANSACTION"),
    status=("STATUT", "STATUS", "STATE", "ETAT"),
    account=("ACCOUNTNUM", "NUMERO DE COMPTE", "NUMERO COMPTE", "N DE COMPTE", "IBAN DU COMPTE", "ACCOUNT NUMBER"),
    balance=("SOLDE", "BALANCE", "RUNNING BALANCE", "SOLDE APRES OPERATION"),
)
