"""The sandbox of Tink, as the contract suite sees a stand-in."""

import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import cycle
from typing import Any, Self

from microdesk_desktop.banks.provider import Provider, ProviderContext
from microdesk_desktop.banks.registry import PROVIDERS
from microdesk_desktop.banks.tink.provider import Tink
from microdesk_desktop.base.clock import Clock
from microdesk_desktop.base.errors import ErrorCode
from microdesk_desktop.operations.bank.connect import Announce
from microdesk_desktop.operations.consent_page import ConsentPage
from microdesk_desktop.sandbox import faults
from microdesk_desktop.sandbox.bank import Return
from microdesk_desktop.sandbox.browser import browser
from microdesk_desktop.sandbox.faults import Fault, Faults
from microdesk_desktop.sandbox.tink import SandboxTink
from microdesk_desktop.sandbox.tink.data import TinkAccount, TinkBank, transaction
from tests.contract.stand_in import CANARY, Answer, Fact

TRANSACTIONS = "/data/v2/transactions"
# Ports that no system gives out by itself, other ones for each process that runs these tests.
_APART = 97
_PORTS = cycle(range(20_000 + os.getpid() % _APART, 32_000, _APART))


def free_address() -> str:
    """A return address of this process: the registered one is the same everywhere, and tests run side by side."""
    port = next(port for port in _PORTS if _is_free(port))
    return f"http://localhost:{port}/microdesk"


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def refusal(name: str, status: int, error: str) -> Fault:
    body = {"errorMessage": error.lower(), "errorCode": error}
    return Fault(name=name, status=status, body=body, only=TRANSACTIONS)


def _on_transactions(fault: Fault) -> Fault:
    return replace(fault, only=TRANSACTIONS)


