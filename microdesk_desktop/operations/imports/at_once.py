"""Import what a file holds without asking: the way of the command line, where what is unclear is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from microdesk_desktop.banks.statements.detect import AUTO
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.imports.drafts import Draft, WantedAccount
from microdesk_desktop.domain.imports.preview import Preview
from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.operations.imports.keep import KeptImport, keep
from microdesk_desktop.operations.imports.named_columns import with_named_columns
from microdesk_desktop.operations.imports.preview import preview
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.imports.recognise import refuse_other_kind
from microdesk_desktop.operations.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user named beforehand: the kind, a statement's format and account, and the fields of columns.

    `columns` maps the name of a column, or its number from 1, to a field.
    """

    kind: ImportKind
    format: str = "auto"
    account: WantedAccount = None
    columns: Mapping[str, str] = field(default_factory=dict)


def import_at_once(session: Session, path: Path, wanted: Wanted, job: Job) -> KeptImport:
    """Import a file, or every member of an archive.

    Raises the refusal of the file when nothing of it can be imported; COLUMN_UNKNOWN or FIELD_UNKNOWN for a column that
    is named and not there; what `keep` raises.
    """
    kept = keep(session, opened(session, path, wanted, job), job)
    if all(each.refusal is not None for each in kept.files):
        raise next(each.refusal for each in kept.files if each.refusal is not None)
    return kept


def preview_at_once(session: Session, path: Path, wanted: Wanted, job: Job) -> tuple[Preview, ...]:
    """What `import_at_once` would do, per member of the file, with the refusal of each that cannot be imported.

    Raises what `import_at_once` raises, and writes nothing.
    """
    shown = tuple(
        Preview(draft=draft, refusal=draft.refusal) if draft.refusal is not None else preview(session, draft, job)
        for draft in opened(session, path, wanted, job)
    )
    if all(each.refusal is not None for each in shown):
        raise next(each.refusal for each in shown if each.refusal is not None)
    return shown


def opened(session: Session, path: Path, wanted: Wanted, job: Job) -> Sequence[Draft]:
    """The drafts of a file. Raises its refusal when no member can be imported."""
    found = open_files(session, [path], job, kind=wanted.kind, format_=wanted.format)
    drafts = [
        draft if draft.refusal is not None else with_named_columns(draft, wanted.columns).with_account(wanted.account)
        for draft in (_without_other_kinds(each, wanted) for each in found)
    ]
    refusals = [draft.refusal for draft in drafts if draft.refusal is not None]
    if len(refusals) == len(drafts):
        raise refusals[0]
    return drafts


def _without_other_kinds(draft: Draft, wanted: Wanted) -> Draft:
    """The draft, refused where it is clearly of another kind, and the user chose neither its format nor its columns."""
    is_chosen = wanted.format != AUTO or wanted.columns or draft.mapping is not None
    if is_chosen or draft.refusal is not None:
        return draft
    try:
        refuse_other_kind(Member(draft.name, draft.data), wanted.kind)
    except KnownError as error:
        return replace(draft, refusal=error)
    return draft
