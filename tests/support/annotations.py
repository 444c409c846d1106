"""What a test found in the keyring or the profile is what the inventory names."""

from collections.abc import Iterable

from microdesk_desktop.operations.session import Session
from microdesk_desktop.privacy.inventory import load_inventory


def categories_of_secrets(session: Session) -> set[str | None]:
    """The categories of the secrets that the session keeps, None among them where one has no annotation."""
    names = session.tokens.names()
    assert names, "there are secrets"
    return {load_inventory().category_of_secret(name) for name in names}


def unannotated(paths: Iterable[str]) -> list[str]:
    """The paths below the profile that no annotation names."""
    return sorted({path for path in paths if load_inventory().file_entry(path) is None})
