"""Kilometres, vehicles and what the scale gives for them, in words."""

from decimal import Decimal

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.i18n import french, ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.books.mileage.scale import Band, ScaleAmount, last_known_year
from microdesk_desktop.domain.mileage.keeping import Keeping
from microdesk_desktop.domain.mileage.trips import Journey
from microdesk_desktop.domain.mileage.vehicles import Vehicle, VehicleKind
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.vault.erasures import Erasure
from microdesk_desktop.views.mileage.rows import TemplateRow, TripRow, TripState
from microdesk_desktop.views.mileage.settings import Kept
from microdesk_desktop.views.mileage.years import MileageYear, VehicleYear

LONGEST_ON_BUTTON = 42
_ARROW = "→"
_BOTH_WAYS = "⇄"


def km_text(tenths: int) -> str:
    """« 1 234,5 km »."""
    return tr("{distance} km").format(distance=counts.decimal(km_decimal(tenths))).replace(" km", "\u00a0km")


def km_decimal(tenths: int) -> str:
    """The kilometres as JSON has them: "1234.5"."""
    return f"{tenths // 10}.{tenths % 10}"


def way_text(journey: Journey) -> str:
    """« Bureau → Lyon », « Bureau ⇄ Lyon » there and back."""
    arrow = _BOTH_WAYS if journey.is_return else _ARROW
    return f"{visible(journey.origin)} {arrow} {visible(journey.destination)}"


def shortened(text: str) -> str:
    """The text for a button: as much of it as one takes in at a glance."""
    return text if len(text) <= LONGEST_ON_BUTTON else f"{text[: LONGEST_ON_BUTTON - 1].rstrip()}…"


def spoken_way(journey: Journey) -> str:
    """The way for a screen reader, which has no word for an arrow."""
    text = (
        tr("de {origin} à {destination}, aller et retour") if journey.is_return else tr("de {origin} à {destination}")
    )
    return text.format(origin=visible(journey.origin), destination=visible(journey.destination))


def kind_words() -> dict[VehicleKind, str]:
    """The kinds of vehicles."""
    return {
        VehicleKind.CAR: tr("Voiture"),
        VehicleKind.MOTORCYCLE: _unbroken(tr("Moto ou scooter, plus de 50 cm³")),
        VehicleKind.MOPED: _unbroken(tr("Cyclomoteur, 50 cm³ au plus")),
    }


def vehicle_text(vehicle: Vehicle) -> str:
    """« Voiture, 5 CV, électrique »."""
    power = tr("{power} CV").format(power=vehicle.power) if vehicle.kind.has_power else ""
    electric = tr("électrique") if vehicle.is_electric else ""
    return ", ".join(filter(None, (kind_words()[vehicle.kind], power, electric, visible(vehicle.registration))))


def vehicle_name(each: VehicleYear) -> str:
    """The name of the vehicle, or that there is none."""
    return visible(each.vehicle.name) if each.vehicle is not None else tr("Sans véhicule")


def amount_text(each: VehicleYear) -> str:
    """« 5 679 € », or why there is no amount."""
    if each.amount is not None:
        return money.whole_amount(each.amount.rounded_cents, EUR)
    return unknown_text(each.year) if each.vehicle is not None else tr("choisissez un véhicule")


def unknown_text(year: int) -> str:
    """That the scale of a year is not known."""
    if year > last_known_year():
        return tr("barème {year} pas encore publié").format(year=year)
    return tr("barème {year} absent de cette version").format(year=year)


def year_text(year: MileageYear) -> str:
    """« 12 340 km · 56 trajets · 5 679 € au barème »."""
    amount = year.cents
    scale = tr("{amount} au barème").format(amount=money.whole_amount(amount, EUR)) if amount is not None else ""
    return " · ".join(filter(None, (km_text(year.tenths), trips_count(year.trips), scale)))


def explanation(each: VehicleYear) -> str:
    """How the amount is computed, to the cent and to the euro; empty without one."""
    if each.amount is None:
        return ""
    return tr("{band} {formula}, arrondi à l'euro le plus proche : {rounded}.").format(
        band=_band_text(each.amount.band),
        formula=_formula(each.amount),
        rounded=money.whole_amount(each.amount.rounded_cents, EUR),
    )


def source_text(amount: ScaleAmount) -> str:
    """Where the scale was read."""
    return tr("Source : {source}.").format(source=french(amount.source))


def awaited_text() -> str:
    """When the scale of a year comes out."""
    return tr("Le barème d'une année paraît au printemps suivant.")


def no_deduction_text() -> str:
    """What a micro may not deduct, shown wherever an amount of the scale is."""
    return tr(
        "En micro-entreprise, ces frais ne se déduisent pas : l'abattement forfaitaire les couvre déjà. Le barème vous "
        "aide à fixer un prix au kilomètre et à comparer avec le régime réel."
    )


def whole_year_text() -> str:
    """Why amounts of trips are not added up."""
    return tr("Le barème s'applique au total de l'année de chaque véhicule, jamais trajet par trajet.")


def turnover_text() -> str:
    """What trips that are invoiced again are in law."""
    return tr(
        "Des kilomètres refacturés sont du chiffre d'affaires, à déclarer comme vos prestations. Ce ne sont pas des "
        "débours : vos propres frais n'en sont jamais."
    )


