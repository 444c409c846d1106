"""What is about to go by itself, one item for each kind of data, from 30 days before."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.privacy.retention import Category
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.privacy.retention import GoingRow, load_going
from microdesk_desktop.views.privacy.retention_words import amount_text, category_names
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem

PAGE = "retention"


def _load(reader: Reader, _: date, limit: int) -> Sequence[WaitingItem]:
    found = groupby(load_going(reader), key=lambda row: row.category)
    return [_item(category, list(rows)) for category, rows in found][:limit]


def _item(category: Category, rows: Sequence[GoingRow]) -> WaitingItem:
    first = min(row.on for row in rows)
    amount = amount_text(category, sum(row.rows for row in rows))
    detail = tr("{amount} : effacement à partir du {day}, sauf si vous les gardez")
    return WaitingItem(
        key=f"{RETENTION.kind}:{category.value}",
        kind=RETENTION.kind,
        title=category_names()[category],
        detail=detail.format(amount=amount, day=dates.long_day(first)),
        page=PAGE,
        wanted=category.value,
        action=WaitingAction.SEE_RETENTION,
        command=("privacy", "retention", "keep", category.value),
    )


RETENTION = Provider(
    kind="retention",
    title=lambda: tr("Fin de conservation"),
    tone=Tone.NEUTRAL,
    flags=Changes.RETENTION | Changes.CLIENTS | Changes.MILEAGE | Changes.BANK,
    count=None,
    load=_load,
    everything=(PAGE, None),
)
