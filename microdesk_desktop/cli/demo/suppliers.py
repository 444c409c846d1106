"""The invoices that suppliers of the sample company send: real ones, made as those of MicroDesk are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.press import Order, files_of
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.domain.documents.look import Look, Template
from microdesk_desktop.domain.documents.parties import Address, Buyer, Seller
from microdesk_desktop.domain.documents.types import Document, Line
from microdesk_desktop.domain.settle.targets import DocumentType
from microdesk_desktop.sandbox import company, sales


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """An invoice of a supplier: the e-invoice is in its PDF unless it `is_plain`."""

    number: str
    days_ago: int
    seller: Seller
    lines: Sequence[tuple[str, int, int]]
    look: Look
    is_plain: bool = False


def pdf_of(supplied: Supplied, today: date) -> bytes:
    """The PDF of an invoice, with its e-invoice inside unless it is a plain one."""
    on = today - timedelta(days=supplied.days_ago)
    vat = vat_case("standard", on).vat(2_000)
    document = Document(
        type=DocumentType.INVOICE,
        seller=supplied.seller,
        buyer=Buyer(
            name=company.NAME,
            siren=company.SIRET[:9],
            address=Address(
                lines=(sales.COMPANY["address"],),
                postal_code=sales.COMPANY["postal_code"],
                city=sales.COMPANY["city"],
            ),
        ),
        issued_on=on,
        due_on=on + timedelta(days=30),
        lines=tuple(
            Line(label=label, vat=vat, unit_price=cents * 10_000, quantity=count * 10_000)
            for label, count, cents in supplied.lines
        ),
    )
    prepared = prepare(document, supplied.number)
    order = Order(
        page=prepared.page,
        look=supplied.look,
        author=supplied.seller.name,
        at=datetime.combine(on, time(8), UTC),
        terms=None if supplied.is_plain else prepared.terms,
    )
    return files_of(order)["pdf"]


def supplied_invoices(today: date) -> Mapping[str, Supplied]:
    """The invoices by the name under which the letters attach them."""
    return {
        "lumen": Supplied(
            number=f"{today.year}-0117",
            days_ago=1,
            seller=Seller(
                name="Atelier Lumen",
                address=Address(lines=("9 rue Bouquière",), postal_code="33000", city="Bordeaux"),
                siren="732829320",
                vat_number="FR44732829320",
                email="facturation@atelier-lumen.example",
                iban="FR7630006000011234567890189",
            ),
            lines=(("Prises de vue, demi-journée", 1, 28_000), ("Retouche, par image", 12, 900)),
            look=Look(template=Template.MODERN, accent="#9c2f45"),
        ),
        "printing": Supplied(
            number=f"FA{today:%y}-0892",
            days_ago=8,
            seller=Seller(
                name="Imprimerie Lagrange SARL",
                address=Address(lines=("27 avenue de la Gare",), postal_code="33130", city="Bègles"),
                siren="412307159",
                vat_number="FR90412307159",
                email="devis@imprimerie-lagrange.example",
                iban="FR7630006000011234567890189",
            ),
            lines=(("Livrets 16 pages, papier bouffant, les 100", 5, 7_400), ("Coursier", 1, 1_800)),
            look=Look(template=Template.COMPACT, accent="#1f4e8c"),
        ),
        "hosting": Supplied(
            number="FR68421937",
            days_ago=24,
            seller=Seller(
                name="OVH SAS",
                address=Address(lines=("2 rue Kellermann",), postal_code="59100", city="Roubaix"),
                siren="904177334",
                vat_number="FR55904177334",
                email="facturation@ovh.example",
            ),
            lines=(("Hébergement du site, un mois", 1, 1_199),),
            look=Look(template=Template.SOBER, accent="#5b3b8c"),
            is_plain=True,
        ),
    }
