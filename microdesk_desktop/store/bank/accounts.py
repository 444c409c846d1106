"""Bank accounts: the account of a statement file or of a connection, and its latest balance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.bank.types import Balance, Connection, Statement
from microdesk_desktop.store.database import Reader, Writer

# Fewer digits than this are found in any IBAN by chance.
_MIN_SHARED_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account whose transactions are in the vault; `number` is that of statement files without IBAN."""

    id: int
    institution_name: str
    iban: str | None
    number: str | None
    currency: str
    balance: Balance | None
    is_connected: bool


def load_accounts(reader: Reader) -> list[Account]:
    """Every account, the connected one first."""
    rows: Iterable[tuple[int, str, str | None, str | None, str, int | None, str | None, int]] = reader.iterate(
        "SELECT bank_account.id, institution_name, iban, account_number, currency, balance_cents, balance_on,"
        " account_id IS NOT NULL FROM bank_account LEFT JOIN bank_connection ON account_id = bank_account.id"
        " ORDER BY account_id IS NULL, bank_account.id"
    )
    return [
        Account(
            id=id_,
            institution_name=name,
            iban=iban,
            number=number,
            currency=currency,
            is_connected=bool(connected),
            balance=None
            if cents is None
            else Balance(amount_cents=cents, currency=currency, on=date.fromisoformat(on) if on else None),
        )
        for id_, name, iban, number, currency, cents, on, connected in rows
    ]


def account_of_statement(writer: Writer, statement: Statement) -> int:
    """The account of a statement file, added when it is new; returns its row id.

    A file that does not name its account is taken for the first account without name, else for the first one.
    """
    found = _known_account(writer, statement.iban, statement.account_number)
    account_id = found or _new_account(writer, statement.currency)
    writer.run(
        "UPDATE bank_account SET iban = coalesce(iban, ?), account_number = coalesce(account_number, ?),"
        " institution_name = CASE institution_name WHEN '' THEN ? ELSE institution_name END WHERE id = ?",
        (statement.iban, statement.account_number, statement.bank_name or "", account_id),
    )
    if statement.closing is not None:
        save_balance(writer, account_id, statement.closing)
    return account_id


def find_account(reader: Reader, statement: Statement) -> int | None:
    """The stored account that a statement is about; None when `account_of_statement` would make a new one."""
    return _known_account(reader, statement.iban, statement.account_number)


def account_of_connection(writer: Writer, connection: Connection) -> int:
    """The account of a connection, with what the provider gave of it; returns its row id.

    It is the account of the same IBAN, else one that files made without naming it, else a new one.
    """
    account_id = _known_account(writer, connection.iban, None) or _new_account(writer, connection.currency)
    writer.run(
        "UPDATE bank_account SET institution_name = ?, institution_id = ?, provider_account = ?,"
        " iban = coalesce(?, iban), currency = ? WHERE id = ?",
        (
            connection.institution_name,
            connection.institution_id,
            connection.account_id,
            connection.iban,
            connection.currency,
            account_id,
        ),
    )
    return account_id


def save_balance(writer: Writer, account_id: int, balance: Balance) -> None:
    """Set the account's balance unless a later one is known; one without a day never replaces one with a day."""
    on = balance.on.isoformat() if balance.on else None
    writer.run(
        "UPDATE bank_account SET balance_cents = ?, balance_on = ?"
        " WHERE id = ? AND (balance_on IS NULL OR balance_on <= ?)",
        (balance.amount_cents, on, account_id, on),
    )


def _known_account(reader: Reader, iban: str | None, number: str | None) -> int | None:
    accounts = reader.all("SELECT id, iban, account_number FROM bank_account ORDER BY id")
    for id_, known_iban, known_number in accounts:
        if _is_same_account(iban, number, known_iban, known_number):
            return int(id_)
    nameless = [id_ for id_, known_iban, known_number in accounts if not known_iban and not known_number]
    if nameless:
        return int(nameless[0])
    return int(accounts[0][0]) if accounts and not iban and not number else None


def _is_same_account(iban: str | None, number: str | None, known_iban: str | None, known_number: str | None) -> bool:
    if iban and known_iban:
        return iban == known_iban
    digits, known = number or iban, known_number or known_iban
    if not digits or not known:
        return False
    short, long = sorted((digits.lstrip("0"), known.lstrip("0")), key=len)
    return len(short) >= _MIN_SHARED_DIGITS and short in long


def _new_account(writer: Writer, currency: str) -> int:
    return writer.run("INSERT INTO bank_account (currency, institution_name) VALUES (?, '')", (currency,))
