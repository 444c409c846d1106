"""The company and the client as pages show them: texts ready to set, in the language of the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from microdesk_desktop.documents.render.formats import NO_BREAK, Formats, spaced
from microdesk_desktop.domain.documents.parties import Buyer, Seller

Texts = Mapping[str, Any]


def seller_texts(seller: Seller, words: Mapping[str, str], formats: Formats) -> Texts:
    """The company's name, address, ways to reach it and identifiers."""
    ids = ((words["siret"], spaced(seller.siret)), (words["vat_number"], seller.vat_number))
    return {
        "name": seller.name,
        "trade_name": seller.trade_name,
        "address": formats.postal(seller.address),
        "contact": [text for text in (seller.email, seller.phone) if text],
        "ids": _named(ids),
    }


def buyer_texts(buyer: Buyer, words: Mapping[str, str], formats: Formats) -> Texts:
    """The client's name, address below the person to whom it is sent, and identifiers."""
    ids = ((words["siren"], spaced(buyer.siren)), (words["vat_number"], buyer.vat_number))
    contact = [buyer.contact] if buyer.contact else []
    return {"name": buyer.name, "address": [*contact, *formats.postal(buyer.address)], "ids": _named(ids)}


def footer_text(seller: Seller, words: Mapping[str, str]) -> str:
    """The foot of each page: name, register, and the SIREN where the text of the register lacks it."""
    siren = spaced(seller.siren).replace(NO_BREAK, " ")
    is_in_register = bool(siren) and (siren in seller.register or seller.siren in seller.register)
    siren_text = f"{words['siren']} {spaced(seller.siren)}" if siren and not is_in_register else ""
    return " · ".join(filter(None, (seller.name, siren_text, seller.register)))


def _named(ids: Sequence[tuple[str, str]]) -> Sequence[str]:
    """Identifiers after their names, such as « SIRET 123 456 789 00012 »; without those that are not known."""
    return [f"{name}{NO_BREAK}{value}" for name, value in ids if value]
