"""Ways to reach somebody, checked offline."""

import pytest

from microdesk_desktop.domain.checks.contact import electronic_flaw, email_flaw, parse_electronic, postal_code_flaw
from microdesk_desktop.domain.identifiers import FlawKind

SIREN = "732829320"


@pytest.mark.parametrize(
    ("code", "country", "kind"),
    [
        ("33000", "FR", None),
        ("3300", "FR", FlawKind.LENGTH),
        ("33OOO", "FR", FlawKind.CHARACTERS),
        ("1000", "BE", None),
        ("10000", "BE", FlawKind.LENGTH),
        ("1011 AB", "NL", None),
        ("1011", "NL", FlawKind.FORM),
        ("SW1A 1AA", "GB", None),
    ],
)
def test_postal_codes_by_country(code, country, kind):
    flaw = postal_code_flaw(code, country)
    assert (flaw.kind if flaw else None) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SIREN, None),
        (f"{SIREN}_{SIREN}00074", None),
        (f"0225:{SIREN}_ACHATS", None),
        ("9930:DE136695976", None),
        ("factures@lumen.example", None),
        ("552100554", FlawKind.OTHER_SIREN),
        (f"{SIREN} ACHATS", FlawKind.NUMBER_CHARACTERS),
        ("EM:lumen", FlawKind.FORM),
        ("0225:", FlawKind.ELECTRONIC),
        (f"0225:{SIREN}{'X' * 120}", FlawKind.LENGTH),
    ],
)
def test_an_address_of_e_invoices_begins_with_the_siren_in_the_french_scheme(text, kind):
    flaw = electronic_flaw(*parse_electronic(text), SIREN)
    assert (flaw.kind if flaw else None) is kind


@pytest.mark.parametrize("text", ["a@b", "a b@c.fr", "@c.fr", "a@c..fr"])
def test_what_is_no_e_mail_address_is_refused(text):
    assert email_flaw(text) is not None
