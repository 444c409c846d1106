"""A document from a draft: what the draft leaves open follows from the company, the client, the day and the law."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from microdesk_desktop.documents.union import is_in_union
from microdesk_desktop.documents.vat_cases import VatCase, cases_of, vat_case
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.calendar.payment_terms import USUAL_TERMS, PaymentTerms, parse_terms
from microdesk_desktop.domain.company import Company, EiMention, VatRegime
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.parties import Address, Buyer, ElectronicAddress, Seller
from microdesk_desktop.domain.documents.types import Deposit, Document, Line, Reference, Vat, VatCategory
from microdesk_desktop.domain.parties import Client, ClientAddress, ClientKind, Contact
from microdesk_desktop.domain.settle.targets import DocumentType

USUAL_RATE_BP = 2_000
"""CGI art. 278."""
USUAL_VALIDITY = timedelta(days=30)
"""Of a quote; the law asks for a day, not for a number of them."""
_EI = ("EI", "Entrepreneur individuel", "Entrepreneuse individuelle")
_FRANCE = "FR"
_REPEATS_REGIME = frozenset({DocumentType.CREDIT_NOTE, DocumentType.CORRECTIVE})
"""Types that keep the VAT of the document that they name (CGI art. 272)."""
_WITHOUT_NOTES = frozenset({DocumentType.CREDIT_NOTE, DocumentType.DELIVERY})
"""Types to which the company's usual notes, on payment and deadlines, do not apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a draft is completed with: the company, the client's facts, today, and the documents that it names.

    `terms` are those that the client has agreed to; None for the company's usual ones.
    """

    company: Company
    buyer: Buyer
    today: date
    terms: PaymentTerms | None = None
    deposits: Mapping[str, Deposit] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)


def complete(draft: Draft, around: Surroundings) -> Document:
    """The document that would be issued. Raises KeyError for a number that `around` does not know."""
    issued_on = draft.issued_on or around.today
    regime = _regime_of(draft, around, issued_on)
    lines = tuple(_line(line, around, regime, issued_on) for line in draft.lines)
    is_quote = draft.type is DocumentType.QUOTE
    return Document(
        type=draft.type,
        seller=seller_of(around.company),
        buyer=around.buyer,
        issued_on=issued_on,
        lines=lines,
        due_on=None if is_quote else draft.due_on or _terms(around).due_on(issued_on),
        delivered_from=draft.delivered_from,
        delivered_on=draft.delivered_on,
        valid_until=(draft.valid_until or issued_on + USUAL_VALIDITY) if is_quote else None,
        currency=draft.currency,
        exchange=draft.exchange or 1_000_000,
        discount=draft.discount,
        deposits=tuple(around.deposits[number] for number in draft.deposits),
        refers_to=tuple(around.references[number] for number in draft.refers_to),
        paid=draft.paid,
        order_number=draft.order_number,
        subject=draft.subject,
        notes=draft.notes or ("" if draft.type in _WITHOUT_NOTES else around.company.usual_notes),
        language=draft.language or around.buyer.language,
        is_works_in_dwelling=draft.is_works_in_dwelling,
        takes_amount=draft.takes_amount,
        vat_regime=regime,
    )


def _regime_of(draft: Draft, around: Surroundings, issued_on: date) -> VatRegime:
    """The regime of VAT of a document's day; a credit note or a correction has that of the first document it names."""
    days = [around.references[number].issued_on for number in draft.refers_to if draft.type in _REPEATS_REGIME]
    return around.company.vat_regime_on(min(days, default=issued_on))


def _terms(around: Surroundings) -> PaymentTerms:
    if around.terms is not None:
        return around.terms
    usual = around.company.payment_terms
    return parse_terms(usual) if usual else USUAL_TERMS


def name_with_mention(company: Company) -> str:
    """The name as documents show it, with the mention « EI » (Code de commerce art. R. 526-27)."""
    if any(f" {mention.lower()} " in f" {company.name.lower()} " for mention in _EI):
        return company.name
    match company.ei_mention:
        case EiMention.AFTER:
            return f"{company.name} EI"
        case EiMention.BEFORE:
            return f"EI {company.name}"
        case EiMention.IN_FULL:
            return f"{company.name}, entrepreneur individuel"
        case _:
            return company.name


