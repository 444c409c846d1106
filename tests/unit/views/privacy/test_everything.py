"""The report of an erasure of everything, for people and for programs."""

from pathlib import Path

from microdesk_desktop.base.i18n import set_language
from microdesk_desktop.vault.destruction import Kind
from microdesk_desktop.vault.erased import Access, EverythingErased
from microdesk_desktop.views.privacy.everything import report_json, report_lines


def test_a_service_that_could_not_be_read_is_said_to_be_uninformed() -> None:
    """Its name stood in the keyring, which did not answer: that it is not named is no reason to keep silent."""
    set_language("fr")
    access = Access(ended=("google",), not_informed=("qonto", ""))
    report = EverythingErased(profile=Path("profile"), erased={Kind.BACKUPS: 1}, secrets=0, left={}, access=access)
    assert report_json(report)["access"]["not_informed"] == ["qonto", "unknown"]
    (line,) = [line for line in report_lines(report) if "Non prévenus" in line]
    assert "Qonto et un service bancaire" in line
