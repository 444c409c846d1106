"""Known errors: for each code, one sentence on what happened and what became of the data.

What to do next is the action of the code, in `actions`.
"""

from collections.abc import Callable, Mapping
from string import Formatter

from microdesk_desktop.base.errors import ErrorCode, KnownError
from microdesk_desktop.base.format import sizes
from microdesk_desktop.base.http.gate import OFFLINE, NetworkGroup
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.identifiers import Flaw
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
    # network and bank
    ErrorCode.OFFLINE: lambda: tr("Pas de connexion à Internet ; rien n'est perdu."),
    ErrorCode.NETWORK_CLOSED: lambda: tr("Vous avez coupé l'accès « {group} » : rien n'est parti de cet ordinateur."),
    ErrorCode.STATEMENT_NOT_AGREED: lambda: tr(
        "Vous n'avez pas accepté la déclaration de confidentialité en vigueur : rien n'est parti de cet ordinateur."
    ),
    ErrorCode.ADDRESS_REFUSED: lambda: tr(
        "L'adresse {host} n'est pas sûre ; rien ne lui a été envoyé. Elle doit commencer par https."
    ),
    ErrorCode.CERTIFICATE_REFUSED: lambda: tr(
        "{host} n'a pas prouvé son identité ; rien ne lui a été envoyé. Essayez depuis un autre réseau."
    ),
    ErrorCode.PROVIDER_DOWN: lambda: tr("Le service bancaire ne répond pas pour l'instant ; rien n'est perdu."),
    ErrorCode.PROVIDER_CHANGED: lambda: tr(
        "Le service bancaire a donné une réponse inattendue ; rien n'a été modifié. Réessayez plus tard."
    ),
    ErrorCode.PROVIDER_UNKNOWN: lambda: tr("Ce service bancaire n'est pas connu."),
    ErrorCode.BANK_ERROR: lambda: tr(
        "Votre banque n'a pas répondu pour l'instant ; rien n'est perdu. Réessayez dans quelques heures."
    ),
    ErrorCode.CREDENTIALS_MISSING: lambda: tr("Les clés de ce service bancaire ne sont pas encore enregistrées."),
    ErrorCode.CREDENTIALS_REFUSED: lambda: tr("Le service bancaire refuse vos clés. Vérifiez-les."),
    ErrorCode.APPLICATION_INACTIVE: lambda: tr(
        "Votre application n'est pas encore active auprès du service bancaire. Activez-la sur son site."
    ),
    ErrorCode.ACCOUNTS_NOT_LINKED: lambda: tr(
        "Aucun compte n'a été ouvert ; rien n'a changé. Recommencez, et cochez le compte à suivre. Si le service le "
        "demande, rattachez-le d'abord à votre application, sur son site."
    ),
    ErrorCode.RETURN_NOT_REGISTERED: lambda: tr(
        "Le service bancaire refuse l'adresse de retour {address}. Enregistrez-la telle quelle sur son site."
    ),
    ErrorCode.RETURN_ADDRESS_BUSY: lambda: tr("Un autre programme occupe l'adresse de retour {address}. Fermez-le."),
    ErrorCode.APPLICATION_ID_UNREADABLE: lambda: tr(
        "Ce n'est pas un identifiant d'application. C'est le nom du fichier de la clé, sans « .pem » : "
        "cinq groupes de chiffres et de lettres séparés par des tirets."
    ),
    ErrorCode.PRIVATE_KEY_UNREADABLE: lambda: tr(
        "Ce fichier n'est pas une clé privée sans mot de passe au format PEM. Choisissez celle du service bancaire."
    ),
    ErrorCode.CONSENT_EXPIRED: lambda: tr("Votre accord avec la banque a expiré."),
    ErrorCode.CONSENT_MISSING: lambda: tr(
        "{bank} n'a donné accès à aucun compte ; rien n'a changé. Recommencez, et cochez le compte à suivre."
    ),
    ErrorCode.CONSENT_REFUSED: lambda: tr("Vous n'avez pas donné votre accord à la banque ; rien n'a changé."),
    ErrorCode.CONSENT_TIMEOUT: lambda: tr(
        "La banque n'a pas confirmé votre accord à temps ; rien n'a changé. Vérifiez que l'adresse de retour {address} "
        "est enregistrée auprès du service bancaire."
    ),
    ErrorCode.CONSENT_MISMATCH: lambda: tr("La réponse reçue n'est pas celle de votre banque ; elle a été écartée."),
    ErrorCode.ACCOUNT_INACTIVE: lambda: tr(
        "Ce compte n'est plus actif, ou votre banque attend une démarche de votre part. Voyez sur son site, ou "
        "connectez un autre compte."
    ),
    ErrorCode.ACCOUNT_SUSPENDED: lambda: tr("Le service bancaire a suspendu ce compte après trop d'échecs."),
    ErrorCode.ACCOUNT_AMBIGUOUS: lambda: tr("Votre accord couvre plusieurs comptes : {accounts}. Choisissez-en un."),
    ErrorCode.ACCOUNT_UNKNOWN: lambda: tr("Le compte {iban} ne fait pas partie de ceux que votre accord couvre."),
    ErrorCode.ACCOUNT_UNCLEAR: lambda: tr(
        "Rien n'indique avec certitude de quel compte est ce relevé ; rien n'a été importé. Choisissez son compte."
    ),
    ErrorCode.ACCOUNT_MISMATCH: lambda: tr(
        "Ce relevé est d'un autre compte, ou dans une autre devise, que le compte choisi ; rien n'a été importé."
    ),
    ErrorCode.ACCOUNT_NOT_FOUND: lambda: tr("Aucun compte ne correspond à « {account} »."),
    ErrorCode.BANK_GONE: lambda: tr("Le service bancaire ne connaît plus cette connexion."),
    ErrorCode.BANK_NOT_CONNECTED: lambda: tr("Aucune banque n'est connectée."),
    ErrorCode.CONNECTING_ALREADY: lambda: tr(
        "Une connexion à la banque est déjà en cours. Terminez-la ou annulez-la d'abord."
    ),
    ErrorCode.ERASURE_UNFINISHED: lambda: tr(
        "La déconnexion de la banque n'est pas encore terminée ; rien n'a été ajouté, qui serait effacé avec le reste."
    ),
    ErrorCode.EVERYTHING_UNFINISHED: lambda: tr(
        "Tout ce que contient ce dossier est en cours d'effacement, et ce n'est pas terminé : aucun coffre ne peut y"
        " être ouvert ni créé."
    ),
    ErrorCode.INSTITUTION_UNKNOWN: lambda: tr("Le service bancaire ne connaît pas cette banque."),
    ErrorCode.IP_BLOCKED: lambda: tr(
        "Le service bancaire refuse l'adresse de votre réseau. Essayez depuis un autre réseau."
    ),
    ErrorCode.QUOTA_EXCEEDED: lambda: tr("Votre forfait auprès du service bancaire est épuisé."),
    ErrorCode.RATE_LIMITED: lambda: tr(
        "La banque n'autorise plus de synchronisation pour l'instant. Prochaine fois possible : {until}."
    ),
    ErrorCode.REQUEST_REFUSED: lambda: tr("Le service bancaire a refusé la demande ; rien n'a été modifié."),
    ErrorCode.LOOKUP_FAILED: lambda: tr(
        "Ce service public ne répond pas pour l'instant. Remplissez la fiche à la main, ou réessayez plus tard."
    ),
    ErrorCode.LOOKUP_LIMITED: lambda: tr(
        "Ce service public demande une pause. Remplissez la fiche à la main, ou réessayez dans un moment."
    ),
    # attribution and records
    ErrorCode.UNKNOWN_TRANSACTION: lambda: tr("Cette opération n'existe pas ou plus."),
    ErrorCode.UNKNOWN_TARGET: lambda: tr("Il n'existe aucun document {reference}. Vérifiez sa référence."),
    ErrorCode.AMOUNT_EXCEEDS_REMAINING: lambda: tr(
        "Il reste {remaining} à régler sur {reference}, et vous en réglez davantage. Réduisez le montant."
    ),
    ErrorCode.AMOUNT_EXCEEDS_TRANSACTION: lambda: tr(
        "Vous réglez {amount}, mais l'opération est de {available}. Réduisez les montants."
    ),
    ErrorCode.AMOUNT_EXCEEDS_PAID: lambda: tr(
        "Il a été payé {paid} de {reference}, et vous en reprenez davantage. Réduisez le montant, ou indiquez d'abord "
        "le paiement qui manque."
    ),
    ErrorCode.PAYMENT_WAS_RETURNED: lambda: tr(
        "Ce qui a été payé de {reference} a été repris depuis, impayé ou rendu. Retirez d'abord cette reprise."
    ),
    ErrorCode.AMOUNT_BELOW_SETTLED: lambda: tr(
        "Des opérations en règlent déjà {settled} : gardez au moins ce montant, ou retirez d'abord leur règlement."
    ),
    ErrorCode.WRONG_DIRECTION: lambda: tr(
        "Le sens de l'opération ne convient pas à {reference} : une entrée règle une vente, une sortie règle une "
        "dépense ou reprend ce qui a été payé d'une vente."
    ),
    ErrorCode.CURRENCY_MISMATCH: lambda: tr("{reference} est dans une autre devise que l'opération."),
    ErrorCode.FEE_MISMATCH: lambda: tr(
        "Le versement et les frais font {gross}, mais ce qu'ils règlent fait {settled}. Corrigez l'un des montants."
    ),
    ErrorCode.UNKNOWN_RULE: lambda: tr("Cette règle n'existe pas ou plus."),
    ErrorCode.RULE_TOO_WIDE: lambda: tr("Donnez au moins trois lettres ou chiffres du libellé."),
    ErrorCode.RULE_WITHOUT_CLIENT: lambda: tr("Nommez le client que la règle reconnaît."),
    ErrorCode.FIELD_NOT_OF_RULE: lambda: tr("Une règle de ce genre n'a pas de « {field} ». Retirez cette valeur."),
    ErrorCode.CLIENT_NOT_FOUND: lambda: tr("« {client} » ne désigne pas un client, ou en désigne plusieurs."),
    ErrorCode.NOTHING_TO_DO: lambda: tr("Il n'y a rien à faire pour cette opération."),
    ErrorCode.IMPORT_BUILT_ON: lambda: tr(
        "Cet import sert de base à ce que vous avez décidé ou saisi depuis : {what}. Rien n'a été retiré."
    ),
    ErrorCode.UNKNOWN_IMPORT: lambda: tr("Cet import n'est pas dans la liste : il a peut-être déjà été retiré."),
    ErrorCode.INVALID_VALUE: lambda: tr("La valeur de « {field} » ne convient pas ou est déjà prise. Corrigez-la."),
    ErrorCode.DOCUMENT_REFUSED: lambda: tr("Ce document ne peut pas encore être émis. {problems}"),
    ErrorCode.DOCUMENT_SEALED: lambda: tr("Ce document est émis : il ne change plus. Un avoir l'annule ou le corrige."),
    ErrorCode.DATE_BEFORE_LAST: lambda: tr(
        "Un document de cette série est daté du {last} : les numéros suivent les dates. Choisissez ce jour ou un autre "
        "après lui."
    ),
    ErrorCode.WRITE_OFF_LARGE: lambda: tr(
        "{amount} : c'est plus que quelques centimes ({limit}). Confirmez que vous y renoncez."
    ),
    ErrorCode.DATE_CLOSED: lambda: tr(
        "Les comptes sont clôturés jusqu'au {last} : un document daté de ce jour ou d'avant ne s'y ajoute plus. "
        "Émettez-le à une date plus récente ; la date de la prestation, elle, peut rester la même."
    ),
    ErrorCode.PERIOD_NOT_OVER: lambda: tr("On ne clôture qu'une période terminée : hier, {last}, au plus tard."),
    ErrorCode.PERIOD_NOT_DECLARABLE: lambda: tr("Cette période n'est pas finie : elle se déclare à partir du {first}."),
    ErrorCode.DOCUMENTS_CHANGED: lambda: tr(
        "Ce qui a été émis n'est plus tel qu'il a été scellé : {subjects}. Restaurez une sauvegarde, et gardez ce "
        "coffre pour comprendre ce qui s'est passé."
    ),
    ErrorCode.CONVERSION_UNKNOWN: lambda: tr("Ce document ne se transforme pas ainsi."),
    ErrorCode.NOTHING_LEFT: lambda: tr(
        "Il ne reste rien à prendre de ce document : tout est facturé, crédité ou repris dans un brouillon."
    ),
    ErrorCode.ABOVE_REMAINING: lambda: tr("C'est plus que ce qui reste de ce document : {left}."),
    ErrorCode.DEPOSITS_LEFT: lambda: tr(
        "Des acomptes ont été facturés : le reste se facture par une facture de solde, qui les déduit."
    ),
    ErrorCode.NO_DEPOSIT: lambda: tr(
        "Aucun acompte émis n'est à déduire : une facture ordinaire convient, pas une facture de solde."
    ),
    ErrorCode.VAT_UNKNOWN: lambda: tr(
        "Les totaux de ce devis ne donnent pas ses taux de TVA : indiquez un montant hors taxes ou un pourcentage, "
        "puis choisissez les taux dans le brouillon."
    ),
    ErrorCode.DRAFT_CHANGED: lambda: tr("Ce brouillon a été modifié ailleurs pendant votre saisie."),
    ErrorCode.IN_USE: lambda: tr("Un document ou une opération s'y rapporte encore. Retirez d'abord ce lien."),
    ErrorCode.PAGES_FAILED: lambda: tr(
        "La mise en page du document s'est interrompue ; rien n'est perdu, et aucun numéro n'a été pris. Réessayez."
    ),
    ErrorCode.TRIP_INVOICED: lambda: tr(
        "Un brouillon ou un document refacture déjà ces trajets : {trips}. Supprimez d'abord le brouillon, ou "
        "libérez-les."
    ),
    ErrorCode.TRIP_OF_OTHER_CLIENT: lambda: tr("Ces trajets sont pour un autre client : {trips}. Rien n'a été fait."),
    ErrorCode.UNKNOWN_TEMPLATE: lambda: tr("Ce modèle de trajet n'existe pas ou plus."),
    ErrorCode.UNKNOWN_TRIP: lambda: tr("Un de ces trajets n'existe pas ou plus."),
    ErrorCode.UNKNOWN_VEHICLE: lambda: tr("« {vehicle} » ne désigne pas un véhicule, ou en désigne plusieurs."),
    ErrorCode.VEHICLE_IN_USE: lambda: tr("Des trajets ont été faits avec ce véhicule : il reste avec eux."),
    ErrorCode.VOUCHER_UNKNOWN: lambda: tr(
        "{name} n'est ni une image (JPEG, PNG, WebP) ni un PDF : rien n'a été joint. Choisissez un autre fichier."
    ),
    ErrorCode.VOUCHER_TOO_LARGE: lambda: tr(
        "{name} dépasse 10 Mo : rien n'a été joint. Réduisez l'image, ou enregistrez le document en moins lourd."
    ),
    ErrorCode.VOUCHER_KNOWN: lambda: tr("{name} est déjà joint ici ; rien n'a été ajouté."),
}

