"""The acceptance of the privacy statement, and the journal of outbound connections in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.client import SENT
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.network_journal import count_events, load_events
from microdesk_desktop.store.vault.company import load_acceptance


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyState:
    """Which version of the statement was accepted, when, and how many connections the journal holds."""

    version: str
    accepted_at: datetime
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
    version, accepted_at = load_acceptance(reader)
    return PrivacyState(version=version, accepted_at=accepted_at, connections=count_events(reader))


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
    SENT: lambda: tr("Partie, issue inconnue"),
    "cancelled": lambda: tr("Arrêtée"),
    ErrorCode.OFFLINE: lambda: tr("Hors ligne"),
    ErrorCode.PROVIDER_DOWN: lambda: tr("Sans réponse"),
    ErrorCode.PROVIDER_CHANGED: lambda: tr("Réponse inattendue"),
    ErrorCode.CERTIFICATE_REFUSED: lambda: tr("Identité non prouvée"),
    ErrorCode.ADDRESS_REFUSED: lambda: tr("Adresse refusée"),
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
}


def purpose_words(purpose: str) -> str:
    """What a request was made for, in the user's language; a purpose of a former version stays as it is."""
    return _PURPOSES[Purpose(purpose)]() if purpose in frozenset(Purpose) else purpose
