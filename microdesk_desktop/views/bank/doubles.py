"""Words of two transactions that may be one payment."""

from collections.abc import Sequence

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.bank.labels.parser import mask_card_numbers
from microdesk_desktop.domain.bank.types import State, StatementFormat
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.words import transactions as words


def compared_facts(row: TransactionRow, other: TransactionRow) -> Sequence[tuple[str, str]]:
    """The day, the amount, the label and the origin of both, fact by fact."""
    return list(zip(_facts(row), _facts(other), strict=True))


def merged_text(row: TransactionRow) -> str:
    """« CB OVH, −14,39 € : les deux opérations n'en font plus qu'une. »."""
    return tr("{label}, {amount} : les deux opérations n'en font plus qu'une.").format(
        label=mask_card_numbers(row.label), amount=words.amount_text(row)
    )


def kept_both_text(row: TransactionRow) -> str:
    """« CB OVH, −14,39 € : les deux opérations sont gardées. »."""
    return tr("{label}, {amount} : les deux opérations sont gardées.").format(
        label=mask_card_numbers(row.label), amount=words.amount_text(row)
    )


def _facts(row: TransactionRow) -> Sequence[str]:
    day = dates.typed_day(row.on)
    return (
        f"{day}, {tr('à venir')}" if row.state is State.PENDING else day,
        words.amount_text(row),
        mask_card_numbers(row.label),
        source_text(row.source),
    )


def source_text(source: str) -> str:
    """Where a transaction came from: « Relevé OFX », « Banque connectée »."""
    if source in frozenset(StatementFormat):
        return tr("Relevé {format}").format(format=source.upper())
    return tr("Banque connectée")