# For errors that name the part of their object that they concern.
_OF_PARTS: Mapping[tuple[ErrorCode, object], Callable[[], str]] = {
    (ErrorCode.PAGES_FAILED, "time"): lambda: tr(
        "La mise en page du document a pris trop de temps ; rien n'est perdu, et aucun numéro n'a été pris. Réessayez, "
        "ou raccourcissez-le."
    ),
    **FILE_SENTENCES_OF_PARTS,
    **STATUS_SENTENCES_OF_PARTS,
    **MILEAGE_SENTENCES_OF_PARTS,
    **MAIL_SENTENCES_OF_PARTS,
    (ErrorCode.NETWORK_CLOSED, OFFLINE): lambda: tr(
        "MicroDesk est hors ligne, par votre choix : rien n'est parti de cet ordinateur."
    ),
    (ErrorCode.CONSENT_TIMEOUT, "answer lost"): lambda: tr(
        "La réponse d'Enable Banking s'est perdue ; rien n'a changé ici. Recommencez. Si un accord est resté ouvert, "
        "il prend fin de lui-même, et vous pouvez le retirer sur enablebanking.com/data-sharing-consents."
    ),
    (ErrorCode.WRONG_DIRECTION, "fee"): lambda: tr("Des frais ne sont retenus que sur de l'argent reçu."),
    (ErrorCode.CURRENCY_MISMATCH, "euros"): lambda: tr("Ce document est en euros : il n'y a pas de valeur à indiquer."),
    (ErrorCode.NOTHING_TO_DO, "euros"): lambda: tr(
        "Rien n'a été payé de ce document ce jour-là dans une autre devise. Enregistrez d'abord le paiement."
    ),
    (ErrorCode.CURRENCY_MISMATCH, "fee"): lambda: tr(
        "Les frais deviennent une dépense en euros, et l'opération est dans une autre devise."
    ),
    (ErrorCode.INVALID_VALUE, "line"): lambda: tr("Ligne {line} : la valeur de « {field} » ne convient pas."),
    (ErrorCode.INVALID_VALUE, "proof"): lambda: tr(
        "L'accord d'un particulier se prouve : notez les mots par lesquels il l'a donné."
    ),
    (ErrorCode.INVALID_VALUE, "flaw"): lambda: tr("La valeur de « {field} » ne convient pas. {flaw}"),
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
}

