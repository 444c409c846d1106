"""What clients chose to receive, and why a message is not sent to them, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.compose.wishes import Barrier, Unwanted
from microdesk_desktop.domain.parties import Client, ClientKind, MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.mail.wishes import load_wishes
from microdesk_desktop.store.privacy.communications import load_choices
from microdesk_desktop.store.records.clients import load_client
from microdesk_desktop.views.messages.mail_errors import unwanted_sentence

__all__ = ["load_wishes"]

_SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """One choice in words: what was chosen, how and by whom, the words of it, and the beginning of their SHA-256."""

    day: date | None
    what: str
    how: str
    words: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientChoices:
    """A client with their choices, oldest first."""

    client_id: int
    client: Client
    choices: Sequence[Choice]

    @property
    def rows(self) -> Sequence[ChoiceRow]:
        """The choices in words, latest first."""
        return [_row(each) for each in reversed(self.choices)]


def preference_words() -> Sequence[tuple[MailPreference, str]]:
    """What a client may choose to receive by mail."""
    return (
        (MailPreference.EVERYTHING, tr("Tout, offres et nouvelles comprises")),
        (MailPreference.BUSINESS, tr("Documents, relances et échanges seulement")),
        (MailPreference.NONE, tr("Aucun courriel, plutôt la poste ou la remise en main propre")),
    )


def choice_way_words() -> Sequence[tuple[ChoiceWay, str]]:
    """How a client may express a choice."""
    return (
        (ChoiceWay.SPOKEN, tr("De vive voix")),
        (ChoiceWay.MAIL, tr("Par courriel")),
        (ChoiceWay.POST, tr("Par courrier")),
        (ChoiceWay.FORM, tr("Sur un formulaire, un devis ou un contrat")),
    )


def load_choice_rows(reader: Reader, client_id: int) -> Sequence[ChoiceRow]:
    """The choices of a client in words, latest first."""
    return [_row(each) for each in reversed(load_choices(reader, client_id))]


def load_client_choices(reader: Reader, client_id: int) -> ClientChoices:
    """A client with their choices. Raises CLIENT_NOT_FOUND (`client`)."""
    client = load_client(reader, client_id)
    if client is None:
        raise KnownError(ErrorCode.CLIENT_NOT_FOUND, client=str(client_id))
    return ClientChoices(client_id=client_id, client=client, choices=load_choices(reader, client_id))


def choices_json(found: ClientChoices) -> Mapping[str, object]:
    """The choice that holds, and its history, oldest first."""
    return {
        "client": found.client_id,
        "name": found.client.name,
        "choice": found.client.mail_preference.value or "unsaid",
        "history": [
            {
                "choice": each.preference.value,
                "person": each.person,
                "way": each.way.value,
                "words": each.words,
                "digest": each.digest,
                "chosen_on": each.chosen_on.isoformat() if each.chosen_on else None,
                "noted_at": each.noted_at.isoformat() if each.noted_at else None,
            }
            for each in found.choices
        ],
    }


def holding_text(client: Client) -> str:
    """What holds for a client, and what follows from it."""
    match client.mail_preference:
        case MailPreference.EVERYTHING:
            return tr("Accepte tous vos messages, offres et nouvelles comprises.")
        case MailPreference.BUSINESS:
            return tr("Documents, relances et échanges seulement : ni offre, ni remerciement.")
        case MailPreference.NONE:
            return tr("Aucun courriel : ses documents partent par la poste ou en main propre.")
    if client.kind is ClientKind.INDIVIDUAL:
        return tr("Aucun choix noté. C'est un particulier : ni offre ni nouvelles avant son accord.")
    return tr("Aucun choix noté. C'est un professionnel : vos offres sont permises tant qu'il ne refuse pas.")


def how_words(choice: Choice) -> str:
    """« Par courriel, Inès Roussel »."""
    ways = {ChoiceWay.UNKNOWN: tr("Noté avant que la preuve soit gardée"), **dict(choice_way_words())}
    return ", ".join(filter(None, (ways[choice.way], visible(choice.person))))


def choice_lines(rows: Sequence[ChoiceRow]) -> Sequence[str]:
    """The history for a terminal."""
    return [" · ".join(filter(None, (_day_words(row.day), row.what, row.how, row.words))) for row in rows]


def unwanted_text(unwanted: Unwanted) -> str:
    """Why a message is not sent, and what it may still be."""
    return f"{unwanted_reason(unwanted)} {_way_out(unwanted.barrier)}"


def unwanted_reason(unwanted: Unwanted) -> str:
    """Why a message is not sent."""
    who = unwanted.client or unwanted.address
    return unwanted_sentence(unwanted.barrier).format(client=who, address=unwanted.address)


def _way_out(barrier: Barrier) -> str:
    if barrier is Barrier.NO_MAIL:
        return tr("Écrivez-lui autrement, à moins que ce message ne réponde à sa demande.")
    return tr("Il part si c'est un échange courant, sans offre ni publicité.")


def _row(choice: Choice) -> ChoiceRow:
    return ChoiceRow(
        day=choice.chosen_on,
        what=dict(preference_words())[choice.preference],
        how=how_words(choice),
        words=visible(choice.words),
        digest=choice.digest[:_SHOWN_DIGITS],
    )


def _day_words(day: date | None) -> str:
    return dates.long_day(day) if day else ""
