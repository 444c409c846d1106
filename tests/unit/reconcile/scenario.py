"""Read a scenario that an accountant can read: what is open, what the bank says, what the engine must answer.

    [invoices]       number | issued | due | client | left to pay | total | currency | subject
    [expenses]       reference | day | supplier | amount | category
    [receipts]       reference | day | client | amount
    [transactions]   day | amount | label
    [expected]       status | reference amount, reference amount | nature

Amounts are signed as the account sees them, except in [expenses], where a plain amount is money spent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from microdesk_desktop.domain.money import format_decimal, parse_cents
from microdesk_desktop.domain.settle.attributions import Outcome
from microdesk_desktop.domain.settle.targets import (
    DocumentType,
    Party,
    Target,
    TargetKind,
)
from microdesk_desktop.domain.settle.transactions import Owner, Transaction


@dataclass(slots=True)
class Scenario:
    """A question for the engine and its expected answer, one line for each transaction."""

    owner: Owner = Owner()  # noqa: RUF009
    parties: list[Party] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    transactions: list[Transaction] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def said(self, outcome: Outcome) -> str:
        """The outcome, written as in [expected]."""
        names = {target.id: target.reference for target in self.targets}
        best = outcome.proposals[0].allocations if outcome.proposals else ()
        parts = ", ".join(f"{names[each.target_id]} {_french(each.amount_cents)}" for each in best)
        return " | ".join(part for part in (outcome.status.value, parts, outcome.nature or "") if part)


def load_scenario(path: Path) -> Scenario:
    """Read a scenario file."""
    scenario = Scenario()
    for section, cells in _lines(path.read_text(encoding="utf-8")):
        _READERS[section](scenario, cells)
    return scenario


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    section = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            yield section, [cell.strip() for cell in line.split("|")]


def _owner(scenario: Scenario, cells: list[str]) -> None:
    scenario.owner = Owner(names=(cells[0],), ibans=tuple(cells[1:]))


def _client(scenario: Scenario, cells: list[str]) -> None:
    scenario.parties.append(Party(id=len(scenario.parties) + 1, name=cells[0]))


def _invoice(scenario: Scenario, cells: list[str]) -> None:
    number, issued, due, client, left = cells[:5]
    if client not in (party.name for party in scenario.parties):
        _client(scenario, [client])
    cents = parse_cents(left, ",")
    scenario.targets.append(
        Target(
            kind=TargetKind.INVOICE,
            id=len(scenario.targets) + 1,
            reference=number,
            remaining_cents=cents,
            total_cents=parse_cents(cells[5], ",") if len(cells) > 5 else cents,
            currency=cells[6] if len(cells) > 6 else "EUR",
            on=_day(issued),
            due_on=_day(due) if due else None,
            party_id=next(party.id for party in scenario.parties if party.name == client),
            party_name=client,
            label=cells[7] if len(cells) > 7 else "",
            document_type=DocumentType.CREDIT_NOTE if cents < 0 else DocumentType.INVOICE,
        )
    )


def _expense(scenario: Scenario, cells: list[str]) -> None:
    _record(scenario, TargetKind.EXPENSE, cells, -parse_cents(cells[3], ","))


def _receipt(scenario: Scenario, cells: list[str]) -> None:
    _record(scenario, TargetKind.RECEIPT, cells, parse_cents(cells[3], ","))


def _record(scenario: Scenario, kind: TargetKind, cells: list[str], cents: int) -> None:
    scenario.targets.append(
        Target(
            kind=kind,
            id=len(scenario.targets) + 1,
            reference=cells[0],
            remaining_cents=cents,
            total_cents=cents,
            currency="EUR",
            on=_day(cells[1]),
            party_name=cells[2],
            category=cells[4] if len(cells) > 4 else "",
        )
    )


def _transaction(scenario: Scenario, cells: list[str]) -> None:
    scenario.transactions.append(
        Transaction(
            id=len(scenario.transactions) + 1,
            on=_day(cells[0]),
            amount_cents=parse_cents(cells[1], ","),
            currency="EUR",
            label=cells[2],
            pending=len(cells) > 3 and cells[3] == "pending",
        )
    )


def _expected(scenario: Scenario, cells: list[str]) -> None:
    scenario.expected.append(" | ".join(cells))


_READERS = {
    "owner": _owner,
    "clients": _client,
    "invoices": _invoice,
    "expenses": _expense,
    "receipts": _receipt,
    "transactions": _transaction,
    "expected": _expected,
}


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def _french(cents: int) -> str:
    return format_decimal(cents).replace(".", ",")
