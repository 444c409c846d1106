"""Reports of our own bugs hold places, never values."""

import logging

from microdesk_desktop.base.bug_report import bug_report, keep_report, silence_libraries

SECRETS = ("jeanne@example.org", "FR7640618802980004012345609", "14,39", "refresh-token-abc")


def failure():
    try:
        try:
            raise KeyError(SECRETS[0])
        except KeyError as cause:
            raise ValueError(" ".join(SECRETS)) from cause
    except ValueError as error:
        return error


def test_a_report_holds_places_and_never_values():
    report = bug_report(failure())
    assert "ValueError" in report
    assert "KeyError" in report
    assert "test_bug_report.py" in report
    assert not any(secret in report for secret in SECRETS)


def test_a_report_is_kept_for_its_owner_alone(tmp_path):
    path = keep_report(tmp_path / "profile", failure())
    assert path.read_text().startswith("MicroDesk ")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_libraries_print_nothing_on_standard_error(capfd):
    silence_libraries()
    assert any(isinstance(handler, logging.NullHandler) for handler in logging.getLogger().handlers)
