"""Reasons of an attribution or a proposal: what supports it, then what is against it, the weightiest first.

The sentences are in `views/messages/reasons.py`.
"""

from collections.abc import Iterator

from microdesk_desktop.domain.bank.labels.parser import LabelKind
from microdesk_desktop.domain.settle.reasons import AGAINST, EXACT, Reason
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.reconcile.evidence import Evidence
from microdesk_desktop.reconcile.labels.confidence import LOW
from microdesk_desktop.reconcile.matchers.match import Parts
from microdesk_desktop.reconcile.open_items import OpenItems
from microdesk_desktop.reconcile.payment_windows import days_after, days_late
from microdesk_desktop.reconcile.reasons.against import reasons_against
from microdesk_desktop.reconcile.reasons.amount import amount_reason
from microdesk_desktop.reconcile.reasons.stated import stated_reasons
from microdesk_desktop.reconcile.reasons.values import common_reason, make_reason
from microdesk_desktop.reconcile.tuning import FULL_SCORE, MATCHES, NAMES, REASONS

__all__ = ["make_reason", "reasons_for"]

# Members read for every row, looked up once: in Python 3.11 each look-up is a function call.
_EXPENSE = TargetKind.EXPENSE
_CARD = LabelKind.CARD
_ALIKE = {"client": "client_like", "supplier": "supplier_like"}


def reasons_for(
    evidence: Evidence, items: OpenItems, parts: Parts, *instead: Reason, is_certain: bool = False
) -> tuple[Reason, ...]:
    """The reasons to settle these parts, before the items change; `instead` replaces the reason of the amount."""
    supporting: list[Reason] = []
    against: list[Reason] = []
    amounts = instead or (amount_reason(evidence, items, parts),)
    for each in (_number(evidence, items, parts), _party(evidence, items, parts[0][0]), *amounts):
        if each is not None:
            (against if each.code in AGAINST else supporting).append(each)
    # Number, name and exact amount are enough: what else the label states is then not even read.
    if len(supporting) < REASONS.enough or not any(each.code in EXACT for each in amounts):
        supporting += _of_references(evidence, items, parts)
        supporting += stated_reasons(evidence, items, parts)
    if len(parts) == 1 and (day := _day(evidence, items, parts[0][0])):
        (against if day.code in AGAINST else supporting).append(day)
    against = [*reasons_against(evidence, items, parts, is_certain=is_certain), *against]
    return (*supporting[: REASONS.max_reasons], *_distinct(against)[: REASONS.max_against])


def _distinct(reasons: list[Reason]) -> list[Reason]:
    """Each code once, whatever number of documents share it."""
    if len(reasons) < 2:
        return reasons
    return list({reason.code: reason for reason in reversed(reasons)}.values())[::-1]


def _number(evidence: Evidence, items: OpenItems, parts: Parts) -> Reason | None:
    found = evidence.cited.found
    if not found:
        return None
    cited = [position for position, _ in parts if position in found]
    if not cited:
        return None
    if len(cited) > 1:
        is_whole = len(cited) == len(parts)
        return (
            make_reason("numbers", count=len(cited))
            if is_whole
            else make_reason("numbers_some", count=len(cited), of=len(parts))
        )
    code = "number_maybe" if found[cited[0]] is LOW else "number"
    return Reason(code, items.id_of(cited[0]))


def _of_references(evidence: Evidence, items: OpenItems, parts: Parts) -> Iterator[Reason]:
    """The quote, the order or the pro-forma of the same client that the label cites."""
    party = items.parties[parts[0][0]]
    for position in evidence.cited.found:
        if items.parties[position] == party and not items.is_settled_by_money(position):
            yield Reason("reference", items.id_of(position))
            return


def _party(evidence: Evidence, items: OpenItems, position: int) -> Reason | None:
    party, target = items.parties[position], items.targets[position]
    score = evidence.party_scores.get(party, 0)
    if party in evidence.contradicted:
        return None  # the surname is common to both, and the reason against gives what is not
    if score < NAMES.faint:
        is_alike = evidence.nature is not None and items.nature(position) is evidence.nature
        return common_reason("nature") if is_alike else None
    if (taught := evidence.learnt.pays_for) and (lesson := taught.get(items.parties[position])):
        return make_reason("learnt", target_id=target.id, on=lesson.at.date().isoformat())
    if evidence.alias is not None and score == FULL_SCORE:
        return make_reason("party_rule", rule_id=evidence.alias.id)
    side = "supplier" if target.kind is _EXPENSE else "client"
    is_same = score >= NAMES.sure and party not in evidence.unsure
    return Reason(side if is_same else _ALIKE[side], items.id_of(position))


def _day(evidence: Evidence, items: OpenItems, position: int) -> Reason | None:
    days = days_after(evidence, items, position)
    if items.is_record[position]:
        if days == 0:
            return common_reason("purchase_day" if evidence.kind is _CARD else "same_day")
        return common_reason("days_after" if days > 0 else "days_before", days=abs(days))
    late = days_late(evidence, items, position)
    if days < -MATCHES.certain_lead_days:
        return None  # that it is before the issue is the reason against
    if late is None:
        return common_reason("after_issue", days=days) if days > 0 else None
    if late == 0:
        return common_reason("on_due")
    return common_reason("after_due" if late > 0 else "before_due", days=abs(late))
