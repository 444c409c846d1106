"""Simulated Gmail API: it refuses what the real one refuses under the scope gmail.modify.

Sources: Google's discovery document of the API (`tests/golden/gmail`) and the guides on threads, labels and history.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.utils import getaddresses

from microdesk_desktop.sandbox.gmail import labels, search
from microdesk_desktop.sandbox.gmail.fields import select
from microdesk_desktop.sandbox.gmail.problems import Problem, invalid, not_found, scope_insufficient
from microdesk_desktop.sandbox.gmail.routes import GENERAL, MAX_UPLOAD, UPLOAD, Route, find_route
from microdesk_desktop.sandbox.gmail.shapes import encoded, find_part, message_json, part_bytes
from microdesk_desktop.sandbox.gmail.state import Mail, State
from microdesk_desktop.sandbox.gmail.upload import message_of, read_upload
from microdesk_desktop.sandbox.server import Reply, Request

_Row = tuple[Mail, dict[str, object]]
_HIDDEN = frozenset(("SPAM", "TRASH"))
_LISTED_AT_MOST = 500
_CHANGED_AT_MOST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to a method: the ids of its path, its parameters, its body, and the message sent as a file."""

    ids: Mapping[str, str]
    query: Mapping[str, str]
    repeated: Mapping[str, list[str]]
    body: Mapping[str, object]
    message: bytes | None = field(default=None, repr=False)


