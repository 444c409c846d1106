"""Known errors: for each code, one sentence on what happened and what became of the data.

What to do next is the action of the code, in `actions`.
"""

from collections.abc import Callable, Mapping
from string import Formatter

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import sizes
from microdesk_desktop.base.http.gate import NetworkGroup
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.identifiers import Flaw
from microdesk_desktop.views.messages.bank_errors import (
    BANK_SENTENCES,
    BANK_SENTENCES_OF_PARTS,
    BANK_SENTENCES_WITHOUT_VALUES,
)
from microdesk_desktop.views.messages.document_problems import problem_text
from microdesk_desktop.views.messages.export_errors import EXPORT_SENTENCES, EXPORT_SENTENCES_WITHOUT_VALUES
from microdesk_desktop.views.messages.file_errors import FILE_SENTENCES, FILE_SENTENCES_OF_PARTS
from microdesk_desktop.views.messages.flaws import flaw_text
from microdesk_desktop.views.messages.mail_errors import (
    MAIL_SENTENCES,
    MAIL_SENTENCES_OF_PARTS,
    MAIL_SENTENCES_WITHOUT_VALUES,
)
from microdesk_desktop.views.messages.mileage_errors import MILEAGE_SENTENCES_OF_PARTS
from microdesk_desktop.views.messages.network_groups import group_name
from microdesk_desktop.views.messages.record_errors import (
    RECORD_SENTENCES,
    RECORD_SENTENCES_OF_PARTS,
    RECORD_SENTENCES_WITHOUT_VALUES,
)
from microdesk_desktop.views.messages.request_errors import REQUEST_SENTENCES, REQUEST_SENTENCES_WITHOUT_VALUES
from microdesk_desktop.views.messages.status_errors import (
    STATUS_SENTENCES,
    STATUS_SENTENCES_OF_PARTS,
    STATUS_SENTENCES_WITHOUT_VALUES,
    reasons_text,
    status_text,
)
from microdesk_desktop.views.messages.values import field_name, path_text, value_text


def error_text(error: KnownError) -> str:
    """The error in the user's language; a sentence whose values the error lacks gives way to one without values."""
    part = error.params.get("part") or ("flaw" if "flaw" in error.params else None)
    sentence = (_OF_PARTS.get((error.code, part)) or _SENTENCES[error.code])()
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    if not names <= error.params.keys():
        return _WITHOUT_VALUES[error.code]()
    return sentence.format_map({name: _value(name, error.params[name]) for name in names})


def _value(name: str, value: object) -> str:
    match name, value:
        case "field", str():
            return field_name(value)
        case "group", str():
            return group_name(NetworkGroup(value))
        case "path", str():
            return path_text(value)
        case "columns", tuple():
            return ", ".join(map(field_name, value))
        case "flaw", Flaw():
            return flaw_text(value)
        case "problems", tuple():
            return " ".join(dict.fromkeys(map(problem_text, value)))
        case "advice", str():
            return _ADVICE[value]()
        case "reasons", tuple():
            return reasons_text(value)
        case "limit", int():
            return sizes.size(value)
        case "status", str():
            return status_text(value)
        case _:
            return value_text(value)


_ADVICE: Mapping[str, Callable[[], str]] = {
    "short": lambda: tr("Prenez au moins dix caractères, par exemple quatre mots sans lien entre eux."),
    "common": lambda: tr("Évitez les mots seuls et les mots de passe connus : prenez quatre mots sans lien entre eux."),
    "keyboard": lambda: tr("Évitez les suites de touches voisines : prenez quatre mots sans lien entre eux."),
    "repeat": lambda: tr("Évitez les répétitions et les suites : prenez quatre mots sans lien entre eux."),
    "date": lambda: tr("Évitez les dates : prenez quatre mots sans lien entre eux."),
    "own": lambda: tr("Évitez votre nom et celui de l'entreprise : prenez quatre mots sans lien entre eux."),
    "longer": lambda: tr("Ajoutez-y un mot ou deux."),
}


