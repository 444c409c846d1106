"""How long trips are kept."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.mileage.keeping import KEPT_YEARS, Keeping
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.retention_rows import agree_to_trips
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.mileage.settings import load_keeping, save_keeping


def set_keeping(session: Session, keeping: Keeping) -> ChangeResult:
    """Set how long trips are kept; what is over is erased at the next opening, and so may still be undone until then.

    The user is shown what that is: it counts as announced. Whole years that are over later are announced first.

    Raises INVALID_VALUE (`field`) for other years than those that are offered.
    """
    if keeping.years is not None and keeping.years not in KEPT_YEARS:
        raise KnownError(ErrorCode.INVALID_VALUE, field="kept_years")

    def write(writer: Writer) -> Keeping:
        before = load_keeping(writer)
        save_keeping(writer, keeping)
        agree_to_trips(writer, session.clock.today())
        return before

    before = session.write(write)
    return ChangeResult(changes=Changes.MILEAGE, undo=lambda session: set_keeping(session, before))
