"""The scenes of « Kilomètres »: a year with its amounts, an unknown one, the forms and the sheets."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.mileage.vehicles import Vehicle, VehicleKind
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets.figure import Figure
from microdesk_desktop.gui.window.dialogs import SideSheet
from microdesk_desktop.operations.mileage.invoice import Charge, invoice_trips
from microdesk_desktop.operations.mileage.named import client_named
from microdesk_desktop.operations.mileage.templates import keep_template
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.mileage.vehicles import put_vehicle
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.mileage.keeping import ask_keeping
from microdesk_desktop.pages.mileage.page import MileagePage
from microdesk_desktop.pages.shell.shell import Shell
from tests.tools.screenshots.states import shown

_WAYS = (
    ("Bureau", "Nova SARL, Lyon 3e", 124, "Recette du site", "Nova SARL", True),
    ("Bureau", "Gare de la Part-Dieu", 62, "Train pour Paris", "", False),
    ("Bureau", "Salon des entrepreneurs, Eurexpo, hall 5 et parking P7", 187, "Salon", "", True),
    ("Domicile", "Chantier du quai des Célestins", 2_315, "Réunion de chantier", "Nova SARL", True),
)
_TRIPS = 44


def fill(session: Session) -> None:
    """Put three vehicles and two years of trips into the vault, some of them invoiced again."""
    vehicles = (
        Vehicle(name="Clio", power=5, registration="AB-123-CD"),
        Vehicle(name="Zoé", power=3, is_electric=True),
        Vehicle(name="Vespa", kind=VehicleKind.MOPED),
    )
    ids = [put_vehicle(session, each).id for each in vehicles]
    nova, today = session.read(lambda reader: client_named(reader, "Nova SARL")), session.clock.today()
    trips = [_trip(number, today, nova, ids) for number in range(_TRIPS)]
    kept = [saved for trip in trips if (saved := put_trip(session, trip).id) is not None]
    of_nova = [id_ for id_, trip in zip(kept, trips, strict=True) if trip.client_id == nova]
    invoice_trips(session, of_nova[2:4], Charge(client_id=nova, price=605_000))
    for trip in trips[:3]:
        keep_template(session, trip)


def _trip(number: int, today: date, nova: int, vehicles: list[int | None]) -> Trip:
    origin, destination, tenths, purpose, client, is_return = _WAYS[number % len(_WAYS)]
    return Trip(
        on=today - timedelta(days=number * 16),
        origin=origin,
        destination=destination,
        tenths=tenths,
        purpose=purpose,
        client_id=nova if client else None,
        vehicle_id=vehicles[(0, 0, 1, 0, 2)[number % 5]],
        is_return=is_return,
    )


def scenes(shell: Shell, settle: Callable[[], None]) -> Iterator[str]:
    """The page in two years, then its forms and sheets."""
    page = _shown_page(shell, settle)
    yield "mileage-unknown-year"
    page.year_card.years.chosen.emit(page.workspace.clock.today().year - 1)
    settle()
    yield "mileage-year"
    ids = [row.id for row in page.rows[:3]]
    page.table.checks.set(ids, is_checked=True)
    settle()
    yield "mileage-checked"
    page.invoice()
    settle()
    yield from _closing(shell, "mileage-invoice")
    page.table.checks.clear()
    opening: tuple[tuple[str, Callable[[], object]], ...] = (
        ("mileage-form", page.add),
        ("mileage-explained", lambda: page.year_card.findChildren(Figure)[0].click()),
        ("mileage-vehicles", page.show_vehicles),
        ("mileage-report", page.save_report),
        ("mileage-keeping", lambda: ask_keeping(page, page.workspace, Place(page=page.key))),
    )
    for name, open_sheet in opening:
        open_sheet()
        settle()
        yield from _closing(shell, name)


def _shown_page(shell: Shell, settle: Callable[[], None]) -> MileagePage:
    shell.navigate(MileagePage.key)
    settle()
    page = shell.current()
    assert isinstance(page, MileagePage)
    return page


def _closing(shell: Shell, name: str) -> Iterator[str]:
    yield name
    shown(shell, SideSheet).close_sheet()
