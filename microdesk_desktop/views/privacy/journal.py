"""What the user can see of his own privacy: the statement that he accepted, and all that left this computer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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
    """One connection; `number` counts from the latest, `outcome` is empty when all went well."""

    number: int
    at: datetime
    host: str
    purpose: str
    bytes_out: int
    bytes_in: int
    outcome: str


def load_privacy_state(reader: Reader) -> PrivacyState:
    """What the settings say of it."""
    version, accepted_at = load_acceptance(reader)
    return PrivacyState(version=version, accepted_at=accepted_at, connections=count_events(reader))


def load_connections(reader: Reader) -> Sequence[ConnectionRow]:
    """The journal in words, latest first."""
    return [
        ConnectionRow(
            number=number,
            at=event.at,
            host=event.host,
            purpose=_PURPOSES[event.purpose]() if event.purpose in _PURPOSES else event.purpose,
            bytes_out=event.bytes_out,
            bytes_in=event.bytes_in,
            outcome="" if event.outcome.startswith("2") else event.outcome,
        )
        for number, event in enumerate(load_events(reader))
    ]


_PURPOSES: Mapping[str, Callable[[], str]] = {
    "bank.token": lambda: tr("Accès au fournisseur bancaire"),
    "bank.institutions": lambda: tr("Liste des banques"),
    "bank.consent": lambda: tr("Accord donné à la banque"),
    "bank.accounts": lambda: tr("Comptes ouverts par l'accord"),
    "bank.details": lambda: tr("Identité du compte"),
    "bank.balances": lambda: tr("Solde"),
    "bank.transactions": lambda: tr("Opérations"),
    "bank.revoke": lambda: tr("Retrait de l'accord"),
}
