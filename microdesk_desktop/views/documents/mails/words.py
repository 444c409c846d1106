"""Words about a mail to a client: who receives it, and why it is not sent."""

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.compose.correspondents import Correspondent
from microdesk_desktop.domain.mail.compose.wishes import Barrier
from microdesk_desktop.views.documents.mails.outgoing import OutgoingMail


def correspondent_name(person: Correspondent) -> str:
    """« Léa Martin », else the address."""
    return visible(person.name or person.address)


def correspondent_detail(person: Correspondent) -> str:
    """« Comptabilité », and below « compta@nova.fr »: what distinguishes two people of one name."""
    return "\n".join(filter(None, (visible(person.role), visible(person.address))))


def unwanted_text(mail: OutgoingMail) -> str:
    """Why a mail is not sent to a client who does not want it, and what to do."""
    if mail.barrier is Barrier.NOT_AGREED:
        text = tr(
            "{client} est un particulier qui n'a pas dit accepter ce genre de courriel. Son accord se note sur sa "
            "fiche, avec sa preuve."
        )
    elif mail.numbers:
        text = tr(
            "{client} ne souhaite pas recevoir de courriel : enregistrez le PDF, et envoyez-le autrement. "
            "Ce choix est noté sur la fiche du client, où il peut être changé."
        )
    else:
        text = tr(
            "{client} ne souhaite pas recevoir ce genre de courriel. Ce choix est noté sur la fiche du client, "
            "où il peut être changé."
        )
    return text.format(client=mail.client)
