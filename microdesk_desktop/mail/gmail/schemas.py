"""The answers of the Gmail API that are read; unknown members are ignored, lists are absent where they are empty."""

from microdesk_desktop.mail.google.schemas import GoogleObject


class SendAs(GoogleObject, frozen=True, kw_only=True):
    """An address from which the user sends, with its signature in HTML."""

    send_as_email: str
    signature: str = ""


class SendAsList(GoogleObject, frozen=True, kw_only=True):
    """All addresses from which the user sends."""

    send_as: tuple[SendAs, ...] = ()


class Color(GoogleObject, frozen=True, kw_only=True):
    """The colours of a label as #rrggbb."""

    background_color: str = ""


class Label(GoogleObject, frozen=True, kw_only=True):
    """A label; the counts are there when a single one is asked for."""

    id: str
    name: str
    type: str = "user"
    color: Color = Color()
    threads_unread: int | None = None


class LabelList(GoogleObject, frozen=True, kw_only=True):
    """All labels."""

    labels: tuple[Label, ...] = ()


class Header(GoogleObject, frozen=True, kw_only=True):
    """One header of a message or a part."""

    name: str
    value: str = ""


class Content(GoogleObject, frozen=True, kw_only=True):
    """The content of a part: `data` in base64 for addresses, or the id by which it is fetched."""

    size: int = 0
    data: str = ""
    attachment_id: str = ""


class Payload(GoogleObject, frozen=True, kw_only=True):
    """A part of a message, with those below it."""

    part_id: str = ""
    mime_type: str = ""
    filename: str = ""
    headers: tuple[Header, ...] = ()
    body: Content = Content()
    parts: tuple["Payload", ...] = ()


class Message(GoogleObject, frozen=True, kw_only=True):
    """A message; `internal_date` is its arrival in milliseconds since 1970."""

    id: str
    thread_id: str = ""
    label_ids: tuple[str, ...] = ()
    snippet: str = ""
    internal_date: str = "0"
    payload: Payload = Payload()


class Thread(GoogleObject, frozen=True, kw_only=True):
    """A conversation; its messages are the oldest first."""

    id: str
    messages: tuple[Message, ...] = ()


class ThreadList(GoogleObject, frozen=True, kw_only=True):
    """A page of conversations."""

    threads: tuple[Thread, ...] = ()
    next_page_token: str | None = None


class MessageList(GoogleObject, frozen=True, kw_only=True):
    """A page of messages."""

    messages: tuple[Message, ...] = ()


class Draft(GoogleObject, frozen=True, kw_only=True):
    """A draft, with its message, whose id changes with each version."""

    id: str
    message: Message


class DraftList(GoogleObject, frozen=True, kw_only=True):
    """A page of drafts."""

    drafts: tuple[Draft, ...] = ()
    next_page_token: str | None = None


class HistoryChange(GoogleObject, frozen=True, kw_only=True):
    """A message that changed, and the labels that it gained or lost."""

    message: Message
    label_ids: tuple[str, ...] = ()


class HistoryRecord(GoogleObject, frozen=True, kw_only=True):
    """What happened at one moment."""

    messages_added: tuple[HistoryChange, ...] = ()
    messages_deleted: tuple[HistoryChange, ...] = ()
    labels_added: tuple[HistoryChange, ...] = ()
    labels_removed: tuple[HistoryChange, ...] = ()


class History(GoogleObject, frozen=True, kw_only=True):
    """A page of what happened."""

    history: tuple[HistoryRecord, ...] = ()
    history_id: str = ""
    next_page_token: str | None = None
