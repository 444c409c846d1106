"""Documents that a page must hold: short and long, of every type, with long names, and in other scripts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.parties import Address, Buyer, Seller
from microdesk_desktop.domain.documents.types import Deposit, Discount, Document, Line, Paid, Reference
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.documents import DAY, GERMAN, NOVA, SELLER

JEANNE = Seller(
    name="Jeanne Martin EI",
    trade_name="Graphiste",
    address=Address(lines=("12 rue des Lices",), postal_code="33000", city="Bordeaux"),
    siren="812345676",
    siret="81234567600017",
    email="jeanne@martin-graphisme.fr",
    phone="06 12 34 56 78",
    register="RNE 812 345 676",
    iban="FR7630006000011234567890189",
    bic="AGRIFRPP",
)
BRUN = Buyer(
    name="Atelier Brun SARL",
    address=Address(lines=("4 quai des Chartrons",), postal_code="33000", city="Bordeaux"),
    siren="812345676",
    contact="À l'attention de Sophie Brun",
)
FRANCHISE = vat_case("franchise", DAY).vat()
FULL, REDUCED, LOW = (vat_case("standard", DAY).vat(rate) for rate in (2_000, 1_000, 550))
QUOTE = Reference(number="D-2026-0017", issued_on=date(2026, 10, 2), type=DocumentType.QUOTE)
FIRST_DEPOSIT = Reference(number="F-2026-0031", issued_on=date(2026, 10, 12), type=DocumentType.DEPOSIT)
SECOND_DEPOSIT = Reference(number="F-2026-0038", issued_on=date(2026, 11, 2), type=DocumentType.DEPOSIT)


def item(label: str, price: float, quantity: float = 1, **facts: object) -> Line:
    """A line of services in franchise, changed by these facts."""
    usual: dict[str, object] = {
        "label": label,
        "unit_price": round(price * 1_000_000),
        "quantity": round(quantity * 10_000),
        "vat": FRANCHISE,
        "activity": Activity.BNC,
    }
    return Line(**(usual | facts))  # type: ignore[arg-type]


def paper(*lines: Line, **facts: object) -> Document:
    """An invoice of these lines, changed by these facts."""
    usual: dict[str, object] = {
        "type": DocumentType.INVOICE,
        "seller": JEANNE,
        "buyer": BRUN,
        "issued_on": DAY,
        "due_on": DAY + timedelta(30),
        "lines": lines or (item("Conception de la maquette", 350, 3, unit="DAY"), item("Forfait déplacement", 200)),
    }
    return Document(**(usual | facts))  # type: ignore[arg-type]


_SITE = (
    item("Refonte du site", 480, 6.5, unit="DAY", vat=FULL, text="Maquettes, intégration, mise en ligne et reprise."),
    item("Hébergement et nom de domaine", 14.9, 12, unit="MON", vat=FULL, first_day=date(2027, 1, 1)),
    item("Ouvrage imprimé « Identité visuelle »", 24.5, 40, vat=LOW, activity=Activity.SALES),
    item("Photographies", 320, 1, vat=REDUCED, discount=Discount(percent=1_000_000)),
)
_LONG_NAME = (
    "Société coopérative d'intérêt collectif pour le développement des mobilités partagées en Nouvelle-Aquitaine"
)

PAGES: Mapping[str, Document] = {
    "short": paper(subject="Identité visuelle 2026"),
    "one line": paper(item("Atelier d'une journée", 680, unit="DAY")),
    "rates": paper(
        *_SITE,
        seller=replace(SELLER, email="camille@roussel.fr"),
        buyer=NOVA,
        discount=Discount(percent=500_000),
        delivered_from=date(2026, 11, 1),
        delivered_on=date(2026, 11, 30),
        order_number="CMD-88412",
        subject="Refonte du site nova.example",
    ),
    "final": paper(
        *_SITE,
        seller=SELLER,
        buyer=NOVA,
        type=DocumentType.FINAL,
        deposits=(
            Deposit(reference=FIRST_DEPOSIT, incl_tax_cents=1_200_00),
            Deposit(reference=SECOND_DEPOSIT, incl_tax_cents=900_00),
        ),
        refers_to=(QUOTE,),
    ),
    "credit note": paper(
        item("Forfait déplacement", 200),
        type=DocumentType.CREDIT_NOTE,
        refers_to=(Reference(number="F-2026-0043", issued_on=DAY, type=DocumentType.INVOICE),),
    ),
    "quote": paper(
        item(
            "Création d'un logotype", 420, 3, unit="DAY", text="Trois pistes, deux allers-retours, fichiers vectoriels."
        ),
        item("Charte graphique", 420, 2, unit="DAY"),
        item("Déclinaison papeterie", 95, 4),
        type=DocumentType.QUOTE,
        due_on=None,
        valid_until=DAY + timedelta(30),
        notes="Début des travaux à réception du devis signé et d'un acompte de 30 %.",
    ),
    "works": paper(
        item("Pose d'une cuisine", 2_400, vat=REDUCED, text="Fourniture comprise, hors électroménager."),
        seller=replace(SELLER, is_craft=True, insurance="MAAF Pro, 79036 Niort, contrat 1234567, France entière"),
        buyer=Buyer(name="Jean Petit", kind=ClientKind.INDIVIDUAL, address=NOVA.address),
        is_works_in_dwelling=True,
    ),
    "order": paper(type=DocumentType.ORDER, due_on=None),
    "delivery": paper(
        item("Affiches 40 × 60 cm", 0, 250),
        item("Cartes de correspondance", 0, 500, text="Papier 300 g, coins arrondis"),
        type=DocumentType.DELIVERY,
        due_on=None,
        delivered_on=DAY,
        buyer=replace(
            BRUN,
            delivery=Address(lines=("Entrepôt B, quai 7", "18 rue du Port"), postal_code="33300", city="Bordeaux"),
        ),
    ),
    "paid": paper(paid=Paid.ALL),
    "english": paper(
        item(
            "Brand consulting", 95, 12, unit="HUR", vat=vat_case("eu_service", DAY).vat(), text="Workshops and report"
        ),
        seller=SELLER,
        buyer=GERMAN,
        language="en",
        delivered_from=date(2026, 11, 3),
        delivered_on=date(2026, 11, 21),
    ),
    "dollars": paper(
        item("Illustration, full page", 1_250, 3, vat=FULL),
        seller=SELLER,
        buyer=replace(NOVA, name="Acme Publishing Inc."),
        currency="USD",
        exchange=925_000,
        language="en",
    ),
    "long names": paper(
        item("Accompagnement", 12_345.678901, 1_234.5678, unit="KWH", text="Prix au kilowattheure."),
        item("Mission d'étude " * 12, 999_999.99, 12, unit="DAY"),
        seller=replace(JEANNE, name="Marie-Antoinette de la Rochefoucauld-Montmorency EI", trade_name=_LONG_NAME),
        buyer=replace(
            BRUN,
            name=_LONG_NAME,
            contact="À l'attention de la direction des systèmes d'information et de la transformation numérique",
            address=Address(
                lines=(
                    "Bâtiment C, escalier 4, 3e étage, porte gauche",
                    "1254 avenue du Maréchal-Jean-de-Lattre",
                    "BP 1234",
                ),
                postal_code="33185",
                city="Saint-Médard-d'Eyrans-en-Bazadais Cedex 9",
            ),
            delivery=Address(lines=("Entrepôt 12",), postal_code="33300", city="Bordeaux"),
        ),
        subject="Marché public de prestations intellectuelles relatif aux mobilités partagées, lot 3, tranche ferme",
    ),
    "texts": paper(
        item("Rapport", 1_500, text="Étude des usages, entretiens et synthèse des recommandations. " * 48),
        item("x" * 3_000, 10),
        item("Annexe", 1_500, text="Détail.\n" * 6),
    ),
    "thirty": paper(*(item(f"Illustration n° {number}", 45 + number, 2) for number in range(1, 31))),
    "two hundred": paper(
        *(
            item(
                f"Vacation du {1 + number % 28} novembre", 62.5, 3.5, unit="HUR", text="Relecture" if number % 3 else ""
            )
            for number in range(200)
        ),
        seller=replace(JEANNE, trade_name=""),
    ),
    "scripts": paper(
        item(
            "Ελληνικά, кириллица, Україна, ħ ŋ ǆ ẞ", 100, text="עברית · العربية 123 · हिन्दी · ไทย · Հայերեն · ქართული"
        ),
        item("日本語 株式会社 中文 한국어 주식회사", 100, text="é ą̊ Ț ñ · → ≠ ≤ ∑ √ ★ ☎ ✓ ❤ · 😀 🎉 🚀"),
        buyer=replace(
            BRUN, name="株式会社 サンプル Ŝŭ Łódź", address=Address(lines=("東京都千代田区1-1",), country="JP")
        ),
    ),
}
