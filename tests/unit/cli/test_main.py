"""The entry point: known errors, cancellation and our own bugs, each with its exit code."""

import json

import pytest

from microdesk_desktop.base.errors import Cancelled, ErrorCode, KnownError
from microdesk_desktop.cli import main as entry_point
from microdesk_desktop.cli.vault import commands
from microdesk_desktop.views.messages.actions import command_text
from microdesk_desktop.views.messages.errors import error_text


def play(monkeypatch, tmp_path, error, *options):
    def fail(*_):
        raise error

    monkeypatch.setattr(commands, "load_status", fail)
    return entry_point.main(["vault", "status", "--profile", str(tmp_path / "profile"), *options])


@pytest.mark.parametrize(
    ("error", "code"),
    [(KnownError(ErrorCode.BUSY), 1), (Cancelled(), 130), (KeyboardInterrupt(), 130), (ValueError("FR7640618"), 4)],
)
def test_each_kind_of_failure_has_its_exit_code(monkeypatch, tmp_path, capsys, error, code):
    assert play(monkeypatch, tmp_path, error) == code
    assert capsys.readouterr().out == ""


def test_a_bug_is_reported_without_its_data(monkeypatch, tmp_path, capsys):
    assert play(monkeypatch, tmp_path, ValueError("jeanne@example.org"), "--json") == 4
    shown = capsys.readouterr()
    assert json.loads(shown.out)["error"]["code"] == "bug"
    (report,) = (tmp_path / "profile" / "reports").iterdir()
    assert str(report) in shown.err
    assert "jeanne" not in shown.out + shown.err + report.read_text()


def test_a_cancelled_command_prints_nothing(monkeypatch, tmp_path, capsys):
    play(monkeypatch, tmp_path, Cancelled(), "--json")
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "")


def test_a_known_error_is_followed_by_what_to_do_on_standard_error_alone(monkeypatch, tmp_path, capsys):
    error = KnownError(ErrorCode.CONSENT_EXPIRED)
    assert play(monkeypatch, tmp_path, error, "--json") == 1
    shown = capsys.readouterr()
    assert shown.err.splitlines() == [error_text(error), command_text(error.code)]
    assert json.loads(shown.out) == {"error": {"code": "consent_expired", "message": error_text(error)}}


def test_without_a_vault_no_passphrase_is_asked(tmp_path, capsys):
    assert entry_point.main(["bank", "list", "--json", "--profile", str(tmp_path / "profile")]) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "vault_missing"


def test_a_word_that_names_a_folder_is_a_file_for_the_window_and_must_exist(tmp_path, capsys):
    missing = tmp_path / "releve.ofx"
    assert entry_point.main([str(missing), "--profile", str(tmp_path / "profile")]) == 1
    assert str(missing) in capsys.readouterr().err
    assert not (tmp_path / "profile").exists()


@pytest.mark.parametrize("words", [["releve.ofx"], ["bank", "./releve.ofx"], ["--profil=./releve.ofx"]])
def test_any_other_word_is_a_command_or_refused(words, tmp_path, capsys):
    assert entry_point.main([*words, "--profile", str(tmp_path / "profile")]) == 2
