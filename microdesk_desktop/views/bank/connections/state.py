"""Words of the bank connection: account, last sync, consent, next sync allowed; for the page and for `bank status`."""

from collections.abc import Sequence
from datetime import datetime

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.bank.types import Connection
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.views.bank.accounts import account_name, account_titles, accounts_text, balance_text
from microdesk_desktop.views.bank.connections.head import BankHead
from microdesk_desktop.views.bank.rows import BankState
from microdesk_desktop.views.messages.errors import error_text

# Days before the end of the consent on which the user is reminded of it.
REMINDERS = (10, 3, 1, 0)
_NO_BREAK = "\u00a0"


def subtitle(head: BankHead, now: datetime) -> str:
    """« Crédit Agricole •••• 4021 · 1 250,00 € le 24/11/2026 · synchronisé il y a 4 min · accord valable 61 jours ».

    With several accounts their switcher names the one in sight, so that its name is left out here.
    """
    state, account = head.state, head.account
    if account is not None:
        name = account_name(account) if len(head.accounts) == 1 else ""
        parts = [name, balance_text(account)]
    else:
        parts = [accounts_text(head.accounts)] if head.accounts else []
    if state.is_connected and (len(head.accounts) < 2 or (account and account.is_connected)):
        parts += [_last_sync(state, now), _consent(head.days_left(now))]
    elif account is not None and state.total:
        parts.append(tr("plus synchronisé") if account.was_connected else tr("suivi par relevés"))
    line = _on_one_line(parts)
    return line[:1].upper() + line[1:]


def reminder(days: int) -> tuple[str, Tone]:
    """The reminder of the consent's end, and its tone."""
    if days == 0:
        return tr("Votre accord avec la banque a expiré. Renouvelez-le pour synchroniser de nouveau."), Tone.DANGER
    text = ntr(
        "Votre accord avec la banque expire dans {count} jour. Renouvelez-le pour ne rien manquer.",
        "Votre accord avec la banque expire dans {count} jours. Renouvelez-le quand vous voulez.",
        days,
    )
    return text.format(count=days), Tone.ATTENTION


def threshold(days: int) -> int | None:
    """The reminder that is due with so many days left; None while there is time."""
    return min((each for each in REMINDERS if days <= each), default=None)


def next_sync_text(head: BankHead, blocked_until: datetime | None, now: datetime) -> str:
    """When the next sync is allowed: « Possible maintenant, encore 3 fois aujourd'hui »; empty where none is."""
    if not head.state.is_connected or head.days_left(now) == 0:
        return ""
    if blocked_until is not None:
        return tr("Prochaine synchronisation possible : {moment}.").format(moment=when(blocked_until, now))
    if not head.syncs_left:
        return tr("Une synchronisation est possible maintenant.")
    return tr("Possible maintenant, encore {count} fois aujourd'hui.").format(count=head.syncs_left)


def connected_text(connection: Connection) -> str:
    """That the bank is connected, and until when; for `bank connect`."""
    bank = connection.institution_name
    if connection.expires_at is None:
        return tr("{bank} est connectée.").format(bank=bank)
    end = dates.long_day(connection.expires_at.astimezone().date())
    return tr("{bank} est connectée, avec votre accord jusqu'au {day}.").format(bank=bank, day=end)


def state_lines(head: BankHead, blocked_until: datetime | None, now: datetime) -> list[str]:
    """The state of the connection in sentences, for `bank status`."""
    state = head.state
    lines = [_connection_line(state)]
    lines += _balance_lines(head)
    if state.is_connected:
        lines += _sync_lines(head, blocked_until, now)
    return [*lines, _counts_line(state)]


def _balance_lines(head: BankHead) -> list[str]:
    """The balance of the one account, or of each of several with its name: they are never added up."""
    titles = account_titles(head.accounts) if len(head.accounts) > 1 else {}
    lines = []
    for account in head.accounts:
        if account.balance is None:
            continue
        amount = money.amount(account.balance.amount_cents, account.balance.currency)
        on = account.balance.on
        balance = tr("{amount} le {day}").format(amount=amount, day=dates.long_day(on)) if on else amount
        text = tr("Solde de {account} : {balance}.") if titles else tr("Solde : {balance}.")
        lines.append(text.format(account=titles.get(account.id, ""), balance=balance))
    return lines


