"""What the privacy screen has beside its list: what left last, the statement that holds, whose data there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.privacy.codes import People
from microdesk_desktop.store.database import Reader
from microdesk_desktop.views.privacy.inventory.words import people_text
from microdesk_desktop.views.privacy.network.journal import ConnectionRow, load_connections
from microdesk_desktop.views.privacy.statement import StatementState, load_statement_state

SHOWN_CONNECTIONS = 3
"""Enough to recognise what the program just did; the journal has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyOverview:
    """The last connections, the latest first, and whether the statement in force is agreed to."""

    connections: Sequence[ConnectionRow]
    statement: StatementState


def load_privacy_overview(reader: Reader) -> PrivacyOverview:
    """Read what the cards show."""
    return PrivacyOverview(
        connections=load_connections(reader, SHOWN_CONNECTIONS), statement=load_statement_state(reader)
    )


def people_chips() -> Sequence[tuple[str, str]]:
    """Whose data the list can be narrowed to, by code and in words."""
    short = {People.PAYERS: tr("Noms de vos relevés")}
    named = [(each, short.get(each) or people_text([each])) for each in People if each is not People.NOBODY]
    return [(each.value, text[:1].upper() + text[1:]) for each, text in named]
