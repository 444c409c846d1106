"""Bank accounts: the account of a statement file or of a connection, and its latest balance."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.domain.bank.accounts.choice import KnownAccount, account_names, are_other_banks
from microdesk_desktop.domain.bank.accounts.names import AccountName, NameKind
from microdesk_desktop.domain.bank.types import Balance, Connection, State, Statement
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.store.database import Reader, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account whose transactions are in the vault; `number` is that of statement files without IBAN.

    `was_connected`: a bank service read it, and another account is read now.
    """

    id: int
    institution_name: str
    iban: str | None
    number: str | None
    currency: str
    balance: Balance | None
    is_connected: bool
    was_connected: bool = False


def load_accounts(reader: Reader) -> list[Account]:
    """Every account, the connected one first."""
    rows: Iterable[tuple[int, str, str | None, str | None, str, int | None, str | None, int, int]] = reader.iterate(
        "SELECT bank_account.id, institution_name, iban, account_number, currency, balance_cents, balance_on,"
        " account_id IS NOT NULL, provider_account IS NOT NULL"
        " FROM bank_account LEFT JOIN bank_connection ON account_id = bank_account.id"
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
            was_connected=bool(known) and not connected,
            balance=None
            if cents is None
            else Balance(amount_cents=cents, currency=currency, on=date.fromisoformat(on) if on else None),
        )
        for id_, name, iban, number, currency, cents, on, connected, known in rows
    ]


def load_known_accounts(reader: Reader) -> list[KnownAccount]:
    """Every account with the spellings by which statement files may name it, the oldest first."""
    return [
        KnownAccount(id=id_, currency=currency, bank=bank, iban=iban, number=number, names=_names(names))
        for id_, currency, bank, iban, number, names in reader.iterate(
            "SELECT id, currency, institution_name, iban, account_number, names FROM bank_account ORDER BY id"
        )
    ]


