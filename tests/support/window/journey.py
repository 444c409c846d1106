"""A user at the keyboard before the real window, on an X11 screen: presses keys, and sees what then stands there."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.support.program import Program, Running
from tests.support.window.display import x11_screen
from tests.support.window.keyboard import X11Keyboard
from tests.support.window.watched import Sight

__all__ = ["start_journey", "x11_screen"]
SCRIPT = "import sys; from tests.support.window.watched import main; sys.exit(main(*sys.argv[1:]))"
CONTROL, SHIFT = "Control_L", "Shift_L"


class Journey:
    """One window and its keyboard; each method but `see` presses keys, and returns what the screen then shows."""

    def __init__(self, running: Running, keyboard: X11Keyboard) -> None:
        self.running = running
        self.keyboard = keyboard
        self.sight = self._read()

    def press(self, *names: str) -> Sight:
        """Press keys together, by the names of keysyms on them."""
        self.keyboard.press(*names)
        return self.see()

    def type(self, text: str) -> Sight:
        """Type a text."""
        self.keyboard.type(text)
        return self.see()

    def enter(self, text: str) -> Sight:
        """Type a text, then Enter."""
        self.keyboard.type(text)
        return self.press("Return")

    def tab_to(self, name: str, *, most: int = 30) -> Sight:
        """Press Tab until the control with this name has the focus."""
        for _ in range(most):
            if self.sight.focus == name:
                return self.sight
            self.press("Tab")
        raise AssertionError(f"no Tab leads to « {name} »: {self.sight}")

    def act(self, words: str) -> Sight:
        """Have the palette do what these words find."""
        self.press(CONTROL, "k")
        self.type(words)
        return self.press("Return")

    def close(self) -> None:
        """Close the window, which then ends without a word."""
        self.keyboard.press(CONTROL, "q")
        assert self.running.end(0).err == ""

    def see(self) -> Sight:
        """What the screen shows once all keys are handled."""
        self.keyboard.press("Pause")
        self.sight = self._read()
        return self.sight

    def _read(self) -> Sight:
        line = self.running.answer()
        assert line, self.running.end(0).err
        seen = json.loads(line)
        return Sight(**{**seen, "texts": tuple(seen["texts"])})


StartJourney = Callable[[Program], Journey]


@pytest.fixture
def start_journey(x11_screen: str) -> Iterator[StartJourney]:
    """Starts the window of a profile on the screen, with a French keyboard before it."""
    with ExitStack() as stack:
        keyboard = X11Keyboard(x11_screen, "fr")
        stack.callback(keyboard.close)

        def start(program: Program) -> Journey:
            running = program.start_script(
                SCRIPT, program.profile, "fr", QT_QPA_PLATFORM="xcb", DISPLAY=x11_screen, WAYLAND_DISPLAY=""
            )
            stack.callback(running.kill)
            return Journey(running, keyboard)

        yield start
