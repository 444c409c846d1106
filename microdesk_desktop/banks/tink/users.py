"""Tink users, one per connection: created for a consent, lent to Tink Link, deleted with all that Tink keeps."""

from microdesk_desktop.banks.tink.client import Call, Client, Holder
from microdesk_desktop.banks.tink.link import MARKET, locale
from microdesk_desktop.banks.tink.schemas import NewUser
from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.types import Purpose
from microdesk_desktop.base.jobs import Job

TINK_LINK = "df05e4b379934cd09963197cc855bfe9"
"""The client id of Tink Link itself, the same for every application."""
LINK_SCOPES = (
    "authorization:read,authorization:grant,credentials:refresh,credentials:read,credentials:write,"
    "providers:read,user:read"
)
SHOWN_NAME = "MicroDesk"
"""What Tink shows as the user's name: nothing personal."""

NO_CONTENT = 204
_GONE = (ErrorCode.CONSENT_EXPIRED, ErrorCode.BANK_GONE)


def create_user(client: Client, external_id: str, language: str, job: Job) -> str:
    """The id of a new user of the French market."""
    call = Call(
        method="POST",
        path="/api/v1/user/create",
        purpose=Purpose.BANK_USER,
        json={"external_user_id": external_id, "market": MARKET, "locale": locale(language)},
    )
    return client.send(call, Holder(scope="user:create"), job).decode(NewUser).user_id


def delegate_to_link(client: Client, user_id: str, job: Job) -> str:
    """The code with which Tink Link may act for this user, once."""
    actor = {"id_hint": SHOWN_NAME, "actor_client_id": TINK_LINK}
    return client.grant(("user_id", user_id), LINK_SCOPES, job, to=actor)


def delete_user(client: Client, user: tuple[str, str], job: Job) -> None:
    """Delete a user and everything that Tink keeps of them; one who is gone is deleted."""
    call = Call(
        method="POST",
        path="/api/v1/user/delete",
        purpose=Purpose.BANK_REVOKE,
        is_limited=False,
        is_about_user=True,
    )
    try:
        response = client.send(call, Holder(scope="user:delete", user=user), job)
        if response.status != NO_CONTENT:
            response.decode(dict[str, object])  # an empty answer of anything but the API deleted nobody
    except KnownError as error:
        if error.code not in _GONE:
            raise
