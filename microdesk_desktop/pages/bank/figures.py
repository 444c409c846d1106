"""The four figures above the list of transactions."""

from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets.cards import FigureCard
from microdesk_desktop.operations.bank.provider_access import sync_blocked_until
from microdesk_desktop.views.bank.listing import BankHead, Shown
from microdesk_desktop.views.bank.state_words import next_sync_text


class Figures(QWidget):
    """Balance, transactions to handle, share attributed automatically, next sync allowed."""

    def __init__(self) -> None:
        super().__init__()
        self._balance = FigureCard(tr("Solde"))
        self._waiting = FigureCard(tr("À traiter"))
        self._alone = FigureCard(tr("Attribuées automatiquement, 90 j"))
        self._next = FigureCard(tr("Prochaine synchronisation"))
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
        self._next.set_value(next_sync_text(head, sync_blocked_until(list(head.state.limits), now), now))

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
