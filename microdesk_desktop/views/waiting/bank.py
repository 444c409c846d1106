"""What waits at the bank: proposals to confirm, transactions to classify, possible doubles, the end of the consent."""

from collections.abc import Sequence
from datetime import date, datetime, time

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.attributions import Status
from microdesk_desktop.store.bank.connection import load_connection
from microdesk_desktop.store.bank.listing import (
    ListFilter,
    count_transactions,
    load_announced,
    load_double_ids,
    load_page,
)
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.bank.connections.head import Shown, load_consent_days_left
from microdesk_desktop.views.bank.connections.state import threshold
from microdesk_desktop.views.bank.hints import TransactionAction, hint, offered_actions
from microdesk_desktop.views.bank.rows import TransactionRow, load_list_rows
from microdesk_desktop.views.bank.words.transactions import meaning_text, what_text, who_text
from microdesk_desktop.views.messages.actions import Goal
from microdesk_desktop.views.waiting.commands import Words, classifying, confirming, renewing
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem

PAGE = "bank"
_FLAGS = Changes.BANK | Changes.MATCHES
_DOUBLES = ListFilter(are_doubles=True)
_ACTIONS = {TransactionAction.RECORD: WaitingAction.RECORD, TransactionAction.IGNORE: WaitingAction.IGNORE}


def _count_doubles(reader: Reader, _: date) -> int:
    return count_transactions(reader, _DOUBLES)


def _load_doubles(reader: Reader, _: date, limit: int) -> list[WaitingItem]:
    return [_double(row) for row in load_list_rows(reader, load_page(reader, _DOUBLES, 0, limit))]


def _count_proposals(reader: Reader, _: date) -> int:
    return count_transactions(reader, _waiting(reader, Status.SUGGESTED))


def _load_proposals(reader: Reader, _: date, limit: int) -> list[WaitingItem]:
    ids = load_page(reader, _waiting(reader, Status.SUGGESTED), 0, limit)
    return [_proposal(row) for row in load_list_rows(reader, ids)]


def _count_unclassified(reader: Reader, _: date) -> int:
    return count_transactions(reader, _waiting(reader, Status.TODO))


def _load_unclassified(reader: Reader, _: date, limit: int) -> list[WaitingItem]:
    ids = load_page(reader, _waiting(reader, Status.TODO), 0, limit)
    return [_unclassified(row) for row in load_list_rows(reader, ids)]


def _waiting(reader: Reader, status: Status) -> ListFilter:
    """The transactions of a status, without the possible doubles, which wait for another decision first."""
    excluded = load_double_ids(reader)
    if status is Status.TODO:
        excluded |= load_announced(reader)
    return ListFilter(status=status, excluded=excluded)


def _double(row: TransactionRow) -> WaitingItem:
    return _item(DOUBLES, row, tr("Peut-être la même opération que celle d'un autre relevé"), WaitingAction.COMPARE)


def _proposal(row: TransactionRow) -> WaitingItem:
    return _item(PROPOSALS, row, meaning_text(row), WaitingAction.CONFIRM, confirming(row))


def _unclassified(row: TransactionRow) -> WaitingItem:
    found = hint(row)
    detail = " · ".join(filter(None, (what_text(row), found.title if found else "")))
    action = _ACTIONS.get(offered_actions(row)[0], WaitingAction.CHOOSE)
    return _item(UNCLASSIFIED, row, detail, action, classifying(row, action))


def _item(
    provider: Provider, row: TransactionRow, detail: str, action: WaitingAction, command: Words = ()
) -> WaitingItem:
    return WaitingItem(
        key=f"{provider.kind}:{row.id}",
        kind=provider.kind,
        title=who_text(row),
        detail=detail,
        amount=Money(row.amount_cents, row.currency),
        since=row.on,
        page=PAGE,
        wanted=row.id,
        action=action,
        command=command,
    )


def _load_consents(reader: Reader, today: date, _: int) -> Sequence[WaitingItem]:
    """The consent of the connected bank, from the day on which the user is reminded of its end."""
    connection = load_connection(reader)
    days = load_consent_days_left(reader, datetime.combine(today, time.min).astimezone())
    if connection is None or connection.expires_at is None or days is None or threshold(days) is None:
        return ()
    end = dates.long_day(connection.expires_at.astimezone().date())
    has_ended = days == 0
    detail = tr("La banque demande votre accord de nouveau") if has_ended else tr("Jusqu'au {day}").format(day=end)
    return (
        WaitingItem(
            key=CONSENT.kind,
            kind=CONSENT.kind,
            title=connection.institution_name,
            detail=detail,
            page=PAGE,
            wanted=Goal.RENEW_CONSENT,
            action=WaitingAction.RENEW,
            command=renewing(connection),
        ),
    )


CONSENT = Provider(
    kind="consent",
    title=lambda: tr("Accord avec la banque"),
    tone=Tone.DANGER,
    flags=Changes.CONNECTION,
    count=None,
    load=_load_consents,
    everything=(PAGE, Goal.RENEW_CONSENT),
)
DOUBLES = Provider(
    kind="doubles",
    title=lambda: tr("Doubles possibles"),
    tone=Tone.ATTENTION,
    flags=_FLAGS,
    count=_count_doubles,
    load=_load_doubles,
    everything=(PAGE, Shown.DOUBLES),
)
PROPOSALS = Provider(
    kind="proposals",
    title=lambda: tr("À confirmer"),
    tone=Tone.PROPOSAL,
    flags=_FLAGS,
    count=_count_proposals,
    load=_load_proposals,
    everything=(PAGE, Shown.SUGGESTED),
)
UNCLASSIFIED = Provider(
    kind="unclassified",
    title=lambda: tr("À classer"),
    tone=Tone.ATTENTION,
    flags=_FLAGS,
    count=_count_unclassified,
    load=_load_unclassified,
    everything=(PAGE, Shown.TODO),
)
