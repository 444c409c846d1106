"""Build a client from one row of a record file."""

from microdesk_desktop.documents.imports import checks
from microdesk_desktop.documents.imports.contact_fields import MOST_CONTACTS
from microdesk_desktop.documents.imports.row import Row
from microdesk_desktop.documents.imports.words import KIND_WORDS, LANGUAGE_WORDS
from microdesk_desktop.domain.parties import Client, ClientAddress, ClientKind, Contact

_SIREN_LENGTH = 9


def build_client(row: Row) -> Client:
    """The client of a row; a faulty cell costs its value alone. Raises RejectedRow without a name."""
    company, person = _names(row)
    siren, siret = _numbers(row)
    emails = row.optional(lambda: checks.emails(row.text("email")), tuple[str, ...]())
    country = row.optional(lambda: checks.country(row.text("country")), "")
    phone, postal_code = row.text("phone"), row.text("postal_code")
    if row.text("country") and country == "FR":
        phone, postal_code = checks.with_lost_zero(phone, 10), checks.with_lost_zero(postal_code, 5)
    scheme, address = row.optional(lambda: checks.electronic(row.text("electronic_address"), siren), ("", ""))
    return Client(
        name=company or person or row.needed("name"),
        kind=_client_kind(row, company, siren),
        siren=siren,
        siret=siret,
        vat_number=row.optional(lambda: checks.vat_number(row.text("vat_number"), siren), ""),
        email=emails[0] if emails else "",
        phone=phone,
        address=row.text("address"),
        postal_code=postal_code,
        city=row.text("city"),
        country=country,
        contacts=_contacts(row, person if company else "", emails),
        addresses=_delivery_address(row),
        electronic_scheme=scheme,
        electronic_address=address,
        payment_terms=row.optional(lambda: checks.payment_terms(row.text("payment_terms")), ""),
        language=row.optional(lambda: row.word("language", LANGUAGE_WORDS, "fr"), "fr"),
    )


def _numbers(row: Row) -> tuple[str, str]:
    """The SIREN and the SIRET; one column may hold either, and a SIRET that is of another company is left out."""
    number = row.optional(lambda: checks.siren(row.text("siren")), "")
    siren, found = number[:_SIREN_LENGTH], number if len(number) > _SIREN_LENGTH else ""
    siret = row.optional(lambda: checks.siret(row.text("siret"), siren), "") or found
    return siren or siret[:_SIREN_LENGTH], siret


def _names(row: Row) -> tuple[str, str]:
    """The name of the company and of the person, of whom files of both fill one or both.

    A column called « Nom » is the family name beside a first name, the person's beside a company, else the only name.
    """
    company, name = row.text("company"), row.text("name")
    first, last = row.text("first_name"), row.text("last_name")
    person = " ".join(filter(None, (first, last or ("" if not first else name))))
    if name and (last or not first):
        return (company, person or name) if company else (name, person)
    return company, person


def _client_kind(row: Row, company: str, siren: str) -> ClientKind:
    """By its column; else a person is one with a first name, without company and SIREN."""
    is_person = bool(row.text("first_name")) and not company and not siren
    found = ClientKind.INDIVIDUAL if is_person else ClientKind.COMPANY
    return row.optional(lambda: row.word("kind", KIND_WORDS, found), found)


def _contacts(row: Row, person: str, emails: tuple[str, ...]) -> tuple[Contact, ...]:
    """The person at a company, the contacts that have columns of their own, then each e-mail address that is left.

    The first address of the column of addresses is the client's own; no file names the owners of the others.
    """
    found = [_contact(row, number, person if number == 1 else "") for number in range(1, MOST_CONTACTS + 1)]
    contacts = [each for each in found if each != Contact()]
    known = {each.email for each in contacts}
    return (*contacts, *(Contact(email=email) for email in emails[1:] if email not in known))


def _contact(row: Row, number: int, person: str) -> Contact:
    prefix = f"contact_{number}"
    emails = row.optional(lambda: checks.emails(row.text(f"{prefix}_email")), tuple[str, ...]())
    return Contact(
        name=row.text(prefix) or person,
        role=row.text(f"{prefix}_role"),
        email=emails[0] if emails else "",
        phone=row.text(f"{prefix}_phone"),
    )


def _delivery_address(row: Row) -> tuple[ClientAddress, ...]:
    """Where deliveries go; nothing where it repeats the main address."""
    names = ("address", "postal_code", "city", "country")
    texts = {name: row.text(f"delivery_{name}") for name in names}
    if all(text in ("", row.text(name)) for name, text in texts.items()):
        return ()
    country = row.optional(lambda: checks.country(texts["country"]), "") if texts["country"] else ""
    address = ClientAddress(
        lines=(texts["address"],) if texts["address"] else (),
        postal_code=texts["postal_code"],
        city=texts["city"],
        country=country,
        is_delivery=True,
    )
    return (address,)
