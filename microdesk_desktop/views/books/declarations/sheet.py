"""One duty with all that is shown of it, for the page and the command line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.books.duties import Duty, DutyKind, DutyState
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.books.declarations.blocks import Block, Remark, Sheet
from microdesk_desktop.views.books.declarations.duties import DutyRow, load_duty_rows
from microdesk_desktop.views.books.declarations.other_duties import (
    load_eu_services,
    load_flat_tax,
    load_income_return,
    load_local_tax,
)
from microdesk_desktop.views.books.declarations.turnover import (
    load_corrections,
    load_turnover_of,
    turnover_blocks,
    turnover_remarks,
)
from microdesk_desktop.views.books.declarations.vat import load_vat

Content = tuple[Sequence[Remark], Sequence[Block]]


def load_sheet(reader: Reader, key: str, today: date) -> Sheet | None:
    """The duty of this key with its figures; None for one that the calendar does not have."""
    row = next((each for each in load_duty_rows(reader, today) if each.key == key), None)
    if row is None:
        return None
    remarks, blocks = _LOADED[row.duty.kind](reader, row.duty, today)
    return Sheet(
        duty=row.duty,
        state=row.state,
        done_on=row.done_on,
        remarks=[*_standing(row), *remarks],
        blocks=blocks,
    )


def _standing(row: DutyRow) -> Sequence[Remark]:
    """The remark on where the duty stands; none while it is to come, or to be done in time."""
    if row.state is DutyState.DONE and row.done_on is not None and row.duty.kind in (DutyKind.TURNOVER, DutyKind.VAT):
        text = tr(
            "Déclarée le {day} : ces chiffres restent ceux que vous avez déclarés. Ce que vous corrigez depuis compte"
            " dans la période où vous le corrigez."
        ).format(day=dates.long_day(row.done_on))
        return (Remark(text=text, tone=Tone.POSITIVE),)
    if row.state is DutyState.EARLIER:
        text = tr(
            "Échue avant vos débuts dans MicroDesk : marquez-la si vous l'avez déclarée, pour valider vos livres."
        )
        return (Remark(text=text, tone=Tone.NEUTRAL),)
    if row.state is DutyState.LATE:
        text = tr("En retard : déclarez au plus vite, même 0 €. Une déclaration qui manque coûte une pénalité.")
        return (Remark(text=text, tone=Tone.DANGER),) if row.duty.kind is DutyKind.TURNOVER else ()
    return ()


def _turnover(reader: Reader, duty: Duty, today: date) -> Content:
    found = [load_turnover_of(reader, period, today) for period in duty.periods]
    return turnover_remarks(found), turnover_blocks(found, load_corrections(reader, duty.span))


_LOADED: Mapping[DutyKind, Callable[[Reader, Duty, date], Content]] = {
    DutyKind.TURNOVER: _turnover,
    DutyKind.VAT: load_vat,
    DutyKind.EU_SERVICES: load_eu_services,
    DutyKind.INCOME_RETURN: load_income_return,
    DutyKind.LOCAL_TAX: load_local_tax,
    DutyKind.FLAT_TAX: load_flat_tax,
}
