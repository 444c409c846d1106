"""What a decision did, in one sentence that names its transaction; the window shows it beside the undo."""

from collections.abc import Sequence

from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.bank.label_parser import mask_card_numbers
from microdesk_desktop.views.bank.rows import TransactionRow

# The sentence stays on one line of the narrowest window.
LONGEST_LABEL = 32


def transaction_name(row: TransactionRow) -> str:
    """« CB ADOBE · 67,01 € », with a long label cut after a word."""
    label = mask_card_numbers(row.label)
    if len(label) > LONGEST_LABEL:
        label = f"{label[:LONGEST_LABEL].rsplit(' ', 1)[0]}…"
    return f"{label} · {money.amount(abs(row.amount_cents), row.currency)}"


def attributed_text(row: TransactionRow, references: Sequence[str]) -> str:
    """« CB ADOBE · 67,01 € attribuée à D-2026-0004. », or the number of references where there are several."""
    if len(references) == 1:
        text = tr("{transaction} attribuée à {reference}.")
        return text.format(transaction=transaction_name(row), reference=references[0])
    text = ntr(
        "{transaction} attribuée à {count} document.", "{transaction} attribuée à {count} documents.", len(references)
    )
    return text.format(transaction=transaction_name(row), count=counts.count(len(references)))


def recorded_text(row: TransactionRow) -> str:
    """An expense, or income, was created for the transaction."""
    text = (
        tr("{transaction} attribuée à une nouvelle dépense.")
        if row.amount_cents < 0
        else tr("{transaction} attribuée à une nouvelle recette.")
    )
    return text.format(transaction=transaction_name(row))


def ignored_text(row: TransactionRow) -> str:
    """The transaction was set aside."""
    return tr("{transaction} ignorée.").format(transaction=transaction_name(row))


def unignored_text(row: TransactionRow) -> str:
    """The transaction waits for the user again."""
    return tr("{transaction} remise à traiter.").format(transaction=transaction_name(row))


def detached_text(row: TransactionRow) -> str:
    """The transaction settles nothing any more."""
    return tr("{transaction} : attribution retirée.").format(transaction=transaction_name(row))
