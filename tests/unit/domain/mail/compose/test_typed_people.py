"""What a user types into a field of people, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.mail.compose.typed_people import last_entry, people_text, read_people
from microdesk_desktop.domain.mail.types import Person

LEA = Person("Léa Roux", "lea@nova.example")


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("", ()),
        ("  ,; \n", ()),
        ("lea@nova.example", (Person("", "lea@nova.example"),)),
        ("Léa Roux <lea@nova.example>, ", (LEA,)),
        ("Léa Roux <lea@nova.example>; LEA@nova.example", (LEA,)),
        (
            '"Roux, Léa" <lea@nova.example>,paul@x.example',
            (Person("Roux, Léa", "lea@nova.example"), Person("", "paul@x.example")),
        ),
        ('"L\\"ours" <ours@x.example>', (Person('L"ours', "ours@x.example"),)),
        ("jérôme@été.example", (Person("", "jérôme@été.example"),)),
    ],
)
def test_people_are_read(typed, people):
    found = read_people(typed)
    assert (found.people, found.wrong) == (people, ())


def test_what_is_no_address_is_named_and_the_others_are_read():
    found = read_people('Jean, lea@nova.example, Paul <paul>, @x.example, "sans fin')
    assert found.people == (Person("", "lea@nova.example"),)
    assert found.wrong == ("Jean", "Paul <paul>", "@x.example", '"sans fin')


def test_what_is_being_typed_is_the_last_entry():
    assert last_entry("lea@nova.example, pau") == ("lea@nova.example,", "pau")
    assert last_entry("lea@nova.example, ")[1] == ""
    assert last_entry('paul@x.example; "Roux, Léa" <l') == ("paul@x.example;", '"Roux, Léa" <l')
    assert last_entry("") == ("", "")


NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), max_size=20)


@given(st.lists(NAMES, max_size=4))
def test_people_that_are_shown_are_read_again(names):
    people = tuple(Person(" ".join(name.split()), f"p{number}@x.example") for number, name in enumerate(names))
    found = read_people(people_text(people))
    assert [each.address for each in found.people] == [each.address for each in people]
    assert found.wrong == ()
