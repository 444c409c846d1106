"""The account of rows that a test stores without importing a file."""

from microdesk_desktop.domain.bank.account_choice import find_account
from microdesk_desktop.domain.bank.types import Statement
from microdesk_desktop.store.bank.accounts import describe_account, load_known_accounts, new_account
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
    return account_id
