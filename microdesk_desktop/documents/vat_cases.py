"""The legal cases of VAT (`resources/tables/vat_cases.toml`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.base.dated_tables import DatedRow, dated_table
from microdesk_desktop.domain.documents.types import Vat, VatCategory


class TaxNumber(StrEnum):
    """Which tax number an e-invoice must give of a party."""

    ANY = ""
    VAT_NUMBER = "vat_number"
    TAX_ID = "tax_id"
    """The VAT number, or the SIREN of a company that has none."""
    NO_VAT_NUMBER = "no_vat_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class VatCase:
    """One legal case: see the head of the table."""

    key: str
    category: VatCategory
    code: str
    texts: Mapping[str, str]
    seller: TaxNumber = TaxNumber.ANY
    buyer: TaxNumber = TaxNumber.ANY
    needs_delivery: bool = False
    stands_alone: bool = False
    counts_for_franchise: bool = True

    def vat(self, rate_bp: int = 0) -> Vat:
        """The VAT of a line of this case; the rate counts for the standard case alone."""
        is_taxed = self.category is VatCategory.STANDARD
        return Vat(category=self.category, rate_bp=rate_bp if is_taxed else 0, case=self.key)


def vat_case(key: str, on: date) -> VatCase:
    """The case of this key. Raises KeyError for an unknown one, and for one that does not hold on this day."""
    row = dated_table("vat_cases").find(on, key)
    if row is None:
        raise KeyError(key)
    return _case(row)


def uncounted_cases() -> Sequence[str]:
    """The keys of the cases whose turnover does not count for the ceilings of the franchise."""
    return [row.keys[0] for row in dated_table("vat_cases").rows if not _case(row).counts_for_franchise]


def cases_of(category: VatCategory, code: str, on: date) -> Iterator[VatCase]:
    """The cases of a category and, unless it is empty, of a reason of exemption (VATEX code)."""
    cases = (_case(row) for row in dated_table("vat_cases").on(on))
    return (case for case in cases if case.category is category and code in ("", case.code))


def _case(row: DatedRow) -> VatCase:
    values = row.values
    return VatCase(
        key=row.keys[0],
        category=VatCategory(values["category"]),
        code=values["code"],
        texts={"fr": values["fr"], "en": values["en"]},
        seller=TaxNumber(values.get("seller", "")),
        buyer=TaxNumber(values.get("buyer", "")),
        needs_delivery=values.get("delivery", False),
        stands_alone=values.get("alone", False),
        counts_for_franchise=values.get("franchise", True),
    )
