"""What to do after each known error: a button of the window, and a sentence with the command to type.

Every code has its entry in `_ACTIONS`; `NOTHING` where nothing can be done but what the sentence of the error advises.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.base.i18n import tr


class Goal(StrEnum):
    """Where the button of an action leads."""

    NONE = "none"
    RETRY = "retry"
    RENEW_CONSENT = "renew_consent"
    CONNECT_BANK = "connect_bank"
    IMPORT_STATEMENT = "import_statement"
    BANK_SETTINGS = "bank_settings"
    BACKUP_SETTINGS = "backup_settings"
    CONNECT_MAIL = "connect_mail"
    MAIL_SETTINGS = "mail_settings"
    STATEMENT = "statement"
    NETWORK_ACCESS = "network_access"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`goal` is for the window; `command` makes the sentence of the command line, None where there is no command."""

    goal: Goal = Goal.NONE
    command: Callable[[], str] | None = None


def action_for(code: ErrorCode) -> Action:
    """The action of an error."""
    return _ACTIONS[code]


def goal_label(goal: Goal) -> str:
    """The words of the button; empty for `Goal.NONE`."""
    labels = {
        Goal.NONE: "",
        Goal.RETRY: tr("Réessayer"),
        Goal.RENEW_CONSENT: tr("Renouveler…"),
        Goal.CONNECT_BANK: tr("Connecter une banque…"),
        Goal.IMPORT_STATEMENT: tr("Importer un relevé…"),
        Goal.BANK_SETTINGS: tr("Ouvrir les réglages"),
        Goal.BACKUP_SETTINGS: tr("Voir les sauvegardes"),
        Goal.STATEMENT: tr("Lire la déclaration"),
        Goal.CONNECT_MAIL: tr("Connecter une boîte…"),
        Goal.MAIL_SETTINGS: tr("Voir les boîtes connectées"),
        Goal.NETWORK_ACCESS: tr("Voir les accès au réseau"),
    }
    return labels[goal]


def command_text(code: ErrorCode) -> str:
    """The sentence that follows the error on the command line; empty when there is nothing to type."""
    command = _ACTIONS[code].command
    return command() if command else ""


NOTHING = Action()
_CONNECT_GMAIL = Action(
    goal=Goal.MAIL_SETTINGS,
    command=lambda: tr("Pour la connecter de nouveau : microdesk mail add-gmail --client-file FICHIER"),
)
_MAIL_SETTINGS = Action(goal=Goal.MAIL_SETTINGS)
_LIST_MAIL_ACCOUNTS = Action(
    goal=Goal.MAIL_SETTINGS, command=lambda: tr("Pour voir les boîtes connectées : microdesk mail accounts")
)
_LIST_FOLDERS = Action(command=lambda: tr("Pour voir les dossiers d'une boîte : microdesk mail labels"))
_RETRY = Action(goal=Goal.RETRY, command=lambda: tr("Relancez la commande dans un moment."))
_RENEW = Action(
    goal=Goal.RENEW_CONSENT,
    command=lambda: tr("Pour renouveler votre accord : microdesk bank connect --provider SERVICE --institution BANQUE"),
)
_CONNECT = Action(
    goal=Goal.CONNECT_BANK,
    command=lambda: tr("Pour connecter une banque : microdesk bank connect --provider SERVICE --institution BANQUE"),
)
_IMPORT = Action(
    goal=Goal.IMPORT_STATEMENT,
    command=lambda: tr("Pour continuer sans elle, importez un relevé : microdesk bank import FICHIER"),
)
_OTHER_FILE = Action(goal=Goal.IMPORT_STATEMENT)
_NAME_COLUMN = Action(command=lambda: tr("Pour désigner une colonne : --map COLONNE=CHAMP, une fois par colonne."))
_SET_KEYS = Action(
    goal=Goal.BANK_SETTINGS, command=lambda: tr("Pour enregistrer vos clés : microdesk bank provider set SERVICE …")
)
_CHOOSE_PROVIDER = Action(
    goal=Goal.BANK_SETTINGS,
    command=lambda: tr("Pour voir ceux qui le sont : microdesk bank providers"),
)
_FIND_BANK = Action(
    goal=Goal.CONNECT_BANK,
    command=lambda: tr("Pour la chercher : microdesk bank institutions --provider SERVICE --search NOM"),
)
_CHOOSE_ACCOUNT = Action(
    goal=Goal.CONNECT_BANK, command=lambda: tr("Nommez le compte à suivre : microdesk bank connect … --account IBAN")
)
_NAME_ACCOUNT = Action(
    command=lambda: tr(
        "Nommez le compte du relevé : --account avec son IBAN, son identifiant (microdesk bank accounts), ou new pour"
        " un nouveau compte ; ou la colonne qui contient vos comptes : --map COLONNE=account."
    )
)
_LIST_ACCOUNTS = Action(command=lambda: tr("Pour voir les comptes : microdesk bank accounts"))
_LIST = Action(command=lambda: tr("Pour retrouver son identifiant : microdesk bank list"))
_REQUESTS = Action(command=lambda: tr("Pour voir les demandes : microdesk privacy requests list"))
_GIVE_PASSPHRASE = Action(
    command=lambda: tr("Donnez la phrase secrète dans un fichier : microdesk --passphrase-file FICHIER …")
)
_RECOVER = Action(command=lambda: tr("Si vous l'avez oubliée : microdesk vault recover"))

