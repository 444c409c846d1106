"""How to reach a client, and how it is invoiced, on its page."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.widgets.facts import Fact
from microdesk_desktop.views.records.client_story import ClientStory
from microdesk_desktop.views.records.client_words import (
    address_words,
    contact_words,
    electronic_text,
    language_words,
    number_text,
    terms_words,
)
from microdesk_desktop.views.records.lookups import vat_proof_words

USUAL_LANGUAGE = "fr"


def identity_facts(story: ClientStory) -> Sequence[Fact]:
    """What is known of a client, without what is empty or usual."""
    client = story.client
    town = " ".join(filter(None, (client.postal_code, client.city)))
    address = "\n".join(filter(None, (client.address, town, client.country if client.country != "FR" else "")))
    checked = vat_proof_words(story.vat_check) if story.vat_check and client.vat_number else ""
    language = dict(language_words()).get(client.language, "") if client.language != USUAL_LANGUAGE else ""
    facts = (
        Fact(name=tr("Adresse électronique"), value=client.email),
        Fact(name=tr("Téléphone"), value=client.phone),
        Fact(name=tr("Adresse"), value=address),
        Fact(name=tr("Interlocuteurs"), value="\n".join(map(contact_words, client.contacts))),
        Fact(name=tr("Autres adresses"), value="\n".join(map(address_words, client.addresses))),
        Fact(name=tr("SIRET") if client.siret else tr("SIREN"), value=number_text(client)),
        Fact(name=tr("N° de TVA"), value="\n".join(filter(None, (client.vat_number, checked)))),
        Fact(name=tr("Délai de paiement"), value=terms_words(client.payment_terms)),
        Fact(name=tr("Adresse de facturation électronique"), value=electronic_text(client)),
        Fact(name=tr("Langue des documents"), value=language),
    )
    return facts if any(fact.value for fact in facts) else (Fact(name=tr("Rien d'autre que le nom"), value="—"),)
