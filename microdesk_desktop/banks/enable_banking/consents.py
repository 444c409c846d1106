"""Ask for a consent, and read what was granted."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import msgspec

from microdesk_desktop.banks.enable_banking.institutions import HISTORY_DAYS, MAX_CONSENT_DAYS, Bank
from microdesk_desktop.banks.enable_banking.schemas import AccountData
from microdesk_desktop.banks.normalise.iban import as_iban
from microdesk_desktop.banks.normalise.text import clean_text
from microdesk_desktop.domain.bank.types import AccountChoice, ConsentRequest

# The API compares the end with its own clock.
_MARGIN = timedelta(hours=1)
# Ten years: no consent ends before or after.
_LONGEST_CONSENT = timedelta(days=3_660)
_LANGUAGE = re.compile(r"[a-z]{2}")


def consent_end(bank: Bank, now: datetime) -> datetime:
    """The latest end to ask for: what the bank and the privacy statement allow, less a margin for other clocks."""
    longest = min(timedelta(seconds=bank.validity_s), timedelta(days=MAX_CONSENT_DAYS))
    return now.replace(microsecond=0) + longest - min(_MARGIN, longest / 2)


def authorization(bank: Bank, *, redirect: str, reference: str, language: str, ends_at: datetime) -> dict[str, object]:
    """The body of the request for a consent to read the balance and the transactions."""
    two_letters = language[:2].lower()
    optional = {
        "psu_type": bank.psu_type,
        "auth_method": bank.auth_method,
        "language": two_letters if _LANGUAGE.fullmatch(two_letters) else "",
    }
    return {
        "access": {"valid_until": ends_at.isoformat(), "balances": True, "transactions": True},
        "aspsp": {"name": bank.name, "country": bank.country},
        "state": reference,
        "redirect_url": redirect,
        **{name: value for name, value in optional.items() if value},
    }


def consent_request(bank: Bank, url: str, reference: str) -> ConsentRequest:
    """The consent being asked for; it has no id before the user has agreed."""
    return ConsentRequest(
        id="",
        url=url,
        reference=reference,
        agreement_id=None,
        valid_days=bank.institution.max_consent_days,
        history_days=HISTORY_DAYS,
        scopes=("balances", "transactions"),
    )


def granted_end(access: object, now: datetime, valid_days: int) -> datetime:
    """When a consent ends; from now on where that is unknown or absurd."""
    text = access.get("valid_until") if isinstance(access, dict) else None
    try:
        end = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        end = None
    if end is not None and end.tzinfo is None:
        end = end.replace(tzinfo=now.tzinfo)
    if end is None or abs(end - now) > _LONGEST_CONSENT:
        return now + timedelta(days=valid_days)
    return end.astimezone(now.tzinfo)


def read_accounts(told: object) -> list[AccountChoice]:
    """The accounts that can be read; a blocked or closed one has no id."""
    return [_account(found) for each in _listed(told) if (found := _read(each))]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _read(value: object) -> AccountData | None:
    try:
        return msgspec.convert(value, AccountData)
    except ValueError:
        return None


def _account(found: AccountData) -> AccountChoice:
    return AccountChoice(
        id=found.uid,
        iban=next((iban for each in _numbers(found) if (iban := as_iban(each))), None),
        name=clean_text(found.details) or clean_text(found.product) or None,
        owner=clean_text(found.name) or None,
        currency=clean_text(found.currency).upper() or None,
    )


def _numbers(found: AccountData) -> Iterator[object]:
    """What may be the IBAN, the account's own first."""
    if isinstance(found.account_id, dict):
        yield found.account_id.get("iban")
        yield _named_iban(found.account_id.get("other"))
    for each in _listed(found.all_account_ids):
        yield _named_iban(each)


def _named_iban(value: object) -> object:
    if isinstance(value, Mapping) and value.get("scheme_name") == "IBAN":
        return value.get("identification")
    return None
