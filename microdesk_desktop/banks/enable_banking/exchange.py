"""Exchange the code of the return address for the session, which is possible once only."""

from microdesk_desktop.banks.enable_banking.client import Call, Client
from microdesk_desktop.banks.enable_banking.schemas import SessionData
from microdesk_desktop.base.deadline import cancelled_later
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job

MOST_ATTEMPTS = 2
LOST = "answer lost"
"""The part of CONSENT_TIMEOUT whose sentence names where the user can withdraw a consent that is open without an id."""
# A session whose answer is not waited for stays open, and could not be found again to be revoked.
_GRACE_S = 3.0


class Exchange:
    """The sessions opened by one provider object, by their ids, and the codes that it sent."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._attempts: dict[str, int] = {}
        self._sessions: dict[str, SessionData] = {}
        self._ids: dict[str, str] = {}

    def opened(self, session_id: str) -> SessionData | None:
        """The session as the response that opened it describes it."""
        return self._sessions.get(session_id)

    def session_id(self, code: str, job: Job) -> str:
        """The session of a code, exchanged once and kept; a lost answer is asked for once more.

        A cancelled exchange still waits a moment for its answer. Raises CONSENT_TIMEOUT when both answers are lost:
        the user must start again.
        """
        if code in self._ids:
            return self._ids[code]
        if self._attempts.get(code, 0) >= MOST_ATTEMPTS:
            raise KnownError(ErrorCode.CONSENT_TIMEOUT, part=LOST)
        call = Call(method="POST", path="/sessions", purpose=Purpose.BANK_CONSENT, body={"code": code})
        self._attempts[code] = self._attempts.get(code, 0) + 1
        try:
            with cancelled_later(job, _GRACE_S) as late:
                opened = self._client.send(call, late).decode(SessionData)
        except KnownError as error:
            if error.code is ErrorCode.RATE_LIMITED:
                self._attempts[code] -= 1
            if error.code is ErrorCode.CONSENT_TIMEOUT and self._attempts[code] > 1:
                raise KnownError(error.code, part=LOST) from None
            raise
        self._ids[code] = opened.session_id
        self._sessions[opened.session_id] = opened
        return opened.session_id
