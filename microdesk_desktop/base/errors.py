"""The exceptions that this program raises deliberately; any other exception is a bug.

MicroDeskError
├── KnownError(code, **params)   caused by the environment: one sentence (views/messages/errors.py) and one action
│                                (views/messages/actions.py) per code
└── Cancelled                    stopped by the user: nothing is shown
"""

from enum import StrEnum


class ErrorCode(StrEnum):
    """Every known failure; the value is the stable code of the command line's JSON."""

    # vault
    VAULT_MISSING = "vault_missing"
    VAULT_EXISTS = "vault_exists"
    VAULT_DAMAGED = "vault_damaged"
    VAULT_LOCKED = "vault_locked"
    VAULT_FROM_FUTURE = "vault_from_future"
    WRONG_PASSPHRASE = "wrong_passphrase"
    WRONG_RECOVERY_KEY = "wrong_recovery_key"
    WEAK_PASSPHRASE = "weak_passphrase"
    PASSPHRASES_DIFFER = "passphrases_differ"
    SECRET_UNREADABLE = "secret_unreadable"
    PRIVACY_NOT_ACCEPTED = "privacy_not_accepted"
    ADULT_NOT_DECLARED = "adult_not_declared"
    COMMITS_LOST = "commits_lost"
    BACKUP_DAMAGED = "backup_damaged"
    BUSY = "busy"
    # machine
    DISK_FULL = "disk_full"
    DISK_FAILED = "disk_failed"
    READ_ONLY = "read_only"
    FILE_NOT_FOUND = "file_not_found"
    FILE_EXISTS = "file_exists"
    FOLDER_NOT_OURS = "folder_not_ours"
    PATH_UNUSABLE = "path_unusable"
    OUT_OF_MEMORY = "out_of_memory"
    PRINT_FAILED = "print_failed"
    KEYRING_UNAVAILABLE = "keyring_unavailable"
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_MISMATCH = "keyring_mismatch"
    # files
    FILE_NOT_RECOGNISED = "file_not_recognised"
    FILE_TOO_LARGE = "file_too_large"
    FILE_UNREADABLE = "file_unreadable"
    COLUMNS_MISSING = "columns_missing"
    COLUMN_UNKNOWN = "column_unknown"
    FIELD_UNKNOWN = "field_unknown"
    FILE_EMPTY = "file_empty"
    FILE_IS_BACKUP = "file_is_backup"
    FILE_IS_DOCUMENT = "file_is_document"
    FILE_IS_EMAIL = "file_is_email"
    FILE_IS_INVOICE = "file_is_invoice"
    FILE_IS_LEDGER = "file_is_ledger"
    FILE_IS_PDF = "file_is_pdf"
    FILE_IS_PICTURE = "file_is_picture"
    FILE_IS_WEB_PAGE = "file_is_web_page"
    FILE_IS_OTHER_KIND = "file_is_other_kind"
    FILE_OF_OTHER_PROGRAM = "file_of_other_program"
    ARCHIVE_EMPTY = "archive_empty"
    ARCHIVE_LOCKED = "archive_locked"
    ARCHIVE_UNKNOWN = "archive_unknown"
    SPREADSHEET_LOCKED = "spreadsheet_locked"
    SPREADSHEET_OLD = "spreadsheet_old"
    OFX_HAS_INVESTMENTS = "ofx_has_investments"
    OFX_HAS_NO_ACCOUNT = "ofx_has_no_account"
    AMOUNT_SIGN_UNCLEAR = "amount_sign_unclear"
    TABLE_IS_NO_STATEMENT = "table_is_no_statement"
    # network and bank
    OFFLINE = "offline"
    ADDRESS_REFUSED = "address_refused"
    CERTIFICATE_REFUSED = "certificate_refused"
    PROVIDER_DOWN = "provider_down"
    PROVIDER_CHANGED = "provider_changed"
    PROVIDER_UNKNOWN = "provider_unknown"
    BANK_ERROR = "bank_error"
    CREDENTIALS_MISSING = "credentials_missing"
    CREDENTIALS_REFUSED = "credentials_refused"
    APPLICATION_INACTIVE = "application_inactive"
    ACCOUNTS_NOT_LINKED = "accounts_not_linked"
    RETURN_NOT_REGISTERED = "return_not_registered"
    RETURN_ADDRESS_BUSY = "return_address_busy"
    PRIVATE_KEY_UNREADABLE = "private_key_unreadable"
    CONSENT_EXPIRED = "consent_expired"
    CONSENT_MISSING = "consent_missing"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_TIMEOUT = "consent_timeout"
    CONSENT_MISMATCH = "consent_mismatch"
    ACCOUNT_INACTIVE = "account_inactive"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_AMBIGUOUS = "account_ambiguous"
    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_UNCLEAR = "account_unclear"
    ACCOUNT_MISMATCH = "account_mismatch"
    ACCOUNT_NOT_FOUND = "account_not_found"
    BANK_GONE = "bank_gone"
    BANK_NOT_CONNECTED = "bank_not_connected"
    CONNECTING_ALREADY = "connecting_already"
    ERASURE_UNFINISHED = "erasure_unfinished"
    INSTITUTION_UNKNOWN = "institution_unknown"
    IP_BLOCKED = "ip_blocked"
    QUOTA_EXCEEDED = "quota_exceeded"
    RATE_LIMITED = "rate_limited"
    REQUEST_REFUSED = "request_refused"
    # attribution and records
    UNKNOWN_TRANSACTION = "unknown_transaction"
    UNKNOWN_TARGET = "unknown_target"
    AMOUNT_EXCEEDS_REMAINING = "amount_exceeds_remaining"
    AMOUNT_BELOW_SETTLED = "amount_below_settled"
    AMOUNT_EXCEEDS_TRANSACTION = "amount_exceeds_transaction"
    WRONG_DIRECTION = "wrong_direction"
    CURRENCY_MISMATCH = "currency_mismatch"
    FEE_MISMATCH = "fee_mismatch"
    UNKNOWN_RULE = "unknown_rule"
    RULE_TOO_WIDE = "rule_too_wide"
    RULE_WITHOUT_CLIENT = "rule_without_client"
    FIELD_NOT_OF_RULE = "field_not_of_rule"
    CLIENT_NOT_FOUND = "client_not_found"
    NOTHING_TO_DO = "nothing_to_do"
    UNKNOWN_IMPORT = "unknown_import"
    IMPORT_BUILT_ON = "import_built_on"
    INVALID_VALUE = "invalid_value"
    IN_USE = "in_use"
    VOUCHER_UNKNOWN = "voucher_unknown"
    VOUCHER_TOO_LARGE = "voucher_too_large"
    VOUCHER_KNOWN = "voucher_known"


class MicroDeskError(Exception):
    """Root of the exceptions that this program raises deliberately."""


class KnownError(MicroDeskError):
    """A failure caused by the environment or the input, never by a bug.

    `params` fill the sentence: amounts as `domain.money.Money`, days and moments as `date` and `datetime`, fields of
    a form by their code, several values as a tuple. They are never logged.
    """

    def __init__(self, code: ErrorCode, **params: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.params = params


class Cancelled(MicroDeskError):
    """The user asked to stop; nothing half-done is left and nothing is shown."""
