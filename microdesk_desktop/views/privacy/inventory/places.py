"""Where each category of data is read and changed in the window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from microdesk_desktop.base.i18n import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPlace:
    """A page by its key, what it is given to open on (the key of a pane of the settings), and what one does there."""

    page: str
    wanted: str | None
    action: str


def place_of(category: str) -> DataPlace | None:
    """The place of a category; None for what there is nothing of to read or change."""
    found = _PLACES.get(category)
    return DataPlace(page=found[0], wanted=found[1], action=found[2]()) if found else None


def _see() -> str:
    return tr("Voir")


def _change() -> str:
    return tr("Modifier")


def _disconnect() -> str:
    return tr("Déconnecter")


def _settings() -> str:
    return tr("Régler")


_PLACES: Mapping[str, tuple[str, str | None, Callable[[], str]]] = {
    "business": ("settings", "company", _change),
    "clients": ("clients", None, _change),
    "communications": ("clients", None, _change),
    "refusals": ("clients", None, _see),
    "documents": ("invoices", None, _see),
    "follow_up": ("invoices", None, _see),
    "drafts": ("invoices", None, _change),
    "receipts": ("receipts", None, _change),
    "expenses": ("expenses", None, _change),
    "books": ("books", None, _see),
    "archives": ("retention", None, _see),
    "catalogue": ("catalogue", None, _change),
    "bank_transactions": ("bank", None, _see),
    "bank_account": ("settings", "banks", _disconnect),
    "rules": ("rules", None, _change),
    "bank_keys": ("settings", "banks", _disconnect),
    "mail_accounts": ("settings", "mail", _change),
    "mail_keys": ("settings", "mail", _disconnect),
    "mails": ("mail", None, _see),
    "trips": ("mileage", None, _change),
    "imports": ("settings", "imports", _see),
    "lookups": ("clients", None, _see),
    "proofs": ("statement", None, _see),
    "rights": ("person_requests", None, _see),
    "journal": ("network_journal", None, _see),
    "vault_file": ("settings", "backups", _see),
    "vault_keys": ("settings", "passphrase", _change),
    "vault_unlock": ("settings", "passphrase", _settings),
    "backups": ("settings", "backups", _see),
    "copies": ("settings", "backups", _see),
    "settings": ("settings", "appearance", _change),
    "reports": ("settings", "about", _see),
}
