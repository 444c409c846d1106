"""Add or correct a rule given in words: its client by name, and only the values that its action uses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.settle.rules import Rule, RuleAction, is_specific
from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_parties

_FIELDS: Mapping[RuleAction, frozenset[str]] = {
    RuleAction.IGNORE: frozenset(),
    RuleAction.EXPENSE: frozenset(("supplier", "category", "label")),
    RuleAction.RECEIPT: frozenset(("client", "label")),
    RuleAction.PARTY: frozenset(("client",)),
}
# Money out is usually spent and money in usually earned; the other way round is a refund, to be asked for.
_USUAL_DIRECTIONS: Mapping[RuleAction, int] = {RuleAction.EXPENSE: -1, RuleAction.RECEIPT: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRule:
    """A rule as the user words it; an empty text is not given.

    `direction` is 1 (money in), -1 (money out), 0 (both), or None for the usual one of the action. The bounds are
    without sign. `client` is the name or the id of a stored client where the action is PARTY, and any name where it
    makes a receipt.
    """

    words: str
    action: RuleAction
    name: str = ""
    direction: int | None = None
    least_cents: int | None = None
    most_cents: int | None = None
    client: str = ""
    supplier: str = ""
    category: str = ""
    label: str = ""


def add_rule(session: Session, named: NamedRule, *, job: Job) -> ChangeResult:
    """Save the rule and apply it to the transactions that no human decided.

    Raises RULE_TOO_WIDE, INVALID_VALUE (amount) for bounds that hold no amount, FIELD_NOT_OF_RULE (field),
    RULE_WITHOUT_CLIENT, CLIENT_NOT_FOUND (client); then nothing changes.
    """
    rule = session.read(lambda reader: _rule_of(reader, named))
    return put_rule(session, rule, job=job)


def edit_rule(session: Session, rule: Rule, *, job: Job) -> ChangeResult:
    """Replace a rule by a corrected one and apply it. Raises as `add_rule` does."""
    words = one_line(rule.words)
    _check(words, rule.least_cents, rule.most_cents)
    if rule.category and rule.action is not RuleAction.EXPENSE:
        raise KnownError(ErrorCode.FIELD_NOT_OF_RULE, field="category")
    return put_rule(session, replace(rule, words=words, category=one_line(rule.category)), job=job)


def _check(words: str, least_cents: int | None, most_cents: int | None) -> None:
    if not is_specific(words):
        raise KnownError(ErrorCode.RULE_TOO_WIDE)
    if least_cents is not None and most_cents is not None and least_cents > most_cents:
        raise KnownError(ErrorCode.INVALID_VALUE, field="amount")


def _rule_of(reader: Reader, named: NamedRule) -> Rule:
    words = one_line(named.words)
    _check(words, named.least_cents, named.most_cents)
    for field in ("client", "supplier", "category", "label"):
        if getattr(named, field) and field not in _FIELDS[named.action]:
            raise KnownError(ErrorCode.FIELD_NOT_OF_RULE, field=field)
    is_party = named.action is RuleAction.PARTY
    usual = _USUAL_DIRECTIONS.get(named.action, 0)
    return Rule(
        id=0,
        name=one_line(named.name) or words,
        words=words,
        direction=usual if named.direction is None else named.direction,
        action=named.action,
        least_cents=named.least_cents,
        most_cents=named.most_cents,
        party_id=_client_named(reader, named.client) if is_party else None,
        party_name="" if is_party else one_line(named.client or named.supplier),
        category=one_line(named.category),
        label=one_line(named.label),
    )


def _client_named(reader: Reader, text: str) -> int:
    if not text.strip():
        raise KnownError(ErrorCode.RULE_WITHOUT_CLIENT)
    found = [each.id for each in load_parties(reader) if str(each.id) == text or fold(each.name) == fold(text)]
    if len(found) != 1:
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=text)
    return found[0]
