"""The window lies on its screen, with its frame."""

import pytest
from PySide6.QtCore import QRect

from microdesk_desktop.gui.window.placement import TITLE_BAR, fitted
from microdesk_desktop.pages.shell.window import SIZE

LAPTOP = QRect(0, 0, 1_366, 728)  # 1366 × 768 less a bar of 40
SECOND = QRect(1_366, 100, 1_920, 1_040)


@pytest.mark.parametrize("room", [LAPTOP, SECOND, QRect(0, 28, 1_024, 672)])
@pytest.mark.parametrize("wanted", [QRect(room.topLeft(), SIZE) for room in (LAPTOP, SECOND)])
@pytest.mark.parametrize("is_centred", [True, False])
def test_a_window_never_reaches_beyond_its_screen(room, wanted, is_centred):
    placed = fitted(wanted, room, is_centred=is_centred)
    assert room.contains(placed.adjusted(0, -TITLE_BAR, 0, 0))
    assert placed.size() == SIZE.boundedTo(placed.size())


def test_a_window_that_fits_stays_where_it_was():
    assert fitted(QRect(1_500, 200, 1_000, 700), SECOND) == QRect(1_500, 200, 1_000, 700)


def test_a_first_window_stands_in_the_middle():
    placed = fitted(QRect(SECOND.topLeft(), SIZE), SECOND, is_centred=True)
    assert placed.size() == SIZE
    assert placed.left() - SECOND.left() == SECOND.right() - placed.right()