def disbursement_text() -> str:
    """What a disbursement is, and which way it goes."""
    return tr(
        "Seulement s'il vous a chargé par écrit de le payer pour lui, avec un justificatif à son nom et au centime "
        "près. Cette ligne reste hors de votre chiffre d'affaires. Sinon, c'est une dépense à vous."
    )


def keeping_text(keeping: Keeping) -> str:
    """How long trips are kept."""
    if keeping.years is None:
        return tr("Gardés tant que vous ne les supprimez pas")
    text = ntr(
        "Effacés {count} an après la fin de leur année", "Effacés {count} ans après la fin de leur année", keeping.years
    )
    return text.format(count=keeping.years)


def opening_text(erasure: Erasure) -> str:
    """What the opening of the vault did about trips whose time is over."""
    if erasure.left:
        return tr("Des trajets anciens restent à effacer : MicroDesk réessaie à la prochaine ouverture.")
    return tr("Les trajets dont vous aviez fixé la durée ont été effacés.")


def erased_text(erasure: Erasure) -> str:
    """What the erasure of every trip did, or how far it came."""
    if erasure.left:
        return tr("Des trajets restent à effacer : MicroDesk réessaie à la prochaine ouverture.")
    return tr("Tous les trajets sont effacés, avec les trajets habituels et les véhicules.")


def kept_text(kept: Kept) -> str:
    """« 12 trajets. Effacés 3 ans après la fin de leur année. », with what the next opening erases."""
    if not kept.trips and kept.keeping.years is None:
        return tr("Aucun trajet.")
    return " ".join((f"{trips_count(kept.trips)}.", f"{keeping_text(kept.keeping)}.", *kept.due_lines))


def state_words() -> dict[TripState, str]:
    """Whether trips are invoiced again."""
    return {
        TripState.OPEN: tr("Non refacturé"),
        TripState.DRAFTED: tr("En brouillon"),
        TripState.INVOICED: tr("Refacturé"),
    }


def state_text(row: TripRow) -> str:
    """« Refacturé, F-2026-0003 »."""
    words = state_words()[row.state]
    return tr("{state}, {number}").format(state=words, number=visible(row.number)) if row.number else words


def trips_count(total: int) -> str:
    """« 12 trajets »."""
    return ntr("{count} trajet", "{count} trajets", total).format(count=counts.count(total))


def saved_text(journey: Journey) -> str:
    """What the toast shows of a trip that was kept."""
    return tr("Trajet enregistré : {way}, {distance}.").format(way=way_text(journey), distance=km_text(journey.driven))


def removed_text(total: int) -> str:
    """What the toast shows of trips that were removed."""
    text = ntr("{count} trajet supprimé.", "{count} trajets supprimés.", total)
    return text.format(count=counts.count(total))


def trip_line(row: TripRow) -> str:
    """A trip on one line of a terminal."""
    parts = (
        f"{row.id:>5}",
        dates.typed_day(row.trip.on),
        f"{km_text(row.trip.driven):>12}",
        way_text(row.trip),
        visible(row.client),
        visible(row.trip.purpose),
        visible(row.vehicle),
        "" if row.state is TripState.OPEN else state_text(row),
    )
    return "  ".join(filter(None, parts))


def template_line(row: TemplateRow) -> str:
    """A trip to repeat on one line of a terminal."""
    distance = f"{km_text(row.journey.driven):>12}"
    parts = (f"{row.id:>5}", distance, way_text(row.journey), row.client, row.journey.purpose, row.vehicle)
    return "  ".join(visible(part) for part in parts if part)


def vehicle_line(vehicle_id: int, vehicle: Vehicle) -> str:
    """A vehicle on one line of a terminal."""
    return f"{vehicle_id:>5}  {visible(vehicle.name)}  {vehicle_text(vehicle)}"


def _unbroken(text: str) -> str:
    """The text with its cylinder capacity on one line."""
    return text.replace("50 cm³", "50\u00a0cm³")


def _band_text(band: Band) -> str:
    if band.until_km is None:
        return tr("Au-delà de {km} km :").format(km=counts.count(band.after_km))
    if not band.after_km:
        return tr("Jusqu'à {km} km :").format(km=counts.count(band.until_km))
    text = tr("De {first} à {last} km :")
    return text.format(first=counts.count(band.after_km + 1), last=counts.count(band.until_km))


def _formula(amount: ScaleAmount) -> str:
    """« 12 000 km × 0,357 € + 1 395 € = 5 679,00 € », with the factor of an electric vehicle."""
    rate = money.price(int(amount.band.rate * 1_000_000), EUR)
    product = f"{km_text(amount.tenths)} × {rate}"
    if amount.band.plus:
        product = f"{product} + {money.whole_amount(int(amount.band.plus) * 100, EUR)}"
    if amount.factor != 1:
        factor = tr("{factor} (électrique)").format(factor=counts.decimal(_text(amount.factor)))
        product = f"({product}) × {factor}" if amount.band.plus else f"{product} × {factor}"
    return f"{product} = {money.amount(amount.exact_cents, EUR)}"


def _text(number: Decimal) -> str:
    return f"{number:f}"
