"""Spreadsheets made for a test: xlsx and OpenDocument files with typed cells, written by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

Cell = str | float | date | None
Rows = Sequence[Sequence[Cell]]

_EPOCH = date(1899, 12, 30)
_OFFICE = "http://schemas.openxmlformats.org"
_TYPES = f"""<Types xmlns="{_OFFICE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
_STYLES = f"""<styleSheet xmlns="{_OFFICE}/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/>
<xf numFmtId="14"/></cellXfs></styleSheet>"""
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def xlsx(sheets: Mapping[str, Rows], *, hidden: Sequence[str] = (), sheet_data: str | None = None) -> bytes:
    """A workbook of Excel; `sheet_data` replaces the rows of every sheet by this XML."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{order}" r:id="r{order}" '
        f'state="{"hidden" if name in hidden else "visible"}"/>'
        for order, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{order}" Target="worksheets/sheet{order}.xml" '
        f'Type="{_OFFICE}/officeDocument/2006/relationships/worksheet"/>'
        for order in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="s" Target="styles.xml" Type="{_OFFICE}/officeDocument/2006/relationships/styles"/>'
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationships(
            f'<Relationship Id="w" Target="xl/workbook.xml" '
            f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_OFFICE}/spreadsheetml/2006/main" '
        f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(links),
        "xl/styles.xml": _STYLES,
    }
    for order, rows in enumerate(sheets.values(), 1):
        data = sheet_data if sheet_data is not None else "".join(_xlsx_row(*each) for each in enumerate(rows, 1))
        members[f"xl/worksheets/sheet{order}.xml"] = (
            f'<worksheet xmlns="{_OFFICE}/spreadsheetml/2006/main"><sheetData>{data}</sheetData></worksheet>'
        )
    return zipped(members)


def ods(sheets: Mapping[str, Rows], *, manifest: str = "") -> bytes:
    """A spreadsheet of LibreOffice; `manifest` is XML that its manifest holds."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    content = (
        f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" '
        f'xmlns:text="{_ODF}:text:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    media_type = "application/vnd.oasis.opendocument.spreadsheet"
    listed = f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">{manifest}</manifest:manifest>'
    return zipped({"mimetype": media_type, "META-INF/manifest.xml": listed, "content.xml": content})


def _relationships(links: str) -> str:
    return f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{links}</Relationships>'


def _xlsx_row(number: int, row: Sequence[Cell]) -> str:
    cells = "".join(_xlsx_cell(f"{chr(ord('A') + place)}{number}", cell) for place, cell in enumerate(row))
    return f'<row r="{number}">{cells}</row>' if cells else ""


def _xlsx_cell(place: str, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case date():
            return f'<c r="{place}" s="1"><v>{(cell - _EPOCH).days}</v></c>'
        case str():
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        case _:
            return f'<c r="{place}"><v>{cell!r}</v></c>'


def _ods_row(row: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row)) or '<table:table-cell/>'}</table:table-row>"


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case date():
            kind, text = f'date" office:date-value="{cell.isoformat()}', f"{cell:%d/%m/%Y}"
        case str():
            kind, text = "string", escape(cell)
        case _:
            kind, text = f'float" office:value="{cell!r}', f"{cell:.2f}"
    return f'<table:table-cell office:value-type="{kind}"><text:p>{text}</text:p></table:table-cell>'
