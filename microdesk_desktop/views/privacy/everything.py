"""What the erasure of everything would do, what it did, and what it cannot reach: as sentences, a text and JSON."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.vault.destruction import Kind
from microdesk_desktop.vault.erased import GOOGLE, MICROSOFT, Access, EverythingErased, EverythingPlan, Step
from microdesk_desktop.views.bank.connections.providers import provider_title

SHOWN_FILES = 20
"""Of the files of the user's own in the folder: enough to recognise what they are."""


def everything_title(report: EverythingErased) -> str:
    """Whether all is done, in a few words."""
    return tr("Tout est effacé") if report.is_done else tr("L'effacement n'est pas terminé")


def plan_texts(plan: EverythingPlan) -> Sequence[str]:
    """What would go, and what no program can reach, one sentence each."""
    return [
        tr("Effacé sans retour, sur cet ordinateur : {parts}.").format(parts=listed(_plan_parts(plan))),
        *([_asked_first()] if plan.is_connected else []),
        tr("MicroDesk détruit d'abord ce qui ouvre le coffre : personne ne pourra le rouvrir, vous non plus."),
        *_foreign_lines(plan.foreign),
        *_copy_lines(plan.copies),
        _out_of_reach(),
        _provider_side(),
        tr(
            "Vos pièces comptables doivent être gardées dix ans : exportez-les avant, si vous ne les avez pas ailleurs."
        ),
    ]


def report_lines(report: EverythingErased) -> Sequence[str]:
    """What was erased, what is left and why, and what nobody but the user can reach.

    Where only the secrets of a vault that was erased before are tried again, nothing else is repeated.
    """
    begun = [*_erased_lines(report), *_left_lines(report)]
    if not report.erased and report.is_vault_gone:
        return begun
    return [
        *begun,
        *_access_lines(report.access),
        *_foreign_lines(report.foreign),
        *_copy_lines(report.copies),
        *([_out_of_reach(), _provider_side(), _paper(), _flash()] if report.is_vault_gone else []),
    ]


def report_text(report: EverythingErased) -> str:
    """The report as the text that the user may keep: a paragraph for each sentence."""
    return "\n\n".join([f"{everything_title(report)}.", *report_lines(report)]) + "\n"


def plan_as_json(plan: EverythingPlan) -> Mapping[str, Any]:
    """The stable shape of what would go."""
    return {
        "files": _counts_json(plan.files),
        "secrets": plan.secrets,
        "mailboxes": plan.mailboxes,
        "foreign": list(plan.foreign),
        "copies": [str(path) for path in plan.copies],
        "erased": False,
    }


_UNREAD = "unknown"
"""A service whose name stands in the keyring alone, which could not be read."""


def report_json(report: EverythingErased) -> Mapping[str, Any]:
    """The stable shape of the report; `left` only where something is."""
    return {
        "erased": report.is_done,
        "files": _counts_json(report.erased),
        "secrets": report.secrets,
        "access": {
            "known": report.access.is_known,
            "ended": list(report.access.ended),
            "not_informed": [name or _UNREAD for name in report.access.not_informed],
            "stays": list(report.access.stays),
        },
        "foreign": list(report.foreign),
        "copies": [str(path) for path in report.copies],
        "out_of_reach": [_out_of_reach(), _provider_side(), _paper(), _flash()],
        **({"left": {step.value: code for step, code in report.left.items()}} if report.left else {}),
    }


def _counts_json(files: Mapping[Kind, int]) -> Mapping[str, int]:
    return {kind.value: files.get(kind, 0) for kind in Kind}


def _plan_parts(plan: EverythingPlan) -> Sequence[str]:
    """What goes, in words: the vault first, then whatever there is."""
    backups = plan.files.get(Kind.BACKUPS, 0)
    counted = (
        (
            plan.secrets,
            ntr("{count} secret du trousseau du système", "{count} secrets du trousseau du système", plan.secrets),
        ),
        (
            backups,
            ntr("{count} sauvegarde tenue par MicroDesk", "{count} sauvegardes tenues par MicroDesk", backups),
        ),
    )
    return [
        tr("le coffre et tout ce qu'il contient"),
        *(text.format(count=counts.count(number)) for number, text in counted if number),
        tr("vos réglages"),
    ]


def _erased_lines(report: EverythingErased) -> Sequence[str]:
    erased = report.erased
    words: Mapping[Kind, Callable[[int], str]] = {
        Kind.HEADERS: lambda count: ntr(
            "ce qui ouvrait le coffre ({count} fichier, réécrit puis supprimé)",
            "ce qui ouvrait le coffre ({count} fichiers, réécrits puis supprimés)",
            count,
        ),
        Kind.DATABASE: lambda count: ntr(
            "le coffre ({count} fichier)", "le coffre et ses journaux ({count} fichiers)", count
        ),
        Kind.BACKUPS: lambda count: ntr("{count} sauvegarde", "{count} sauvegardes", count),
        Kind.SECRET_NAMES: lambda _: tr("la liste des secrets"),
        Kind.SETTINGS: lambda _: tr("les réglages"),
        Kind.REPORTS: lambda count: ntr("{count} rapport de défaut", "{count} rapports de défaut", count),
        Kind.NOTES: lambda _: tr("les notes de travail"),
    }
    parts = [words[kind](erased[kind]).format(count=counts.count(erased[kind])) for kind in Kind if erased.get(kind)]
    if report.secrets:
        secrets = ntr(
            "{count} secret du trousseau du système", "{count} secrets du trousseau du système", report.secrets
        )
        parts.append(secrets.format(count=counts.count(report.secrets)))
    return [tr("Effacé : {parts}.").format(parts=listed(parts))] if parts else []


