"""The rules of the house that ruff, mypy and import-linter cannot hold; each says what to write instead.

`python -m tests.tools.house`, a step of `make lint`, lists what breaks them; `tests/unit/test_house.py` tests them.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tests.tools.catalogue import placeholders
from tests.tools.prose import vague_words

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = "microdesk_desktop/"
WINDOW = ("app", "gui/", "pages/")
TEXT_SUFFIXES = {".py", ".md", ".toml", ".sql", ".txt", ".sh", ".spec", ".po", ".json", ".csv", ""}
TOP_LEVEL = {
    *("microdesk_desktop", "resources", "tests", ".ci"),
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE"),
    *("Makefile", "build.spec", "pyproject.toml"),
    *(".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"),
}
BUILT = (".mo", ".pyc")
VAGUE_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
PLAYED_WORK_S = 0.01
SQL = re.compile(
    r"\b(SELECT\s.*\sFROM|INSERT (OR \w+ )?INTO|DELETE FROM|UPDATE \w+ SET|CREATE (TABLE|INDEX))\b", re.DOTALL
)

Lines = Iterator[int]


@dataclass(frozen=True)
class Source:
    """A file of the project: its path below the root, with slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> Sequence[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def is_python(self) -> bool:
        return self.path.endswith(".py")

    @property
    def is_product(self) -> bool:
        return self.is_python and self.path.startswith(PRODUCT)

    @property
    def is_window(self) -> bool:
        return self.is_python and self.path.removeprefix(PRODUCT).startswith(WINDOW)

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """The calls of a function or method with one of these names."""
        for node in self.nodes:
            if isinstance(node, ast.Call) and _called(node) in names:
                yield node

    def matches(self, pattern: str) -> Lines:
        """The lines on which a regular expression is found."""
        return (number for number, line in enumerate(self.text.splitlines(), 1) if re.search(pattern, line))


@dataclass(frozen=True)
class Rule:
    """What the house forbids, where it is found, and what to write instead."""

    name: str
    instead: str
    find: Callable[[Source], Lines]


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _long_file(source: Source) -> Lines:
    limit = 500 if source.is_product else 700
    if source.is_python and source.text.count("\n") > limit:
        yield limit


def _long_function(source: Source) -> Lines:
    if source.is_python:
        for node in source.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 50:
                yield node.lineno


def _vague_name(source: Source) -> Lines:
    if source.is_python and VAGUE_NAMES & set(source.path.removesuffix(".py").split("/")):
        yield 1


def _computed_text(source: Source) -> Lines:
    if source.is_product and source.path != "microdesk_desktop/base/i18n.py":
        for call in source.calls("tr", "ntr"):
            texts = call.args[: 2 if _called(call) == "ntr" else 1]
            if not all(isinstance(text, ast.Constant) for text in texts):
                yield call.lineno


def _unfilled_text(source: Source) -> Lines:
    """The `tr("…").format(…)` whose keywords are not the names between braces."""
    if source.is_product:
        for call in source.calls("format"):
            text = call.func.value if isinstance(call.func, ast.Attribute) else None
            named = {keyword.arg for keyword in call.keywords}
            if isinstance(text, ast.Call) and _called(text) in ("tr", "ntr") and None not in named:
                literals = [each.value for each in text.args if isinstance(each, ast.Constant)]
                wanted = set().union(*(placeholders(each) for each in literals if isinstance(each, str)))
                if wanted != named:
                    yield call.lineno


def _early_text(source: Source) -> Lines:
    if source.is_product:
        inside = {
            id(inner)
            for function in source.nodes
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for part in (function.body if isinstance(function.body, list) else [function.body])
            for inner in ast.walk(part)
        }
        yield from (call.lineno for call in source.calls("tr", "ntr") if id(call) not in inside)


def _script(source: Source) -> Lines:
    if source.is_product:
        yield from (call.lineno for call in source.calls("executescript"))


_BROWSERS = ("microdesk_desktop/pages/shared/browser.py", "microdesk_desktop/pages/mail/reading/open_link.py")


def _outside_door(source: Source) -> Lines:
    """Whatever opens something outside, and a page of the web without asking whoever is offline."""
    if source.is_window and source.path != "microdesk_desktop/gui/system/opening.py":
        yield from (call.lineno for call in source.calls("openUrl", "setOpenExternalLinks"))
        if source.path not in _BROWSERS:
            yield from (call.lineno for call in source.calls("open_address"))


def _rich_label(source: Source) -> Lines:
    if source.is_product and source.path != "microdesk_desktop/gui/widgets/labels.py":
        yield from (call.lineno for call in source.calls("QLabel"))
        for node in source.nodes:
            if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "QLabel" for base in node.bases):
                yield node.lineno


