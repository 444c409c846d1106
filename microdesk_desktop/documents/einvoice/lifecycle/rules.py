"""What is wrong with a status message, by the names of the official rules (BR-FR-CDV 1.4.0); `MD-…` are ours."""

import re
from collections.abc import Iterator, Sequence

from microdesk_desktop.documents.einvoice.lifecycle.message import StatusMessage
from microdesk_desktop.documents.einvoice.lifecycle.statuses import COLLECTED, Role, Status, statuses
from microdesk_desktop.documents.einvoice.rules.french import RATES, TYPES
from microdesk_desktop.documents.einvoice.rules.problem import Problem
from microdesk_desktop.domain.documents.numbers import Decimals

_SIREN = re.compile(r"[0-9]{9}", re.ASCII)


def problems_of_status(message: StatusMessage) -> Sequence[Problem]:
    """What stands against sending a message, in the order of the rules; empty where it may be sent."""
    return [problem for rule in _RULES for problem in rule(message)]


def _invoice(message: StatusMessage) -> Iterator[Problem]:
    """BR-FR-CDV-03, 10, 11, 13, BR-FR-04: the identity of the message and of its invoice."""
    invoice = message.invoice
    if not message.id:
        yield Problem(rule="BR-FR-CDV-03", term="MDT-4")
    if not invoice.number:
        yield Problem(rule="BR-FR-CDV-10", term="MDT-87")
    if invoice.issued_on is None:
        yield Problem(rule="BR-FR-CDV-11", term="MDG-35")
    if not invoice.seller_siren:
        yield Problem(rule="BR-FR-CDV-13", term="MDT-129")
    if invoice.type_code not in TYPES:
        yield Problem(rule="BR-FR-04", term="MDT-91")


def _parties(message: StatusMessage) -> Iterator[Problem]:
    """BR-FR-CDV-07, 08, CL-03, CL-04: who sends, and where to; MD-STATUS-SENDER: the side that may set this status."""
    if not message.sender.siren:
        yield Problem(rule="BR-FR-CDV-07", term="MDT-38")
    if not (message.recipient.address.scheme and message.recipient.address.value):
        yield Problem(rule="BR-FR-CDV-08", term="MDT-73")
    if message.sender.role is Role.PLATFORM:
        yield Problem(rule="BR-FR-CDV-CL-03", term="MDT-40")
    status = statuses().get(message.code)
    if status is not None and message.sender.role is not status.sender:
        yield Problem(rule="MD-STATUS-SENDER", term="MDT-40")
    if message.recipient.role is message.sender.role:
        yield Problem(rule="MD-STATUS-RECIPIENT", term="MDT-59")


def _sirens(message: StatusMessage) -> Iterator[Problem]:
    """MD-SIREN: nine digits, which no official rule asks of a status; check digits are those of the invoice."""
    found = (
        (message.sender.siren, "MDT-38"),
        (message.recipient.siren, "MDT-57"),
        (message.invoice.seller_siren, "MDT-129"),
    )
    for siren, term in found:
        if siren and not _SIREN.fullmatch(siren):
            yield Problem(rule="MD-SIREN", term=term)


def _status(message: StatusMessage) -> Iterator[Problem]:
    """BR-FR-CDV-CL-06: a code of the list."""
    if message.code not in statuses():
        yield Problem(rule="BR-FR-CDV-CL-06", term="MDT-105")


def _reason(message: StatusMessage) -> Iterator[Problem]:
    """BR-FR-CDV-15, CL-09: a reason where one must be, of this status's list; MD-REASON: none where there is none."""
    status = statuses().get(message.code)
    if status is None:
        return
    if status.reasons and not message.reason:
        yield Problem(rule="BR-FR-CDV-15", term="MDT-113")
    if message.reason and message.reason not in _codes(status):
        yield Problem(rule="BR-FR-CDV-CL-09" if status.reasons else "MD-REASON", term="MDT-113")


def _amounts(message: StatusMessage) -> Iterator[Problem]:
    """BR-FR-CDV-14: amounts by rate in « Encaissée »; MD-COLLECTED: nowhere else, none of zero, none twice.

    MD-COLLECTED-RATE: rates are those of France (as BR-FR-16 asks of invoices).
    """
    found = message.collected
    if message.code == COLLECTED and not found:
        yield Problem(rule="BR-FR-CDV-14", term="MDT-207")
    is_double = len({(each.on, each.rate_bp) for each in found}) < len(found)
    is_misplaced = bool(found) and message.code != COLLECTED
    if is_double or is_misplaced or not all(each.cents for each in found) or (found and not message.currency):
        yield Problem(rule="MD-COLLECTED", term="MDT-215")
    if any(each.rate_bp not in _RATES_BP for each in found):
        yield Problem(rule="MD-COLLECTED-RATE", term="MDT-224")


def _codes(status: Status) -> Sequence[str]:
    return [reason.code for reason in status.reasons]


_RATES_BP = frozenset(int(rate * 10**Decimals.VAT_RATE) for rate in RATES)
_RULES = (_invoice, _parties, _sirens, _status, _reason, _amounts)
