"""The texts of the variables in mentions, in the language of the document."""

from collections.abc import Mapping

from microdesk_desktop.documents.mentions import nature_of
from microdesk_desktop.documents.render.words import day_text, words_of
from microdesk_desktop.domain.documents.types import Document


def variables_of(document: Document) -> Mapping[str, str]:
    """The values that mentions show; empty where the document has none."""
    words, seller = words_of(document.language), document.seller
    valid_until = day_text(document.valid_until, document.language) if document.valid_until else ""
    return {
        "register": seller.register,
        "buyer_siren": document.buyer.siren or document.buyer.siret[:9],
        "order_number": document.order_number,
        "nature": words[nature_of(document)],
        "insurance": seller.insurance,
        "mediator": seller.mediator,
        "valid_until": valid_until,
    }
