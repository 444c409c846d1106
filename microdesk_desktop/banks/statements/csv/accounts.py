"""Decide whether a column of several accounts names the user's own ones, or those of counterparties.

Both are exported under names such as « Compte » and « Account ». A column of counterparties' accounts that is taken for
the user's splits one account into many; the other way round, the rows of several accounts are mixed in one.
"""

from collections.abc import Sequence
from dataclasses import replace

from microdesk_desktop.banks.statements.builder import StatementBuilder
from microdesk_desktop.banks.statements.csv.content import prove_by_balance, read_columns_content
from microdesk_desktop.banks.statements.csv.preamble import read_preamble
from microdesk_desktop.banks.statements.csv.presets import bank_tables
from microdesk_desktop.banks.statements.csv.table import Table
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.csv_reader import column_name
from microdesk_desktop.base.files.table_head import read_table_head
from microdesk_desktop.domain.bank.accounts.names import AccountName
from microdesk_desktop.domain.imports.types import ReadOptions

_FEWEST_ROWS = 3
"""Rows per account, on average, from which the accounts are the user's: payees return less often."""
_SAMPLE = 50
"""Rows that are searched for a running balance; one that follows in all of them is that of one account."""


def settle_account(table: Table, options: ReadOptions, head: Sequence[str]) -> Table:
    """The table with its doubtful column as that of the account, or without it.

    `head` are the first lines of the file. Raises ACCOUNT_UNCLEAR (column).
    """
    place = table.mapping.doubtful_account
    if place is None:
        return table
    is_own = _is_own(table, place, options)
    if is_own is None:
        raise KnownError(ErrorCode.ACCOUNT_UNCLEAR, part="column", column=_title(table, place, head))
    roles = {**table.mapping.roles, "account": place} if is_own else table.mapping.roles
    return replace(table, mapping=replace(table.mapping, roles=roles, doubtful_account=None))


def _title(table: Table, place: int, head: Sequence[str]) -> str:
    """The name of a column as the file has it."""
    shown = read_table_head(head, table.header.line)
    return shown.names[place] if shown and place < len(shown.names) else table.header.names[place]


def _is_own(table: Table, place: int, options: ReadOptions) -> bool | None:
    """Whether the column names the user's accounts; None where nothing shows it."""
    texts = [text.strip() for text in table.cells[place]]
    distinct = list(dict.fromkeys(texts))
    if options.is_one_account or "" in distinct:
        return False
    if len(distinct) == 1:
        return True
    names = list(map(AccountName, distinct))
    above = _account_above(table)
    if (above is not None and not any(above.is_same(name) for name in names)) or _has_one_balance(table):
        return False
    known = list(map(AccountName, options.accounts))
    if all(any(name.is_same(other) for other in known) for name in names):
        return True
    if _has_other_column_of_accounts(table, place) or all(map(_is_name_of_account, distinct)):
        return True
    return True if len(distinct) * _FEWEST_ROWS <= len(texts) else None


def _has_one_balance(table: Table) -> bool:
    """Whether a running balance follows from row to row, whatever the column holds."""
    rows = list(zip(*(column[:_SAMPLE] for column in table.cells.values()), strict=True))
    return prove_by_balance(read_columns_content(rows)) is not None


def _account_above(table: Table) -> AccountName | None:
    """The account that the rows above the table name."""
    builder = StatementBuilder()
    read_preamble(table.header.preamble, builder)
    text = builder.iban or builder.account_number
    return AccountName(text) if text else None


def _has_other_column_of_accounts(table: Table, place: int) -> bool:
    """Whether another column is named as the account of the counterparty: « IBAN contrepartie »."""
    words = bank_tables().words
    people = {word for name in words.counterparties for word in name.split()}
    accounts = {*bank_tables().generic.account, "IBAN", "BIC"}
    return any(
        at != place and not people.isdisjoint(name.split()) and not accounts.isdisjoint(name.split())
        for at, name in enumerate(table.header.names)
    )


def _is_name_of_account(text: str) -> bool:
    return not bank_tables().words.account_words.isdisjoint(column_name(text).split())
