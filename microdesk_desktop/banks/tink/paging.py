"""All pages of a list, or an error: half a window would look like transactions that disappeared."""

from collections.abc import Callable
from typing import TypeVar

from microdesk_desktop.banks.tink.schemas import Accounts, Transactions
from microdesk_desktop.base.errors import ErrorCode, KnownError

T = TypeVar("T", Accounts, Transactions)
MOST_PAGES = 200


def read_pages(read: Callable[[str], T], host: str) -> list[T]:
    """The pages that `read` gives, from the one of the empty token on; once more when a later token is refused.

    The token of a page may end with the access token under which it was given.
    Raises PROVIDER_CHANGED for a token that comes twice or is none, and for more than `MOST_PAGES`.
    """
    pages, refusal = _walk(read, host)
    if refusal is not None:
        pages, refusal = _walk(read, host)
    if refusal is not None:
        raise refusal
    return pages


def _walk(read: Callable[[str], T], host: str) -> tuple[list[T], KnownError | None]:
    pages: list[T] = []
    tokens = [""]
    while True:
        try:
            page = read(tokens[-1])
        except KnownError as error:
            if error.code is ErrorCode.REQUEST_REFUSED and tokens[-1]:
                return [], error
            raise
        pages.append(page)
        token = page.next_page_token
        if token is None or token == "":
            return pages, None
        if not isinstance(token, str) or token in tokens or len(pages) == MOST_PAGES:
            raise KnownError(ErrorCode.PROVIDER_CHANGED, host=host)
        tokens.append(token)
