"""How documents look: template, accent, logo."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.files.bounded import read_at_most
from microdesk_desktop.documents.complete import Surroundings, complete
from microdesk_desktop.documents.prepare import prepare
from microdesk_desktop.documents.render.logo import LARGEST_BYTES, checked_logo
from microdesk_desktop.documents.render.page import Page
from microdesk_desktop.documents.render.press import Order
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.documents.draft import Draft, DraftLine
from microdesk_desktop.domain.documents.look import Look, Template, is_colour
from microdesk_desktop.domain.documents.parties import Address, Buyer
from microdesk_desktop.domain.identifiers import Flaw, FlawKind
from microdesk_desktop.operations.result import ChangeResult
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader, Writer
from microdesk_desktop.store.documents.look import load_look, save_look
from microdesk_desktop.store.vault.company import load_company

_EXAMPLE_CLIENT = Buyer(
    name="Studio Lumen SARL",
    address=Address(lines=("12 rue des Lilas",), postal_code="33000", city="Bordeaux"),
    siren="732829320",
)
_EXAMPLE_LINES = (
    DraftLine(label="Conception du site", quantity=50_000, unit="DAY", unit_price=480_000_000),
    DraftLine(label="Formation de l'équipe", text="Deux demi-journées sur place", unit_price=650_000_000),
)
_EXAMPLE_NUMBER = "F-2026-0042"


def put_look(session: Session, look: Look) -> ChangeResult:
    """Replace the look of documents; those that were issued keep theirs.

    Raises INVALID_VALUE (`field`: template, accent or logo, `flaw`).
    """
    checked = _checked(look)

    def write(writer: Writer) -> Look:
        before = load_look(writer)
        save_look(writer, checked)
        return before

    if checked.logo != session.read(load_look).logo:
        _check_that_it_can_be_set(session, checked)
    former = session.write(write)
    return ChangeResult(changes=Changes.COMPANY, undo=lambda session: put_look(session, former))


def read_logo(path: Path) -> bytes:
    """The logo of a file. Raises INVALID_VALUE (`field`: logo, `flaw`), FILE_… for a file that cannot be read."""
    return _checked_logo(read_at_most(path, LARGEST_BYTES + 1))


def preview_look(session: Session, look: Look) -> bytes:
    """The first page of an example in this look, as SVG. Blocks while Typst works: call it on a worker thread.

    Raises PAGES_FAILED.
    """
    return session.press.svg(session.read(lambda reader: _example(reader, session.clock.today())), look)[0]


def _checked(look: Look) -> Look:
    if look.template not in tuple(Template):
        raise _refused("template", Flaw(kind=FlawKind.CHOICE, expected=", ".join(Template)))
    if not is_colour(look.accent):
        raise _refused("accent", Flaw(kind=FlawKind.COLOUR))
    return replace(look, logo=_checked_logo(look.logo)) if look.logo else look


def _checked_logo(content: bytes) -> bytes:
    logo = checked_logo(content)
    if isinstance(logo, Flaw):
        raise _refused("logo", logo)
    return logo


def _check_that_it_can_be_set(session: Session, look: Look) -> None:
    """Refuse a logo that Typst cannot set now, rather than when an invoice is issued."""
    page = session.read(lambda reader: _example(reader, session.clock.today()))
    order = Order(page=page, look=look, author="", at=session.clock.now())
    try:
        session.press.files(order)
    except RuntimeError:  # of Typst: a broken picture, or one that PDF/A does not take
        raise _refused("logo", Flaw(kind=FlawKind.LOGO_FORMAT)) from None
    except KnownError as error:
        is_late = error.code is not ErrorCode.PAGES_FAILED or error.params.get("part") == "time"
        raise error if is_late else _refused("logo", Flaw(kind=FlawKind.LOGO_FORMAT)) from error


def _example(reader: Reader, today: date) -> Page:
    """An invoice of the company to an invented client."""
    around = Surroundings(company=load_company(reader), buyer=_EXAMPLE_CLIENT, today=today)
    draft = Draft(lines=_EXAMPLE_LINES, delivered_on=today - timedelta(days=2))
    return prepare(complete(draft, around), _EXAMPLE_NUMBER).page


def _refused(field: str, flaw: Flaw) -> KnownError:
    return KnownError(ErrorCode.INVALID_VALUE, field=field, flaw=flaw)
