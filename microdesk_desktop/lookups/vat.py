"""VAT numbers of the Union: VIES, `check-vat-number` of its REST interface.

With the number of who asks, VIES returns an identifier of the consultation, which proves that it was made.
"""

import msgspec

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.identifiers import compact
from microdesk_desktop.domain.lookups import LookupService, VatCheck, VatState
from microdesk_desktop.lookups.ask import Asking, clean

_PATH = "/taxation_customs/vies/rest-api/check-vat-number"
_STATES = {True: VatState.VALID, False: VatState.INVALID}
_DECIDED = ("", "VALID", "INVALID")
"""Values of `userError` with which `valid` counts; any other is a member state that did not answer."""
_NOT_PUBLISHED = "---"


class _Answer(msgspec.Struct, rename="camel"):
    country_code: str = ""
    vat_number: str = ""
    valid: bool | None = None
    user_error: str = ""
    request_identifier: str | None = None
    name: str | None = None
    address: str | None = None


def check_vat_number(asking: Asking, base_url: str, number: str, requester: str = "") -> VatCheck:
    """What VIES answers about a number; unknown for whatever is no answer. Raises LOOKUP_LIMITED, OFFLINE and the like.

    `requester` is the VAT number of who asks, empty where there is none.
    """
    country, digits = number[:2], number[2:]
    question = {"countryCode": country, "vatNumber": digits}
    if requester:
        question |= {"requesterMemberStateCode": requester[:2], "requesterNumber": requester[2:]}
    response = asking.ask(LookupService.VAT, f"{base_url}{_PATH}", json=question)
    try:
        answer = asking.decoded(LookupService.VAT, response, _Answer)
    except KnownError as error:
        if error.code is not ErrorCode.LOOKUP_FAILED:
            raise
        return VatCheck(number=number, state=VatState.UNKNOWN)
    return _check(answer, number)


def _check(answer: _Answer, number: str) -> VatCheck:
    is_about_it = compact(answer.country_code + answer.vat_number) == number
    if not is_about_it or answer.valid is None or answer.user_error not in _DECIDED:
        return VatCheck(number=number, state=VatState.UNKNOWN)
    return VatCheck(
        number=number,
        state=_STATES[answer.valid],
        identifier=clean(answer.request_identifier),
        name=_published(answer.name),
        address=_published(answer.address),
    )


def _published(text: str | None) -> str:
    cleaned = clean(text)
    return "" if cleaned == _NOT_PUBLISHED else cleaned
