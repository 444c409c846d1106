"""The sandbox of Enable Banking, as the contract suite sees a stand-in; it ends with an error after any violation."""

import html
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from microdesk_desktop.banks.enable_banking.errors import CODES
from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.operations.bank.connect import Announce
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.browser import visit
from microdesk_desktop.sandbox.enable_banking import EnableBankingSandbox, refusals
from microdesk_desktop.sandbox.enable_banking.refusals import STATUSES
from microdesk_desktop.sandbox.enable_banking.rows import Raw, row
from microdesk_desktop.sandbox.enable_banking.state import Account
from microdesk_desktop.sandbox.faults import Fault, Faults
from tests.contract.stand_in import CANARY, Answer, Fact

_BANK = "CIC"
_PARTY = {"name": "", "postal_address": {"country": CANARY, "address_line": [CANARY]}, "id": CANARY}
_ROW_CANARIES = {
    "creditor_account": {"iban": CANARY},
    "debtor_account": {"iban": CANARY},
    "creditor_agent": {"bic_fi": CANARY, "name": CANARY},
    "creditor": _PARTY,
    "debtor": _PARTY,
    "merchant_category_code": CANARY,
    "exchange_rate": {"unit_currency": CANARY},
    "balance_after_transaction": {"currency": CANARY, "amount": "1.00"},
    "transaction_id": CANARY,
    "debtor_account_additional_identification": [{"identification": CANARY}],
}
_ACCOUNT_CANARIES = {
    "postal_address": {"address_line": [CANARY]},
    "legal_age": CANARY,
    "psu_status": CANARY,
    "credit_limit": {"currency": CANARY, "amount": "1.00"},
    "identification_hash": CANARY,
    "identification_hashes": [CANARY],
}

INACTIVE = Fault(name="inactive", status=403, body=refusals.INACTIVE.body)
NO_NAME = Fault(name="401 without a name", status=401, body={"message": "Unauthorized", "code": 401})
ENDED_AT_BANK = Fault(
    name="401 of the bank",
    status=400,
    body=refusals.of_bank({"status": 401, "message": "Unauthorized"}).reply().body,
)
ENDED_IN_TEXT = Fault(
    name="token of the bank",
    status=400,
    body=refusals.of_bank("The access token has expired").reply().body,
)
HIDDEN = Fault(name="hidden error", status=200, body={"message": "Session is closed", "error": "CLOSED_SESSION"})


