"""What the opening of the vault did about erasures that were interrupted or due."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.vault.erasures import Erasure
from microdesk_desktop.views.bank.connections import erasure as bank
from microdesk_desktop.views.mail import accounts as mail
from microdesk_desktop.views.mileage import words as mileage
from microdesk_desktop.views.privacy import erasure as clients
from microdesk_desktop.views.privacy import retention_words

_WORDS = {
    "bank": bank.opening_text,
    "clients": clients.opening_text,
    "mail": mail.opening_text,
    "mileage": mileage.opening_text,
    "trips": mileage.erased_text,
    "retention": retention_words.opening_text,
}


def erasure_texts(erasures: Mapping[str, Erasure]) -> Sequence[str]:
    """One text for each module whose erasure the opening finished, or could not finish; one for mail accounts alike."""
    texts = (_WORDS[module.partition("-")[0]](erasure) for module, erasure in erasures.items())
    return list(dict.fromkeys(texts))
