"""What clients owe by how long it has been due, per client and currency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from microdesk_desktop.base.format import money
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.follow_up.aging import Age
from microdesk_desktop.domain.money import EUR, Money, format_decimal, total_by_currency
from microdesk_desktop.views.records.document_words import age_words, aged_text
from microdesk_desktop.views.records.rows import InvoiceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AgedBalance:
    """What one client, or all of them, owe in one currency: cents by age."""

    client: str
    currency: str
    cents: Mapping[Age, int]

    @property
    def total(self) -> int:
        """All that is owed, in cents."""
        return sum(self.cents.values())


def aged_balances(rows: Iterable[InvoiceRow]) -> Sequence[AgedBalance]:
    """The balance of each client in each currency, the highest first; credit notes and what is paid are left out."""
    sums: defaultdict[tuple[str, str], defaultdict[Age, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if row.remaining_cents > 0:
            sums[row.client, row.currency][row.age] += row.remaining_cents
    balances = [_balance(client, currency, cents) for (client, currency), cents in sums.items()]
    return sorted(balances, key=lambda each: (each.currency != EUR, each.currency, -each.total, each.client))


def total_balances(balances: Iterable[AgedBalance]) -> Sequence[AgedBalance]:
    """The sum over all clients in each currency, euros first; `client` is empty."""
    sums: defaultdict[str, defaultdict[Age, int]] = defaultdict(lambda: defaultdict(int))
    for balance in balances:
        for age, cents in balance.cents.items():
            sums[balance.currency][age] += cents
    ordered = sorted(sums, key=lambda currency: (currency != EUR, currency))
    return [_balance("", currency, sums[currency]) for currency in ordered]


def aging_text(rows: Iterable[InvoiceRow]) -> str:
    """« à échoir : 1 200,00 € · 1 à 30 jours : 480,00 € », without what is zero; empty where nothing is owed."""
    totals = total_balances(aged_balances(rows))
    sums = {age: total_by_currency(Money(each.cents[age], each.currency) for each in totals) for age in Age}
    return " · ".join(aged_text(words, sums[age]) for age, words in age_words().items() if sums[age])


def aging_json(balances: Sequence[AgedBalance], today: date) -> Mapping[str, Any]:
    """The aged balance for the command line."""
    return {
        "on": today.isoformat(),
        "clients": [{"client": each.client, **_json(each)} for each in balances],
        "totals": [_json(each) for each in total_balances(balances)],
    }


def aging_lines(balances: Sequence[AgedBalance]) -> Sequence[str]:
    """A line for each client and currency, then the totals."""
    totals = total_balances(balances)
    return [*map(_line, balances), *map(_line, totals)] if balances else [tr("Rien n'est dû.")]


def _line(balance: AgedBalance) -> str:
    parts = [
        f"{words} {money.amount(balance.cents[age], balance.currency)}"
        for age, words in age_words().items()
        if balance.cents[age]
    ]
    total = money.amount(balance.total, balance.currency)
    return tr("{who} : {total} ({parts})").format(
        who=balance.client or tr("En tout"), total=total, parts=", ".join(parts)
    )


def _balance(client: str, currency: str, cents: Mapping[Age, int]) -> AgedBalance:
    return AgedBalance(client=client, currency=currency, cents={age: cents.get(age, 0) for age in Age})


def _json(balance: AgedBalance) -> Mapping[str, Any]:
    by_age = {age.value: format_decimal(balance.cents[age]) for age in Age}
    return {"currency": balance.currency, **by_age, "total": format_decimal(balance.total)}
