"""The receipt or expense that a transaction stands for, filled in from its label."""

from collections.abc import Callable, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.label_names import label_names
from microdesk_desktop.domain.bank.label_parser import parse_label, purchase_day
from microdesk_desktop.domain.records.label_methods import method_of
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.views.bank.hints import hint
from microdesk_desktop.views.bank.rows import TransactionRow

# Common suppliers of a freelancer by the words of their names, and the category of expense that people give them.
_SUPPLIERS: Sequence[tuple[str, Callable[[], str]]] = (
    ("FREE ORANGE SFR BOUYGUES SOSH RED PRIXTEL NRJ", lambda: tr("Télécommunications")),
    ("OVH GANDI IONOS SCALEWAY HOSTINGER INFOMANIAK O2SWITCH ALWAYSDATA", lambda: tr("Hébergement")),
    (
        "ADOBE FIGMA NOTION GITHUB MICROSOFT GOOGLE DROPBOX CANVA SLACK ZOOM OPENAI ANTHROPIC JETBRAINS ATLASSIAN",
        lambda: tr("Logiciels"),
    ),
    ("SNCF RATP UBER BLABLACAR TIER LIME TAXI PARKING INDIGO VINCI TOTAL ESSO SHELL AVIA", lambda: tr("Déplacements")),
    ("RESTAURANT BRASSERIE BISTROT BISTRO BOUCHON BOULANGERIE CAFE PIZZERIA TRAITEUR DELIVEROO", lambda: tr("Repas")),
    ("LIBRAIRIE MOLLAT GIBERT DECITRE FURET", lambda: tr("Documentation")),
    ("PAPETERIE IKEA LYRECO JPG STAPLES BRUNEAU", lambda: tr("Fournitures")),
    ("FNAC DARTY LDLC BOULANGER APPLE", lambda: tr("Matériel")),
    ("MAIF MACIF AXA MMA MATMUT HISCOX ALLIANZ GENERALI ASSURANCE ASSURANCES", lambda: tr("Assurance")),
    ("POSTE CHRONOPOST COLISSIMO DHL UPS MONDIAL", lambda: tr("Frais postaux")),
)


def prefilled_expense(row: TransactionRow) -> Expense:
    """The expense of a transaction; a refund, money in, is negative."""
    return Expense(
        on=purchase_day(parse_label(row.label), row.on) or row.on,
        supplier=label_names(row.label).who,
        label="",
        amount_cents=-row.amount_cents,
        category=_category(row),
        method=method_of(row.label),
    )


def prefilled_fee(row: TransactionRow, cents: int) -> Expense:
    """The expense of a fee that was kept of the transaction: its supplier is who paid."""
    return Expense(
        on=row.on,
        supplier=label_names(row.label).who,
        label=tr("Frais retenus sur le versement"),
        amount_cents=cents,
        category=tr("Frais bancaires"),
        method=Method.OTHER,
    )


def prefilled_receipt(row: TransactionRow) -> Receipt:
    """The receipt of a transaction."""
    return Receipt(
        on=row.on,
        client=label_names(row.label).who,
        label="",
        amount_cents=row.amount_cents,
        method=method_of(row.label) or Method.TRANSFER,
    )


def _category(row: TransactionRow) -> str:
    """The category that the label suggests: by its nature, else by the supplier; empty where neither does."""
    found = hint(row)
    if found is not None and found.category:
        return found.category
    words = frozenset(label_names(row.label).who.upper().split())
    return next((name() for names, name in _SUPPLIERS if not words.isdisjoint(names.split())), "")
