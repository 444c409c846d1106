"""The official rules of e-invoices and of their statuses: EN 16931, Factur-X, BR-FR and BR-FR-CDV, run by Saxon.

Those of statuses lie in `tests/golden/cdar`: schema CDAR D22B and schematron 1.4.0 of FNFE-MPE's `France_RFE`, under
the Apache licence beside them.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from microdesk_desktop.documents.einvoice.xml import Syntax

_FOLDER = files("facturx") / "xsd_and_schematron"
_STATUSES = Path(__file__).parents[2] / "golden" / "cdar"
_STATUS_SHEET = _STATUSES / "BR-FR-CDV-Schematron-CDAR.xslt"
_STATUS_SCHEMA = _STATUSES / "xsd" / "CrossDomainAcknowledgementAndResponse_100pD22B.xsd"
_SHEETS = {
    Syntax.CII: (
        "facturx-en16931/FACTUR-X_EN16931.xslt",
        "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
    ),
    Syntax.UBL: ("ubl-2.1/EN16931-UBL-validation.xslt", "ubl-2.1/BR-FR-Flux2-Schematron-UBL.xslt"),
}
_FAILED = re.compile(r"<svrl:failed-assert\b[^>]*>", re.DOTALL)
_ATTRIBUTE = r'\b{}="([^"]*)"'


def findings(xml: bytes, syntax: Syntax) -> list[str]:
    """The ids of the official rules that an e-invoice breaks, without those that only warn."""
    sheets = (str(_FOLDER / name) for name in _SHEETS[syntax])
    return [id_ for sheet in sheets for id_, flag in _failed(_run(sheet, xml)) if flag != "warning"]


def status_findings(xml: bytes) -> list[str]:
    """What the schema refuses, and the ids of the official rules that a status message breaks, warnings included."""
    from lxml import etree

    schema = _status_schema()
    schema.validate(etree.fromstring(xml))
    return [*(error.message for error in schema.error_log), *(id_ for id_, _ in _failed(_run(str(_STATUS_SHEET), xml)))]


def _failed(report: str) -> Iterator[tuple[str, str]]:
    """The id and the flag of each rule that failed in a report."""
    for tag in _FAILED.findall(report):
        id_, flag = ((re.search(_ATTRIBUTE.format(name), tag) or ["", ""])[1] for name in ("id", "flag"))
        yield id_, flag


@cache
def _status_schema() -> Any:
    from lxml import etree

    return etree.XMLSchema(etree.parse(str(_STATUS_SCHEMA)))


@cache
def _processor() -> Any:
    from saxonche import PySaxonProcessor

    return PySaxonProcessor(license=False)


@cache
def _sheet(name: str) -> Any:
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_file=name)


def _run(sheet: str, xml: bytes) -> str:
    node = _processor().parse_xml(xml_text=xml.decode())
    report: str = _sheet(sheet).transform_to_string(xdm_node=node)
    return report
