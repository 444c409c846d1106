"""What clients chose to receive: each choice follows the one before, which stays as proof."""

from collections.abc import Sequence
from datetime import date, datetime

from microdesk_desktop.domain.parties import MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.store.database import Reader, Writer

_FACTS = "choice, person, way, words, chosen_on, noted_at"
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
    sql = f"SELECT {_FACTS} FROM communication_choice WHERE client_id = ? ORDER BY id"
    return [_choice(*row) for row in reader.iterate(sql, (client_id,))]


def load_every_choice(reader: Reader) -> Sequence[tuple[int, str, Choice]]:
    """Every choice with the id and the name of its client, those of a client together, oldest first."""
    rows = reader.iterate(
        f"SELECT client_id, name, {_FACTS} FROM communication_choice JOIN client ON client.id = client_id"
        " ORDER BY client_id, communication_choice.id"
    )
    return [(client_id, name, _choice(*facts)) for client_id, name, *facts in rows]


def _choice(choice: str, person: str, way: str, words: str, chosen_on: str | None, noted_at: str | None) -> Choice:
    return Choice(
        preference=MailPreference(choice),
        person=person,
        way=ChoiceWay(way),
        words=words,
        chosen_on=date.fromisoformat(chosen_on) if chosen_on else None,
        noted_at=datetime.fromisoformat(noted_at) if noted_at else None,
    )


def delete_choices(writer: Writer, client_id: int) -> None:
    """Delete the choices of a client who is erased; the database refuses others."""
    writer.run("DELETE FROM communication_choice WHERE client_id = ?", (client_id,))