_SENTENCES: Mapping[ErrorCode, Callable[[], str]] = {
    # vault
    ErrorCode.VAULT_MISSING: lambda: tr("Il n'y a pas de coffre dans ce dossier."),
    ErrorCode.VAULT_EXISTS: lambda: tr("Un coffre existe déjà dans ce dossier ; il n'a pas été touché."),
    ErrorCode.VAULT_DAMAGED: lambda: tr("Le coffre est abîmé ou incomplet ; rien n'a été modifié."),
    ErrorCode.VAULT_LOCKED: lambda: tr("Le coffre est verrouillé."),
    ErrorCode.VAULT_FROM_FUTURE: lambda: tr(
        "Ce coffre vient d'une version plus récente de MicroDesk ; il n'a pas été touché. Mettez MicroDesk à jour."
    ),
    ErrorCode.WRONG_PASSPHRASE: lambda: tr("Ce n'est pas la bonne phrase secrète. Vérifiez-la et réessayez."),
    ErrorCode.WRONG_RECOVERY_KEY: lambda: tr(
        "Ce n'est pas la clé de récupération de ce coffre. Relisez-la groupe par groupe."
    ),
    ErrorCode.WEAK_PASSPHRASE: lambda: tr("Cette phrase secrète se devine trop facilement. {advice}"),
    ErrorCode.PASSPHRASES_DIFFER: lambda: tr("Les deux phrases secrètes diffèrent. Tapez deux fois la même."),
    ErrorCode.SECRET_UNREADABLE: lambda: tr(
        "Le fichier {path} ne donne pas de phrase secrète : il faut un texte en UTF-8 dont elle est la première ligne."
    ),
    ErrorCode.SECRET_NOT_GIVEN: lambda: tr(
        "Il manque un mot de passe ; rien n'a été écrit. Donnez le fichier qui le contient avec {option}."
    ),
    ErrorCode.PRIVACY_NOT_ACCEPTED: lambda: tr(
        "Pour créer le coffre, lisez la déclaration de confidentialité et acceptez-la."
    ),
    ErrorCode.ADULT_NOT_DECLARED: lambda: tr("Pour créer le coffre, déclarez que vous avez 18 ans ou plus."),
    ErrorCode.COMMITS_LOST: lambda: tr(
        "Les dernières modifications de votre coffre manquent : un de ses fichiers a été abîmé, vidé, ou remplacé par "
        "une copie plus ancienne. Vérifiez vos dernières saisies."
    ),
    ErrorCode.BACKUP_DAMAGED: lambda: tr("Cette sauvegarde est abîmée ; rien n'a été modifié. Essayez la précédente."),
    ErrorCode.BUSY: lambda: tr(
        "Ce coffre est déjà ouvert ailleurs sur cet ordinateur. Fermez l'autre fenêtre, ou attendez qu'elle ait fini."
    ),
    # machine
    ErrorCode.DISK_FULL: lambda: tr("Le disque est plein ; rien n'a été modifié. Libérez de la place."),
    ErrorCode.DISK_FAILED: lambda: tr(
        "Le disque a refusé de lire ou d'écrire ; rien n'a été modifié. Vérifiez son état et la place qui reste."
    ),
    ErrorCode.READ_ONLY: lambda: tr(
        "Ce dossier est en lecture seule ou vous est fermé ; rien n'a été modifié. "
        "Donnez-vous le droit d'y lire et d'y écrire."
    ),
    ErrorCode.PRINT_FAILED: lambda: tr(
        "L'imprimante n'a pas répondu ; rien n'a été modifié. Vérifiez qu'elle est allumée, ou choisissez un PDF."
    ),
    ErrorCode.FILE_NOT_FOUND: lambda: tr("Le fichier {path} est introuvable. Vérifiez son nom."),
    ErrorCode.FILE_EXISTS: lambda: tr(
        "Le fichier {path} existe déjà ; il n'a pas été touché. Choisissez un autre nom."
    ),
    ErrorCode.FOLDER_NOT_OURS: lambda: tr(
        "MicroDesk n'a pas fait {path} et n'y touche pas. Renommez-le ou déplacez-le, puis réessayez."
    ),
    ErrorCode.PATH_UNUSABLE: lambda: tr(
        "Le chemin {path} ne peut pas servir ; rien n'a été modifié. Vérifiez-le, ou choisissez-en un autre."
    ),
    ErrorCode.OUT_OF_MEMORY: lambda: tr(
        "Cet ordinateur n'a plus assez de mémoire ; rien n'a été modifié. Fermez d'autres programmes."
    ),
    ErrorCode.KEYRING_UNAVAILABLE: lambda: tr(
        "Le trousseau du système n'est pas disponible : vous l'avez refusé, ou votre session n'en a pas. Rien n'a été "
        "modifié ; votre phrase secrète ouvre toujours le coffre."
    ),
    ErrorCode.KEYRING_LOCKED: lambda: tr("Le trousseau du système est verrouillé. Ouvrez-le, puis réessayez."),
    ErrorCode.KEYRING_MISMATCH: lambda: tr(
        "Le trousseau du système ne connaît plus ce coffre. Ouvrez-le avec votre phrase secrète."
    ),
    # files
    **EXPORT_SENTENCES,
    **FILE_SENTENCES,
    **STATUS_SENTENCES,
    **MAIL_SENTENCES,
    **REQUEST_SENTENCES,
    **BANK_SENTENCES,
    **RECORD_SENTENCES,
}

