"""Sentences for what goes wrong with the network, a bank and its consent."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.http.gate import OFFLINE
from microdesk_desktop.base.i18n import tr

BANK_SENTENCES: Mapping[ErrorCode, Callable[[], str]] = {
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
}
BANK_SENTENCES_OF_PARTS: Mapping[tuple[ErrorCode, object], Callable[[], str]] = {
    (ErrorCode.NETWORK_CLOSED, OFFLINE): lambda: tr(
        "MicroDesk est hors ligne, par votre choix : rien n'est parti de cet ordinateur."
    ),
    (ErrorCode.CONSENT_TIMEOUT, "answer lost"): lambda: tr(
        "La réponse d'Enable Banking s'est perdue ; rien n'a changé ici. Recommencez. Si un accord est resté ouvert, "
        "il prend fin de lui-même, et vous pouvez le retirer sur enablebanking.com/data-sharing-consents."
    ),
}
BANK_SENTENCES_WITHOUT_VALUES: Mapping[ErrorCode, Callable[[], str]] = {
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
}
