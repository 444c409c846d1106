"""What importing a draft would do: the same plan as the import's, with nothing written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.documents.imports.reader import Records
from microdesk_desktop.domain.bank.types import BankRow, ParsedFile
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.plans import Content, PlannedRow
from microdesk_desktop.domain.imports.preview import AccountName, Preview, PreviewAccount, Total, TotalKind
from microdesk_desktop.domain.imports.statement_plan import StatementPlan
from microdesk_desktop.domain.money import EUR, Money
from microdesk_desktop.domain.records.documents import DocumentStatus, ImportedDocument
from microdesk_desktop.domain.records.receipts_expenses import Expense, Receipt
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports import records, statements
from microdesk_desktop.operations.imports.tables import proposed_table
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.accounts import Account, load_accounts
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.imports.journal import load_same_file

_UNREAD = (ErrorCode.COLUMNS_MISSING, ErrorCode.FILE_NOT_RECOGNISED)
"""The refusals of a table whose columns are not known: the user can name them."""
_UNSETTLED = (ErrorCode.ACCOUNT_UNCLEAR, ErrorCode.AMOUNT_SIGN_UNCLEAR)
"""The refusals of a table whose columns are known and leave a choice: the user settles it in them."""


def preview(session: Session, draft: Draft, job: Job) -> Preview:
    """Read the draft and plan its import against the vault as it is now; nothing is written.

    A draft that is not ready (refused, or of no kind yet) has an empty preview. A table whose columns are not known, or
    leave a choice, has a `refusal` and the mapping that is proposed, with its rows where that mapping is complete.
    Raises what the reader raises of any other file (FILE_TOO_LARGE, FILE_UNREADABLE …) and Cancelled.
    """
    if not draft.is_ready:
        return Preview(draft=draft, refusal=draft.refusal)
    try:
        return _read(session, draft, job)
    except KnownError as refusal:
        if refusal.code not in (*_UNREAD, *_UNSETTLED) or refusal.params.get("part") == "qif":
            raise
        return _proposed(session, draft, refusal, job)


def _read(session: Session, draft: Draft, job: Job) -> Preview:
    if draft.kind is ImportKind.STATEMENT:
        parsed = statements.read(session, draft, job)
        job.checkpoint()
        return session.read(lambda reader: _of_statement(reader, draft, parsed))
    content = records.read(draft, job)
    job.checkpoint()
    return session.read(lambda reader: _of_records(reader, draft, content))


def _proposed(session: Session, draft: Draft, refusal: KnownError, job: Job) -> Preview:
    """The draft with the mapping that is proposed for it. Raises the refusal of a file that is no table."""
    table = proposed_table(draft)
    if table is None:
        raise refusal
    if table.missing or draft.mapping is not None or refusal.code in _UNSETTLED:
        return Preview(draft=draft, columns=table.columns, mapping=table.mapping, refusal=refusal)
    shown = _read(session, draft.with_mapping(table.mapping), job)
    return replace(shown, draft=draft, columns=table.columns, mapping=table.mapping, refusal=refusal)


def _of_statement(reader: Reader, draft: Draft, parsed: ParsedFile) -> Preview:
    plans = statements.plan(reader, parsed, draft)
    rows = list(statements.planned_rows(plans))
    accounts = {account.id: account for account in load_accounts(reader)}
    return _preview(
        reader,
        draft,
        rows,
        source=parsed.preset or parsed.format.value,
        columns=tuple(parsed.columns),
        mapping=draft.mapping or parsed.mapping,
        accounts=tuple(_account(each, accounts) for each in plans),
    )


def _of_records(reader: Reader, draft: Draft, content: Records) -> Preview:
    assert draft.kind is not None
    planned = records.plan(reader, content)
    source = content.source or draft.source
    return _preview(
        reader,
        draft,
        planned.rows,
        source=source,
        columns=tuple(content.columns),
        mapping=content.mapping,
        is_type_assumed=content.is_type_assumed,
    )


def _preview(reader: Reader, draft: Draft, rows: Sequence[PlannedRow], **parts: object) -> Preview:
    assert draft.kind is not None
    before = load_same_file(reader, draft.digest, draft.kind)
    return Preview(
        draft=draft,
        rows=rows,
        counts=Counter(row.outcome for row in rows),
        totals=totals(_counted_once(rows)),
        imported_at=before.imported_at if before else None,
        **parts,  # type: ignore[arg-type]
    )


def _counted_once(rows: Iterable[PlannedRow]) -> Iterator[Content]:
    """What the rows hold; a document that a file writes on several lines, one for each article, counts once."""
    seen = set[str]()
    for row in rows:
        content = row.content
        if isinstance(content, ImportedDocument):
            if content.number in seen:
                continue
            seen.add(content.number)
        if content is not None:
            yield content


def totals(contents: Iterable[Content]) -> tuple[Total, ...]:
    """What these rows add up to, per kind of money and currency; rows without an amount are left out."""
    sums: dict[tuple[TotalKind, str], list[int]] = defaultdict(lambda: [0, 0])
    for content in contents:
        for kind, cents, currency in _amounts(content):
            each = sums[kind, currency]
            each[0] += cents
            each[1] += 1
    order = list(TotalKind)
    return tuple(
        Total(kind=kind, sum=Money(cents, currency), count=count)
        for (kind, currency), (cents, count) in sorted(
            sums.items(), key=lambda each: (order.index(each[0][0]), each[0][1])
        )
    )


def _amounts(content: Content) -> Iterable[tuple[TotalKind, int, str]]:
    """The amounts of one row, by what they are."""
    match content:
        case BankRow():
            yield _direction(content.amount_cents, content.currency)
        case Receipt() | Expense():
            yield _direction(content.signed_cents, EUR)
        case ImportedDocument() if content.type.is_settled_by_money:
            sign = content.type.sign
            due = sign * (content.incl_tax_cents - content.paid_cents)
            if due and content.status is not DocumentStatus.CANCELLED:
                yield TotalKind.TO_COLLECT if due > 0 else TotalKind.CREDIT_NOTES, abs(due), content.currency
            if content.paid_cents:
                yield TotalKind.PAID, sign * content.paid_cents, content.currency


def _direction(cents: int, currency: str) -> tuple[TotalKind, int, str]:
    return (TotalKind.MONEY_IN, cents, currency) if cents >= 0 else (TotalKind.MONEY_OUT, -cents, currency)


def _account(plan: StatementPlan, accounts: Mapping[int, Account]) -> PreviewAccount:
    statement, choice, missing = plan.statement, plan.account, plan.missing
    gap = statement.balance_gap_cents
    return PreviewAccount(
        stored=None if choice.id is None else _name(accounts[choice.id]),
        is_unclear=choice.is_unclear,
        candidates=tuple(_name(accounts[id_]) for id_ in choice.candidates),
        label=statement.bank_name or "",
        iban=statement.iban or plan.iban,
        number=statement.account_number,
        currency=statement.currency,
        rows=len(statement.rows),
        opening=statement.opening,
        closing=statement.closing,
        file_gap=Money(gap, statement.currency) if gap else None,
        gap_before=Money(missing.cents, missing.currency) if missing else None,
    )


def _name(account: Account) -> AccountName:
    return AccountName(
        id=account.id,
        institution_name=account.institution_name,
        iban=account.iban,
        number=account.number,
        currency=account.currency,
    )
