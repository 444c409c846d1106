"""A keyboard on an X11 screen: XTEST has the server press real keys, each with the modifiers of the layout."""

import subprocess
from ctypes import CDLL, POINTER, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p
from functools import cached_property
from select import select
from typing import Any

SHIFT, LEVEL_3 = "Shift_L", "ISO_Level3_Shift"
_HOLDING = ((), (SHIFT,), (LEVEL_3,), (LEVEL_3, SHIFT))
"""The keys that are held for each level of a key."""
_FIRST_KEY, _LAST_KEY = 8, 255
_LATIN_1, _UNICODE = 0x100, 0x0100_0000
"""The keysym of a character is its number, with this added above Latin-1 (X11 protocol, appendix A)."""
_REVERT_TO_PARENT, _NOW = 2, 0
_FOCUS_CHANGES, _FOCUS_OUT = 1 << 21, 10
_EVENT_INTS = 48
"""The size of an XEvent, which begins with its type."""
WAIT_S = 60


class X11Keyboard:
    """Types on the screen with a keyboard of this layout, into whatever has the focus there."""

    def __init__(self, screen: str, layout: str) -> None:
        self._x, self._test = CDLL("libX11.so.6"), CDLL("libXtst.so.6")
        self._declare()
        self._display = self._x.XOpenDisplay(screen.encode())
        assert self._display, f"no X11 screen {screen}"
        # After the connection: the server forgets the layout when the last one closes.
        subprocess.run(["setxkbmap", "-display", screen, "-layout", layout], check=True)

    def close(self) -> None:
        """Leave the screen."""
        self._x.XCloseDisplay(self._display)

    def press(self, *names: str) -> None:
        """Press these keys together, each by the name of a keysym on it; the server has them when this returns."""
        keys = [self._keys[self._x.XStringToKeysym(name.encode())][0] for name in names]
        for key in keys:
            self._test.XTestFakeKeyEvent(self._display, key, True, _NOW)
        for key in reversed(keys):
            self._test.XTestFakeKeyEvent(self._display, key, False, _NOW)
        self._x.XSync(self._display, False)

    def type(self, text: str) -> None:
        """Type a text, each character by the key and the modifiers that give it in this layout."""
        for character in text:
            code = ord(character)
            key, level = self._keys[code if code < _LATIN_1 else _UNICODE + code]
            held = [self._keys[self._x.XStringToKeysym(name.encode())][0] for name in _HOLDING[level]]
            for each in (*held, key):
                self._test.XTestFakeKeyEvent(self._display, each, True, _NOW)
            for each in (key, *reversed(held)):
                self._test.XTestFakeKeyEvent(self._display, each, False, _NOW)
        self._x.XSync(self._display, False)

    def cover(self) -> int:
        """Put another program's window over the whole screen, with the focus; returns its number."""
        root = self._x.XDefaultRootWindow(self._display)
        made = self._x.XCreateSimpleWindow(self._display, root, 0, 0, 4_000, 4_000, 0, 0, 0)
        self._x.XSelectInput(self._display, made, _FOCUS_CHANGES)
        self._x.XMapRaised(self._display, made)
        self._x.XSync(self._display, False)
        self._x.XSetInputFocus(self._display, made, _REVERT_TO_PARENT, _NOW)
        self._x.XSync(self._display, False)
        return int(made)

    def wait_until_unfocused(self, window: int) -> None:
        """Wait until the focus has left a window of `cover`."""
        event = (c_int * _EVENT_INTS)()
        while event[0] != _FOCUS_OUT:
            if not self._x.XCheckWindowEvent(self._display, window, _FOCUS_CHANGES, byref(event)):
                ready, _, _ = select([self._x.XConnectionNumber(self._display)], [], [], WAIT_S)
                assert ready, "the focus stays where it was"

    def focused(self) -> int:
        """The number of the window that has the focus."""
        window, revert = c_ulong(), c_int()
        self._x.XGetInputFocus(self._display, byref(window), byref(revert))
        return window.value

    def highest(self) -> int:
        """The number of the window above all others."""
        root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        self._x.XQueryTree(
            self._display,
            self._x.XDefaultRootWindow(self._display),
            byref(root),
            byref(parent),
            byref(children),
            byref(count),
        )
        found = children[count.value - 1]
        self._x.XFree(children)
        return int(found)

    @cached_property
    def _keys(self) -> dict[int, tuple[int, int]]:
        """The key and its level for each keysym of the layout, the lowest level first."""
        return {
            symbol: (key, level)
            for level in reversed(range(len(_HOLDING)))
            for key in reversed(range(_FIRST_KEY, _LAST_KEY + 1))
            if (symbol := self._x.XkbKeycodeToKeysym(self._display, key, 0, level))
        }

    def _declare(self) -> None:
        x, test = self._x, self._test
        x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = c_void_p, [c_char_p]
        x.XCloseDisplay.argtypes = [c_void_p]
        x.XSync.argtypes = [c_void_p, c_int]
        x.XStringToKeysym.restype, x.XStringToKeysym.argtypes = c_ulong, [c_char_p]
        x.XkbKeycodeToKeysym.restype = c_ulong
        x.XkbKeycodeToKeysym.argtypes = [c_void_p, c_uint, c_int, c_int]
        x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = c_ulong, [c_void_p]
        x.XCreateSimpleWindow.restype = c_ulong
        x.XCreateSimpleWindow.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_uint, c_ulong, c_ulong]
        x.XMapRaised.argtypes = [c_void_p, c_ulong]
        x.XSelectInput.argtypes = [c_void_p, c_ulong, c_long]
        x.XCheckWindowEvent.argtypes = [c_void_p, c_ulong, c_long, c_void_p]
        x.XConnectionNumber.argtypes = [c_void_p]
        x.XSetInputFocus.argtypes = [c_void_p, c_ulong, c_int, c_ulong]
        x.XGetInputFocus.argtypes = [c_void_p, POINTER(c_ulong), POINTER(c_int)]
        pointers: list[Any] = [POINTER(c_ulong), POINTER(c_ulong), POINTER(POINTER(c_ulong))]
        x.XQueryTree.argtypes = [c_void_p, c_ulong, *pointers, POINTER(c_uint)]
        x.XFree.argtypes = [POINTER(c_ulong)]
        test.XTestFakeKeyEvent.argtypes = [c_void_p, c_uint, c_int, c_ulong]
