"""The receipt or expense that a transaction stands for, filled in from its label."""

from microdesk_desktop.domain.bank.label_parser import LabelKind, counterparty_name, parse_label, purchase_day
from microdesk_desktop.domain.records.receipts_expenses import Expense, Method, Receipt
from microdesk_desktop.views.bank.hints import hint
from microdesk_desktop.views.bank.rows import TransactionRow

_METHODS = {
    LabelKind.CARD_TAKINGS: Method.CARD,
    LabelKind.CHEQUE_DEPOSIT: Method.CHEQUE,
    LabelKind.CASH: Method.CASH,
}
_SMALL_WORDS = frozenset("LE LA LES L DE DU DES D ET AU AUX EN SUR MME M MR".split())
_LONGEST_ACRONYM = 4


def prefilled_expense(row: TransactionRow) -> Expense:
    """The expense of a transaction; a refund, money in, is negative."""
    found = hint(row)
    return Expense(
        on=purchase_day(parse_label(row.label), row.on) or row.on,
        supplier=_written_name(counterparty_name(row.label)),
        label="",
        amount_cents=-row.amount_cents,
        category=found.category if found else "",
    )


def prefilled_receipt(row: TransactionRow) -> Receipt:
    """The receipt of a transaction."""
    return Receipt(
        on=row.on,
        client=_written_name(counterparty_name(row.label)),
        label="",
        amount_cents=row.amount_cents,
        method=_METHODS.get(parse_label(row.label).kind, Method.TRANSFER),
    )


def _written_name(party: str) -> str:
    """« LE BOUCHON DU MARCHE » as a name is written; OVH or SARL stay in capitals."""
    words = party.split()
    return " ".join(_written_word(word, is_first=number == 0) for number, word in enumerate(words))


def _written_word(word: str, *, is_first: bool) -> str:
    if word in _SMALL_WORDS:
        return word.capitalize() if is_first else word.lower()
    return word if len(word) <= _LONGEST_ACRONYM and word.isalpha() else word.capitalize()
