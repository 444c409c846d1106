"""The legal case of VAT that follows from the company, the client and what is sold."""

from dataclasses import replace
from datetime import date

import pytest

from microdesk_desktop.documents.complete import Surroundings, buyer_of, complete, seller_of
from microdesk_desktop.documents.regime import regime_problems
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.calendar.payment_terms import parse_terms
from microdesk_desktop.domain.company import Company, EiMention, VatChange, VatRegime
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.parties import Address, ElectronicAddress
from microdesk_desktop.domain.documents.types import Reference, VatCategory
from microdesk_desktop.domain.parties import Client, ClientAddress, ClientKind, Contact
from microdesk_desktop.domain.settle.targets import DocumentType

DAY = date(2026, 11, 26)
SERVICE, GOODS = Activity.BNC, Activity.SALES
NOVA = Client(name="Nova")
COMPANY, PERSON = ClientKind.COMPANY, ClientKind.INDIVIDUAL


def completed(line=None, regime=VatRegime.FRANCHISE, country="FR", kind=COMPANY, activity=SERVICE, **facts):
    company = Company(name="Camille Roussel", activity=activity, vat_regime=regime)
    buyer = buyer_of(Client(name="Nova", kind=kind, country=country))
    draft = Draft(lines=(line or DraftLine(label="x"),), **facts)
    return complete(draft, Surroundings(company=company, buyer=buyer, today=DAY))


@pytest.mark.parametrize(
    ("regime", "country", "kind", "activity", "case"),
    [
        ("franchise", "FR", COMPANY, SERVICE, "franchise"),
        ("franchise", "FR", PERSON, GOODS, "franchise"),
        ("franchise", "DE", COMPANY, SERVICE, "eu_service"),
        ("franchise", "DE", COMPANY, GOODS, "franchise"),
        ("franchise", "DE", PERSON, SERVICE, "franchise"),
        ("franchise", "US", COMPANY, SERVICE, "outside_service"),
        ("franchise", "US", COMPANY, GOODS, "franchise"),
        ("franchise", "US", PERSON, SERVICE, "franchise"),
        ("real", "FR", COMPANY, SERVICE, "standard"),
        ("real", "FR", PERSON, GOODS, "standard"),
        ("real", "DE", COMPANY, SERVICE, "eu_service"),
        ("real", "DE", COMPANY, GOODS, "eu_goods"),
        ("real", "DE", PERSON, GOODS, "standard"),
        ("real", "US", COMPANY, SERVICE, "outside_service"),
        ("real", "US", COMPANY, GOODS, "export_goods"),
        ("real", "US", PERSON, GOODS, "export_goods"),
        ("real", "US", PERSON, SERVICE, "standard"),
    ],
)
def test_the_usual_case(regime, country, kind, activity, case):
    document = completed(regime=VatRegime(regime), country=country, kind=kind, activity=activity)
    vat = document.lines[0].vat
    assert (vat.case, vat.rate_bp) == (case, 2_000 if case == "standard" else 0)


@pytest.mark.parametrize(
    ("line", "case"),
    [
        (DraftLine(category=VatCategory.EXEMPT, exemption="VATEX-FR-CGI261-4"), "exempt_training"),
        (DraftLine(category=VatCategory.REVERSE_CHARGE), "reverse_building"),
        (DraftLine(vat_rate_bp=550), "standard"),
        (DraftLine(is_disbursement=True), "disbursement"),
    ],
)
def test_what_a_line_states_wins(line, case):
    assert completed(line).lines[0].vat.case == case


def test_days_that_are_left_open_follow_from_today():
    invoice, quote = completed(), completed(type=DocumentType.QUOTE)
    assert (invoice.issued_on, invoice.due_on, invoice.valid_until) == (DAY, date(2026, 12, 26), None)
    assert (quote.due_on, quote.valid_until) == (None, date(2026, 12, 26))


FRANCHISE_THEN_REAL = Company(
    name="Camille Roussel", vat_changes=(VatChange(since=date(2026, 11, 10), regime=VatRegime.REAL),)
)
"""The tolerance was exceeded on 10 November (CGI art. 293 B II)."""


def surroundings(company=FRANCHISE_THEN_REAL, client=NOVA, **facts):
    return Surroundings(company=company, buyer=buyer_of(client), today=DAY, **facts)


