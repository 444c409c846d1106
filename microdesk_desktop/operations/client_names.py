"""By which texts a client is recognised in what the user, banks and public registers wrote."""

from collections.abc import Iterator, Set
from functools import partial

from microdesk_desktop.documents.seal.content import read_content
from microdesk_desktop.documents.seal.purge import NOBODY
from microdesk_desktop.domain.parties import Client, Contact
from microdesk_desktop.domain.privacy.mentions import is_named, names_of
from microdesk_desktop.domain.text import fold
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.documents.chain import load_seal_of
from microdesk_desktop.store.privacy.mentions import Recognises
from microdesk_desktop.store.records.clients import load_any_client, load_clients, load_parties
from microdesk_desktop.store.records.documents import load_client_documents


def own_names(reader: Reader, client_id: int, client: Client) -> Set[str]:
    """The client's folded names, however short, unless another client has them too: today's, and those of documents.

    A client who was renamed stands under the former name in what was issued and noted before.
    """
    found = {fold(client.name), *_former_names(reader, client_id)}
    return found - {"", fold(NOBODY), *(fold(party.name) for party in load_parties(reader) if party.id != client_id)}


def other_names(reader: Reader, client_id: int) -> frozenset[str]:
    """The folded names of the other clients, of which the client's may be a part."""
    return names_of([party.name for party in load_parties(reader) if party.id != client_id])


def own_texts(reader: Reader, client_id: int, client: Client) -> frozenset[str]:
    """What recognises the client or one of its contacts, folded, and no other client: names, numbers, addresses."""
    found = names_of([*own_names(reader, client_id, client), *_texts(client)])
    others = (each for id_, each in load_clients(reader) if id_ != client_id)
    return found - names_of([text for other in others for text in (other.name, *_texts(other))])


def recognise_client(reader: Reader, client_id: int) -> Recognises:
    """Whether a text names the client or one of its contacts; nothing does for one who is not there."""
    client = load_any_client(reader, client_id)
    own = own_texts(reader, client_id, client) if client else frozenset[str]()
    return partial(is_named, own=own, others=other_names(reader, client_id))


def _former_names(reader: Reader, client_id: int) -> Iterator[str]:
    """The folded names under which documents were issued to the client; a seal that cannot be read names nobody."""
    for document_id, _ in load_client_documents(reader, client_id):
        seal = load_seal_of(reader, document_id)
        try:
            content = read_content(seal.content) if seal else None
        except ValueError:
            continue
        if content is not None:
            yield fold(content.document.buyer.name)


def _texts(client: Client) -> Iterator[str]:
    """What distinguishes a client beside the name. A town or a role would be found in texts about others."""
    yield from (client.siren, client.siret, client.vat_number, client.electronic_address, client.phone)
    yield from client.emails
    yield client.address
    yield from (line for each in client.addresses for line in each.lines if _has_digit(line))
    for contact in client.contacts:
        yield from _contact_texts(contact)


def _contact_texts(contact: Contact) -> Iterator[str]:
    """« Inès Roussel » distinguishes somebody; « Paul » and « Comptabilité » do not."""
    yield contact.phone
    if len(contact.name.split()) > 1:
        yield contact.name


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
