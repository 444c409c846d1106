"""The journal of connections in the window: what left, the switches beside it, and what the sidebar shows of them."""

from datetime import timedelta

import pytest

from microdesk_desktop.base.http.client import NetworkEvent
from microdesk_desktop.base.http.gate import NetworkGroup, Switches
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.pages.privacy.journal_page import FAILED
from microdesk_desktop.store.privacy.network.journal import save_event
from microdesk_desktop.views.messages.actions import Goal
from tests.support.gui import unnamed

SAMPLES = (
    ("bank.example", Purpose.BANK_TRANSACTIONS, "200"),
    ("gmail.googleapis.com", Purpose.GMAIL_LIST, "offline"),
)


@pytest.fixture
def page(desk):
    session = desk.session
    for number, (host, purpose, outcome) in enumerate(SAMPLES):
        at = session.clock.now() - timedelta(days=number)
        event = NetworkEvent(at=at, host=host, purpose=purpose, bytes_out=1, bytes_in=2_047, outcome=outcome)
        session.write(lambda writer, event=event: save_event(writer, event))
    return desk.go_to("network_journal")


def switches(desk):
    desk.rest()
    return desk.session.gate.switches


def test_it_is_narrowed_by_group_and_by_failure(desk, page):
    assert [(row.host, row.purpose) for row in page.kept] == [
        ("gmail.googleapis.com", "Libellés et conversations Gmail"),
        ("bank.example", "Opérations"),
    ]
    page.chips.choose(NetworkGroup.BANK)
    assert [row.host for row in page.kept] == ["bank.example"]
    page.chips.choose(FAILED)
    assert [row.failure for row in page.kept] == ["Hors ligne"]
    assert unnamed(page) == []


def test_a_switch_acts_at_once_and_offline_mode_leaves_it_as_it_is(desk, page):
    page.panel.groups[NetworkGroup.BANK].set_checked(False)
    assert switches(desk) == Switches(closed=frozenset((NetworkGroup.BANK,)))
    assert page.subtitle() == "Accès coupés par vous\u00a0: Banque."
    page.panel.offline.set_checked(True)
    assert switches(desk).is_offline
    assert not page.panel.groups[NetworkGroup.VAT].isEnabled()
    foot = desk.shell.sidebar.foot
    assert foot.offline_link.isVisible()
    foot.offline_link.click()
    assert switches(desk) == Switches(closed=frozenset((NetworkGroup.BANK,)))
    assert foot.offline_link.isHidden()
    assert page.panel.groups[NetworkGroup.VAT].isEnabled()


def test_the_bank_page_says_that_it_is_the_users_choice_and_opens_it_again(desk, page):
    page.panel.offline.set_checked(True)
    desk.rest()
    (banner,) = [each for each in desk.shell.workspace.notices.banners if each.key == "bank closed"]
    assert "hors ligne, par votre choix" in banner.text
    banner.action[1]()
    assert switches(desk) == Switches()
    assert "bank closed" not in [each.key for each in desk.shell.workspace.notices.banners]


def test_an_error_of_a_closed_access_leads_to_its_switch(desk, page):
    desk.shell.workspace.pursue(Goal.NETWORK_ACCESS)
    desk.rest()
    assert desk.shell.current() is page
    assert page.panel.isVisible()


def test_the_recipients_are_named_with_what_they_may_learn(desk, page):
    page.see_recipients()
    desk.rest()
    listed = desk.shell.current()
    assert [(row.host, row.requests) for row in listed.kept] == [("bank.example", 1), ("gmail.googleapis.com", 1)]
    assert listed.kept[1].learns.startswith("les messages")
    assert unnamed(listed) == []


def test_the_journal_is_erased_after_a_question(desk, page):
    page.erase()
    desk.sheet().submit()
    desk.rest()
    desk.shell.workspace.announce(Changes.NETWORK)
    desk.rest()
    assert not page.kept
