"""Decide on an expense that comes again: confirm, mute or end its series. Each can be undone."""

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.records.rhythms import Rhythm, RhythmState, RhythmWord
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.receipts_expenses import load_record
from microdesk_desktop.store.records.rhythms import load_rhythm_word, save_rhythm_word


def decide_series(session: Session, expense_id: int, rhythm: Rhythm, state: RhythmState) -> ChangeResult:
    """Note what becomes of the series of an expense, from today on. Raises UNKNOWN_TARGET when it is not there."""
    word = RhythmWord(rhythm=rhythm, state=state, said_on=session.clock.today())
    return _put(session, expense_id, word)


def _put(session: Session, expense_id: int, word: RhythmWord | None) -> ChangeResult:
    def write(writer: Writer) -> RhythmWord | None:
        if load_record(writer, TargetKind.EXPENSE, expense_id) is None:
            raise KnownError(ErrorCode.UNKNOWN_TARGET)
        before = load_rhythm_word(writer, expense_id)
        save_rhythm_word(writer, expense_id, word)
        return before

    before = session.write(write)
    return ChangeResult(changes=Changes.LEDGER, id=expense_id, undo=lambda session: _put(session, expense_id, before))
