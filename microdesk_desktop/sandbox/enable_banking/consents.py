"""The consent endpoints of the API: an authorisation is asked for, its code exchanged for a session, which is ended."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from microdesk_desktop.sandbox.enable_banking.refusals import Refused
from microdesk_desktop.sandbox.enable_banking.state import Authorization, Bank, ConsentSession

CODE_LIFE = timedelta(minutes=5)
_LANGUAGE = re.compile(r"[a-z]{2}")
_REQUIRED = ("access", "aspsp", "state", "redirect_url")


def check_authorization(body: Mapping[str, Any], banks: list[Bank], registered: list[str], now: datetime) -> Bank:
    """The bank of a request for a consent. Raises Refused for what the API refuses."""
    for name in _REQUIRED:
        if not body.get(name):
            raise _wrong(name)
    if body["redirect_url"] not in registered:
        raise Refused("REDIRECT_URI_NOT_ALLOWED", "Redirect URI not allowed")
    wanted = body["aspsp"]
    if not isinstance(wanted, dict) or set(wanted) != {"name", "country"}:
        raise _wrong("aspsp")
    bank = next((each for each in banks if {"name": each.name, "country": each.country} == wanted), None)
    if bank is None:
        raise Refused("WRONG_ASPSP_PROVIDED", "Wrong ASPSP name provided")
    _check_choices(body, bank)
    _check_end(body["access"], bank, now)
    return bank


def _check_choices(body: Mapping[str, Any], bank: Bank) -> None:
    if body.get("psu_type", bank.psu_types[0]) not in bank.psu_types:
        raise _wrong("psu_type")
    if "language" in body and not _LANGUAGE.fullmatch(str(body["language"])):
        raise _wrong("language")
    if "credentials" in body and "auth_method" not in body:
        raise _wrong("credentials")
    if "auth_method" in body and body["auth_method"] not in [each["name"] for each in bank.methods]:
        raise _wrong("auth_method")


def _check_end(access: object, bank: Bank, now: datetime) -> None:
    try:
        ends_at = end_of(access)
    except (ValueError, TypeError, KeyError):
        raise _wrong("access.valid_until") from None
    if ends_at.tzinfo is None or not now < ends_at <= now + timedelta(seconds=bank.consent_s):
        raise _wrong("access.valid_until")


def end_of(access: Any) -> datetime:
    """When a consent is to end."""
    return datetime.fromisoformat(access["valid_until"])


def agree(authorization: Authorization, now: datetime) -> dict[str, str]:
    """The parameters of the return address once the user has agreed."""
    authorization.code, authorization.code_made_at = secrets.token_urlsafe(24), now
    return {"code": authorization.code, "state": authorization.state}


def refuse(authorization: Authorization) -> dict[str, str]:
    """The parameters of the return address once the user has refused."""
    return {
        "error": "access_denied",
        "error_description": "User cancelled the session",
        "state": authorization.state,
    }


def check_code(code: object, authorizations: Mapping[str, Authorization], now: datetime) -> Authorization:
    """The authorisation of a code that can still be exchanged. Raises Refused."""
    if not isinstance(code, str) or not code:
        raise _wrong("code")
    found = next((each for each in authorizations.values() if each.code == code), None)
    if found is None or found.code_made_at is None:
        raise Refused("WRONG_AUTHORIZATION_CODE", "Wrong authorization code provided")
    if found.is_used:
        raise Refused("ALREADY_AUTHORIZED", "Session is already authorized")
    if now - found.code_made_at > CODE_LIFE:
        raise Refused("EXPIRED_AUTHORIZATION_CODE", "Authorization code is expired")
    return found


def check_session(session: ConsentSession, now: datetime) -> None:
    """Raise Refused for a session that is over."""
    if session.end:
        raise Refused(session.end, "Session is over")
    if now >= session.authorization.ends_at:
        raise Refused("EXPIRED_SESSION", "Session is expired")


def _wrong(name: str) -> Refused:
    return Refused("WRONG_REQUEST_PARAMETERS", f"{name}: value is not valid")
