"""The scenes of requests about personal data: the register, its forms, its letters, and the erasure of a supplier."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from microdesk_desktop.domain.privacy.requests import (
    Answer,
    Delay,
    PersonRequest,
    Refusal,
    RequestKind,
    RequestWay,
)
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.mileage.named import client_named
from microdesk_desktop.operations.privacy.requests import add_request, answer_request, extend_request
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.privacy.requests_page import RequestsPage
from microdesk_desktop.pages.records.expenses.page import ExpensesPage
from microdesk_desktop.pages.shell.shell import Shell
from tests.tools.screenshots.states import shown

_ASKED = (
    (RequestKind.ACCESS, 26, "Nova SARL", RequestWay.MAIL),
    (RequestKind.ERASURE, 36, "", RequestWay.POST),
    (RequestKind.CORRECTION, 3, "Nova SARL", RequestWay.PHONE),
    (RequestKind.OBJECTION, 60, "", RequestWay.MAIL),
    (RequestKind.PORTABILITY, 70, "Nova SARL", RequestWay.HAND),
    (RequestKind.RESTRICTION, 12, "", RequestWay.MAIL),
)


def fill(session: Session) -> None:
    """Put requests of every kind into the register: soon due, late, extended, answered and refused."""
    nova, today = session.read(lambda reader: client_named(reader, "Nova SARL")), session.clock.today()
    numbers = []
    for kind, days, client, way in _ASKED:
        request = PersonRequest(
            kind=kind,
            received_on=today - timedelta(days=days),
            way=way,
            client_id=nova if client else None,
            person="" if client else "Jeanne Petit-Dumoulin",
        )
        numbers.append(add_request(session, request).id or 0)
    answer_request(session, numbers[3], Answer(on=today, way=RequestWay.MAIL, refusal=Refusal.NOTHING_HELD))
    answer_request(session, numbers[4], Answer(on=today - timedelta(days=50), way=RequestWay.POST))
    extend_request(session, numbers[5], Delay.COMPLEX, today)


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The register, then its forms and sheets, then the erasure of a supplier."""
    shell.navigate(RequestsPage.key)
    settle()
    page = shell.current()
    assert isinstance(page, RequestsPage)
    yield "requests"
    opening: tuple[tuple[str, Callable[[], object]], ...] = (
        ("requests-form", page.add),
        ("requests-letter", page.write_letter),
        ("requests-answer", page.answer),
        ("requests-refusal", page.refuse),
        ("requests-extension", page.extend),
    )
    for name, open_sheet in opening:
        open_sheet()
        settle()
        yield from _closing(shell, name)
    shell.navigate(ExpensesPage.key)
    settle()
    expenses = shell.current()
    assert isinstance(expenses, ExpensesPage)
    expenses.table.view.select_row(1)
    expenses.erase_supplier()
    settle()
    yield from _closing(shell, "requests-supplier")


def _closing(shell: Shell, name: str) -> Iterator[str]:
    yield name
    shown(shell, SideSheet).close_sheet()
