"""What waits of the recurring documents: the drafts that were prepared, and those that could not be issued."""

import json
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.recurring import MadePeriod, count_waiting, load_waiting
from microdesk_desktop.views.documents.recurring.series import Parties, hindrance_text
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem


def _count(reader: Reader, _: date) -> int:
    return count_waiting(reader)


def _load(reader: Reader, _: date, limit: int) -> list[WaitingItem]:
    parties = Parties(reader)
    return [_item(parties, made) for made in load_waiting(reader, limit)]


def _item(parties: Parties, made: MadePeriod) -> WaitingItem:
    draft = read_form(json.loads(made.form))
    label = draft.subject or next((line.label for line in draft.lines if line.label), "")
    day = tr("du {day}").format(day=dates.long_day(draft.issued_on)) if draft.issued_on else ""
    return WaitingItem(
        key=f"{PREPARED.kind}:{made.draft_id}",
        kind=PREPARED.kind,
        title=parties.name(draft) or label,
        detail=hindrance_text(made.hindrance) if made.hindrance else " · ".join(filter(None, (label, day))),
        since=draft.issued_on,
        page="editor",
        wanted=made.draft_id,
        action=WaitingAction.SEE_DRAFT,
        command=("documents", "issue", str(made.draft_id)),
    )


PREPARED = Provider(
    kind="prepared",
    title=lambda: tr("Documents récurrents à vérifier"),
    tone=Tone.ATTENTION,
    flags=Changes.RECURRING | Changes.DOCUMENTS | Changes.CLIENTS,
    count=_count,
    load=_load,
    everything=("recurring", None),
)
