"""The bank module's accounts, its one connection, the provider's limits, and their erasure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from microdesk_desktop.domain.bank.types import Balance, Connection, ProviderChoice, Statement
from microdesk_desktop.store.database import Reader, Writer

_BANK_TABLES = (
    "suggestion",
    "attribution",
    "rule",
    "bank_transaction",
    "bank_connection",
    "bank_account",
    "bank_limit",
    "bank_provider",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A bank account that the vault follows."""

    id: int
    institution_name: str
    iban: str | None
    currency: str
    balance: Balance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The budget of one kind of request at one provider; both None when it is unknown."""

    provider: str
    endpoint: str
    remaining: int | None
    retry_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSync:
    """When the last sync ended and how: "ok" or the code of its error."""

    at: datetime
    outcome: str


def load_provider(reader: Reader) -> ProviderChoice | None:
    """The provider that the user chose, None before."""
    row = reader.one("SELECT name, base_url FROM bank_provider")
    return ProviderChoice(*row) if row else None


def save_provider(writer: Writer, choice: ProviderChoice) -> None:
    """Keep the user's choice of provider; there is one."""
    writer.run("DELETE FROM bank_provider")
    writer.run("INSERT INTO bank_provider (name, base_url) VALUES (?, ?)", choice)


def load_connection(reader: Reader) -> Connection | None:
    """The connected account, None when no bank is connected."""
    row = reader.one(
        "SELECT provider, provider_account, institution_id, institution_name, iban, currency, history_days, expires_at"
        " FROM bank_connection JOIN bank_account ON bank_account.id = account_id"
    )
    if row is None:
        return None
    provider, account, institution, name, iban, currency, days, expires = row
    return Connection(
        provider=provider,
        account_id=account,
        institution_id=institution,
        institution_name=name,
        iban=iban,
        currency=currency,
        history_days=days,
        expires_at=datetime.fromisoformat(expires),
    )


def save_connection(writer: Writer, connection: Connection) -> int:
    """Keep the connection, on the account of the same IBAN or the one that files made; returns the account's row id."""
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
    writer.run("DELETE FROM bank_connection")
    writer.run(
        "INSERT INTO bank_connection (id, account_id, provider, history_days, expires_at) VALUES (1, ?, ?, ?, ?)",
        (account_id, connection.provider, connection.history_days, connection.expires_at.isoformat()),
    )
    return account_id


def connected_account(reader: Reader) -> int | None:
    """The row id of the connected account."""
    found = reader.value("SELECT account_id FROM bank_connection")
    return None if found is None else int(found)


def account_of_statement(writer: Writer, statement: Statement) -> int:
    """The account that a statement file is about, added when it is new; returns its row id.

    A file that does not name its account is about the one account there is.
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
    return len(short) >= 4 and short in long


def _new_account(writer: Writer, currency: str) -> int:
    return writer.run("INSERT INTO bank_account (currency, institution_name) VALUES (?, '')", (currency,))


def load_accounts(reader: Reader) -> list[Account]:
    """Every followed account, the connected one first."""
    rows: Iterable[tuple[int, str, str | None, str, int | None, str | None]] = reader.iterate(
        "SELECT bank_account.id, institution_name, iban, currency, balance_cents, balance_on FROM bank_account"
        " LEFT JOIN bank_connection ON account_id = bank_account.id"
        " ORDER BY account_id IS NULL, bank_account.id"
    )
    return [
        Account(
            id=id_,
            institution_name=name,
            iban=iban,
            currency=currency,
            balance=None
            if cents is None
            else Balance(amount_cents=cents, currency=currency, on=date.fromisoformat(on) if on else None),
        )
        for id_, name, iban, currency, cents, on in rows
    ]


def save_balance(writer: Writer, account_id: int, balance: Balance) -> None:
    """Keep the account's balance unless a later one is known."""
    on = balance.on.isoformat() if balance.on else None
    writer.run(
        "UPDATE bank_account SET balance_cents = ?, balance_on = ?"
        " WHERE id = ? AND (balance_on IS NULL OR ? IS NULL OR balance_on <= ?)",
        (balance.amount_cents, on, account_id, on, on),
    )


def load_limits(reader: Reader) -> list[Limit]:
    """The budget of each kind of request, of every provider."""
    return [
        Limit(
            provider=provider,
            endpoint=endpoint,
            remaining=remaining,
            retry_at=datetime.fromisoformat(at) if at else None,
        )
        for provider, endpoint, remaining, at in reader.iterate(
            "SELECT provider, endpoint, remaining, retry_at FROM bank_limit"
        )
    ]


def load_connected_limits(reader: Reader) -> list[Limit]:
    """The budgets of the connected provider."""
    provider = reader.value("SELECT provider FROM bank_connection")
    return [limit for limit in load_limits(reader) if limit.provider == provider]


def save_limit(writer: Writer, limit: Limit) -> None:
    """Remember when the next request of this kind is allowed, across restarts."""
    writer.run(
        "INSERT OR REPLACE INTO bank_limit (provider, endpoint, remaining, retry_at) VALUES (?, ?, ?, ?)",
        (limit.provider, limit.endpoint, limit.remaining, limit.retry_at.isoformat() if limit.retry_at else None),
    )


def load_last_sync(reader: Reader) -> LastSync | None:
    """How the last sync ended, None before the first."""
    row = reader.one("SELECT synced_at, outcome FROM bank_connection WHERE synced_at IS NOT NULL")
    return LastSync(at=datetime.fromisoformat(row[0]), outcome=row[1]) if row else None


def save_sync_result(writer: Writer, at: datetime, outcome: str) -> None:
    """Note when a sync ended and how: "ok" or the code of its error."""
    writer.run("UPDATE bank_connection SET synced_at = ?, outcome = ?", (at.isoformat(), outcome))


def erase_bank(writer: Writer) -> None:
    """Erase the whole bank module; payments stay, as plain facts of the books."""
    for table in _BANK_TABLES:
        writer.run(f"DELETE FROM {table}")
    writer.run("DELETE FROM sqlite_sequence WHERE name = 'bank_transaction'")
