"""The client that a verb of `privacy` is about."""

from microdesk_desktop.cli.context import Context
from microdesk_desktop.cli.usage import row_id
from microdesk_desktop.operations.mileage.named import client_named


def client_id(context: Context, text: str) -> int:
    """A client's id, which may be that of an erased one, or the id of the client of that name.

    Raises CLIENT_NOT_FOUND (`client`) where none or several are called so.
    """
    return row_id(text) or context.session().read(lambda reader: client_named(reader, text))
