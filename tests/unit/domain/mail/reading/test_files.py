"""Names under which attached files are saved, and warnings on what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.domain.mail.reading.files import FileWarning, distinct_names, file_name, file_warning, safe_name


@pytest.mark.parametrize(
    ("sent", "saved"),
    [
        ("../../.bashrc", "bashrc"),
        (r"..\..\autoexec.bat", "autoexec.bat"),
        ("C:évil.exe", "C_évil.exe"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("x\r\nBcc: a.pdf", "x Bcc_ a.pdf"),
        (".htaccess", "htaccess"),
        ("rapport. ", "rapport"),
        ("...", "piece-jointe"),
        ("", "piece-jointe"),
    ],
)
def test_a_name_stays_in_its_folder_and_is_seen(sent: str, saved: str) -> None:
    assert safe_name(sent) == saved


@given(st.text(max_size=400))
def test_no_name_leaves_the_folder_or_is_refused_by_a_system(sent: str) -> None:
    name = safe_name(sent)
    assert name
    assert not set(name) & set('/\\<>:"|?*\x00')
    assert name[0] not in ". "
    assert name[-1] not in ". "
    assert len(name.encode()) <= 255


def test_a_file_without_name_is_named_after_its_kind() -> None:
    assert file_name("", "text/calendar") == "invitation.ics"
    assert file_name("devis", "text/calendar") == "devis"


def test_long_names_keep_their_end() -> None:
    name = safe_name("é" * 400 + ".pdf")
    assert name.endswith("é.pdf")


def test_files_of_one_name_are_numbered_whatever_their_case() -> None:
    assert list(distinct_names(["a.pdf", "A.PDF", "x/a.pdf", "a (2).pdf"])) == [
        "a.pdf",
        "A (2).PDF",
        "a (3).pdf",
        "a (2) (2).pdf",
    ]


@pytest.mark.parametrize(
    ("name", "kind", "warning"),
    [
        ("facture.pdf", "application/pdf", None),
        ("facture.pdf.exe", "application/pdf", FileWarning.DISGUISED),
        ("facture\u202efdp.exe", "application/pdf", FileWarning.DISGUISED),
        ("facture.pdf        .scr", "application/pdf", FileWarning.DISGUISED),
        ("outil.js", "text/plain", FileWarning.PROGRAM),
        ("x.docm", "application/octet-stream", FileWarning.MACROS),
        ("x", "text/html", FileWarning.WEB_PAGE),
        ("x.svg", "image/png", FileWarning.WEB_PAGE),
        ("disque.iso", "application/octet-stream", FileWarning.ARCHIVE),
        ("winmail.dat", "application/octet-stream", FileWarning.OUTLOOK),
        ("piece", "application/ms-tnef", FileWarning.OUTLOOK),
    ],
)
def test_what_can_do_harm_is_warned_of(name: str, kind: str, warning: FileWarning | None) -> None:
    assert file_warning(name, kind) is warning
