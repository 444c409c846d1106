"""The summary of an import, a sync or an attribution run, in one sentence for the window and the command line."""

from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.bank.reports import ImportReport, SyncReport
from microdesk_desktop.domain.bank.types import MissingPeriod
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.attributions import AttributionCounts
from microdesk_desktop.views.messages.problems import refused_text
from microdesk_desktop.views.messages.values import money_text


def import_text(report: ImportReport) -> str:
    """« 42 opérations ajoutées, 3 déjà connues, 30 réglées. », without what is zero, then what does not add up."""
    known = report.read - report.merge.added
    known_text = ntr("{count} déjà connue", "{count} déjà connues", known)
    counted = (
        _added(report.merge.added),
        _unless_none(known, known_text),
        _attributed(report.attributed.attributed),
        _revised(report.attributed.revised),
    )
    gaps = [*map(gap_text, report.balance_gaps), *map(missing_text, report.missing)]
    return " ".join(filter(None, (_listed(*counted), _doubtful(report.doubtful), refused_text(report.problems), *gaps)))


def gap_text(gap: Money) -> str:
    """The balances of a statement that disagree with its rows."""
    return tr("Le solde du relevé et ses lignes diffèrent de {amount} : il manque peut-être des opérations.").format(
        amount=money_text(Money(abs(gap.cents), gap.currency))
    )


def missing_text(missing: MissingPeriod) -> str:
    """What lies between the balances of two statements, and is in none of them."""
    return tr(
        "Entre le {after} et le {until}, les soldes des relevés diffèrent de {amount} de plus que leurs opérations :"
        " il manque sans doute un relevé."
    ).format(
        after=dates.typed_day(missing.after),
        until=dates.typed_day(missing.until),
        amount=money_text(Money(abs(missing.cents), missing.currency)),
    )


def sync_text(report: SyncReport) -> str:
    """« 3 opérations ajoutées, 2 réglées. », then what the bank left out."""
    added, attributed = report.merge.added, report.attributed.attributed
    parts = [tr("Rien de nouveau à la banque.")]
    if added or report.merge.updated or report.merge.removed:
        parts = [_listed(_added(added), _attributed(attributed), _revised(report.attributed.revised))]
    if report.skipped:
        skipped = ntr(
            "{count} ligne sans montant ou sans date a été laissée de côté.",
            "{count} lignes sans montant ou sans date ont été laissées de côté.",
            report.skipped,
        )
        parts.append(skipped.format(count=counts.count(report.skipped)))
    if report.balance_error:
        parts.append(tr("La banque n'a pas donné le solde : celui d'avant reste affiché."))
    return " ".join(parts)


def attribution_run_text(attributed: AttributionCounts) -> str:
    """« 4 opérations réglées, 2 à confirmer, 1 ignorée. »."""
    text = ntr("{count} opération réglée", "{count} opérations réglées", attributed.attributed)
    return _listed(
        text.format(count=counts.count(attributed.attributed)),
        _unless_none(attributed.suggested, ntr("{count} à confirmer", "{count} à confirmer", attributed.suggested)),
        _unless_none(attributed.ignored, ntr("{count} ignorée", "{count} ignorées", attributed.ignored)),
        _revised(attributed.revised),
    )


def _doubtful(count: int) -> str:
    text = ntr(
        "{count} opération ajoutée est peut-être un doublon : à vous de décider.",
        "{count} opérations ajoutées sont peut-être des doublons : à vous de décider.",
        count,
    )
    return _unless_none(count, text)


def _added(count: int) -> str:
    return ntr("{count} opération ajoutée", "{count} opérations ajoutées", count).format(count=counts.count(count))


def _attributed(count: int) -> str:
    return _unless_none(count, ntr("{count} réglée", "{count} réglées", count))


def _revised(count: int) -> str:
    return _unless_none(count, ntr("{count} décision revue", "{count} décisions revues", count))


def _unless_none(count: int, text: str) -> str:
    return text.format(count=counts.count(count)) if count else ""


def _listed(*parts: str) -> str:
    return ", ".join(filter(None, parts)) + "."
