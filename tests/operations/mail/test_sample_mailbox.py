"""The mailbox of the demonstration: connected through the consent flow, and about the sample records."""

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.cli.demo.mail import connect_mail
from microdesk_desktop.cli.demo.run import new_vault
from microdesk_desktop.documents.received.read import read_received
from microdesk_desktop.domain.mail.reading.links import LinkWarning
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.conversations.listing import Wanted, list_conversations
from microdesk_desktop.operations.mail.mailboxes import open_mailbox
from microdesk_desktop.operations.mail.reading.read_letter import read_newest
from microdesk_desktop.sandbox import company
from microdesk_desktop.sandbox.gmail.arrivals import Arrivals
from microdesk_desktop.sandbox.gmail.letters import ADDRESS
from microdesk_desktop.sandbox.gmail.service import SandboxGmail
from tests.support.mail.gmail import written


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory):
    """The session of the demonstration, the simulated Gmail, and what connecting it reported."""
    folder = tmp_path_factory.mktemp("mailbox")
    with SandboxGmail(ADDRESS) as gmail:
        session = new_vault(folder)
        connected = connect_mail(session, gmail, folder, Job())
        yield session, gmail, connected
        session.close()


@pytest.fixture(scope="module")
def shown(mailbox):
    """The newest letter of each conversation of the whole mailbox, as it is shown."""
    session, _, _ = mailbox
    account = list_accounts(session)[0].id
    page = list_conversations(session, account, Wanted(folder="all", limit=500), Job())
    assert page.next is None
    return [read_newest(session, account, row.key, Job())[1].reading for row in page.rows]


def attached(gmail, end):
    """The content of every attachment whose name has this end."""
    parts = (part for mail in gmail.state.mails.values() for part in mail.message.walk())
    return [part.get_payload(decode=True) for part in parts if (part.get_filename() or "").endswith(end)]


def test_the_mailbox_is_connected_through_the_consent_flow(mailbox):
    session, gmail, connected = mailbox
    assert [each.address for each in list_accounts(session)] == [ADDRESS] == [connected.address]
    assert ("POST", "/token") in gmail.requests
    assert connected.unread == sum({"INBOX", "UNREAD"} <= mail.labels for mail in gmail.state.mails.values()) > 5


def test_every_letter_is_shown_in_the_form_that_it_has(shown):
    assert all(each.text.strip() for each in shown)
    assert {each.shown_as for each in shown} == {"text", "html"}


def test_the_letters_of_clients_come_from_their_addresses(mailbox):
    _, gmail, _ = mailbox
    known = {address for *_, address in company.CLIENTS} | {"contact@galerie.example"}
    written = {
        mail.message["From"].addresses[0].addr_spec
        for mail in gmail.state.mails.values()
        if "clients" in mail.labels and "SENT" not in mail.labels
    }
    assert written <= known
    assert len(written) >= 3


def test_nobody_real_is_named_by_an_address(mailbox):
    _, gmail, _ = mailbox
    for mail in gmail.state.mails.values():
        for name in ("From", "To", "Cc"):
            for person in mail.message[name].addresses if mail.message[name] else ():
                assert person.domain.endswith(".example")


def test_the_invoice_of_a_supplier_is_an_e_invoice_for_the_company(mailbox):
    _, gmail, _ = mailbox
    received = [read_received(pdf, Job()) for pdf in attached(gmail, ".pdf")]
    invoices = [each.invoice for each in received if each.invoice is not None]
    assert "Atelier Lumen" in {each.supplier.name for each in invoices}
    assert {each.buyer_name for each in invoices} == {company.NAME}


def test_the_phishing_letter_is_warned_of(shown):
    warned = {link.warning for each in shown for link in each.links}
    assert {LinkWarning.OTHER_HOST, LinkWarning.LOOK_ALIKE, LinkWarning.NUMBER} <= warned


def test_the_inbox_has_more_than_one_page(mailbox):
    session, _, _ = mailbox
    account = list_accounts(session)[0].id
    assert list_conversations(session, account, Wanted(), Job()).next is not None


def test_nothing_of_the_client_file_stays(mailbox, tmp_path_factory):
    assert not list(tmp_path_factory.getbasetemp().rglob("client_secret.json"))


def test_a_letter_comes_while_one_looks(mailbox):
    session, gmail, connected = mailbox
    account = list_accounts(session)[0].id
    arrivals = Arrivals(gmail, connected.mailbox)
    ((id_, after_s),) = connected.mailbox.later
    before = len(gmail.state.mails)
    arrivals.turn(after_s - 1)
    assert len(gmail.state.mails) == before
    arrivals.turn(after_s)
    arrivals.turn(after_s + 1)
    assert len(gmail.state.mails) == before + 1
    newest = list_conversations(session, account, Wanted(limit=1), Job()).rows[0]
    assert newest.unread
    assert id_ in gmail.state.thread(newest.key)[-1].message["Message-ID"]


def test_who_is_written_to_answers_in_the_same_conversation(mailbox):
    session, gmail, connected = mailbox
    account, job = list_accounts(session)[0].id, Job()
    arrivals = Arrivals(gmail, connected.mailbox)
    message = written("Votre plaquette", to="Hugo Brun <contact@atelier-brun.example>")
    open_mailbox(session, account).send(message.as_bytes(), None, None, job)
    arrivals.turn(0)
    arrivals.turn(connected.mailbox.answer_s)
    arrivals.turn(connected.mailbox.answer_s + 1)
    row = list_conversations(session, account, Wanted(limit=1), job).rows[0]
    assert (row.subject, row.count, row.unread) == ("Votre plaquette", 2, True)
    _, answer = read_newest(session, account, row.key, job)
    assert "Hugo Brun" in answer.reading.text
    assert "> Bonjour" in answer.reading.text