def _message_box(source: Source) -> Lines:
    if source.is_product and source.path != "microdesk_desktop/gui/window/dialogs.py":
        yield from source.matches(r"\bQMessageBox\b")


def _colour(source: Source) -> Lines:
    if source.is_window and source.path != "microdesk_desktop/gui/theme/tokens.py":
        yield from source.matches(r"""["'\s:](#[0-9a-fA-F]{6}|#[0-9a-fA-F]{8}|rgba?\([\d ,.]+\))(?![0-9a-zA-Z])""")


def _sleep(source: Source) -> Lines:
    if source.path.startswith("tests/") and not source.path.startswith(("tests/support/", "tests/benchmarks/")):
        for call in source.calls("sleep", "qWait"):
            length = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
            if not (isinstance(length, float) and length < PLAYED_WORK_S):
                yield call.lineno


def _machine_path(source: Source) -> Lines:
    yield from source.matches(r"(?<![\w.$}-])/(work|home|root|Users)/\w")


def _unfinished(source: Source) -> Lines:
    if source.is_product:
        yield from source.matches(r"#.*\b(TODO|FIXME|XXX)\b")


def _sql_elsewhere(source: Source) -> Lines:
    if source.is_product and not source.path.startswith(f"{PRODUCT}store/"):
        for node in source.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
                yield node.lineno


def _open_to_environment(source: Source) -> Lines:
    if source.is_product:
        yield from (call.lineno for call in source.calls("create_default_context", "create_ssl_context"))


def _file_dialog(source: Source) -> Lines:
    if source.is_product and source.path != "microdesk_desktop/gui/file_dialogs.py":
        yield from source.matches(r"\bQFileDialog\b")


def _undeclared_cache(source: Source) -> Lines:
    if source.is_product and source.path != "microdesk_desktop/base/caches.py":
        yield from source.matches(r"\blru_cache\b|\bfunctools import .*\bcache\b|\bfunctools\.cache\b")


def _single_shot(source: Source) -> Lines:
    if source.is_product and source.path != "microdesk_desktop/gui/system/later.py":
        yield from (call.lineno for call in source.calls("singleShot"))


def _schematron_server(source: Source) -> Lines:
    """The calls of factur-x that would send an e-invoice to whatever listens on port 5000."""
    if source.is_product:
        names = ("generate_from_file", "generate_from_binary", "generate_xml", "generate_cii_xml", "generate_ubl_xml")
        for call in source.calls(*names, "xml_check_schematron", "xml_check_xsd_and_schematron"):
            given = {each.arg: getattr(each.value, "value", None) for each in call.keywords}
            if given.get("check_schematron") is not False:
                yield call.lineno


def _vague_word(source: Source) -> Lines:
    if source.is_product:
        yield from (line for line, _ in vague_words(source.text))


