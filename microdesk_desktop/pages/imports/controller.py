"""The files that are being imported, from unlock to lock: opened, read again after each decision, kept, taken back.

    page ──open, decide──▶ controller ──operations.imports──▶ worker
      ▲                        │
      └── files_changed, file_changed ◀── draft, rows, error

It outlives the page, which is built anew in another language or theme, and drops everything when the vault locks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.files.containers.member import Member
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.imports.drafts import Draft
from microdesk_desktop.domain.imports.preview import Preview
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.tables import ImportKind, TableColumn, TableMapping
from microdesk_desktop.gui.runner import Lane, Task
from microdesk_desktop.gui.undo import UndoableChange
from microdesk_desktop.gui.workspace import Controller, Workspace
from microdesk_desktop.operations.imports.keep import KeptFile, KeptImport, keep
from microdesk_desktop.operations.imports.preview import preview
from microdesk_desktop.operations.imports.read import open_files
from microdesk_desktop.operations.session import Session
from microdesk_desktop.pages.received.controller import ReceivedController
from microdesk_desktop.views.imports.rows import NO_ROWS, KnownCells, ShownRows, cells_to_remember, shown_rows
from microdesk_desktop.views.imports.summary import result_text

ResultFacts = tuple[Sequence[tuple[ImportKind, Mapping[RowOutcome, int]]], int, Sequence[str]]
STALE_AFTER = Changes.BANK | Changes.CLIENTS | Changes.INVOICES | Changes.LEDGER
"""What the preview of a file is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """One file and what is known of it: `rows` are those of its preview, `known` the cells of lines that were
    refused before they were corrected.

    `columns` and `mapping` are those of the last reading that found some. `error` is why the file could not be read,
    `kept` what its import did. While it is being read, `progress` holds how far that has come; `is_stopped`: the user
    stopped it.
    """

    id: int
    draft: Draft
    preview: Preview | None = None
    rows: ShownRows = NO_ROWS
    known: KnownCells = field(default_factory=dict)
    columns: tuple[TableColumn, ...] = ()
    mapping: TableMapping | None = None
    error: KnownError | None = None
    kept: KeptFile | None = None
    progress: tuple[int, int, str] | None = None
    is_stopped: bool = False

    @property
    def refusal(self) -> KnownError | None:
        """Why the file cannot be imported as it is."""
        if self.draft.refusal or self.error or self.preview is None:
            return self.draft.refusal or self.error
        return None if self.preview.is_proposed else self.preview.refusal

    @property
    def can_be_kept(self) -> bool:
        """Whether no question is open and no answer is missing."""
        return self.preview is not None and self.preview.can_be_kept and not self.preview.is_type_assumed

    @property
    def is_reading(self) -> bool:
        return self.progress is not None


@dataclass(slots=True)
class _Opening:
    """The files that are being opened."""

    task: Task[Any]
    progress: tuple[int, int, str] = (0, 0, "read")


