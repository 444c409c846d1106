"""The company, one row."""

from datetime import datetime

from microdesk_desktop.domain.company import Activity, Company
from microdesk_desktop.store.database import Reader, Writer


def save_company(writer: Writer, company: Company, *, privacy_version: str, accepted_at: datetime) -> None:
    """Insert the company, with when its owner declared to be an adult and accepted the privacy statement."""
    at = accepted_at.isoformat()
    writer.run(
        "INSERT INTO company (id, name, siret, activity, adult_declared_at, privacy_version, privacy_accepted_at)"
        " VALUES (1, ?, ?, ?, ?, ?, ?)",
        (company.name, company.siret, company.activity.value, at, privacy_version, at),
    )


def load_company(reader: Reader) -> Company:
    """The company of this vault."""
    row = reader.one("SELECT name, siret, activity FROM company")
    assert row is not None, "a vault always contains its company"
    name, siret, activity = row
    return Company(name=name, siret=siret, activity=Activity(activity))


def load_acceptance(reader: Reader) -> tuple[str, datetime]:
    """The version of the privacy statement that the owner accepted, and when."""
    row = reader.one("SELECT privacy_version, privacy_accepted_at FROM company")
    assert row is not None, "a vault always contains its company"
    return row[0], datetime.fromisoformat(row[1])
