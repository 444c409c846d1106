"""Categories are given, renamed and merged, and each is undone exactly, whatever happened meanwhile."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.records.receipts_expenses import Expense
from microdesk_desktop.domain.settle.rules import Rule, RuleAction
from microdesk_desktop.domain.settle.targets import TargetKind
from microdesk_desktop.operations.bank.rules import put_rule
from microdesk_desktop.operations.records.categories import accept_proposals, classify, rename_category
from microdesk_desktop.operations.records.edit import put_record
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.rules import load_rules
from microdesk_desktop.store.records.receipts_expenses import load_record
from tests.support.bank import open_vault
from tests.support.clock import FakeClock
from tests.support.disks import raises_known


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_vault(tmp_path, FakeClock()) as opened:
        yield opened


def put(session: Session, category: str) -> int:
    made = put_record(
        session, Expense(on=date(2026, 11, 2), supplier="OVH", label="", amount_cents=100, category=category)
    )
    assert made.id is not None
    return made.id


def categories(session: Session, *ids: int) -> list[str]:
    found = [session.read(lambda reader, id_=id_: load_record(reader, TargetKind.EXPENSE, id_)) for id_ in ids]
    return [each.category for each in found if isinstance(each, Expense)]


def undo(session: Session, done: ChangeResult) -> ChangeResult:
    assert done.undo is not None
    return done.undo(session)


def test_accepting_proposals_leaves_alone_what_the_user_chose_meanwhile(session: Session) -> None:
    open_, chosen = put(session, ""), put(session, "")
    classify(session, {chosen: "Serveurs"})
    done = accept_proposals(session, {open_: "Hébergement", chosen: "Hébergement"})
    assert categories(session, open_, chosen) == ["Hébergement", "Serveurs"]
    undone = undo(session, done)
    assert categories(session, open_, chosen) == ["", "Serveurs"]
    undo(session, undone)
    assert categories(session, open_, chosen) == ["Hébergement", "Serveurs"]


def test_classifying_one_that_is_gone_changes_none(session: Session) -> None:
    there = put(session, "")
    with raises_known(ErrorCode.UNKNOWN_TARGET):
        classify(session, {there: "Logiciels", there + 1: "Logiciels"})
    assert categories(session, there) == [""]


def test_a_merge_is_undone_without_the_expenses_that_had_the_name_before(session: Session) -> None:
    former, other, new = put(session, "Outils"), put(session, "Logiciels"), put(session, "Outils")
    put_rule(
        session,
        Rule(id=0, name="Figma", words="FIGMA", direction=-1, action=RuleAction.EXPENSE, category="Outils"),
        job=Job(),
    )
    done = rename_category(session, "Outils", "  Logiciels ")
    assert categories(session, former, other, new) == ["Logiciels"] * 3
    assert [rule.category for rule in session.read(load_rules)] == ["Logiciels"]
    classify(session, {new: "Divers"})
    undone = undo(session, done)
    assert categories(session, former, other, new) == ["Outils", "Logiciels", "Divers"]
    assert [rule.category for rule in session.read(load_rules)] == ["Outils"]
    undo(session, undone)
    assert categories(session, former, other, new) == ["Logiciels", "Logiciels", "Divers"]


def test_a_category_without_a_name_or_that_nothing_has_is_refused(session: Session) -> None:
    put(session, "Outils")
    with raises_known(ErrorCode.INVALID_VALUE):
        rename_category(session, "Outils", " ")
    with raises_known(ErrorCode.NOTHING_TO_DO):
        rename_category(session, "Rien", "Tout")