def _left_lines(report: EverythingErased) -> Sequence[str]:
    """What is left, with what to do about it; a locked keyring opens nothing any more."""
    words: Mapping[Step, Callable[[], str]] = {
        Step.SLOTS: lambda: tr("Ce qui ouvre le coffre n'a pas pu être détruit partout."),
        Step.FILES: lambda: tr("Des fichiers n'ont pas pu être supprimés dans {folder}."),
        Step.KEYRING: lambda: tr(
            "Des secrets restent dans le trousseau du système : ils n'ouvrent plus le coffre de cet ordinateur, mais"
            " pourraient ouvrir une copie de son dossier faite avant, si le trousseau avait le droit de l'ouvrir."
        ),
    }
    lines = [
        f"{words[step]().format(folder=visible(str(report.profile)))} {_reason(code)}"
        for step, code in report.left.items()
    ]
    return [*lines, tr("MicroDesk réessaie de lui-même à chaque démarrage.")] if lines else []


def _access_lines(access: Access) -> Sequence[str]:
    if not access.is_known:
        return [
            tr(
                "Rien ne dit si les banques et Google ont été prévenus : l'accès d'une banque prend fin à son"
                " échéance ; celui de Google se retire sur myaccount.google.com/connections."
            )
        ]
    lines = []
    if access.ended:
        lines.append(tr("Accès fermés : {names}.").format(names=listed(_names(access.ended))))
    if access.not_informed:
        text = tr(
            "Non prévenus, faute de réponse : {names}. L'accès d'une banque prend fin à son échéance ; celui de Google"
            " se retire sur myaccount.google.com/connections."
        )
        lines.append(text.format(names=listed(_names(access.not_informed))))
    if access.stays:
        text = tr("À fermer vous-même, dans votre compte : {names}.")
        lines.append(text.format(names=listed(_names(access.stays))))
    return lines


def _names(providers: Sequence[str]) -> Sequence[str]:
    own = {GOOGLE: "Google", MICROSOFT: "Microsoft", "": tr("un service bancaire")}
    return [own.get(name) or provider_title(name) for name in providers]


def _foreign_lines(foreign: Sequence[str]) -> Sequence[str]:
    if not foreign:
        return []
    shown = [visible(name) for name in foreign[:SHOWN_FILES]]
    more = len(foreign) - len(shown)
    if more:
        shown.append(ntr("{count} autre", "{count} autres", more).format(count=counts.count(more)))
    return [tr("Laissé dans le dossier, car MicroDesk ne l'a pas fait : {names}.").format(names=listed(shown))]


def _copy_lines(copies: Sequence[Path]) -> Sequence[str]:
    if not copies:
        return []
    text = tr("Copies connues que MicroDesk ne peut pas effacer, à supprimer vous-même : {paths}.")
    return [text.format(paths=listed([visible(str(path)) for path in copies]))]


def _asked_first() -> str:
    return tr(
        "Avant d'effacer, MicroDesk demande aux banques et aux messageries de fermer ses accès, pendant quelques"
        " secondes ; sans réseau, tout est effacé quand même."
    )


def _out_of_reach() -> str:
    return tr(
        "Hors d'atteinte, à supprimer vous-même : les sauvegardes, les exports et les copies du dossier que vous avez"
        " faits ailleurs, les sauvegardes de l'ordinateur (Time Machine, Historique des fichiers) et les versions que"
        " garde un service de synchronisation. Une telle sauvegarde, ou une copie entière du dossier, s'ouvre encore"
        " avec sa phrase secrète ou sa clé de récupération ; jamais sans elles."
    )


def _provider_side() -> str:
    return tr(
        "Chez les autres, rien ne change : vos messages restent dans vos boîtes, vos opérations à la banque et chez le"
        " service qui les lisait, vos documents chez vos clients, votre comptable et l'administration. Adressez-vous"
        " à eux."
    )


def _paper() -> str:
    return tr(
        "Ce que vous avez imprimé reste : détruisez la clé de récupération, et gardez les pièces que la loi demande."
    )


def _flash() -> str:
    return tr(
        "Sur un disque SSD, des blocs effacés peuvent subsister un temps ; ils sont chiffrés, et ce qui les ouvrait a"
        " été réécrit avant d'être supprimé."
    )


def _reason(code: ErrorCode | None) -> str:
    reasons: Mapping[ErrorCode | None, Callable[[], str]] = {
        ErrorCode.DISK_FULL: lambda: tr("Le disque est plein : libérez de la place."),
        ErrorCode.READ_ONLY: lambda: tr("Le dossier est en lecture seule : donnez-vous le droit d'y écrire."),
        ErrorCode.DISK_FAILED: lambda: tr("Le disque a refusé de lire ou d'écrire : vérifiez son état."),
        ErrorCode.KEYRING_LOCKED: lambda: tr("Le trousseau du système est verrouillé : ouvrez-le."),
        ErrorCode.KEYRING_UNAVAILABLE: lambda: tr("Le trousseau du système ne répond pas."),
        None: lambda: tr("Un défaut de MicroDesk l'a empêché."),
    }
    return reasons[code]() if code in reasons else tr("Un obstacle s'y oppose pour l'instant.")
