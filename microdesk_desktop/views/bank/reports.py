"""The summary of an import, a sync or an attribution run, in one sentence for the window and the command line."""

from collections.abc import Sequence

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.format import counts, dates
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.bank.reports import FileOutcome, FilesReport, ImportReport, SyncReport
from microdesk_desktop.domain.bank.types import MissingPeriod
from microdesk_desktop.domain.money import Money
from microdesk_desktop.domain.settle.attributions import AttributionCounts
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.messages.problems import Detail, problem_details, refused_text
from microdesk_desktop.views.messages.values import money_text


def import_text(report: ImportReport) -> str:
    """« 42 opérations ajoutées, 3 déjà connues, 30 attribuées. », without what is zero, then what does not add up."""
    return _summary([report])


def files_text(report: FilesReport) -> str:
    """The same for several files together, with how many were imported."""
    reports = [each.outcome for each in report.files if isinstance(each.outcome, ImportReport)]
    read = ntr("{count} fichier importé", "{count} fichiers importés", len(reports)).format(count=len(reports))
    refused = len(report.files) - len(reports)
    text = tr("{files} : {summary}").format(files=read, summary=_summary(reports)) if reports else ""
    if not refused:
        return text
    sentence = ntr("{count} fichier refusé.", "{count} fichiers refusés.", refused).format(count=refused)
    return f"{text} {sentence}".strip()


def file_details(report: FilesReport) -> list[Detail]:
    """File by file, what it brought or why it was refused, then its refused rows."""
    return [detail for each in report.files for detail in _file_details(each)]


def is_whole(reports: Sequence[ImportReport | KnownError]) -> bool:
    """Whether no file and no row was refused, and all balances agree with the rows and with one another."""
    return all(
        isinstance(each, ImportReport) and not each.problems and not each.balance_gaps and not each.missing
        for each in reports
    )


def _file_details(file: FileOutcome) -> list[Detail]:
    if isinstance(file.outcome, KnownError):
        return [Detail(file=file.name, text=error_text(file.outcome))]
    return [Detail(file=file.name, text=import_text(file.outcome)), *problem_details(file.outcome.problems, file.name)]


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
    """« 3 opérations ajoutées, 2 attribuées. », then what the bank left out."""
    added, attributed = report.merge.added, report.attributed.attributed
    parts = [tr("Rien de nouveau à la banque.")]
    if added or report.merge.updated or report.merge.removed:
        parts = [_listed(_added(added), _attributed(attributed))]
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
    """« 4 opérations attribuées, 2 proposées, 1 ignorée. »."""
    text = ntr("{count} opération attribuée", "{count} opérations attribuées", attributed.attributed)
    return _listed(
        text.format(count=counts.count(attributed.attributed)),
        _unless_none(attributed.suggested, ntr("{count} proposée", "{count} proposées", attributed.suggested)),
        _unless_none(attributed.ignored, ntr("{count} ignorée", "{count} ignorées", attributed.ignored)),
    )


def _summary(reports: Sequence[ImportReport]) -> str:
    added = sum(each.merge.added for each in reports)
    known = sum(each.read for each in reports) - added
    attributed = sum(each.attributed.attributed for each in reports)
    problems = [problem for each in reports for problem in each.problems]
    gaps = [gap_text(gap) for each in reports for gap in each.balance_gaps]
    missing = [missing_text(period) for each in reports for period in each.missing]
    known_text = ntr("{count} déjà connue", "{count} déjà connues", known)
    listed = _listed(_added(added), _unless_none(known, known_text), _attributed(attributed))
    return " ".join(
        filter(
            None, (listed, _doubtful(sum(each.doubtful for each in reports)), refused_text(problems), *gaps, *missing)
        )
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
    return _unless_none(count, ntr("{count} attribuée", "{count} attribuées", count))


def _unless_none(count: int, text: str) -> str:
    return text.format(count=counts.count(count)) if count else ""


def _listed(*parts: str) -> str:
    return ", ".join(filter(None, parts)) + "."
