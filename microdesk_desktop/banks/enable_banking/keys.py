"""The keys of an application: its id, and the private key that signs the requests."""

import re

from microdesk_desktop.base.errors import ErrorCode, KnownError

_SUFFIX = ".pem"
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def clean_application_id(text: str) -> str:
    """The id as the provider writes it, also given as the name of the key's file. Raises APPLICATION_ID_UNREADABLE."""
    application_id = text.strip().removesuffix(_SUFFIX)
    if not _UUID.fullmatch(application_id):
        raise KnownError(ErrorCode.APPLICATION_ID_UNREADABLE)
    return application_id


def clean_rsa_key(text: str) -> str:
    """The PEM text of an RSA key, the only kind that the provider accepts. Raises PRIVATE_KEY_UNREADABLE."""
    # Imported here: every window knows this provider, few check a key.
    from microdesk_desktop.banks.enable_banking.tokens import load_key
    from microdesk_desktop.banks.private_key import clean_private_key

    pem = clean_private_key(text)
    load_key(pem)
    return pem
