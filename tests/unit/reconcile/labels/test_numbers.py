"""Document numbers in the spellings of payers, and digits that are no number."""

import pytest

from microdesk_desktop.domain.text import fold
from microdesk_desktop.reconcile.labels.confidence import Confidence
from microdesk_desktop.reconcile.labels.numbers import NumberIndex

REFERENCES = (*(f"F-2026-{serial:04}" for serial in range(38, 46)), "F-2025-0042", "AV-2026-0003")
INDEX = NumberIndex((position, reference, True, 2026) for position, reference in enumerate(REFERENCES))


def named(text: str) -> dict[str, str]:
    return {REFERENCES[position]: trust.name for position, trust in INDEX.find(fold(text)).found.items()}


@pytest.mark.parametrize(
    "text",
    [
        "F-2026-0042", "F20260042", "f 2026 42", "f2026-042", "F-2O26-OO42", "F-2026-0O42", "F-2026-00 42",
        "FA 2026-42", "REF 20260042", "F2026 0042", "NOVAF20260042", "merci F.2026.0042.",
    ],
)  # fmt: skip
def test_a_number_is_known_in_every_full_spelling(text: str) -> None:
    assert named(text) == {"F-2026-0042": "HIGH"}


@pytest.mark.parametrize("text", ["2026-042", "2026 42", "F26-0042", "F2026042", "F202642", "n°42/2026"])
def test_a_number_is_known_in_short(text: str) -> None:
    assert named(text) == {"F-2026-0042": "MEDIUM"}


@pytest.mark.parametrize("text", ["FACT 42", "facture n° 42", "F42", "FACT 0042 480,00 EUR", "facture 42 du 03/10"])
def test_a_serial_after_a_cue_may_be_of_any_year(text: str) -> None:
    assert named(text) == {"F-2026-0042": "MEDIUM", "F-2025-0042": "MEDIUM"}


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("F-2026-0040 à 0042", (40, 41, 42)),
        ("F-2026-0040/41/42", (40, 41, 42)),
        ("F-2026-0040 et F-2026-0041", (40, 41)),
        ("F-2026-0040, 0042", (40, 42)),
        ("F-2026-0040 1/3", (40,)),
        ("F-2026-0040 | 41ABC", (40,)),
    ],
)
def test_lists_and_ranges_name_each_document(text: str, serials: tuple[int, ...]) -> None:
    assert set(named(text)) == {f"F-2026-{serial:04}" for serial in serials}


@pytest.mark.parametrize(
    "text",
    [
        "44321IXCRT20260042", "SIREN 820260042", "24/11/2026", "DEVIS 42", "CLIENT 42", "FACT 42,50 EUR", "42 %",
        "ACOMPTE 42", "FACTURE NOVEMBRE 2026", "FACT DU 24/11", "42 RUE DES LILAS", "FR7620260042",
    ],
)  # fmt: skip
def test_other_digits_name_nothing(text: str) -> None:
    mentions = INDEX.find(fold(text))
    assert not mentions.found
    assert not mentions.cites_closed_document


@pytest.mark.parametrize("text", ["F-2026-0099", "FACT 420", "F-2026-00421", "2026-0099", "facture 20260099"])
def test_a_number_of_ours_that_is_not_open_is_noticed(text: str) -> None:
    mentions = INDEX.find(fold(text))
    assert mentions.cites_closed_document
    assert not mentions.found


def test_a_number_cut_at_the_end_is_neither_known_nor_another() -> None:
    mentions = INDEX.find("F-2026-00")
    assert (mentions.found, mentions.cites_closed_document) == ({}, False)
    assert mentions.may_begin("F-2026-0042")
    assert not mentions.may_begin("F-2025-0042")


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("FA00042", "fa 42"),
        ("FA00042", "FACT 00042"),
        ("2026/11/003", "2026-11-003"),
        ("2026/11/003", "20261103 facture 2026 11 3"),
        ("AB-12", "ab12"),
        ("20260042", "2026-0042"),
        ("1187", "facture 1187"),
        ("FAC-2026-AB-017", "FAC 2026 017"),
    ],
)
def test_other_ways_of_numbering(reference: str, text: str) -> None:
    index = NumberIndex([(0, reference, True, 2026)])
    assert index.find(fold(text)).found.get(0, 0) >= Confidence.MEDIUM