# For errors that name the part of their object that they concern.
_OF_PARTS: Mapping[tuple[ErrorCode, object], Callable[[], str]] = {
    **FILE_SENTENCES_OF_PARTS,
    **STATUS_SENTENCES_OF_PARTS,
    **MILEAGE_SENTENCES_OF_PARTS,
    **MAIL_SENTENCES_OF_PARTS,
    (ErrorCode.VAULT_DAMAGED, "header"): lambda: tr(
        "L'en-tête du coffre, qui garde la clé derrière votre phrase secrète, est abîmé avec sa copie, et aucune "
        "sauvegarde voisine ne permet de le réparer. Votre phrase secrète n'est pas en cause ; rien n'a été modifié. "
        "Restaurez une sauvegarde rangée ailleurs."
    ),
    (ErrorCode.VAULT_DAMAGED, "header copies"): lambda: tr(
        "L'en-tête du coffre ou sa copie est abîmé, et n'a pas pu être réécrit. Faites de la place sur le disque, ou "
        "donnez-vous le droit d'écrire dans le dossier du coffre, puis rouvrez-le."
    ),
    (ErrorCode.VAULT_DAMAGED, "mixed headers"): lambda: tr(
        "Les deux exemplaires de l'en-tête du coffre viennent de deux coffres différents, et votre phrase secrète, ou "
        "votre clé, n'en ouvre aucun. Relisez-la et réessayez ; si elle est juste, restaurez une sauvegarde. "
        "Rien n'a été modifié."
    ),
    **BANK_SENTENCES_OF_PARTS,
    **RECORD_SENTENCES_OF_PARTS,
}

# For errors raised where the values of the sentence are not known.
_WITHOUT_VALUES: Mapping[ErrorCode, Callable[[], str]] = {
    **EXPORT_SENTENCES_WITHOUT_VALUES,
    **STATUS_SENTENCES_WITHOUT_VALUES,
    **MAIL_SENTENCES_WITHOUT_VALUES,
    **REQUEST_SENTENCES_WITHOUT_VALUES,
    ErrorCode.WEAK_PASSPHRASE: lambda: tr("Cette phrase secrète se devine trop facilement. Ajoutez-y un mot ou deux."),
    ErrorCode.SECRET_NOT_GIVEN: lambda: tr("Il manque un mot de passe ; rien n'a été écrit."),
    ErrorCode.FILE_NOT_FOUND: lambda: tr("Ce fichier est introuvable. Vérifiez son nom."),
    ErrorCode.FILE_EXISTS: lambda: tr("Ce fichier existe déjà ; il n'a pas été touché. Choisissez un autre nom."),
    ErrorCode.FOLDER_NOT_OURS: lambda: tr(
        "Ce dossier porte un nom réservé à MicroDesk ; il n'a pas été touché. Renommez-le, puis réessayez."
    ),
    ErrorCode.PATH_UNUSABLE: lambda: tr(
        "Ce chemin ne peut pas servir ; rien n'a été modifié. Vérifiez-le, ou choisissez-en un autre."
    ),
    ErrorCode.SECRET_UNREADABLE: lambda: tr(
        "Cette phrase secrète contient un caractère qui ne se tape pas, comme un retour à la ligne. Retirez-le."
    ),
    ErrorCode.COLUMNS_MISSING: lambda: tr("Il manque des colonnes à ce fichier ; rien n'a été importé."),
    ErrorCode.COLUMN_UNKNOWN: lambda: tr("Une des colonnes nommées n'est pas dans ce fichier."),
    ErrorCode.FIELD_UNKNOWN: lambda: tr("Un des champs nommés n'existe pas."),
    ErrorCode.MAIL_UNWANTED: lambda: tr("Ce destinataire ne veut pas recevoir ce message ; rien n'a été envoyé."),
    ErrorCode.INVOICE_INCOMPLETE: lambda: tr(
        "Il manque à cette facture électronique ce que toute facture indique ; rien n'a été enregistré."
    ),
    ErrorCode.INVOICE_KNOWN: lambda: tr("Cette facture est déjà dans vos dépenses ; rien n'a été ajouté."),
    **BANK_SENTENCES_WITHOUT_VALUES,
    **RECORD_SENTENCES_WITHOUT_VALUES,
}
