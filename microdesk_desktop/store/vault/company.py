"""The company, one row."""

from datetime import date, datetime
from typing import Any

from microdesk_desktop.domain.activity import Activity
from microdesk_desktop.domain.company import Company, DeclarationPeriod, EiMention, VatChange, VatRegime
from microdesk_desktop.store.database import Reader, Writer

_COLUMNS = (
    "name, activity, siret, trade_name, address, postal_code, city, country, email, phone, is_craft, vat_regime,"
    " vat_number, iban, bic, legal_text, insurance, mediator, created_on, acre_until, has_flat_tax, declares,"
    " numbering, vat_changes, other_activities, ei_mention, taxes_by_debits, payment_terms, usual_notes, shows_iban"
)
_MARKS = ", ".join("?" * len(_COLUMNS.split(",")))


def create_company(writer: Writer, company: Company, *, adult_declared_at: datetime) -> None:
    """Insert the company, with when its owner declared to be an adult."""
    sql = f"INSERT INTO company ({_COLUMNS}, id, adult_declared_at) VALUES ({_MARKS}, 1, ?)"
    writer.run(sql, (*_values(company), adult_declared_at.isoformat()))


def load_adult_declared_at(reader: Reader) -> datetime:
    """When the owner declared to be an adult, which was when the vault was made."""
    return datetime.fromisoformat(reader.value("SELECT adult_declared_at FROM company"))


def save_company(writer: Writer, company: Company) -> None:
    """Replace the company's facts; what its owner declared and accepted stays."""
    writer.run(f"UPDATE company SET ({_COLUMNS}) = ({_MARKS})", _values(company))


def load_company(reader: Reader) -> Company:
    """The company of this vault."""
    row = reader.one(f"SELECT {_COLUMNS} FROM company")
    assert row is not None, "a vault always contains its company"
    facts = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return Company(
        **{
            **facts,
            "activity": Activity(facts["activity"]),
            "vat_regime": VatRegime(facts["vat_regime"]),
            "declares": DeclarationPeriod(facts["declares"]),
            "is_craft": bool(facts["is_craft"]),
            "has_flat_tax": bool(facts["has_flat_tax"]),
            "created_on": _day(facts["created_on"]),
            "acre_until": _day(facts["acre_until"]),
            "vat_changes": tuple(map(_vat_change, facts["vat_changes"].splitlines())),
            "other_activities": tuple(map(Activity, facts["other_activities"].splitlines())),
            "ei_mention": EiMention(facts["ei_mention"]),
            "taxes_by_debits": bool(facts["taxes_by_debits"]),
            "shows_iban": bool(facts["shows_iban"]),
        }
    )


def load_company_names(reader: Reader) -> tuple[str, ...]:
    """The name of the company, and its trade name where it has one."""
    row = reader.one("SELECT name, trade_name FROM company")
    assert row is not None, "a vault always contains its company"
    return tuple(filter(None, row))


def _values(company: Company) -> tuple[str | bool | None, ...]:
    """The facts in the order of the columns, which have the names of the company's attributes."""
    return tuple(_stored(getattr(company, name)) for name in _COLUMNS.split(", "))


def _stored(value: Any) -> str | bool | None:
    """A value as its column has it: several activities or changes of VAT, one on each line."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "\n".join(f"{each.since} {each.regime}" if isinstance(each, VatChange) else each for each in value)
    stored: str | bool | None = value
    return stored


def _vat_change(text: str) -> VatChange:
    day, _, regime = text.partition(" ")
    return VatChange(since=date.fromisoformat(day), regime=VatRegime(regime))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
