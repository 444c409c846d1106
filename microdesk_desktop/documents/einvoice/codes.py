"""Codes of an e-invoice that follow from a document: its type, its frame, its treatment, its addresses."""

from microdesk_desktop.documents.mentions import Nature, nature_of
from microdesk_desktop.domain.documents.parties import Buyer, ElectronicAddress, Seller
from microdesk_desktop.domain.documents.types import Document, Paid
from microdesk_desktop.domain.parties import ClientKind
from microdesk_desktop.domain.settle.targets import DocumentType

_TYPE_CODES = {
    DocumentType.INVOICE: "380",
    DocumentType.FINAL: "380",
    DocumentType.DEPOSIT: "386",
    DocumentType.CREDIT_NOTE: "381",
    DocumentType.CORRECTIVE: "384",
}
"""Codes of UNTDID 1001 that rule BR-FR-04 allows; a type without one has no e-invoice."""
_DEPOSIT_CREDIT_NOTE = "503"
_FRAME_LETTERS = {Nature.GOODS: "B", Nature.SERVICES: "S", Nature.MIXED: "M"}
_FRENCH_SCHEME = "0225"
_MAIL_SCHEME = "EM"
_NO_ADDRESS = ElectronicAddress(scheme=_FRENCH_SCHEME, value="000000000")
"""Of a consumer whose mail address is unknown: rule BR-FR-12 asks every document for an address, and the platform
sends it nowhere.
"""


def has_einvoice(document: Document) -> bool:
    """Whether documents of this type have an e-invoice: quotes, orders, delivery notes and pro-formas have none."""
    return document.type in _TYPE_CODES


def type_code(document: Document) -> str:
    """BT-3. Raises KeyError for a type without e-invoice."""
    credited = {each.type for each in document.refers_to}
    if document.type is DocumentType.CREDIT_NOTE and credited == {DocumentType.DEPOSIT}:
        return _DEPOSIT_CREDIT_NOTE
    return _TYPE_CODES[document.type]


def frame(document: Document) -> str:
    """BT-23, the « cadre de facturation »: what is sold, and whether it was paid before or follows deposits."""
    letter = _FRAME_LETTERS[nature_of(document)]
    if document.paid is Paid.ALL:
        return f"{letter}2"
    return f"{letter}4" if document.type is DocumentType.FINAL else f"{letter}1"


def treatment(buyer: Buyer) -> str:
    """The note BAR: how the platform treats the document; empty for a French company whose SIREN is unknown."""
    is_french = buyer.address.country == "FR"
    if buyer.kind is ClientKind.INDIVIDUAL:
        return "B2C" if is_french else "B2CINT"
    if not is_french:
        return "B2BINT"
    return "B2B" if buyer.siren else ""


def seller_address(seller: Seller) -> ElectronicAddress:
    """BT-34: the address that the seller gave, else the SIREN."""
    return seller.electronic if seller.electronic.value else siren_address(seller.siren)


def buyer_address(buyer: Buyer) -> ElectronicAddress:
    """BT-49: the address that is known, else the SIREN, the mail address, or a placeholder."""
    if buyer.electronic.value:
        return buyer.electronic
    if buyer.siren:
        return siren_address(buyer.siren)
    return ElectronicAddress(scheme=_MAIL_SCHEME, value=buyer.email) if buyer.email else _NO_ADDRESS


def siren_address(siren: str) -> ElectronicAddress:
    """The address of a French company that gave no other one; empty without a SIREN."""
    return ElectronicAddress(scheme=_FRENCH_SCHEME, value=siren) if siren else ElectronicAddress()
