"""A book as JSON and as lines of the terminal: decimal strings, ISO dates, None for what is not there."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.books.lines import VatPart
from microdesk_desktop.domain.books.totals import PeriodTotal, Sums, period_totals, sums_of, vat_of
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.views.books.register import Register, RegisterRow
from microdesk_desktop.views.books.register_words import (
    activity_short,
    book_name,
    euros,
    line_amount,
    method_text,
    nature_text,
    period_name,
    totals_detail,
)

Json = Mapping[str, object]


def register_json(register: Register) -> Json:
    """The stable shape of `books receipts` and `books purchases`, of the year in which the span begins."""
    totals = period_totals(register.lines, register.company.declares)
    return {
        "year": register.span.since.year,
        "closed_until": register.closed_until.isoformat() if register.closed_until else None,
        "period_totals": [_total_json(each) for each in totals],
        "total": _sums_json(sums_of(register.lines)),
        "lines": [_line_json(row) for row in register.rows],
    }


def register_lines(register: Register) -> Sequence[str]:
    """The book for the terminal: one line each, the totals below each period and at the end."""
    shown, rows = [book_name(register.book)], register.rows
    totals = period_totals(register.lines, register.company.declares)
    for period in dict.fromkeys(each.period for each in totals):
        shown += ["", period_name(period)]
        shown += [_line_text(row) for row in rows if row.period == period]
        shown += [_total_text(each) for each in totals if each.period == period]
    whole = sums_of(register.lines)
    shown += ["", tr("Total : {amount}").format(amount=euros(whole.amount)), totals_detail(register.book, whole)]
    return [each for place, each in enumerate(shown) if each or place < len(shown) - 1]


def _line_json(row: RegisterRow) -> Json:
    line = row.line
    return {
        "date": line.on.isoformat(),
        "reference": line.reference,
        "party": line.party,
        "nature": line.nature,
        "activity": line.activity.value if line.activity else None,
        "amount": format_decimal(line.amount_cents),
        "method": line.method.value if line.method else None,
        "document": line.document or None,
        "period": row.period.name,
        "gross": format_decimal(line.gross_cents),
        "vat": format_decimal(vat_of(line)),
        "vat_parts": [_vat_json(part) for part in line.vat],
        "disbursement": format_decimal(line.disbursement_cents),
        "currency": line.currency,
        "paid_on": line.paid_on.isoformat(),
        "correction": line.is_correction,
        "entry": line.entry,
        "transaction": str(line.transaction_id) if line.transaction_id is not None else None,
    }


def _vat_json(part: VatPart) -> Json:
    return {
        "category": part.category,
        "rate": format_decimal(part.rate_bp),
        "base": format_decimal(part.base_cents),
        "amount": format_decimal(part.tax_cents),
    }


def _total_json(total: PeriodTotal) -> Json:
    activity = total.activity.value if total.activity else None
    return {"period": total.period.name, "activity": activity, **_sums_json(total.sums)}


def _sums_json(sums: Sums) -> Json:
    return {
        "amount": format_decimal(sums.amount),
        "vat": format_decimal(sums.vat),
        "disbursement": format_decimal(sums.disbursement),
        "gross": format_decimal(sums.gross),
        "cash": format_decimal(sums.cash),
    }


def _line_text(row: RegisterRow) -> str:
    line = row.line
    cells = (
        dates.typed_day(line.on),
        line.reference or line.document,
        line.party,
        nature_text(line),
        activity_short(line.activity) if line.activity else "",
        method_text(line),
        line_amount(line),
        "" if line.entry is None else tr("n° {number}").format(number=line.entry),
    )
    return "  ".join(one_line(cell) for cell in cells if cell)


def _total_text(total: PeriodTotal) -> str:
    name = activity_short(total.activity) if total.activity else tr("Total")
    return tr("{name} : {amount}").format(name=name, amount=euros(total.sums.amount))
