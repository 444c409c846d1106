"""With what a composer begins, and the words around a message that is being written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from microdesk_desktop.base.format.dates import clock_time, long_day, moment
from microdesk_desktop.base.format.sizes import size
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.mail.compose.answers import forward_subject, new_text, reply_subject, reply_text
from microdesk_desktop.domain.mail.compose.compositions import Composition, Gathered, encoded_size
from microdesk_desktop.domain.mail.compose.doubts import Doubt
from microdesk_desktop.domain.mail.compose.recipients import Recipients, reply_all_recipients, reply_recipients
from microdesk_desktop.domain.mail.compose.starts import Start, StartKind
from microdesk_desktop.domain.mail.types import Letter, Person
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.views.mail.reading.letter import person_text

MOST_QUOTED = 500
"""Lines: more than ten pages, which a field lays out in a few hundredths of a second."""


def first_composition(account_id: str, start: Start, gathered: Gathered) -> Composition:
    """What stands in the composer at first."""
    letter = start.letter
    if letter is None:
        return Composition(
            account_id=account_id,
            to=start.to,
            cc=start.cc,
            bcc=start.bcc,
            subject=start.subject,
            text=_signed(start.text, gathered.signature),
            files=gathered.files,
        )
    recipients = _recipients(start.kind, letter, gathered)
    return Composition(
        account_id=account_id,
        to=recipients.to,
        cc=recipients.cc,
        bcc=letter.bcc if start.kind is StartKind.DRAFT else (),
        subject=_subject(start.kind, letter.subject),
        text=_text(start.kind, letter, gathered),
        files=gathered.files,
    )


def page_title(kind: StartKind) -> str:
    """What the composer is called by what it writes."""
    if kind in (StartKind.ANSWER, StartKind.ANSWER_ALL):
        return tr("Réponse")
    if kind is StartKind.DRAFT:
        return tr("Brouillon")
    return tr("Message transféré") if kind is StartKind.FORWARD else tr("Nouveau message")


def doubts_text(doubts: Sequence[Doubt]) -> str:
    """What the user may have forgotten, as one question."""
    words: Mapping[Doubt, str] = {
        Doubt.ONLY_COPIES: tr("Personne n'est dans le champ « À »."),
        Doubt.NO_SUBJECT: tr("Le message n'a pas d'objet."),
        Doubt.NO_FILE: tr("Votre texte annonce une pièce jointe, et aucune n'est jointe."),
        Doubt.NO_WAY_OUT: tr("Votre texte propose une offre, et la loi veut qu'il dise comment refuser les suivantes."),
    }
    return " ".join([*(words[each] for each in doubts), tr("L'envoyer ainsi ?")])


def way_out_sentence() -> str:
    """How the recipient of an offer refuses the next ones, without any cost (CPCE art. L. 34-5)."""
    return tr("Pour ne plus recevoir ce genre de message, répondez-moi simplement en ce sens.")


def files_text(composition: Composition, limit: int) -> str:
    """How much goes with the message, and the limit of the mail service where it is known; empty without files."""
    if not composition.files:
        return ""
    words = ntr(
        "{count} pièce jointe, {size} à envoyer", "{count} pièces jointes, {size} à envoyer", len(composition.files)
    )
    shown = words.format(count=len(composition.files), size=size(encoded_size(composition)))
    if not limit:
        return shown
    return tr("{files} (votre messagerie accepte {limit})").format(files=shown, limit=size(limit))


def too_large_text(composition: Composition, limit: int) -> str:
    """That the message is larger than the mail service takes; empty while it is not."""
    total = encoded_size(composition)
    if not limit or total <= limit:
        return ""
    return tr(
        "Ce message fait {size}, et votre messagerie n'en accepte que {limit}. Retirez une pièce jointe, ou"
        " partagez-la autrement."
    ).format(size=size(total), limit=size(limit))


def wrong_people_text(wrong: Sequence[str]) -> str:
    """Which entries of a field are no address."""
    words = ntr("Ce n'est pas une adresse : {entries}", "Ce ne sont pas des adresses : {entries}", len(wrong))
    return words.format(entries=", ".join(wrong))


def waiting_text(subject: str, seconds: int) -> str:
    """The countdown before a message leaves."""
    named = one_line(subject) or tr("(sans objet)")
    words = ntr("« {subject} » part dans {count} seconde.", "« {subject} » part dans {count} secondes.", seconds)
    return words.format(subject=named, count=seconds)


def subjects_text(subjects: Sequence[str]) -> str:
    """« Devis », « Rendez-vous », as messages are named in a sentence."""
    return ", ".join(tr("« {subject} »").format(subject=one_line(each) or tr("(sans objet)")) for each in subjects)


def lost_text(subjects: Sequence[str]) -> str:
    """That these messages go with their account, as no server has them; empty for none."""
    if not subjects:
        return ""
    text = ntr(
        "{subjects} n'est pas parmi vos brouillons : ce message sera perdu.",
        "{subjects} ne sont pas parmi vos brouillons : ces messages seront perdus.",
        len(subjects),
    )
    return text.format(subjects=subjects_text(subjects))


def interrupted_text(address: str, at: str) -> str:
    """What became unclear when the program ended while a message was under way."""
    return tr(
        "MicroDesk s'est arrêté pendant l'envoi d'un message depuis {address}, le {at}. Avant de l'écrire de nouveau,"
        " regardez s'il est parmi vos messages envoyés ou vos brouillons."
    ).format(address=address, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person whom the user may write to: a client, or a contact there."""

    person: Person
    of: str