def _connection_line(state: BankState) -> str:
    account = _on_one_line((state.institution_name, money.iban(state.iban) if state.iban else ""))
    if state.is_connected:
        return tr("Banque connectée : {account}.").format(account=account)
    if state.total:
        return tr("Aucune banque n'est connectée ; les opérations viennent de relevés.")
    return tr("Aucune banque n'est connectée.")


def _sync_lines(head: BankHead, blocked_until: datetime | None, now: datetime) -> list[str]:
    state, lines = head.state, []
    last = state.last_sync
    if last is None:
        lines.append(tr("Pas encore de synchronisation."))
    elif last.outcome == "ok":
        lines.append(tr("Dernière synchronisation : {moment}.").format(moment=dates.moment(last.at)))
    else:
        failed = tr("Dernier essai le {moment}. {why}")
        lines.append(failed.format(moment=dates.moment(last.at), why=outcome_text(last.outcome)))
    if head.days_left(now) == 0:
        return [*lines, tr("L'accord avec la banque a expiré : renouvelez-le pour synchroniser.")]
    if blocked_until is not None:
        lines.append(tr("Prochaine synchronisation possible : {moment}.").format(moment=dates.moment(blocked_until)))
    else:
        lines.append(tr("Une synchronisation est possible maintenant."))
    if state.expires_at is None:
        return lines
    end = dates.long_day(state.expires_at.astimezone().date())
    return [*lines, tr("Accord avec la banque valable jusqu'au {day}.").format(day=end)]


def outcome_text(outcome: str) -> str:
    """Why a sync failed, from the error code that it left; a code of another version stays as it is."""
    return error_text(KnownError(ErrorCode(outcome))) if outcome in frozenset(ErrorCode) else outcome


def _counts_line(state: BankState) -> str:
    words = (
        (Status.TODO, tr("{count} à traiter")),
        (Status.SUGGESTED, ntr("{count} à confirmer", "{count} à confirmer", state.counts[Status.SUGGESTED])),
        (Status.ATTRIBUTED, ntr("{count} réglée", "{count} réglées", state.counts[Status.ATTRIBUTED])),
        (Status.IGNORED, ntr("{count} ignorée", "{count} ignorées", state.counts[Status.IGNORED])),
    )
    listed = ", ".join(text.format(count=counts.count(state.counts[status])) for status, text in words)
    total = ntr("{count} opération", "{count} opérations", state.total).format(count=counts.count(state.total))
    return tr("{total} : {detail}.").format(total=total, detail=listed)


def _last_sync(state: BankState, now: datetime) -> str:
    if state.last_sync is None:
        return ""
    text = tr("synchronisé {when}") if state.last_sync.outcome == "ok" else tr("dernier essai {when}")
    return text.format(when=ago(state.last_sync.at, now))


def _consent(days: int | None) -> str:
    """Empty where the consent has no end."""
    if days is None:
        return ""
    if days == 0:
        return tr("accord expiré")
    return ntr("accord valable {count} jour", "accord valable {count} jours", days).format(count=days)


def _on_one_line(parts: Sequence[str]) -> str:
    """The parts, which break between two of them only."""
    return " · ".join(part.replace(" ", _NO_BREAK) for part in parts if part)


def ago(at: datetime, now: datetime) -> str:
    """« à l'instant », « il y a 4 min », « hier à 14:05 », then the day."""
    minutes = int((now - at).total_seconds()) // 60
    if minutes < 1:
        return tr("à l'instant")
    if minutes < 60:
        return tr("il y a {count} min").format(count=minutes)
    days = (now.astimezone().date() - at.astimezone().date()).days
    if days == 0:
        return tr("il y a {count} h").format(count=minutes // 60)
    if days == 1:
        return tr("hier à {time}").format(time=dates.clock_time(at))
    return tr("le {day}").format(day=dates.typed_day(at.astimezone().date()))


def when(at: datetime, now: datetime) -> str:
    """A moment to come: « 14:05 », « demain 00:10 », then the day."""
    days = (at.astimezone().date() - now.astimezone().date()).days
    if days == 0:
        return dates.clock_time(at)
    if days == 1:
        return tr("demain {time}").format(time=dates.clock_time(at))
    return dates.typed_day(at.astimezone().date())