class GmailApi:
    """Answers the requests below `/gmail/v1` and `/upload/gmail/v1` of one mailbox. May raise Problem."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.sent: list[Mail] = []

    def handle(self, request: Request) -> Reply:
        """The answer to one request, checked against the route table."""
        is_upload = request.path.startswith(UPLOAD)
        found = find_route(request.method, request.path.removeprefix(UPLOAD))
        if found is None:
            raise not_found()
        route, ids = found
        if not route.is_allowed:
            raise scope_insufficient()
        call = _checked(route, ids, request, is_upload=is_upload)
        answer = _HANDLERS[route.id](self, call)
        if answer is None:
            return Reply(status=204)
        return Reply(body=select(answer, request.query["fields"]) if "fields" in request.query else answer)

    def profile(self, _: Call) -> object:
        threads = {mail.thread for mail in self.state.mails.values()}
        return {
            "emailAddress": self.state.address,
            "messagesTotal": len(self.state.mails),
            "threadsTotal": len(threads),
            "historyId": str(self.state.history_id),
        }

    def send_as(self, _: Call) -> object:
        own = {"sendAsEmail": self.state.address, "isPrimary": True, "signature": self.state.signature}
        return {"sendAs": [own, *({"sendAsEmail": each, "isPrimary": False} for each in self.state.aliases)]}

    def list_messages(self, call: Call) -> object:
        rows: list[_Row] = [(mail, {"id": mail.id, "threadId": mail.thread}) for mail in self._found(call)]
        return self._page(call, "messages", rows)

    def list_threads(self, call: Call) -> object:
        newest: dict[str, Mail] = {}
        for mail in self._found(call):
            newest.setdefault(mail.thread, mail)
        rows: list[_Row] = [
            (mail, {"id": thread, "snippet": "", "historyId": str(mail.history)}) for thread, mail in newest.items()
        ]
        return self._page(call, "threads", rows)

    def get_message(self, call: Call) -> object:
        mail = self._mail(call.ids["id"])
        return message_json(mail, call.query.get("format", "full"), call.repeated.get("metadataHeaders", []))

    def get_thread(self, call: Call) -> object:
        mails = self._thread(call.ids["id"])
        form, headers = call.query.get("format", "full"), call.repeated.get("metadataHeaders", [])
        return {
            "id": call.ids["id"],
            "historyId": str(max(mail.history for mail in mails)),
            "messages": [message_json(mail, form, headers) for mail in mails],
        }

    def modify_message(self, call: Call) -> object:
        mail = self._mail(call.ids["id"])
        self._relabel([mail], call)
        return message_json(mail, "minimal", [])

    def modify_thread(self, call: Call) -> object:
        self._relabel(self._thread(call.ids["id"]), call)
        return {"id": call.ids["id"]}

    def modify_batch(self, call: Call) -> None:
        ids = call.body.get("ids")
        if not isinstance(ids, list) or not 0 < len(ids) <= _CHANGED_AT_MOST:
            raise invalid("ids")
        # The real method ignores ids that no longer exist.
        self._relabel([self.state.mails[each] for each in ids if each in self.state.mails], call)

    def trash_message(self, call: Call) -> object:
        mail = self._mail(call.ids["id"])
        self.state.relabel(mail, ("TRASH",), ("INBOX",))
        return message_json(mail, "minimal", [])

    def untrash_message(self, call: Call) -> object:
        mail = self._mail(call.ids["id"])
        self.state.relabel(mail, (), ("TRASH",))
        return message_json(mail, "minimal", [])

    def trash_thread(self, call: Call) -> object:
        for mail in self._thread(call.ids["id"]):
            self.state.relabel(mail, ("TRASH",), ("INBOX",))
        return {"id": call.ids["id"]}

    def untrash_thread(self, call: Call) -> object:
        for mail in self._thread(call.ids["id"]):
            self.state.relabel(mail, (), ("TRASH",))
        return {"id": call.ids["id"]}

    def attachment(self, call: Call) -> object:
        part = find_part(self._mail(call.ids["messageId"]).message, call.ids["id"])
        if part is None:
            raise not_found()
        content = part_bytes(part)
        return {"size": len(content), "data": encoded(content)}

    def send(self, call: Call) -> object:
        raw, thread = message_of(call.message, call.body)
        return message_json(self._send(raw, thread), "minimal", [])

    def list_drafts(self, call: Call) -> object:
        mails = [(self.state.mails[mail], {"id": id_}) for id_, mail in self.state.drafts.items()]
        kept: list[_Row] = [
            (mail, shape | {"message": {"id": mail.id, "threadId": mail.thread}})
            for mail, shape in mails
            if search.matches(mail, call.query.get("q", ""))
        ]
        return self._page(call, "drafts", sorted(kept, key=lambda each: -each[0].at_ms))

    def get_draft(self, call: Call) -> object:
        mail = self._draft(call.ids["id"])
        return {"id": call.ids["id"], "message": message_json(mail, call.query.get("format", "full"), [])}

    def create_draft(self, call: Call) -> object:
        return self._save_draft(f"r{self.state.new_id()}", call)

    def update_draft(self, call: Call) -> object:
        """The draft keeps its id; its message is another one."""
        self.state.remove(self._draft(call.ids["id"]))
        return self._save_draft(call.ids["id"], call)

    def delete_draft(self, call: Call) -> None:
        self.state.remove(self._draft(call.ids["id"]))
        del self.state.drafts[call.ids["id"]]

    def send_draft(self, call: Call) -> object:
        id_ = str(call.body.get("id", ""))
        mail = self._draft(id_)
        sent = self._send(mail.raw, mail.thread)
        self.state.remove(mail)
        del self.state.drafts[id_]
        return message_json(sent, "minimal", [])

    def list_history(self, call: Call) -> object:
        start = call.query.get("startHistoryId", "")
        if not start.isdecimal():
            raise invalid("startHistoryId")
        if int(start) < self.state.first_history:
            raise not_found()
        records = [_history_json(each, self.state) for each in self.state.history if each[0] > int(start)]
        answer: dict[str, object] = {"historyId": str(self.state.history_id)}
        return answer | ({"history": records} if records else {})

    def _found(self, call: Call) -> list[Mail]:
        """The messages that a list shows, newest first."""
        query, labels_ = call.query.get("q", ""), set(call.repeated.get("labelIds", []))
        if not labels_ <= self.state.labels.keys():
            raise invalid("labelIds")
        shows_hidden = call.query.get("includeSpamTrash") == "true" or labels_ & _HIDDEN or "in:" in query
        found = [
            mail
            for mail in self.state.mails.values()
            if labels_ <= mail.labels and (shows_hidden or not mail.labels & _HIDDEN) and search.matches(mail, query)
        ]
        return sorted(found, key=lambda each: -each.at_ms)

    def _page(self, call: Call, name: str, rows: list[_Row]) -> object:
        """A page of a list; its cursor is a moment, so that new mail does not shift the next page."""
        most = call.query.get("maxResults", "100")
        if not most.isdecimal() or not 0 < int(most) <= _LISTED_AT_MOST:
            raise invalid("maxResults")
        token = call.query.get("pageToken", "")
        if token and not token.isdecimal():
            raise invalid("pageToken")
        left = [(mail, shape) for mail, shape in rows if not token or mail.at_ms < int(token)]
        shown = left[: int(most)]
        # An empty list has no member at all.
        answer: dict[str, object] = {"resultSizeEstimate": len(rows)}
        answer |= {name: [shape for _, shape in shown]} if shown else {}
        return answer | ({"nextPageToken": str(shown[-1][0].at_ms)} if len(left) > len(shown) else {})

    def _relabel(self, mails: list[Mail], call: Call) -> None:
        add, remove = _texts(call.body, "addLabelIds"), _texts(call.body, "removeLabelIds")
        if not add | remove or not add | remove <= self.state.labels.keys() or {"SENT", "DRAFT"} & (add | remove):
            raise invalid("labelIds")
        for mail in mails:
            self.state.relabel(mail, add, remove)

    def _send(self, raw: bytes, thread: str) -> Mail:
        message = message_from_bytes(raw, policy=policy.default)
        people = getaddresses([str(value) for name in ("To", "Cc", "Bcc") for value in message.get_all(name, [])])
        if not people or not all("@" in address for _, address in people):
            raise invalid("Recipient address required")
        # Gmail replaces the Message-ID by its own.
        del message["Message-ID"]
        message["Message-ID"] = f"<CA{self.state.new_id()}@mail.gmail.com>"
        mail = self.state.add(message.as_bytes(policy=policy.SMTP), ("SENT",), thread or None)
        self.sent.append(mail)
        return mail

    def _save_draft(self, id_: str, call: Call) -> object:
        body = call.body.get("message")
        raw, thread = message_of(call.message, body if isinstance(body, dict) else {})
        mail = self.state.add(raw, ("DRAFT",), thread or None)
        self.state.drafts[id_] = mail.id
        return {"id": id_, "message": message_json(mail, "minimal", [])}

    def _mail(self, id_: str) -> Mail:
        if id_ not in self.state.mails:
            raise not_found()
        return self.state.mails[id_]

    def _thread(self, id_: str) -> list[Mail]:
        mails = self.state.thread(id_)
        if not mails:
            raise not_found()
        return mails

    def _draft(self, id_: str) -> Mail:
        if id_ not in self.state.drafts:
            raise not_found()
        return self._mail(self.state.drafts[id_])


def _checked(route: Route, ids: Mapping[str, str], request: Request, *, is_upload: bool) -> Call:
    """The request as a call of this method; refuses parameters and fields that the method does not have."""
    names = [name for name, _ in request.pairs]
    unknown = set(names) - route.query - GENERAL
    twice = {name for name in names if names.count(name) > 1} - route.repeated
    if unknown or twice or (is_upload and not route.takes_upload):
        raise invalid(f"parameters {sorted(unknown | twice)}")
    body, message = read_upload(request) if is_upload else (request.body, None)
    if len(request.raw) > MAX_UPLOAD:
        raise Problem(413, "uploadTooLarge")
    if body is None:
        body = {}
    if not isinstance(body, dict) or set(body) - route.body:
        raise invalid("body")
    repeated = {name: [value for each, value in request.pairs if each == name] for name in route.repeated}
    return Call(ids=ids, query=request.query, repeated=repeated, body=body, message=message)


def _texts(body: Mapping[str, object], name: str) -> set[str]:
    value = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise invalid(name)
    return set(value)


def _history_json(record: tuple[int, str, str, tuple[str, ...]], state: State) -> dict[str, object]:
    number, kind, id_, labels_ = record
    mail = state.mails.get(id_)
    shown: dict[str, object] = {"id": id_, "threadId": mail.thread if mail else id_}
    if mail:
        shown["labelIds"] = sorted(mail.labels)
    change: dict[str, object] = {"message": shown} | ({"labelIds": list(labels_)} if labels_ else {})
    return {"id": str(number), "messages": [{"id": id_, "threadId": shown["threadId"]}], kind: [change]}


_HANDLERS: Mapping[str, Callable[[GmailApi, Call], object]] = {
    "getProfile": GmailApi.profile,
    "settings.sendAs.list": GmailApi.send_as,
    "labels.list": lambda api, _: labels.list_labels(api.state),
    "labels.get": lambda api, call: labels.get_label(api.state, call.ids["id"]),
    "labels.create": lambda api, call: labels.create_label(api.state, call.body),
    "labels.patch": lambda api, call: labels.change_label(api.state, call.ids["id"], call.body),
    "labels.update": lambda api, call: labels.change_label(api.state, call.ids["id"], call.body),
    "labels.delete": lambda api, call: labels.delete_label(api.state, call.ids["id"]),
    "threads.list": GmailApi.list_threads,
    "threads.get": GmailApi.get_thread,
    "threads.modify": GmailApi.modify_thread,
    "threads.trash": GmailApi.trash_thread,
    "threads.untrash": GmailApi.untrash_thread,
    "messages.list": GmailApi.list_messages,
    "messages.get": GmailApi.get_message,
    "messages.modify": GmailApi.modify_message,
    "messages.batchModify": GmailApi.modify_batch,
    "messages.trash": GmailApi.trash_message,
    "messages.untrash": GmailApi.untrash_message,
    "messages.send": GmailApi.send,
    "messages.attachments.get": GmailApi.attachment,
    "drafts.list": GmailApi.list_drafts,
    "drafts.get": GmailApi.get_draft,
    "drafts.create": GmailApi.create_draft,
    "drafts.update": GmailApi.update_draft,
    "drafts.send": GmailApi.send_draft,
    "drafts.delete": GmailApi.delete_draft,
    "history.list": GmailApi.list_history,
}