def _names(text: str) -> Sequence[tuple[str, str]]:
    return [(source, name) for source, name in json.loads(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAccount:
    """An account that no bank service has ever fed, only statement files."""

    id: int
    iban: str | None
    number: str | None
    count: int

    def may_be(self, other: "FileAccount") -> bool:
        """Whether the other one, of an older state of the same vault, is this account."""
        pairs = ((self.iban, other.iban), (self.number, other.number))
        return self.id == other.id and all(mine == theirs or not theirs for mine, theirs in pairs)


def load_file_accounts(reader: Reader) -> list[FileAccount]:
    """The accounts with transactions that only statement files have fed."""
    rows: Iterable[tuple[int, str | None, str | None, int]] = reader.iterate(
        "SELECT bank_account.id, iban, account_number, count(*) FROM bank_account"
        " JOIN bank_transaction ON account_id = bank_account.id"
        " WHERE provider_account IS NULL AND bank_account.id NOT IN (SELECT account_id FROM bank_connection)"
        " GROUP BY bank_account.id ORDER BY bank_account.id"
    )
    return [FileAccount(id=id_, iban=iban, number=number, count=count) for id_, iban, number, count in rows]


def load_known_names(reader: Reader) -> Mapping[int, Sequence[AccountName]]:
    """Every spelling of each account, by the account's id."""
    return {each.id: account_names(each) for each in load_known_accounts(reader)}


def new_account(writer: Writer, currency: str, *, iban: str | None = None) -> int:
    """Add an account without a bank; returns its row id."""
    return writer.run("INSERT INTO bank_account (currency, institution_name, iban) VALUES (?, '', ?)", (currency, iban))


def describe_account(writer: Writer, account_id: int, statement: Statement, source: str) -> None:
    """Keep what a statement file gives of its account, where that is not known yet."""
    name = AccountName(statement.account_number) if statement.account_number else None
    number = name.text if name and name.kind is NameKind.NUMBER else None
    writer.run(
        "UPDATE bank_account SET iban = coalesce(iban, ?), account_number = coalesce(account_number, ?),"
        " institution_name = CASE institution_name WHEN '' THEN ? ELSE institution_name END WHERE id = ?",
        (statement.iban, number, statement.bank_name or "", account_id),
    )
    known = next(each for each in load_known_accounts(writer) if each.id == account_id)
    if name and not any(name.is_same(other) for other in account_names(known)):
        names = json.dumps([*known.names, (source, name.text)], ensure_ascii=False)
        writer.run("UPDATE bank_account SET names = ? WHERE id = ?", (names, account_id))


def remember_date_order(writer: Writer, account_id: int, order: DateOrder) -> None:
    """Keep the order of day and month that a file of this account has proven."""
    writer.run("UPDATE bank_account SET date_order = ? WHERE id = ?", (order.value, account_id))


def load_date_orders(reader: Reader) -> Mapping[int, DateOrder]:
    """The order of day and month in the files of each account that has proven one, by the account's id."""
    rows = reader.iterate("SELECT id, date_order FROM bank_account WHERE date_order IS NOT NULL")
    return {id_: DateOrder(order) for id_, order in rows}


def load_file_balance(reader: Reader, account_id: int) -> Balance | None:
    """The latest balance that a statement file gave, with a day; None for an account whose bank is connected."""
    row = reader.one(
        "SELECT balance_cents, currency, balance_on FROM bank_account"
        " WHERE id = ? AND balance_on IS NOT NULL AND provider_account IS NULL",
        (account_id,),
    )
    return Balance(amount_cents=row[0], currency=row[1], on=date.fromisoformat(row[2])) if row else None


def load_balance(reader: Reader, account_id: int) -> Balance | None:
    """The latest balance that is known, with its day where that is known too."""
    row = reader.one(
        "SELECT balance_cents, currency, balance_on FROM bank_account WHERE id = ? AND balance_cents IS NOT NULL",
        (account_id,),
    )
    if row is None:
        return None
    return Balance(amount_cents=row[0], currency=row[1], on=date.fromisoformat(row[2]) if row[2] else None)


def load_booked_ids(reader: Reader, account_id: int, since: date, until: date | None) -> frozenset[int]:
    """The ids of the booked transactions from one day on, up to another one where it is given."""
    rows = reader.all(
        "SELECT id FROM bank_transaction WHERE account_id = ? AND booked_on >= ? AND state = ?"
        " AND (? IS NULL OR booked_on <= ?)",
        (account_id, since.isoformat(), State.BOOKED.value, *[until and until.isoformat()] * 2),
    )
    return frozenset(id_ for (id_,) in rows)


def booked_between(reader: Reader, account_id: int, after: date, until: date) -> int:
    """The sum in cents of the booked transactions after one day, up to another one."""
    return int(
        reader.value(
            "SELECT coalesce(sum(amount_cents), 0) FROM bank_transaction"
            " WHERE account_id = ? AND booked_on > ? AND booked_on <= ? AND state = ?",
            (account_id, after.isoformat(), until.isoformat(), State.BOOKED.value),
        )
    )


def account_of_connection(writer: Writer, connection: Connection) -> int:
    """The account of a connection, with what the provider gave of it; returns its row id.

    It is the account of the same IBAN and currency, else the only one of the currency that files made without naming
    it or another bank, else a new one.
    """
    account_id = _account_of_connection(load_known_accounts(writer), connection)
    if account_id is None:
        account_id = new_account(writer, connection.currency)
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


def _account_of_connection(accounts: Sequence[KnownAccount], connection: Connection) -> int | None:
    accounts = [each for each in accounts if each.currency == connection.currency]
    name = AccountName(connection.iban) if connection.iban else None
    same = [each.id for each in accounts if name and any(name.is_same(other) for other in account_names(each))]
    bank = connection.institution_name
    unnamed = [each.id for each in accounts if not account_names(each) and not are_other_banks(each.bank, bank)]
    found = same or unnamed
    return found[0] if len(found) == 1 else None
