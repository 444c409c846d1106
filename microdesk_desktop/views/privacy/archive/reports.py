"""What an export wrote, or what was brought back, as JSON and in words."""

from collections.abc import Sequence

from microdesk_desktop.base.format import counts, sizes
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.privacy.archives import ExportReport, ImportReport


def export_json(report: ExportReport) -> dict[str, object]:
    """The outcome of `privacy export --json`."""
    return {
        "path": report.path,
        "encrypted": report.is_encrypted,
        "files": report.files,
        "bytes": report.size,
        "counts": dict(report.counts),
        "digest": report.digest,
    }


def export_lines(report: ExportReport) -> Sequence[str]:
    """What was written, and that nobody but its owner protects it from now on."""
    return [visible(report.path), written_text(report), warning_text(is_encrypted=report.is_encrypted)]


def written_text(report: ExportReport) -> str:
    """How much was written."""
    return ntr("{count} fichier, {size}.", "{count} fichiers, {size}.", report.files).format(
        count=counts.count(report.files), size=sizes.size(report.size)
    )


def done_text(report: ExportReport) -> str:
    """What was written where, and what protects it."""
    done = tr("« {name} » est enregistré :").format(name=visible(report.path.replace("\\", "/").rsplit("/", 1)[-1]))
    return " ".join((done, written_text(report), warning_text(is_encrypted=report.is_encrypted)))


def warning_text(*, is_encrypted: bool) -> str:
    """What protects the export."""
    if is_encrypted:
        return tr(
            "L'archive est chiffrée ; les noms de ses fichiers (numéros, références) restent lisibles. Gardez son mot "
            "de passe : personne ne peut le retrouver."
        )
    return tr("Ce dossier est en clair : toute personne qui l'ouvre peut le lire. Rangez-le en lieu sûr.")


def import_json(report: ImportReport) -> dict[str, object]:
    """The outcome of `privacy import --json`."""
    return {
        "counts": dict(report.counts),
        "digest": report.digest,
        "seals": report.seals,
        "reconnect": {"banks": list(report.banks), "mailboxes": list(report.mailboxes)},
    }


def import_lines(report: ImportReport) -> Sequence[str]:
    """What was brought back, and what no export can bring back."""
    rows, seals = sum(report.counts.values()), report.seals
    brought = ntr("{count} ligne reprise, empreinte vérifiée.", "{count} lignes reprises, empreinte vérifiée.", rows)
    chain = ntr(
        "Chaîne des documents intacte : {count} sceau.", "Chaîne des documents intacte : {count} sceaux.", seals
    )
    lines = [brought.format(count=counts.count(rows)), chain.format(count=counts.count(seals))]
    return [*lines, *reconnect_lines(report)]


def reconnect_lines(report: ImportReport) -> Sequence[str]:
    """The connections whose secrets were not in the export."""
    lines = [tr("Banque à connecter de nouveau : {name}").format(name=visible(name)) for name in report.banks]
    lines += [tr("Boîte à connecter de nouveau : {name}").format(name=visible(name)) for name in report.mailboxes]
    if lines:
        return [tr("Un export ne contient aucun mot de passe ni jeton."), *lines]
    return []
