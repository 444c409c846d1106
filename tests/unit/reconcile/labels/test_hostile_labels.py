"""Labels made to stop the program: what reads or masks them takes linear time."""

import time
from collections.abc import Callable

import pytest

from microdesk_desktop.domain.bank.labels.parser import mask_card_numbers, parse_label
from microdesk_desktop.domain.text import MAX_LABEL, fold
from microdesk_desktop.reconcile.labels.names import NameIndex, distinctive_words
from microdesk_desktop.reconcile.labels.numbers import NumberIndex
from tests.support.measures.growth import growth
from tests.support.measures.pace import slowness

NUMBERS = NumberIndex([(each, f"F-2026-{each:04}", True, 2026) for each in range(500)])
NAMES = ["DUPONT ET FILS", "ATELIER MARTIN", "4 SAISONS", "A" * 200]
PIECES = ("*", "1", "1 ", "1/1/", "A", "A ", "X", "É", "VIR ", "/DE ", "REF:", "CARTE ", "CB*", "1,11 EUR ", "2026 ",
          "F-2026-0001 ", "F2O26-", "OIL", "DUPONT ", "1A", "(", "CARTE 1234XXXX", " ", "-", "0", "RE")  # fmt: skip
READINGS: dict[str, Callable[[str], object]] = {
    "fold": fold,
    "mask_card_numbers": mask_card_numbers,
    "parse_label": parse_label,
    "document numbers": lambda text: NUMBERS.find(fold(text)),
    "names": lambda text: NameIndex(NAMES).find(distinctive_words(fold(text))),
}
SIZE = MAX_LABEL
NOTICEABLE_S = 0.004
LONGER, WORST_RATIO = 4, 8.0
"""Four times the label: linear work takes four times as long, quadratic work sixteen."""


def seconds(read: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize("piece", PIECES)
def test_the_time_grows_like_the_label(name: str, piece: str) -> None:
    read = READINGS[name]
    label, longer = (f"VIR SEPA {piece * (size // len(piece))}" for size in (SIZE, LONGER * SIZE))
    ratio = growth(
        lambda: seconds(read, label), lambda: seconds(read, longer), noticeable_s=NOTICEABLE_S, worst=WORST_RATIO
    )
    assert ratio <= WORST_RATIO


@pytest.mark.parametrize("piece", PIECES)
def test_a_label_that_an_earlier_version_kept_whole_does_not_stop_the_window(piece: str) -> None:
    label = piece * (131_072 // len(piece))
    assert min(seconds(mask_card_numbers, label) + seconds(parse_label, label) for _ in range(3)) < 0.05 * slowness()
    assert len(mask_card_numbers(label)) <= 2 * MAX_LABEL


def test_a_longer_label_is_shown_up_to_its_limit_with_its_card_numbers_masked() -> None:
    label = ("CARTE 4970123456781234 " * 200)[: MAX_LABEL + 500]
    shown = mask_card_numbers(label)
    assert shown.endswith("…")
    assert "4970" not in shown
