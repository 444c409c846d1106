"""Take imports back, each as a whole."""

from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.imports.history import PastImport, Standing
from microdesk_desktop.operations.attribution.run import run_attribution
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.imports.journal import load_import
from microdesk_desktop.store.imports.undo import apply_undo, plan_undo

_TOUCHED = Changes.BANK | Changes.MATCHES | Changes.INVOICES | Changes.LEDGER | Changes.CLIENTS | Changes.CATALOGUE


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack(ChangeResult):
    """The imports that were taken back, each with what that removed, restored and released."""

    imports: tuple[tuple[PastImport, Standing], ...] = ()


def take_back(session: Session, *import_ids: int, spares_decisions: bool = False) -> TakenBack:
    """Take these imports back in this order, all in one transaction, then attribute again what they had settled.

    What the user decided about their rows ends (`views.imports.history.what_stands_on` counts it beforehand); with
    `spares_decisions`, it is refused instead. Raises UNKNOWN_IMPORT for one that is not in the journal, IMPORT_BUILT_ON
    (standing), and then changes nothing.
    """

    def write(writer: Writer) -> tuple[tuple[PastImport, Standing], ...]:
        done = tuple(_taken_back(writer, import_id) for import_id in import_ids)
        for _, standing in done:
            if spares_decisions and not standing.is_free:
                raise KnownError(ErrorCode.IMPORT_BUILT_ON, what=standing)
        return done

    imports = session.write(write)
    run_attribution(session, Job())
    return TakenBack(changes=_TOUCHED, imports=imports)


def _taken_back(writer: Writer, import_id: int) -> tuple[PastImport, Standing]:
    past = load_import(writer, import_id)
    if past is None:
        raise KnownError(ErrorCode.UNKNOWN_IMPORT)
    plan = plan_undo(writer, import_id)
    apply_undo(writer, plan)
    return past, plan.standing