class ImportController(Controller):
    """`files_changed`: other files, or another result; `file_changed`: the file with this id was read again."""

    files_changed = Signal()
    file_changed = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._files: dict[int, OpenedFile] = {}
        self._reading: dict[int, Task[Any]] = {}
        self._opening: _Opening | None = None
        self._ids = count(1)
        self.current: int | None = None
        self.result: KeptImport | None = None
        self.is_keeping = False
        self.is_watched = False
        """Whether the page that shows the result is in sight."""
        workspace.changed.connect(self._take_changes)

    @property
    def files(self) -> Sequence[OpenedFile]:
        """The opened files, in the order in which they came."""
        return tuple(self._files.values())

    @property
    def opening(self) -> tuple[int, int, str] | None:
        """How far the opening of files has come; None when none is under way."""
        return self._opening.progress if self._opening else None

    def file(self, id_: int | None) -> OpenedFile | None:
        """The file with this id; None when it is no longer there."""
        return self._files.get(id_) if id_ is not None else None

    def open(self, paths: Sequence[Path], kind: ImportKind | None = None) -> None:
        """Open files beside those that are open; `kind` decides where their content leaves a choice."""
        if self.result is not None:
            self.close_files()
        self.stop_opening()
        task = self.workspace.examine(
            partial(_open, paths),
            owner=self,
            on_success=partial(self._take_opened, kind),
            on_error=self._fail_opening,
            on_progress=self._progress_opening,
        )
        self._opening = _Opening(task)
        self.files_changed.emit()

    def stop_opening(self) -> None:
        """Open no more of the files that were asked for."""
        if self._opening is not None:
            self._opening.task.forget()
            self._opening = None
            self.files_changed.emit()

    def choose(self, id_: int) -> None:
        """Bring this file into sight."""
        self.current = id_
        self.files_changed.emit()

    def decide(self, id_: int, change: Callable[[Draft], Draft]) -> None:
        """Replace a file's draft by what the user decided, and read it again."""
        file = self._files[id_]
        self._files[id_] = replace(file, draft=change(file.draft))
        self.read(id_)

    def correct(self, id_: int, line: int, name: str, text: str) -> None:
        """Read a file again with one cell corrected."""
        self.decide(id_, lambda draft: draft.with_correction(line, name, text))

    def read(self, id_: int) -> None:
        """Read a file, and plan its import against the vault as it is now."""
        self._forget_reading(id_)
        file = self._files[id_]
        if not file.draft.is_ready:
            self._put(replace(file, preview=None, rows=NO_ROWS, error=None, progress=None))
            return
        self._put(replace(file, progress=(0, 0, "read"), is_stopped=False))
        self._reading[id_] = self.workspace.examine(
            partial(_preview, file.draft, file.known),
            owner=self,
            on_success=partial(self._take_preview, id_),
            on_error=partial(self._fail, id_),
            on_progress=partial(self._progress, id_),
        )

    def stop_reading(self, id_: int) -> None:
        """Stop reading a file; it stays open, to be read later or closed."""
        self._forget_reading(id_)
        self._put(replace(self._files[id_], progress=None, is_stopped=True))

    def close_file(self, id_: int) -> None:
        """Leave a file out of the import."""
        self._forget_reading(id_)
        del self._files[id_]
        if not self._files:
            self.result = None
        if self.current == id_:
            self.current = next(iter(self._files), None)
        self.files_changed.emit()

    def close_files(self) -> None:
        """Leave all files, imported or not."""
        self.stop_opening()
        for id_ in tuple(self._files):
            self._forget_reading(id_)
        self._files.clear()
        self.current = self.result = None
        self.files_changed.emit()

    def close_statements(self) -> None:
        """Leave the statements, and the result that may name them: the bank and what came from it were erased."""
        self.result = None
        for id_, file in tuple(self._files.items()):
            if file.draft.kind in (ImportKind.STATEMENT, None):
                self.close_file(id_)
        self.files_changed.emit()

    @property
    def importable(self) -> Sequence[OpenedFile]:
        """The files that bring something as they are."""
        return [each for each in self._files.values() if each.can_be_kept and each.preview and each.preview.brings]

    @property
    def is_busy(self) -> bool:
        """Whether a file is being opened, read or imported."""
        return self.is_keeping or self._opening is not None or any(each.is_reading for each in self._files.values())

    def keep(self) -> None:
        """Import what the files bring."""
        files = self.importable
        if not files or self.is_busy:
            return
        self.is_keeping = True
        drafts = [each.draft for each in files]
        text = ntr("Import de {count} fichier…", "Import de {count} fichiers…", len(files)).format(count=len(files))
        self.workspace.work(
            lambda session, job: keep(session, drafts, job),
            lane=Lane.WRITE,
            progress=tr("Import de « {name} »…").format(name=drafts[0].name) if len(files) == 1 else text,
            on_success=partial(self._take_kept, [each.id for each in files]),
            on_end=self._end_keeping,
        )
        self.files_changed.emit()

    def forget_taken_back(self, ids: Sequence[int]) -> None:
        """Show no result of imports that are no longer among `ids`, the entries of the journal."""
        for id_, file in self._files.items():
            if file.kept is not None and file.kept.import_id is not None and file.kept.import_id not in ids:
                self._files[id_] = replace(file, kept=None)
        if self.result is not None and not set(self.result.import_ids) & set(ids):
            self.result = None
            self.files_changed.emit()

    def _take_opened(self, kind: ImportKind | None, drafts: Sequence[Draft]) -> None:
        self._opening = None
        first = None
        received = [draft for draft in drafts if draft.is_from_supplier]
        if received:
            self._receive(received, plain_too=kind is ImportKind.EXPENSES)
        for draft in drafts:
            if draft.is_from_supplier:
                continue
            id_ = next(self._ids)
            first = first or id_
            is_wanted = draft.kind is None and kind is not None and kind in draft.possible_kinds
            self._files[id_] = OpenedFile(id=id_, draft=draft.with_kind(kind) if is_wanted and kind else draft)
        self.current = first or self.current
        self.files_changed.emit()
        for id_ in tuple(self._files):
            if self._files[id_].preview is None and id_ not in self._reading:
                self.read(id_)

    def receive_anyway(self, id_: int) -> None:
        """Make an expense of a file that was refused as one: it is plain, or known already."""
        draft = self._files[id_].draft
        self.close_file(id_)
        self._receive([draft], plain_too=True, again=True)

    def _receive(self, drafts: Sequence[Draft], *, plain_too: bool = False, again: bool = False) -> None:
        files = [Member(draft.name, draft.data) for draft in drafts]
        controller = self.workspace.controller(ReceivedController)
        controller.receive(files, self._take_refused, plain_too=plain_too, again=again)

    def _take_refused(self, files: Sequence[Member]) -> None:
        """Show the files that did not become expenses, each with its reason, before the others."""
        drafts = [Draft(name=file.name, data=file.data, refusal=file.refusal) for file in files]
        refused = {id_: OpenedFile(id=id_, draft=draft) for draft in drafts for id_ in (next(self._ids),)}
        self._files = {**refused, **self._files}
        self.current = next(iter(self._files))
        self.files_changed.emit()

    def _fail_opening(self, error: KnownError) -> None:
        self._opening = None
        self.workspace.report(error)
        self.files_changed.emit()

    def _progress_opening(self, done: int, total: int, step: str) -> None:
        if self._opening is not None:
            self._opening.progress = (done, total, step)

    def _take_preview(self, id_: int, read: tuple[Preview, ShownRows, KnownCells]) -> None:
        self._reading.pop(id_, None)
        made, rows, known = read
        file = self._files[id_]
        self._put(
            replace(
                file,
                preview=made,
                rows=rows,
                known=known,
                columns=made.columns,
                mapping=made.mapping,
                error=None,
                progress=None,
            )
        )

    def _fail(self, id_: int, error: KnownError) -> None:
        self._reading.pop(id_, None)
        self._put(replace(self._files[id_], preview=None, rows=NO_ROWS, error=error, progress=None))

    def _progress(self, id_: int, done: int, total: int, step: str) -> None:
        if id_ in self._files:
            self._files[id_] = replace(self._files[id_], progress=(done, total, step))

    def _put(self, file: OpenedFile) -> None:
        self._files[file.id] = file
        self.file_changed.emit(file.id)

    def _forget_reading(self, id_: int) -> None:
        task = self._reading.pop(id_, None)
        if task is not None:
            task.forget()

    def _take_kept(self, ids: Sequence[int], result: KeptImport) -> None:
        self.result = result
        for id_, kept in zip(ids, result.files, strict=False):
            if id_ in self._files:
                self._files[id_] = replace(self._files[id_], kept=kept)
        if result.import_ids:
            change = UndoableChange(text=lambda: result_text(*facts_of(result)), revert=result.undo)
            self.workspace.undo.push(change, is_shown=self.is_watched)
        self.files_changed.emit()

    def _end_keeping(self) -> None:
        self.is_keeping = False
        self.files_changed.emit()

    def _take_changes(self, changes: Changes) -> None:
        """The vault has changed, by an import or otherwise: what the files would bring is planned again."""
        if changes & STALE_AFTER:
            for id_ in tuple(self._files):
                self.read(id_)


def facts_of(result: KeptImport) -> ResultFacts:
    """What the sentence about an import is made of."""
    files = [(each.kind, each.counts) for each in result.files if each.kind is not None]
    return files, result.attributed.attributed, result.left


def _open(paths: Sequence[Path], session: Session, job: Job) -> tuple[Draft, ...]:
    return open_files(session, paths, job)


def _preview(draft: Draft, known: KnownCells, session: Session, job: Job) -> tuple[Preview, ShownRows, KnownCells]:
    made = preview(session, draft, job)
    job.checkpoint()
    known = {**known, **cells_to_remember(made)}
    return made, shown_rows(made, known), known
