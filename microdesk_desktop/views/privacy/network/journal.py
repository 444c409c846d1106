"""The acceptance of the privacy statement, and the journal of outbound connections in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.http.client import SENT, NetworkEvent
from microdesk_desktop.base.http.gate import GROUPS, NetworkGroup
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.net.types import ENDED
from microdesk_desktop.domain.privacy.consents import Consent, Subject, held_consent
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.consents import load_consents
from microdesk_desktop.store.privacy.network.journal import count_events, load_events


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyState:
    """The agreement to the statement, None where none holds, and how many connections the journal holds."""

    agreed: Consent | None
    connections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRow:
    """One connection; `id` counts from the latest, `failure` is empty when the request succeeded.

    `bytes` is what was sent and received, None while it is not known; `group` is None for a former purpose.
    """

    id: int
    at: datetime
    host: str
    purpose: str
    group: NetworkGroup | None
    bytes: int | None
    failure: str


def load_privacy_state(reader: Reader) -> PrivacyState:
    """The state shown in the settings."""
    agreed = held_consent(load_consents(reader), Subject.STATEMENT)
    return PrivacyState(agreed=agreed, connections=count_events(reader))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which connections: of a purpose or of a group, empty for all, from one day to another, both included."""

    purpose: str = ""
    since: date | None = None
    until: date | None = None

    def takes(self, event: NetworkEvent) -> bool:
        """Whether the connection is one of them; its day is that of the user."""
        day, group = event.at.astimezone().date(), group_of(event.purpose)
        is_purpose = self.purpose in ("", event.purpose) or (group is not None and self.purpose == group.value)
        return is_purpose and (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The connections that were wanted, latest first, as they are kept and in words."""

    events: Sequence[NetworkEvent]
    rows: Sequence[ConnectionRow]


def load_wanted(reader: Reader, wanted: Wanted) -> Listed:
    """The connections that are wanted."""
    events = [event for event in load_events(reader) if wanted.takes(event)]
    return Listed(events=events, rows=_rows(events))


def load_connections(reader: Reader, most: int = -1) -> Sequence[ConnectionRow]:
    """The journal in words, latest first; at most so many of it, all for -1."""
    return _rows(load_events(reader, most))


def event_json(event: NetworkEvent) -> Mapping[str, Any]:
    """One connection as the command line gives it."""
    return {
        "at": event.at.isoformat(),
        "host": event.host,
        "purpose": event.purpose,
        "bytes_out": event.bytes_out,
        "bytes_in": event.bytes_in,
        "outcome": event.outcome,
    }


def connection_line(row: ConnectionRow) -> str:
    """One connection as a line of text."""
    amount = "–" if row.bytes is None else counts.count(row.bytes)
    return f"{dates.moment(row.at)}  {row.host}  {row.purpose}  {amount}  {row.failure or tr('Réussie')}"


def _rows(events: Sequence[NetworkEvent]) -> Sequence[ConnectionRow]:
    return [
        ConnectionRow(
            id=number,
            at=event.at,
            host=event.host,
            purpose=purpose_words(event.purpose),
            group=group_of(event.purpose),
            bytes=None if event.outcome == SENT else event.bytes_out + event.bytes_in,
            failure=failure_words(event.outcome),
        )
        for number, event in enumerate(events)
    ]


def failure_words(outcome: str) -> str:
    """An HTTP status, an error code or "cancelled" in a few words; empty for success."""
    if outcome in _FAILURES:
        return _FAILURES[outcome]()
    match outcome[:1]:
        case "2":
            return ""
        case "4":
            return tr("Refusée ({status})").format(status=outcome)
        case "5":
            return tr("Panne du service ({status})").format(status=outcome)
        case _:
            return tr("Échouée ({status})").format(status=outcome)


_FAILURES: Mapping[str, Callable[[], str]] = {
    ENDED: lambda: "",
    SENT: lambda: tr("Partie, issue inconnue"),
    "cancelled": lambda: tr("Arrêtée"),
    ErrorCode.OFFLINE: lambda: tr("Hors ligne"),
    ErrorCode.NETWORK_CLOSED: lambda: tr("Coupée par vous"),
    ErrorCode.STATEMENT_NOT_AGREED: lambda: tr("Coupée par vous"),
    ErrorCode.PROVIDER_DOWN: lambda: tr("Sans réponse"),
    ErrorCode.PROVIDER_CHANGED: lambda: tr("Réponse inattendue"),
    ErrorCode.CERTIFICATE_REFUSED: lambda: tr("Identité non prouvée"),
    ErrorCode.ADDRESS_REFUSED: lambda: tr("Adresse refusée"),
    ErrorCode.MAIL_LOGIN_REFUSED: lambda: tr("Identification refusée"),
    ErrorCode.MAIL_CERTIFICATE: lambda: tr("Identité non prouvée"),
    ErrorCode.MAIL_NOT_ENCRYPTED: lambda: tr("Chiffrement non proposé"),
    ErrorCode.MAIL_UNREACHABLE: lambda: tr("Sans réponse"),
    ErrorCode.MAIL_DROPPED: lambda: tr("Coupée"),
    ErrorCode.MAIL_BUSY: lambda: tr("Service occupé"),
    ErrorCode.MAIL_PROVIDER_BROKEN: lambda: tr("Réponse inattendue"),
}
_PURPOSES: Mapping[Purpose, Callable[[], str]] = {
    Purpose.BANK_TOKEN: lambda: tr("Accès au service bancaire"),
    Purpose.BANK_APPLICATION: lambda: tr("Votre application auprès du service bancaire"),
    Purpose.BANK_USER: lambda: tr("Votre compte auprès du service bancaire"),
    Purpose.BANK_INSTITUTIONS: lambda: tr("Liste des banques"),
    Purpose.BANK_CONSENT: lambda: tr("Accord donné à la banque"),
    Purpose.BANK_ACCOUNTS: lambda: tr("Comptes couverts par l'accord"),
    Purpose.BANK_DETAILS: lambda: tr("Identité du compte"),
    Purpose.BANK_BALANCES: lambda: tr("Solde"),
    Purpose.BANK_REFRESH: lambda: tr("Relecture du compte par le service bancaire"),
    Purpose.BANK_TRANSACTIONS: lambda: tr("Opérations"),
    Purpose.BANK_REVOKE: lambda: tr("Retrait de l'accord"),
    Purpose.MICROSOFT_CONSENT: lambda: tr("Accord donné à Microsoft pour votre messagerie"),
    Purpose.MICROSOFT_READ: lambda: tr("Lecture de votre messagerie Microsoft"),
    Purpose.MICROSOFT_SEND: lambda: tr("Envoi d'un message par Microsoft"),
    Purpose.GMAIL_CONSENT: lambda: tr("Accord donné à Google pour votre messagerie"),
    Purpose.GMAIL_LIST: lambda: tr("Libellés et conversations Gmail"),
    Purpose.GMAIL_READ: lambda: tr("Lecture d'un message Gmail"),
    Purpose.GMAIL_CHANGE: lambda: tr("Rangement ou brouillon Gmail"),
    Purpose.GMAIL_SEND: lambda: tr("Envoi d'un message par Gmail"),
    Purpose.GMAIL_REVOKE: lambda: tr("Retrait de l'accord donné à Google"),
    Purpose.LOOKUP_COMPANIES: lambda: tr("Recherche d'une entreprise, à votre demande"),
    Purpose.LOOKUP_ADDRESSES: lambda: tr("Recherche d'une adresse, à votre demande"),
    Purpose.LOOKUP_VAT: lambda: tr("Vérification d'un numéro de TVA, à votre demande"),
    Purpose.MAIL_READ: lambda: tr("Lecture de votre messagerie"),
    Purpose.MAIL_SEND: lambda: tr("Envoi d'un message"),
    Purpose.MAIL_SETTINGS: lambda: tr("Recherche des serveurs de votre messagerie, à votre demande"),
}


def group_of(purpose: str) -> NetworkGroup | None:
    """The group of a purpose; None for one of a former version."""
    return GROUPS[Purpose(purpose)] if purpose in frozenset(Purpose) else None


def purpose_words(purpose: str) -> str:
    """What a request was made for, in the user's language; a purpose of a former version stays as it is."""
    return _PURPOSES[Purpose(purpose)]() if purpose in frozenset(Purpose) else purpose