# For errors raised where the values of the sentence are not known.
_WITHOUT_VALUES: Mapping[ErrorCode, Callable[[], str]] = {
    **EXPORT_SENTENCES_WITHOUT_VALUES,
    **STATUS_SENTENCES_WITHOUT_VALUES,
    **MAIL_SENTENCES_WITHOUT_VALUES,
    **REQUEST_SENTENCES_WITHOUT_VALUES,
    ErrorCode.WEAK_PASSPHRASE: lambda: tr("Cette phrase secrète se devine trop facilement. Ajoutez-y un mot ou deux."),
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
    ErrorCode.IMPORT_BUILT_ON: lambda: tr(
        "Cet import sert de base à ce que vous avez décidé ou saisi depuis. Rien n'a été retiré."
    ),
    ErrorCode.NETWORK_CLOSED: lambda: tr("Vous avez coupé cet accès : rien n'est parti de cet ordinateur."),
    ErrorCode.ADDRESS_REFUSED: lambda: tr("Cette adresse n'est pas sûre : elle doit commencer par https."),
    ErrorCode.CERTIFICATE_REFUSED: lambda: tr(
        "Le site n'a pas prouvé son identité ; rien ne lui a été envoyé. Essayez depuis un autre réseau."
    ),
    ErrorCode.RETURN_NOT_REGISTERED: lambda: tr(
        "Le service bancaire refuse l'adresse de retour. Enregistrez-la sur son site."
    ),
    ErrorCode.RETURN_ADDRESS_BUSY: lambda: tr("Un autre programme occupe l'adresse de retour. Fermez-le."),
    ErrorCode.CONSENT_MISSING: lambda: tr("Votre accord avec la banque ne couvre pas ce compte."),
    ErrorCode.CONSENT_TIMEOUT: lambda: tr("La banque n'a pas confirmé votre accord à temps ; rien n'a changé."),
    ErrorCode.ACCOUNT_AMBIGUOUS: lambda: tr("Votre accord couvre plusieurs comptes. Choisissez-en un."),
    ErrorCode.ACCOUNT_UNKNOWN: lambda: tr("Ce compte ne fait pas partie de ceux que votre accord couvre."),
    ErrorCode.ACCOUNT_NOT_FOUND: lambda: tr("Ce compte n'existe pas ou plus."),
    ErrorCode.RATE_LIMITED: lambda: tr(
        "La banque n'autorise plus de synchronisation pour l'instant. Réessayez demain."
    ),
    ErrorCode.UNKNOWN_TARGET: lambda: tr("Ce document n'existe pas ou plus."),
    ErrorCode.AMOUNT_EXCEEDS_REMAINING: lambda: tr("C'est plus qu'il ne reste à régler. Réduisez le montant."),
    ErrorCode.AMOUNT_EXCEEDS_TRANSACTION: lambda: tr(
        "Vous réglez plus que le montant de l'opération. Réduisez les montants."
    ),
    ErrorCode.AMOUNT_EXCEEDS_PAID: lambda: tr("C'est plus que ce qui a été payé. Réduisez le montant."),
    ErrorCode.PAYMENT_WAS_RETURNED: lambda: tr("Ce paiement a été repris depuis. Retirez d'abord cette reprise."),
    ErrorCode.AMOUNT_BELOW_SETTLED: lambda: tr("C'est moins que ce que des opérations en règlent déjà."),
    ErrorCode.WRONG_DIRECTION: lambda: tr(
        "Le sens de l'opération ne convient pas : une entrée règle une vente, une sortie une dépense."
    ),
    ErrorCode.CURRENCY_MISMATCH: lambda: tr("Le document est dans une autre devise que l'opération."),
    ErrorCode.FEE_MISMATCH: lambda: tr("Le versement et les frais ne font pas ce qu'ils règlent."),
    ErrorCode.FIELD_NOT_OF_RULE: lambda: tr("Une règle de ce genre n'a pas une des valeurs données."),
    ErrorCode.CLIENT_NOT_FOUND: lambda: tr("Ce nom ne désigne pas un client, ou en désigne plusieurs."),
    ErrorCode.MAIL_UNWANTED: lambda: tr("Ce destinataire ne veut pas recevoir ce message ; rien n'a été envoyé."),
    ErrorCode.DOCUMENT_REFUSED: lambda: tr("Ce document ne peut pas encore être émis."),
    ErrorCode.DATE_BEFORE_LAST: lambda: tr("Un document de cette série a une date plus tardive."),
    ErrorCode.WRITE_OFF_LARGE: lambda: tr("C'est plus que quelques centimes. Confirmez que vous y renoncez."),
    ErrorCode.DATE_CLOSED: lambda: tr("Les comptes de ce jour sont clôturés : choisissez une date plus récente."),
    ErrorCode.PERIOD_NOT_OVER: lambda: tr("On ne clôture qu'une période terminée."),
    ErrorCode.PERIOD_NOT_DECLARABLE: lambda: tr("Cette période n'est pas finie."),
    ErrorCode.DOCUMENTS_CHANGED: lambda: tr("Ce qui a été émis n'est plus tel qu'il a été scellé."),
    ErrorCode.INVALID_VALUE: lambda: tr("Cette valeur ne convient pas ou est déjà prise. Corrigez-la."),
    ErrorCode.INVOICE_INCOMPLETE: lambda: tr(
        "Il manque à cette facture électronique ce que toute facture indique ; rien n'a été enregistré."
    ),
    ErrorCode.INVOICE_KNOWN: lambda: tr("Cette facture est déjà dans vos dépenses ; rien n'a été ajouté."),
    ErrorCode.ABOVE_REMAINING: lambda: tr("C'est plus que ce qui reste de ce document."),
    ErrorCode.TRIP_INVOICED: lambda: tr("Un brouillon ou un document refacture déjà ces trajets."),
    ErrorCode.TRIP_OF_OTHER_CLIENT: lambda: tr("Un de ces trajets est pour un autre client. Rien n'a été fait."),
    ErrorCode.UNKNOWN_VEHICLE: lambda: tr("Ce nom ne désigne pas un véhicule, ou en désigne plusieurs."),
    ErrorCode.VOUCHER_UNKNOWN: lambda: tr("Ce fichier n'est ni une image (JPEG, PNG, WebP) ni un PDF."),
    ErrorCode.VOUCHER_TOO_LARGE: lambda: tr("Ce fichier dépasse 10 Mo ; rien n'a été joint."),
    ErrorCode.VOUCHER_KNOWN: lambda: tr("Ce fichier est déjà joint ici ; rien n'a été ajouté."),
}
