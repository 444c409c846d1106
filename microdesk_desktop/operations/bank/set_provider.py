"""Choose a bank provider and keep the user's keys: the choice in the vault, the keys in the keyring."""

from collections.abc import Mapping
from pathlib import Path

from microdesk_desktop.banks.provider import KeyField
from microdesk_desktop.banks.registry import provider_info
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.bounded import read_at_most
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.domain.bank.types import ProviderChoice
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.operations.bank.provider_access import (
    Consents,
    StoredSecrets,
    delete_unused_secrets,
    is_sendable,
)
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.operations.vault.erased_modules import BANK
from microdesk_desktop.operations.vault.erasure import require_erased
from microdesk_desktop.store.bank.connection import load_provider, save_provider
from microdesk_desktop.store.database import Writer
from microdesk_desktop.vault.erasures import Part
from microdesk_desktop.vault.keyring import LONGEST_SECRET


def set_provider(session: Session, provider: str, base_url: str, keys: Mapping[str, str | Path]) -> ChangeResult:
    """Choose the provider and keep its keys, by the names that it declares; a path is a file to read the key from.

    The keyring is read back before the choice is saved. `key` in the parameters of an error names the wrong key.
    Raises PROVIDER_UNKNOWN, ADDRESS_REFUSED for a base URL that is neither https nor loopback, FILE_NOT_FOUND,
    PATH_UNUSABLE, FILE_UNREADABLE, PRIVATE_KEY_UNREADABLE, CREDENTIALS_REFUSED for a key that no request could carry,
    ERASURE_UNFINISHED, KEYRING_UNAVAILABLE or KEYRING_LOCKED.
    """
    info = provider_info(provider)
    check_address(base_url)
    choice = ProviderChoice(provider, base_url.rstrip("/"))
    cleaned = {field.name: _clean(field, keys[field.name]) for field in info.keys if keys.get(field.name)}
    require_erased(session, BANK, Part.VAULT, Part.KEYRING)
    _settle_former_choice(session)
    secrets = StoredSecrets(session.tokens, choice)
    for name, key in cleaned.items():
        secrets.put(name, key)
    secrets.delete_tokens({field.name for field in info.keys})
    session.write(lambda writer: _save(writer, session, choice, secrets))
    delete_unused_secrets(session, choice)
    return ChangeResult(changes=Changes.CONNECTION)


def _save(writer: Writer, session: Session, choice: ProviderChoice, secrets: StoredSecrets) -> None:
    if session.tokens.erasures != secrets.since:
        raise KnownError(ErrorCode.CREDENTIALS_MISSING)
    save_provider(writer, choice)


def _clean(field: KeyField, given: str | Path) -> str:
    try:
        key = field.clean(_read(given) if isinstance(given, Path) else given)
    except KnownError as error:
        raise KnownError(error.code, **{**error.params, "key": field.name}) from None
    if not is_sendable(key):
        raise KnownError(ErrorCode.CREDENTIALS_REFUSED, key=field.name)
    return key


def _read(path: Path) -> str:
    try:
        return read_at_most(path, LONGEST_SECRET).decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise KnownError(ErrorCode.FILE_UNREADABLE, path=str(path)) from None


def _settle_former_choice(session: Session) -> None:
    """Tie to the former choice what an earlier version kept without the address where it belongs."""
    former = session.read(load_provider)
    if former is not None:
        Consents(session).adopt_former()
        StoredSecrets(session.tokens, former).adopt_former()
