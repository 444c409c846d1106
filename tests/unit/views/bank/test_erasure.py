"""What a disconnect did, in sentences: what is done, what is left and why, and whether the provider knows of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.vault.erasures import Erasure, Part, begin
from microdesk_desktop.views.bank.connections.erasure import disconnect_text, left_text, load_left, opening_text

DONE = Erasure(is_informed=True, left={})
UNKNOWN = Erasure(is_informed=False, left={})
LEFT = Erasure(
    is_informed=False,
    left={Part.BACKUPS: ErrorCode.DISK_FULL, Part.KEYRING: ErrorCode.KEYRING_LOCKED},
    foreign_backups=("autre.mdbackup",),
    reports=(Path("/r/1.txt"),),
)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2019", "'")


def test_the_consent_is_called_withdrawn_only_where_the_provider_confirmed_it():
    assert "votre accord est retiré" in plain(disconnect_text(DONE))
    assert "n'a pas pu être prévenu" not in plain(disconnect_text(DONE))
    assert plain(disconnect_text(UNKNOWN)).startswith("Les données de la banque sont effacées.")
    assert "n'a pas pu être prévenu" in plain(disconnect_text(UNKNOWN))
    assert "n'a pas pu être prévenu" in plain(opening_text(UNKNOWN))
    assert plain(opening_text(DONE)).endswith("est terminée : ses données sont effacées.")


def test_where_no_program_can_end_the_access_the_user_is_told_how(monkeypatch):
    info = replace(PROVIDERS["gocardless"], access_stays=lambda: "Supprimez la clé.")
    monkeypatch.setitem(PROVIDERS, "gocardless", info)
    text = plain(disconnect_text(replace(DONE, access_stays_at=("gocardless",))))
    assert text == "La banque est déconnectée, vos clés et ses données sont effacées. Supprimez la clé."
    assert "n'a pas pu être prévenu" in plain(disconnect_text(replace(UNKNOWN, access_stays_at=("gocardless",))))


@pytest.mark.parametrize("text", [disconnect_text, opening_text])
def test_what_is_left_is_named_with_what_prevents_it_and_nothing_is_called_done(text):
    shown = plain(text(LEFT))
    for part in (
        "il reste à effacer vos clés dans le trousseau, ses données dans les sauvegardes.",
        "Le disque est plein",
        "Le trousseau du système est verrouillé",
        "prochaine ouverture",
        "autre.mdbackup",
        "/r/1.txt",
    ):
        assert part in shown
    assert "sont effacées" not in shown


def test_a_bug_and_an_unforeseen_obstacle_have_their_sentence():
    bug = Erasure(is_informed=True, left={Part.VAULT: None})
    assert "Un défaut de MicroDesk l'a empêché." in plain(disconnect_text(bug))
    other = Erasure(is_informed=True, left={Part.VAULT: ErrorCode.BUSY})
    assert "Un obstacle s'y oppose pour l'instant." in plain(disconnect_text(other))


def test_the_parts_that_are_left_are_read_from_beside_the_vault(tmp_path):
    assert load_left(tmp_path) == []
    begin(tmp_path, "bank")
    assert load_left(tmp_path) == [Part.VAULT, Part.KEYRING, Part.BACKUPS]
    assert plain(left_text([Part.VAULT])).startswith(
        "La déconnexion de la banque n'est pas terminée : il reste à effacer ses données dans le coffre."
    )