class TinkStandIn:
    institution_id = "fr-boursobank-ob"
    transactions_path = TRANSACTIONS
    balance_path = "/data/v2/accounts"
    polling_path = "/provider-consents"
    asks_consent = True
    can_be_polled = True
    # what is hidden behind the filter on booked days is not known
    lists_all_pending = False
    revoking = ("POST", "/api/v1/user/delete")
    daily = None
    consent_expired = Fault(
        name="expired",
        status=200,
        body={"providerConsents": [{"credentialsId": "c", "accountIds": [], "status": "SESSION_EXPIRED"}]},
        only="/provider-consents",
    )
    refusals: Sequence[tuple[Fault, ErrorCode]] = (
        (refusal("400", 400, "INVALID_ARGUMENT"), ErrorCode.REQUEST_REFUSED),
        (refusal("401", 401, "UNAUTHENTICATED"), ErrorCode.CONSENT_EXPIRED),
        (refusal("402", 402, "PAYMENT_REQUIRED"), ErrorCode.QUOTA_EXCEEDED),
        (refusal("403", 403, "PERMISSION_DENIED"), ErrorCode.APPLICATION_INACTIVE),
        (refusal("404", 404, "NOT_FOUND"), ErrorCode.BANK_GONE),
        (refusal("429", 429, "RESOURCE_EXHAUSTED"), ErrorCode.RATE_LIMITED),
        (refusal("500", 500, "INTERNAL"), ErrorCode.PROVIDER_DOWN),
        (refusal("hidden", 200, "INTERNAL"), ErrorCode.PROVIDER_DOWN),
        *((_on_transactions(each), ErrorCode.PROVIDER_DOWN) for each in (faults.UNAVAILABLE, faults.HTML)),
        *((_on_transactions(each), ErrorCode.PROVIDER_DOWN) for each in (faults.EMPTY, faults.TRUNCATED)),
        (_on_transactions(faults.STRANGE), ErrorCode.PROVIDER_CHANGED),
        (faults.HANGING, ErrorCode.PROVIDER_DOWN),
        (faults.RESET, ErrorCode.PROVIDER_DOWN),
    )

    def __init__(self, clock: Clock) -> None:
        self.bank = SandboxTink(clock)
        self.keys = self.bank.secrets
        self.wrong_keys = {**self.keys, "client_secret": "wrong"}
        address = free_address()
        self.registered = [address]
        self.info = replace(
            PROVIDERS["tink"], open=lambda context: _opened(context, address), return_addresses=(address,)
        )

    @property
    def registered(self) -> list[str]:
        """The return addresses that the user has registered."""
        return self.bank.state.registered

    @registered.setter
    def registered(self, addresses: list[str]) -> None:
        self.bank.state.registered = addresses

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
        extra = {
            "identifiers": {"iban": {"iban": iban, "bban": CANARY}, "financialInstitution": {"accountNumber": CANARY}},
            "customerSegment": CANARY,
            "parties": [{"name": CANARY}],
        }
        self._institution.accounts.append(TinkAccount(iban=iban, extra=extra))

    def close_accounts(self) -> None:
        self._institution.accounts.clear()

    def put(self, iban: str, *facts: Fact) -> None:
        self._account(iban).rows = [self._raw(fact) for fact in facts]

    def _raw(self, fact: Fact) -> dict[str, Any]:
        return transaction(
            fact.on,
            fact.cents,
            fact.label,
            identifier=fact.identifier,
            is_pending=fact.is_pending,
            categories={"pfm": {"id": CANARY, "name": CANARY}},
            merchantInformation={"merchantName": CANARY, "merchantCategoryCode": CANARY},
            counterparties={
                each: {"identifiers": {"financialInstitution": {"accountNumber": CANARY}}}
                for each in ("payer", "payee")
            },
            identifiers={"providerTransactionId": CANARY},
            descriptions={"original": fact.label, "display": CANARY},
        )

    def put_odd_row(self, iban: str, odd: Mapping[str, object]) -> None:
        self._account(iban).rows.append({**transaction(self.bank.state.today(), -100, "ODD"), **odd})

    def odd_fields(self) -> Sequence[str]:
        return (
            *("id", "accountId", "amount", "status", "dates", "descriptions", "counterparties", "reference"),
            *("bookedDateTime", "valueDateTime", "providerMutability", "types", "merchantInformation"),
        )

    def user(self, answer: Answer) -> Announce:
        def announce(page: ConsentPage) -> None:
            if answer is Answer.NOTHING:
                return
            ways = {Answer.LOST: Return.NEVER, Answer.WRONG_REFERENCE: Return.WRONG_REFERENCE}
            self.bank.link.returns = ways.get(answer, Return.FAITHFUL)
            browser(agrees=answer is not Answer.REFUSE)(page.url)

        return announce

    def open_consents(self) -> int:
        return sum(self.bank.state.user(each) is not None for each in self.bank.state.users)

    def granted_end(self) -> datetime:
        return list(self.bank.state.users.values())[-1].credentials[-1].ends_at

    def accounts_read(self) -> set[str]:
        asked = {query.get("accountIdIn") or query.get("idIn") for query in self.bank.queries}
        logins = [each for user in self.bank.state.users.values() for each in user.credentials]
        return {account.iban for each in logins for id_, account in each.accounts.items() if id_ in asked}

    def first_day_asked(self) -> date:
        return date.fromisoformat([each["bookedDateGte"] for each in self.bank.queries if "bookedDateGte" in each][-1])

    def break_page(self, url: str) -> bool:
        return False

    def add_odd_institution(self) -> None:
        self.bank.state.banks.append(_OddBank(name="ODD", display_name=""))

    def renew_limits(self) -> None:
        """Tink counts nothing that this program would notice."""

    def forget_tokens(self) -> None:
        self.bank.state.forget_tokens()

    def issue(self, text: str) -> Fault | None:
        body = {"access_token": text, "token_type": "bearer", "expires_in": 1_800, "scope": "providers:read"}
        return Fault(name="token", status=200, body=body, only="/oauth/token")

    @property
    def _institution(self) -> TinkBank:
        return self.bank.bank(self.institution_id)

    def _account(self, iban: str) -> TinkAccount:
        return next(each for each in self._institution.accounts if each.iban == iban)


def _opened(context: ProviderContext, address: str) -> Provider:
    return Tink(context, return_address=address)


class _OddBank(TinkBank):
    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "displayName": 7, "accessType": [], "status": {}, "capabilities": "all"}
