"""Forget how a client is reached with whom nobody was in touch for long, and with it what they chose to receive.

An agreement lapses: it was given to somebody whom they knew. A refusal stays as long as the client does, without who
expressed it, in which words and when, and as a keyed hash of each address, which outlasts the client too.
"""

from collections.abc import Collection

from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.privacy.client_contacts import blank_contacts
from microdesk_desktop.store.privacy.communications import add_choice, delete_choices
from microdesk_desktop.store.privacy.retention import note_decided
from microdesk_desktop.store.privacy.suppressed import suppress
from microdesk_desktop.store.records.clients import load_any_client

_REFUSALS = (MailPreference.BUSINESS, MailPreference.NONE)


def lapse_clients(writer: Writer, client_ids: Collection[int]) -> None:
    """Remove how these clients are reached and the proofs of their choices; what they refuse stays refused."""
    # The database deletes a choice only of a client for whom that is noted, in a backup too.
    note_decided(writer, [("inactive_clients", client_id) for client_id in client_ids])
    for client_id in client_ids:
        client = load_any_client(writer, client_id)
        if client is not None and client.mail_preference is not MailPreference.UNSAID:
            delete_choices(writer, client_id)
            _keep_refusal(writer, client_id, client.mail_preference, client.emails)
    blank_contacts(writer, client_ids)


def _keep_refusal(writer: Writer, client_id: int, refused: MailPreference, addresses: Collection[str]) -> None:
    if refused not in _REFUSALS:
        return
    suppress(writer, addresses, refused)
    add_choice(
        writer, client_id, Choice(preference=refused, person="", way=ChoiceWay.UNKNOWN, words="", chosen_on=None)
    )
