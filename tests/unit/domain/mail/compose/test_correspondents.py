"""Whom a client's mail goes to, and what the client wants to receive."""

import pytest

from microdesk_desktop.domain.mail.compose.correspondents import MailTopic, correspondents, mail_barrier
from microdesk_desktop.domain.mail.conversations.searches import MOST_ADDRESSES, client_searches, document_searches
from microdesk_desktop.domain.parties import Client, Contact, MailPreference

LEA = Contact(name="Léa Martin", role="Directrice", email="lea@nova.example")
PAUL = Contact(name="Paul Roy", role="Comptabilité fournisseurs", email="paul@nova.example")
SILENT = Contact(name="Zoé Petit", role="Trésorerie")
NOVA = Client(name="Nova SARL", email="contact@nova.example", contacts=(LEA, PAUL, SILENT))


def addresses(client: Client, topic: MailTopic) -> list[str]:
    return [each.address.partition("@")[0] for each in correspondents(client, topic)]


def test_money_is_for_accounting_and_everything_else_for_whom_documents_name() -> None:
    assert addresses(NOVA, MailTopic.MONEY) == ["paul", "contact", "lea"]
    assert addresses(NOVA, MailTopic.OFFER) == ["lea", "contact", "paul"]
    assert addresses(NOVA, MailTopic.THANKS) == ["lea", "contact", "paul"]


def test_without_an_accounting_contact_money_is_for_the_client_s_own_address() -> None:
    assert addresses(Client(name="N", email="n@n.example", contacts=(LEA,)), MailTopic.MONEY) == ["n", "lea"]


def test_an_address_that_two_share_is_proposed_once() -> None:
    twice = Client(name="N", email="LEA@nova.example", contacts=(LEA,))
    assert [each.name for each in correspondents(twice, MailTopic.OFFER)] == ["Léa Martin"]
    assert correspondents(Client(name="N"), MailTopic.MONEY) == ()


@pytest.mark.parametrize(
    ("preference", "wanted"),
    [
        (MailPreference.UNSAID, set(MailTopic)),
        (MailPreference.EVERYTHING, set(MailTopic)),
        (MailPreference.BUSINESS, {MailTopic.OFFER, MailTopic.MONEY}),
        (MailPreference.NONE, set()),
    ],
)
def test_the_choice_of_the_client_is_honoured(preference: MailPreference, wanted: set[MailTopic]) -> None:
    client = Client(name="N", mail_preference=preference)
    assert {topic for topic in MailTopic if mail_barrier(client, topic) is None} == wanted


def test_a_client_is_searched_by_each_address_and_never_by_more_than_a_server_takes() -> None:
    many = [f"a{number}@nova.example" for number in range(MOST_ADDRESSES + 3)]
    assert client_searches(many[:2]) == ('"a0@nova.example"', '"a1@nova.example"')
    assert len(client_searches(many)) == MOST_ADDRESSES


def test_a_document_is_searched_by_its_number_and_a_short_one_beside_its_client_alone() -> None:
    assert document_searches("F-2026-0040", ["a@n.example"]) == ('"F-2026-0040"',)
    assert document_searches("12", ["a@n.example", "b@n.example"]) == ('"12" "a@n.example"', '"12" "b@n.example"')
    assert document_searches("12", []) == ()
    assert document_searches('F"-2026-1', []) == ('"F-2026-1"',), "a quote does not end the words"
