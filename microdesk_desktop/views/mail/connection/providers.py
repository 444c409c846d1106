"""What to do or to know before a mailbox is connected, by provider; shown before any password is asked."""

from collections.abc import Callable, Mapping, Sequence

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.base.text import visible
from microdesk_desktop.domain.mail.account import Server
from microdesk_desktop.domain.mail.providers import MailSettings, Way


def settings_lines(settings: MailSettings) -> Sequence[str]:
    """The servers of a mailbox, then what its provider requires, one sentence each."""
    servers = tr("Réception : {imap} · Envoi : {smtp} · Identifiant : {user}").format(
        imap=_server_text(settings.imap), smtp=_server_text(settings.smtp), user=visible(settings.user)
    )
    return [*([settings.provider] if settings.provider else []), servers, *notes(settings)]


def notes(settings: MailSettings) -> Sequence[str]:
    """What the user has to do or to know before connecting, one sentence each."""
    return [*filter(None, [_way_text(settings)]), *(_NOTES[code]() for code in settings.notes)]


def settings_json(settings: MailSettings) -> Mapping[str, object]:
    """The stable shape of the settings, with the options of `mail add-imap`."""
    return {
        "provider": settings.provider,
        "address": settings.address,
        "user": settings.user,
        "imap": _server_json(settings.imap),
        "smtp": _server_json(settings.smtp),
        "way": settings.way.value,
        "notes": notes(settings),
    }


def _server_json(server: Server) -> Mapping[str, object]:
    return {"host": server.host, "port": server.port, "security": server.security.value}


def _server_text(server: Server) -> str:
    """« imap.example.fr:993 (TLS) »."""
    return f"{visible(server.host)}:{server.port} ({server.security.value.upper()})"


def _way_text(settings: MailSettings) -> str:
    texts = {
        Way.PASSWORD: "",
        Way.APP_PASSWORD: tr(
            "{provider} n'accepte ici qu'un mot de passe d'application : créez-le sur son site, dans la sécurité de "
            "votre compte, une fois la validation en deux étapes activée."
        ),
        Way.BRIDGE: tr(
            "{provider} passe par Proton Mail Bridge, un programme réservé à ses abonnés payants : il doit être en "
            "marche sur cet ordinateur, et c'est son mot de passe qui sert ici."
        ),
        Way.OWN_CLIENT: tr(
            "{provider} n'accepte plus de mot de passe, seulement une application que votre entreprise y inscrit : "
            "c'est elle qui connecte la boîte."
        ),
        Way.IMPOSSIBLE: "",
    }
    return texts[settings.way].format(provider=settings.provider)


_NOTES: Mapping[str, Callable[[], str]] = {
    "allow_others": lambda: tr(
        "Autorisez d'abord les autres logiciels de messagerie dans les réglages de votre compte Orange."
    ),
    "smtp_switch": lambda: tr("Pour envoyer, activez d'abord l'authentification SMTP dans votre espace abonné Free."),
    "visit_site": lambda: tr(
        "Si La Poste refuse votre mot de passe, changez-le sur laposte.net. Une boîte dont le site n'est pas visité "
        "pendant quatre mois y est vidée."
    ),
    "by_offer": lambda: tr(
        "Ces serveurs sont ceux de l'offre MX Plan : pour E-mail Pro et Exchange, prenez ceux qu'indique votre espace "
        "client OVHcloud."
    ),
    "address_password": lambda: tr(
        "Donnez le mot de passe de l'adresse, et non celui de votre compte Infomaniak ; avec la validation en deux "
        "étapes, créez un mot de passe pour cet appareil dans le Manager."
    ),
    "gmail_first": lambda: tr(
        "Un mot de passe d'application ouvre tout votre compte de messagerie : la connexion par Google donne moins de "
        "droits."
    ),
    "make_icloud": lambda: tr(
        "Sur account.apple.com, ouvrez « Connexion et sécurité », puis « Mots de passe pour app » : créez-en un, nommé "
        "MicroDesk, et copiez-le."
    ),
    "make_gmail": lambda: tr(
        "Sur myaccount.google.com/apppasswords, créez un mot de passe d'application nommé MicroDesk, et copiez-le."
    ),
    "make_yahoo": lambda: tr(
        "Sur login.yahoo.com, ouvrez « Sécurité », puis « Générer un mot de passe d'application » : nommez-le "
        "MicroDesk, et copiez-le."
    ),
    "make_aol": lambda: tr(
        "Sur login.aol.com, ouvrez « Sécurité », puis « Générer un mot de passe d'application » : nommez-le MicroDesk, "
        "et copiez-le."
    ),
    "bridge_password": lambda: tr(
        "Dans Bridge, ouvrez votre compte, puis « Informations de configuration » : copiez-y le mot de passe, et "
        "comparez les ports."
    ),
    "imap_switch": lambda: tr("Activez d'abord l'accès IMAP dans les réglages de la messagerie, sur son site."),
}
