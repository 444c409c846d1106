"""What waits among the expenses: those that come again and were missed."""

from datetime import date

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.books.expenses.series import Series
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import Money
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.expenses.expected import (
    EXPECTED,
    expectation_text,
    expected_place,
    load_expected_expenses,
    missed,
)
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem


def _load(reader: Reader, today: date, limit: int) -> list[WaitingItem]:
    return [_item(series) for series in missed(load_expected_expenses(reader, today))[:limit]]


def _count(reader: Reader, today: date) -> int:
    return len(missed(load_expected_expenses(reader, today)))


def _item(series: Series) -> WaitingItem:
    last = series.last
    return WaitingItem(
        key=f"{MISSED.kind}:{last.id}",
        kind=MISSED.kind,
        title=last.supplier,
        detail=expectation_text(series),
        amount=Money(-series.cents, last.currency),
        since=series.missed_on,
        page="expenses",
        wanted=expected_place(series),
        action=WaitingAction.SEE_EXPECTED,
    )


MISSED = Provider(
    kind="missed_expenses",
    title=lambda: tr("Dépenses attendues, non vues"),
    tone=Tone.NEUTRAL,
    flags=Changes.LEDGER | Changes.MATCHES,
    count=_count,
    load=_load,
    everything=("expenses", EXPECTED),
)
