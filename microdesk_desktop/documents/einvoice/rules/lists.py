"""Codes of closed lists (BR-CL), and numbers with check digits, which no official rule checks."""

from collections.abc import Iterator

from microdesk_desktop.base.format.countries import country_names
from microdesk_desktop.documents.einvoice.rules.problem import Problem, Terms, numbered_lines
from microdesk_desktop.documents.units import is_unit
from microdesk_desktop.domain.identifiers import iban_flaw, siren_flaw, siret_flaw, vat_number_flaw

_KOSOVO = "XK"
"""A country of our names that ISO 3166-1 does not have."""
_OTHER_PREFIXES = ("EL", "XI")
"""Prefixes of VAT numbers that are no country: Greece and Northern Ireland."""


def currencies(terms: Terms) -> Iterator[Problem]:
    """BR-CL-04: the currency is one of ISO 4217."""
    # Imported here: nearly all documents are in euros.
    from iso4217 import Currency

    if terms.get("BT-5") and terms["BT-5"] != "EUR" and terms["BT-5"] not in {each.value for each in Currency}:
        yield Problem(rule="BR-CL-04", term="BT-5")


def countries(terms: Terms) -> Iterator[Problem]:
    """BR-CL-14: countries are those of ISO 3166-1, with « GB » for the United Kingdom."""
    places = (("BG-4", "BT-40"), ("BG-7", "BT-55"), ("BG-13", "BT-80"))
    for party, term in places:
        code = terms.get(party, {}).get("country_code")
        if code and (code not in country_names() or code == _KOSOVO):
            yield Problem(rule="BR-CL-14", term=term)


def units(terms: Terms) -> Iterator[Problem]:
    """BR-CL-23: units are those of UN/ECE recommendation 20 that our table has."""
    for position, line in numbered_lines(terms):
        if line.get("BT-130") and not is_unit(line["BT-130"]):
            yield Problem(rule="BR-CL-23", term="BT-130", line=position)


def check_digits(terms: Terms) -> Iterator[Problem]:
    """Check digits of SIREN, SIRET, VAT numbers and IBAN; the prefix of Greek VAT numbers is EL."""
    for party, siren_term, siret_term, vat_term in (
        ("BG-4", "BT-30", "BT-29", "BT-31"),
        ("BG-7", "BT-47", "BT-46", "BT-48"),
    ):
        facts = terms.get(party, {})
        siren, vat_number = facts.get("legal_identifier"), facts.get("vat_identifier")
        siret = facts.get("identifiers", {}).get("0009")
        if siren and facts.get("legal_identifier_schemeid") == "0002" and siren_flaw(siren):
            yield Problem(rule="MD-SIREN", term=siren_term)
        if siret and siret_flaw(siret):
            yield Problem(rule="MD-SIRET", term=siret_term)
        if vat_number and vat_number[:2] not in country_names() and vat_number[:2] not in _OTHER_PREFIXES:
            yield Problem(rule="BR-CO-09", term=vat_term)
        if vat_number and vat_number_flaw(vat_number):
            yield Problem(rule="MD-VAT-NUMBER", term=vat_term)
    if terms.get("BT-84") and iban_flaw(terms["BT-84"]):
        yield Problem(rule="MD-IBAN", term="BT-84")


def positions(terms: Terms) -> Iterator[Problem]:
    """Two lines never have the same identifier."""
    seen: set[str] = set()
    for position, line in numbered_lines(terms):
        if line.get("BT-126") in seen:
            yield Problem(rule="MD-LINE-ID", term="BT-126", line=position)
        seen.add(line.get("BT-126", ""))


def tax_points(terms: Terms) -> Iterator[Problem]:
    """BR-CO-03: a day of tax and a code of tax exclude one another."""
    if terms.get("BT-7") and terms.get("BT-8"):
        yield Problem(rule="BR-CO-03", term="BT-8")


RULES = (currencies, countries, units, check_digits, positions, tax_points)
