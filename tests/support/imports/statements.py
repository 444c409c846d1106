"""Small statement files, and a vault that imports them."""

from collections.abc import Sequence
from datetime import date

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.domain.imports.drafts import WantedAccount
from microdesk_desktop.domain.imports.statement_plan import StatementPlan
from microdesk_desktop.domain.imports.types import ReadOptions
from microdesk_desktop.domain.money import parse_cents
from microdesk_desktop.operations.bank.statement_plan import (
    KeptStatement,
    keep_statement,
    order_to_read_with,
    plan_file,
)
from microdesk_desktop.store.bank.accounts import Account, load_accounts
from microdesk_desktop.store.database import Database

Line = tuple[str, str, str]
"""A day (ISO), an amount and a label."""


class Statements:
    """A vault into which statements are imported one after the other."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def plan(self, text: str, account: WantedAccount = None) -> Sequence[StatementPlan]:
        """What the import of this file would do."""
        parsed = read_statement(text.encode())
        return self.database.read(lambda reader: plan_file(reader, parsed, account))

    def keep(self, text: str, account: WantedAccount = None) -> Sequence[KeptStatement]:
        """Import the file."""
        data = text.encode()
        parsed = read_statement(data)
        order = self.database.read(
            lambda reader: order_to_read_with(reader, parsed, plan_file(reader, parsed, account))
        )
        if order is not None and not parsed.is_order_proven:
            parsed = read_statement(data, options=ReadOptions(date_order=order))
        return self.database.write(
            lambda writer: [keep_statement(writer, plan) for plan in plan_file(writer, parsed, account)]
        )

    def add(self, text: str, account: WantedAccount = None) -> int:
        """Import the file; returns how many rows it added."""
        return sum(len(each.rows.added) for each in self.keep(text, account))

    @property
    def accounts(self) -> list[Account]:
        return sorted(self.database.read(load_accounts), key=lambda account: account.id)

    def rows(self) -> list[tuple[int, str, int, str]]:
        """Account, day, cents and label of every transaction, in this order."""
        return self.database.read(
            lambda reader: reader.all(
                "SELECT account_id, booked_on, amount_cents, label FROM bank_transaction ORDER BY 1, 2, 3, 4"
            )
        )

    def labels(self) -> list[str]:
        return [label for _, _, _, label in self.rows()]

    def count(self, table: str) -> int:
        return int(self.database.read(lambda reader: reader.value(f"SELECT count(*) FROM {table}")))


def ofx(
    *lines: Line, account: str = "00012345678", ids: Sequence[str] = (), currency: str = "EUR", after: str = ""
) -> str:
    """An OFX file of one account; `after` is what follows the transactions."""
    rows = "".join(
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{day.replace('-', '')}<TRNAMT>{amount}"
        f"<FITID>{ids[rank] if ids else ''}<NAME>{label}</STMTTRN>\n"
        for rank, (day, amount, label) in enumerate(lines)
    )
    name = f"<BANKACCTFROM><BANKID>30099<ACCTID>{account}<ACCTTYPE>CHECKING</BANKACCTFROM>" if account else ""
    return (
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\n\n"
        f"<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>{currency}{name}<BANKTRANLIST>\n{rows}</BANKTRANLIST>"
        f"{after}</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


def ledger(amount: str, day: str) -> str:
    """The balance of an OFX file."""
    return f"<LEDGERBAL><BALAMT>{amount}<DTASOF>{day.replace('-', '')}</LEDGERBAL>"


def qif(*lines: Line, account: str = "") -> str:
    """A QIF file, which names its account by words or not at all."""
    rows = "".join(f"D{_french(day)}\nT{amount}\nP{label}\n^\n" for day, amount, label in lines)
    head = f"!Account\nN{account}\nTBank\n^\n" if account else ""
    return f"{head}!Type:Bank\n{rows}"


def csv(*lines: Line) -> str:
    """A CSV file of no known bank, which names no account."""
    rows = "".join(f"{_french(day)};{label};{amount.replace('.', ',')}\n" for day, amount, label in lines)
    return f"Date;Libellé;Montant\n{rows}"


def csv_with_balance(opening: str, *lines: Line) -> str:
    """The same with the balance after each row, the oldest row first."""
    at, rows = parse_cents(opening), ""
    for day, amount, label in lines:
        at += parse_cents(amount)
        rows += f"{_french(day)};{label};{amount.replace('.', ',')};{_comma(at)}\n"
    return f"Date;Libellé;Montant;Solde\n{rows}"


def revolut(*lines: tuple[str, str, str, str]) -> str:
    """A file of Revolut, which gives the time of day of each row; without balances."""
    rows = "".join(
        f"CARD_PAYMENT,Current,{day} {time},{day} {time},{label},{amount},0.00,EUR,COMPLETED,\n"
        for day, amount, label, time in lines
    )
    return f"Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n{rows}"


def _comma(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02}"


def _french(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"
