"""Say a known error in one sentence: what happened, and what to do next."""

from collections.abc import Callable, Mapping
from datetime import datetime

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.money import format_decimal


class _Params(dict[str, str]):
    """The values of a sentence as text; one that was not told is left out of it."""

    def __missing__(self, name: str) -> str:
        return ""


def sentence(error: KnownError) -> str:
    """The error in the user's language."""
    params = _Params({name: _text(value) for name, value in error.params.items()})
    if "field" in params:
        params["field"] = _FIELDS[params["field"]]()
    if error.code is ErrorCode.WEAK_PASSPHRASE:
        params["advice"] = _ADVICE[params.get("advice", "longer")]()
    if error.code is ErrorCode.RATE_LIMITED and "until" not in params:
        return tr("La banque n'autorise plus de synchronisation pour l'instant. Réessayez demain.")
    return _SENTENCES[error.code]().format_map(params)


_FIELDS: Mapping[str, Callable[[], str]] = {
    "amount": lambda: tr("montant"),
    "name": lambda: tr("nom"),
    "reference": lambda: tr("référence"),
    "siret": lambda: tr("SIRET"),
}
_ADVICE: Mapping[str, Callable[[], str]] = {
    "short": lambda: tr("Prenez au moins dix caractères, par exemple quatre mots sans lien entre eux."),
    "common": lambda: tr("Évitez les mots seuls et les mots de passe connus : prenez quatre mots sans lien entre eux."),
    "keyboard": lambda: tr("Évitez les suites de touches voisines : prenez quatre mots sans lien entre eux."),
    "repeat": lambda: tr("Évitez les répétitions et les suites : prenez quatre mots sans lien entre eux."),
    "date": lambda: tr("Évitez les dates : prenez quatre mots sans lien entre eux."),
    "longer": lambda: tr("Ajoutez-y un mot ou deux."),
}


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone():%d/%m/%Y %H:%M}"
    return format_decimal(value) if isinstance(value, int) else str(value)


