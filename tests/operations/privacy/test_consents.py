"""What the user agreed to is kept with its proof, is asked again where the text changed, and is taken back at once."""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.domain.privacy.consents import ConsentWay, Subject
from microdesk_desktop.operations.privacy.consents import accept_statement, withdraw_statement
from microdesk_desktop.operations.privacy.network_switches import close_groups, open_everything
from microdesk_desktop.privacy.statement import computed_digest, current_version
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.store.privacy.consents import load_consents
from microdesk_desktop.views.privacy.statement import load_statement_state
from tests.support.vaults import new_vault, reopened

KEY = bytes(32)


@pytest.fixture
def session(tmp_path):
    session = new_vault(tmp_path / "profile").session
    yield session
    session.close()


def test_the_creation_of_a_vault_keeps_which_text_was_agreed_to_and_when(session):
    (consent,) = session.read(load_consents)
    assert (consent.subject, consent.way, consent.holds) == (Subject.STATEMENT, ConsentWay.CREATION, True)
    assert consent.text.version == current_version()
    assert consent.text.digest == computed_digest(current_version(), consent.text.language)
    assert not session.read(load_statement_state).asks


def test_an_agreement_that_is_taken_back_is_kept_with_its_end_and_asked_for_again(session):
    withdraw_statement(session, ConsentWay.WINDOW)
    state = session.read(load_statement_state)
    assert (state.held, state.asks) == (None, True)
    accept_statement(session, "en", ConsentWay.COMMAND)
    accept_statement(session, "en", ConsentWay.COMMAND)
    first, second = session.read(load_consents)
    assert (first.withdrawn_way, second.holds) == (ConsentWay.WINDOW, True)
    assert second.text.digest == computed_digest(current_version(), "en")
    session.close()
    session = reopened(session.profile)
    assert not session.read(load_statement_state).asks
    session.close()


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM consent",
        "UPDATE consent SET text_version = '2030-01-01'",
        "UPDATE consent SET withdrawn_at = '2030-01-01T00:00:00+00:00', withdrawn_way = 'window'",
        "UPDATE consent SET withdrawn_at = NULL, withdrawn_way = NULL",
    ],
)
def test_the_log_takes_no_other_change_than_one_end(session, sql):
    withdraw_statement(session, ConsentWay.WINDOW)
    before = session.read(load_consents)
    with pytest.raises(Exception, match="a consent is"):
        session.write(lambda writer: writer.run(sql))
    assert session.read(load_consents) == before


def test_an_older_vault_keeps_its_agreement_and_is_asked_about_what_changed(tmp_path):
    former = [step for step in load_migrations() if step.number < 460]
    database = Database.create(tmp_path / "vault.db", KEY, migrations=former)
    database.write(
        lambda writer: writer.run(
            "INSERT INTO company (id, name, siret, activity, adult_declared_at, privacy_version, privacy_accepted_at)"
            " VALUES (1, 'Nova', '', 'bnc', '2026-11-26T08:00:00+00:00', '2026-11-26', '2026-11-26T09:00:00+00:00')"
        )
    )
    database.close()
    database = Database.open(tmp_path / "vault.db", KEY, copy_first=lambda _: None)
    (consent,) = database.read(load_consents)
    assert (consent.text.version, consent.text.digest, consent.given_at.isoformat()) == (
        *("2026-11-26", ""),
        "2026-11-26T09:00:00+00:00",
    )
    assert database.read(load_statement_state).asks
    database.close()


def test_without_an_agreement_nothing_leaves_but_to_revoke_an_access(session):
    withdraw_statement(session, ConsentWay.WINDOW)
    with pytest.raises(KnownError) as refused:
        session.gate.check(Purpose.BANK_TOKEN)
    assert refused.value.code is ErrorCode.STATEMENT_NOT_AGREED
    with session.gate.revoking():
        session.gate.check(Purpose.BANK_TOKEN)
    open_everything(session)
    with pytest.raises(KnownError):
        session.gate.check(Purpose.GMAIL_LIST)
    session.close()
    session = reopened(session.profile)
    with pytest.raises(KnownError):
        session.gate.check(Purpose.LOOKUP_COMPANIES)
    accept_statement(session, "fr", ConsentWay.WINDOW)
    session.gate.check(Purpose.LOOKUP_COMPANIES)
    close_groups(session, [NetworkGroup.BANK])
    with session.gate.revoking(), pytest.raises(KnownError) as refused:
        session.gate.check(Purpose.BANK_REVOKE)
    assert refused.value.code is ErrorCode.NETWORK_CLOSED
    session.close()
