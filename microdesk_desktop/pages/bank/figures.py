"""The Bank page's state in words: the line under its title, its four figures, and the reminder of the consent."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets.cards import FigureCard
from microdesk_desktop.operations.bank.provider_access import sync_blocked_until
from microdesk_desktop.pages.bank.words import ago, when
from microdesk_desktop.views.bank.listing import BankHead, Shown

REMINDERS = (10, 3, 1, 0)
NO_BREAK = "\u00a0"


class Figures(QWidget):
    """Balance, what waits, what needed nobody, and when the next sync is allowed."""

    def __init__(self) -> None:
        super().__init__()
        self._balance = FigureCard(tr("Solde"))
        self._waiting = FigureCard(tr("À traiter"))
        self._alone = FigureCard(tr("Attribuées seules (90 j)"))
        self._next = FigureCard(tr("Prochaine synchro permise"))
        self._cards = (self._balance, self._waiting, self._alone, self._next)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(MIDDLE)
        self._columns = 0
        self._arrange(len(self._cards))

    def show_head(self, head: BankHead, now: datetime) -> None:
        """Show new figures."""
        balance = head.state.balance
        waiting = head.counts[Shown.TODO]
        self._balance.set_value(money.amount(balance.amount_cents, balance.currency) if balance else "—")
        self._waiting.set_value(
            ntr("{count} opération", "{count} opérations", waiting).format(count=counts.count(waiting))
        )
        self._alone.set_value(
            "—" if head.alone_percent is None else tr("{percent} %").format(percent=head.alone_percent)
        )
        self._next.set_value(_next_sync(head, now))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
            self._grid.setColumnStretch(number, int(number < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max(card.sizeHint().width() for card in self._cards) + MIDDLE
        self._arrange(len(self._cards) if widest * len(self._cards) <= self.width() + MIDDLE else 2)


def subtitle(head: BankHead, now: datetime) -> str:
    """« Crédit Agricole · FR76 •••• 4021 · synchronisé il y a 4 min · accord valable 61 jours »."""
    state = head.state
    parts = [state.institution_name, money.iban(state.iban) if state.iban else ""]
    if not state.is_connected:
        parts.append(tr("suivi par relevés") if state.total else "")
        return _on_one_line(parts)
    if state.last_sync and state.last_sync.outcome == "ok":
        parts.append(tr("synchronisé {when}").format(when=ago(state.last_sync.at, now)))
    elif state.last_sync:
        parts.append(tr("dernier essai {when}").format(when=ago(state.last_sync.at, now)))
    parts.append(_consent(head.days_left(now) or 0))
    return _on_one_line(parts)


def _on_one_line(parts: Sequence[str]) -> str:
    """The parts, which break between two of them only."""
    return " · ".join(part.replace(" ", NO_BREAK) for part in parts if part)


def reminder(days: int) -> tuple[str, Tone]:
    """What to say when the consent ends so soon, and how loudly."""
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


def _consent(days: int) -> str:
    if days == 0:
        return tr("accord expiré")
    return ntr("accord valable {count} jour", "accord valable {count} jours", days).format(count=days)


def _next_sync(head: BankHead, now: datetime) -> str:
    if not head.state.is_connected:
        return "—"
    blocked = sync_blocked_until(list(head.state.limits), now)
    if blocked is not None:
        return when(blocked, now)
    left = head.syncs_left
    if not left:
        return tr("maintenant")
    return tr("maintenant · {left}").format(left=ntr("{count} restante", "{count} restantes", left).format(count=left))
