"""A freelancer's year 2025 as an accountant would see it, and its books, computed here without the program.

Two activities, a discount over both, a deposit and its final invoice, payments in parts, a platform that keeps a fee,
a disbursement, cash, refunds, a rejected payment, a write-off, expenses, and VAT from 16 June on. Every amount is
chosen so that the part of each activity and each rate in each payment is a whole number of cents: no rule of rounding
is needed to check it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

COMPANY = {
    "activity": "bnc",
    "other_activities": "sales",
    "created_on": "2023-03-15",
    "declares": "quarterly",
    "flat_tax": "yes",
    "vat_number": "FR19812345676",
    "vat_changes": "2025-06-16 real",
    "siret": "81234567600017",
    "address": "12 rue des Lices",
    "postal_code": "33000",
    "city": "Bordeaux",
    "iban": "FR7630006000011234567890189",
}
PERCENTS = {
    "bnc": {"social": "24.6", "training": "0.2", "income_tax": "2.2"},
    "sales": {"social": "12.3", "training": "0.1", "chamber": "0.015", "income_tax": "1.0"},
}
"""Of 2025, outside of the DROM, without ACRE; a trader's chamber is the CCI (law.md 6)."""


@dataclass(frozen=True, kw_only=True)
class Sold:
    """A line of a document: euros without VAT, and the rate of VAT in percent."""

    euros: str
    activity: str = "bnc"
    vat: str = ""
    is_disbursement: bool = False


@dataclass(frozen=True, kw_only=True)
class Sale:
    """A document; `refers_to` is the name of the one that a credit note takes back, or a final invoice follows."""

    name: str
    on: str
    lines: tuple[Sold, ...]
    type: str = "invoice"
    discount: str = ""
    deposit: str = ""
    credits: str = ""

    def shares(self) -> Mapping[tuple[str, str], Fraction]:
        """What of one euro that is paid goes to each activity and part: net, disbursement, or the VAT of a rate."""
        parts: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
        kept = 1 - Fraction(self.discount or 0) / 100
        for line in self.lines:
            net = Fraction(line.euros) * (1 if line.is_disbursement else kept)
            parts[line.activity, "disbursement" if line.is_disbursement else "net"] += net
            if line.vat:
                parts[line.activity, f"vat {line.vat}"] += net * Fraction(line.vat) / 100
        whole = sum(parts.values(), Fraction(0))
        return {key: value / whole for key, value in parts.items()}


@dataclass(frozen=True, kw_only=True)
class Paid:
    """Money of a sale: euros with VAT, negative where it goes back; `how` is « bank » or a method."""

    sale: str
    on: str
    euros: str
    how: str = "bank"
    fee: str = ""


@dataclass(frozen=True, kw_only=True)
class Till:
    """A receipt without a document."""

    on: str
    client: str
    label: str
    euros: str
    method: str
    activity: str


