"""The summary of an import of records, in one sentence for the window and the command line."""

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.i18n import ntr
from microdesk_desktop.domain.records.reports import RecordsReport
from microdesk_desktop.views.messages.problems import refused_text


def records_text(report: RecordsReport) -> str:
    """« 12 lignes ajoutées, 2 complétées, 5 déjà connues. », without what is zero."""
    attributed = report.attributed.attributed
    optional = (
        (report.updated, ntr("{count} complétée", "{count} complétées", report.updated)),
        (report.unchanged, ntr("{count} déjà connue", "{count} déjà connues", report.unchanged)),
        (attributed, ntr("{count} opération réglée", "{count} opérations réglées", attributed)),
    )
    added = ntr("{count} ligne ajoutée", "{count} lignes ajoutées", report.added)
    parts = [
        added.format(count=counts.count(report.added)),
        *(text.format(count=counts.count(count)) for count, text in optional if count),
    ]
    return " ".join(filter(None, (", ".join(parts) + ".", refused_text(report.problems))))
