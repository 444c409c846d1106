"""Texts of unknown encoding: those of Windows, DOS and old Macintosh, and what was encoded twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microdesk_desktop.base.files.double_encoding import undo_double_encoding
from microdesk_desktop.base.files.encodings import decode, detect_encoding
from microdesk_desktop.base.jobs import Job

SENTENCES = [
    "Intérêts débiteurs",
    "CAFÉ RÉGIE",
    "Prélèvement à l'échéance, payé le 3 août",
    "Libellé;Débit;Crédit\nFrançois Lefèvre;1,00;\nNoël à Besançon;;2,00",
    "REMISE CHÈQUES N°12 À ORLÉANS",
    "café",
]


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman", "utf-8", "utf-16"])
def test_french_is_read_in_the_encoding_that_it_was_written_in(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert decode(data, detect_encoding(data)) == text


@pytest.mark.parametrize(
    "text", ["L’ÉTÉ À 5 €", "CAFé DE PARIS", "Jørgensen & Müller", "« Œuvre » – n° 3…", "10 €", "ÎLE", "Ÿ"]
)
def test_windows_is_not_taken_for_another(text: str) -> None:
    assert decode(text.encode("cp1252"), detect_encoding(text.encode("cp1252"))) == text


@given(st.text(st.sampled_from("éèêëàâçôîïùûœÉÈÀÇ’€«»° aZ\n"), min_size=1))
def test_what_was_encoded_twice_is_read_once(text: str) -> None:
    twice = "".join(_as_windows(byte) for byte in text.encode()).encode()
    assert undo_double_encoding(twice, Job()) == (text.encode() if not text.isascii() else twice)


@pytest.mark.parametrize("text", ["SÃO PAULO", "Intérêts", "Âge â 5 €", "ÂME", "plain"])
def test_a_text_that_was_encoded_once_stays(text: str) -> None:
    assert undo_double_encoding(text.encode(), Job()) == text.encode()


def test_a_row_that_was_encoded_twice_does_not_spoil_the_others() -> None:
    data = "Intérêts\n".encode() * 200_000 + "IntÃ©rÃªts dÃ©biteurs â€™".encode()
    assert undo_double_encoding(data, Job()).decode().endswith("Intérêts\nIntérêts débiteurs ’")


def _as_windows(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