_SENTENCES: Mapping[ErrorCode, Callable[[], str]] = {
    # vault
    ErrorCode.VAULT_MISSING: lambda: tr("Il n'y a pas de coffre ici. Créez-en un, ou choisissez un autre profil."),
    ErrorCode.VAULT_EXISTS: lambda: tr(
        "Un coffre existe déjà dans ce profil ; il n'a pas été touché. Ouvrez-le, ou choisissez un autre profil."
    ),
    ErrorCode.VAULT_DAMAGED: lambda: tr(
        "Le coffre est abîmé ou incomplet ; rien n'a été modifié. Restaurez votre dernière sauvegarde."
    ),
    ErrorCode.VAULT_LOCKED: lambda: tr("Le coffre est verrouillé. Déverrouillez-le avec votre phrase secrète."),
    ErrorCode.VAULT_FROM_FUTURE: lambda: tr(
        "Ce coffre vient d'une version plus récente de MicroDesk ; il n'a pas été touché. Mettez MicroDesk à jour."
    ),
    ErrorCode.WRONG_PASSPHRASE: lambda: tr("Ce n'est pas la bonne phrase secrète. Vérifiez-la et réessayez."),
    ErrorCode.WRONG_RECOVERY_KEY: lambda: tr(
        "Ce n'est pas la clé de récupération de ce coffre. Relisez-la groupe par groupe."
    ),
    ErrorCode.WEAK_PASSPHRASE: lambda: tr("Cette phrase secrète se devine trop facilement. {advice}"),
    ErrorCode.PASSPHRASES_DIFFER: lambda: tr("Les deux phrases secrètes diffèrent. Tapez deux fois la même."),
    ErrorCode.PRIVACY_NOT_ACCEPTED: lambda: tr(
        "Lisez et acceptez la déclaration de confidentialité pour créer le coffre."
    ),
    ErrorCode.ADULT_NOT_DECLARED: lambda: tr("Déclarez que vous êtes majeur pour créer le coffre."),
    ErrorCode.BACKUP_DAMAGED: lambda: tr("Cette sauvegarde est abîmée ; rien n'a été modifié. Essayez la précédente."),
    ErrorCode.BUSY: lambda: tr(
        "MicroDesk est déjà ouvert sur ce profil. Fermez l'autre fenêtre, ou attendez qu'elle ait fini."
    ),
    # machine
    ErrorCode.DISK_FULL: lambda: tr("Le disque est plein ; rien n'a été modifié. Libérez de la place et réessayez."),
    ErrorCode.DISK_FAILED: lambda: tr(
        "Le disque a refusé de lire ou d'écrire ; rien n'a été modifié. Vérifiez son état et la place qui reste."
    ),
    ErrorCode.READ_ONLY: lambda: tr(
        "Ce dossier est en lecture seule ; rien n'a été modifié. Donnez-vous le droit d'y écrire, ou changez de profil."
    ),
    ErrorCode.FILE_NOT_FOUND: lambda: tr("Le fichier {path} est introuvable. Vérifiez son nom."),
    ErrorCode.FILE_EXISTS: lambda: tr(
        "Le fichier {path} existe déjà ; il n'a pas été touché. Choisissez un autre nom."
    ),
    ErrorCode.KEYRING_UNAVAILABLE: lambda: tr(
        "Le trousseau de clés du système ne répond pas. Ouvrez votre session avec un trousseau, puis réessayez."
    ),
    ErrorCode.KEYRING_LOCKED: lambda: tr("Le trousseau de clés du système est verrouillé. Ouvrez-le, puis réessayez."),
    ErrorCode.KEYRING_MISMATCH: lambda: tr(
        "Le trousseau de clés du système ne connaît plus ce coffre. Ouvrez-le avec votre phrase secrète."
    ),
    # files
    ErrorCode.FILE_NOT_RECOGNISED: lambda: tr(
        "Ce fichier n'est pas un relevé reconnu ; rien n'a été importé. Téléchargez-le au format OFX ou CSV."
    ),
    ErrorCode.FILE_TOO_LARGE: lambda: tr(
        "Ce fichier est trop grand ; rien n'a été importé. Téléchargez une période plus courte."
    ),
    ErrorCode.FILE_UNREADABLE: lambda: tr(
        "Ce fichier ne peut pas être lu ; rien n'a été importé. Téléchargez-le de nouveau."
    ),
    ErrorCode.COLUMNS_MISSING: lambda: tr("Il manque des colonnes à ce fichier : {columns}. Ajoutez-les et réessayez."),
    # network and bank
    ErrorCode.OFFLINE: lambda: tr(
        "Pas de connexion à Internet ; rien n'est perdu. Réessayez dès que vous serez en ligne."
    ),
    ErrorCode.ADDRESS_REFUSED: lambda: tr(
        "L'adresse {host} n'est pas sûre : elle doit commencer par https. Corrigez-la dans les réglages."
    ),
    ErrorCode.CERTIFICATE_REFUSED: lambda: tr(
        "{host} n'a pas prouvé son identité ; rien ne lui a été envoyé. Essayez depuis un autre réseau."
    ),
    ErrorCode.PROVIDER_DOWN: lambda: tr(
        "Le partenaire bancaire ne répond pas pour l'instant ; rien n'est perdu. Réessayez plus tard."
    ),
    ErrorCode.PROVIDER_CHANGED: lambda: tr(
        "Le partenaire bancaire a répondu une chose inattendue ; rien n'a été modifié. Réessayez plus tard."
    ),
    ErrorCode.PROVIDER_UNKNOWN: lambda: tr("Ce partenaire bancaire n'est pas connu. Choisissez-en un autre."),
    ErrorCode.BANK_ERROR: lambda: tr(
        "Votre banque a refusé de répondre pour l'instant ; rien n'est perdu. Réessayez dans quelques heures."
    ),
    ErrorCode.CREDENTIALS_MISSING: lambda: tr("Entrez d'abord vos clés chez ce partenaire, dans les réglages."),
    ErrorCode.CREDENTIALS_REFUSED: lambda: tr(
        "Le partenaire bancaire refuse vos clés. Vérifiez-les dans les réglages."
    ),
    ErrorCode.APPLICATION_INACTIVE: lambda: tr(
        "Votre application n'est pas encore active chez le partenaire bancaire. "
        "Activez-la sur son site, puis réessayez."
    ),
    ErrorCode.ACCOUNTS_NOT_LINKED: lambda: tr(
        "Le partenaire bancaire n'a ouvert aucun compte. "
        "Rattachez d'abord vos comptes à votre application sur son site."
    ),
    ErrorCode.RETURN_NOT_REGISTERED: lambda: tr(
        "Le partenaire bancaire refuse l'adresse de retour {address}. Enregistrez-la telle quelle sur son site."
    ),
    ErrorCode.RETURN_ADDRESS_BUSY: lambda: tr(
        "Un autre programme occupe l'adresse de retour {address}. Fermez-le, puis réessayez."
    ),
    ErrorCode.PRIVATE_KEY_UNREADABLE: lambda: tr(
        "Ce fichier n'est pas une clé privée sans mot de passe au format PEM. Choisissez celui du partenaire bancaire."
    ),
    ErrorCode.CONSENT_EXPIRED: lambda: tr("Votre accord avec la banque a expiré. Renouvelez-le pour synchroniser."),
    ErrorCode.CONSENT_MISSING: lambda: tr(
        "Votre accord avec la banque ne couvre pas ce compte. Renouvelez-le pour synchroniser."
    ),
    ErrorCode.CONSENT_REFUSED: lambda: tr("Vous n'avez pas donné votre accord à la banque ; rien n'a changé."),
    ErrorCode.CONSENT_TIMEOUT: lambda: tr(
        "La banque n'a pas confirmé votre accord à temps ; rien n'a changé. Recommencez quand vous le souhaitez."
    ),
    ErrorCode.CONSENT_MISMATCH: lambda: tr(
        "La réponse reçue n'est pas celle de votre banque ; elle a été écartée. Recommencez la connexion."
    ),
    ErrorCode.ACCOUNT_INACTIVE: lambda: tr("Ce compte n'est plus actif. Connectez-en un autre."),
    ErrorCode.ACCOUNT_SUSPENDED: lambda: tr(
        "Le partenaire a suspendu ce compte après trop d'échecs. Renouvelez votre accord avec la banque."
    ),
    ErrorCode.ACCOUNT_AMBIGUOUS: lambda: tr("Votre accord couvre plusieurs comptes : {accounts}. Choisissez-en un."),
    ErrorCode.ACCOUNT_UNKNOWN: lambda: tr("Le compte {iban} ne fait pas partie de ceux que la banque a ouverts."),
    ErrorCode.BANK_GONE: lambda: tr("Le partenaire ne connaît plus cette connexion. Reconnectez votre banque."),
    ErrorCode.BANK_NOT_CONNECTED: lambda: tr("Aucune banque n'est connectée. Connectez-en une, ou importez un relevé."),
    ErrorCode.INSTITUTION_UNKNOWN: lambda: tr(
        "Cette banque n'est pas connue du partenaire. Cherchez-la dans la liste."
    ),
    ErrorCode.IP_BLOCKED: lambda: tr(
        "Le partenaire bancaire refuse l'adresse de votre réseau. Essayez depuis un autre réseau."
    ),
    ErrorCode.QUOTA_EXCEEDED: lambda: tr(
        "Votre forfait chez le partenaire bancaire est épuisé. Voyez avec lui, ou importez un relevé."
    ),
    ErrorCode.RATE_LIMITED: lambda: tr(
        "La banque n'autorise plus de synchronisation pour l'instant. Prochaine fois possible : {until}."
    ),
    ErrorCode.REQUEST_REFUSED: lambda: tr("Le partenaire bancaire a refusé la demande ; rien n'a été modifié."),
    # attribution and records
    ErrorCode.UNKNOWN_TRANSACTION: lambda: tr("Cette opération n'existe pas ou plus. Revenez à la liste."),
    ErrorCode.UNKNOWN_TARGET: lambda: tr("Il n'existe aucun document {reference}. Vérifiez sa référence."),
    ErrorCode.UNKNOWN_RULE: lambda: tr("Cette règle n'existe plus. Revenez à la liste."),
    ErrorCode.AMOUNT_EXCEEDS_REMAINING: lambda: tr(
        "C'est plus qu'il ne reste à régler sur {reference} ({remaining}). Réduisez le montant."
    ),
    ErrorCode.AMOUNT_EXCEEDS_TRANSACTION: lambda: tr(
        "Vous attribuez {amount}, mais l'opération est de {available}. Réduisez les montants."
    ),
    ErrorCode.WRONG_DIRECTION: lambda: tr(
        "Le sens de l'opération ne convient pas à {reference} : une entrée règle une vente, une sortie une dépense."
    ),
    ErrorCode.CURRENCY_MISMATCH: lambda: tr("{reference} est dans une autre devise que l'opération."),
    ErrorCode.NOTHING_TO_DO: lambda: tr("Il n'y a rien à faire pour cette opération."),
    ErrorCode.INVALID_VALUE: lambda: tr("La valeur de « {field} » ne convient pas ou est déjà prise. Corrigez-la."),
    ErrorCode.IN_USE: lambda: tr("Cet élément est utilisé par un document ou une opération. Détachez-le d'abord."),
}
