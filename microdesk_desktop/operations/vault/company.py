"""Correct the facts of the company."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.checks.company import company_flaws, tidied
from microdesk_desktop.domain.company import Company, VatRegime, with_vat_regime
from microdesk_desktop.domain.company_keys import Value, key_of
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Writer
from microdesk_desktop.store.documents.chain import last_seal
from microdesk_desktop.store.vault.company import load_company, save_company


def put_company(session: Session, changes: Mapping[str, Value]) -> ChangeResult:
    """Replace facts of the company, by the names of its attributes; the others stay as they are.

    Only what changes is checked: a VAT number that a new SIRET contradicts stays until it is corrected itself.
    Raises INVALID_VALUE (`field`: the key, `flaw`), and then changes nothing.
    """

    return _replace(session, lambda before: checked(replace(before, **changes), *changes), changes)  # type: ignore[arg-type]


def set_vat_regime(session: Session, regime: VatRegime, since: date | None = None) -> ChangeResult:
    """Put the company under a regime of VAT from a day on, today unless it is given; later changes known so far go.

    Where no document was issued yet, it holds from the start without a day: the former one was never used.
    """

    def write(writer: Writer) -> Mapping[str, Value]:
        before = load_company(writer)
        is_unused = since is None and last_seal(writer) is None
        day = None if is_unused else since or session.clock.today()
        save_company(writer, with_vat_regime(before, regime, day))
        return {"vat_regime": before.vat_regime, "vat_changes": before.vat_changes}

    former = session.write(write)
    return ChangeResult(changes=Changes.COMPANY | Changes.DOCUMENTS, undo=lambda session: _put_back(session, former))


def _put_back(session: Session, former: Mapping[str, Value]) -> ChangeResult:
    """Give facts the values that they had, right or wrong."""
    return _replace(session, lambda now: replace(now, **former), former)  # type: ignore[arg-type]


def _replace(session: Session, change: Callable[[Company], Company], names: Iterable[str]) -> ChangeResult:
    def write(writer: Writer) -> Mapping[str, Value]:
        before = load_company(writer)
        save_company(writer, change(before))
        return {name: getattr(before, name) for name in names}

    former = session.write(write)
    return ChangeResult(changes=Changes.COMPANY, undo=lambda session: _put_back(session, former))


def checked(company: Company, *names: str) -> Company:
    """The company, tidied. Raises INVALID_VALUE (`field`: the key, `flaw`) when one of these attributes is wrong."""
    company = tidied(company)
    flaws = company_flaws(company)
    for name in names:
        if name in flaws:
            raise KnownError(ErrorCode.INVALID_VALUE, field=key_of(name), flaw=flaws[name])
    return company
