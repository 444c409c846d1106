"""Labels as folders: their roles, their tree by the slashes in their names, and their colours."""

from collections.abc import Mapping

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.types import Folder, FolderKind, Role
from microdesk_desktop.mail.gmail.client import Call, GmailClient
from microdesk_desktop.mail.gmail.schemas import Label, LabelList

ALL_MAIL = "ALL"
"""The key of all mail, which is no label at Gmail."""
ROLES: Mapping[str, Role] = {
    "INBOX": Role.INBOX,
    "DRAFT": Role.DRAFTS,
    "SENT": Role.SENT,
    ALL_MAIL: Role.ALL,
    "SPAM": Role.SPAM,
    "TRASH": Role.TRASH,
}
_MOST_COUNTED = 50
"""Labels whose unread conversations are counted: one batch, one unit each."""
_LIGHT, _DARK = "#ffffff", "#000000"


def load_folders(client: GmailClient, job: Job) -> tuple[Folder, ...]:
    """The labels, system ones first; unread counts of the inbox, of spam, of drafts, and of the first own labels."""
    found = client.call(_call("GET", "labels", units=1), LabelList, job).labels
    own = sorted((label for label in found if label.type == "user"), key=lambda each: each.name.casefold().split("/"))
    system = [label for label in found if label.id in ROLES]
    system.sort(key=lambda each: list(ROLES).index(each.id))
    counted = [*system, *own][:_MOST_COUNTED]
    counts = client.batch([_call("GET", f"labels/{each.id}", units=1) for each in counted], Label, job)
    unread = {each.id: each.threads_unread for each in counts if each is not None}
    names = {label.name: label.id for label in own}
    all_mail = Folder(key=ALL_MAIL, name="", role=Role.ALL, kind=FolderKind.LABEL, writable=False)
    folders = [_folder(each, names, unread) for each in (*system, *own)]
    return (*folders[: len(system)], all_mail, *folders[len(system) :])


def create_label(client: GmailClient, name: str, parent: str | None, colour: str | None, job: Job) -> Folder:
    """A new label below `parent`. Raises MAIL_FOLDER_EXISTS, and MAIL_GONE for a parent that is gone."""
    above = {} if parent is None else {_find(_own(client, job), parent).name: parent}
    whole = "/".join((*above, name))
    return _folder(client.call(_call("POST", "labels", body=_body(whole, colour)), Label, job), above, {})


def change_label(client: GmailClient, id_: str, name: str, colour: str | None, job: Job) -> Folder:
    """Another name or colour; the labels below follow, which are tied by their names only.

    Raises MAIL_FOLDER_EXISTS, and MAIL_GONE for a label that is gone or not the user's.
    """
    own = _own(client, job)
    former = _find(own, id_).name
    above, slash, _ = former.rpartition("/")
    whole = above + slash + name
    changed = client.call(_call("PATCH", f"labels/{id_}", body=_body(whole, colour)), Label, job)
    for each in own:
        if each.name.startswith(f"{former}/") and former != whole:
            body = {"name": whole + each.name.removeprefix(former)}
            client.run(_call("PATCH", f"labels/{each.id}", body=body), job)
    return _folder(changed, {each.name: each.id for each in own}, {})


def delete_label(client: GmailClient, id_: str, job: Job) -> None:
    """Remove a label; its messages stay."""
    client.run(_call("DELETE", f"labels/{id_}"), job)


def _own(client: GmailClient, job: Job) -> list[Label]:
    found = client.call(_call("GET", "labels", units=1), LabelList, job).labels
    return [label for label in found if label.type == "user"]


def _find(own: list[Label], id_: str) -> Label:
    for label in own:
        if label.id == id_:
            return label
    raise KnownError(ErrorCode.MAIL_GONE)


def _call(method: str, path: str, *, units: int = 5, body: object = None) -> Call:
    purpose = Purpose.GMAIL_LIST if method == "GET" else Purpose.GMAIL_CHANGE
    return Call(method=method, path=path, purpose=purpose, units=units, body=body)


def _body(name: str, colour: str | None) -> dict[str, object]:
    body: dict[str, object] = {"name": name}
    if colour is not None:
        body["color"] = {"backgroundColor": colour, "textColor": _DARK if _is_light(colour) else _LIGHT}
    return body


def _folder(label: Label, names: Mapping[str, str], unread: Mapping[str, int | None]) -> Folder:
    above, _, last = label.name.rpartition("/")
    parent = names.get(above) if above else None
    return Folder(
        key=label.id,
        name=last if parent else label.name,
        parent=parent,
        role=ROLES.get(label.id, Role.NONE),
        unread=unread.get(label.id),
        kind=FolderKind.LABEL,
        writable=label.type == "user",
        colour=label.color.background_color or None,
    )


def _is_light(colour: str) -> bool:
    """Whether black reads better than white on this colour (luma of ITU-R BT.601 above the middle)."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 299 * red + 587 * green + 114 * blue > 128_000
