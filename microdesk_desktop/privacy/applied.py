"""What makes each rule of the inventory come true: a category that goes by itself, or something else that is named.

A rule that is in neither table is one that nothing applies; the tests refuse it.
"""

from collections.abc import Mapping, Sequence

from microdesk_desktop.privacy.codes import Retention
from microdesk_desktop.privacy.retention import Category

BY_TIME: Mapping[Retention, Sequence[Category]] = {
    Retention.ACCOUNTS: (Category.ARCHIVES,),
    Retention.BANK: (Category.BANK,),
    Retention.CHOICES: (Category.PROSPECTS, Category.INACTIVE, Category.FORMER),
    Retention.CLIENT: (Category.PROSPECTS, Category.INACTIVE, Category.FORMER),
    Retention.DOCUMENTS: (Category.DOCUMENTS,),
    Retention.IMPORTS: (Category.IMPORTS,),
    Retention.JOURNAL: (Category.JOURNAL,),
    Retention.LOOKUPS: (Category.LOOKUPS, Category.ARCHIVES),
    Retention.REPORTS: (Category.REPORTS,),
    Retention.REQUESTS: (Category.REQUESTS,),
    Retention.TRIPS: (Category.TRIPS,),
    Retention.WITH_RECORD: (Category.DOCUMENTS,),
}
"""The rules whose time is counted, each with the categories that go once it is over."""
BY_EVENT = frozenset(
    {
        Retention.ARCHIVE,
        Retention.BACKUPS,
        Retention.BANK_CONNECTION,
        Retention.MAIL_ACCOUNT,
        Retention.NEVER,
        Retention.SHORT,
        Retention.UNTIL_REFUSED,
    }
)
"""The rules that an event ends, as the inventory words it: a day of each record, a disconnection, a rotation."""
UNTIL_ERASED = Retention.UNTIL_ERASED
"""The rule that only the user ends; each category of it has its reason in `views/privacy/inventory/stays.py`."""
