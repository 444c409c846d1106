"""Clients, receipts and expenses corrected and removed by hand; undo brings back all that went with them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.records.receipts_expenses import Receipt
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.operations.records.edit import put_client, put_record, remove_client
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.records.clients import load_clients
from microdesk_desktop.store.records.receipts_expenses import load_record
from tests.support.bank import open_vault
from tests.support.clock import FakeClock
from tests.support.disks import raises_known


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


def test_a_reference_is_of_one_receipt_only_and_stays_with_it_when_it_is_corrected(tmp_path: Path) -> None:
    receipt = Receipt(on=date(2026, 11, 3), client="Nova SARL", label="Site", amount_cents=5_000, reference="R-1")
    with open_vault(tmp_path, FakeClock()) as session:
        first = put_record(session, receipt).id
        assert first is not None
        with raises_known(ErrorCode.INVALID_VALUE):
            put_record(session, replace(receipt, amount_cents=100))
        other = put_record(session, replace(receipt, reference="R-2")).id
        with raises_known(ErrorCode.INVALID_VALUE):
            put_record(session, receipt, other)
        with raises_known(ErrorCode.INVALID_VALUE):
            put_record(session, replace(receipt, amount_cents=0), first)
        put_record(session, replace(receipt, amount_cents=6_000), first)
        corrected = session.read(lambda reader: load_record(reader, TargetKind.RECEIPT, first))
        assert corrected == replace(receipt, amount_cents=6_000)
