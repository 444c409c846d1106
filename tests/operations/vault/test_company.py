"""The company is corrected fact by fact, checked, undone and redone."""

from dataclasses import fields
from datetime import date

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.company import Company, DeclarationPeriod, EiMention, VatChange, VatRegime
from microdesk_desktop.domain.company_keys import KEYS, attribute_of, key_of, text_of, value_of
from microdesk_desktop.domain.identifiers import FlawKind
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.store.vault.company import load_company
from tests.support.vaults import distinct_vault

WHOLE = Company(
    name="Léa Fontaine EI",
    activity=Activity.BNC_CIPAV,
    siret="73282932000074",
    trade_name="Fontaine Conseil",
    address="12 rue des Lilas\nBâtiment B",
    postal_code="44000",
    city="Nantes",
    country="DE",
    email="lea@fontaine.example",
    phone="+33 6 12 34 56 78",
    is_craft=True,
    vat_regime=VatRegime.REAL,
    vat_number="FR44732829320",
    iban="FR7630004000031234567890143",
    bic="BNPAFRPP",
    legal_text="RCS Nantes 732 829 320",
    insurance="MAAF, contrat 12",
    mediator="CM2C, Paris",
    created_on=date(2024, 3, 1),
    acre_until=date(2025, 3, 31),
    has_flat_tax=True,
    declares=DeclarationPeriod.MONTHLY,
    numbering="F-2026-0001",
    vat_changes=(VatChange(since=date(2026, 11, 10), regime=VatRegime.FRANCHISE),),
    other_activities=(Activity.SALES,),
    ei_mention=EiMention.BEFORE,
    taxes_by_debits=True,
    payment_terms="30 eom",
    usual_notes="Merci de votre confiance.",
    shows_iban=False,
)


@pytest.fixture
def session(tmp_path):
    made = distinct_vault(tmp_path / "profile").session
    yield made
    made.close()


def facts(company):
    return {field.name: getattr(company, field.name) for field in fields(company)}


def test_every_fact_is_kept_and_undone_and_redone(session):
    before = session.read(load_company)
    assert all(getattr(WHOLE, name) != value for name, value in facts(before).items())
    made = put_company(session, facts(WHOLE))
    assert session.read(load_company) == WHOLE
    assert made.changes == Changes.COMPANY
    undone = made.undo(session)
    assert session.read(load_company) == before
    undone.undo(session)
    assert session.read(load_company) == WHOLE


def test_undo_spares_what_was_corrected_since(session):
    city = put_company(session, {"city": "Nantes"})
    put_company(session, {"phone": "0612345678"})
    city.undo(session)
    assert session.read(load_company) == Company(name="Jeanne Martin EI", phone="0612345678")


def test_facts_are_tidied(session):
    typed = {
        "siret": "732 829 320 00074",
        "iban": "fr76 3000 4000 0312 3456 7890 143",
        "address": " 12  rue des Lilas \n\n Bâtiment B\n",
        "country": "be",
        "name": "Léa\u202e Fontaine\n EI",
    }
    put_company(session, typed)
    kept = session.read(load_company)
    assert (kept.siret, kept.iban, kept.country) == ("73282932000074", WHOLE.iban, "BE")
    assert (kept.address, kept.name) == (WHOLE.address, WHOLE.name)


@pytest.mark.parametrize(
    ("changes", "field", "kind"),
    [
        ({"name": " "}, "name", FlawKind.EMPTY),
        ({"siret": "73282932000075"}, "siret", FlawKind.CHECK_DIGIT),
        ({"siret": "7328293200007"}, "siret", FlawKind.LENGTH),
        ({"vat_number": "FR96552100554", "siret": WHOLE.siret}, "vat_number", FlawKind.OTHER_COMPANY),
        ({"iban": "FR7630004000031234567890144"}, "iban", FlawKind.CHECK_DIGIT),
        ({"bic": "BNPAFRP"}, "bic", FlawKind.LENGTH),
        ({"postal_code": "4400"}, "postal_code", FlawKind.LENGTH),
        ({"postal_code": "44OOO"}, "postal_code", FlawKind.CHARACTERS),
        ({"country": "XX"}, "country", FlawKind.COUNTRY),
        ({"email": "lea@fontaine"}, "email", FlawKind.FORM),
        ({"phone": "06 12"}, "phone", FlawKind.FORM),
        ({"created_on": date(2026, 2, 1), "acre_until": date(2026, 1, 31)}, "acre_until", FlawKind.TOO_EARLY),
        ({"legal_text": "x" * 1001}, "legal_text", FlawKind.TOO_LONG),
        ({"numbering": "F 2026"}, "numbering", FlawKind.NUMBER_CHARACTERS),
        ({"payment_terms": "un mois"}, "payment_terms", FlawKind.TERMS),
    ],
)
def test_a_wrong_fact_is_named_and_nothing_changes(session, changes, field, kind):
    before = session.read(load_company)
    with pytest.raises(KnownError) as raised:
        put_company(session, {"city": "Nantes", **changes})
    assert raised.value.code is ErrorCode.INVALID_VALUE
    assert (raised.value.params["field"], raised.value.params["flaw"].kind) == (field, kind)
    assert session.read(load_company) == before


def test_a_siret_can_be_corrected_before_the_vat_number_that_contains_it(session):
    put_company(session, {"siret": "55210055400021", "vat_number": "FR96552100554"})
    put_company(session, {"siret": WHOLE.siret})
    put_company(session, {"vat_number": WHOLE.vat_number})
    assert session.read(load_company).vat_number == WHOLE.vat_number


def test_undo_puts_a_contradicted_vat_number_back(session):
    put_company(session, {"siret": "55210055400021", "vat_number": "FR96552100554"})
    put_company(session, {"siret": WHOLE.siret})
    corrected = put_company(session, {"vat_number": WHOLE.vat_number})
    corrected.undo(session)
    assert session.read(load_company).vat_number == "FR96552100554"


def test_foreign_postal_codes_are_free(session):
    put_company(session, {"country": "GB", "postal_code": "SW1A 1AA"})
    assert session.read(load_company).postal_code == "SW1A 1AA"


def test_keys_and_texts_are_those_of_every_fact():
    assert {attribute_of(key) for key in KEYS} == {field.name for field in fields(Company)}
    assert [key_of(attribute_of(key)) for key in KEYS] == list(KEYS)
    for company in (WHOLE, Company(name="Léa")):
        texts = {key: text_of(company, key, date.min) for key in KEYS}
        assert Company(**{attribute_of(key): value_of(key, text or "") for key, text in texts.items()}) == company
