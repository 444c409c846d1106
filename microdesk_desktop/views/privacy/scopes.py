"""What the erasure of a module would remove: the bank with its rules, the kilometres with their vehicles."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.counts import count_bank, count_mileage


def load_bank_counts(reader: Reader) -> Mapping[str, int]:
    """The number of accounts, transactions and rules."""
    return count_bank(reader)


def load_trip_counts(reader: Reader) -> Mapping[str, int]:
    """The number of trips, templates and vehicles."""
    return count_mileage(reader)


def bank_plan_lines(held: Mapping[str, int]) -> Sequence[str]:
    """What disconnecting the bank would remove, and what stays."""
    parts = [
        ntr("{count} compte", "{count} comptes", held["accounts"]).format(count=counts.count(held["accounts"])),
        ntr("{count} opération", "{count} opérations", held["transactions"]).format(
            count=counts.count(held["transactions"])
        ),
        ntr("{count} règle", "{count} règles", held["rules"]).format(count=counts.count(held["rules"])),
    ]
    return [
        tr("Serait effacé, jusque dans les sauvegardes de MicroDesk : {parts}.").format(parts=listed(parts)),
        tr("Les clés et l'accord de la banque partiraient aussi. Vos paiements resteraient : ce sont vos livres."),
    ]


def trip_plan_lines(held: Mapping[str, int]) -> Sequence[str]:
    """What the erasure of the kilometres would remove, and what stays."""
    parts = [
        ntr("{count} trajet", "{count} trajets", held["trips"]).format(count=counts.count(held["trips"])),
        ntr("{count} trajet habituel", "{count} trajets habituels", held["templates"]).format(
            count=counts.count(held["templates"])
        ),
        ntr("{count} véhicule", "{count} véhicules", held["vehicles"]).format(count=counts.count(held["vehicles"])),
    ]
    return [
        tr("Serait effacé, jusque dans les sauvegardes de MicroDesk : {parts}.").format(parts=listed(parts)),
        tr("Les lignes de documents qui refacturent des trajets resteraient."),
    ]
