"""Identifiers: the flaw that is named is the one that is there, and right numbers have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import siren as siren_rules
from stdnum.fr import siret as siret_rules
from stdnum.fr import tva as tva_rules

from microdesk_desktop.domain.identifiers import (
    Flaw,
    FlawKind,
    bic_flaw,
    iban_flaw,
    siren_flaw,
    siret_flaw,
    vat_number_flaw,
)

DIGITS = st.text("0123456789", min_size=8, max_size=15)


@pytest.mark.parametrize(
    ("check", "number"),
    [
        (siren_flaw, "552 100 554"),
        (siret_flaw, "552.100.554-00021"),
        (siret_flaw, "356 000 000 00048"),  # the head office of La Poste
        (siret_flaw, "356 000 000 49837"),  # a post office: its digits add up to 45
        (vat_number_flaw, "FR 96 552100554"),
        (vat_number_flaw, "DE 136 695 976"),
        (iban_flaw, "fr76 3000 4000 0312 3456 7890 143"),
        (iban_flaw, "GB82 WEST 1234 5698 7654 32"),
        (bic_flaw, "BNPAFRPP"),
        (bic_flaw, "AGRIFRPP882"),
    ],
)
def test_right_numbers_have_no_flaw(check, number):
    assert check(number) is None


@pytest.mark.parametrize(
    ("check", "number", "kind"),
    [
        (siret_flaw, "55210055400022", FlawKind.CHECK_DIGIT),
        (siret_flaw, "55210055400O21", FlawKind.CHARACTERS),
        (siret_flaw, "٥٥٢١٠٠٥٥٤٠٠٠٢١", FlawKind.CHARACTERS),
        (siren_flaw, "552100545", FlawKind.CHECK_DIGIT),
        (vat_number_flaw, "FR97552100554", FlawKind.CHECK_DIGIT),
        (vat_number_flaw, "FR96552100545", FlawKind.CHECK_DIGIT),
        (vat_number_flaw, "FRO6552100554", FlawKind.CHARACTERS),
        (vat_number_flaw, "US123456789", FlawKind.COUNTRY),
        (vat_number_flaw, "DE136695977", FlawKind.CHECK_DIGIT),
        (vat_number_flaw, "DE13669597X", FlawKind.CHARACTERS),
        (vat_number_flaw, "ITX0000010215", FlawKind.CHARACTERS),
        (iban_flaw, "FR7630004000031234567890144", FlawKind.CHECK_DIGIT),
        (iban_flaw, "FR76300040000312345678901é3", FlawKind.CHARACTERS),
        (iban_flaw, "7630004000031234567890143", FlawKind.COUNTRY),
        (iban_flaw, "ZZ7630004000031234567890143", FlawKind.CHECK_DIGIT),
        (bic_flaw, "BNP4FRPP", FlawKind.CHARACTERS),
    ],
)
def test_the_flaw_is_named(check, number, kind):
    assert check(number) == Flaw(kind=kind)


@pytest.mark.parametrize(
    ("check", "number", "flaw"),
    [
        (siret_flaw, "552 100 554 000", Flaw(kind=FlawKind.LENGTH, length=12, lengths=(14,), counts_digits=True)),
        (siren_flaw, "5521005540", Flaw(kind=FlawKind.LENGTH, length=10, lengths=(9,), counts_digits=True)),
        (vat_number_flaw, "DE13669597", Flaw(kind=FlawKind.LENGTH, length=10)),
        (vat_number_flaw, "FR9655210055", Flaw(kind=FlawKind.LENGTH, length=12, lengths=(13,))),
        (iban_flaw, "FR76 3000 4000", Flaw(kind=FlawKind.LENGTH, length=12, lengths=(27,))),
        (iban_flaw, "BR12 3", Flaw(kind=FlawKind.LENGTH, length=5)),
        (bic_flaw, "BNPAFRPP8", Flaw(kind=FlawKind.LENGTH, length=9, lengths=(8, 11))),
    ],
)
def test_a_wrong_length_is_counted(check, number, flaw):
    assert check(number) == flaw


def test_a_french_vat_number_contains_the_siren_of_its_company():
    assert vat_number_flaw("FR96552100554", "552100554") is None
    assert vat_number_flaw("FR96552100554", "732829320") == Flaw(
        kind=FlawKind.OTHER_COMPANY, found="552100554", expected="732829320"
    )


@given(DIGITS)
def test_digits_are_right_where_the_library_finds_them_right(number):
    assert (siren_flaw(number) is None) == siren_rules.is_valid(number)
    assert (siret_flaw(number) is None) == siret_rules.is_valid(number)


@given(st.text("0123456789ABHIOZ", min_size=2, max_size=2), st.sampled_from(("552100554", "732829320", "552100545")))
def test_french_vat_keys_are_right_where_the_library_finds_them_right(key, siren):
    assert (vat_number_flaw(f"FR{key}{siren}") is None) == tva_rules.is_valid(f"FR{key}{siren}")
