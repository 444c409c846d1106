"""The account of rows that a test stores without importing a file, and a bank that is connected without a request."""

from datetime import datetime

from microdesk_desktop.domain.bank.accounts.choice import find_account
from microdesk_desktop.domain.bank.types import Connection, Statement
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.accounts import describe_account, load_known_accounts, new_account, save_balance
from microdesk_desktop.store.bank.connection import save_connection
from microdesk_desktop.store.database import Writer

NAMELESS = Statement(rows=())


def account_of(writer: Writer, statement: Statement = NAMELESS) -> int:
    """The account that the statement names, or the first one where it names none; added when there is none."""
    known = load_known_accounts(writer)
    found = find_account(statement, "csv", known)
    if found is None and known and not statement.iban and not statement.account_number:
        found = known[0]
    account_id = found.id if found else new_account(writer, statement.currency)
    describe_account(writer, account_id, statement, "csv")
    if statement.closing is not None:
        save_balance(writer, account_id, statement.closing)
    return account_id


def connect_account(session: Session, expires_at: datetime | None) -> None:
    """A bank whose consent ends then, None for never, without a request to anyone."""
    connection = Connection(
        provider="gocardless",
        account_id="a",
        institution_id="i",
        institution_name="Crédit Agricole",
        iban="FR7612345678901234567890123",
        currency="EUR",
        history_days=90,
        expires_at=expires_at,
    )
    session.write(lambda writer: save_connection(writer, connection))
