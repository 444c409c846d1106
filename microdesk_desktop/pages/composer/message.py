"""One message that is being written, from its start until it has left or is given up; it outlives the page."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.mail.compose.compositions import Composition, Ties
from microdesk_desktop.domain.mail.compose.starts import Start, StartKind
from microdesk_desktop.domain.mail.compose.wishes import Nature
from microdesk_desktop.operations.mail.compose.deliver import Order
from microdesk_desktop.operations.mail.compose.drafts import KeptDraft


class MessageState(StrEnum):
    """Where a message stands."""

    LOADING = "loading"
    """What it begins with is being read."""
    WRITING = "writing"
    WAITING = "waiting"
    """It leaves in a moment, unless the user takes it back."""
    SENDING = "sending"
    UNKNOWN = "unknown"
    """It was sent, and the answer was lost: it may have left."""
    ENDED = "ended"
    """It has left, or was given up: nobody may change it any more."""


@dataclass(eq=False, kw_only=True)
class OpenMessage:
    """The message with all that is known of it; only the controller changes it.

    `limit` is the largest message that the account `limit_of` sends, in bytes, 0 while it is not known.
    `first` is what stood there before the user wrote, `saved` what the draft at the server holds. `attempt` is the id
    of the note that it is under way, 0 for none; `may_be_sent` that the outcome of a former attempt is unknown,
    `is_dropped` that its draft goes with it, `is_exchange` that the user stated it to be no commercial message.
    """

    number: int
    start: Start
    account_id: str
    address: str = ""
    state: MessageState = MessageState.LOADING
    composition: Composition | None = None
    first: Composition | None = None
    saved: Composition | None = None
    saved_at: datetime | None = None
    draft: KeptDraft | None = None
    ties: Ties = field(default_factory=lambda: Ties(message_id=""))
    limit: int = 0
    limit_of: str = ""
    loses_form: bool = False
    is_cut: bool = False
    is_saving: bool = False
    is_dropped: bool = False
    save_error: KnownError | None = None
    error: KnownError | None = None
    attempt: int = 0
    may_be_sent: bool = False
    seconds_left: int = 0
    is_exchange: bool = False

    @property
    def is_touched(self) -> bool:
        """Whether the user wrote something that the server does not have."""
        return self.composition != (self.saved if self.saved is not None else self.first)

    @property
    def holds_writing(self) -> bool:
        """Whether the user wrote something, saved or not, and it has not left."""
        return self.can_be_written and self.composition != self.first

    @property
    def is_in_conflict(self) -> bool:
        """Whether the draft was changed, sent or deleted elsewhere."""
        return self.save_error is not None and self.save_error.code is ErrorCode.MAIL_GONE

    @property
    def is_on_its_way(self) -> bool:
        return self.state in (MessageState.WAITING, MessageState.SENDING)

    @property
    def can_be_written(self) -> bool:
        return self.state is MessageState.WRITING

    @property
    def subject(self) -> str:
        return self.composition.subject if self.composition is not None else self.start.subject

    @property
    def nature(self) -> Nature:
        """What the message is, by which the choices of clients are honoured."""
        is_answer = self.start.kind in (StartKind.ANSWER, StartKind.ANSWER_ALL)
        return Nature.EXCHANGE if is_answer or self.is_exchange else self.start.nature

    def order(self) -> Order:
        """What has to be done to send it."""
        assert self.composition is not None, "it has been read"
        return Order(
            composition=self.composition,
            ties=self.ties,
            draft=self.draft,
            attempt=self.attempt,
            note=self.start.note,
            may_be_sent=self.may_be_sent,
            nature=self.nature,
        )
