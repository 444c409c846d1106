"""The scenes of the catalogue and of the recurring documents, with what they show."""

from collections.abc import Callable, Iterator
from datetime import date

from microdesk_desktop.documents.form import read_form
from microdesk_desktop.domain.documents.recurring.series import Rhythm, RhythmUnit, Series
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.documents.recurring.series import pause_series, put_series
from microdesk_desktop.operations.records.catalogue import put_item
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.catalogue.page import CataloguePage
from microdesk_desktop.pages.recurring.page import RecurringPage
from microdesk_desktop.pages.shell.shell import Shell
from tests.tools.screenshots.states import shown

_ITEMS = (
    ("AUDIT", "Audit d'accessibilité, avec le rapport et deux heures de restitution", "forfait", 1_450_000_000, ""),
    ("DEV-J", "Développement, la journée", "jour", 550_000_000, ""),
    ("DEV-H", "Développement, l'heure", "heure", 75_000_000, ""),
    ("HEB", "Hébergement et nom de domaine", "an", 180_000_000, "bic_services"),
    ("TIR-A3", "Tirage d'art A3", "unité", 35_500_000, "sales"),
    ("MOT", "Traduction, le mot", "unité", 123_456, ""),
)


def fill(session: Session) -> None:
    """Put a catalogue and three series into the vault, one of them paused and one that begins today."""
    for reference, label, unit, unit_price, activity in _ITEMS:
        item = CatalogueItem(
            reference=reference, label=label, unit=unit, unit_price=unit_price, activity=activity, vat_rate_bp=0
        )
        put_item(session, item)
    today = session.clock.today()
    for label, price, series in (
        ("Maintenance du site, {period}", "120.00", Series(rhythm=Rhythm(start=today))),
        ("Hébergement {year}", "180.00", Series(rhythm=Rhythm(start=_later(today), unit=RhythmUnit.YEAR), times=3)),
        ("Conseil, {period}", "1450.00", Series(rhythm=Rhythm(start=_later(today), unit=RhythmUnit.QUARTER))),
    ):
        form = {"type": "invoice", "client": "Nova SARL", "lines": [{"label": label, "unit_price": price}]}
        kept = put_series(session, read_form(form), series).id
    assert kept is not None
    pause_series(session, kept)


def _later(today: date) -> date:
    return date(today.year + 1, 1, 31)


def forms(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The form of an item and that of a series."""
    for kind, name in ((CataloguePage, "catalogue-form"), (RecurringPage, "recurring-form")):
        shell.navigate(kind.key)
        settle()
        page = shell.current()
        assert isinstance(page, kind)
        page.table.view.select_row(0)
        page.edit()
        settle()
        yield name
        shown(shell, SideSheet).close_sheet()
