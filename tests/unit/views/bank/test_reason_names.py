"""Reasons are stored by id: whoever is renamed has the new name everywhere at once, and a name is kept in one place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.domain.settle.rules import Rule
from microdesk_desktop.operations.bank.rules import put_rule, remove_rule
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.views.bank.json import transaction_json
from microdesk_desktop.views.bank.rows import TransactionFilter, TransactionRow, load_transaction_ids, load_transactions
from microdesk_desktop.views.messages.reasons import reason_text
from tests.store.old.make import fill
from tests.support.bank import open_vault
from tests.support.clock import FakeClock


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        fill(opened)
        yield opened


def rows(session: Session) -> list[TransactionRow]:
    return session.read(lambda reader: load_transactions(reader, load_transaction_ids(reader, TransactionFilter())))


def row_of(session: Session, word: str) -> TransactionRow:
    (found,) = (row for row in rows(session) if word in row.label)
    return found


def rule_of(session: Session, words: str) -> Rule:
    (found,) = (rule for rule in session.read(load_rules) if rule.words == words)
    return found


def why(session: Session, word: str) -> str:
    return plain(reason_text(row_of(session, word).attributions[0].reasons[0]))


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_a_renamed_client_has_the_new_name_in_the_window_and_in_json(session: Session) -> None:
    clients = session.read(lambda reader: dict(reader.all("SELECT name, id FROM client")))
    put_client(session, Client(name="Camille Dubois"), clients["Camille Leroy"])
    row = row_of(session, "F-2026-0045 ACPTE")
    assert "Camille Dubois" in " ".join(reason_text(reason) for reason in row.suggestions[0].reasons)
    (suggestion,) = transaction_json(row)["suggestions"]  # type: ignore[misc]
    assert "Camille Dubois" in " ".join([*suggestion["reasons"], *suggestion["against"]])


def test_a_renamed_rule_has_the_new_name_in_the_window_and_in_json(session: Session) -> None:
    put_rule(session, replace(rule_of(session, "SCI DES TILLEULS"), name="Bureau"), job=Job())
    row = row_of(session, "TILLEULS")
    assert [plain(reason_text(reason)) for reason in row.reasons] == ["votre règle « Bureau »"]
    assert [plain(text) for text in transaction_json(row)["reasons"]] == ["votre règle « Bureau »"]  # type: ignore[attr-defined]


def test_a_removed_rule_is_no_longer_named_even_by_the_next_one_and_undo_names_it_again(session: Session) -> None:
    rule = rule_of(session, "OVH")
    done = remove_rule(session, rule.id)
    put_rule(session, replace(rule, id=0, name="Autre", words="NULLE PART"), job=Job())
    assert why(session, "OVH") == "une règle que vous avez retirée depuis"
    assert done.undo is not None
    done.undo(session)
    assert why(session, "OVH") == "votre règle « Hébergement OVH »"


def test_what_only_a_removed_rule_supported_is_decided_anew(session: Session) -> None:
    number = row_of(session, "VIR BRM").attributions[0].reference
    rule = rule_of(session, "BRM CONSEIL")
    done = remove_rule(session, rule.id)
    put_rule(session, replace(rule, id=0, name="Autre", words="NULLE PART"), job=Job())
    row = row_of(session, "VIR BRM")
    assert not row.attributions
    assert plain(reason_text(row.reasons[-1])) == f"réglait {number} jusqu’au 21 novembre"
    assert done.undo is not None
    done.undo(session)
    assert why(session, "VIR BRM") == "votre règle « Brume paie sous BRM »"


def test_undoing_the_removal_of_a_rule_gives_it_back_what_it_attributed(session: Session) -> None:
    done = remove_rule(session, rule_of(session, "OVH").id)
    assert row_of(session, "OVH").attributions[0].rule is None
    assert done.undo is not None
    done.undo(session)
    assert row_of(session, "OVH").attributions[0].rule == "Hébergement OVH"


def test_the_name_of_a_client_or_of_a_rule_is_stored_nowhere_else(session: Session) -> None:
    def read(reader):  # type: ignore[no-untyped-def]
        tables = [name for (name,) in reader.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: repr(reader.all(f'SELECT * FROM "{name}"')) for name in tables}

    cells = session.read(read)
    assert {name for name, text in cells.items() if "Camille Leroy" in text} == {"client"}
    assert {name for name, text in cells.items() if "Brume paie sous BRM" in text} == {"rule"}
