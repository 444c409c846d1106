"""Declarations as JSON: decimal strings, ISO dates, None for what is not there."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.domain.books.declarations import ActivityDeclaration, Contribution, Unknown
from microdesk_desktop.domain.books.duties import Duty
from microdesk_desktop.domain.books.vat_return import VatReturn, euros
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.views.books.declarations.duties import DutyRow
from microdesk_desktop.views.books.declarations.turnover import DeclaredTurnover
from microdesk_desktop.views.books.declarations.unknown import unknown_text

Json = Mapping[str, object]


def turnover_json(found: DeclaredTurnover, duty: Duty | None) -> Json:
    """The stable shape of `declarations show`; `duty` is that of the period, None for another rhythm."""
    declaration = found.declaration
    span = declaration.period.span
    return {
        "period": declaration.period.name,
        "from": span.since.isoformat(),
        "until": span.until.isoformat(),
        "declared_on": found.declared.on.isoformat() if found.declared else None,
        "due_on": duty.due_on.isoformat() if duty and duty.due_on else None,
        "declared_with": [each.name for each in duty.periods if each != declaration.period] if duty else [],
        "is_over": declaration.is_over,
        "known": declaration.is_known,
        "activities": [_activity_json(each) for each in declaration.activities],
        "total": format_decimal(declaration.total_cents),
        "payable": format_decimal(declaration.payable_cents),
        "unknown": [_unknown_json(each) for each in declaration.unknown],
    }


def _activity_json(found: ActivityDeclaration) -> Json:
    return {
        "activity": found.activity.value,
        "turnover": format_decimal(found.turnover_cents),
        "declared": str(found.declared_euros),
        "carried": format_decimal(found.carried_cents),
        "contributions": [_contribution_json(each) for each in found.contributions],
        "total": format_decimal(found.total_cents),
    }


def _contribution_json(found: Contribution) -> Json:
    rate = found.rate
    return {
        "kind": found.kind.value,
        "rate": f"{rate.percent:f}",
        "base": str(found.base_euros),
        "amount": format_decimal(found.amount_cents),
        "rounded": None if found.rounded_euros is None else str(found.rounded_euros),
        "from": found.span.since.isoformat(),
        "until": found.span.until.isoformat(),
        "valid_from": rate.valid_from.isoformat() if rate.valid_from else None,
        "valid_to": rate.valid_to.isoformat() if rate.valid_to else None,
        "source": rate.source,
        "checked": rate.checked.isoformat(),
        "confidence": str(rate.confidence),
        "reduced": rate.is_reduced,
    }


def _unknown_json(found: Unknown) -> Json:
    return {
        "figure": found.figure.value,
        "activity": found.activity.value if found.activity else None,
        "kind": found.kind.value if found.kind else None,
        "from": found.span.since.isoformat(),
        "until": found.span.until.isoformat(),
        "turnover": format_decimal(found.cents),
        "text": unknown_text(found),
    }


def duties_json(rows: Sequence[DutyRow]) -> Sequence[Json]:
    """The stable shape of `declarations list`."""
    return [_duty_json(row) for row in rows]


def _duty_json(row: DutyRow) -> Json:
    duty = row.duty
    return {
        "kind": duty.kind.value,
        "period": duty.name,
        "periods": [each.name for each in duty.periods],
        "from": duty.span.since.isoformat(),
        "until": duty.span.until.isoformat(),
        "opens_on": duty.opens_on.isoformat(),
        "due_on": duty.due_on.isoformat() if duty.due_on else None,
        "due_until": duty.due_until.isoformat() if duty.due_until else None,
        "state": row.state.value,
        "done_on": row.done_on.isoformat() if row.done_on else None,
        "source": duty.source,
        "confidence": duty.confidence or None,
    }


def vat_json(found: VatReturn, declared_on: str | None) -> Json:
    """The stable shape of `declarations vat`: amounts to the cent, and the whole euros of the form."""
    span = found.period.span
    return {
        "period": found.period.name,
        "from": span.since.isoformat(),
        "until": span.until.isoformat(),
        "declared_on": declared_on,
        "is_over": found.is_over,
        "bases": {figure.value: format_decimal(cents) for figure, cents in found.bases},
        "rates": [
            {
                "rate": format_decimal(each.rate_bp),
                "base": format_decimal(each.base_cents),
                "tax": format_decimal(each.tax_cents),
                "rounded_base": str(euros(each.base_cents)),
                "rounded_tax": str(euros(each.tax_cents)),
            }
            for each in found.rates
        ],
        "due": str(found.due),
        "deductible": format_decimal(found.deductible_cents),
        "credit_before": str(found.credit_before),
        "net": str(found.net),
        "credit": str(found.credit),
        "without_rate": format_decimal(found.unsure_cents),
    }
