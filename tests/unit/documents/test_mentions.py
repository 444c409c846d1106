"""The mentions of every type of document for every kind of client, against a list written by hand from the law."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from microdesk_desktop.documents.mentions import mentions_of, missing_mentions
from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.variables import variables_of
from microdesk_desktop.documents.vat_cases import vat_case
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.documents.types import Line
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType
from tests.worlds.documents import DAY, GERMAN, NOVA, PERSON, SELLER, sample

BEFORE, AFTER = date(2027, 8, 31), date(2027, 9, 1)
TOWN = replace(NOVA, name="Ville de Pau", kind=ClientKind.PUBLIC)
CRAFT = replace(SELLER, is_craft=True, insurance="Axa, 2345", mediator="CM2C, Paris")
NO_CRAFT = replace(CRAFT, is_craft=False)

BILL = {"register", "order_number", "nature"}
AMONG_PROFESSIONALS = {"buyer_siren", "early_payment", "recovery_fee"}
CLAIMS = (DocumentType.INVOICE, DocumentType.DEPOSIT, DocumentType.FINAL, DocumentType.CORRECTIVE)
BUYERS = {"company": NOVA, "public": TOWN, "person": PERSON}

PRINTED = {
    **{
        (kind, buyer): mentions
        for kind in CLAIMS
        for buyer, mentions in {
            "company": BILL | AMONG_PROFESSIONALS | {"late_penalty"},
            "public": BILL | AMONG_PROFESSIONALS | {"late_penalty_public"},
            "person": BILL | {"mediator"},
        }.items()
    },
    (DocumentType.CORRECTIVE, "person"): BILL,
    (DocumentType.CREDIT_NOTE, "company"): BILL | {"buyer_siren"},
    (DocumentType.CREDIT_NOTE, "public"): BILL | {"buyer_siren"},
    (DocumentType.CREDIT_NOTE, "person"): BILL,
    (DocumentType.QUOTE, "company"): {"register", "validity", "free_quote", "signature"},
    (DocumentType.QUOTE, "public"): {"register", "validity", "free_quote", "signature"},
    (DocumentType.QUOTE, "person"): {"register", "validity", "free_quote", "signature", "mediator"},
    (DocumentType.ORDER, "company"): {"register"},
    (DocumentType.ORDER, "public"): {"register"},
    (DocumentType.ORDER, "person"): {"register", "mediator"},
    (DocumentType.DELIVERY, "company"): {"order_number"},
    (DocumentType.DELIVERY, "public"): {"order_number"},
    (DocumentType.DELIVERY, "person"): {"order_number"},
    (DocumentType.PROFORMA, "company"): {"register"},
    (DocumentType.PROFORMA, "public"): {"register"},
    (DocumentType.PROFORMA, "person"): {"register"},
}
OF_CRAFT = frozenset(DocumentType) - {DocumentType.DELIVERY, DocumentType.PROFORMA}
OF_GOODS_FOR_CONSUMERS = {(DocumentType.INVOICE, "person"), (DocumentType.FINAL, "person")}


def document(kind=DocumentType.INVOICE, buyer="company", *, craft=False, goods=False, on=BEFORE, **facts):
    case = "standard"
    activity = Activity.SALES if goods else Activity.BNC
    line = Line(label="Lot", vat=vat_case(case, on).vat(2_000), unit_price=10_000_000, activity=activity)
    usual = {
        "type": kind,
        "buyer": BUYERS.get(buyer, buyer),
        "seller": CRAFT if craft else NO_CRAFT,
        "lines": (line,),
        "issued_on": on,
        "due_on": on,
        "valid_until": on if kind is DocumentType.QUOTE else None,
        "order_number": "PO 12",
    }
    return sample(**(usual | facts))


def printed(made):
    return {each.id for each in mentions_of(made, variables_of(made))}


@pytest.mark.parametrize(
    ("kind", "buyer", "craft", "goods", "on"),
    [(*each, *more) for each, more in product(PRINTED, product((False, True), (False, True), (BEFORE, AFTER)))],
)
def test_each_document_states_what_the_law_asks_of_it_and_nothing_else(kind, buyer, craft, goods, on):
    expected = set(PRINTED[kind, buyer])
    if craft and kind in OF_CRAFT:
        expected.add("insurance")
    if goods and (kind, buyer) in OF_GOODS_FOR_CONSUMERS:
        expected.add("conformity")
    assert printed(document(kind, buyer, craft=craft, goods=goods, on=on)) == expected


def test_a_consumer_never_sees_the_forty_euros():
    assert not any(
        "40 €" in each.text for kind in DocumentType for each in prepare(document(kind, "person"), "1").mentions
    )


@pytest.mark.parametrize(("rate", "certificate"), [(1_000, {"works_10"}), (550, {"works_5_5"}), (2_000, set())])
def test_the_certificate_of_works_in_a_dwelling_is_only_for_reduced_rates(rate, certificate):
    line = Line(label="Peinture", vat=vat_case("standard", BEFORE).vat(rate), unit_price=10_000_000)
    works = document(buyer="person", lines=(line,), is_works_in_dwelling=True)
    assert printed(works) & {"works_10", "works_5_5"} == certificate
    assert not printed(replace(works, is_works_in_dwelling=False)) & {"works_10", "works_5_5"}


@pytest.mark.parametrize(("on", "blocks"), [(BEFORE, False), (AFTER, True)])
def test_the_siren_of_a_french_business_is_proposed_until_the_law_asks_for_it(on, blocks):
    unknown = document(buyer=replace(NOVA, siren="", siret="", vat_number=""), on=on)
    (missing,) = missing_mentions(unknown, variables_of(unknown))
    assert (missing.field, missing.blocks) == ("buyer_siren", blocks)
    abroad = document(buyer=GERMAN, on=on)
    assert missing_mentions(abroad, variables_of(abroad)) == []


def test_an_insurance_that_is_not_known_is_proposed_and_a_quote_without_its_last_day_refused():
    craft = document(seller=replace(CRAFT, insurance=""))
    assert [(each.field, each.blocks) for each in missing_mentions(craft, variables_of(craft))] == [
        ("insurance", False)
    ]
    quote = document(DocumentType.QUOTE, valid_until=None)
    assert [(each.field, each.blocks) for each in missing_mentions(quote, variables_of(quote))] == [
        ("valid_until", True)
    ]


def test_the_option_for_debits_is_stated_on_what_is_invoiced():
    assert "debits" in printed(document(seller=replace(NO_CRAFT, taxes_by_debits=True)))
    assert "debits" not in printed(document(on=DAY))
