"""What a decision did, in one sentence that names its transaction; the window shows it beside the undo."""

from collections.abc import Sequence

from microdesk_desktop.base.format import counts, money
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.views.bank.rows import TransactionRow
from microdesk_desktop.views.bank.several import Several
from microdesk_desktop.views.bank.words.transactions import who_text

# The sentence stays on one line of the narrowest window.
LONGEST_LABEL = 32


def transaction_name(row: TransactionRow) -> str:
    """« Adobe Systems −67,01 € », with a long name cut after a word."""
    name = who_text(row)
    if len(name) > LONGEST_LABEL:
        name = f"{name[:LONGEST_LABEL].rsplit(' ', 1)[0]}…"
    return f"{name} {money.amount(row.amount_cents, row.currency, signed=True)}"


def attributed_text(row: TransactionRow, references: Sequence[str]) -> str:
    """« Nova SARL +480,00 € règle F-2026-0040. », or the number of references where there are several."""
    if len(references) == 1:
        text = tr("{transaction} règle {reference}.")
        return text.format(transaction=transaction_name(row), reference=references[0])
    text = ntr("{transaction} règle {count} document.", "{transaction} règle {count} documents.", len(references))
    return text.format(transaction=transaction_name(row), count=counts.count(len(references)))


def recorded_text(row: TransactionRow) -> str:
    """An expense, or income, was created for the transaction."""
    text = tr("{transaction} : dépense créée.") if row.amount_cents < 0 else tr("{transaction} : recette créée.")
    return text.format(transaction=transaction_name(row))


def ignored_text(row: TransactionRow) -> str:
    """The transaction was set aside."""
    return tr("{transaction} : ignorée.").format(transaction=transaction_name(row))


def several_ignored_text(several: Several) -> str:
    """Several transactions were set aside; a single one by its name."""
    if len(several.rows) == 1:
        return ignored_text(several.rows[0])
    number = len(several.rows)
    return ntr("{count} opération ignorée.", "{count} opérations ignorées.", number).format(count=counts.count(number))


def expenses_created_text(several: Several) -> str:
    """« 3 dépenses créées, 91,02 €. », or the transaction by its name where there is one."""
    number = len(several.expenses)
    if number == 1:
        wanted = several.expenses[0][0]
        return recorded_text(next(row for row in several.rows if row.id == wanted))
    total = money.amount(sum(expense.amount_cents for _, expense in several.expenses), "EUR")
    text = ntr("{count} dépense créée, {amount}.", "{count} dépenses créées, {amount}.", number)
    return text.format(count=counts.count(number), amount=total)


def unignored_text(row: TransactionRow) -> str:
    """The transaction waits for the user again."""
    return tr("{transaction} : à traiter de nouveau.").format(transaction=transaction_name(row))


def detached_text(row: TransactionRow) -> str:
    """The transaction settles nothing any more."""
    return tr("{transaction} : ne règle plus rien.").format(transaction=transaction_name(row))