RULES = (
    Rule("long file", "Split it by subject: 500 lines at most, 700 for a test; most need fewer than 150.", _long_file),
    Rule("long function", "Name its steps: 50 lines at most; most need ten.", _long_function),
    Rule(
        "vague name", "Name the module after what it holds; a drawer named 'utils' fills with everything.", _vague_name
    ),
    Rule(
        "computed text",
        'Write tr("… {name} …").format(name=…): a computed text is never found in the catalogue.',
        _computed_text,
    ),
    Rule("unfilled text", "Give format() the names between the braces of the text, all of them.", _unfilled_text),
    Rule(
        "early text", "Call tr() inside the function that shows the text: at import no language is chosen.", _early_text
    ),
    Rule(
        "script",
        "Execute statement by statement inside the transaction: executescript commits behind its back.",
        _script,
    ),
    Rule(
        "outside door",
        "Open a folder through gui/system/opening.py, a page through pages/shared/browser.py, which asks offline.",
        _outside_door,
    ),
    Rule(
        "rich label",
        "Take a label from gui/widgets/labels.py: a bare QLabel reads a bank's text as markup.",
        _rich_label,
    ),
    Rule(
        "message box",
        "Show a banner and offer undo; ask through gui/window/dialogs.py before destroying.",
        _message_box,
    ),
    Rule("colour", "Name a role of gui/theme/tokens.py: a colour written here is wrong in the other theme.", _colour),
    Rule("sleep", "Wait for the event itself, with a deadline: a sleep is either too short or too long.", _sleep),
    Rule("machine path", "Write a path relative to the project, the profile or a temporary folder.", _machine_path),
    Rule("unfinished", "Do it, or leave it out and say so in the changelog.", _unfinished),
    Rule("sql", "Put the statement into a function of store/: a renamed column must break one layer.", _sql_elsewhere),
    Rule(
        "tls context",
        "Take the context from base/http/tls.py: the standard one writes session keys where SSLKEYLOGFILE says.",
        _open_to_environment,
    ),
    Rule(
        "file dialog",
        "Choose through gui/file_dialogs.py: Qt's dialog writes the folders that the user visits to a file in clear.",
        _file_dialog,
    ),
    Rule(
        "undeclared cache",
        "Take personal_cache or impersonal_cache from base/caches.py: what holds personal data is emptied at lock.",
        _undeclared_cache,
    ),
    Rule(
        "single shot",
        "Use gui/system/later.py: PySide6 keeps what singleShot was given for ever where its context goes first.",
        _single_shot,
    ),
    Rule(
        "schematron server",
        "Give check_schematron=False: by default factur-x posts each e-invoice to http://localhost:5000.",
        _schematron_server,
    ),
    Rule(
        "vague word",
        "Take the field's verb: a function returns, reads, sends; a label contains; the user is they.",
        _vague_word,
    ),
)


def stray_paths(paths: Iterable[str]) -> list[str]:
    """The top-level entries that the design does not list, and what is built and must not be committed."""
    found = list(paths)
    unknown = sorted({path.split("/")[0] for path in found} - TOP_LEVEL)
    return [f"{name}: the top level holds only what TOP_LEVEL lists [top level]" for name in unknown] + [
        f"{path}: built by make setup, never committed [built file]" for path in found if path.endswith(BUILT)
    ]


def exposed_golden_files() -> list[str]:
    """The golden files whose bytes git would change on a system with other line ends."""
    golden = [path for path in tracked_files() if path.startswith("tests/golden/")]
    asked = subprocess.run(
        ["git", "check-attr", "text", "--stdin"],
        cwd=ROOT,
        input="\n".join(golden),
        check=True,
        capture_output=True,
        text=True,
    )
    return [
        f"{line}: golden files need -text in .gitattributes, after every other pattern [golden bytes]"
        for line in asked.stdout.splitlines()
        if not line.endswith(": unset")
    ]


def tracked_files() -> list[str]:
    """The paths that git tracks, below the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [path for path in listed.stdout.split("\0") if path and (ROOT / path).exists()]


@cache
def sources() -> list[Source]:
    """The texts that the project keeps, the licences and the lock files left out."""
    return [
        Source(path, (ROOT / path).read_text(encoding="utf-8"))
        for path in tracked_files()
        if Path(path).suffix in TEXT_SUFFIXES and not Path(path).name.startswith(("LICENSE", "requirements"))
        if not path.startswith("tests/golden/")
    ]


def broken(rule: Rule, among: list[Source]) -> list[str]:
    """Where a rule is broken, one `path:line: what to write instead` each."""
    return [
        f"{source.path}:{line}: {rule.instead} [{rule.name}]" for source in among for line in sorted(rule.find(source))
    ]


def main() -> int:
    """Print every broken rule; returns the exit code."""
    files = sources()
    found = [line for rule in RULES for line in broken(rule, files)]
    found += stray_paths(tracked_files()) + exposed_golden_files()
    print("\n".join(found) or "The house is in order.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
