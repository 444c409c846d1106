"""A vault that issues documents, for tests, and as a process that is killed while it does."""

import sys
from pathlib import Path
from typing import Any

from microdesk_desktop.operations.documents.drafts import new_draft
from microdesk_desktop.operations.documents.issue import issue
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.company import put_company
from tests.support.vaults import new_vault, reopened

COMPANY = {
    "siret": "81234567600017",
    "address": "12 rue des Lices",
    "postal_code": "33000",
    "city": "Bordeaux",
    "iban": "FR7630006000011234567890189",
}
NOVA = {
    "name": "Nova SARL",
    "siren": "552100554",
    "address": "1 rue de la Paix",
    "postal_code": "75001",
    "city": "Paris",
}
LINES = [
    {"label": "Développement", "quantity": "2.5", "unit": "jour", "unit_price": "480.00", "discount_percent": "10"},
    {"label": "Timbre", "unit_price": "5.12", "disbursement": True},
]


def issuing_vault(profile: Path, **facts: Any) -> Session:
    """An open vault whose company may issue documents."""
    session = new_vault(profile, **facts).session
    put_company(session, COMPANY)
    return session


def drafted(session: Session, **facts: Any) -> int:
    """The id of a new draft: an invoice of 1,085.12 euros, changed by these facts."""
    draft_id = new_draft(session, {"type": "invoice", "client": NOVA, "lines": LINES, **facts}).id
    assert draft_id is not None
    return draft_id


def issued(session: Session, **facts: Any) -> str:
    """The number of a document that is drafted and issued."""
    return issue(session, drafted(session, **facts)).number


def main(profile: str, count: str) -> None:
    """Issue so many invoices in an existing vault, and print the number of each."""
    session = reopened(Path(profile))
    for _ in range(int(count)):
        sys.stdout.write(issued(session) + "\n")
        sys.stdout.flush()
    session.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