SALES = (
    Sale(name="audit", on="2025-01-10", lines=(Sold(euros="1200.00"),)),
    Sale(
        name="mixed",
        on="2025-02-20",
        lines=(Sold(euros="500.00"), Sold(euros="300.00", activity="sales")),
        discount="5",
    ),
    Sale(name="deposit", on="2025-03-10", lines=(Sold(euros="300.00"),), type="deposit"),
    Sale(name="final", on="2025-04-28", lines=(Sold(euros="1000.00"),), type="final", deposit="deposit"),
    Sale(name="platform", on="2025-05-15", lines=(Sold(euros="100.00", activity="sales"),)),
    Sale(name="bounced", on="2025-05-25", lines=(Sold(euros="60.00", activity="sales"),)),
    Sale(name="before", on="2025-06-10", lines=(Sold(euros="640.00"),)),
    Sale(name="rates", on="2025-06-20", lines=(Sold(euros="1000.00", vat="20"), Sold(euros="200.00", vat="10"))),
    Sale(name="goods back", on="2025-07-02", lines=(Sold(euros="200.00"),), type="credit_note", credits="audit"),
    Sale(
        name="advanced",
        on="2025-09-25",
        lines=(Sold(euros="400.00", vat="20"), Sold(euros="50.00", is_disbursement=True)),
    ),
    Sale(
        name="rate back",
        on="2025-11-05",
        lines=(Sold(euros="200.00", vat="10"),),
        type="credit_note",
        credits="rates",
    ),
    Sale(name="goods", on="2025-11-12", lines=(Sold(euros="100.00", activity="sales", vat="20"),)),
    Sale(name="cents", on="2025-12-01", lines=(Sold(euros="250.00", vat="20"),)),
)
MONEY = (
    Paid(sale="audit", on="2025-02-03", euros="1200.00"),
    Paid(sale="deposit", on="2025-03-15", euros="300.00", how="cheque"),
    Paid(sale="mixed", on="2025-03-28", euros="400.00"),
    Paid(sale="mixed", on="2025-04-02", euros="360.00"),
    Paid(sale="final", on="2025-05-05", euros="700.00", how="cheque"),
    Paid(sale="platform", on="2025-05-20", euros="100.00", fee="12.70"),
    Paid(sale="bounced", on="2025-05-30", euros="60.00"),
    Paid(sale="before", on="2025-06-25", euros="640.00"),
    Paid(sale="bounced", on="2025-07-01", euros="-60.00"),
    Paid(sale="goods back", on="2025-07-08", euros="-200.00"),
    Paid(sale="rates", on="2025-07-15", euros="710.00"),
    Paid(sale="rates", on="2025-09-30", euros="710.00"),
    Paid(sale="advanced", on="2025-10-10", euros="530.00", how="card"),
    Paid(sale="rate back", on="2025-11-12", euros="-220.00"),
    Paid(sale="goods", on="2025-11-20", euros="120.00", how="cash"),
    Paid(sale="cents", on="2025-12-31", euros="299.94"),
)
WRITTEN_OFF = "cents"
TILL = (
    Till(on="2025-02-14", client="Marché", label="Cartes", euros="45.50", method="cash", activity="sales"),
    Till(on="2025-05-20", client="Nova SARL", label="Pourboire", euros="5.00", method="card", activity="bnc"),
)
EXPENSES = (
    ("2025-01-15", "Papeterie Lescot", "Papier", "38.20", "A-1"),
    ("2025-05-02", "Grossiste Lyon", "Cartes vierges", "240.00", "A-2"),
    ("2025-05-30", "Grossiste Lyon", "Retour de cartes", "-60.00", "A-3"),
    ("2025-12-31", "OVH", "Serveur", "14.39", "A-4"),
)


@dataclass(frozen=True, order=True)
class Line:
    """A line of the receipts book, in cents; `source` is the sale, or the label of a receipt without one."""

    on: str
    source: str
    activity: str
    cents: int
    vat_cents: int
    disbursement_cents: int


def receipts() -> Sequence[Line]:
    """The lines of the receipts book."""
    return sorted((*_of_sales(), *_of_till()))


def _of_sales() -> Iterator[Line]:
    sales = {sale.name: sale for sale in SALES}
    for paid in MONEY:
        cents: dict[str, Counter[str]] = {}
        for (activity, part), share in sales[paid.sale].shares().items():
            cents.setdefault(activity, Counter())[part.split()[0]] += _whole(share * Fraction(paid.euros) * 100)
        for activity, parts in cents.items():
            yield Line(paid.on, paid.sale, activity, parts["net"], parts["vat"], parts["disbursement"])


def _of_till() -> Iterator[Line]:
    for each in TILL:
        yield Line(each.on, each.label, each.activity, _whole(Fraction(each.euros) * 100), 0, 0)


def _whole(value: Fraction) -> int:
    assert value.denominator == 1, "the amounts of this world need no rounding"
    return value.numerator


def turnover(first: str, last: str) -> Mapping[str, int]:
    """The turnover of these days by activity, in cents."""
    sums: Counter[str] = Counter()
    for line in receipts():
        if first <= line.on <= last:
            sums[line.activity] += line.cents
    return {activity: cents for activity, cents in sums.items() if cents}


def contributions(first: str, last: str) -> Mapping[tuple[str, str], Decimal]:
    """What is due for these days by activity and kind, in euros to the cent, from turnover in whole euros."""
    due = {}
    for activity, cents in turnover(first, last).items():
        base = max((Decimal(cents) / 100).quantize(Decimal(1), ROUND_HALF_UP), Decimal(0))
        for kind, percent in PERCENTS[activity].items():
            due[activity, kind] = (base * Decimal(percent) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return due


def collected_vat(first: str, last: str) -> Mapping[str, int]:
    """The VAT that came in on these days by rate, in cents; goods included, by the day of the money."""
    sales = {sale.name: sale for sale in SALES}
    found: Counter[str] = Counter()
    for paid in MONEY:
        if date.fromisoformat(first) <= date.fromisoformat(paid.on) <= date.fromisoformat(last):
            for (_, part), share in sales[paid.sale].shares().items():
                if part.startswith("vat "):
                    found[part.removeprefix("vat ")] += _whole(share * Fraction(paid.euros) * 100)
    return found
