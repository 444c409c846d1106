"""What a module gives to the queue: its items, how many there are, and where they lead.

A module adds a `Provider` to `registry.py`; the page, the badge and the way through the queue take it from there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.domain.changes import Changes
from microdesk_desktop.domain.money import Money
from microdesk_desktop.store.database import Reader


class WaitingAction(StrEnum):
    """What is to be done at the place of an item: by Enter, or by the key that its words name."""

    RENEW = "renew"
    COMPARE = "compare"
    CONFIRM = "confirm"
    CHOOSE = "choose"
    RECORD = "record"
    IGNORE = "ignore"
    SEE_INVOICE = "see_invoice"
    REMIND = "remind"
    INVOICE_QUOTE = "invoice_quote"
    ATTACH_VOUCHER = "attach_voucher"
    CHECK_RECEIVED = "check_received"
    SEE_DRAFT = "see_draft"
    SET_VAT = "set_vat"
    SEE_THRESHOLDS = "see_thresholds"
    SEE_EXPECTED = "see_expected"
    DECLARE = "declare"
    STATE_ACTIVITY = "state_activity"
    SEE_DUTY = "see_duty"
    ANSWER = "answer"
    SEE_RETENTION = "see_retention"
    SEE_ALL = "see_all"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingItem:
    """One thing that the user has to decide or do.

    `key` is unique in the queue. `since` is the day from which its age is counted, None where it has none.
    `page` and `wanted` are the place where it is handled, and `action` is what is done there.
    `reference` is the number of its document or expense, empty for a transaction. `command` is what does its action on
    the command line, as the words after the program's name, empty where no command does.
    `others` is 0, or how many more of the kind are not listed: the item then stands for all of them.
    """

    key: str
    kind: str
    title: str
    page: str
    wanted: object
    action: WaitingAction
    detail: str = ""
    amount: Money | None = None
    since: date | None = None
    reference: str = ""
    command: tuple[str, ...] = ()
    others: int = 0


Count = Callable[[Reader, date], int]
Load = Callable[[Reader, date, int], Sequence[WaitingItem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One kind of thing that waits.

    `count` is exact and quick: it is asked for after every change; None where the few that there may be are loaded as
    quickly. `load` gives the first ones, at most as many as it is asked for, in the order in which they are best
    handled; both take today. `are_few` is whether the queue, which loads them, counts what it loaded. `flags` are the
    changes after which either may answer otherwise. `everything` is the page, and what it is given, that lists all of
    the kind.
    """

    kind: str
    title: Callable[[], str]
    tone: Tone
    flags: Changes
    count: Count | None
    load: Load
    everything: tuple[str, object]
    are_few: bool = False
