"""How the money of a transaction was paid, by the first words of its label."""

from collections.abc import Mapping

from microdesk_desktop.domain.bank.label_parser import LabelKind, parse_label
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


def method_of(label: str) -> Method | None:
    """How it was paid; None where the label names no method."""
    return _METHODS.get(parse_label(label).kind)
