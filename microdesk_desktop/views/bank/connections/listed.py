"""The bank connections as the settings list them: the connected account, and those that statement files feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.store.bank.connection import load_connection
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.account_list import AccountRow, load_account_rows
from microdesk_desktop.views.bank.accounts import balance_text
from microdesk_desktop.views.bank.connections.head import BankHead, load_bank_head
from microdesk_desktop.views.bank.connections.providers import provider_title
from microdesk_desktop.views.bank.connections.state import ago, next_sync_text, outcome_text
from microdesk_desktop.views.bank.rows import BankState


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """`connected` is the account that is followed through a bank service, None without one; `others` come by files.

    `service` is the title of that service, empty without one.
    """

    head: BankHead
    service: str
    connected: AccountRow | None
    others: Sequence[AccountRow]

    @property
    def state(self) -> BankState:
        return self.head.state


def load_connections(reader: Reader) -> Connections:
    """Every account, by where its transactions come from."""
    head, rows, connection = load_bank_head(reader), load_account_rows(reader), load_connection(reader)
    connected = next((each for each in rows if each.account.is_connected), None) if connection else None
    return Connections(
        head=head,
        service=provider_title(connection.provider) if connection else "",
        connected=connected,
        others=[each for each in rows if each is not connected],
    )


def connected_text(connections: Connections, now: datetime) -> str:
    """« Accord jusqu'au 24 mai 2027, encore 61 jours · 39 opérations · dernière synchronisation il y a 4 min »."""
    state, row = connections.state, connections.connected
    parts = [_accord_text(connections.head, now), rows_text(row.count) if row else "", _sync_text(state, now)]
    return " · ".join(filter(None, parts))


def service_text(connections: Connections, blocked_until: datetime | None, now: datetime) -> str:
    """« Par GoCardless. Possible maintenant, encore 3 fois aujourd'hui. »."""
    service = tr("Par {service}.").format(service=connections.service) if connections.service else ""
    return " ".join(filter(None, (service, next_sync_text(connections.head, blocked_until, now))))


def files_text(row: AccountRow) -> str:
    """« 14 opérations, par relevés · 1 250,00 € le 24/11/2026 »; « plus synchronisé » for one that a service read."""
    words = tr("{rows}, plus synchronisé") if row.account.was_connected else tr("{rows}, par relevés")
    rows = words.format(rows=rows_text(row.count))
    return " · ".join(filter(None, (rows, balance_text(row.account))))


def rows_text(count: int) -> str:
    """« 14 opérations »."""
    return ntr("{count} opération", "{count} opérations", count).format(count=counts.count(count))


def _accord_text(head: BankHead, now: datetime) -> str:
    expires_at, days = head.state.expires_at, head.days_left(now)
    if expires_at is None or days is None:
        return ""
    day = dates.long_day(expires_at.astimezone().date())
    if expires_at <= now:
        return tr("Accord expiré le {day}").format(day=day)
    if days == 0:
        return tr("Accord expiré")
    left = ntr("encore {count} jour", "encore {count} jours", days).format(count=counts.count(days))
    return tr("Accord jusqu'au {day}, {left}").format(day=day, left=left)


def _sync_text(state: BankState, now: datetime) -> str:
    last = state.last_sync
    if last is None:
        return tr("pas encore de synchronisation")
    if last.outcome == "ok":
        return tr("dernière synchronisation {when}").format(when=ago(last.at, now))
    return tr("dernier essai {when}. {why}").format(when=ago(last.at, now), why=outcome_text(last.outcome))
