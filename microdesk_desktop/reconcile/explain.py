"""Why a proposal is made: at most three pieces of evidence, the most telling first (sentences: `views/reasons.py`)."""

from fractions import Fraction

from microdesk_desktop.domain.bank.label_parser import LabelKind
from microdesk_desktop.domain.settle.matching import Reason, Target, TargetKind
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.expense_kind import nature_of_expense
from microdesk_desktop.reconcile.numbers import Confidence
from microdesk_desktop.reconcile.open_items import OpenItems, is_record
from microdesk_desktop.reconcile.payment_windows import days_after, days_late
from microdesk_desktop.reconcile.tuning import FULL_SCORE, NAMES

Parts = tuple[tuple[int, int], ...]
MOST = 3


def why(facts: Evidence, book: OpenItems, parts: Parts, *further: Reason) -> tuple[Reason, ...]:
    """The reasons of settling these parts, read before the book is changed; `further` stand for the amount's."""
    found = [
        _number(facts, book, parts),
        _party(facts, book, parts[0][0]),
        *(further or (_amount(facts, book, parts),)),
        _day(facts, book.targets[parts[0][0]]) if len(parts) == 1 else None,
    ]
    return tuple(reason for reason in found if reason)[:MOST]


def reason(code: str, **params: object) -> Reason:
    """A reason whose values are written as text."""
    return Reason(code=code, params={name: str(value) for name, value in params.items()})


def _number(facts: Evidence, book: OpenItems, parts: Parts) -> Reason | None:
    cited = [position for position, _ in parts if position in facts.mentions.found]
    if not cited:
        return None
    if len(cited) > 1:
        return reason("numbers", count=len(cited))
    trust = facts.mentions.found[cited[0]]
    code = "number_maybe" if trust is Confidence.LOW else "number"
    return reason(code, reference=book.targets[cited[0]].reference)


def _party(facts: Evidence, book: OpenItems, position: int) -> Reason | None:
    score = facts.likeness.get(book.parties[position], 0)
    if score < NAMES.faint:
        is_alike = facts.nature is not None and nature_of_expense(book.targets[position]) is facts.nature
        return reason("nature") if is_alike else None
    if facts.rule is not None and score == FULL_SCORE:
        return reason("party_rule", rule=facts.rule.name)
    side = "supplier" if book.targets[position].kind is TargetKind.EXPENSE else "client"
    return reason(side if score >= NAMES.strong else f"{side}_like", name=book.targets[position].party_name)


def _amount(facts: Evidence, book: OpenItems, parts: Parts) -> Reason:
    transaction, total = facts.transaction, sum(cents for _, cents in parts)
    if len(parts) > 1:
        return reason("sum" if total == transaction.amount_cents else "sum_part", count=len(parts))
    position, cents = parts[0]
    target, left = book.targets[position], book.remaining[position]
    if cents == left == transaction.amount_cents:
        return reason("amount" if left == target.total_cents else "balance")
    if facts.label.gross_cents == left:
        return reason("gross", cents=left, currency=target.currency)
    if abs(transaction.amount_cents) > abs(left):
        return reason("surplus", cents=abs(transaction.amount_cents - left), currency=target.currency)
    return _share(facts, target, transaction.amount_cents, left)


def _share(facts: Evidence, target: Target, cents: int, left: int) -> Reason:
    share = Fraction(cents, target.total_cents) * 100
    gap = abs(left - cents)
    if gap * 25 <= abs(left):
        return reason("shortfall", cents=gap, currency=target.currency)
    if share.denominator != 1:
        return reason("part", cents=abs(target.total_cents), currency=target.currency)
    code = "deposit" if says_deposit(facts) else "share"
    return reason(code, percent=int(share), cents=abs(target.total_cents), currency=target.currency)


def says_deposit(facts: Evidence) -> bool:
    """Whether the label speaks of a deposit."""
    return any(word in facts.text for word in ("ACOMPTE", "ACPTE", "ARRHES", "AVANCE", "DEPOSIT"))


def _day(facts: Evidence, target: Target) -> Reason | None:
    if is_record(target):
        days = days_after(target, facts.transaction, facts.label)
        if days == 0:
            return reason("purchase_day" if facts.label.kind is LabelKind.CARD else "same_day")
        return reason("days_after" if days > 0 else "days_before", days=abs(days))
    late = days_late(target, facts.transaction)
    if late is None:
        days = days_after(target, facts.transaction, facts.label)
        return reason("after_issue", days=days) if days > 0 else None
    if late == 0:
        return reason("on_due")
    return reason("after_due" if late > 0 else "before_due", days=abs(late))
