"""The catalogue as its page lists it, and what its form proposes."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.documents.units import unit_of, units
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.numbers import Decimals, decimal_text
from microdesk_desktop.domain.documents.vat_rates import VAT_RATES_BP
from microdesk_desktop.domain.money import EUR
from microdesk_desktop.domain.records.documents import CatalogueItem
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.catalogue import load_items
from microdesk_desktop.store.vault.company import load_company


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow:
    """An item; `activity` is its own, else the company's."""

    id: int
    item: CatalogueItem
    activity: Activity


def load_catalogue_rows(reader: Reader) -> list[CatalogueRow]:
    """Every item, by label."""
    company = load_company(reader)
    rows = [
        CatalogueRow(id=id_, item=item, activity=Activity(item.activity) if item.activity else company.activity)
        for id_, item in load_items(reader)
    ]
    return sorted(rows, key=lambda row: (fold(row.item.label), row.item.reference))


def price_text(item: CatalogueItem) -> str:
    """« 550,00 € », with all the decimals of the price."""
    return money.price(item.unit_price, EUR)


def unit_text(item: CatalogueItem) -> str:
    """The unit as the item has it, without the surrounding spaces of an import; empty for none."""
    return item.unit.strip()


def vat_text(rate_bp: int) -> str:
    """« 20 % », « 5,5 % »; a dash where the VAT follows from the company and the client."""
    return rate_words(rate_bp) if rate_bp else "—"


def rate_words(rate_bp: int) -> str:
    """« 5,5 % »."""
    rate = decimal_text(rate_bp, Decimals.VAT_RATE)
    return tr("{rate} %").format(rate=rate.replace(".", money.decimal_mark()))


def rate_choices(own_bp: int) -> Sequence[tuple[int, str]]:
    """The rates of VAT that an item may have, 0 where it follows from the regime, and its own one, which may be old."""
    rates = (*VAT_RATES_BP, *(() if own_bp in (0, *VAT_RATES_BP) else (own_bp,)))
    return ((0, tr("Selon le régime")), *((rate, rate_words(rate)) for rate in rates))


def unit_words() -> Sequence[str]:
    """The units that are proposed while one is typed, in the words of French documents."""
    return [unit.one["fr"] for unit in units().values()]


def is_known_unit(text: str) -> bool:
    """Whether a text is a unit, as a code or as a word in French or English."""
    return unit_of(text) is not None


def items_count(total: int) -> str:
    """« 12 articles »."""
    return ntr("{count} article", "{count} articles", total).format(count=counts.count(total))
