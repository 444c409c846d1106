"""The methods of the Gmail API that are simulated, as Google's discovery document describes them.

`tests/unit/sandbox/test_gmail_routes.py` compares every line with that document.
"""

import re
from dataclasses import dataclass
from functools import cached_property

PREFIX = "/gmail/v1/users/me/"
UPLOAD = "/upload"
MAX_UPLOAD = 36_700_160
"""Bytes of a message that the API takes (35 MiB)."""
GENERAL = frozenset(("alt", "fields", "prettyPrint", "quotaUser", "uploadType"))
"""Parameters that every method accepts; those that carry a token are left out on purpose."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """One method: `path` below `PREFIX`, its query parameters, those that repeat, and the fields of its body.

    `is_allowed`: whether the scope gmail.modify is enough. `takes_upload`: a message may be sent as a file.
    """

    id: str
    method: str
    path: str
    query: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    is_allowed: bool = True
    takes_upload: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(PREFIX + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))


def _route(id_: str, method: str, path: str, query: str = "", *, body: str = "", **options: bool) -> Route:
    """A line of the table; a parameter that ends with `*` may be given several times."""
    names = query.split()
    return Route(
        id=id_,
        method=method,
        path=path,
        query=frozenset(name.rstrip("*") for name in names),
        repeated=frozenset(name[:-1] for name in names if name.endswith("*")),
        body=frozenset(body.split()),
        **options,
    )


_LIST = "includeSpamTrash labelIds* maxResults pageToken q"
_GET = "format metadataHeaders*"
_MODIFY = "addLabelIds removeLabelIds"
_LABEL = "id name color labelListVisibility messageListVisibility type"
_MESSAGE = "raw threadId"

ROUTES = (
    _route("getProfile", "GET", "profile"),
    _route("settings.sendAs.list", "GET", "settings/sendAs"),
    _route("labels.list", "GET", "labels"),
    _route("labels.get", "GET", "labels/{id}"),
    _route("labels.create", "POST", "labels", body=_LABEL),
    _route("labels.patch", "PATCH", "labels/{id}", body=_LABEL),
    _route("labels.update", "PUT", "labels/{id}", body=_LABEL),
    _route("labels.delete", "DELETE", "labels/{id}"),
    _route("threads.list", "GET", "threads", _LIST),
    _route("threads.get", "GET", "threads/{id}", _GET),
    _route("threads.modify", "POST", "threads/{id}/modify", body=_MODIFY),
    _route("threads.trash", "POST", "threads/{id}/trash"),
    _route("threads.untrash", "POST", "threads/{id}/untrash"),
    _route("threads.delete", "DELETE", "threads/{id}", is_allowed=False),
    _route("messages.list", "GET", "messages", _LIST),
    _route("messages.get", "GET", "messages/{id}", _GET),
    _route("messages.modify", "POST", "messages/{id}/modify", body=_MODIFY),
    _route("messages.batchModify", "POST", "messages/batchModify", body=f"ids {_MODIFY}"),
    _route("messages.trash", "POST", "messages/{id}/trash"),
    _route("messages.untrash", "POST", "messages/{id}/untrash"),
    _route("messages.send", "POST", "messages/send", body=_MESSAGE, takes_upload=True),
    _route("messages.delete", "DELETE", "messages/{id}", is_allowed=False),
    _route("messages.batchDelete", "POST", "messages/batchDelete", body="ids", is_allowed=False),
    _route("messages.attachments.get", "GET", "messages/{messageId}/attachments/{id}"),
    _route("drafts.list", "GET", "drafts", "includeSpamTrash maxResults pageToken q"),
    _route("drafts.get", "GET", "drafts/{id}", "format"),
    _route("drafts.create", "POST", "drafts", body="message", takes_upload=True),
    _route("drafts.update", "PUT", "drafts/{id}", body="id message", takes_upload=True),
    _route("drafts.send", "POST", "drafts/send", body="id message", takes_upload=True),
    _route("drafts.delete", "DELETE", "drafts/{id}"),
    _route("history.list", "GET", "history", "historyTypes* labelId maxResults pageToken startHistoryId"),
)


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The method that this request calls, with the ids of its path."""
    for route in ROUTES:
        match = route.pattern.fullmatch(path)
        if match and route.method == method:
            return route, match.groupdict()
    return None
