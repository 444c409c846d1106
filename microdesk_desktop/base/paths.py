"""Paths of the user's profile and of the files that ship with the program."""

import os
import sys
from pathlib import Path

WINDOW_SOCKET = "window.socket"
"""The name of the socket in the profile at which its window can be found; here, as reading it needs no socket."""
EXAMPLE_PREFIX = "microdesk-example-"
"""What the name of the sample company's profile begins with."""
PACKAGE_FOLDER = Path(__file__).resolve().parent.parent


def profile_folder(chosen: Path | None = None) -> Path:
    """The folder of the vault, absolute: the one chosen, else MICRODESK_PROFILE, else the platform's data folder."""
    named = os.environ.get("MICRODESK_PROFILE")
    if chosen or named:
        return _absolute(chosen or Path(named or ""))
    from platformdirs import user_data_path

    return user_data_path("MicroDesk", appauthor=False)


def is_example(profile: Path) -> bool:
    """Whether a profile is that of the sample company."""
    return profile.name.startswith(EXAMPLE_PREFIX)


def _absolute(path: Path) -> Path:
    try:
        return path.absolute()
    except OSError:  # the current folder was removed: whoever uses the path meets the error
        return path


def resource(*parts: str) -> Path:
    """The path of a shipped file below `resources/`, in a checkout, a wheel or a frozen program.

    Raises FileNotFoundError when the program was installed without its resources.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen)] if frozen else [PACKAGE_FOLDER.parent, PACKAGE_FOLDER]
    for root in roots:
        if (root / "resources").is_dir():
            return root.joinpath("resources", *parts)
    raise FileNotFoundError("resources")
