"""The acceptance of the privacy statement, and the journal of outbound connections in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.client import SENT
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.net.types import ENDED
from microdesk_desktop.domain.privacy.consents import Consent, Subject, held_consent
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.consents import load_consents
from microdesk_desktop.store.privacy.network_journal import count_events, load_events


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyState:
    """The agreement to the statement, None where none holds, and how many connections the journal holds."""

    agreed: Consent | None
    connections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRow:
    """One connection; `number` counts from the latest, `failure` is empty when the request succeeded.

    `bytes` is what was sent and received, None while it is not known.
    """

    number: int
    at: datetime
    host: str
    purpose: str
    bytes: int | None
    failure: str


def load_privacy_state(reader: Reader) -> PrivacyState:
    """The state shown in the settings."""
    agreed = held_consent(load_consents(reader), Subject.STATEMENT)
    return PrivacyState(agreed=agreed, connections=count_events(reader))


def load_connections(reader: Reader) -> Sequence[ConnectionRow]:
    """The journal in words, latest first."""
    return [
        ConnectionRow(
            number=number,
            at=event.at,
            host=event.host,
            purpose=purpose_words(event.purpose),
            bytes=None if event.outcome == SENT else event.bytes_out + event.bytes_in,
            failure=_failure(event.outcome),
        )
        for number, event in enumerate(load_events(reader))
    ]


def _failure(outcome: str) -> str:
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


def purpose_words(purpose: str) -> str:
    """What a request was made for, in the user's language; a purpose of a former version stays as it is."""
    return _PURPOSES[Purpose(purpose)]() if purpose in frozenset(Purpose) else purpose
