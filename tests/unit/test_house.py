"""Each rule of the house catches what it forbids, and lets what is right pass; `make lint` runs them on the tree."""

import os
import subprocess
import sys

import pytest

from tests.tools.house import PRODUCT, ROOT, RULES, Source, broken, stray_paths, tracked_files

WINDOW_PARTS = ("gui", "pages", "app")
BREAKS = {
    "long file": ("store/x.py", "a = 1\n" * 501),
    "long function": ("store/x.py", "def f():\n" + "    a = 1\n" * 50),
    "vague name": ("base/utils.py", ""),
    "computed text": ("views/x.py", "def f(name):\n    return tr(f'Bonjour {name}')"),
    "unfilled text": ("views/x.py", "def f(n):\n    return tr('{name} est payée').format(title=n)"),
    "early text": ("views/x.py", "TITLE = tr('Banque')"),
    "script": ("store/x.py", "connection.executescript(text)"),
    "outside door": ("pages/x.py", "QDesktopServices.openUrl(url)"),
    "rich label": ("pages/x.py", "label = QLabel(row.label)"),
    "message box": ("pages/x.py", "QMessageBox.warning(self, title, text)"),
    "colour": ("gui/x.py", "widget.setStyleSheet('color: #a3322c')"),
    "sleep": ("tests/gui/test_x.py", "time.sleep(0.5)"),
    "machine path": ("base/x.py", "FOLDER = '/" + "home/someone'"),
    "unfinished": ("base/x.py", "# TODO later"),
    "sql": ("views/bank/x.py", "def f(reader):\n    return reader.all('SELECT id' ' FROM expense')"),
    "tls context": ("base/x.py", "context = ssl.create_default_context()"),
    "file dialog": ("pages/x.py", "path, _ = QFileDialog.getOpenFileName(self, title)"),
    "undeclared cache": ("views/x.py", "from functools import cache, partial"),
    "single shot": ("pages/x.py", "QTimer.singleShot(0, self, lambda: self.show_row(row))"),
    "schematron server": ("documents/x.py", "xml = generate_xml(terms, syntax, level)"),
    "vague word": ("base/x.py", 'def f():\n    """What the file says."""'),
}
KEPT = {
    "computed text": ("views/x.py", "def f(n):\n    return ntr('{count} ligne', '{count} lignes', n).format(count=n)"),
    "unfilled text": ("views/x.py", "def f(n):\n    return tr('{n} payée').format(n=n) + tr('{a}').format(**n)"),
    "early text": ("views/x.py", "def f():\n    return {'title': lambda: tr('Banque')}"),
    "outside door": ("pages/x.py", "open_in_browser(self, workspace, url)"),
    "rich label": ("pages/x.py", "label = labels.body(row.label)"),
    "colour": ("pages/x.py", "REFERENCE = 'F-2026 #42'"),
    "unfinished": ("domain/x.py", "TODO = 'todo'"),
    "machine path": ("base/x.py", "HOST = 'https://example.org/api/home'"),
    "sql": ("store/bank/x.py", "def f(reader):\n    return reader.all('SELECT id FROM expense')"),
    "undeclared cache": ("views/x.py", "from functools import cached_property, partial"),
    "schematron server": ("documents/x.py", "xml = generate_xml(terms, syntax, check_schematron=False)"),
    "vague word": ("base/x.py", 'TITLE = "Il told"  # by means of a name'),
}


def _source(path: str, text: str) -> Source:
    return Source(path if path.startswith("tests/") else PRODUCT + path, text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_catches_what_it_forbids(rule):
    assert broken(rule, [_source(*BREAKS[rule.name])])


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.name in KEPT], ids=lambda rule: rule.name)
def test_a_rule_lets_what_is_right_pass(rule):
    assert broken(rule, [_source(*KEPT[rule.name])]) == []


def test_a_stray_or_built_path_is_reported():
    assert stray_paths(["README.md", "tests/x.py", "microdesk_desktop/app.py"]) == []
    found = stray_paths(["notes/plan.md", "resources/i18n/en/LC_MESSAGES/microdesk.mo"])
    assert [line.split(":")[0] for line in found] == ["notes", "resources/i18n/en/LC_MESSAGES/microdesk.mo"]


def test_nothing_below_the_window_loads_qt():
    modules = [
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in tracked_files()
        if path.startswith(PRODUCT) and path.endswith(".py") and not path.endswith("__main__.py")
        if "/migrations/" not in path  # loaded by path: a name that begins with a number is no module name
        if path.removeprefix(PRODUCT).removesuffix(".py").split("/")[0] not in WINDOW_PARTS
    ]
    imports = "".join(f"import {module}\n" for module in modules)
    assert _qt_loaded_by("-c", imports + "import sys; print('PySide6' in sys.modules, file=sys.stderr)") == "False"


def test_the_command_line_answers_without_qt():
    script = (
        "import atexit, runpy, sys\n"
        "atexit.register(lambda: print('PySide6' in sys.modules, file=sys.stderr))\n"
        "sys.argv = ['microdesk', '--version']\n"
        "runpy.run_module('microdesk_desktop', run_name='__main__')"
    )
    assert _qt_loaded_by("-c", script) == "False"


def _qt_loaded_by(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.strip()
