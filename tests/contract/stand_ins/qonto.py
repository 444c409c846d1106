"""The sandbox Qonto, as the contract suite sees a stand-in: there is no consent, the keys are enough."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Self

from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.operations.consent_page import Announce, ConsentPage
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.faults import Fault, Faults
from microdesk_desktop.sandbox.qonto import SandboxQonto
from microdesk_desktop.sandbox.qonto import faults as qonto_faults
from microdesk_desktop.sandbox.qonto.rows import QontoAccount, transaction
from tests.contract.stand_in import CANARY, Answer, Fact


class QontoStandIn:
    info = PROVIDERS["qonto"]
    institution_id = "qonto"
    transactions_path = "/v2/transactions"
    balance_path = "/v2/organization"
    polling_path = "/v2/organization"
    can_be_polled = True
    lists_all_pending = True
    asks_consent = False
    daily = None
    revoking = ("DELETE", "/none")
    consent_expired = None
    refusals: Sequence[tuple[Fault, ErrorCode]] = (
        (qonto_faults.BAD_REQUEST, ErrorCode.REQUEST_REFUSED),
        (qonto_faults.UNAUTHORIZED, ErrorCode.CREDENTIALS_REFUSED),
        (qonto_faults.FORBIDDEN, ErrorCode.CREDENTIALS_REFUSED),
        (qonto_faults.NOT_FOUND, ErrorCode.BANK_GONE),
        (qonto_faults.UNPROCESSABLE, ErrorCode.REQUEST_REFUSED),
        (qonto_faults.SEARCH_LIMIT, ErrorCode.REQUEST_REFUSED),
        (qonto_faults.TOO_MANY, ErrorCode.RATE_LIMITED),
        (qonto_faults.TOO_MANY_FOR_SECONDS, ErrorCode.RATE_LIMITED),
        (qonto_faults.TOO_MANY_AS_PAGE, ErrorCode.RATE_LIMITED),
        (qonto_faults.SERVER_ERROR, ErrorCode.PROVIDER_DOWN),
        (faults.UNAVAILABLE, ErrorCode.PROVIDER_DOWN),
        (faults.HTML, ErrorCode.PROVIDER_DOWN),
        (faults.EMPTY, ErrorCode.PROVIDER_DOWN),
        (faults.STRANGE, ErrorCode.PROVIDER_CHANGED),
        (faults.TRUNCATED, ErrorCode.PROVIDER_DOWN),
        (faults.HANGING, ErrorCode.PROVIDER_DOWN),
        (faults.RESET, ErrorCode.PROVIDER_DOWN),
    )

    def __init__(self, clock: Clock) -> None:
        self.bank = SandboxQonto(clock)
        self.bank.owner = CANARY
        self.keys = self.bank.secrets
        self.wrong_keys = {**self.keys, "secret_key": "wrong"}
        self._clock = clock

    def __enter__(self) -> Self:
        self.bank.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.bank.stop()
        assert self.bank.violations == []

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
        self.bank.open_account(QontoAccount(iban=iban, private=CANARY))

    def close_accounts(self) -> None:
        self.bank.accounts.clear()

    def put(self, iban: str, *facts: Fact) -> None:
        self._account(iban).rows = [
            transaction(
                fact.on,
                fact.cents,
                fact.label,
                status="pending" if fact.is_pending else "completed",
                identifier=fact.identifier,
                private=CANARY,
            )
            for fact in facts
        ]

    def put_odd_row(self, iban: str, odd: Mapping[str, object]) -> None:
        # The bank lists the latest first.
        plain = transaction(self._clock.today() - timedelta(days=60), -100, "ODD")
        self._account(iban).rows.append({**plain, **odd})

    def odd_fields(self) -> Sequence[str]:
        return (
            "transaction_id",
            "id",
            "amount",
            "amount_cents",
            "side",
            "currency",
            "label",
            "reference",
            "status",
            "settled_at",
            "emitted_at",
            "note",
        )

    def user(self, answer: Answer) -> Announce:
        def announce(page: ConsentPage) -> None:
            raise AssertionError("there is no page to show")

        return announce

    def open_consents(self) -> int:
        return 0

    def granted_end(self) -> datetime:
        raise AssertionError("it has no end")

    def accounts_read(self) -> set[str]:
        asked = {query["bank_account_id"] for query in self.bank.queries if "bank_account_id" in query}
        return {each.iban for each in self.bank.accounts if each.id in asked}

    def first_day_asked(self) -> date:
        asked = [
            query[name]
            for query in self.bank.queries
            for name in ("settled_at_from", "updated_at_from")
            if name in query
        ]
        return min(date.fromisoformat(each[:10]) for each in asked[-2:])

    def break_page(self, url: str) -> None:
        raise AssertionError("there is no page to show")

    def add_odd_institution(self) -> None:
        """There is one bank."""

    def renew_limits(self) -> None:
        """Nothing is counted by day."""

    def forget_tokens(self) -> None:
        """There are none."""

    def issue(self, text: str) -> Fault | None:
        return None

    def _account(self, iban: str) -> QontoAccount:
        return next(each for each in self.bank.accounts if each.iban == iban)
