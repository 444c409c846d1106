"""The fields of each kind of import in the user's words, and the choices of a mapping."""

from collections.abc import Collection, Mapping, Sequence

from microdesk_desktop.banks.statements.csv.mapping import STATEMENT_FIELDS
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.imports.fields import FIELDS as RECORD_FIELDS
from microdesk_desktop.documents.imports.mapping import fields_of as record_fields
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.tables import AmountSign, ImportKind
from microdesk_desktop.views.messages.values import field_name

_FIRST: Mapping[ImportKind, Sequence[str]] = {
    ImportKind.STATEMENT: ("date", "label", "amount", "debit", "credit"),
    ImportKind.CLIENTS: ("name", "company", "last_name", "first_name", "email", "siren", "kind", "city"),
    ImportKind.CATALOGUE: ("reference", "label", "unit_price"),
    ImportKind.DOCUMENTS: (
        *("number", "type", "client", "client_last_name", "client_first_name", "total_incl_tax", "paid"),
        *("status", "issue_date", "due_date", "paid_on"),
    ),
    ImportKind.RECEIPTS: ("date", "client", "label", "amount", "invoice", "method"),
    ImportKind.EXPENSES: ("date", "supplier", "label", "amount", "category"),
}
"""What a user looks at first in a row of each kind; the other fields follow."""


def fields_of(kind: ImportKind) -> Sequence[str]:
    """The fields that a column may hold, those that matter most first."""
    known = STATEMENT_FIELDS if kind is ImportKind.STATEMENT else record_fields(kind)
    first = [field for field in _FIRST[kind] if field in known]
    return [*first, *(field for field in known if field not in first)]


def joined_fields(kind: ImportKind) -> Collection[str]:
    """The fields whose value may be joined from several columns."""
    return {"label"} if kind is ImportKind.STATEMENT else RECORD_FIELDS[kind].joined


def field_label(field: str) -> str:
    """« Date d'émission »: the field at the head of a column; raises KeyError for one without a name."""
    name = field_name(field)
    return name[:1].upper() + name[1:]


def sign_choices() -> Sequence[tuple[AmountSign | None, str]]:
    """How the sign of the amounts may be read."""
    return (
        (None, tr("D'après le fichier")),
        (AmountSign.SIGNED, tr("Sorties avec un moins")),
        (AmountSign.REVERSED, tr("Sorties sans signe")),
    )


def decimal_choices() -> Sequence[tuple[str | None, str]]:
    """How the decimals of the amounts may be written."""
    return ((None, tr("D'après le fichier")), (",", tr("Virgule : 1 234,56")), (".", tr("Point : 1,234.56")))


def order_choices() -> Sequence[tuple[DateOrder | None, str]]:
    """How the days may be written."""
    return (
        (None, tr("D'après le fichier")),
        (DateOrder.DAY_FIRST, tr("Jour puis mois : 31/12")),
        (DateOrder.MONTH_FIRST, tr("Mois puis jour : 12/31")),
    )
