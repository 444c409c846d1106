"""The declaration of turnover that comes next, in two lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.duties import Duty, DutyKind, DutyState
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.books.declarations.duties import load_duty_rows
from microdesk_desktop.views.books.declarations.json import Json, turnover_json
from microdesk_desktop.views.books.declarations.turnover import DeclaredTurnover, load_turnover_of
from microdesk_desktop.views.books.declarations.words import due_text, duty_period

_CENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDeclaration:
    """The duty, and the figures of its last period as they stand today."""

    duty: Duty
    found: DeclaredTurnover


def load_next_declaration(reader: Reader, today: date) -> NextDeclaration | None:
    """The first declaration of turnover that is not made yet, of those that were not due before the vault began."""
    passed = (DutyState.DONE, DutyState.EARLIER)
    duties = [
        row.duty
        for row in load_duty_rows(reader, today)
        if row.duty.kind is DutyKind.TURNOVER and row.state not in passed
    ]
    if not duties:
        return None
    duty = min(duties, key=lambda each: each.span.since)
    return NextDeclaration(duty=duty, found=load_turnover_of(reader, duty.periods[-1], today))


def next_declaration_json(following: NextDeclaration | None) -> Json | None:
    """The shape of `declarations show`; None where there is none."""
    return turnover_json(following.found, following.duty) if following is not None else None


def next_declaration_lines(following: NextDeclaration | None) -> Sequence[str]:
    """« À déclarer, 4e trimestre 2026 : 9 690 €, au plus tard le… », and what it comes to where that is known."""
    if following is None:
        return []
    declaration = following.found.declaration
    euros = sum(each.declared_euros for each in declaration.activities)
    declared = tr("À déclarer, {period} : {amount}, {due}.").format(
        period=duty_period(following.duty),
        amount=money.whole_amount(euros * _CENTS, EUR),
        due=due_text(following.duty),
    )
    if not declaration.is_known:
        return [declared]
    payable = money.amount(declaration.payable_cents, EUR)
    return [declared, tr("À mettre de côté pour l'Urssaf : {amount}.").format(amount=payable)]
