"""Tokens and grants of the simulated Tink; bodies are forms, and nothing else."""

from collections.abc import Mapping

from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.tink.replies import ApiError
from microdesk_desktop.sandbox.tink.state import State, User

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def require_form(request: Request) -> Mapping[str, str]:
    """The fields of the form, refused for any other body."""
    if "form-urlencoded" not in request.headers.get("content-type", ""):
        raise ApiError(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/x-www-form-urlencoded")
    return request.form


def token(state: State, request: Request) -> Reply:
    """POST /api/v1/oauth/token."""
    form = require_form(request)
    grant_type = form.get("grant_type", "")
    if grant_type == JWT_BEARER and "client_secret" in form:
        raise ApiError(400, "oauth.invalid_request", "client_secret is not allowed with jwt-bearer")
    if (form.get("client_id"), form.get("client_secret")) != (state.client_id, state.client_secret):
        raise ApiError(401, "oauth.invalid_client", "Unknown client or wrong secret")
    match grant_type:
        case "client_credentials":
            scopes = _scopes(form, state.client_scopes)
            issued, seconds = state.issue_token(scopes)
        case "authorization_code":
            grant = state.redeem(form.get("code", ""), state.client_id)
            if grant is None:
                raise ApiError(400, "oauth.invalid_grant", "The code is unknown, used or expired")
            scopes = grant.scopes
            issued, seconds = state.issue_token(scopes, grant.user_id)
        case _:
            raise ApiError(400, "oauth.unsupported_grant_type", f"Unsupported grant_type {grant_type}")
    body = {"access_token": issued, "token_type": "bearer", "expires_in": seconds, "scope": ",".join(sorted(scopes))}
    return Reply(body=body)


def grant_code(state: State, request: Request, *, is_delegated: bool) -> Reply:
    """POST /api/v1/oauth/authorization-grant, and /delegate for another actor."""
    form = require_form(request)
    user = _user(state, form)
    scopes = _scopes(form, state.user_scopes)
    actor = state.client_id
    if is_delegated:
        _check_hint(form.get("id_hint", ""))
        actor = form.get("actor_client_id", "")
        if not actor:
            raise ApiError(400, "oauth.invalid_request", "actor_client_id is missing")
    return Reply(body={"code": state.issue_code(user, scopes, actor)})


def _user(state: State, form: Mapping[str, str]) -> User:
    user_id, external_id = form.get("user_id"), form.get("external_user_id")
    if bool(user_id) == bool(external_id):
        raise ApiError(400, "oauth.invalid_request", "Exactly one of user_id and external_user_id is required")
    found = state.users.get(user_id) if user_id else state.by_external_id(external_id or "")
    user = state.user(found.id) if found else None
    if user is None:
        raise ApiError(404, "USER_NOT_FOUND", "No such user")
    return user


def _check_hint(hint: str) -> None:
    try:
        hint.encode("latin-1")
    except UnicodeEncodeError:
        hint = ""
    if not hint:
        raise ApiError(400, "oauth.invalid_request", "id_hint is missing or not Latin-1")


def _scopes(form: Mapping[str, str], allowed: set[str]) -> frozenset[str]:
    scopes = frozenset(form.get("scope", "").split(","))
    if not scopes <= allowed:
        raise ApiError(400, "oauth.invalid_scope", "The scope was not granted to this client")
    return scopes
