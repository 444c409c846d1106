"""Private keys that the user downloads at a provider, as PEM text."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from microdesk_desktop.base.errors import ErrorCode, KnownError


def clean_private_key(text: str) -> str:
    """The PEM text with real line ends. Raises PRIVATE_KEY_UNREADABLE for anything but a key without a password."""
    # Copied out of JSON or an environment file, the line ends are the two characters \\n.
    pem = text.replace("\\n", "\n").strip() + "\n"
    try:
        load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KnownError(ErrorCode.PRIVATE_KEY_UNREADABLE) from None
    return pem