class EnableBankingStandIn:
    info = PROVIDERS["enablebanking"]
    institution_id = "FR:CIC:business"
    transactions_path = "/transactions"
    balance_path = "/balances"
    polling_path = "/sessions"
    asks_consent = True
    lists_all_pending = True
    can_be_polled = False
    revoking = ("DELETE", "/sessions/")
    daily = 4
    consent_expired = refusals.fault("EXPIRED_SESSION")
    refusals: Sequence[tuple[Fault, ErrorCode]] = (
        *((refusals.fault(name), CODES[name]) for name in STATUSES),
        (INACTIVE, ErrorCode.APPLICATION_INACTIVE),
        (NO_NAME, ErrorCode.CREDENTIALS_REFUSED),
        (ENDED_AT_BANK, ErrorCode.CONSENT_EXPIRED),
        (ENDED_IN_TEXT, ErrorCode.CONSENT_EXPIRED),
        (HIDDEN, ErrorCode.CONSENT_EXPIRED),
        (faults.UNAVAILABLE, ErrorCode.PROVIDER_DOWN),
        (faults.HTML, ErrorCode.PROVIDER_DOWN),
        (faults.EMPTY, ErrorCode.PROVIDER_DOWN),
        (faults.STRANGE, ErrorCode.PROVIDER_CHANGED),
        (faults.TRUNCATED, ErrorCode.PROVIDER_DOWN),
        (faults.HANGING, ErrorCode.PROVIDER_DOWN),
        (faults.RESET, ErrorCode.PROVIDER_DOWN),
    )

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.sandbox = EnableBankingSandbox(clock)
        self.keys = self.sandbox.secrets
        self.wrong_keys = {**self.keys, "application_id": str(uuid.uuid4())}

    def __enter__(self) -> Self:
        self.sandbox.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.sandbox.stop()
        assert self.sandbox.violations == []

    @property
    def base_url(self) -> str:
        return self.sandbox.base_url

    @property
    def faults(self) -> Faults:
        return self.sandbox.faults

    @property
    def requests(self) -> Sequence[tuple[str, str]]:
        return self.sandbox.requests

    @property
    def registered(self) -> list[str]:
        return self.sandbox.registered

    @registered.setter
    def registered(self, addresses: list[str]) -> None:
        self.sandbox.registered = addresses

    def stop(self) -> None:
        self.sandbox.stop()

    def open_account(self, iban: str) -> None:
        account = Account(iban=iban, owner=CANARY, fields=_ACCOUNT_CANARIES)
        self.sandbox.bank(_BANK).accounts.append(account)

    def close_accounts(self) -> None:
        for account in self.sandbox.bank(_BANK).accounts:
            account.is_linked = False

    def put(self, iban: str, *facts: Fact) -> None:
        self._account(iban).rows = [_raw(fact) for fact in facts]

    def put_odd_row(self, iban: str, odd: Mapping[str, object]) -> None:
        self._account(iban).rows.append({**row(self._clock.today(), -100, "ODD"), **odd})

    def odd_fields(self) -> Sequence[str]:
        return (
            "entry_reference",
            "transaction_amount",
            "credit_debit_indicator",
            "booking_date",
            "value_date",
            "transaction_date",
            "remittance_information",
            "creditor",
            "reference_number",
            "note",
            "bank_transaction_code",
        )

    def user(self, answer: Answer) -> Announce:
        def announce(page: ConsentPage) -> None:
            if answer in (Answer.NOTHING, Answer.LOST):
                return
            back = address_shown(page.url, agrees=answer is not Answer.REFUSE)
            if answer is Answer.WRONG_REFERENCE:
                query = query_of(back)
                assert not page.offer(f"{back.partition('?')[0]}?{urlencode({**query, 'state': 'guess'})}")
                assert not page.offer(query["code"]), "a bare code has no reference"
            assert page.offer(back)

        return announce

    def open_consents(self) -> int:
        return len(self.sandbox.open_sessions)

    def granted_end(self) -> datetime:
        return list(self.sandbox.sessions.values())[-1].authorization.ends_at

    def accounts_read(self) -> set[str]:
        read = {path.split("/")[2] for _, path in self.requests if path.startswith("/accounts/")}
        known = [each.accounts for each in self.sandbox.sessions.values()]
        return {accounts[uid].iban for accounts in known for uid in accounts.keys() & read}

    def first_day_asked(self) -> date:
        return date.fromisoformat([each["date_from"] for each in self.sandbox.queries if "date_from" in each][-1])

    def break_page(self, url: str) -> bool:
        self.sandbox.page_url = url
        return True

    def add_odd_institution(self) -> None:
        odd = {"name": "Odd", "country": 7, "psu_types": "all", "auth_methods": {}, "maximum_consent_validity": []}
        self.sandbox.extra_banks = [odd, {"name": None}, None, 7]

    def renew_limits(self) -> None:
        self.sandbox.renew_limits()

    def forget_tokens(self) -> None:
        """The provider issues none."""

    def issue(self, text: str) -> Fault | None:
        return None

    def _account(self, iban: str) -> Account:
        return next(each for each in self.sandbox.bank(_BANK).accounts if each.iban == iban)


def address_shown(url: str, *, agrees: bool = True) -> str:
    """The address where the browser ends once the user has answered the page; nothing listens there."""
    visit(url)
    page = visit(f"{url}/{'yes' if agrees else 'no'}")
    found = re.search(r"https?://[^<\s]+", page)
    assert found
    return html.unescape(found[0])


def query_of(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def _raw(fact: Fact) -> Raw:
    status = "PDNG" if fact.is_pending else "BOOK"
    return row(fact.on, fact.cents, fact.label, status=status, reference=fact.identifier, **_ROW_CANARIES)
