"""Drafts at the server, and sending, which always goes through one.

    message ─▶ draft ─▶ drafts.send ─▶ sent           connection lost?  draft gone: sent · draft there: not sent

A draft can be sent only once, so that an answer that was lost is found out, and nothing is ever sent twice.
"""

from email.parser import BytesHeaderParser
from email.policy import compat32

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.base.http.gate import CLOSED
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Draft as Written
from microdesk_desktop.domain.mail.types import Sent, SentCopy
from microdesk_desktop.mail.gmail.client import Call, GmailClient, reference
from microdesk_desktop.mail.gmail.listing import header
from microdesk_desktop.mail.gmail.schemas import Draft, DraftList, Message, MessageList
from microdesk_desktop.mail.mime.headers import header_ids

MOST_BYTES = 36_700_160
"""The largest message that the API takes (35 MiB); Gmail itself delivers 25 MB of attachments."""
SETTLE_S = 3.0
"""Pause before a lost answer is looked into: Google may still be sending."""
_AMBIGUOUS = frozenset((ErrorCode.MAIL_UNREACHABLE, ErrorCode.OFFLINE, ErrorCode.MAIL_PROVIDER_BROKEN, *CLOSED))


class Drafts:
    """The drafts of one mailbox; a letter key changes with each version, Gmail's draft id stays.

    The keys of former versions stay known, so that whoever missed the answer to a change still names the same draft.
    """

    def __init__(self, client: GmailClient, settle_s: float) -> None:
        self._client = client
        self._settle_s = settle_s
        self._ids: dict[str, str] = {}
        self._letters: dict[str, str] = {}  # the newest letter key of each draft
        self._lost: set[str] = set()  # Message-IDs of new drafts of which it is unknown whether Gmail has them
        # The draft ids of attempts to send, by Message-ID: those whose outcome is unknown, and those that sent nothing.
        self._unknown: dict[str, str] = {}
        self._unsent: dict[str, str] = {}

    def save(self, draft: Written, job: Job) -> Written:
        """Keep a draft; it replaces its former version, and is a new one where that is gone."""
        thread = self._thread_of(draft.answers, job) if draft.answers else None
        saved = self._upload(draft.message, draft.key, thread, job)
        return Written(message=draft.message, key=saved.message.id, answers=draft.answers)

    def current(self, key: str) -> str:
        """The key of the newest version of a draft, of which `key` may be a former one; any other key as it is."""
        return self._letters.get(self._ids.get(key, ""), key)

    def has(self, key: str, job: Job) -> bool:
        """Whether a letter is still a draft: each change gives it another key, and sending another label."""
        try:
            call = _call("GET", f"messages/{reference(self.current(key))}", format="minimal", fields="id,labelIds")
            return "DRAFT" in self._client.call(call, Message, job).label_ids
        except KnownError as error:
            if error.code is ErrorCode.MAIL_GONE:
                return False
            raise

    def drop(self, key: str, job: Job) -> None:
        """Remove a draft; one that is gone is a success."""
        id_ = self._find(key, job)
        if id_ is not None:
            self._delete(id_, job)
            self._forget(id_)

    def send(self, message: bytes, key: str | None, thread: str | None, job: Job) -> Sent:
        """Send a message once. Raises MAIL_SEND_UNKNOWN where neither success nor failure can be found out."""
        saved = self._upload(message, key, thread, job, self._former_draft(message_id(message), job))
        # From here on a cancellation comes too late: it would leave open whether the message was sent.
        job = Job()
        try:
            sent = self._send(saved.id, job)
        except KnownError as error:
            if error.code in _AMBIGUOUS:
                return self._outcome(saved.id, message, error, job)
            if key is None:
                self._delete_quietly(saved.id, job)
            raise
        self._forget(saved.id)
        return Sent(message_id=self._message_id(sent.id, job) or message_id(message), copy=SentCopy.SERVER)

    def _former_draft(self, sought: str, job: Job) -> str | None:
        """The draft of an earlier attempt to send a message, which is taken again: it can be sent only once.

        None where it sent nothing and its draft was deleted. Raises MAIL_ALREADY_SENT where it was sent after all.
        """
        if unknown := self._unknown.get(sought):
            is_there = self._is_there(unknown, job)
            del self._unknown[sought]
            if not is_there:
                raise KnownError(ErrorCode.MAIL_ALREADY_SENT)
            self._unsent[sought] = unknown
            return unknown
        unsent = self._unsent.get(sought)
        return unsent if unsent and self._is_there(unsent, job) else None

    def find_sent(self, wanted: str, job: Job) -> bool:
        """Whether a message with this Message-ID was sent: its draft is gone, or it is among the sent ones.

        Gmail may have replaced the Message-ID, so that only the draft shows the outcome of an attempt.
        """
        ids = header_ids(wanted)
        if not ids:
            return False
        if ids[0] in self._unknown:
            return not self._is_there(self._unknown[ids[0]], job)
        call = _call("GET", "messages", q=f"rfc822msgid:{ids[0]}", labelIds="SENT", fields="messages/id")
        return bool(self._client.call(call, MessageList, job).messages)

    def forget(self) -> None:
        """Drop what is remembered."""
        self._ids.clear()
        self._letters.clear()
        self._lost.clear()
        self._unknown.clear()
        self._unsent.clear()

    def _upload(
        self, message: bytes, key: str | None, thread: str | None, job: Job, former: str | None = None
    ) -> Draft:
        if len(message) > MOST_BYTES:
            raise KnownError(ErrorCode.MAIL_TOO_LARGE, limit=MOST_BYTES)
        id_ = former or (self._find(key, job) if key else None) or self._found_again(message, job)
        body = {"message": {"threadId": reference(thread)} if thread else {}}
        method, path, units = ("PUT", f"drafts/{id_}", 15) if id_ else ("POST", "drafts", 10)
        call = Call(method=method, path=path, purpose=Purpose.GMAIL_CHANGE, units=units, body=body)
        try:
            saved = self._client.upload(call, message, Draft, job)
        except (KnownError, Cancelled):
            self._lost.add(message_id(message))
            raise
        self._letters[saved.id] = saved.message.id
        self._ids[saved.message.id] = saved.id
        if key:
            self._ids[key] = saved.id
        return saved

    def _send(self, id_: str, job: Job) -> Message:
        call = Call(
            method="POST",
            path="drafts/send",
            purpose=Purpose.GMAIL_SEND,
            units=100,
            body={"id": id_},
            is_once=True,
            is_transfer=True,
        )
        return self._client.call(call, Message, job)

    def _outcome(self, id_: str, message: bytes, error: KnownError, job: Job) -> Sent:
        """What became of a draft whose answer was lost: one that is gone was sent; one that is there raises `error`."""
        job.wait(self._settle_s)
        sought = message_id(message)
        try:
            is_there = self._is_there(id_, job)
        except KnownError:
            self._unknown[sought] = id_
            raise KnownError(ErrorCode.MAIL_SEND_UNKNOWN, message_id=sought) from error
        if is_there:
            self._unsent[sought] = id_
            raise error
        return Sent(message_id=message_id(message), copy=SentCopy.SERVER)

    def _is_there(self, id_: str, job: Job) -> bool:
        """Whether a draft still exists."""
        try:
            self._client.run(_call("GET", f"drafts/{id_}", fields="id"), job)
        except KnownError as error:
            if error.code is ErrorCode.MAIL_GONE:
                return False
            raise
        return True

    def _find(self, key: str, job: Job) -> str | None:
        """The draft id of a letter key; None where it is no draft (any more)."""
        if key in self._ids:
            return self._ids[key]
        token: str | None = ""
        while token is not None:
            fields = "drafts(id,message/id),nextPageToken"
            call = _call("GET", "drafts", fields=fields, maxResults="500", pageToken=token)
            page = self._client.call(call, DraftList, job)
            self._ids |= {each.message.id: each.id for each in page.drafts}
            token = page.next_page_token
        return self._ids.get(key)

    def _found_again(self, message: bytes, job: Job) -> str | None:
        """The draft id of a message of which an earlier attempt to keep it got no answer; None where none is there."""
        sought = message_id(message)
        if not sought or sought not in self._lost:
            return None
        call = _call("GET", "drafts", q=f"rfc822msgid:{sought}", fields="drafts(id,message/id)", maxResults="1")
        found = self._client.call(call, DraftList, job).drafts
        self._lost.discard(sought)
        return found[0].id if found else None

    def _forget(self, id_: str) -> None:
        self._letters.pop(id_, None)
        self._ids = {key: each for key, each in self._ids.items() if each != id_}
        self._unsent = {key: each for key, each in self._unsent.items() if each != id_}

    def _delete(self, id_: str, job: Job) -> None:
        try:
            self._client.run(Call(method="DELETE", path=f"drafts/{id_}", purpose=Purpose.GMAIL_CHANGE, units=10), job)
        except KnownError as error:
            if error.code is not ErrorCode.MAIL_GONE:
                raise

    def _delete_quietly(self, id_: str, job: Job) -> None:
        """Remove the draft of a message that was refused; where that fails, the user finds it among the drafts."""
        try:
            self._delete(id_, job)
        except KnownError:
            return

    def _thread_of(self, letter: str, job: Job) -> str:
        call = _call("GET", f"messages/{reference(letter)}", format="minimal", fields="id,threadId")
        return self._client.call(call, Message, job).thread_id

    def _message_id(self, id_: str, job: Job) -> str:
        """The Message-ID under which Gmail sent a message: it replaces the one that it was given."""
        call = _call("GET", f"messages/{id_}", format="metadata", metadataHeaders="Message-ID")
        try:
            ids = header_ids(header(self._client.call(call, Message, job), "message-id"))
        except KnownError:
            return ""
        return ids[0] if ids else ""


def message_id(message: bytes) -> str:
    """The Message-ID of a message, with angle brackets; empty where it has none."""
    ids = header_ids(str(BytesHeaderParser(policy=compat32).parsebytes(message).get("Message-ID", "")))
    return ids[0] if ids else ""


def _call(method: str, path: str, **params: str) -> Call:
    kept = {name: value for name, value in params.items() if value}
    return Call(method=method, path=path, purpose=Purpose.GMAIL_READ, units=5, params=kept)
