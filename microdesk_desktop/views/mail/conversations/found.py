"""The words of what was found in the mailboxes about a client or a document."""

from datetime import datetime

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.account import Account
from microdesk_desktop.domain.mail.conversations.found import FoundConversation, FoundConversations
from microdesk_desktop.views.mail.conversations.words import title_text, when_text, who_text
from microdesk_desktop.views.messages.errors import error_text


def found_title(found: FoundConversation) -> str:
    """« Devis pour le site »: the subject of a conversation."""
    return title_text(found.row)


def found_detail(found: FoundConversation, now: datetime, *, several: bool) -> str:
    """« 21/11 · Léa Martin (3) · ines@example.fr »; the account only where there are `several`."""
    own = (found.account.address.casefold(),)
    account = visible(found.account.address) if several else ""
    return " · ".join(filter(None, (when_text(found.row.when, now), who_text(found.row, own), account)))


def found_remarks(found: FoundConversations) -> tuple[str, ...]:
    """What the user should know about the list: who did not answer, that it is empty, that there are more."""
    failed = [unanswered_text(account, error) for account, error in found.failed]
    if not found.rows:
        return tuple(failed) or (tr("Aucun message trouvé."),)
    more = ntr(
        "Voici le plus récent : ouvrez-le pour voir la suite dans Courrier.",
        "Voici les {count} plus récents : ouvrez-en un pour voir la suite dans Courrier.",
        len(found.rows),
    )
    return (*failed, *([more.format(count=len(found.rows))] if found.is_cut else ()))


def unanswered_text(account: Account, error: KnownError) -> str:
    """« ines@example.fr : la connexion a été coupée… »."""
    return tr("{address} : {problem}").format(address=visible(account.address), problem=error_text(error))


def client_intro(name: str) -> str:
    """What is found on a client's page."""
    text = tr("Vos échanges avec {client}, cherchés dans votre messagerie : rien n'en est gardé ici.")
    return text.format(client=name)


def document_intro(number: str) -> str:
    """What is found on a document's page."""
    text = tr("Les messages qui citent {number}, cherchés dans votre messagerie : rien n'en est gardé ici.")
    return text.format(number=number)