def load_known_people(reader: Reader) -> Sequence[Known]:
    """The people with an address among the clients: no address is ever collected from letters."""
    found = []
    for _, client in load_clients(reader):
        if client.email:
            found.append(Known(person=Person(client.name, client.email), of=""))
        found += [
            Known(person=Person(contact.name or client.name, contact.email), of=client.name)
            for contact in client.contacts
            if contact.email and contact.email != client.email
        ]
    return found


def _recipients(kind: StartKind, letter: Letter, gathered: Gathered) -> Recipients:
    if kind is StartKind.FORWARD:
        return Recipients(to=())
    if kind is StartKind.DRAFT:
        return Recipients(to=letter.to, cc=letter.cc)
    answer = reply_all_recipients if kind is StartKind.ANSWER_ALL else reply_recipients
    return answer(letter, gathered.own | {gathered.address})


def _subject(kind: StartKind, subject: str) -> str:
    if kind is StartKind.FORWARD:
        return forward_subject(subject)
    return subject if kind is StartKind.DRAFT else reply_subject(subject)


def _text(kind: StartKind, letter: Letter, gathered: Gathered) -> str:
    if kind is StartKind.DRAFT:
        return gathered.quoted
    if kind is StartKind.FORWARD:
        return _forwarded(letter, gathered)
    names = ", ".join(map(person_text, letter.sender))
    introduction = tr("Le {day} à {time}, {names} a écrit :").format(
        day=long_day(letter.when.astimezone().date()), time=clock_time(letter.when), names=names
    )
    return reply_text(introduction, _quoted(gathered.quoted), gathered.signature)


def _quoted(text: str) -> str:
    """The words of the letter that are quoted: who wrote a very long one has the rest."""
    lines = text.split("\n")
    return text if len(lines) <= MOST_QUOTED else "\n".join([*lines[:MOST_QUOTED], "[…]"])


def _forwarded(letter: Letter, gathered: Gathered) -> str:
    """The text of a forwarded letter under its headers, with the signature above it as in a reply."""
    heads = [
        tr("---------- Message transféré ----------"),
        tr("De : {people}").format(people=", ".join(map(person_text, letter.sender))),
        tr("Date : {moment}").format(moment=moment(letter.when)),
        tr("Objet : {subject}").format(subject=one_line(letter.subject)),
        tr("À : {people}").format(people=", ".join(map(person_text, letter.to))),
    ]
    signed = f"{gathered.signature.strip()}\n\n" if gathered.signature.strip() else ""
    return "\n\n" + signed + "\n".join(heads) + f"\n\n{gathered.quoted}\n"


def _signed(text: str, signature: str) -> str:
    """The text with its signature; a last line that the signature begins with does not stand there twice."""
    lines, name = text.strip("\n").split("\n"), signature.strip().split("\n")[0].strip()
    if name and lines[-1].strip() == name:
        lines.pop()
    written = "\n".join(lines).rstrip("\n")
    return written + new_text(signature)
