"""The sandbox bank of GoCardless, as the contract suite sees a stand-in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self

from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.operations.bank.connect import Announce
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.accounts import SandboxAccount, SandboxInstitution, announced, transaction
from microdesk_desktop.sandbox.bank import Return, SandboxBank
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.faults import Fault, Faults
from tests.contract.stand_in import CANARY, Answer, Fact

MANY = 1_000
_COUNTED = ("details/", "balances/", "transactions/")


class GoCardlessStandIn:
    info = PROVIDERS["gocardless"]
    institution_id = "BOURSORAMA_BOUSFRPP"
    transactions_path = "/transactions/"
    balance_path = "/balances/"
    polling_path = "/requisitions/"
    asks_consent = True
    can_be_polled = True
    lists_all_pending = True
    revoking = ("DELETE", "/requisitions/")
    daily = 4
    consent_expired = faults.CONSENT_EXPIRED
    refusals: Sequence[tuple[Fault, ErrorCode]] = (
        (faults.BAD_FIELD, ErrorCode.REQUEST_REFUSED),
        (faults.BAD_REQUEST, ErrorCode.REQUEST_REFUSED),
        (faults.BAD_TOKEN, ErrorCode.CREDENTIALS_REFUSED),
        (faults.CONSENT_EXPIRED, ErrorCode.CONSENT_EXPIRED),
        (faults.CONSENT_EXPIRED_400, ErrorCode.CONSENT_EXPIRED),
        (faults.ACCESS_EXPIRED, ErrorCode.CONSENT_EXPIRED),
        (faults.ACCOUNT_INACTIVE, ErrorCode.ACCOUNT_INACTIVE),
        (faults.PAYMENT_REQUIRED, ErrorCode.QUOTA_EXCEEDED),
        (faults.IP_DENIED, ErrorCode.IP_BLOCKED),
        (faults.NO_AGREEMENT, ErrorCode.CONSENT_MISSING),
        (faults.FORBIDDEN, ErrorCode.CONSENT_MISSING),
        (faults.NOT_FOUND, ErrorCode.BANK_GONE),
        (faults.SUSPENDED, ErrorCode.ACCOUNT_SUSPENDED),
        (faults.TOO_MANY, ErrorCode.RATE_LIMITED),
        (faults.BANK_ERROR, ErrorCode.BANK_ERROR),
        (faults.UNAVAILABLE, ErrorCode.PROVIDER_DOWN),
        (faults.HTML, ErrorCode.PROVIDER_DOWN),
        (faults.EMPTY, ErrorCode.PROVIDER_DOWN),
        (faults.STRANGE, ErrorCode.PROVIDER_CHANGED),
        (faults.HIDDEN, ErrorCode.ACCOUNT_SUSPENDED),
        (faults.TRUNCATED, ErrorCode.PROVIDER_DOWN),
        (faults.HANGING, ErrorCode.PROVIDER_DOWN),
        (faults.RESET, ErrorCode.PROVIDER_DOWN),
    )

    def __init__(self, clock: Clock) -> None:
        self.bank = SandboxBank(clock)
        self.keys = self.bank.secrets
        self.wrong_keys = {**self.keys, "secret_key": "wrong"}

    def __enter__(self) -> Self:
        self.bank.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.bank.stop()

    @property
    def base_url(self) -> str:
        return self.bank.base_url

    @property
    def faults(self) -> Faults:
        return self.bank.faults

    @property
    def requests(self) -> Sequence[tuple[str, str]]:
        return self.bank.requests

    def stop(self) -> None:
        self.bank.stop()

    def open_account(self, iban: str) -> None:
        self.bank.open_account(self.institution_id, SandboxAccount(iban=iban, owner=CANARY))

    def close_accounts(self) -> None:
        self._institution.accounts.clear()

    def put(self, iban: str, *facts: Fact) -> None:
        account = self._account(iban)
        account.booked = [self._raw(fact) for fact in facts if not fact.is_pending]
        account.pending = [announced(fact.on, fact.cents, fact.label) for fact in facts if fact.is_pending]

    def _raw(self, fact: Fact) -> dict[str, Any]:
        return transaction(
            fact.on,
            fact.cents,
            fact.label,
            identifier=fact.identifier,
            creditorAccount={"iban": CANARY},
            balanceAfterTransaction={"note": CANARY},
            merchantCategoryCode=CANARY,
        )

    def put_odd_row(self, iban: str, odd: Mapping[str, object]) -> None:
        self._account(iban).booked.append({**transaction(self.bank.state.today(), -100, "ODD"), **odd})

    def odd_fields(self) -> Sequence[str]:
        return (
            "transactionId",
            "internalTransactionId",
            "bookingDate",
            "valueDate",
            "transactionAmount",
            "creditorName",
            "endToEndId",
            "remittanceInformationUnstructured",
            "remittanceInformationStructuredArray",
        )

    def user(self, answer: Answer) -> Announce:
        def announce(page: ConsentPage) -> None:
            if answer is Answer.NOTHING:
                return
            ways = {Answer.LOST: Return.NEVER, Answer.WRONG_REFERENCE: Return.WRONG_REFERENCE}
            self.bank.returns = ways.get(answer, Return.FAITHFUL)
            browser(agrees=answer is not Answer.REFUSE)(page.url)

        return announce

    def open_consents(self) -> int:
        return len(self.bank.state.requisitions)

    def granted_end(self) -> datetime:
        end = list(self.bank.state.requisitions.values())[-1].agreement.ends_at
        assert end is not None
        return end

    def accounts_read(self) -> set[str]:
        counted = [path for _, path in self.requests if path.endswith(_COUNTED)]
        known = self.bank.state.accounts.items()
        return {account.iban for id_, (account, _) in known if any(id_ in path for path in counted)}

    def first_day_asked(self) -> date:
        return date.fromisoformat([each["date_from"] for each in self.bank.queries if "date_from" in each][-1])

    def break_page(self, url: str) -> bool:
        body = {"id": "r", "link": url}
        self.faults.add(Fault(name="link", status=201, body=body, only="/requisitions/", method="POST"))
        return True

    def add_odd_institution(self) -> None:
        self.bank.state.institutions = [*self.bank.state.institutions, _OddInstitution(id="ODD", name="", bic="")]

    def renew_limits(self) -> None:
        self.bank.state.renew_limits()
        self.bank.state.requisition_quota = MANY

    def forget_tokens(self) -> None:
        self.bank.state.forget_tokens()

    def issue(self, text: str) -> Fault | None:
        body = {"access": text, "access_expires": 86_400, "refresh": text, "refresh_expires": 86_400}
        return Fault(name="token", status=200, body=body, only="/token/new/")

    @property
    def _institution(self) -> SandboxInstitution:
        return self.bank.institution(self.institution_id)

    def _account(self, iban: str) -> SandboxAccount:
        return next(each for each in self._institution.accounts if each.iban == iban)


class _OddInstitution(SandboxInstitution):
    def as_json(self) -> Mapping[str, object]:
        return {"id": self.id, "name": 7, "bic": [], "transaction_total_days": None, "supported_features": "all"}
