"""Sentences for what goes wrong with a mailbox. No text of a server is shown: it may hold addresses or markup."""

from collections.abc import Callable, Mapping
from functools import partial

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.mail.compose.wishes import Barrier


def _unknown_authority() -> str:
    return tr(
        "Le certificat de {host} n'est signé par aucune autorité connue ; votre mot de passe ne lui a pas été envoyé."
    )


def unwanted_sentence(barrier: Barrier) -> str:
    """Why a message is not sent to a client, with `{client}` to be filled in."""
    match barrier:
        case Barrier.NO_MAIL:
            return tr("{client} ne veut recevoir aucun courriel ; rien n'a été envoyé.")
        case Barrier.NO_COMMERCIAL:
            return tr("{client} ne veut recevoir que ses documents, relances et échanges ; rien n'a été envoyé.")
        case Barrier.NOT_AGREED:
            return tr(
                "{client} est un particulier qui n'a pas accepté de recevoir d'autres messages que ses documents, "
                "relances et échanges ; rien n'a été envoyé."
            )
        case Barrier.ERASED:
            return tr(
                "{client} a refusé vos messages avant que sa fiche soit effacée ; rien n'a été envoyé. Seule une "
                "empreinte de son adresse est gardée."
            )


MAIL_SENTENCES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.MAIL_LOGIN_REFUSED: lambda: tr(
        "{host} refuse cet identifiant ou ce mot de passe. Vérifiez-les, puis réessayez."
    ),
    ErrorCode.MAIL_CONSENT_EXPIRED: lambda: tr(
        "Votre accord avec Google n'est plus valable ; vos messages sont toujours chez Google. Connectez de nouveau la "
        "boîte."
    ),
    ErrorCode.MAIL_SCOPE_MISSING: lambda: tr(
        "Google n'a pas donné accès à vos messages. Recommencez, et laissez la case de Gmail cochée."
    ),
    ErrorCode.MAIL_CERTIFICATE: lambda: tr(
        "{host} n'a pas prouvé son identité ; votre mot de passe ne lui a pas été envoyé. Essayez depuis un autre "
        "réseau."
    ),
    ErrorCode.MAIL_NOT_ENCRYPTED: lambda: tr(
        "{host} ne propose pas de liaison chiffrée ; votre mot de passe ne lui a pas été envoyé."
    ),
    ErrorCode.MAIL_UNREACHABLE: lambda: tr("{host} ne répond pas. Vérifiez votre connexion et l'adresse du serveur."),
    ErrorCode.MAIL_DROPPED: lambda: tr("La liaison avec {host} s'est interrompue ; rien n'est perdu."),
    ErrorCode.MAIL_TOO_LARGE: lambda: tr(
        "Ce message est trop volumineux pour votre messagerie, qui accepte {limit} ; il n'a pas été envoyé."
    ),
    ErrorCode.MAIL_RECIPIENTS_REFUSED: lambda: tr(
        "Votre messagerie refuse ces destinataires : {recipients}. Le message ne leur a pas été envoyé."
    ),
    ErrorCode.MAIL_SEND_UNKNOWN: lambda: tr(
        "La liaison s'est interrompue pendant l'envoi : le message est peut-être parti. Cherchez-le parmi vos messages "
        "envoyés avant de l'envoyer de nouveau."
    ),
    ErrorCode.MAIL_GONE: lambda: tr("Ce message ou ce dossier n'est plus là. Actualisez la liste."),
    ErrorCode.MAIL_BUSY: lambda: tr("{host} a trop de demandes en ce moment. Réessayez dans quelques minutes."),
    ErrorCode.MAIL_OVER_QUOTA: lambda: tr(
        "Votre boîte est pleine ou sa limite du jour est atteinte ; rien n'a été perdu. Réessayez plus tard."
    ),
    ErrorCode.MAIL_FOLDER_EXISTS: lambda: tr("Un dossier ou un libellé porte déjà ce nom. Choisissez-en un autre."),
    ErrorCode.MAIL_FOLDER_NOT_EMPTY: lambda: tr(
        "Ce dossier contient des messages, qui seraient supprimés avec lui. Déplacez-les d'abord."
    ),
    ErrorCode.MAIL_FOLDER_UNKNOWN: lambda: tr(
        "Cette messagerie n'a pas de dossier pour cela, ou son nom n'a pas été reconnu. Désignez-le, ou créez-le."
    ),
    ErrorCode.MAIL_UNSUPPORTED: lambda: tr("Votre messagerie ne permet pas cette action ; rien n'a été modifié."),
    ErrorCode.MAIL_PROVIDER_BROKEN: lambda: tr(
        "{host} a donné une réponse inattendue ; rien n'a été modifié. Réessayez plus tard."
    ),
    ErrorCode.MAIL_ADMIN_FORBIDS: lambda: tr(
        "L'administrateur de votre organisation n'autorise pas cet accès à Gmail. Demandez-le-lui."
    ),
    ErrorCode.MAIL_API_OFF: lambda: tr(
        "L'API Gmail n'est pas activée dans votre projet Google. Activez-la dans sa bibliothèque d'API, puis "
        "réessayez dans quelques minutes."
    ),
    ErrorCode.MAIL_CLIENT_FILE: lambda: tr(
        "Ce fichier n'est pas celui d'un client Google. Téléchargez le fichier JSON de votre client, dans la console "
        "de Google, rubrique Clients."
    ),
    ErrorCode.MAIL_CLIENT_MISSING: lambda: tr(
        "Le client Google de cette boîte n'est plus dans le trousseau du système. Donnez de nouveau son fichier."
    ),
    ErrorCode.MAIL_OTHER_ADDRESS: lambda: tr(
        "Sur la page de Google, vous avez choisi {address} : c'est {wanted} qui est à reconnecter. Rien n'a changé."
    ),
    ErrorCode.MAIL_CLIENT_REFUSED: lambda: tr(
        "Google ne connaît pas, ou plus, le client de votre fichier. Créez-en un autre dans la console de Google, et "
        "téléchargez son fichier."
    ),
    ErrorCode.MAIL_CONSENT_REFUSED: lambda: tr("Vous n'avez pas donné votre accord à Google ; rien n'a changé."),
    ErrorCode.MAIL_CONSENT_TIMEOUT: lambda: tr(
        "Google n'a pas renvoyé votre réponse en {minutes} minutes ; rien n'a changé. Recommencez quand vous voulez."
    ),
    ErrorCode.MAIL_NO_REFRESH: lambda: tr(
        "Google a donné un accès d'une heure seulement, qui a été rendu. Retirez MicroDesk des accès de votre compte "
        "Google, puis recommencez."
    ),
    ErrorCode.MAIL_IMPOSSIBLE: lambda: tr("Cette messagerie ne peut pas être connectée à MicroDesk."),
    ErrorCode.MAIL_ACCOUNT_KNOWN: lambda: tr("{address} est déjà connectée."),
    ErrorCode.MAIL_ACCOUNT_UNKNOWN: lambda: tr("Ce compte de messagerie n'existe pas ou plus."),
    ErrorCode.MAIL_ACCOUNT_UNCLEAR: lambda: tr("Plusieurs boîtes sont connectées : {accounts}. Indiquez laquelle."),
    ErrorCode.MAIL_ADDRESS_UNUSABLE: lambda: tr(
        "L'adresse {address} ne peut pas servir ; rien n'a été envoyé. Corrigez-la, ou retirez-la."
    ),
    ErrorCode.MAIL_NO_RECIPIENT: lambda: tr(
        "Ce message n'a pas de destinataire ; rien n'a été envoyé. Indiquez à qui il s'adresse."
    ),
    ErrorCode.MAIL_SENDER_REFUSED: lambda: tr(
        "{host} n'accepte pas que vous écriviez de la part de {address} ; rien n'a été envoyé. Choisissez une adresse "
        "de ce compte."
    ),
    ErrorCode.MAIL_REFUSED: lambda: tr(
        "{host} a refusé ce message ; il n'a été envoyé à personne. Une pièce jointe ou un lien lui a peut-être déplu "
        ": retirez-le, puis réessayez."
    ),
    ErrorCode.MAIL_ARCHIVE_UNREADABLE: lambda: tr(
        "Cette archive d'Outlook ne peut pas être lue. Demandez ses fichiers en pièces jointes ordinaires."
    ),
    ErrorCode.MAIL_UNREADABLE: lambda: tr(
        "Ce message n'a pas la forme d'un e-mail qui peut partir ; rien n'a été envoyé. Il lui faut des en-têtes "
        "lisibles et un seul expéditeur."
    ),
    ErrorCode.MAIL_ALREADY_SENT: lambda: tr(
        "Ce message est déjà parmi vos messages envoyés ; il n'a pas été envoyé une seconde fois. Pour qu'il reparte, "
        "retirez la ligne « Message-ID » de son fichier."
    ),
    ErrorCode.MAIL_UNWANTED: lambda: unwanted_sentence(Barrier.NO_COMMERCIAL),
}
MAIL_SENTENCES_OF_PARTS: Mapping[tuple[ErrorCode, object], Callable[[], str]] = {
    **{(ErrorCode.MAIL_UNWANTED, each.value): partial(unwanted_sentence, each) for each in Barrier},
    (ErrorCode.MAIL_CLIENT_FILE, "web"): lambda: tr(
        "Ce fichier est celui d'un client du type « Application Web ». Créez un client du type « Application de "
        "bureau », et téléchargez son fichier."
    ),
    (ErrorCode.MAIL_CLIENT_FILE, "incomplete"): lambda: tr(
        "Il manque à ce fichier l'identifiant ou le secret du client. Google ne montre le secret qu'une fois : créez "
        "un autre client, et téléchargez son fichier aussitôt."
    ),
    (ErrorCode.MAIL_LOGIN_REFUSED, "app_password"): lambda: tr(
        "{host} refuse ce mot de passe. Il faut ici un mot de passe d'application, à créer sur le site de votre "
        "messagerie."
    ),
    (ErrorCode.MAIL_UNSUPPORTED, "smtp_login"): lambda: tr(
        "{host} n'offre aucune façon connue de s'identifier ; rien n'a été envoyé. Vérifiez le port du serveur d'envoi."
    ),
    (ErrorCode.MAIL_UNSUPPORTED, "smtputf8"): lambda: tr(
        "{host} ne sait pas écrire à {address}, dont la partie avant le @ a des lettres accentuées ; rien n'a "
        "été envoyé. Demandez une autre adresse à ce correspondant."
    ),
    (ErrorCode.MAIL_UNSUPPORTED, "eight_bits"): lambda: tr(
        "{host} ne transporte pas les messages de cette forme ; rien n'a été envoyé."
    ),
    (ErrorCode.MAIL_LOGIN_REFUSED, "oauth"): lambda: tr(
        "{host} n'accepte pas l'accord donné pour cette adresse. Vérifiez le compte choisi chez Microsoft, et que "
        "l'administrateur autorise IMAP et l'envoi authentifié (SMTP AUTH) pour cette boîte."
    ),
    (ErrorCode.MAIL_CONSENT_EXPIRED, "microsoft"): lambda: tr(
        "Votre accord avec Microsoft n'est plus valable ; vos messages sont toujours chez Microsoft. Reconnectez la "
        "boîte."
    ),
    (ErrorCode.MAIL_SCOPE_MISSING, "microsoft"): lambda: tr(
        "Microsoft n'a pas donné accès à IMAP et à l'envoi. Ajoutez ces deux autorisations à votre application, puis "
        "recommencez."
    ),
    (ErrorCode.MAIL_CONSENT_REFUSED, "microsoft"): lambda: tr(
        "Vous n'avez pas donné votre accord à Microsoft ; rien n'a changé."
    ),
    (ErrorCode.MAIL_CONSENT_TIMEOUT, "microsoft"): lambda: tr(
        "Microsoft n'a pas renvoyé votre réponse en {minutes} minutes ; rien n'a changé. Recommencez quand vous voulez."
    ),
    (ErrorCode.MAIL_ADMIN_FORBIDS, "microsoft"): lambda: tr(
        "Un administrateur de votre organisation doit d'abord autoriser cette application chez Microsoft. "
        "Demandez-le-lui, ou donnez votre accord avec un compte d'administrateur."
    ),
    (ErrorCode.MAIL_CLIENT_REFUSED, "microsoft"): lambda: tr(
        "Microsoft refuse cet identifiant d'application. Vérifiez-le, et que l'application autorise les « flux de "
        "clients publics »."
    ),
    (ErrorCode.MAIL_CLIENT_MISSING, "microsoft"): lambda: tr(
        "L'identifiant de votre application Microsoft n'est plus dans le trousseau du système. Connectez la boîte de "
        "nouveau."
    ),
    (ErrorCode.MAIL_NO_REFRESH, "microsoft"): lambda: tr(
        "Microsoft a donné un accès d'une heure seulement. Ajoutez « offline_access » aux autorisations de votre "
        "application, puis recommencez."
    ),
    (ErrorCode.MAIL_CERTIFICATE, "self_signed"): lambda: _unknown_authority(),
    (ErrorCode.MAIL_CERTIFICATE, "unknown_authority"): lambda: _unknown_authority(),
    (ErrorCode.MAIL_CERTIFICATE, "wrong_host"): lambda: tr(
        "Le certificat présenté n'est pas celui de {host} ; votre mot de passe n'a pas été envoyé. Vérifiez l'adresse "
        "du serveur."
    ),
    (ErrorCode.MAIL_CERTIFICATE, "changed"): lambda: tr(
        "Le certificat de {host} n'est pas celui que vous avez accepté ; votre mot de passe ne lui a pas été envoyé. "
        "Si vous avez réinstallé Bridge, connectez la boîte de nouveau, et comparez l'empreinte."
    ),
    (ErrorCode.MAIL_CERTIFICATE, "expired"): lambda: tr(
        "Le certificat de {host} a expiré ; votre mot de passe ne lui a pas été envoyé. Vérifiez la date de votre "
        "ordinateur, puis prévenez votre messagerie."
    ),
    (ErrorCode.MAIL_CERTIFICATE, "not_yet_valid"): lambda: tr(
        "Le certificat de {host} n'est pas encore valable ; votre mot de passe ne lui a pas été envoyé. Vérifiez la "
        "date de votre ordinateur."
    ),
    (ErrorCode.MAIL_IMPOSSIBLE, "microsoft_personal"): lambda: tr(
        "Outlook.com, Hotmail, Live et MSN ne peuvent pas encore être connectés : depuis septembre 2024, Microsoft n'y "
        "accepte plus de mot de passe, et réserve l'autre voie aux éditeurs qu'il a enregistrés."
    ),
    (ErrorCode.MAIL_IMPOSSIBLE, "microsoft_business"): lambda: tr(
        "Microsoft 365 n'accepte plus de mot de passe, seulement une application que votre entreprise y inscrit : "
        "c'est elle qui connecte la boîte."
    ),
    (ErrorCode.MAIL_IMPOSSIBLE, "no_imap"): lambda: tr(
        "Cette messagerie n'offre ni IMAP ni SMTP : seules ses propres applications peuvent la lire."
    ),
    (ErrorCode.MAIL_IMPOSSIBLE, "bridge"): lambda: tr(
        "Proton Mail ne se connecte que par Proton Mail Bridge (abonnement payant), en marche sur cet ordinateur : "
        "donnez son adresse, 127.0.0.1, et ses ports, 1143 et 1025, en STARTTLS."
    ),
}
MAIL_SENTENCES_WITHOUT_VALUES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.MAIL_CONSENT_TIMEOUT: lambda: tr("Google n'a pas renvoyé votre réponse à temps ; rien n'a changé."),
    ErrorCode.MAIL_LOGIN_REFUSED: lambda: tr("La messagerie refuse cet identifiant ou ce mot de passe. Vérifiez-les."),
    ErrorCode.MAIL_OTHER_ADDRESS: lambda: tr(
        "Sur la page de Google, vous avez choisi une autre adresse que celle de cette boîte. Rien n'a changé."
    ),
    ErrorCode.MAIL_CERTIFICATE: lambda: tr(
        "Le serveur n'a pas prouvé son identité ; votre mot de passe ne lui a pas été envoyé."
    ),
    ErrorCode.MAIL_NOT_ENCRYPTED: lambda: tr(
        "Le serveur ne propose pas de liaison chiffrée ; votre mot de passe ne lui a pas été envoyé."
    ),
    ErrorCode.MAIL_UNREACHABLE: lambda: tr("La messagerie ne répond pas. Vérifiez votre connexion."),
    ErrorCode.MAIL_DROPPED: lambda: tr("La liaison avec la messagerie s'est interrompue ; rien n'est perdu."),
    ErrorCode.MAIL_TOO_LARGE: lambda: tr(
        "Ce message est trop volumineux pour votre messagerie ; il n'a pas été envoyé."
    ),
    ErrorCode.MAIL_RECIPIENTS_REFUSED: lambda: tr("Votre messagerie refuse des destinataires de ce message."),
    ErrorCode.MAIL_BUSY: lambda: tr("La messagerie a trop de demandes en ce moment. Réessayez dans quelques minutes."),
    ErrorCode.MAIL_PROVIDER_BROKEN: lambda: tr(
        "La messagerie a donné une réponse inattendue ; rien n'a été modifié. Réessayez plus tard."
    ),
    ErrorCode.MAIL_ACCOUNT_KNOWN: lambda: tr("Cette boîte est déjà connectée."),
    ErrorCode.MAIL_ACCOUNT_UNCLEAR: lambda: tr("Plusieurs boîtes sont connectées. Indiquez laquelle."),
    ErrorCode.MAIL_ADDRESS_UNUSABLE: lambda: tr("Une adresse ne peut pas servir ; rien n'a été envoyé."),
    ErrorCode.MAIL_SENDER_REFUSED: lambda: tr("La messagerie n'accepte pas cette adresse d'expéditeur."),
    ErrorCode.MAIL_REFUSED: lambda: tr("La messagerie a refusé ce message ; il n'a été envoyé à personne."),
}
