"""What clients chose to receive: each choice follows the one before, which stays as proof."""

from collections.abc import Sequence
from datetime import date, datetime

from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.store.database import Reader, Writer

LATEST_CHOICE = (
    "coalesce((SELECT choice FROM communication_choice WHERE client_id = client.id ORDER BY id DESC LIMIT 1), '')"
)
"""A column of a query over `client`: what the client wants to receive, as `MailPreference`."""


def add_choice(writer: Writer, client_id: int, choice: Choice) -> None:
    """Keep a choice; it is what holds from now on."""
    writer.run(
        "INSERT INTO communication_choice (client_id, choice, person, way, words, digest, chosen_on, noted_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(client_id, choice.preference, choice.person, choice.way, choice.words, choice.digest),
            choice.chosen_on.isoformat() if choice.chosen_on else None,
            choice.noted_at.isoformat() if choice.noted_at else None,
        ),
    )


def load_choices(reader: Reader, client_id: int) -> Sequence[Choice]:
    """Every choice of a client, oldest first."""
    rows = reader.iterate(
        "SELECT choice, person, way, words, chosen_on, noted_at FROM communication_choice WHERE client_id = ?"
        " ORDER BY id",
        (client_id,),
    )
    return [
        Choice(
            preference=MailPreference(choice),
            person=person,
            way=ChoiceWay(way),
            words=words,
            chosen_on=date.fromisoformat(chosen_on) if chosen_on else None,
            noted_at=datetime.fromisoformat(noted_at) if noted_at else None,
        )
        for choice, person, way, words, chosen_on, noted_at in rows
    ]


def delete_choices(writer: Writer, client_id: int) -> None:
    """Delete the choices of a client who is erased; the database refuses others."""
    writer.run("DELETE FROM communication_choice WHERE client_id = ?", (client_id,))
