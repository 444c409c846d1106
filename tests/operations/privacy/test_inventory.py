"""The inventory counts what is there: rows, secrets and files, each in its category."""

from datetime import date

from microdesk_desktop.base.bug_report import keep_report
from microdesk_desktop.base.i18n import LANGUAGES, set_language
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.parties import Client, MailPreference
from microdesk_desktop.domain.privacy.communications import Choice, ChoiceWay
from microdesk_desktop.operations.privacy.beside import list_beside
from microdesk_desktop.operations.privacy.choices import note_choice
from microdesk_desktop.operations.privacy.retention import set_duration
from microdesk_desktop.operations.vault.backups.make import back_up_today
from microdesk_desktop.operations.vault.keyring_unlock import forget, remember
from microdesk_desktop.privacy.codes import Aim, Basis, Learned, Origin, People, Retention, Where
from microdesk_desktop.privacy.inventory import load_inventory
from microdesk_desktop.privacy.retention import Category, durations
from microdesk_desktop.store.records.clients import save_client
from microdesk_desktop.views.privacy.inventory.durations import retention_text
from microdesk_desktop.views.privacy.inventory.rows import inventory_json, load_inventory_rows
from microdesk_desktop.views.privacy.inventory.words import (
    aim_text,
    learned_text,
    people_text,
    recipient_text,
    sources_text,
    where_text,
)
from tests.support.clock import TODAY
from tests.support.vaults import PASSPHRASE, new_vault

DAY = date(2026, 11, 27)
REFUSAL = Choice(preference=MailPreference.NONE, person="", way=ChoiceWay.SPOKEN, words="", chosen_on=TODAY)


def counts_of(session):
    beside = list_beside(session)
    rows = session.read(lambda reader: load_inventory_rows(reader, beside, DAY))
    return {row.category.name: row.count for row in rows}


def test_what_is_added_is_counted_in_its_category_and_nowhere_else(tmp_path):
    session = new_vault(tmp_path).session
    before = counts_of(session)
    session.write(lambda writer: save_client(writer, Client(name="Nova SARL")))
    client_id = session.write(lambda writer: save_client(writer, Client(name="Atelier Zed")))
    note_choice(session, client_id, REFUSAL)
    session.tokens.put("mail.00aa.password", "secret")
    session.tokens.put("bank.gocardless@https://bank.example#secret_id", "secret")
    remember(session, PASSPHRASE)
    back_up_today(session, Job())
    keep_report(tmp_path, ValueError("a message that is not kept"))
    (tmp_path / "thesis.txt").write_text("a file of the user's")
    after = counts_of(session)
    added = {name: count - before[name] for name, count in after.items() if count != before[name]}
    assert added == {
        "clients": 2,
        "communications": 1,
        "mail_keys": 1,
        "bank_keys": 1,
        "vault_unlock": 1,
        "vault_keys": 1,  # the list of the secrets
        "backups": 1,
        "reports": 1,
    }
    forget(session)
    assert counts_of(session)["vault_unlock"] == 0
    session.close()


def test_a_new_vault_holds_its_owner_and_what_they_declared_and_no_message_or_statistic(tmp_path):
    session = new_vault(tmp_path).session
    counts = counts_of(session)
    session.close()
    assert {"business": 1, "proofs": 2, "clients": 0, "vault_file": 1, "mails": 0, "usage": 0}.items() <= counts.items()


def test_the_rows_have_words_in_both_languages(tmp_path):
    session = new_vault(tmp_path).session
    beside = list_beside(session)
    seen = []
    for language in LANGUAGES:
        set_language(language)
        rows = session.read(lambda reader: load_inventory_rows(reader, beside, DAY))
        value = inventory_json(rows)
        assert all(all(each["words"].values()) for each in value)
        seen.append([each["words"] for each in value])
        documents = next(each for each in value if each["category"] == "documents")
        assert "L. 123-22" in documents["words"]["basis"]
        assert "10" in documents["words"]["retention"]
    set_language("fr")
    session.close()
    assert not any(here == there for here, there in zip(*seen, strict=True))


def test_every_code_has_its_words():
    inventory = load_inventory()
    texts = [
        *(people_text([each]) for each in People),
        *(aim_text(each) for each in Aim),
        *(retention_text(each, durations(DAY, {})) for each in Retention),
        *(sources_text([each]) for each in Origin),
        *(where_text(each) for each in Where),
        *(learned_text([each]) for each in Learned),
        *(recipient_text(each) for each in inventory.connections),
    ]
    assert all(texts)
    assert {each.basis for each in inventory.categories.values()} == set(Basis)


def test_the_durations_are_those_that_the_user_chose(tmp_path):
    session = new_vault(tmp_path).session
    assert "10 ans après la fin de l’année" in retention_of(session, "bank_transactions")
    set_duration(session, Category.BANK, 4)
    assert "4 ans après la fin de l’année" in retention_of(session, "bank_transactions")
    session.close()


def retention_of(session, category):
    beside = list_beside(session)
    rows = session.read(lambda reader: load_inventory_rows(reader, beside, DAY))
    return next(row.retention for row in rows if row.category.name == category)