@pytest.mark.parametrize(
    ("issued_on", "case", "stated", "problems"),
    [
        (date(2026, 11, 9), "franchise", DraftLine(label="x", vat_rate_bp=2_000), [("standard", 1)]),
        (
            date(2026, 11, 10),
            "standard",
            DraftLine(label="x", category=VatCategory.EXEMPT, exemption="VATEX-FR-FRANCHISE"),
            [("franchise", 1)],
        ),
    ],
)
def test_a_document_has_the_regime_of_its_day_and_a_line_of_the_other_regime_is_named(
    issued_on, case, stated, problems
):
    around, draft = surroundings(), Draft(issued_on=issued_on, lines=(DraftLine(label="x"),))
    document = complete(draft, around)
    assert document.lines[0].vat.case == case
    assert regime_problems(document) == []
    found = regime_problems(complete(replace(draft, lines=(stated,)), around))
    assert [(each.term, each.line) for each in found] == problems


@pytest.mark.parametrize(("day", "case"), [(date(2026, 11, 9), "franchise"), (date(2026, 11, 10), "standard")])
def test_a_credit_note_has_the_regime_of_what_it_credits(day, case):
    original = Reference(number="F-2026-0001", issued_on=day, type=DocumentType.INVOICE)
    draft = Draft(type=DocumentType.CREDIT_NOTE, refers_to=("F-2026-0001",), lines=(DraftLine(label="x"),))
    document = complete(draft, surroundings(references={"F-2026-0001": original}))
    assert (document.issued_on, document.lines[0].vat.case) == (DAY, case)


def test_the_terms_of_the_client_win_over_the_usual_ones_of_the_company():
    draft, company = Draft(lines=(DraftLine(label="x"),)), Company(name="Camille", payment_terms="45 eom")
    assert complete(draft, surroundings(company)).due_on == date(2027, 1, 31)
    agreed = surroundings(company, terms=parse_terms("0"))
    assert complete(draft, agreed).due_on == DAY
    assert complete(replace(draft, due_on=date(2026, 12, 1)), agreed).due_on == date(2026, 12, 1)


def test_the_language_the_delivery_and_the_electronic_address_of_the_client_reach_the_document():
    client = replace(
        NOVA,
        country="BE",
        language="en",
        electronic_scheme="0225",
        electronic_address="732829320_SERVICE",
        contacts=(Contact(name="Inès", email="ines@nova.example"),),
        addresses=(ClientAddress(name="Entrepôt", lines=("12 rue Haute",), postal_code="1000", is_delivery=True),),
    )
    buyer = complete(Draft(lines=(DraftLine(label="x"),)), surroundings(client=client)).buyer
    assert (buyer.language, buyer.contact, buyer.email) == ("en", "Inès", "ines@nova.example")
    assert buyer.electronic == ElectronicAddress(scheme="0225", value="732829320_SERVICE")
    assert buyer.delivery == Address(lines=("Entrepôt", "12 rue Haute"), postal_code="1000", country="BE")


def test_an_account_that_is_not_to_be_shown_reaches_no_document():
    company = Company(name="Camille", iban="FR7630004000031234567890143", bic="BNPAFRPP")
    assert seller_of(company).iban == company.iban
    hidden = seller_of(replace(company, shows_iban=False))
    assert (hidden.iban, hidden.bic) == ("", "")


@pytest.mark.parametrize(
    ("mention", "shown"),
    [
        (EiMention.BEFORE, "EI Camille Roussel"),
        (EiMention.IN_FULL, "Camille Roussel, entrepreneur individuel"),
        (EiMention.NONE, "Camille Roussel"),
    ],
)
def test_the_mention_stands_where_the_user_wants_it(mention, shown):
    assert seller_of(Company(name="Camille Roussel", ei_mention=mention)).name == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Camille Roussel", "Camille Roussel EI"),
        ("Camille Roussel EI", "Camille Roussel EI"),
        ("Entrepreneur individuel Roussel", "Entrepreneur individuel Roussel"),
        ("Reine Leiva", "Reine Leiva EI"),
    ],
)
def test_the_name_has_the_mention_of_an_individual_company_once(name, shown):
    assert seller_of(Company(name=name)).name == shown
