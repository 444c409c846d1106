"""The banks of the API as institutions: one for each kind of user, because each has a login page of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from microdesk_desktop.banks.enable_banking.schemas import AspspData, Aspsps
from microdesk_desktop.banks.normalise.text import clean_text
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.domain.bank.types import Institution
from microdesk_desktop.domain.text import fold

MAX_CONSENT_DAYS = 180
HISTORY_DAYS = 89
"""Ninety days back are ninety-one with the first, which some banks refuse."""
DEFAULT_CONSENT_DAYS = 90
BUSINESS, PERSONAL = "business", "personal"
_DAY_S = 86_400
_LONGEST_S = 3_660 * _DAY_S
_BATCH = 500
_SECONDS = re.compile(r"([0-9]{1,12})(?:\.[0-9]+)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A bank for one kind of user: what a consent must name exactly, and how it is shown.

    `name` and `country` are as the API writes them; `psu_type` and `auth_method` are left out of a request when empty.
    `validity_s` is the longest consent in seconds.
    """

    name: str
    country: str
    psu_type: str
    auth_method: str
    validity_s: int
    institution: Institution


def read_banks(response: Aspsps, country: str, job: Job) -> list[Bank]:
    """The banks of a list, those that have a name. Raises Cancelled."""
    banks: list[Bank] = []
    for order, raw in enumerate(response.aspsps):
        if order % _BATCH == 0:
            job.checkpoint()
        try:
            found = msgspec.json.decode(raw, type=AspspData)
        except (ValueError, RecursionError):
            continue
        banks += _kinds(found, country)
    return banks


def _kinds(found: AspspData, asked: str) -> Iterator[Bank]:
    country = found.country if isinstance(found.country, str) and found.country else asked
    psu_types = _psu_types(found.psu_types)
    for psu_type in psu_types or [""]:
        validity_s = _validity_s(found.maximum_consent_validity)
        yield Bank(
            name=found.name,
            country=country,
            psu_type=psu_type,
            auth_method=_auth_method(found.auth_methods, psu_type),
            validity_s=validity_s,
            institution=Institution(
                id=":".join(filter(None, (country, found.name, psu_type))),
                name=_shown_name(found, psu_type, has_both=len(psu_types) > 1),
                bic=clean_text(found.bic) or None,
                max_history_days=HISTORY_DAYS,
                max_consent_days=max(1, min(MAX_CONSENT_DAYS, validity_s // _DAY_S)),
            ),
        )


def _psu_types(value: object) -> list[str]:
    """The kinds of users that a bank lists, the business first."""
    told = value if isinstance(value, list) else []
    return [each for each in (BUSINESS, PERSONAL) if each in told]


def _shown_name(found: AspspData, psu_type: str, *, has_both: bool) -> str:
    """The name with its group, which is searched for too, the kind of user, and whether it is tried out still."""
    name = clean_text(found.name) or found.name.strip()
    group = clean_text(found.group.get("name")) if isinstance(found.group, dict) else ""
    if group and fold(group) not in fold(name):
        name = f"{name} · {group}"
    if psu_type == BUSINESS:
        name = f"{name} ({tr('espace professionnel')})"
    elif has_both:
        name = f"{name} ({tr('espace personnel')})"
    return f"{name} · {tr('bêta')}" if found.beta is True else name


def _validity_s(value: object) -> int:
    """A number of seconds, which is also read from a text or a fraction."""
    written = _SECONDS.match(str(value)) if isinstance(value, str | int | float) else None
    seconds = int(written[1]) if written else 0
    return seconds if 0 < seconds <= _LONGEST_S else DEFAULT_CONSENT_DAYS * _DAY_S


def _auth_method(value: object, psu_type: str) -> str:
    """The method by redirect where the user may choose between several; otherwise the provider's page decides."""
    methods = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    offered = [each for each in methods if _is_offered(each, psu_type)]
    if len(offered) < 2:
        return ""
    names = (each.get("name") for each in offered if each.get("approach") == "REDIRECT")
    return next((name for name in names if isinstance(name, str) and name.strip()), "")


def _is_offered(method: Mapping[str, object], psu_type: str) -> bool:
    return method.get("hidden_method") is not True and method.get("psu_type") in (None, "", psu_type)


def find_bank(banks: Sequence[Bank], institution_id: str) -> Bank | None:
    """The bank of an institution's id."""
    return next((each for each in banks if each.institution.id == institution_id), None)
