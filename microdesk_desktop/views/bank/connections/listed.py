"""The bank connections as the settings list them: the connected account, and those that statement files feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.account_list import AccountRow, load_account_rows
from microdesk_desktop.views.bank.accounts import balance_text
from microdesk_desktop.views.bank.connections.state import ago, outcome_text
from microdesk_desktop.views.bank.rows import BankState, load_bank_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """`connected` is the account that is followed through a bank service, None without one; `others` come by files."""

    state: BankState
    connected: AccountRow | None
    others: Sequence[AccountRow]


def load_connections(reader: Reader) -> Connections:
    """Every account, by where its transactions come from."""
    state, rows = load_bank_state(reader), load_account_rows(reader)
    connected = next((each for each in rows if each.account.is_connected), None) if state.is_connected else None
    return Connections(state=state, connected=connected, others=[each for each in rows if each is not connected])


def connected_text(connections: Connections, now: datetime) -> str:
    """« Accord jusqu'au 24 mai 2027 · 39 opérations · dernière synchronisation il y a 4 min »."""
    state, row = connections.state, connections.connected
    parts = [_accord_text(state.expires_at, now), rows_text(row.count) if row else "", _sync_text(state, now)]
    return " · ".join(filter(None, parts))


def files_text(row: AccountRow) -> str:
    """« 14 opérations, par relevés · 1 250,00 € le 24/11/2026 »."""
    rows = tr("{rows}, par relevés").format(rows=rows_text(row.count))
    return " · ".join(filter(None, (rows, balance_text(row.account))))


def rows_text(count: int) -> str:
    """« 14 opérations »."""
    return ntr("{count} opération", "{count} opérations", count).format(count=counts.count(count))


def _accord_text(expires_at: datetime | None, now: datetime) -> str:
    if expires_at is None:
        return ""
    day = dates.long_day(expires_at.astimezone().date())
    if expires_at <= now:
        return tr("Accord expiré le {day}").format(day=day)
    return tr("Accord jusqu'au {day}").format(day=day)


def _sync_text(state: BankState, now: datetime) -> str:
    last = state.last_sync
    if last is None:
        return tr("pas encore de synchronisation")
    if last.outcome == "ok":
        return tr("dernière synchronisation {when}").format(when=ago(last.at, now))
    return tr("dernier essai {when}. {why}").format(when=ago(last.at, now), why=outcome_text(last.outcome))
