"""The tables of figures in words: the subject of each, and what its columns hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.views.books.law_figures.keys import key_words

Format = Callable[[str], str]
"""Writes the text of a table's cell in the words of the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureColumn:
    """A column of a table: the end of its figures' names, empty where the keys of the row suffice; how it is written.

    The label may name other columns of its row, as « jusqu'à {first_km} km ».
    """

    label: str
    write: Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A table with its title; columns that are not named hold no figure.

    `is_by_creation` is true where the days of a row are those of a business's creation: an earlier one holds on for it.
    """

    title: str
    columns: Mapping[str, FigureColumn]
    is_by_creation: bool = False


def subjects() -> Mapping[str, Subject]:
    """The subject of each table, in the order in which they are shown."""
    return {**_contributions(), **_income_tax(), **_ceilings(), **_days(), **_vat(), **_others(), **_mileage()}


def _contributions() -> Mapping[str, Subject]:
    return {
        "social_rates": _rates(tr("Cotisations sociales")),
        "acre_rates": _rates(tr("Cotisations sociales avec l'ACRE")),
        "acre": Subject(
            title=tr("Réduction de l'ACRE, selon le jour de création"),
            columns={
                "pays": _column(tr("part des cotisations à payer"), _percent),
                "quarters": _column(tr("durée après le trimestre de création"), _quarters),
            },
            is_by_creation=True,
        ),
        "training_contribution": _rates(tr("Formation professionnelle (CFP)")),
        "chamber_tax": _rates(tr("Taxe pour frais de chambre")),
        "declaration_rounding": Subject(
            title=tr("Arrondis d'une déclaration"), columns={"to_euro": _column("", _rounding)}
        ),
    }


def _income_tax() -> Mapping[str, Subject]:
    return {
        "flat_income_tax": _rates(tr("Versement libératoire de l'impôt")),
        "flat_tax_option": Subject(
            title=tr("Option pour le versement libératoire"),
            columns={
                "income_per_part": _column(tr("revenu fiscal de référence d'il y a deux ans, par part"), _euros),
                "option_until": _column(tr("à demander l'année d'avant, au plus tard"), _yearly_day),
                "months_after_creation": _column(tr("ou après la création"), _months),
            },
        ),
        "micro_allowances": Subject(
            title=tr("Abattement sur le chiffre d'affaires"),
            columns={
                "percent": _column("", _percent),
                "floor": _column(tr("au moins"), _euros),
                "floor_mixed": _column(tr("au moins, avec deux sortes d'activités"), _euros),
            },
        ),
        "income_return_boxes": Subject(
            title=tr("Cases de la déclaration de revenus (2042-C-PRO)"), columns={"box": _column("", str)}
        ),
    }


def _ceilings() -> Mapping[str, Subject]:
    return {
        "micro_ceilings": Subject(title=tr("Plafonds du régime micro"), columns={"ceiling": _column("", _euros)}),
        "vat_franchise": Subject(
            title=tr("Franchise de TVA"),
            columns={
                "base": _column(tr("seuil de base"), _euros),
                "tolerance": _column(tr("seuil majoré"), _euros),
            },
        ),
    }


def _days() -> Mapping[str, Subject]:
    return {
        "declaration_due": Subject(
            title=tr("Échéance d'une déclaration de chiffre d'affaires"),
            columns={"months_after": _column(tr("dernier jour, après la période"), _months)},
        ),
        "first_declaration": Subject(
            title=tr("Première déclaration de chiffre d'affaires"),
            columns={"periods_after": _column(tr("périodes ajoutées à celle du début"), counts.decimal)},
        ),
        "cfe": Subject(
            title=tr("Cotisation foncière des entreprises (CFE)"),
            columns={
                "due": _column(tr("à payer le"), _yearly_day),
                "exempt_up_to": _column(tr("rien à payer jusqu'à ce chiffre d'affaires"), _euros),
                "first_year": _column(tr("première année due, celle de création étant la première"), counts.decimal),
            },
        ),
    }


def _vat() -> Mapping[str, Subject]:
    return {
        "vat_return_rhythm": Subject(
            title=tr("Rythme des déclarations de TVA"), columns={"rhythm": _column("", _rhythm)}
        ),
        "vat_return_due": Subject(
            title=tr("Échéance d'une déclaration de TVA"),
            columns={
                "first_day": _column(tr("au plus tôt, jour du mois suivant"), counts.decimal),
                "last_day": _column(tr("au plus tard, jour du mois suivant"), counts.decimal),
            },
        ),
        "vat_return_boxes": Subject(
            title=tr("Cases de la déclaration de TVA (CA3)"),
            columns={"base": _column(tr("hors taxe"), str), "tax": _column(tr("taxe"), str)},
        ),
        "eu_services_due": Subject(
            title=tr("Échéance de la déclaration européenne de services"),
            columns={"working_days": _column(tr("jours ouvrables du mois suivant"), counts.decimal)},
        ),
    }


def _others() -> Mapping[str, Subject]:
    return {
        "legal_interest": Subject(
            title=tr("Taux d'intérêt légal"),
            columns={
                "professional": _column(tr("créance d'un professionnel"), _percent),
                "private": _column(tr("créance d'un particulier"), _percent),
            },
        ),
        "retention": Subject(
            title=tr("Durées de conservation"),
            columns={
                "years": _column("", _years),
                "least": _column(tr("à votre choix, au moins"), _years),
                "most": _column(tr("à votre choix, au plus"), _years),
                "euro": _column(tr("à partir de"), _euros),
            },
        ),
    }


def _mileage() -> Mapping[str, Subject]:
    columns = {
        "low": _column(tr("jusqu'à {first_km} km, par km"), _euros_exact),
        "mid": _column(tr("jusqu'à {second_km} km, par km"), _euros_exact),
        "mid_plus": _column(tr("jusqu'à {second_km} km, en plus"), _euros),
        "high": _column(tr("au-delà, par km"), _euros_exact),
        "electric_factor": _column(tr("véhicule électrique, multiplié par"), counts.decimal),
    }
    titles = {
        "mileage_car": tr("Barème kilométrique des voitures"),
        "mileage_motorcycle": tr("Barème kilométrique des motos"),
        "mileage_moped": tr("Barème kilométrique des cyclomoteurs"),
    }
    return {table: Subject(title=title, columns=columns) for table, title in titles.items()}


def _rates(title: str) -> Subject:
    return Subject(title=title, columns={"percent": _column("", _percent)})


def _column(label: str, write: Format) -> FigureColumn:
    return FigureColumn(label=label, write=write)


def _percent(text: str) -> str:
    return tr("{number} %").format(number=counts.decimal(text))


def _euros(text: str) -> str:
    return money.whole_amount(int(text) * 100, EUR)


def _euros_exact(text: str) -> str:
    return money.price(int(Decimal(text) * 1_000_000), EUR)


def _quarters(text: str) -> str:
    count = int(text)
    return ntr("{count} trimestre", "{count} trimestres", count).format(count=counts.count(count))


def _months(text: str) -> str:
    count = int(text)
    return ntr("{count} mois", "{count} mois", count).format(count=counts.count(count))


def _years(text: str) -> str:
    count = int(text)
    return ntr("{count} an", "{count} ans", count).format(count=counts.count(count))


def _rhythm(text: str) -> str:
    return key_words("rhythm", text)


def _rounding(text: str) -> str:
    return tr("à l'euro") if text == str(True) else tr("au centime")


def _yearly_day(text: str) -> str:
    return dates.yearly_day(date.fromisoformat(f"2000-{text}"))
