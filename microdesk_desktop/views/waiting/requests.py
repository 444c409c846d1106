"""What people ask about their own data and were not answered yet: one month, which is the law's (RGPD art. 12.3)."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.requests import count_open_requests
from microdesk_desktop.views.privacy.requests.rows import RequestRow, load_request_rows
from microdesk_desktop.views.privacy.requests.words import due_text, kind_words, name_text
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem

PAGE = "person_requests"


def _count(reader: Reader, _: date) -> int:
    return count_open_requests(reader)


def _load(reader: Reader, today: date, limit: int) -> Sequence[WaitingItem]:
    waiting = (row for row in load_request_rows(reader, today) if row.request.answer is None)
    return [_item(row) for row in waiting][:limit]


def _item(row: RequestRow) -> WaitingItem:
    return WaitingItem(
        key=f"{REQUESTS.kind}:{row.id}",
        kind=REQUESTS.kind,
        title=name_text(row),
        detail=f"{kind_words()[row.request.kind]} · {due_text(row)}",
        since=row.request.received_on,
        page=PAGE,
        wanted=row.id,
        action=WaitingAction.ANSWER,
        command=("privacy", "requests", "show", str(row.id)),
    )


REQUESTS = Provider(
    kind="requests",
    title=lambda: tr("Demandes sur des données personnelles"),
    tone=Tone.ATTENTION,
    flags=Changes.REQUESTS | Changes.CLIENTS,
    count=_count,
    load=_load,
    everything=(PAGE, None),
)
