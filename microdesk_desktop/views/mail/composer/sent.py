"""A message that was sent, as sentences and as JSON."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.types import Sent, SentCopy


def sent_json(sent: Sent) -> Mapping[str, object]:
    """The stable shape of what became of a message."""
    return {
        "message_id": visible(sent.message_id),
        "refused": [visible(each) for each in sent.refused],
        "copy": sent.copy.value,
    }


def sent_lines(sent: Sent) -> Sequence[str]:
    """That it was sent; then whom it did not reach, and a copy that is missing."""
    lines = [tr("Message envoyé.")]
    if sent.refused:
        text = ntr(
            "Un destinataire a été refusé par votre messagerie et ne l'a pas reçu : {refused}",
            "{count} destinataires ont été refusés par votre messagerie et ne l'ont pas reçu : {refused}",
            len(sent.refused),
        )
        lines.append(text.format(count=len(sent.refused), refused=", ".join(map(visible, sent.refused))))
    if sent.copy is SentCopy.MISSING:
        lines.append(tr("La copie n'a pas pu être rangée parmi vos messages envoyés ; ne l'envoyez pas de nouveau."))
    return lines
