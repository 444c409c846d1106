"""Ask a public register, each time because the user asked for it; the answer is kept with its day.

question ─▶ answered today already? ─▶ register ─▶ kept ─▶ answer
                                          │ offline, down, refused
                                          ▼
                           the last answer to the same question, with its day; else the error
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.http.addresses import check_address
from microdesk_desktop.base.http.gate import CLOSED
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.text import one_line
from microdesk_desktop.domain.identifiers import compact, vat_number_flaw
from microdesk_desktop.domain.lookups import (
    KEPT_FOR,
    AddressFound,
    CompanyFound,
    Found,
    LookupAddresses,
    LookupService,
    VatCheck,
    VatState,
)
from microdesk_desktop.lookups.addresses import find_addresses
from microdesk_desktop.lookups.ask import Asking, Pauses
from microdesk_desktop.lookups.companies import find_companies
from microdesk_desktop.lookups.vat import check_vat_number
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.records.lookups import forget_old_answers, load_answer, save_answer
from microdesk_desktop.store.vault.company import load_company

T = TypeVar("T")
SHORTEST, LONGEST = 3, 200
"""Characters of a question: fewer are refused by the registers."""
_WITHOUT_ANSWER = (
    ErrorCode.OFFLINE,
    *CLOSED,
    ErrorCode.LOOKUP_FAILED,
    ErrorCode.LOOKUP_LIMITED,
    ErrorCode.CERTIFICATE_REFUSED,
)


def look_up_companies(session: Session, text: str, job: Job) -> Found[CompanyFound]:
    """The companies of this name, SIREN or SIRET.

    Raises INVALID_VALUE (`field`: name) for a text that is too short, and what `Asking.ask` raises where no answer was
    kept.
    """
    return _found(session, LookupService.COMPANIES, _question(text, "name"), CompanyFound, find_companies, job)


def look_up_addresses(session: Session, text: str, job: Job) -> Found[AddressFound]:
    """The addresses that this text may be. Raises as `look_up_companies` does (`field`: address)."""
    return _found(session, LookupService.ADDRESSES, _question(text, "address"), AddressFound, find_addresses, job)


def look_up_vat_number(session: Session, number: str, job: Job) -> Found[VatCheck]:
    """What VIES answers about a number, one item.

    The number of the company is sent with the question where it has one, which gives the answer its identifier. A kept
    answer stays where VIES answers neither valid nor invalid. Raises INVALID_VALUE (`field`: vat_number, `flaw`).
    """
    number = compact(number)
    flaw = vat_number_flaw(number)
    if flaw is not None:
        raise KnownError(ErrorCode.INVALID_VALUE, field="vat_number", flaw=flaw)
    requester = session.read(load_company).vat_number

    def ask(asking: Asking, base_url: str, text: str) -> Sequence[VatCheck]:
        return [check_vat_number(asking, base_url, text, requester)]

    return _found(session, LookupService.VAT, number, VatCheck, ask, job)


def use_registers(session: Session, addresses: LookupAddresses) -> None:
    """Ask other addresses than the public ones until the vault closes. Raises ADDRESS_REFUSED unless https or local."""
    for address in (addresses.companies, addresses.addresses, addresses.vat):
        check_address(address)
    session.cache[LookupAddresses] = addresses


def _question(text: str, field: str) -> str:
    question = one_line(text)[:LONGEST]
    if len(question) < SHORTEST:
        raise KnownError(ErrorCode.INVALID_VALUE, field=field)
    return question


def _found(
    session: Session,
    service: LookupService,
    question: str,
    kind: type[T],
    ask: Callable[[Asking, str, str], Sequence[T]],
    job: Job,
) -> Found[T]:
    kept = session.read(lambda reader: load_answer(reader, service, question, kind))
    if kept is not None and kept.on == session.clock.today():
        return kept
    try:
        items = tuple(ask(_asking(session, job), getattr(_addresses(session), service), question))
    except KnownError as error:
        if kept is None or error.code not in _WITHOUT_ANSWER:
            raise
        return kept
    found = Found(items=items, on=session.clock.today())
    if _is_unknown(items):
        return kept or found
    session.write(lambda writer: _keep(session, writer, service, question, found))
    return found


def _is_unknown(items: Sequence[object]) -> bool:
    return any(isinstance(item, VatCheck) and item.state is VatState.UNKNOWN for item in items)


def _keep(session: Session, writer: Writer, service: LookupService, question: str, found: Found[Any]) -> None:
    now = session.clock.now()
    forget_old_answers(writer, now - KEPT_FOR)
    save_answer(writer, service, question, now, found)


def _asking(session: Session, job: Job) -> Asking:
    pauses = session.cache.setdefault(Pauses, Pauses())
    assert isinstance(pauses, Pauses), "kept under its own type"
    return Asking(http=session.http, clock=session.clock, pauses=pauses, job=job)


def _addresses(session: Session) -> LookupAddresses:
    chosen = session.cache.get(LookupAddresses)
    return chosen if isinstance(chosen, LookupAddresses) else LookupAddresses()
