"""`microdesk privacy statement` and `privacy consents` as scripts use them."""

from hashlib import sha256

import pytest

from microdesk_desktop.base.paths import resource
from microdesk_desktop.operations.mail.accounts import keep_account
from tests.support.mail.two_accounts import STAYS
from tests.support.terminal import run
from tests.support.vaults import PASSPHRASE, new_vault, reopened


@pytest.fixture
def options(tmp_path):
    new_vault(tmp_path / "profile").session.close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    return ("--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret")


def add_account(options):
    """A mailbox that nothing is sent through: no keyring is there for the program."""
    session = reopened(options[1])
    keep_account(session, STAYS, {})
    session.close()
    return STAYS.address


def test_every_version_can_be_read_without_a_vault(tmp_path):
    shown = run("--json", "--lang", "en", "--profile", tmp_path, "privacy", "statement").value
    file = resource("privacy", f"{shown['version']}.en.txt")
    assert shown["digest"] == sha256(file.read_bytes()).hexdigest()
    assert shown["accepted"] is None
    for version in shown["versions"]:
        text = run("--lang", "fr", "--profile", tmp_path, "privacy", "statement", "--version", version).out
        assert text.startswith("Déclaration de confidentialité, version du ")
        assert "##" not in text
    assert run("--profile", tmp_path, "privacy", "statement", "--version", "2020-01-01").code == 2


def test_an_agreement_is_taken_back_and_given_again_each_with_one_command(options):
    shown = run(*options, "--json", "privacy", "statement").value
    assert (shown["accepted"]["version"], shown["asks"]) == (shown["version"], False)
    assert run(*options, "--json", "privacy", "statement", "--withdraw").value["asks"] is True
    asked = run(*options, "--json", "privacy", "consents")
    assert "privacy statement --accept" in asked.err
    assert len(asked.err.splitlines()) == 1
    (taken_back,) = asked.value
    assert (taken_back["withdrawn_way"], taken_back["digest"]) == ("command", shown["digest"])
    assert run(*options, "--json", "privacy", "statement", "--accept").value["asks"] is False
    again = run(*options, "--json", "privacy", "consents")
    assert (again.err, [each["withdrawn_at"] is None for each in again.value]) == ("", [False, True])


def test_a_clients_choice_is_noted_with_its_proof_and_what_goes_against_it_is_refused(options, tmp_path):
    (tmp_path / "clients.csv").write_text("name,kind,email\nCamille Leroy,individual,camille@leroy.example\n")
    run(*options, "import", "clients", tmp_path / "clients.csv")
    shown = run(*options, "--json", "privacy", "choices", "Camille Leroy").value
    assert (shown["choice"], shown["history"]) == ("unsaid", [])
    unproven = run(*options, "--json", "privacy", "choices", "Camille Leroy", "--set", "everything")
    assert (unproven.code, unproven.error) == (1, "invalid_value")
    words = "Oui, votre lettre m'intéresse"
    agreed = ("privacy", "choices", "Camille Leroy", "--set", "everything", "--way", "mail", "--by", "Camille")
    (noted,) = run(*options, "--json", *agreed, "--words", words).value["history"]
    assert noted["digest"] == sha256(words.encode()).hexdigest()
    run(*options, "privacy", "choices", "Camille Leroy", "--set", "none")
    _, of_client = run(*options, "--json", "privacy", "consents").value
    assert (of_client["words"], of_client["withdrawn_at"] is None) == (words, False)
    (tmp_path / "mail.eml").write_text("From: a@b.example\nTo: Camille@leroy.example\nSubject: x\n\nBonjour\n")
    account = add_account(options)
    for nature in ("commercial", "business"):
        refused = run(*options, "--json", "mail", "send", tmp_path / "mail.eml", "--nature", nature)
        assert (refused.code, refused.error) == (1, "mail_unwanted"), account
        assert "privacy choices" in refused.err
    unreached = run(*options, "--json", "mail", "send", tmp_path / "mail.eml", "--nature", "exchange")
    assert (unreached.code, unreached.error == "mail_unwanted") == (1, False)
