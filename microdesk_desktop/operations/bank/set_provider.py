"""The user's own keys at a provider: the choice in the vault, the secrets in the keyring."""

from collections.abc import Mapping

from microdesk_desktop.base.http.client import check_address
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.bank.connections import save_provider


def set_provider(session: Session, provider: str, base_url: str, secrets: Mapping[str, str]) -> ChangeResult:
    """Choose the provider and keep its keys; the secrets are read back before the choice is noted.

    Raises ADDRESS_REFUSED for a base URL that is neither https nor loopback, KEYRING_UNAVAILABLE or KEYRING_LOCKED.
    """
    check_address(base_url)
    for name, secret in secrets.items():
        session.tokens.put(f"bank.{provider}.{name}", secret)
    session.write(lambda writer: save_provider(writer, provider, base_url.rstrip("/")))
    return ChangeResult(changes=Changes.CONNECTION)
