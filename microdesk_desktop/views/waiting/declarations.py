"""What waits to be declared or paid, from the first day on which it can be, and what is still unknown for it."""

from collections.abc import Iterator, Sequence
from datetime import date

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.declarations import UnknownFigure
from microdesk_desktop.domain.books.declared_periods import period_holding
from microdesk_desktop.domain.books.duties import Duty, DutyKind, DutyState
from microdesk_desktop.domain.books.lines import Book
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.company import load_company
from microdesk_desktop.views.books.declarations.duties import DutyRow, load_duty_rows
from microdesk_desktop.views.books.declarations.turnover import load_turnover_of
from microdesk_desktop.views.books.declarations.unknown import unknown_text
from microdesk_desktop.views.books.declarations.words import due_text, duty_title, state_text
from microdesk_desktop.views.waiting.items import Provider, WaitingAction, WaitingItem

PAGE, LIST = "declaration", "declarations"
_ACTIONS = {DutyKind.LOCAL_TAX: WaitingAction.SEE_DUTY}
_ASKED = (DutyKind.TURNOVER, DutyKind.VAT, DutyKind.EU_SERVICES, DutyKind.LOCAL_TAX)
"""What waits; the income return has no day that is known, and the flat tax is a choice."""


def _load(reader: Reader, today: date, limit: int) -> Sequence[WaitingItem]:
    return list(_items(reader, today))[:limit]


def _items(reader: Reader, today: date) -> Iterator[WaitingItem]:
    for row in load_duty_rows(reader, today, is_recent=True):
        if row.state in (DutyState.DUE, DutyState.LATE) and row.duty.kind in _ASKED and row.is_certain:
            yield _item(row)
    yield from _unknown(reader, today)


def _item(row: DutyRow) -> WaitingItem:
    duty = row.duty
    return WaitingItem(
        key=f"{DECLARATIONS.kind}:{row.key}",
        kind=DECLARATIONS.kind,
        title=duty_title(duty),
        detail=f"{state_text(duty, row.state)} · {due_text(duty)}",
        since=duty.opens_on,
        page=PAGE,
        wanted=row.key,
        action=_ACTIONS.get(duty.kind, WaitingAction.DECLARE),
        command=_command(duty),
    )


def _command(duty: Duty) -> tuple[str, ...]:
    """What shows the figures to declare, or notes what is not declared from them as done."""
    verbs = {DutyKind.TURNOVER: "show", DutyKind.VAT: "vat"}
    if duty.kind in verbs:
        return ("declarations", verbs[duty.kind], "--period", duty.name)
    return ("declarations", "list")


def _unknown(reader: Reader, today: date) -> Iterator[WaitingItem]:
    """The receipts of the open period that name no activity, where the company has several."""
    period = period_holding(today, load_company(reader).declares)
    for unknown in load_turnover_of(reader, period, today).declaration.unknown:
        if unknown.figure is UnknownFigure.ACTIVITY_NOT_STATED:
            yield WaitingItem(
                key=f"{DECLARATIONS.kind}:unknown",
                kind=DECLARATIONS.kind,
                title=tr("Recettes sans activité"),
                detail=unknown_text(unknown),
                amount=Money(unknown.cents, EUR),
                page="books",
                wanted=(Book.RECEIPTS.value, period.span, None),
                action=WaitingAction.STATE_ACTIVITY,
                command=("declarations", "show", "--period", period.name),
            )


DECLARATIONS = Provider(
    kind="declarations",
    title=lambda: tr("Déclarations"),
    tone=Tone.ATTENTION,
    flags=Changes.DECLARATIONS | Changes.COMPANY | Changes.INVOICES | Changes.MATCHES | Changes.LEDGER,
    count=None,
    load=_load,
    everything=(LIST, None),
)
