"""Run the attribution engine on the transactions that something new concerns.

rows ──merge──▶ transactions ──engine──▶ outcomes ──record──▶ payments, suggestions
                                 ▲
                 targets, clients, rules, own names and accounts

What changed is found by comparing the vault with what the last complete run saw: no caller has to declare it, and a
crash, an undo or an interrupted run loses nothing.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from hashlib import blake2b

from microdesk_desktop import __version__
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.settle.attributions import AttributionCounts
from microdesk_desktop.domain.settle.dependencies import REFERENCES, Dependency
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.domain.settle.targets import Party, Target
from microdesk_desktop.domain.settle.transactions import Owner, Transaction
from microdesk_desktop.operations.attribution.record import record
from microdesk_desktop.operations.foreign_expenses import put_paid_in_euros
from microdesk_desktop.operations.session import Session
from microdesk_desktop.reconcile.affected import (
    EngineRun,
    changed_target_keys,
    may_cite,
    serials_of,
    with_rivals,
)
from microdesk_desktop.reconcile.engine import Engine
from microdesk_desktop.store.bank.accounts import load_accounts
from microdesk_desktop.store.bank.attribution_run import (
    ChangedTransactions,
    LastRun,
    SeenTarget,
    load_changed_transactions,
    load_dependents,
    load_known_keys,
    load_last_run,
)
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.bank.targets import load_matchable_targets
from microdesk_desktop.store.bank.transactions import load_undecided
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_parties
from microdesk_desktop.store.vault.company import load_company


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInput:
    """What the engine matches transactions with, and what changed since its last complete run.

    `settings` is a digest of what every outcome depends on (rules, clients, the user's own names, the engine itself),
    `facts` maps the id of each target to a digest of its fields, except what remains to settle.
    """

    targets: Sequence[Target]
    parties: Sequence[Party]
    rules: Sequence[Rule]
    owner: Owner
    settings: str
    facts: Mapping[int, str]
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
    owner, last = load_owner(reader), load_last_run(reader)
    return EngineInput(
        targets=targets,
        parties=parties,
        rules=rules,
        owner=owner,
        settings=_digest(__version__, owner, *parties, *rules),
        last=last,
        transactions=load_changed_transactions(reader, last.last_transaction_id if last else 0),
        facts={target.id: _facts(target) for target in targets},
    )


def load_owner(reader: Reader) -> Owner:
    """The names and accounts by which the user's own transfers are known."""
    ibans = tuple(account.iban for account in load_accounts(reader) if account.iban)
    return Owner(names=(load_company(reader).name,), ibans=ibans)


def _facts(target: Target) -> str:
    return _digest(
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


def _digest(*values: object) -> str:
    return blake2b("\x1f".join(map(str, values)).encode(), digest_size=8).hexdigest()


def run_attribution(session: Session, job: Job, *, everything: bool = False) -> AttributionCounts:
    """Attribute the transactions that no human decided, and store what is new; the counts are of what was stored.

    Looks only at the transactions that a change since the last run concerns, unless `everything` is set; the result is
    the same. When nothing changed the engine does not run. Cancelled at any moment, what is stored is whole and the
    next run completes it.
    """
    put_paid_in_euros(session)
    given = session.read(load_engine_input)
    last = given.last if given.last and given.last.settings == given.settings else None
    if last is not None and not everything and _is_unchanged(given, last):
        return AttributionCounts()
    if last is None and not session.read(load_undecided):
        return AttributionCounts()
    engine = _engine(session, given)
    vocabulary = _digest(*engine.vocabulary)
    if last is None or everything or last.vocabulary != vocabulary:
        run = engine.run(session.read(load_undecided), job)
    else:
        run = _run_on_affected(session, given, last, engine, job)
    return record(session, run, given.transactions, _seen(given, run, vocabulary), given.rules, job)


@dataclass(frozen=True, slots=True)
class _CachedEngine:
    """An engine, with the digests of the inputs of its indexes."""

    settings: str
    facts: Mapping[int, str]
    engine: Engine


def _engine(session: Session, given: EngineInput) -> Engine:
    """The engine for these targets; its indexes are those of the former run when only payments came since."""
    cached = session.cache.get(_CachedEngine)
    if isinstance(cached, _CachedEngine) and (cached.settings, cached.facts) == (given.settings, given.facts):
        return cached.engine.with_targets(given.targets)
    engine = Engine(given.targets, parties=given.parties, owner=given.owner, rules=given.rules)
    session.cache[_CachedEngine] = _CachedEngine(given.settings, given.facts, engine)
    return engine


def _is_unchanged(given: EngineInput, last: LastRun) -> bool:
    changed = given.transactions
    return not (changed.fresh or changed.decided or given.changed_targets(last))


def _run_on_affected(session: Session, given: EngineInput, last: LastRun, engine: Engine, job: Job) -> EngineRun:
    changed = given.transactions
    fresh, known = {each.id: each for each in changed.fresh}, set(changed.known)
    if renewed := given.renewed_targets(last):
        serials = serials_of(target.reference for target in given.targets if target.id in renewed)
        reread, depended = session.read(lambda reader: _load_citing(reader, serials))
        fresh |= {each.id: each for each in reread}
        known |= depended
    before = {id_: (seen.party, seen.remaining_cents) for id_, seen in last.targets.items()}
    keys = with_rivals(known, engine.items) | changed_target_keys(engine.items, given.changed_targets(last), before)

    def find(wanted: Set[Dependency]) -> Iterable[Transaction]:
        return session.read(lambda reader: load_dependents(reader, wanted))

    return engine.run_affected(list(fresh.values()), keys, find, job)


def _load_citing(reader: Reader, serials: Set[str]) -> tuple[Sequence[Transaction], Set[Dependency]]:
    """The undecided transactions whose citations may change with these references, and what they depended on."""
    found = {each.id: each for each in load_dependents(reader, {(REFERENCES, 0)})}
    if serials:
        found |= {each.id: each for each in load_undecided(reader) if may_cite(each.label, serials)}
    return list(found.values()), load_known_keys(reader, found)


def _seen(given: EngineInput, run: EngineRun, vocabulary: str) -> LastRun:
    """What the next run compares with: the targets as this one leaves them."""
    items = run.items
    return LastRun(
        settings=given.settings,
        vocabulary=vocabulary,
        last_transaction_id=given.transactions.last_transaction_id,
        targets={
            target.id: SeenTarget(
                party=items.parties[position],
                remaining_cents=items.remaining[position],
                facts=given.facts[target.id],
            )
            for position, target in enumerate(items.targets)
        },
    )
