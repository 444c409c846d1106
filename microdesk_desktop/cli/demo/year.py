"""The year of the demonstration: what came in, went out and was driven before its account begins."""

from datetime import date, timedelta

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.mileage.trips import Trip
from microdesk_desktop.domain.mileage.vehicles import Vehicle
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.operations.mileage.named import client_named
from microdesk_desktop.operations.mileage.trips import put_trip
from microdesk_desktop.operations.mileage.vehicles import put_vehicle
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox import year


def trade(session: Session) -> None:
    """Enter what the company took in, spent and drove before its account begins."""
    today = session.clock.today()
    for receipt in year.RECEIPTS:
        put_record(session, _receipt(receipt, today))
    for expense in year.EXPENSES:
        put_record(session, _expense(expense, today))
    car = put_vehicle(session, Vehicle(name=year.CAR, power=year.POWER)).id
    for drive in year.DRIVES:
        put_trip(session, _trip(session, drive, car, today))


def _receipt(given: year.EarlierReceipt, today: date) -> Receipt:
    return Receipt(
        on=today - timedelta(days=given.days_ago),
        client=given.client,
        label=given.label,
        amount_cents=given.cents,
        method=Method(given.method),
        activity=Activity.BNC,
    )


def _expense(given: year.EarlierExpense, today: date) -> Expense:
    return Expense(
        on=today - timedelta(days=given.days_ago),
        supplier=given.supplier,
        label=given.label,
        amount_cents=given.cents,
        category=given.category,
        method=Method(given.method),
    )


def _trip(session: Session, drive: year.Drive, car: int | None, today: date) -> Trip:
    return Trip(
        on=today - timedelta(days=drive.days_ago),
        origin="Bureau",
        destination=drive.destination,
        tenths=drive.tenths,
        purpose=drive.purpose,
        client_id=session.read(lambda reader: client_named(reader, drive.client)),
        vehicle_id=car,
        is_return=True,
    )
