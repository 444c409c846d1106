"""Tidying and checks of the company's facts."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from microdesk_desktop.base.format.countries import country_names
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.calendar.payment_terms import parse_terms, terms_flaw
from microdesk_desktop.domain.checks.contact import email_flaw, phone_flaw, postal_code_flaw
from microdesk_desktop.domain.company import Company
from microdesk_desktop.domain.company_keys import Value
from microdesk_desktop.domain.documents.numbering import number_flaw
from microdesk_desktop.domain.identifiers import (
    Flaw,
    FlawKind,
    bic_flaw,
    compact,
    iban_flaw,
    siret_flaw,
    vat_number_flaw,
)

Check = Callable[[Company], Flaw | None]

_CODES = ("activity", "vat_regime", "declares", "ei_mention")
_COMPACT = ("siret", "vat_number", "iban", "bic")
SEVERAL_LINES = ("address", "legal_text", "insurance", "mediator", "usual_notes")
# Longer than any address or mention on a document of one page.
LONGEST_TEXT = 1_000


def tidied(company: Company) -> Company:
    """The company with identifiers in capitals without spaces, and texts without needless spaces and blank lines."""
    texts = {name: value for name, value in _values(company).items() if isinstance(value, str) and name not in _CODES}
    return replace(company, **{name: _tidied_text(name, text) for name, text in texts.items()})  # type: ignore[arg-type]


def company_flaws(company: Company) -> Mapping[str, Flaw]:
    """What is wrong with a tidied company, by the name of the attribute; empty texts are right, except the name."""
    flaws = {name: check(company) for name, check in _CHECKS.items()}
    texts = {name: value for name, value in _values(company).items() if isinstance(value, str)}
    flaws |= {name: Flaw(kind=FlawKind.TOO_LONG) for name, text in texts.items() if len(text) > LONGEST_TEXT}
    return {name: flaw for name, flaw in flaws.items() if flaw is not None}


def _values(company: Company) -> Mapping[str, Value]:
    return {field.name: getattr(company, field.name) for field in fields(company)}


def _tidied_text(name: str, text: str) -> str:
    if name in _COMPACT:
        return compact(one_line(text))
    if name in SEVERAL_LINES:
        return "\n".join(filter(None, map(one_line, text.splitlines())))
    if name == "payment_terms" and terms_flaw(text) is None:
        return parse_terms(text).text if text else ""
    return one_line(text).upper() if name == "country" else one_line(text)


def _name_flaw(company: Company) -> Flaw | None:
    return None if company.name else Flaw(kind=FlawKind.EMPTY)


def _siret_flaw(company: Company) -> Flaw | None:
    return siret_flaw(company.siret) if company.siret else None


def _vat_number_flaw(company: Company) -> Flaw | None:
    return vat_number_flaw(company.vat_number, company.siret[:9]) if company.vat_number else None


def _iban_flaw(company: Company) -> Flaw | None:
    return iban_flaw(company.iban) if company.iban else None


def _bic_flaw(company: Company) -> Flaw | None:
    return bic_flaw(company.bic) if company.bic else None


def _country_flaw(company: Company) -> Flaw | None:
    return None if company.country in country_names() else Flaw(kind=FlawKind.COUNTRY)


def _postal_code_flaw(company: Company) -> Flaw | None:
    return postal_code_flaw(company.postal_code, company.country) if company.postal_code else None


def _email_flaw(company: Company) -> Flaw | None:
    return email_flaw(company.email) if company.email else None


def _phone_flaw(company: Company) -> Flaw | None:
    return phone_flaw(company.phone) if company.phone else None


def _acre_flaw(company: Company) -> Flaw | None:
    start, end = company.created_on, company.acre_until
    return Flaw(kind=FlawKind.TOO_EARLY) if start and end and end < start else None


def _numbering_flaw(company: Company) -> Flaw | None:
    return number_flaw(company.numbering) if company.numbering else None


def _terms_flaw(company: Company) -> Flaw | None:
    return terms_flaw(company.payment_terms)


_CHECKS: Mapping[str, Check] = {
    "name": _name_flaw,
    "siret": _siret_flaw,
    "postal_code": _postal_code_flaw,
    "country": _country_flaw,
    "email": _email_flaw,
    "phone": _phone_flaw,
    "vat_number": _vat_number_flaw,
    "iban": _iban_flaw,
    "bic": _bic_flaw,
    "acre_until": _acre_flaw,
    "numbering": _numbering_flaw,
    "payment_terms": _terms_flaw,
}
