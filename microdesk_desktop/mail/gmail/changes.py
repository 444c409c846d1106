"""What happens in a mailbox while it is open."""

from collections.abc import Iterable
from threading import Event

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Change
from microdesk_desktop.mail.gmail.client import Call, GmailClient
from microdesk_desktop.mail.gmail.schemas import History, HistoryChange, HistoryRecord

POLL_S = 25.0
"""Between two looks: 5 units a minute of 6,000, and as late as a user hardly notices."""
_HIDDEN = frozenset(("TRASH", "SPAM"))


def wait_for_change(client: GmailClient, stamp: str, stop: Event, poll_s: float) -> Change:
    """Look every `poll_s` whether something changed after `stamp`; an empty Change once `stop` is set."""
    job = Job()
    while not stop.is_set():
        change = _since(client, stamp, job)
        if change != Change():
            return change
        stop.wait(poll_s)
    return Change()


def _since(client: GmailClient, stamp: str, job: Job) -> Change:
    records: list[HistoryRecord] = []
    token: str | None = ""
    while token is not None:
        params = {"startHistoryId": stamp, "maxResults": "500"} | ({"pageToken": token} if token else {})
        call = Call(method="GET", path="history", purpose=Purpose.GMAIL_LIST, units=2, params=params)
        try:
            page = client.call(call, History, job)
        except KnownError as error:
            # The history is kept for a week or less: what happened since cannot be found out.
            if error.code in (ErrorCode.MAIL_GONE, ErrorCode.MAIL_UNSUPPORTED):
                return Change(everything=True)
            raise
        records += page.history
        token = page.next_page_token
    return _change(records)


def _change(records: Iterable[HistoryRecord]) -> Change:
    arrived, gone, touched = False, set[str](), set[str]()
    for record in records:
        arrived |= any("INBOX" in each.message.label_ids for each in record.messages_added)
        gone |= _ids(record.messages_deleted)
        gone |= _ids(each for each in record.labels_added if _HIDDEN & set(each.label_ids))
        touched |= _ids((*record.messages_added, *record.labels_added, *record.labels_removed))
    return Change(arrived=arrived, gone=frozenset(gone), touched=frozenset(touched - gone))


def _ids(changes: Iterable[HistoryChange]) -> set[str]:
    return {each.message.id for each in changes}
