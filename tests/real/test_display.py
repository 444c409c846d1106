"""The system packages of `resources/packaging/debian.txt` are enough for a window on a real X11 screen."""

import os
import subprocess
import sys

import pytest

from tests.support.guards import ROOT
from tests.support.window.display import x11_screen

pytestmark = pytest.mark.real
__all__ = ["x11_screen"]
WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from microdesk_desktop.gui.theme.apply import Theme
application = QApplication(sys.argv[:1])
Theme(application)
window = QWidget()
window.resize(300, 200)
window.show()
application.processEvents()
print(application.platformName(), window.isVisible(), application.font().family())
"""


def test_a_window_opens_on_x11(x11_screen):
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": x11_screen, "QT_FATAL_WARNINGS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", WINDOW], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert (done.returncode, done.stdout.split()) == (0, ["xcb", "True", "Inter"]), done.stderr
