"""A reply goes to the others of a letter, never to the user's own addresses, and to somebody in every case."""

from datetime import UTC, datetime

import pytest

from microdesk_desktop.domain.mail.addresses import address_key
from microdesk_desktop.domain.mail.compose.recipients import reply_all_recipients, reply_recipients
from microdesk_desktop.domain.mail.types import Letter, Person

ME, ALIAS, PAUL, LEA, MAX = "moi@atelier.example", "contact@été.example", "paul@x.example", "lea@x.example", "max@y.fr"
OWN = frozenset((ME, ALIAS))


def people(*addresses):
    return tuple(Person("", address) for address in addresses)


def letter(sender=PAUL, to=(ME,), cc=(), reply_to=(), bcc=()):
    return Letter(
        key="1",
        conversation="1",
        message_id="<1@x.example>",
        references=(),
        sender=people(sender),
        reply_to=people(*reply_to),
        to=people(*to),
        cc=people(*cc),
        bcc=people(*bcc),
        when=datetime(2026, 11, 3, tzinfo=UTC),
        subject="Facture",
        folders=frozenset(),
        unread=False,
        parts=(),
    )


def addresses(people):
    return [each.address for each in people]


@pytest.mark.parametrize(
    ("received", "to", "cc"),
    [
        (letter(to=(ME, LEA), cc=(MAX, ALIAS)), [PAUL, LEA], [MAX]),
        (letter(to=(LEA,), cc=(ME.upper(), "Contact@xn--t-9fab.example")), [PAUL, LEA], []),
        (letter(to=(ME,), reply_to=(LEA, ME), cc=(LEA, PAUL)), [LEA], [PAUL]),
        (letter(to=(ME,), reply_to=(ALIAS,)), [PAUL], []),
        (letter(to=(PAUL, PAUL.title(), ME), cc=(PAUL,)), [PAUL], []),
        (letter(sender=ME, to=(PAUL, LEA), cc=(MAX,)), [PAUL, LEA], [MAX]),
        (letter(sender=ALIAS, to=(ME,), cc=(MAX,)), [MAX], []),
        (letter(sender=ME, to=(ALIAS,)), [ALIAS], []),
        (letter(sender=ME, to=(), cc=(MAX, ME), bcc=(PAUL,)), [MAX], []),
        (letter(sender=ME, to=(), bcc=(PAUL,)), [PAUL], []),
        (letter(sender=ME, to=(PAUL,), bcc=(LEA,)), [PAUL], []),
    ],
)
def test_a_reply_to_all_leaves_out_the_own_addresses_unless_nobody_is_left(received, to, cc):
    found = reply_all_recipients(received, OWN)
    assert (addresses(found.to), addresses(found.cc)) == (to, cc)


@pytest.mark.parametrize(
    ("received", "to"),
    [
        (letter(to=(ME, LEA), cc=(MAX,)), [PAUL]),
        (letter(reply_to=(LEA, MAX)), [LEA, MAX]),
        (letter(reply_to=(ME,)), [PAUL]),
        (letter(sender=ME, to=(PAUL, ALIAS)), [PAUL]),
        (letter(sender=ME, to=(ME,)), [ME]),
    ],
)
def test_a_reply_goes_to_the_sender_and_to_the_recipients_of_an_own_letter(received, to):
    found = reply_recipients(received, OWN)
    assert (addresses(found.to), found.cc) == (to, ())


def test_two_spellings_of_an_address_are_one_and_two_local_parts_are_two():
    assert address_key("Jérôme@Été.EXAMPLE") == address_key("jérôme@xn--t-9fab.example")
    assert address_key("jérôme@x.example") != address_key("jerome@x.example")
    assert address_key("paul@..") == address_key("PAUL@..")
