"""The codes of `resources/privacy/inventory.toml`; `views/privacy/inventory/words.py` has the words of each."""

from enum import StrEnum


class People(StrEnum):
    """Whose data it is; PAYERS are those whom the labels of the bank name."""

    YOU = "you"
    CLIENTS = "clients"
    SUPPLIERS = "suppliers"
    PAYERS = "payers"
    CORRESPONDENTS = "correspondents"
    NOBODY = "nobody"


class Aim(StrEnum):
    """What the data is for."""

    ISSUING = "issuing"
    INVOICING = "invoicing"
    CHOICES = "choices"
    ACCOUNTING = "accounting"
    FOLLOW_UP = "follow_up"
    DRAFTING = "drafting"
    ARCHIVING = "archiving"
    PRICING = "pricing"
    MATCHING = "matching"
    BANK_ACCESS = "bank_access"
    MAIL_ACCESS = "mail_access"
    READING = "reading"
    MILEAGE = "mileage"
    UNDOING = "undoing"
    IDENTIFICATION = "identification"
    PROOF = "proof"
    RIGHTS = "rights"
    TRANSPARENCY = "transparency"
    STORAGE = "storage"
    SECURITY = "security"
    RESTORING = "restoring"
    RECALLING = "recalling"
    COMFORT = "comfort"
    DIAGNOSIS = "diagnosis"
    OPERATION = "operation"
    NOTHING = "nothing"


class Basis(StrEnum):
    """The legal basis of art. 6.1 RGPD; NONE where no data is personal."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    LEGITIMATE_INTEREST = "legitimate_interest"
    NONE = "none"


class Retention(StrEnum):
    """Until when the data stays; a rule that `resources/tables/retention.toml` names too has its duration there."""

    ACCOUNTS = "accounts"
    ARCHIVE = "archive"
    BACKUPS = "backups"
    BANK = "bank"
    BANK_CONNECTION = "bank_connection"
    CHOICES = "choices"
    CLIENT = "client"
    DOCUMENTS = "documents"
    IMPORTS = "imports"
    JOURNAL = "journal"
    LOOKUPS = "lookups"
    MAIL_ACCOUNT = "mail_account"
    NEVER = "never"
    REPORTS = "reports"
    REQUESTS = "requests"
    SHORT = "short"
    TRIPS = "trips"
    UNTIL_ERASED = "until_erased"
    UNTIL_REFUSED = "until_refused"
    WITH_RECORD = "with_record"


class Origin(StrEnum):
    """Where the data comes from."""

    USER = "user"
    IMPORTS = "imports"
    PUBLIC_REGISTERS = "public_registers"
    BANK = "bank"
    MAILBOX = "mailbox"
    PROGRAM = "program"


class Where(StrEnum):
    """Where the data lies: the encrypted vault, the system's keyring, a file beside the vault, the memory alone."""

    VAULT = "vault"
    KEYRING = "keyring"
    PROFILE = "profile"
    MEMORY = "memory"
    NOWHERE = "nowhere"


class Place(StrEnum):
    """The folder below which a file is: the profile, the system's temporary folder, one that the user chose."""

    PROFILE = "profile"
    TEMPORARY = "temporary"
    CHOSEN = "chosen"


class Learned(StrEnum):
    """What a recipient may learn."""

    NETWORK_ADDRESS = "network_address"
    SIGN_IN = "sign_in"
    BANK_DATA = "bank_data"
    MESSAGES = "messages"
    WORDS_SOUGHT = "words_sought"
    VAT_NUMBERS = "vat_numbers"
    RECORDS = "records"
