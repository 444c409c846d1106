"""What a disconnect did, what is left of it and why, in sentences for the window and the command line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.vault.erasures import Erasure, Part, pending
from microdesk_desktop.views.bank.connections.plan import access_stays_text, kept_text

_MODULE = "bank"


def load_left(profile: Path) -> Sequence[Part]:
    """The parts of a disconnect that are still to be erased, in a fixed order; empty when none is under way."""
    left = pending(profile).get(_MODULE, frozenset())
    return [part for part in (Part.VAULT, Part.KEYRING, Part.BACKUPS) if part in left]


def left_text(left: Iterable[Part]) -> str:
    """That a disconnect is still under way, for a state that is shown without trying to end it."""
    return _joined(_unfinished(left), _promise())


def disconnect_text(erasure: Erasure) -> str:
    """What a disconnect did, or how far it came."""
    if erasure.left:
        return _joined(_left_text(erasure), *_notes(erasure))
    if erasure.access_stays_at:
        done = tr("La banque est déconnectée, vos clés et ses données sont effacées.")
        other = "" if erasure.is_informed else _not_informed()
        return _joined(done, *map(access_stays_text, erasure.access_stays_at), other, *_notes(erasure))
    if erasure.is_informed:
        done = tr("La banque est déconnectée, votre accord est retiré et ses données sont effacées.")
        return _joined(done, *_notes(erasure))
    return _joined(tr("Les données de la banque sont effacées."), _not_informed(), *_notes(erasure))


def opening_text(erasure: Erasure) -> str:
    """What the opening of the vault did about a disconnect that had been interrupted."""
    if erasure.left:
        return _joined(_left_text(erasure), *_notes(erasure))
    done = tr("La déconnexion de la banque, qui avait été interrompue, est terminée : ses données sont effacées.")
    return _joined(done, "" if erasure.is_informed else _not_informed(), *_notes(erasure))


def _left_text(erasure: Erasure) -> str:
    reasons = [_reason(code) for code in dict.fromkeys(erasure.left.values())]
    return _joined(_unfinished(erasure.left), *reasons, _promise())


def _unfinished(left: Iterable[Part]) -> str:
    text = tr("La déconnexion de la banque n'est pas terminée : il reste à effacer {parts}.")
    return text.format(parts=_listed(left))


def _promise() -> str:
    return tr("MicroDesk la termine de lui-même à la prochaine ouverture, dès que c'est possible.")


def _not_informed() -> str:
    return tr("Le service bancaire n'a pas pu être prévenu : votre accord prendra fin de lui-même à son échéance.")


def _notes(erasure: Erasure) -> list[str]:
    foreign, reports = erasure.foreign_backups, erasure.reports
    return [
        kept_text(erasure.kept_transactions),
        tr("Ces sauvegardes sont d'un autre coffre et n'ont pas été touchées : {names}.").format(
            names=", ".join(foreign)
        )
        if foreign
        else "",
        tr("Un défaut de MicroDesk s'est produit ; le rapport, sans donnée personnelle : {place}").format(
            place=", ".join(map(str, reports))
        )
        if reports
        else "",
    ]


def _listed(parts: Iterable[Part]) -> str:
    words = {
        Part.VAULT: tr("ses données dans le coffre"),
        Part.KEYRING: tr("vos clés dans le trousseau"),
        Part.BACKUPS: tr("ses données dans les sauvegardes"),
    }
    kept = list(parts)
    return ", ".join(text for part, text in words.items() if part in kept)


def _reason(code: ErrorCode | None) -> str:
    return _REASONS[code]() if code in _REASONS else tr("Un obstacle s'y oppose pour l'instant.")


_REASONS: Mapping[ErrorCode | None, Callable[[], str]] = {
    ErrorCode.DISK_FULL: lambda: tr("Le disque est plein : libérez de la place."),
    ErrorCode.READ_ONLY: lambda: tr("Le dossier est en lecture seule : donnez-vous le droit d'y écrire."),
    ErrorCode.DISK_FAILED: lambda: tr("Le disque a refusé de lire ou d'écrire : vérifiez son état."),
    ErrorCode.KEYRING_LOCKED: lambda: tr("Le trousseau du système est verrouillé : ouvrez-le."),
    ErrorCode.KEYRING_UNAVAILABLE: lambda: tr("Le trousseau du système ne répond pas."),
    ErrorCode.VAULT_LOCKED: lambda: tr("Le coffre a été verrouillé pendant l'effacement."),
    ErrorCode.VAULT_FROM_FUTURE: lambda: tr("Une sauvegarde vient d'une version plus récente de MicroDesk."),
    None: lambda: tr("Un défaut de MicroDesk l'a empêché."),
}


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
