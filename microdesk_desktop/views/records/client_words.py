"""The facts of a client in words that the user reads and writes."""

import re
from collections.abc import Sequence

from microdesk_desktop.base.format.identifiers import grouped_siren
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.calendar.payment_terms import PaymentTerms, parse_terms
from microdesk_desktop.domain.parties import Client, ClientAddress, ClientKind, Contact

_TERMS = re.compile(
    r"(?P<days>\d{1,3})(?: ?(?:j|jours?|days?))?(?: ?(?P<end>fin de mois|fdm|end of month|eom))?"
    r"(?: (?:le |on the )?(?P<day>\d{1,2}))?",
    re.ASCII,
)
"""Of text whose spaces are single ones."""
_USUAL = ("0", "15", "30", "30 eom", "45", "45 eom", "60")


def terms_words(text: str) -> str:
    """« 30 jours fin de mois le 15 » for « 30 eom 15 », « à réception » for « 0 »; empty for the usual terms."""
    if not text:
        return ""
    terms = parse_terms(text)
    if terms == PaymentTerms(days=0):
        return tr("à réception")
    end = tr("fin de mois") if terms.to_end_of_month else ""
    day = tr("le {day}").format(day=terms.day) if terms.day else ""
    days = ntr("{count} jour", "{count} jours", terms.days).format(count=terms.days)
    return " ".join(filter(None, (days, end, day)))


def read_terms(words: str) -> str:
    """The terms as they are kept, of « 30 jours fin de mois ». Raises ValueError for another text."""
    typed = " ".join(words.lower().split())
    if typed in ("", tr("à réception"), "à réception"):
        return "0" if typed else ""
    found = _TERMS.fullmatch(typed)
    if found is None:
        raise ValueError(words)
    end = "eom" if found["end"] else ""
    return parse_terms(" ".join(filter(None, (found["days"], end, found["day"])))).text


def usual_terms_words() -> Sequence[str]:
    """Terms that are often agreed on."""
    return [terms_words(text) for text in _USUAL]


def electronic_text(client: Client) -> str:
    """« 0225:732829320_SERVICE »; empty where it follows from the SIREN or the e-mail address."""
    return f"{client.electronic_scheme}:{client.electronic_address}" if client.electronic_address else ""


def proposed_electronic(client: Client) -> str:
    """Where e-invoices go unless the user states another address, as `electronic_text` writes it."""
    if client.kind is ClientKind.INDIVIDUAL or not client.siren:
        return f"EM:{client.email}" if client.email else ""
    return f"0225:{client.siren}"


def number_text(client: Client) -> str:
    """The SIRET, else the SIREN, in groups."""
    return grouped_siren(client.siret or client.siren)


def contact_words(contact: Contact) -> str:
    """« Inès Roussel, comptabilité · ines@nova.example · 06 12 34 56 78 »."""
    who = ", ".join(filter(None, (contact.name, contact.role)))
    return " · ".join(filter(None, (who, contact.email, contact.phone)))


def address_words(address: ClientAddress) -> str:
    """An address in one line, and whether deliveries go there."""
    line = address.in_one_line
    return tr("{address} (livraison)").format(address=line) if address.is_delivery else line


def language_words() -> Sequence[tuple[str, str]]:
    """The languages of documents."""
    return (("fr", tr("Français")), ("en", tr("Anglais")))
