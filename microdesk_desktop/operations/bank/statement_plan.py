"""Plan the import of statements without writing, and keep what was planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.process.collector import collection_paused
from microdesk_desktop.domain.bank.accounts.choice import AccountChoice, KnownAccount, choose_account, find_account
from microdesk_desktop.domain.bank.accounts.overlap import Overlap, overlap
from microdesk_desktop.domain.bank.merging.merge import MergePlan, plan_merge
from microdesk_desktop.domain.bank.types import Balance, MissingPeriod, ParsedFile, State, Statement
from microdesk_desktop.domain.calendar.dates import DateOrder
from microdesk_desktop.domain.imports.drafts import NEW_ACCOUNT, WantedAccount
from microdesk_desktop.domain.imports.statement_plan import StatementPlan
from microdesk_desktop.store.bank.accounts import (
    booked_between,
    describe_account,
    load_balance,
    load_booked_ids,
    load_date_orders,
    load_file_balance,
    load_known_accounts,
    new_account,
    remember_date_order,
    save_balance,
)
from microdesk_desktop.store.bank.transactions import MergeChanges, StoredRows, apply_merge, load_stored
from microdesk_desktop.store.database import Reader, Writer

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStatement:
    """What the import of one statement changed in the vault."""

    account_id: int
    rows: MergeChanges


def plan_file(reader: Reader, parsed: ParsedFile, account: WantedAccount = None) -> Sequence[StatementPlan]:
    """The plan of each statement of a file; statements that name a stored account are placed first.

    `account` is that of a file which does not name it, as the user gives it.
    Raises ACCOUNT_NOT_FOUND (account) for one that does not exist, ACCOUNT_MISMATCH for a file about another account.
    """
    with collection_paused():
        return _plans(reader, parsed, account)


def _plans(reader: Reader, parsed: ParsedFile, account: WantedAccount) -> Sequence[StatementPlan]:
    known, source = load_known_accounts(reader), str(parsed.format.value)
    order = parsed.date_order if parsed.is_order_proven else None
    plans: list[StatementPlan | None] = [None] * len(parsed.statements)
    taken: set[int] = set()
    for position, statement in _named_first(parsed.statements, source, known):
        open_accounts = [each for each in known if each.id not in taken]
        is_given = len(parsed.statements) == 1 or _needs_account(statement, source, known, account)
        plan = _Planner(reader, statement, source, open_accounts).plan(account if is_given else None, order)
        plans[position] = plan
        if plan.account.id is not None:
            taken.add(plan.account.id)
    return [plan for plan in plans if plan is not None]


def order_to_read_with(reader: Reader, parsed: ParsedFile, plans: Sequence[StatementPlan]) -> DateOrder | None:
    """The order of day and month with which a file is to be read again in which no date proves it.

    It is the order that earlier files of its account proved; None where it was read with that one, or none is known.
    """
    remembered = load_date_orders(reader)
    accounts = {id_ for plan in plans for id_ in (plan.account.id, *plan.account.candidates) if id_ is not None}
    orders = {remembered[id_] for id_ in accounts if id_ in remembered}
    return next(iter(orders)) if len(orders) == 1 and orders != {parsed.date_order} else None


def keep_statement(writer: Writer, plan: StatementPlan) -> KeptStatement:
    """Write what was planned, in the transaction in which it was planned. Raises ACCOUNT_UNCLEAR."""
    if plan.account.is_unclear:
        raise KnownError(ErrorCode.ACCOUNT_UNCLEAR)
    account_id = plan.account.id
    if account_id is None:
        account_id = new_account(writer, plan.statement.currency, iban=plan.iban)
    describe_account(writer, account_id, plan.statement, plan.source)
    if plan.date_order is not None:
        remember_date_order(writer, account_id, plan.date_order)
    changes = apply_merge(writer, account_id, plan.merge, plan.source)
    _keep_balance(writer, account_id, plan.statement, changes)
    return KeptStatement(account_id=account_id, rows=changes)


def _keep_balance(writer: Writer, account_id: int, statement: Statement, changes: MergeChanges) -> None:
    """Keep the closing balance of a statement unless a later one is known.

    Of two files that end on the same day, the one that lacks booked transactions of the other is the earlier one. A
    balance without a day is one of now: its file should hold every later transaction too.
    """
    closing = statement.closing
    if closing is None:
        return
    known = load_balance(writer, account_id)
    if known is not None and known.on in (None, closing.on):
        first = min((row.on for row in statement.rows), default=closing.on)
        stored = load_booked_ids(writer, account_id, first, known.on) if first else frozenset()
        if not stored <= {*changes.added, *changes.known}:
            return
    save_balance(writer, account_id, closing)


def _named_first(
    statements: Sequence[Statement], source: str, known: Sequence[KnownAccount]
) -> Sequence[tuple[int, Statement]]:
    """The statements by their position, those first whose account is stored, so that no other one is given it."""
    return sorted(enumerate(statements), key=lambda each: find_account(each[1], source, known) is None)


def _needs_account(statement: Statement, source: str, known: Sequence[KnownAccount], account: WantedAccount) -> bool:
    """Whether one of several statements is about the account that the user names for those that name none."""
    if account == NEW_ACCOUNT:
        return find_account(statement, source, known) is None
    return not statement.iban and not statement.account_number


class _Planner:
    """Plans one statement; the rows of each account are loaded and compared once."""

    def __init__(self, reader: Reader, statement: Statement, source: str, known: Sequence[KnownAccount]) -> None:
        self._reader = reader
        self._statement = statement
        self._source = source
        self._known = known
        self._plans: dict[int, tuple[MergePlan, StoredRows]] = {}

    def plan(self, account: WantedAccount, order: DateOrder | None) -> StatementPlan:
        """The plan for the account that the user names, else for the one that the statement is about."""
        choice, iban = self._choose(account)
        merge = self._merge(choice.id) if choice.id is not None else self._merge_into_new()
        missing = None if choice.id is None else self._missing(choice.id, merge)
        return StatementPlan(
            statement=self._statement,
            source=self._source,
            account=choice,
            merge=merge,
            iban=iban,
            date_order=order,
            missing=missing,
        )

    def _choose(self, account: WantedAccount) -> tuple[AccountChoice, str | None]:
        """The account, and the IBAN of one to add."""
        if account is None:
            return choose_account(self._statement, self._source, self._known, self._overlap), None
        if account == NEW_ACCOUNT:
            return AccountChoice(), None
        text = str(account)
        iban = as_iban(text)
        by_id = [each for each in self._known if str(each.id) == text]
        number = None if iban else text
        named = Statement(rows=(), iban=iban, account_number=number, currency=self._statement.currency)
        found = by_id[0] if by_id else find_account(named, self._source, self._known)
        if found is None and iban is None:
            raise KnownError(ErrorCode.ACCOUNT_NOT_FOUND, account=text)
        given = found or KnownAccount(id=0, currency=self._statement.currency, iban=iban)
        if given.excludes(self._statement):
            raise KnownError(ErrorCode.ACCOUNT_MISMATCH)
        return AccountChoice(id=found.id if found else None), iban

    def _overlap(self, account_id: int) -> Overlap:
        merge = self._merge(account_id)
        return overlap(merge, self._plans[account_id][1].rows)

    def _merge(self, account_id: int) -> MergePlan:
        if account_id not in self._plans:
            rows = self._statement.rows
            days = {row.on for row in rows}
            stored = load_stored(self._reader, account_id, min(days), max(days)) if rows else StoredRows()
            plan = plan_merge(rows, stored.rows, source=self._source, others=stored.others, merged=stored.merged)
            self._plans[account_id] = plan, stored
        return self._plans[account_id][0]

    def _merge_into_new(self) -> MergePlan:
        return plan_merge(self._statement.rows, (), source=self._source)

    def _missing(self, account_id: int, merge: MergePlan) -> MissingPeriod | None:
        """What the known balance and those of the statement prove to be missing between them."""
        known = load_file_balance(self._reader, account_id)
        span = _span(known, self._statement) if known else None
        if span is None:
            return None
        (after, before_cents), (until, after_cents) = span
        booked = booked_between(self._reader, account_id, after, until)
        booked += _change_of_booked(merge, after.isoformat(), until.isoformat())
        cents = after_cents - before_cents - booked
        if not cents:
            return None
        return MissingPeriod(cents=cents, currency=self._statement.currency, after=after, until=until)


_DayBalance = tuple[date, int]
"""A balance in cents at the end of a day."""


def _span(known: Balance, statement: Statement) -> tuple[_DayBalance, _DayBalance] | None:
    """The two balances between which all transactions should be stored, the earlier one first.

    An opening balance holds at the end of the day before the first row: some banks date it then, others on that day.
    """
    if known.on is None or known.currency != statement.currency:
        return None
    latest = (known.on, known.amount_cents)
    first = min((row.on for row in statement.rows if row.state is State.BOOKED), default=None)
    if statement.opening is not None and first is not None and known.on < first:
        return latest, (first - _DAY, statement.opening.amount_cents)
    closing = statement.closing
    if closing is None or closing.on in (None, known.on):  # two files of one day may end at two times
        return None
    given = (closing.on, closing.amount_cents)
    return (given, latest) if closing.on < known.on else (latest, given)


def _change_of_booked(merge: MergePlan, after: str, until: str) -> int:
    """The sum in cents that the plan adds to the booked transactions after one day, up to another one."""
    booked = State.BOOKED.value
    added = sum(row.amount_cents for row in merge.added_rows if row.state == booked and after < row.on <= until)
    changed = sum(
        each.amount_cents * sign
        for update in merge.updated
        for each, sign in ((update.facts, 1), (update.before, -1))
        if each.state == booked and after < each.on <= until
    )
    return added + changed
