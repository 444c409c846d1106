"""`microdesk privacy statement` and `privacy consents` as scripts use them."""

from hashlib import sha256

import pytest

from microdesk_desktop.base.paths import resource
from tests.support.terminal import run
from tests.support.vaults import PASSPHRASE, new_vault


@pytest.fixture
def options(tmp_path):
    new_vault(tmp_path / "profile").session.close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    return ("--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret")


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
