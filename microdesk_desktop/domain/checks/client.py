"""Tidying and checks of a client's facts."""

from collections.abc import Mapping
from dataclasses import replace

from microdesk_desktop.domain.calendar.payment_terms import terms_flaw
from microdesk_desktop.domain.checks.contact import electronic_flaw
from microdesk_desktop.domain.identifiers import Flaw, FlawKind, compact, siret_flaw
from microdesk_desktop.domain.parties import Client

SIREN_LENGTH = 9
LANGUAGES = ("fr", "en")


def tidied_client(client: Client) -> Client:
    """The client with identifiers without spaces, and with the SIREN that a right SIRET begins with."""
    siren, siret = compact(client.siren), compact(client.siret)
    if len(siren) > SIREN_LENGTH and siret_flaw(siren) is None:
        siren, siret = siren[:SIREN_LENGTH], siren
    if siret and siret_flaw(siret) is None:
        siren = siret[:SIREN_LENGTH]
    return replace(client, siren=siren, siret=siret, vat_number=compact(client.vat_number))


def client_flaws(client: Client) -> Mapping[str, Flaw]:
    """What documents could not be made with, by the name of the attribute.

    Identifiers are not among it: another tool may have brought a wrong one, which the form names while it is corrected,
    and every e-invoice before it is issued.
    """
    flaws: dict[str, Flaw | None] = {
        "name": None if client.name.strip() else Flaw(kind=FlawKind.EMPTY),
        "payment_terms": terms_flaw(client.payment_terms),
        "language": None if client.language in LANGUAGES else Flaw(kind=FlawKind.CHOICE, expected=", ".join(LANGUAGES)),
    }
    if client.electronic_address or client.electronic_scheme:
        flaws["electronic_address"] = electronic_flaw(client.electronic_scheme, client.electronic_address, client.siren)
    return {name: flaw for name, flaw in flaws.items() if flaw is not None}
