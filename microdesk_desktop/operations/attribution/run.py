"""Run the attribution engine on the transactions that something new concerns.

What it decides depends on all transactions, targets, rules and decisions of the user, never on what came first: what
was decided automatically is decided anew once a change concerns it. Fixed are the user's decisions, the records that
rules made, and what was paid in closed books.

rows ──merge──▶ transactions ──engine──▶ outcomes ──record──▶ payments, suggestions
                                 ▲
                 targets, clients, rules, own names and accounts

What changed is found by comparing the vault with what the last complete run saw: no caller has to declare it, and a
crash, an undo or an interrupted run loses nothing.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.settle.attributions import AttributionCounts, Recorded
from microdesk_desktop.domain.settle.dependencies import AMOUNT, REFERENCES, Dependency
from microdesk_desktop.operations.attribution.engine_input import EngineInput, digest_of, load_engine_input
from microdesk_desktop.operations.attribution.kept_payments import link_kept_payments
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
from microdesk_desktop.store.bank.attribution_run import (
    LastRun,
    SeenTarget,
    load_dependent_ids,
    load_dependents,
    load_free_labels,
    load_known_keys,
)
from microdesk_desktop.store.bank.recorded import load_recorded
from microdesk_desktop.store.database import Reader


def run_attribution(session: Session, job: Job, *, everything: bool = False) -> AttributionCounts:
    """Attribute the transactions that nothing fixes, and store what is new; the counts are of what was stored.

    Looks only at the transactions that a change since the last run concerns, unless `everything` is set; the result is
    the same. When nothing changed the engine does not run. Cancelled at any moment, what is stored is whole and the
    next run completes it.
    """
    put_paid_in_euros(session)
    linked = link_kept_payments(session)
    counts = _run(session, job, everything=everything)
    return replace(counts, attributed=counts.attributed + linked)


def _run(session: Session, job: Job, *, everything: bool) -> AttributionCounts:
    given = session.read(load_engine_input)
    last = given.last if given.last and given.last.settings == given.settings else None
    if last is not None and not everything and _is_unchanged(given, last):
        return AttributionCounts()
    if last is None and not given.transactions.last_transaction_id:
        return AttributionCounts()
    engine = _engine(session, given)
    vocabulary = digest_of(*engine.vocabulary)
    if last is None or everything or last.vocabulary != vocabulary:
        run = engine.run(session.read(lambda reader: load_recorded(reader, given.closed)), job)
    else:
        run = _run_on_affected(session, given, last, engine, job)
    seen = _seen(given, run, vocabulary)
    return record(session, run, given, seen, job)


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
    engine = Engine(given.targets, parties=given.parties, owner=given.owner, rules=given.rules, lessons=given.lessons)
    session.cache[_CachedEngine] = _CachedEngine(given.settings, given.facts, engine)
    return engine


def _is_unchanged(given: EngineInput, last: LastRun) -> bool:
    changed = given.transactions
    return not (changed.fresh or changed.fixed or given.changed_targets(last))


def _run_on_affected(session: Session, given: EngineInput, last: LastRun, engine: Engine, job: Job) -> EngineRun:
    changed = given.transactions
    fresh, known = {each.transaction.id: each for each in changed.fresh}, set(changed.known)
    if renewed := given.renewed_targets(last):
        serials = serials_of(target.reference for target in given.targets if target.id in renewed)
        reread, depended = session.read(lambda reader: _load_citing(reader, serials, given.closed))
        fresh |= {each.transaction.id: each for each in reread}
        known |= depended
    known |= {(AMOUNT, -each.transaction.amount_cents) for each in changed.fixed}
    before = {id_: (seen.party, seen.remaining_cents) for id_, seen in last.targets.items()}
    keys = with_rivals(known, engine.items) | changed_target_keys(engine.items, given.changed_targets(last), before)

    def find(wanted: Set[Dependency]) -> Iterable[Recorded]:
        return session.read(lambda reader: load_dependents(reader, wanted, given.closed))

    return engine.run_affected(list(fresh.values()), keys, find, job)


def _load_citing(reader: Reader, serials: Set[str], closed: date | None) -> tuple[Sequence[Recorded], Set[Dependency]]:
    """The transactions whose citations may change with these references, and what they depended on."""
    ids = set(load_dependent_ids(reader, {(REFERENCES, 0)}))
    if serials:
        ids |= {id_ for id_, label in load_free_labels(reader) if may_cite(label, serials)}
    found = [each for each in load_recorded(reader, closed, sorted(ids)) if not each.is_fixed]
    return found, load_known_keys(reader, [each.transaction.id for each in found])


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
