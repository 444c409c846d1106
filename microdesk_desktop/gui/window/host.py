"""What the pages may ask of the window around them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from microdesk_desktop.gui.theme.apply import Theme
from microdesk_desktop.gui.window.preferences import Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What outlives the session: where the vault is, and the window's look, language and idle lock."""

    profile: Path
    theme: Theme
    preferences: Preferences
    set_language: Callable[[str], None]
    set_idle_timeout: Callable[[int], None]
    notify: Callable[[str], None]
    """Have the desktop show a text that names nothing of the user's, where they asked for that."""
    erase_everything: Callable[[], None]
    """Erase all that the program keeps; what the user would lose otherwise was asked about before."""
    open_example: Callable[[], None]
    """Show the program on a sample company, in another window and process."""
