"""What stands against messages, of all clients and of those who were erased, as one value."""

from collections import defaultdict

from microdesk_desktop.domain.mail.compose.wishes import Wish, Wishes, folded_address
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.privacy.suppressed import load_key, load_suppressed
from microdesk_desktop.store.records.clients import load_clients


def load_wishes(reader: Reader) -> Wishes:
    """The wishes of every client by address, and the refusals that outlived theirs."""
    found: defaultdict[str, list[Wish]] = defaultdict(list)
    for client_id, client in load_clients(reader):
        wish = Wish(client_id=client_id, client=client.name, kind=client.kind, preference=client.mail_preference)
        for address in client.emails:
            found[folded_address(address)].append(wish)
    return Wishes(by_address=dict(found), suppressed=load_suppressed(reader), key=load_key(reader))
