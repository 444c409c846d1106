"""Late interest in words: each line with its days and its rate, what is not known, and the cost of recovery."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from microdesk_desktop.base.format import counts, dates, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.documents.reminders.interest import InterestLine, LateInterest
from microdesk_desktop.domain.money import EUR


def interest_lines(interest: LateInterest, currency: str) -> Sequence[str]:
    """The lines, then the total, the 40 € and what is unknown."""
    lines = [line_text(line, currency) for line in interest.lines]
    return [*lines, *summary_lines(interest, currency)]


def summary_lines(interest: LateInterest, currency: str) -> Sequence[str]:
    """The total of what is known, the cost of recovery, and the days that lack a rate."""
    total = tr("Intérêts de retard : {amount}.").format(amount=money.amount(interest.known, currency))
    recovery = tr("Indemnité pour frais de recouvrement : {amount}.")
    unknown = sum(line.days for line in interest.unknown)
    missing = ntr(
        "{count} jour n'est pas compté : son taux n'est pas connu.",
        "{count} jours ne sont pas comptés : leur taux n'est pas connu.",
        unknown,
    )
    is_known = bool(interest.known) or not unknown
    return [
        *([total] if is_known else []),
        *([recovery.format(amount=money.amount(interest.recovery, EUR))] if interest.recovery else []),
        *([missing.format(count=counts.count(unknown))] if unknown else []),
    ]


def line_text(line: InterestLine, currency: str) -> str:
    """« du 1er au 31 octobre : 31 jours × 1 000,00 € × 8,28 % ÷ 365 = 7,03 € »."""
    values = {
        "first": dates.long_day(line.first),
        "last": dates.long_day(line.last),
        "days": ntr("{count} jour", "{count} jours", line.days).format(count=counts.count(line.days)),
        "unpaid": money.amount(line.unpaid, currency),
    }
    if line.rate is None:
        return tr("Du {first} au {last} : {days} × {unpaid}, à un taux inconnu").format(**values)
    form = tr("Du {first} au {last} : {days} × {unpaid} × {rate} ÷ 365 = {interest}")
    return form.format(**values, rate=percent_text(line.rate), interest=money.amount(line.interest or 0, currency))


def percent_text(percent: Fraction) -> str:
    """« 8,28 % »."""
    hundredths = int(percent * 100)
    return tr("{rate} %").format(rate=money.typed_amount(hundredths))


def semester_text(first_day: date) -> str:
    """« second semestre 2026 »."""
    form = tr("premier semestre {year}") if first_day.month == 1 else tr("second semestre {year}")
    return form.format(year=first_day.year)
