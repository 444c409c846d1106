"""How the money of a transaction was paid, by the first words of its label."""

from collections.abc import Mapping

from microdesk_desktop.domain.bank.labels.parser import LabelKind, parse_label
from microdesk_desktop.domain.records.receipts_expenses import Method

_METHODS: Mapping[LabelKind, Method] = {
    LabelKind.TRANSFER: Method.TRANSFER,
    LabelKind.DIRECT_DEBIT: Method.DIRECT_DEBIT,
    LabelKind.LOAN: Method.DIRECT_DEBIT,
    LabelKind.FEE: Method.DIRECT_DEBIT,
    LabelKind.CARD: Method.CARD,
    LabelKind.CARD_REFUND: Method.CARD,
    LabelKind.CARD_TAKINGS: Method.CARD,
    LabelKind.CHEQUE: Method.CHEQUE,
    LabelKind.CHEQUE_DEPOSIT: Method.CHEQUE,
    LabelKind.CASH: Method.CASH,
}
_RETURNED = (
    ("CHQ", Method.CHEQUE),
    ("CHEQUE", Method.CHEQUE),
    ("PRLV", Method.DIRECT_DEBIT),
    ("PRELEVEMENT", Method.DIRECT_DEBIT),
    ("CB", Method.CARD),
    ("CARTE", Method.CARD),
    ("VIR", Method.TRANSFER),
)


def method_of(label: str) -> Method | None:
    """How it was paid; None where the label names no method."""
    found = parse_label(label)
    if found.kind is LabelKind.RETURNED:
        return next((method for word, method in _RETURNED if word in found.text), None)
    return _METHODS.get(found.kind)
