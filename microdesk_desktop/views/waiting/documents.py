"""What waits among the documents: accepted quotes to invoice."""

from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.follow_up.states import DocumentState
from microdesk_desktop.domain.money import Money
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.waiting.accepted import AcceptedQuote, count_accepted, load_accepted
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem


def _count(reader: Reader, _: date) -> int:
    return count_accepted(reader)


def _load(reader: Reader, _: date, limit: int) -> list[WaitingItem]:
    return [_item(quote) for quote in load_accepted(reader, limit)]


def _item(quote: AcceptedQuote) -> WaitingItem:
    accepted = tr("accepté le {day}").format(day=dates.long_day(quote.accepted_on))
    return WaitingItem(
        key=f"{ACCEPTED.kind}:{quote.id}",
        kind=ACCEPTED.kind,
        title=quote.client,
        detail=f"{quote.number} · {accepted}",
        amount=Money(quote.left_cents, quote.currency),
        since=quote.accepted_on,
        reference=quote.number,
        page="invoice",
        wanted=quote.id,
        action=WaitingAction.INVOICE_QUOTE,
        command=("documents", "convert", quote.number, "--to", "invoice"),
    )


ACCEPTED = Provider(
    kind="accepted_quotes",
    title=lambda: tr("Devis acceptés à facturer"),
    tone=Tone.ATTENTION,
    flags=Changes.INVOICES | Changes.DOCUMENTS | Changes.CLIENTS,
    count=_count,
    load=_load,
    everything=("quotes", DocumentState.ACCEPTED),
)
