"""The launcher of the package, compiled, before a program that prints its environment."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.guards import ROOT

pytestmark = pytest.mark.real

SOURCE = ROOT / "resources/packaging/launcher.c"
DANGEROUS = """
    LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT GLIBC_TUNABLES GCONV_PATH LOCPATH PYTHONPATH PYTHONHOME PYTHONSTARTUP
    QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH QT_QPA_GENERIC_PLUGINS QT_STYLE_OVERRIDE QT_LOGGING_RULES QT_VULKAN_LIB
    QML2_IMPORT_PATH OPENSSL_CONF OPENSSL_MODULES SSLKEYLOGFILE _PYI_APPLICATION_HOME_DIR _MEIPASS2
    LIBGL_DRIVERS_PATH __EGL_VENDOR_LIBRARY_FILENAMES VK_ICD_FILENAMES
""".split()
HARMLESS = """
    HOME LANG DISPLAY WAYLAND_DISPLAY XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS MICRODESK_PROFILE GTK_IM_MODULE
    QT_QPA_PLATFORM QT_SCALE_FACTOR QT_IM_MODULE QT_FONT_DPI QT_ACCESSIBILITY QTX LDX
""".split()


@pytest.fixture
def launcher(tmp_path: Path) -> Path:
    """The launcher beside a program that prints its arguments and its environment, and ends with 7."""
    if shutil.which("gcc") is None:
        pytest.skip("gcc is not installed")
    made = tmp_path / "microdesk"
    subprocess.run(["gcc", "-Wall", "-Wextra", "-Werror", "-static-pie", "-o", made, SOURCE], check=True)
    program = tmp_path / "microdesk-program"
    program.write_text('#!/bin/sh\necho "arguments: $*"\nenv\nexit 7\n', encoding="utf-8")
    program.chmod(0o755)
    return made


def started(launcher: Path, environment: Mapping[str, str], *arguments: str) -> tuple[int, str]:
    done = subprocess.run([launcher, *arguments], env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_what_would_load_code_is_removed_and_the_rest_is_kept(launcher: Path):
    code, printed = started(launcher, dict.fromkeys([*DANGEROUS, *HARMLESS], "x"), "bank", "list")
    names = {line.split("=")[0] for line in printed.splitlines() if "=" in line}

    assert code == 7
    assert "arguments: bank list" in printed
    assert not names & set(DANGEROUS)
    assert set(HARMLESS) <= names


def test_a_link_to_the_launcher_starts_the_program_beside_it(launcher: Path):
    link = launcher.parent / "bin" / "microdesk"
    link.parent.mkdir()
    link.symlink_to("../microdesk")

    assert started(link, {})[0] == 7


def test_a_missing_program_is_a_sentence(launcher: Path):
    (launcher.parent / "microdesk-program").unlink()

    code, printed = started(launcher, {})

    assert code == 4
    assert printed.startswith("microdesk: the program cannot be started: ")
