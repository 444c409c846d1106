"""What one run of the attribution engine needs, and what changed since the last complete one."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from microdesk_desktop import __version__
from microdesk_desktop.domain.settle.lessons import Lesson
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.domain.settle.targets import Party, Target
from microdesk_desktop.domain.settle.transactions import Owner
from microdesk_desktop.reconcile.learning import learn
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.attribution_run import (
    ChangedTransactions,
    LastRun,
    load_changed_transactions,
    load_last_run,
)
from microdesk_desktop.store.bank.lessons import load_decided
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.bank.targets import load_matchable_targets
from microdesk_desktop.store.books.entries import closed_until
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_parties
from microdesk_desktop.store.vault.company import load_company


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInput:
    """What the engine matches transactions with, and what changed since its last complete run.

    `closed` is the last day of the closed books. `settings` is a digest of what every outcome depends on (rules,
    lessons, clients, the user's own names, the engine itself), `facts` maps the id of each target to a digest of its
    fields, except what remains to settle.
    """

    targets: Sequence[Target]
    parties: Sequence[Party]
    rules: Sequence[Rule]
    lessons: Sequence[Lesson]
    owner: Owner
    settings: str
    facts: Mapping[int, str]
    closed: date | None
    last: LastRun | None
    transactions: ChangedTransactions

    def renewed_targets(self, last: LastRun) -> Set[int]:
        """The ids of the targets that came, went or were corrected since the last run."""
        same = {id_ for id_, facts in self.facts.items() if id_ in last.targets and last.targets[id_].facts == facts}
        return (self.facts.keys() | last.targets.keys()) - same

    def changed_targets(self, last: LastRun) -> Set[int]:
        """The ids of the renewed targets, and of those of which another amount remains to settle."""
        resettled = {
            target.id
            for target in self.targets
            if target.id in last.targets and last.targets[target.id].remaining_cents != target.remaining_cents
        }
        return resettled | self.renewed_targets(last)


def load_engine_input(reader: Reader) -> EngineInput:
    """All that one run needs, but for the transactions that did not change."""
    targets, parties, rules = load_matchable_targets(reader), load_parties(reader), load_rules(reader)
    owner, last, closed = load_owner(reader), load_last_run(reader), closed_until(reader)
    lessons = learn(load_decided(reader), targets)
    return EngineInput(
        targets=targets,
        parties=parties,
        rules=rules,
        lessons=lessons,
        owner=owner,
        settings=digest_of(__version__, owner, *parties, *rules, *lessons),
        closed=closed,
        last=last,
        transactions=load_changed_transactions(reader, last.last_transaction_id if last else 0, closed),
        facts={target.id: _facts(target) for target in targets},
    )


def load_owner(reader: Reader) -> Owner:
    """The names and accounts by which the user's own transfers are known."""
    ibans = tuple(account.iban for account in load_accounts(reader) if account.iban)
    return Owner(names=(load_company(reader).name,), ibans=ibans)


def _facts(target: Target) -> str:
    return digest_of(
        target.kind,
        target.reference,
        target.total_cents,
        target.currency,
        target.on,
        target.due_on,
        target.party_id,
        target.party_name,
        target.label,
        target.category,
        target.document_type,
    )


def digest_of(*values: object) -> str:
    """A short digest of these values as text."""
    return blake2b("\x1f".join(map(str, values)).encode(), digest_size=8).hexdigest()
