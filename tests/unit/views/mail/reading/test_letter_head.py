"""The lines above a letter."""

from datetime import UTC, datetime

import pytest

from microdesk_desktop.domain.mail.types import Letter, Person
from microdesk_desktop.views.mail.reading.letter_head import (
    answer_goes_elsewhere,
    changed_subject,
    name_deceives,
    recipients_text,
)

LEA = Person("Léa Martin", "lea@client.example")


def letter(
    sender: Person = LEA, *, subject: str = "Devis", reply_to: tuple[Person, ...] = (), to: tuple[Person, ...] = ()
) -> Letter:
    return Letter(
        key="a",
        conversation="a",
        message_id="<a@client.example>",
        references=(),
        sender=(sender,),
        reply_to=reply_to,
        to=to,
        cc=(),
        bcc=(),
        when=datetime(2026, 11, 20, tzinfo=UTC),
        subject=subject,
        folders=frozenset(),
        unread=False,
        parts=(),
    )


@pytest.mark.parametrize(
    "person",
    [
        Person("impots.gouv.fr", "x@impots-remboursement.example"),
        Person("service@paypal.com", "x@client.example"),
        Person("www.ameli.fr : votre compte", "x@client.example"),
        Person("impots.gouv.fr", "sans arobase"),
    ],
)
def test_a_name_that_is_another_site_is_remarked(person: Person) -> None:
    assert person.name in name_deceives(letter(person))


@pytest.mark.parametrize(
    "person",
    [LEA, Person("client.example", "lea@mail.client.example"), Person("Nova S.A.R.L.", "x@nova.example")],
)
def test_a_usual_name_is_not(person: Person) -> None:
    assert name_deceives(letter(person)) == ""


def test_answers_that_go_elsewhere_are_remarked() -> None:
    assert "autre@ailleurs.example" in answer_goes_elsewhere(letter(reply_to=(Person("", "autre@ailleurs.example"),)))
    assert answer_goes_elsewhere(letter(reply_to=(Person("Léa", "LEA@client.example"),))) == ""


def test_a_subject_is_named_where_it_changes() -> None:
    first = letter(subject="Devis du salon")
    assert changed_subject(letter(subject="RE: Re : devis du salon"), first) == ""
    assert changed_subject(letter(subject="Facture\u202e"), first) == "Facture"
    assert changed_subject(first, None) == ""


def test_a_letter_to_thousands_names_a_few() -> None:
    many = tuple(Person(f"P{number}", "p@client.example") for number in range(3_000))
    shown = recipients_text(letter(to=many))
    assert shown.count("P") == 20
    assert len(shown) < 200
