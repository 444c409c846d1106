"""Lists inside a sentence."""

from collections.abc import Sequence

from microdesk_desktop.base.i18n import tr


def listed(parts: Sequence[str]) -> str:
    """« 42 opérations, 2 recettes et 7 clients »; empty for nothing."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{first} et {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
