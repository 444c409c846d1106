"""A client's choice is kept with its proof, honoured by what sends, and its refusal outlives the client."""

import pytest

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.mail.compose.wishes import Barrier, Nature
from microdesk_desktop.domain.parties import Client, ClientKind, MailPreference
from microdesk_desktop.operations.privacy.choices import require_wanted
from microdesk_desktop.operations.privacy.erase_client import erase_client
from microdesk_desktop.operations.records.edit import put_client, remove_client
from microdesk_desktop.store.database import Database
from microdesk_desktop.store.migrate import load_migrations
from microdesk_desktop.store.privacy.communications import load_choices
from microdesk_desktop.store.privacy.suppressed import is_suppressed, load_suppressed
from microdesk_desktop.store.records.clients import load_client, load_clients
from tests.support.choices import choose
from tests.support.disks import raises_known
from tests.support.former import put_former_client
from tests.support.vaults import new_vault

ADDRESS = "Camille@Leroy.example"


@pytest.fixture
def session(tmp_path):
    session = new_vault(tmp_path / "profile").session
    yield session
    session.close()


def put(session, kind=ClientKind.INDIVIDUAL):
    return put_client(session, Client(name="Camille Leroy", kind=kind, email=ADDRESS)).id


def barrier(session, nature):
    with pytest.raises(KnownError) as raised:
        require_wanted(session, ["other@nova.example", ADDRESS.upper()], nature)
    assert raised.value.code is ErrorCode.MAIL_UNWANTED
    return Barrier(raised.value.params["part"])


def test_an_individual_agrees_first_and_a_professional_may_refuse(session):
    client_id = put(session)
    assert barrier(session, Nature.COMMERCIAL) is Barrier.NOT_AGREED
    require_wanted(session, [ADDRESS], Nature.BUSINESS)
    choose(session, client_id, MailPreference.EVERYTHING)
    require_wanted(session, [ADDRESS], Nature.COMMERCIAL)
    remove_client(session, client_id)
    client_id = put(session, ClientKind.COMPANY)
    require_wanted(session, [ADDRESS], Nature.COMMERCIAL)
    choose(session, client_id, MailPreference.BUSINESS)
    assert barrier(session, Nature.COMMERCIAL) is Barrier.NO_COMMERCIAL
    require_wanted(session, [ADDRESS], Nature.BUSINESS)
    choose(session, client_id, MailPreference.NONE)
    assert barrier(session, Nature.BUSINESS) is Barrier.NO_MAIL
    require_wanted(session, [ADDRESS], Nature.EXCHANGE)


def test_the_agreement_of_an_individual_needs_its_words(session):
    client_id = put(session)
    with raises_known(ErrorCode.INVALID_VALUE):
        choose(session, client_id, MailPreference.EVERYTHING, words=" ")


def test_a_choice_follows_another_and_correcting_the_client_changes_none(session):
    client_id = put(session)
    choose(session, client_id, MailPreference.EVERYTHING, words="oui pour la lettre")
    choose(session, client_id, MailPreference.NONE, words="plus rien")
    before = session.read(lambda reader: load_client(reader, client_id))
    put_client(session, Client(name="Camille Leroy-Brun", email=ADDRESS), client_id).undo(session)
    assert session.read(lambda reader: load_client(reader, client_id)) == before
    assert before.mail_preference is MailPreference.NONE
    undone = remove_client(session, client_id).undo(session)
    assert undone.id == client_id
    choices = session.read(lambda reader: load_choices(reader, client_id))
    assert [each.words for each in choices] == ["oui pour la lettre", "plus rien"]
    for sql in ("UPDATE communication_choice SET words = 'x'", "DELETE FROM communication_choice"):
        with pytest.raises(Exception, match="a choice is"):
            session.write(lambda writer, sql=sql: writer.run(sql))


@pytest.mark.parametrize("refused", [MailPreference.BUSINESS, MailPreference.NONE])
def test_a_refusal_outlives_the_client_and_ends_with_a_new_agreement(session, refused):
    client_id = put(session, ClientKind.COMPANY)
    choose(session, client_id, refused)
    erase_client(session, client_id, Job())
    assert session.read(load_clients) == []
    assert session.read(lambda reader: is_suppressed(reader, ADDRESS.lower()))
    assert barrier(session, Nature.COMMERCIAL) is Barrier.ERASED
    kept = session.read(lambda reader: reader.all("SELECT * FROM communication_choice"))
    assert (kept, ADDRESS.lower() in repr(session.read(load_suppressed))) == ([], False)
    choose(session, put(session, ClientKind.COMPANY), MailPreference.EVERYTHING)
    assert not session.read(lambda reader: is_suppressed(reader, ADDRESS))
    require_wanted(session, [ADDRESS], Nature.COMMERCIAL)


def test_a_client_who_refused_nothing_leaves_no_trace(session):
    client_id = put(session)
    choose(session, client_id, MailPreference.EVERYTHING)
    erase_client(session, client_id, Job())
    assert session.read(load_suppressed) == {}


def test_the_preference_of_an_older_vault_is_the_first_choice(tmp_path):
    former = [step for step in load_migrations() if step.number < 490]
    database = Database.create(tmp_path / "vault.db", bytes(32), migrations=former)

    def fill(writer):
        client_id = put_former_client(writer)
        writer.run("UPDATE client SET mail_preference = 'business' WHERE id = ?", (client_id,))
        put_former_client(writer)
        return client_id

    client_id = database.write(fill)
    database.close()
    database = Database.open(tmp_path / "vault.db", bytes(32), copy_first=lambda _: None)
    found = dict(database.read(load_clients))
    assert found.pop(client_id).mail_preference is MailPreference.BUSINESS
    assert [client.mail_preference for client in found.values()] == [MailPreference.UNSAID]
    (choice,) = database.read(lambda reader: load_choices(reader, client_id))
    assert (choice.chosen_on, choice.words) == (None, "")
    database.close()
