"""What a letter encloses beside its text, on a terminal and as JSON: invitations, files in an archive of Outlook."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.text import one_line, visible
from microdesk_desktop.mail.mime.invitation import Invitation
from microdesk_desktop.views.mail.reading.files import archived_text
from microdesk_desktop.views.mail.reading.invitation import invitation_view
from microdesk_desktop.views.mail.reading.letter import LetterView, person_text

Archived = Sequence[tuple[str, Sequence[str]]]
"""The names in each archive, by the key of its part."""


def enclosed_json(view: LetterView, invitations: Sequence[Invitation], archived: Archived) -> Mapping[str, object]:
    """The part of `mail read` that lists what is enclosed."""
    names = {file.part: file.name for file in view.files}
    return {
        "invitations": [_invitation_json(each) for each in invitations],
        "enclosed": [
            {"attachment": names[part], "names": [visible(each) for each in found]}
            for part, found in archived
            if part in names
        ],
    }


def enclosed_lines(view: LetterView, invitations: Sequence[Invitation], archived: Archived) -> Sequence[str]:
    """The lines that follow a letter on a terminal; none where it encloses nothing."""
    names = {file.part: file.name for file in view.files}
    views = map(invitation_view, invitations)
    lines = [line for each in views for line in (each.title, each.detail)]
    lines += [f"{names[part]} · {archived_text(found)}" for part, found in archived if part in names and found]
    return ["", *lines] if lines else []


def _invitation_json(invitation: Invitation) -> Mapping[str, object]:
    organiser = person_text(invitation.organiser) if invitation.organiser is not None else None
    return {
        "title": one_line(invitation.title),
        "starts": invitation.starts.isoformat() if invitation.starts is not None else None,
        "ends": invitation.ends.isoformat() if invitation.ends is not None else None,
        "place": one_line(invitation.place),
        "organiser": organiser,
        "cancelled": invitation.is_cancelled,
    }
