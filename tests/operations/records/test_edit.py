"""Clients corrected and removed by hand; undo brings back all that went with them."""

from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.operations.records.edit import put_client, remove_client
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.records.clients import load_clients
from tests.support.bank import open_vault
from tests.support.clock import FakeClock


def test_undoing_the_removal_of_a_client_brings_back_the_rules_about_it(tmp_path: Path) -> None:
    with open_vault(tmp_path, FakeClock()) as session:
        client_id = put_client(session, Client(name="Atelier Brume")).id
        assert client_id is not None
        about_it = Rule(
            id=0, name="Brume paie sous BRM", words="BRM", direction=1, action=RuleAction.PARTY, party_id=client_id
        )
        put_rule(session, about_it, job=Job())
        put_rule(session, Rule(id=0, name="Loyer", words="SCI", direction=0, action=RuleAction.IGNORE), job=Job())
        former = session.read(load_rules)
        removed = remove_client(session, client_id)
        assert [rule.name for rule in session.read(load_rules)] == ["Loyer"]
        put_client(session, Client(name="Corail SARL"))  # must not take the id that was freed
        assert removed.undo is not None
        restored = removed.undo(session)
        names = {id_: client.name for id_, client in session.read(load_clients)}
        assert restored.id == client_id
        assert names[client_id] == "Atelier Brume"
        assert session.read(load_rules) == former
