"""What the user must learn at each opening of the vault, until it is settled."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.operations.session import Session


def warnings(session: Session) -> Sequence[KnownError]:
    """One error for each fault that was found while the vault was opened, although it opened."""
    is_behind = session.database.lost_commits or not session.opening.is_latest
    return [KnownError(ErrorCode.COMMITS_LOST)] if is_behind else []
