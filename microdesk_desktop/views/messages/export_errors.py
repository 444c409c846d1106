"""Sentences for an export that cannot be brought back: what stands against it, and that nothing was changed."""

from collections.abc import Callable, Mapping

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr

EXPORT_SENTENCES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.EXPORT_DAMAGED: lambda: tr(
        "Cet export est incomplet, abîmé ou modifié ; rien n'a été repris. Prenez un export intact."
    ),
    ErrorCode.EXPORT_CHAIN: lambda: tr(
        "La chaîne des documents de cet export n'est pas intacte ({reference}) ; rien n'a été repris."
    ),
    ErrorCode.EXPORT_OTHER_VERSION: lambda: tr(
        "Cet export a été fait par la version {version} de MicroDesk ; rien n'a été repris. Prenez cette version, ou "
        "refaites l'export avec celle-ci."
    ),
    ErrorCode.EXPORT_PASSPHRASE: lambda: tr(
        "Ce mot de passe n'ouvre pas l'archive ; rien n'a été repris. Donnez celui que vous avez choisi pour l'export."
    ),
    ErrorCode.EXPORT_UNKNOWN: lambda: tr(
        "Ce n'est pas un export de MicroDesk ; rien n'a été repris. Choisissez le dossier ou l'archive de l'export."
    ),
    ErrorCode.EXPORT_VALUE: lambda: tr(
        "« {file} », ligne {line} : MicroDesk n'écrit jamais une telle valeur dans « {column} ». Cet export a été "
        "modifié ; rien n'a été repris. Prenez un export intact."
    ),
    ErrorCode.INSIDE_PROFILE: lambda: tr(
        "« {path} » est dans le dossier du coffre : tout effacer l'emporterait. Rien n'a été écrit ; choisissez un "
        "autre dossier."
    ),
    ErrorCode.VAULT_NOT_EMPTY: lambda: tr(
        "Ce coffre contient déjà des données ; il n'a pas été touché. Un export se reprend dans un coffre neuf."
    ),
}
EXPORT_SENTENCES_WITHOUT_VALUES: Mapping[ErrorCode, Callable[[], str]] = {
    ErrorCode.EXPORT_CHAIN: lambda: tr(
        "La chaîne des documents de cet export n'est pas intacte ; rien n'a été repris."
    ),
    ErrorCode.EXPORT_VALUE: lambda: tr(
        "Une valeur de cet export n'est pas de celles que MicroDesk écrit ; rien n'a été repris. Prenez un export "
        "intact."
    ),
    ErrorCode.INSIDE_PROFILE: lambda: tr(
        "Ce dossier est celui du coffre : tout effacer l'emporterait. Rien n'a été écrit ; choisissez un autre dossier."
    ),
    ErrorCode.EXPORT_OTHER_VERSION: lambda: tr(
        "Cet export a été fait par une autre version de MicroDesk ; rien n'a été repris. Prenez cette version, ou "
        "refaites l'export avec celle-ci."
    ),
}
