"""The terms of a document as XML, by the library factur-x; only this module and `pdf.py` import it."""

from copy import deepcopy
from enum import StrEnum

from microdesk_desktop.documents.einvoice.terms import Terms


class Syntax(StrEnum):
    """The two syntaxes of EN 16931, by the names that factur-x gives them."""

    CII = "factur-x"
    UBL = "ubl-2.1"


def write_xml(terms: Terms, syntax: Syntax = Syntax.CII) -> bytes:
    """The e-invoice in the profile EN 16931, valid by its XSD. Raises ValueError for terms that no XML can hold."""
    # Imported here: it takes half a second.
    from facturx import generate_xml

    # A copy: the library changes what it is given. Without `check_schematron=False` it would send the document to
    # whatever listens on port 5000.
    xml: bytes = generate_xml(deepcopy(terms), syntax, "en16931", check_xsd=True, check_schematron=False)
    return xml
