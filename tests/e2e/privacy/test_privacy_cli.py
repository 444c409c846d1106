"""`microdesk privacy …` as scripts use it."""

import pytest

from tests.support.clock import FakeClock
from tests.support.documents.issuing import issuing_vault
from tests.support.erasures import KEPT, fill
from tests.support.terminal import run
from tests.support.vaults import PASSPHRASE

NAME = f"Canari {KEPT}"
"""The client of `fill`."""


@pytest.fixture
def vault(tmp_path):
    session = issuing_vault(tmp_path / "profile", clock=FakeClock())
    client_id = fill(session, tmp_path)
    session.close()
    (tmp_path / "secret").write_text(PASSPHRASE)
    return ("--profile", tmp_path / "profile", "--passphrase-file", tmp_path / "secret"), f"client:{client_id}"


def test_what_goes_and_stays_is_shown_then_done_once(vault):
    options, scope = vault
    assert run(*options, "privacy", "erase", "--scope", scope).code == 2
    assert run(*options, "privacy", "erase", "--scope", "nobody", "--yes").code == 2
    shown = run(*options, "--json", "privacy", "erase", "--scope", scope, "--preview").value
    assert shown["erased"] is False
    invoice = {"number": "F-2026-0001", "type": "invoice", "rule": "accounts", "until": "2036-12-31"}
    assert invoice in shown["kept"]
    assert shown["removed"]["documents"] == ["ANCIEN-2", "D-2026-0001"]
    done = run(*options, "--json", "privacy", "erase", "--scope", scope, "--yes")
    assert (done.code, done.value["erased"]) == (0, True)
    assert {name: done.value[name] for name in ("removed", "kept")} == {
        name: shown[name] for name in ("removed", "kept")
    }
    assert done.value["remains"] == {"documents": 1, "archives": 3}
    assert run(*options, "--json", "documents", "verify").code == 0
    again = run(*options, "--json", "privacy", "erase", "--scope", scope, "--yes")
    assert (again.code, again.error) == (1, "client_not_found")


def test_durations_are_shown_changed_within_the_law_and_what_goes_is_kept(vault):
    options, _ = vault
    shown = {each["category"]: each for each in run(*options, "--json", "privacy", "retention").value}
    assert (shown["accounts"]["years"], shown["accounts"]["least"], shown["bank"]["years"]) == (10, 10, 10)
    assert run(*options, "privacy", "retention", "set", "accounts", "9").code == 1
    assert run(*options, "privacy", "retention", "set", "prospects", "never").code == 1
    assert run(*options, "privacy", "retention", "set", "accounts", "-1").code == 2
    changed = run(*options, "--json", "privacy", "retention", "set", "bank", "3")
    assert (changed.code, changed.value["years"]) == (0, 3)
    assert run(*options, "--json", "privacy", "retention", "set", "bank", "never").value["years"] is None
    assert run(*options, "--json", "privacy", "retention", "keep", "prospects").value["going"] == []


def test_a_module_is_shown_then_erased_by_its_scope(vault):
    options, _ = vault
    for scope, held in (("trips", "trips"), ("bank", "transactions")):
        shown = run(*options, "--json", "privacy", "erase", "--scope", scope, "--preview").value
        assert (shown["erased"], held in shown) == (False, True)
        done = run(*options, "--json", "privacy", "erase", "--scope", scope, "--yes")
        assert (done.code, done.value["erased"]) == (0, True)
        assert run(*options, "--json", "privacy", "erase", "--scope", scope, "--preview").value[held] == 0
    refused = run(*options, "--json", "privacy", "erase", "--scope", "mail:personne@exemple.fr", "--yes")
    assert (refused.code, refused.error) == (1, "mail_account_unknown")
    for scope in ("bank:1", "client", "client:x", "all:1", "mail:"):
        assert run(*options, "privacy", "erase", "--scope", scope, "--yes").code == 2


def test_whoever_asks_is_named_as_they_are_and_what_nobody_is_called_is_told_back(vault):
    options, scope = vault
    number = int(scope.removeprefix("client:"))
    asking = (*options, "--json", "privacy", "requests", "add", "--kind", "access", "--client")
    assert run(*asking, NAME).value["client"] == run(*asking, number).value["client"] == number
    unknown = run(*asking, "Personne")
    assert (unknown.code, unknown.error) == (1, "client_not_found")
    assert "Personne" in unknown.err
    assert run(*options, "privacy", "requests", "show", "première").code == 2


def test_the_copy_of_a_client_is_asked_for_by_name_or_number(vault, tmp_path):
    options, scope = vault
    number = int(scope.removeprefix("client:"))
    for option in ("--client", "--portable"):
        for place, asked in enumerate((NAME, number)):
            copied = run(*options, "--json", "privacy", "export", tmp_path / f"{option}{place}", option, asked)
            assert (copied.code, copied.value["client"], copied.value["person"]) == (0, number, NAME)
        unknown = run(*options, "--json", "privacy", "export", tmp_path / "nobody", option, "Personne")
        assert (unknown.code, unknown.error) == (1, "client_not_found")


def test_an_archive_without_its_password_says_which_option_gives_it(vault, tmp_path):
    options, _ = vault
    refused = run(*options, "--json", "privacy", "export", tmp_path / "all.zip")
    assert (refused.code, refused.error) == (1, "secret_not_given")
    assert "--archive-passphrase-file" in refused.err
    assert not (tmp_path / "all.zip").exists()
