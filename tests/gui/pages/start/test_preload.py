"""What is imported while the user types the passphrase: no class of Qt is created on a worker thread.

In fresh processes: here the tests before have imported nearly everything.
"""

import subprocess
import sys

OPENED = """
import sys
from pathlib import Path
from microdesk_desktop.app import build_window, new_application
from microdesk_desktop.gui.system.qt_classes import PARTS
from tests.support.clock import FakeClock
from tests.support.vaults import new_vault

profile = Path(sys.argv[1]) / "profile"
window = build_window(new_application(), profile, language="fr", clock=FakeClock())
late = lambda: {name for part in PARTS for name in set(dir(part)) - set(vars(part))}
print(len(late()) > 100)
window.show_vault(new_vault(profile).session)
print(*late())
window.close()
"""
"""Prints whether there are classes that Qt would create when asked for, then which of them an open vault leaves so."""
PRELOADED = """
import sys, threading
from microdesk_desktop.app import new_application
from microdesk_desktop.pages.start.preload import PageImports, import_without_qt
from microdesk_desktop.gui.system.qt_classes import PARTS
from tests.support import qt_import_guard

noted = []
qt_import_guard.install(noted.append)
application = new_application()
worker = threading.Thread(target=import_without_qt)
worker.start()
worker.join()
print("views" in dir(sys.modules["microdesk_desktop"]), *noted)
imports = PageImports(application)
imports.start()
while imports.is_active:
    application.processEvents()
print(*(name for part in PARTS for name in set(dir(part)) - set(vars(part))))
before = set(sys.modules)
import microdesk_desktop.pages.shell.opened
print(*set(sys.modules) - before)
"""
"""Prints what a worker must not import, then which classes of Qt and which modules the pages still need after the steps
of the main thread."""


def printed(program, *words):
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_every_class_of_qt_is_there_before_a_worker_has_a_vault(tmp_path):
    assert printed(OPENED, str(tmp_path)) == ["True", ""]


def test_a_worker_imports_what_needs_no_qt_and_the_main_thread_the_rest():
    assert printed(PRELOADED) == ["True", "", ""]
