"""The register of processing activities as a table: each category of data is one line, whole by itself."""

from dataclasses import dataclass

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.views.exports.content import Kind, ListColumn, ListContent, rows_in_memory, text_column
from microdesk_desktop.views.privacy.inventory.register import (
    Register,
    contact_text,
    others_text,
    security_measures,
    summary_text,
    transfers_text,
)
from microdesk_desktop.views.privacy.inventory.rows import InventoryRow
from microdesk_desktop.views.privacy.inventory.words import contents_text, parties_text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    activity: str
    row: InventoryRow


def register_content(register: Register) -> ListContent[_Line]:
    """The register; the controller, the transfers and the measures stand on each line."""
    lines = [_Line(activity=entry.name, row=row) for entry in register.entries for row in entry.rows]
    controller, measures = visible(register.controller.name), " ".join(security_measures())
    contact = visible(contact_text(register.controller))
    return ListContent(
        title=tr("Registre des traitements"),
        columns=(
            text_column(tr("Responsable du traitement"), lambda _: controller, 24),
            text_column(tr("Coordonnées"), lambda _: contact, 28),
            text_column(tr("Traitement"), lambda line: line.activity, 28),
            text_column(tr("Données"), lambda line: line.row.name, 24),
            text_column(tr("Détail"), lambda line: contents_text(line.row.category.name), 36),
            text_column(tr("Personnes"), lambda line: parties_text(line.row.category.people), 24),
            text_column(tr("Finalité"), lambda line: line.row.purpose, 28),
            text_column(tr("Base légale"), lambda line: line.row.basis, 36),
            text_column(tr("Conservation"), lambda line: line.row.retention, 36),
            text_column(tr("Destinataires"), lambda line: line.row.recipients, 36),
            text_column(tr("Source"), lambda line: line.row.sources, 20),
            text_column(tr("Lieu"), lambda line: line.row.where, 20),
            ListColumn(header=tr("Nombre"), value=lambda line: line.row.count, kind=Kind.NUMBER, width=8),
            text_column(tr("Transferts hors de l'Union européenne"), lambda _: transfers_text(), 40),
            text_column(tr("Mesures de sécurité"), lambda _: measures, 40),
        ),
        total=len(lines),
        chunks=rows_in_memory(lines),
        filters=(summary_text(), others_text()),
    )
