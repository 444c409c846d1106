"""The company's facts as keys and texts, as the command line names and shows them (INTERFACES, `company`)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import Company, DeclarationPeriod, EiMention, VatChange, VatRegime
from microdesk_desktop.domain.identifiers import Flaw, FlawKind

Value = str | bool | date | tuple[VatChange, ...] | tuple[Activity, ...] | None

KEYS: Sequence[str] = (
    *("name", "trade_name", "siret", "address", "postal_code", "city", "country", "email", "phone"),
    *("activity", "craft", "vat_regime", "vat_number", "iban", "bic", "legal_text", "insurance", "mediator"),
    *("created_on", "acre_until", "flat_tax", "declares", "numbering"),
    *("vat_changes", "debits", "other_activities", "ei_mention", "payment_terms", "usual_notes", "show_iban"),
)
_ATTRIBUTES = {
    "craft": "is_craft",
    "flat_tax": "has_flat_tax",
    "debits": "taxes_by_debits",
    "show_iban": "shows_iban",
}
_KEYS = {attribute: key for key, attribute in _ATTRIBUTES.items()}
_CHOICES: dict[str, type[StrEnum]] = {
    "activity": Activity,
    "vat_regime": VatRegime,
    "declares": DeclarationPeriod,
    "ei_mention": EiMention,
}
_YES, _NO = "yes", "no"


def attribute_of(key: str) -> str:
    """The name of the company's attribute for this key."""
    return _ATTRIBUTES.get(key, key)


def key_of(attribute: str) -> str:
    """The key of this attribute of the company."""
    return _KEYS.get(attribute, attribute)


def value_of(key: str, text: str) -> Value:
    """The value of a text. Raises INVALID_VALUE (`field`, `flaw`) for one that cannot be a value of this key."""
    if key in _CHOICES:
        return _chosen(key, text)
    if key in _ATTRIBUTES:
        if text not in (_YES, _NO):
            raise _refused(key, _YES, _NO)
        return text == _YES
    if key in ("created_on", "acre_until"):
        return _day(key, text)
    if key == "vat_changes":
        return tuple(sorted((_vat_change(each) for each in _listed(text)), key=lambda change: change.since))
    if key == "other_activities":
        return tuple(dict.fromkeys(_activity(each) for each in _listed(text)))
    return text


def text_of(company: Company, key: str, today: date) -> str | None:
    """The fact of this key: `yes` or `no`, an ISO date, a text; None for an unknown date.

    The regime of VAT is that of `today`; lists are separated by commas: « 2026-11-10 real, 2027-01-01 franchise ».
    """
    if key == "vat_regime":
        return company.vat_regime_on(today)
    value = getattr(company, attribute_of(key))
    if isinstance(value, tuple):
        return ", ".join(f"{each.since} {each.regime}" if isinstance(each, VatChange) else each for each in value)
    if isinstance(value, bool):
        return _YES if value else _NO
    return value.isoformat() if isinstance(value, date) else value


def _listed(text: str) -> Sequence[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _vat_change(text: str) -> VatChange:
    day, _, regime = text.partition(" ")
    since = _day("vat_changes", day)
    assert since is not None, "the parts of a list are not empty"
    try:
        return VatChange(since=since, regime=VatRegime(regime.strip()))
    except ValueError:
        raise _refused("vat_changes", *(f"{day} {choice}" for choice in VatRegime)) from None


def _activity(text: str) -> Activity:
    try:
        return Activity(text)
    except ValueError:
        raise _refused("other_activities", *Activity) from None


def _chosen(key: str, text: str) -> Value:
    try:
        return _CHOICES[key](text)
    except ValueError:
        raise _refused(key, *_CHOICES[key]) from None


def _day(key: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise KnownError(ErrorCode.INVALID_VALUE, field=key, flaw=Flaw(kind=FlawKind.DATE)) from None


def _refused(key: str, *choices: str) -> KnownError:
    flaw = Flaw(kind=FlawKind.CHOICE, expected=", ".join(choices))
    return KnownError(ErrorCode.INVALID_VALUE, field=key, flaw=flaw)
