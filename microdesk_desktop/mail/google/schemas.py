"""The answers of Google that concern access; unknown members are ignored, lists are absent where they are empty."""

from typing import Any

from msgspec import Struct


class GoogleObject(Struct, frozen=True, kw_only=True, rename="camel"):
    """A JSON object with names as in Google's APIs."""


class Token(Struct, frozen=True, kw_only=True):
    """An answer of the token server; `refresh_token_expires_in` (seconds) is there for clients in testing only."""

    access_token: str
    expires_in: int
    scope: str = ""
    refresh_token: str = ""
    refresh_token_expires_in: int | None = None


class TokenProblem(Struct, frozen=True, kw_only=True):
    """A refusal of the token server."""

    error: str = ""


class ProblemReason(GoogleObject, frozen=True, kw_only=True):
    """One entry of `errors` or `details`."""

    reason: str = ""


class ProblemBody(GoogleObject, frozen=True, kw_only=True):
    """A refusal of the API."""

    errors: tuple[ProblemReason, ...] = ()
    details: tuple[ProblemReason, ...] = ()
    message: str = ""


class Problem(GoogleObject, frozen=True, kw_only=True):
    """The envelope of a refusal."""

    error: ProblemBody = ProblemBody()


class Profile(GoogleObject, frozen=True, kw_only=True):
    """The account."""

    email_address: str
    history_id: str


class ClientFile(Struct, frozen=True, kw_only=True):
    """A client file as Google's console gives it; `installed` is there for the type Desktop."""

    installed: dict[str, Any] | None = None
    web: dict[str, Any] | None = None
