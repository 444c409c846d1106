"""Labels of the simulated mailbox."""

from collections.abc import Mapping
from dataclasses import replace

from microdesk_desktop.sandbox.gmail.colours import COLOURS
from microdesk_desktop.sandbox.gmail.problems import Problem, invalid, not_found
from microdesk_desktop.sandbox.gmail.state import Label, State

_LONGEST_NAME = 225


def list_labels(state: State) -> object:
    """Every label, without its counts, as the real list."""
    return {"labels": [_json(label) for label in state.labels.values()]}


def get_label(state: State, id_: str) -> object:
    """One label, with its counts."""
    label = _label(state, id_)
    mails = [mail for mail in state.mails.values() if id_ in mail.labels]
    unread = [mail for mail in mails if "UNREAD" in mail.labels]
    return _json(label) | {
        "messagesTotal": len(mails),
        "messagesUnread": len(unread),
        "threadsTotal": len({mail.thread for mail in mails}),
        "threadsUnread": len({mail.thread for mail in unread}),
    }


def create_label(state: State, body: Mapping[str, object]) -> object:
    """A new label; refuses a name that exists."""
    id_ = f"Label_{state.new_id()}"
    label = _changed(state, Label(id=id_, name="", is_system=False), body)
    if not label.name:
        raise invalid("name")
    state.labels[id_] = label
    return _json(label)


def change_label(state: State, id_: str, body: Mapping[str, object]) -> object:
    """Another name or colour for a label of the user."""
    label = _label(state, id_)
    if label.is_system or body.get("id", id_) != id_:
        raise invalid("label")
    state.labels[id_] = _changed(state, label, body)
    return _json(state.labels[id_])


def delete_label(state: State, id_: str) -> None:
    """Remove a label from the mailbox and from every message, which stays."""
    if _label(state, id_).is_system:
        raise invalid("label")
    del state.labels[id_]
    for mail in state.mails.values():
        state.relabel(mail, (), (id_,))


def _changed(state: State, label: Label, body: Mapping[str, object]) -> Label:
    name, color = body.get("name", label.name), body.get("color", label.color)
    if not isinstance(name, str) or len(name) > _LONGEST_NAME:
        raise invalid("name")
    if any(each.id != label.id and each.name.lower() == name.lower() for each in state.labels.values()):
        raise Problem(409, "Label name exists or conflicts", "ALREADY_EXISTS")
    if color is not None and not (
        isinstance(color, dict) and set(color) == {"backgroundColor", "textColor"} and set(color.values()) <= COLOURS
    ):
        raise invalid("color")
    return replace(label, name=name, color=color)


def _label(state: State, id_: str) -> Label:
    if id_ not in state.labels:
        raise not_found()
    return state.labels[id_]


def _json(label: Label) -> dict[str, object]:
    shape: dict[str, object] = {
        "id": label.id,
        "name": label.name,
        "type": "system" if label.is_system else "user",
        "labelListVisibility": "labelShow",
        "messageListVisibility": "show",
    }
    return shape | ({"color": label.color} if label.color else {})