_ACTIONS: Mapping[ErrorCode, Action] = {
    # vault
    ErrorCode.VAULT_MISSING: Action(command=lambda: tr("Pour le créer : microdesk vault init --name NOM")),
    ErrorCode.VAULT_EXISTS: Action(command=lambda: tr("Pour connaître son état : microdesk vault status")),
    ErrorCode.VAULT_DAMAGED: Action(
        goal=Goal.BACKUP_SETTINGS,
        command=lambda: tr("Pour restaurer une sauvegarde : microdesk vault restore FICHIER"),
    ),
    ErrorCode.VAULT_LOCKED: _GIVE_PASSPHRASE,
    ErrorCode.VAULT_FROM_FUTURE: NOTHING,
    ErrorCode.WRONG_PASSPHRASE: _RECOVER,
    ErrorCode.WRONG_RECOVERY_KEY: NOTHING,
    ErrorCode.WEAK_PASSPHRASE: NOTHING,
    ErrorCode.PASSPHRASES_DIFFER: NOTHING,
    ErrorCode.SECRET_UNREADABLE: NOTHING,
    ErrorCode.SECRET_NOT_GIVEN: NOTHING,
    ErrorCode.PRIVACY_NOT_ACCEPTED: Action(
        command=lambda: tr("Ajoutez --accept-privacy à la commande une fois la déclaration lue.")
    ),
    ErrorCode.ADULT_NOT_DECLARED: Action(command=lambda: tr("Ajoutez --adult à la commande.")),
    ErrorCode.COMMITS_LOST: Action(
        goal=Goal.BACKUP_SETTINGS,
        command=lambda: tr(
            "Pour restaurer une sauvegarde : microdesk vault restore FICHIER. Si rien ne manque à vos yeux, une "
            "nouvelle sauvegarde efface ce message : microdesk vault backup"
        ),
    ),
    ErrorCode.BACKUP_DAMAGED: NOTHING,
    ErrorCode.BUSY: NOTHING,
    # machine
    ErrorCode.DISK_FULL: _RETRY,
    ErrorCode.DISK_FAILED: _RETRY,
    ErrorCode.READ_ONLY: _RETRY,
    ErrorCode.PRINT_FAILED: _RETRY,
    ErrorCode.FILE_NOT_FOUND: NOTHING,
    ErrorCode.FILE_EXISTS: NOTHING,
    ErrorCode.FOLDER_NOT_OURS: NOTHING,
    ErrorCode.PATH_UNUSABLE: NOTHING,
    ErrorCode.OUT_OF_MEMORY: _RETRY,
    ErrorCode.KEYRING_UNAVAILABLE: _GIVE_PASSPHRASE,
    ErrorCode.KEYRING_LOCKED: _GIVE_PASSPHRASE,
    ErrorCode.KEYRING_MISMATCH: _GIVE_PASSPHRASE,
    # files
    ErrorCode.FILE_NOT_RECOGNISED: _OTHER_FILE,
    ErrorCode.FILE_TOO_LARGE: NOTHING,
    ErrorCode.FILE_UNREADABLE: NOTHING,
    ErrorCode.COLUMNS_MISSING: _NAME_COLUMN,
    ErrorCode.COLUMN_UNKNOWN: NOTHING,
    ErrorCode.FIELD_UNKNOWN: NOTHING,
    ErrorCode.AMOUNT_SIGN_UNCLEAR: NOTHING,
    ErrorCode.TABLE_IS_NO_STATEMENT: Action(
        command=lambda: tr("Pour l'importer : microdesk import clients|catalogue|documents|receipts|expenses FICHIER")
    ),
    ErrorCode.FILE_IS_OTHER_KIND: Action(
        command=lambda: tr("Pour le lire quand même comme demandé, nommez ses colonnes : --map COLONNE=CHAMP")
    ),
    ErrorCode.FILE_EMPTY: _OTHER_FILE,
    ErrorCode.FILE_IS_BACKUP: Action(
        goal=Goal.BACKUP_SETTINGS, command=lambda: tr("Pour la restaurer : microdesk vault restore FICHIER")
    ),
    ErrorCode.FILE_IS_DOCUMENT: _OTHER_FILE,
    ErrorCode.FILE_IS_EMAIL: _OTHER_FILE,
    ErrorCode.FILE_IS_INVOICE: _OTHER_FILE,
    ErrorCode.FILE_IS_LEDGER: _OTHER_FILE,
    ErrorCode.FILE_IS_PDF: _OTHER_FILE,
    ErrorCode.FILE_IS_PICTURE: _OTHER_FILE,
    ErrorCode.FILE_IS_WEB_PAGE: _OTHER_FILE,
    ErrorCode.FILE_OF_OTHER_PROGRAM: _OTHER_FILE,
    ErrorCode.ARCHIVE_EMPTY: _OTHER_FILE,
    ErrorCode.ARCHIVE_LOCKED: _OTHER_FILE,
    ErrorCode.ARCHIVE_UNKNOWN: _OTHER_FILE,
    ErrorCode.SPREADSHEET_LOCKED: _OTHER_FILE,
    ErrorCode.SPREADSHEET_OLD: _OTHER_FILE,
    ErrorCode.OFX_HAS_INVESTMENTS: _OTHER_FILE,
    ErrorCode.OFX_HAS_NO_ACCOUNT: _OTHER_FILE,
    # network and bank
    ErrorCode.OFFLINE: _RETRY,
    ErrorCode.NETWORK_CLOSED: Action(
        goal=Goal.NETWORK_ACCESS,
        command=lambda: tr("Pour le rouvrir : microdesk privacy network open ACCÈS, ou open all pour tout rouvrir."),
    ),
    ErrorCode.STATEMENT_NOT_AGREED: Action(
        goal=Goal.STATEMENT,
        command=lambda: tr("Pour la lire : microdesk privacy statement. Pour l'accepter, ajoutez --accept."),
    ),
    ErrorCode.ADDRESS_REFUSED: _SET_KEYS,
    ErrorCode.CERTIFICATE_REFUSED: _RETRY,
    ErrorCode.PROVIDER_DOWN: _RETRY,
    ErrorCode.PROVIDER_CHANGED: NOTHING,
    ErrorCode.PROVIDER_UNKNOWN: _CHOOSE_PROVIDER,
    ErrorCode.BANK_ERROR: NOTHING,
    ErrorCode.CREDENTIALS_MISSING: _SET_KEYS,
    ErrorCode.CREDENTIALS_REFUSED: _SET_KEYS,
    ErrorCode.APPLICATION_INACTIVE: _RETRY,
    ErrorCode.ACCOUNTS_NOT_LINKED: _RETRY,
    ErrorCode.RETURN_NOT_REGISTERED: _RETRY,
    ErrorCode.RETURN_ADDRESS_BUSY: _RETRY,
    ErrorCode.APPLICATION_ID_UNREADABLE: NOTHING,
    ErrorCode.PRIVATE_KEY_UNREADABLE: NOTHING,
    ErrorCode.CONSENT_EXPIRED: _RENEW,
    ErrorCode.CONSENT_MISSING: _RENEW,
    ErrorCode.CONSENT_REFUSED: _RENEW,
    ErrorCode.CONSENT_TIMEOUT: _RENEW,
    ErrorCode.CONSENT_MISMATCH: _RENEW,
    ErrorCode.ACCOUNT_INACTIVE: _CONNECT,
    ErrorCode.ACCOUNT_SUSPENDED: _RENEW,
    ErrorCode.ACCOUNT_AMBIGUOUS: _CHOOSE_ACCOUNT,
    ErrorCode.ACCOUNT_UNKNOWN: _CHOOSE_ACCOUNT,
    ErrorCode.ACCOUNT_UNCLEAR: _NAME_ACCOUNT,
    ErrorCode.ACCOUNT_MISMATCH: _NAME_ACCOUNT,
    ErrorCode.ACCOUNT_NOT_FOUND: _LIST_ACCOUNTS,
    ErrorCode.BANK_GONE: _RENEW,
    ErrorCode.BANK_NOT_CONNECTED: _CONNECT,
    ErrorCode.CONNECTING_ALREADY: NOTHING,
    ErrorCode.ERASURE_UNFINISHED: Action(
        goal=Goal.RETRY, command=lambda: tr("Pour la terminer : microdesk bank disconnect --yes")
    ),
    ErrorCode.EVERYTHING_UNFINISHED: Action(
        goal=Goal.NONE,
        command=lambda: tr("Levez l'obstacle (dossier en lecture seule, disque en panne), puis relancez MicroDesk."),
    ),
    ErrorCode.INSTITUTION_UNKNOWN: _FIND_BANK,
    ErrorCode.IP_BLOCKED: _IMPORT,
    ErrorCode.QUOTA_EXCEEDED: _IMPORT,
    ErrorCode.RATE_LIMITED: _IMPORT,
    ErrorCode.REQUEST_REFUSED: NOTHING,
    ErrorCode.LOOKUP_FAILED: _RETRY,
    ErrorCode.LOOKUP_LIMITED: _RETRY,
    # attribution and records
    ErrorCode.UNKNOWN_TRANSACTION: _LIST,
    ErrorCode.UNKNOWN_TARGET: NOTHING,
    ErrorCode.AMOUNT_EXCEEDS_REMAINING: NOTHING,
    ErrorCode.AMOUNT_EXCEEDS_TRANSACTION: NOTHING,
    ErrorCode.AMOUNT_EXCEEDS_PAID: NOTHING,
    ErrorCode.AMOUNT_BELOW_SETTLED: NOTHING,
    ErrorCode.PAYMENT_WAS_RETURNED: NOTHING,
    ErrorCode.WRONG_DIRECTION: NOTHING,
    ErrorCode.CURRENCY_MISMATCH: NOTHING,
    ErrorCode.FEE_MISMATCH: NOTHING,
    ErrorCode.ALREADY_SETTLED: Action(
        command=lambda: tr("Pour remplacer ce règlement : la même commande avec --replace")
    ),
    ErrorCode.UNKNOWN_RULE: Action(command=lambda: tr("Pour voir les règles : microdesk bank rules")),
    ErrorCode.RULE_TOO_WIDE: NOTHING,
    ErrorCode.UNKNOWN_LESSON: Action(command=lambda: tr("Pour voir les habitudes : microdesk bank lessons")),
    ErrorCode.RULE_WITHOUT_CLIENT: NOTHING,
    ErrorCode.FIELD_NOT_OF_RULE: NOTHING,
    ErrorCode.CLIENT_NOT_FOUND: NOTHING,
    ErrorCode.NOTHING_TO_DO: NOTHING,
    ErrorCode.IMPORT_BUILT_ON: Action(
        command=lambda: tr("Pour le retirer quand même : microdesk imports undo NUMÉRO --yes")
    ),
    ErrorCode.UNKNOWN_IMPORT: Action(command=lambda: tr("Pour voir ceux qui y sont : microdesk imports list")),
    ErrorCode.INVALID_VALUE: NOTHING,
    ErrorCode.DOCUMENT_REFUSED: NOTHING,
    ErrorCode.DOCUMENT_SEALED: Action(command=lambda: tr("Pour l'annuler : microdesk documents credit NUMÉRO")),
    ErrorCode.DATE_BEFORE_LAST: NOTHING,
    ErrorCode.WRITE_OFF_LARGE: Action(
        command=lambda: tr("Pour le confirmer : microdesk documents write-off NUMÉRO --yes")
    ),
    ErrorCode.DATE_CLOSED: NOTHING,
    ErrorCode.PERIOD_NOT_OVER: NOTHING,
    ErrorCode.PERIOD_NOT_DECLARABLE: NOTHING,
    ErrorCode.DOCUMENTS_CHANGED: Action(command=lambda: tr("Pour tout vérifier : microdesk documents verify")),
    ErrorCode.CONVERSION_UNKNOWN: NOTHING,
    ErrorCode.NOTHING_LEFT: NOTHING,
    ErrorCode.ABOVE_REMAINING: NOTHING,
    ErrorCode.DEPOSITS_LEFT: Action(
        command=lambda: tr("Pour le solde : microdesk documents convert NUMÉRO --to final")
    ),
    ErrorCode.NO_DEPOSIT: Action(
        command=lambda: tr("Pour une facture : microdesk documents convert NUMÉRO --to invoice")
    ),
    ErrorCode.VAT_UNKNOWN: NOTHING,
    ErrorCode.DRAFT_CHANGED: NOTHING,
    ErrorCode.IN_USE: NOTHING,
    ErrorCode.PAGES_FAILED: _RETRY,
    ErrorCode.INVOICE_AMBIGUOUS: NOTHING,
    ErrorCode.INVOICE_INCOMPLETE: NOTHING,
    ErrorCode.INVOICE_KNOWN: Action(
        command=lambda: tr("Pour la garder une seconde fois : microdesk documents receive --again FICHIER")
    ),
    ErrorCode.INVOICE_LOCKED: NOTHING,
    ErrorCode.INVOICE_NONE: NOTHING,
    ErrorCode.INVOICE_UNREADABLE: NOTHING,
    ErrorCode.STATUS_NOTHING_NEW: Action(
        command=lambda: tr("Pour écrire de nouveau le dernier : microdesk documents status NUMÉRO --again -o FICHIER")
    ),
    ErrorCode.STATUS_REASON: NOTHING,
    ErrorCode.STATUS_REFUSED: NOTHING,
    ErrorCode.STATUS_UNAVAILABLE: NOTHING,
    ErrorCode.TRIP_INVOICED: Action(
        command=lambda: tr("Pour libérer des trajets d'un brouillon : microdesk mileage release TRAJET…")
    ),
    ErrorCode.TRIP_OF_OTHER_CLIENT: NOTHING,
    ErrorCode.UNKNOWN_TEMPLATE: Action(command=lambda: tr("Pour voir les modèles : microdesk mileage templates")),
    ErrorCode.UNKNOWN_TRIP: Action(command=lambda: tr("Pour voir les trajets : microdesk mileage list")),
    ErrorCode.UNKNOWN_VEHICLE: Action(command=lambda: tr("Pour voir les véhicules : microdesk mileage vehicles")),
    ErrorCode.VEHICLE_IN_USE: NOTHING,
    ErrorCode.UNKNOWN_REQUEST: _REQUESTS,
    ErrorCode.REQUEST_ANSWERED: _REQUESTS,
    ErrorCode.NOTHING_HELD: _REQUESTS,
    ErrorCode.EXTENSION_TOO_LATE: NOTHING,
    ErrorCode.ERASURE_NOT_DONE: Action(
        command=lambda: tr("Pour l'effacer : microdesk privacy erase --scope client:ID --yes")
    ),
    ErrorCode.UNKNOWN_SUPPLIER: Action(command=lambda: tr("Pour voir les dépenses : microdesk expenses list")),
    ErrorCode.VOUCHER_UNKNOWN: NOTHING,
    ErrorCode.VOUCHER_TOO_LARGE: NOTHING,
    ErrorCode.EXPORT_CHAIN: NOTHING,
    ErrorCode.EXPORT_DAMAGED: NOTHING,
    ErrorCode.EXPORT_OTHER_VERSION: NOTHING,
    ErrorCode.EXPORT_PASSPHRASE: Action(
        command=lambda: tr("Pour le donner : microdesk privacy import FICHIER --archive-passphrase-file FICHIER")
    ),
    ErrorCode.EXPORT_UNKNOWN: NOTHING,
    ErrorCode.EXPORT_VALUE: NOTHING,
    ErrorCode.INSIDE_PROFILE: NOTHING,
    ErrorCode.VAULT_NOT_EMPTY: Action(
        command=lambda: tr("Pour créer un coffre vide : microdesk --profile DOSSIER vault init --name NOM")
    ),
    ErrorCode.VOUCHER_KNOWN: NOTHING,
    ErrorCode.MAIL_LOGIN_REFUSED: _MAIL_SETTINGS,
    ErrorCode.MAIL_CONSENT_EXPIRED: _CONNECT_GMAIL,
    ErrorCode.MAIL_SCOPE_MISSING: _CONNECT_GMAIL,
    ErrorCode.MAIL_CERTIFICATE: _RETRY,
    ErrorCode.MAIL_NOT_ENCRYPTED: NOTHING,
    ErrorCode.MAIL_UNREACHABLE: _RETRY,
    ErrorCode.MAIL_DROPPED: _RETRY,
    ErrorCode.MAIL_TOO_LARGE: NOTHING,
    ErrorCode.MAIL_RECIPIENTS_REFUSED: NOTHING,
    ErrorCode.MAIL_SEND_UNKNOWN: NOTHING,
    ErrorCode.MAIL_GONE: NOTHING,
    ErrorCode.MAIL_BUSY: _RETRY,
    ErrorCode.MAIL_OVER_QUOTA: _RETRY,
    ErrorCode.MAIL_FOLDER_EXISTS: NOTHING,
    ErrorCode.MAIL_FOLDER_NOT_EMPTY: NOTHING,
    ErrorCode.MAIL_FOLDER_UNKNOWN: _LIST_FOLDERS,
    ErrorCode.MAIL_UNSUPPORTED: NOTHING,
    ErrorCode.MAIL_PROVIDER_BROKEN: NOTHING,
    ErrorCode.MAIL_ADMIN_FORBIDS: NOTHING,
    ErrorCode.MAIL_API_OFF: _CONNECT_GMAIL,
    ErrorCode.MAIL_CLIENT_FILE: NOTHING,
    ErrorCode.MAIL_CLIENT_MISSING: _CONNECT_GMAIL,
    ErrorCode.MAIL_CLIENT_REFUSED: _CONNECT_GMAIL,
    ErrorCode.MAIL_CONSENT_REFUSED: _CONNECT_GMAIL,
    ErrorCode.MAIL_CONSENT_TIMEOUT: _CONNECT_GMAIL,
    ErrorCode.MAIL_NO_REFRESH: _CONNECT_GMAIL,
    ErrorCode.MAIL_OTHER_ADDRESS: _CONNECT_GMAIL,
    ErrorCode.MAIL_IMPOSSIBLE: NOTHING,
    ErrorCode.MAIL_ACCOUNT_KNOWN: _LIST_MAIL_ACCOUNTS,
    ErrorCode.MAIL_ACCOUNT_UNKNOWN: _LIST_MAIL_ACCOUNTS,
    ErrorCode.MAIL_ACCOUNT_UNCLEAR: _LIST_MAIL_ACCOUNTS,
    ErrorCode.MAIL_ADDRESS_UNUSABLE: NOTHING,
    ErrorCode.MAIL_NO_RECIPIENT: NOTHING,
    ErrorCode.MAIL_SENDER_REFUSED: NOTHING,
    ErrorCode.MAIL_REFUSED: NOTHING,
    ErrorCode.MAIL_UNREADABLE: NOTHING,
    ErrorCode.MAIL_ARCHIVE_UNREADABLE: NOTHING,
    ErrorCode.MAIL_ALREADY_SENT: NOTHING,
    ErrorCode.MAIL_UNWANTED: Action(
        command=lambda: tr(
            "Ni offre ni publicité ? mail send part avec --nature business ou --nature exchange. Parti autrement ? "
            "Notez-le avec --by post ou --sent post. Le client a changé d'avis ? microdesk privacy choices CLIENT "
            "--set business, ou everything."
        ),
    ),
}
