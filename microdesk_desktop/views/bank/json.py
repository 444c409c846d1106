"""The JSON of the bank commands (`INTERFACES.md`): decimal strings, ISO dates, reasons in sentences.

Amounts of attributions and suggestions carry the sign of the transaction, so that they add up to it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from microdesk_desktop.domain.bank.types import MergeResult, MissingPeriod
from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.domain.settle.attributions import AttributionCounts
from microdesk_desktop.domain.settle.rules import DIRECTIONS, RuleAction
from microdesk_desktop.views.bank.account_list import AccountRow
from microdesk_desktop.views.bank.lessons import LessonRow
from microdesk_desktop.views.bank.rows import BankState, Link, TransactionRow
from microdesk_desktop.views.bank.rules import RuleRow
from microdesk_desktop.views.bank.words.sums import fee_cents
from microdesk_desktop.views.bank.words.transactions import proposals_of
from microdesk_desktop.views.messages.reasons import reason_text, supporting, weakening

Json = Mapping[str, object]


def account_json(row: AccountRow) -> Json:
    """One account in the stable shape of `bank accounts`."""
    account, balance = row.account, row.account.balance
    return {
        "id": str(account.id),
        "name": row.title,
        "iban": account.iban,
        "number": account.number,
        "currency": account.currency,
        "source": row.source,
        "balance": format_decimal(balance.amount_cents) if balance else None,
        "balance_date": balance.on.isoformat() if balance and balance.on else None,
        "rows": row.count,
    }


def missing_json(missing: MissingPeriod) -> Json:
    """What the balances of two statements prove to be in none of them."""
    return {
        "after": missing.after.isoformat(),
        "until": missing.until.isoformat(),
        "amount": format_decimal(missing.cents),
        "currency": missing.currency,
    }


def transaction_json(row: TransactionRow) -> Json:
    """One transaction in the stable shape of `bank list`."""
    return {
        "id": str(row.id),
        "account": str(row.account_id),
        "date": row.on.isoformat(),
        "state": row.state.value,
        "amount": format_decimal(row.amount_cents),
        "currency": row.currency,
        "label": row.label,
        "status": row.status.value,
        "attributions": [_attribution(link) for link in row.attributions],
        "suggestions": [
            {**_suggestion(link), "fee": _fee(row, links)} for links in proposals_of(row) for link in links
        ],
        "reasons": [reason_text(reason) for reason in row.reasons],
        "fee": _fee(row, row.attributions),
        "cancelled_by": _paired(row, "cancelled_by", "returned_by"),
        "cancels": _paired(row, "cancels", "returned_decided"),
        "double_of": None if row.double_of is None else str(row.double_of),
    }


def _paired(row: TransactionRow, *codes: str) -> str | None:
    """The id of the other transaction of a pair that cancels."""
    found = (each.params.get("transaction_id") for each in row.reasons if each.code in codes)
    return next(found, None)


def _fee(row: TransactionRow, links: Sequence[Link]) -> str | None:
    """What was kept of the payment, or would be by a proposal."""
    cents = fee_cents(row, links)
    return format_decimal(cents) if cents else None


def _attribution(link: Link) -> Json:
    assert link.origin is not None, "an attribution always has an origin"
    return {**_target(link), "origin": link.origin.value, "rule": link.rule}


def _suggestion(link: Link) -> Json:
    return {**_target(link), "score": round(link.score, 2)}


def _target(link: Link) -> Json:
    """A target with its part, what supports it and what weakens it; those of one proposal share a rank."""
    return {
        "kind": link.kind.value,
        "reference": link.reference,
        "amount": format_decimal(link.amount_cents),
        "reasons": supporting(link.reasons),
        "against": weakening(link.reasons),
        "rank": link.rank,
    }


def rule_json(row: RuleRow) -> Json:
    """One rule in the stable shape of `bank rules`; what its action does not use is None."""
    rule = row.rule
    return {
        "id": str(row.id),
        "name": rule.name,
        "words": rule.words,
        "direction": next(name for name, direction in DIRECTIONS.items() if direction == rule.direction),
        "amount": _bound_json(rule.least_cents if rule.least_cents == rule.most_cents else None),
        "min": _bound_json(rule.least_cents),
        "max": _bound_json(rule.most_cents),
        "action": rule.action.value,
        "client": row.party or None if rule.action is not RuleAction.EXPENSE else None,
        "supplier": row.party or None if rule.action is RuleAction.EXPENSE else None,
        "category": rule.category or None,
        "label": rule.label or None,
        "paused": rule.is_paused,
    }


def lesson_json(row: LessonRow) -> Json:
    """One lesson in the stable shape of `bank lessons`; what its kind does not use is None."""
    lesson = row.lesson
    return {
        "id": row.id,
        "kind": lesson.kind.value,
        "words": lesson.words,
        "direction": next(name for name, direction in DIRECTIONS.items() if direction == lesson.direction),
        "party": row.party or None,
        "amounts": [format_decimal(cents) for cents in lesson.cents],
        "fees": [{"gross": format_decimal(gross), "fee": format_decimal(fee)} for gross, fee in lesson.fees],
        "on": lesson.at.date().isoformat(),
        "taught_by": [str(id_) for id_ in lesson.taught_by],
    }


def _bound_json(cents: int | None) -> str | None:
    return None if cents is None else format_decimal(cents)


def merge_json(merge: MergeResult) -> Json:
    """How many transactions came, changed or left."""
    return {"added": merge.added, "updated": merge.updated, "removed": merge.removed}


def attributed_json(attributed: AttributionCounts) -> Json:
    """How many transactions one run of the engine settled, proposed, set aside and decided anew."""
    return {
        "attributed": attributed.attributed,
        "suggested": attributed.suggested,
        "ignored": attributed.ignored,
        "revised": attributed.revised,
    }


def state_json(state: BankState, next_allowed: datetime | None) -> Json:
    """The connection, its consent, the balance and the counts."""
    balance = state.balance
    return {
        "connected": state.is_connected,
        "provider": state.provider,
        "institution": state.institution_name or None,
        "iban": state.iban,
        "balance": format_decimal(balance.amount_cents) if balance else None,
        "balance_date": balance.on.isoformat() if balance and balance.on else None,
        "currency": balance.currency if balance else None,
        "consent_expires": state.expires_at.isoformat() if state.expires_at else None,
        "last_sync": state.last_sync.at.isoformat() if state.last_sync else None,
        "last_outcome": state.last_sync.outcome if state.last_sync else None,
        "next_allowed": next_allowed.isoformat() if next_allowed else None,
        "transactions": {status.value: count for status, count in state.counts.items()},
    }
