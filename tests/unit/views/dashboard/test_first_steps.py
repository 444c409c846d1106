"""The first steps: each is done by what it brings into the vault, or noted; dismissed ones are shown no more."""

import pytest

from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.domain.parties import Client
from microdesk_desktop.operations.records.edit import put_client
from microdesk_desktop.operations.vault.company import put_company
from microdesk_desktop.operations.vault.first_steps import finish_first_step
from microdesk_desktop.store.bank.transactions import merge_rows
from microdesk_desktop.views.dashboard.first_steps import load_checklist, progress_words, step_words
from tests.support.accounts import account_of
from tests.support.clock import TODAY
from tests.support.vaults import new_vault

SIRET, ADDRESS = "73282932000074", {"address": "1 rue du Port", "postal_code": "33000", "city": "Bordeaux"}


@pytest.fixture
def session(tmp_path):
    made = new_vault(tmp_path / "profile").session
    yield made
    made.close()


def shown(session):
    return dict(session.read(load_checklist).steps)


def is_new(session):
    return session.read(load_checklist).is_new


def test_a_new_vault_has_every_step_to_do(session):
    assert shown(session) == dict.fromkeys(FirstStep, False)
    assert is_new(session)
    assert progress_words(session.read(load_checklist)) == "0 étape faite sur 5"


def test_what_the_vault_holds_shows_which_steps_are_done(session):
    put_company(session, {"siret": SIRET, **ADDRESS, "city": ""})
    assert not shown(session)[FirstStep.COMPANY], "the city is missing"
    put_company(session, {"city": "Bordeaux"})
    assert [step for step, is_done in shown(session).items() if is_done] == [FirstStep.COMPANY]
    assert is_new(session), "neither records nor transactions"
    put_client(session, Client(name="Nova SARL"))
    assert not is_new(session)
    row = BankRow(None, TODAY, 100, "EUR", "VIR")
    session.write(lambda writer: merge_rows(writer, account_of(writer), [row], source="csv"))
    left = [step for step, is_done in shown(session).items() if not is_done]
    assert left == [FirstStep.RECOVERY_KEY, FirstStep.MAIL]
    finish_first_step(session, FirstStep.RECOVERY_KEY)
    assert session.read(load_checklist).is_done, "a mailbox is no duty"
    assert progress_words(session.read(load_checklist)) == "4 étapes faites sur 4"


def test_a_step_that_was_dismissed_is_shown_no_more_and_comes_back_with_undo(session):
    done = finish_first_step(session, FirstStep.STATEMENT)
    assert FirstStep.STATEMENT not in shown(session)
    assert not session.read(load_checklist).is_done
    again = done.undo(session)
    assert shown(session)[FirstStep.STATEMENT] is False
    again.undo(session)
    assert FirstStep.STATEMENT not in shown(session)


def test_every_step_has_its_own_words():
    words = [step_words(step) for step in FirstStep]
    assert len({each.title for each in words}) == len(FirstStep)
    assert all(each.reason and each.button for each in words)
