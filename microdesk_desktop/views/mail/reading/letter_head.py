"""The lines above the text of a letter in the window: from whom, to whom, when."""

from collections.abc import Collection, Sequence

from microdesk_desktop.base.format.counts import count
from microdesk_desktop.base.format.dates import moment
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.compose.answers import reply_subject
from microdesk_desktop.domain.mail.reading.links import host_in, shown_host, site_of
from microdesk_desktop.domain.mail.types import Letter, Person, Row
from microdesk_desktop.views.mail.reading.letter import person_text

_MOST_NAMED = 20
"""Recipients that are named; a letter to a list may have thousands."""


def sender_text(letter: Letter) -> str:
    """« Léa Martin <lea@example.fr> »: the address too, since anybody may take any name."""
    return ", ".join(map(person_text, letter.sender)) or tr("Expéditeur inconnu")


def sender_name(letter: Letter) -> str:
    """« Léa Martin », or the address of a sender without a name."""
    return _names(letter.sender) or tr("Expéditeur inconnu")


def address_text(letter: Letter) -> str:
    """The address of the sender; empty where it stands in the place of the name."""
    return _addresses([person for person in letter.sender if one_line(person.name)])


def name_deceives(letter: Letter) -> str:
    """The remark where the name of the sender is a site or an address, but not the one that the letter is from."""
    for person in letter.sender:
        named = host_in(one_line(person.name))
        host = person.address.rpartition("@")[2].lower()
        if named and site_of(named) != site_of(host):
            text = tr("Le nom affiché, {name}, n'est pas celui du site d'où vient ce message : {host}.")
            return text.format(name=one_line(person.name), host=shown_host(host) or tr("inconnu"))
    return ""


def when_text(letter: Letter, *, is_draft: bool = False) -> str:
    """The day and the time of a letter; of a draft, also that it is one."""
    when = moment(letter.when)
    return " · ".join(filter(None, (tr("Brouillon"), when))) if is_draft else when


def recipients_text(letter: Letter) -> str:
    """« À Jeanne Martin · Copie à Paul Durand »."""
    named = (
        (tr("À {people}"), letter.to),
        (tr("Copie à {people}"), letter.cc),
        (tr("Copie cachée à {people}"), letter.bcc),
    )
    return " · ".join(text.format(people=_names(people)) for text, people in named if people)


def answer_goes_elsewhere(letter: Letter) -> str:
    """The remark where answers go to another address than the sender's; empty where they do not."""
    sender = {person.address.casefold() for person in letter.sender}
    others = [person for person in letter.reply_to if person.address.casefold() not in sender]
    if not others or not sender:
        return ""
    return tr("Une réponse ira à {people}, et non à l'expéditeur affiché.").format(people=_addresses(others))


def subject_text(letters: Sequence[Letter | Row]) -> str:
    """What a conversation is about: the subject of its first letter."""
    return one_line(letters[0].subject) if letters and letters[0].subject.strip() else tr("Sans objet")


def changed_subject(letter: Letter, before: Letter | None) -> str:
    """The subject of a letter that gives the conversation another one; empty where it does not."""
    subject = one_line(letter.subject)
    if before is None or reply_subject(subject).casefold() == reply_subject(before.subject).casefold():
        return ""
    return subject


def letters_text(number: int) -> str:
    """« 3 messages »."""
    return ntr("{n} message", "{n} messages", number).format(n=count(number))


def _names(people: Collection[Person]) -> str:
    return _listed([one_line(person.name) or one_line(person.address) for person in people])


def _addresses(people: Collection[Person]) -> str:
    return _listed([one_line(person.address) for person in people])


def _listed(names: Sequence[str]) -> str:
    left = len(names) - _MOST_NAMED
    shown = ", ".join(names[:_MOST_NAMED])
    if left <= 0:
        return shown
    return ntr("{names} et {n} autre", "{names} et {n} autres", left).format(names=shown, n=count(left))
