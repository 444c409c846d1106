"""Sample documents: every legal case of VAT, every kind, and random ones."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.parties import Address, Buyer, ElectronicAddress, Seller
from microdesk_desktop.domain.documents.types import Deposit, Discount, Document, Line, Paid, Reference
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType

DAY = date(2026, 11, 26)
BORDEAUX = Address(lines=("12 rue des Lices",), postal_code="33000", city="Bordeaux")
PARIS = Address(lines=("1 rue de la Paix",), postal_code="75001", city="Paris")
BERLIN = Address(lines=("Hauptstraße 1",), postal_code="10115", city="Berlin", country="DE")
NEW_YORK = Address(lines=("5th Avenue 1",), postal_code="10001", city="New York", country="US")

SELLER = Seller(
    name="Camille Roussel EI",
    address=BORDEAUX,
    siren="812345676",
    siret="81234567600017",
    vat_number="FR19812345676",
    email="camille@exemple.fr",
    phone="05 56 00 00 00",
    register="RCS Bordeaux 812 345 676",
    iban="FR7630006000011234567890189",
    bic="AGRIFRPP",
)
WITHOUT_VAT = replace(SELLER, vat_number="")
NOVA = Buyer(name="Nova SARL", address=PARIS, siren="552100554", vat_number="FR96552100554")
PERSON = Buyer(name="Jean Petit", kind=ClientKind.INDIVIDUAL, address=PARIS, email="jean@exemple.fr")
GERMAN = Buyer(
    name="Muster GmbH",
    address=BERLIN,
    vat_number="DE136695976",
    electronic=ElectronicAddress(scheme="9930", value="DE136695976"),
)
AMERICAN = Buyer(name="Acme Inc.", address=NEW_YORK, email="pay@acme.example")
INVOICE = Reference(number="F-2026-0001", issued_on=DAY, type=DocumentType.INVOICE)
DEPOSIT = Reference(number="F-2026-0002", issued_on=DAY, type=DocumentType.DEPOSIT)


def sample(case: str = "standard", rate_bp: int = 2_000, **facts: object) -> Document:
    """An invoice of three lines in one legal case, changed by these facts."""
    vat = vat_case(case, DAY).vat(rate_bp)
    lines = tuple(
        Line(
            label=f"Ligne {number}",
            text="Détail",
            vat=vat,
            unit_price=1_234_567 * number,
            quantity=25_000,
            unit="DAY",
            activity=Activity.BNC,
            discount=Discount(percent=1_000_000) if number == 2 else None,
        )
        for number in (1, 2, 3)
    )
    usual: dict[str, object] = {
        "type": DocumentType.INVOICE,
        "seller": SELLER,
        "buyer": NOVA,
        "issued_on": DAY,
        "due_on": DAY + timedelta(30),
        "lines": lines,
    }
    return Document(**(usual | facts))  # type: ignore[arg-type]


def _lines(case: str, *rates: int) -> tuple[Line, ...]:
    vats = [vat_case(case, DAY).vat(rate) for rate in rates]
    return tuple(
        Line(label="Lot", vat=vat, unit_price=10_000_000 + vat.rate_bp, activity=Activity.SALES if index else None)
        for index, vat in enumerate(vats)
    )


SAMPLES: Mapping[str, Document] = {
    "standard": sample(),
    "discount of the document": sample(discount=Discount(percent=500_000)),
    "franchise": sample("franchise", seller=WITHOUT_VAT),
    "franchise with a VAT number": sample("franchise"),
    "person": sample(buyer=PERSON),
    "person without address": sample(buyer=replace(PERSON, email="")),
    "public body": sample(buyer=replace(NOVA, kind=ClientKind.PUBLIC)),
    "credit note": sample(type=DocumentType.CREDIT_NOTE, refers_to=(INVOICE,)),
    "credit note of a deposit": sample(type=DocumentType.CREDIT_NOTE, refers_to=(DEPOSIT,)),
    "corrective": sample(type=DocumentType.CORRECTIVE, refers_to=(INVOICE,)),
    "deposit": sample(type=DocumentType.DEPOSIT),
    "final": sample(type=DocumentType.FINAL, deposits=(Deposit(reference=DEPOSIT, incl_tax_cents=500),)),
    "paid at once": sample(paid=Paid.ALL),
    "service in the Union": sample("eu_service", buyer=GERMAN),
    "goods in the Union": sample("eu_goods", buyer=GERMAN),
    "export": sample("export_goods", buyer=AMERICAN),
    "outside": sample("outside_service", buyer=AMERICAN),
    "building": sample("reverse_building"),
    "training": sample("exempt_training", seller=WITHOUT_VAT),
    "care": sample("exempt_care", seller=WITHOUT_VAT, buyer=PERSON),
    "used goods": sample("margin_used_goods"),
    "dollars": sample(currency="USD", exchange=925_000),
    "yens": sample(currency="JPY", exchange=6_000),
    "four rates": sample(lines=_lines("standard", 2_000, 1_000, 550, 210), discount=Discount(percent=333_333)),
    "disbursement": sample(
        "franchise",
        seller=WITHOUT_VAT,
        lines=(
            *_lines("franchise", 0),
            Line(label="Timbre", vat=vat_case("disbursement", DAY).vat(), unit_price=5_120_000, is_disbursement=True),
        ),
        discount=Discount(cents=100),
    ),
    "without account": sample(seller=replace(SELLER, iban="", bic="")),
    "returned goods": sample(
        lines=(
            *_lines("standard", 2_000),
            Line(label="Retour", vat=vat_case("standard", DAY).vat(2_000), unit_price=1_000_000, quantity=-20_000),
        )
    ),
    "period": sample(delivered_from=date(2026, 11, 1), delivered_on=date(2026, 11, 30)),
}


def random_document(dice: random.Random, sample: Document | None = None) -> Document:
    """A document that may be issued: the sample, or any of them, with other lines, prices, quantities and discounts."""
    document = sample or SAMPLES[dice.choice(sorted(SAMPLES))]
    lines = tuple(_random_line(dice, dice.choice(document.lines)) for _ in range(dice.randint(1, 8)))
    discount = dice.choice([None, Discount(percent=dice.randint(1, 50 * 10**5))])
    dear = replace(document.lines[0], unit_price=100_000_000, quantity=10_000, discount=None)
    return replace(document, lines=(dear, *lines), discount=discount)


def _random_line(dice: random.Random, line: Line) -> Line:
    discount = dice.choice([None, Discount(percent=dice.randint(1, 99 * 10**5))])
    return replace(
        line,
        unit_price=dice.choice([dice.randint(1, 10**9), dice.randint(1, 10**5) * 10**4]),
        quantity=dice.choice([10_000, dice.randint(1, 10**6)]),
        discount=None if line.is_disbursement else discount,
    )