def seller_of(company: Company) -> Seller:
    """The company as documents show it; without its account where the user does not want to show that."""
    return Seller(
        name=name_with_mention(company),
        trade_name=company.trade_name,
        address=_address(company.address, company.postal_code, company.city, company.country),
        siren=company.siret[:9],
        siret=company.siret,
        vat_number=company.vat_number,
        email=company.email,
        phone=company.phone,
        register=company.legal_text,
        insurance=company.insurance,
        mediator=company.mediator,
        iban=company.iban if company.shows_iban else "",
        bic=company.bic if company.shows_iban else "",
        taxes_by_debits=company.taxes_by_debits,
        is_craft=company.is_craft,
    )


def buyer_of(client: Client) -> Buyer:
    """The client as documents show it: with its first contact, and where deliveries go if that is elsewhere."""
    first = client.contacts[0] if client.contacts else Contact()
    return Buyer(
        name=client.name,
        kind=client.kind,
        address=_address(client.address, client.postal_code, client.city, client.country),
        delivery=_delivery(client.delivery, client.country) if client.delivery else None,
        siren=client.siren,
        siret=client.siret,
        vat_number=client.vat_number,
        electronic=ElectronicAddress(scheme=client.electronic_scheme, value=client.electronic_address),
        contact=first.name,
        email=(first.email if first.name else "") or client.email,
        phone=(first.phone if first.name else "") or client.phone,
        language=client.language,
    )


def client_of(buyer: Buyer) -> Client:
    """The client to keep of a document whose buyer the vault did not know."""
    return Client(
        name=buyer.name,
        kind=buyer.kind,
        siren=buyer.siren,
        vat_number=buyer.vat_number,
        email=buyer.email,
        phone=buyer.phone,
        address="\n".join(buyer.address.lines),
        postal_code=buyer.address.postal_code,
        city=buyer.address.city,
        country=buyer.address.country,
        siret=buyer.siret,
        contacts=(Contact(name=buyer.contact),) if buyer.contact else (),
        electronic_scheme=buyer.electronic.scheme,
        electronic_address=buyer.electronic.value,
        language=buyer.language,
    )


def _delivery(address: ClientAddress, country: str) -> Address:
    lines = (address.name, *address.lines) if address.name else address.lines
    return Address(
        lines=lines, postal_code=address.postal_code, city=address.city, country=address.country or country or _FRANCE
    )


def _address(lines: str, postal_code: str, city: str, country: str) -> Address:
    kept = tuple(filter(None, (line.strip() for line in lines.splitlines())))
    return Address(lines=kept, postal_code=postal_code, city=city, country=country or _FRANCE)


def _line(line: DraftLine, around: Surroundings, regime: VatRegime, on: date) -> Line:
    activity = line.activity or around.company.activity
    return Line(
        label=line.label,
        text=line.text,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        discount=line.discount,
        vat=_vat(line, activity, around.buyer, regime, on),
        activity=activity,
        first_day=line.first_day,
        last_day=line.last_day,
        is_disbursement=line.is_disbursement,
    )


def _vat(line: DraftLine, activity: Activity, buyer: Buyer, regime: VatRegime, on: date) -> Vat:
    case = _stated_case(line, buyer, on) or vat_case(_usual_case(activity, buyer, regime), on)
    rate = line.vat_rate_bp if line.vat_rate_bp is not None else USUAL_RATE_BP
    return case.vat(rate)


def _stated_case(line: DraftLine, buyer: Buyer, on: date) -> VatCase | None:
    """The case that a line states itself: a disbursement, a category, a reason of exemption, or a rate above zero."""
    if line.is_disbursement:
        return vat_case("disbursement", on)
    if line.category is None:
        return vat_case("standard", on) if line.vat_rate_bp else None
    if line.category is VatCategory.REVERSE_CHARGE:
        return vat_case("reverse_building" if buyer.address.country == _FRANCE else "eu_service", on)
    return next(cases_of(line.category, line.exemption, on), None)


def _usual_case(activity: Activity, buyer: Buyer, regime: VatRegime) -> str:
    """The usual case, of a line that states none (CGI art. 259, 262, 262 ter, 293 B)."""
    is_goods = activity is Activity.SALES
    is_business = buyer.kind is not ClientKind.INDIVIDUAL
    is_abroad = buyer.address.country != _FRANCE
    is_franchise = regime is VatRegime.FRANCHISE
    if not is_abroad or not (is_business or is_goods):
        return "franchise" if is_franchise else "standard"
    if is_in_union(buyer.address.country):
        if not is_business:
            return "franchise" if is_franchise else "standard"
        if is_goods:
            return "franchise" if is_franchise else "eu_goods"
        return "eu_service"
    if is_goods:
        return "franchise" if is_franchise else "export_goods"
    return "outside_service"
