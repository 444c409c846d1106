"""GoCardless simulator on this computer, with its banks, its consent page and fault injection."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.sandbox import company
from microdesk_desktop.sandbox.accounts import (
    SandboxAccount,
    SandboxInstitution,
    announced,
    french_banks,
    transaction,
)
from microdesk_desktop.sandbox.consent_page import consent_page, plain_page, redirect_back
from microdesk_desktop.sandbox.gocardless import GoCardlessApi
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.service import Service
from microdesk_desktop.sandbox.state import Requisition, State

SampleRow = tuple[int, int, str, bool]
SAMPLE_INSTITUTION = "CREDIT_AGRICOLE_AQUITAINE_AGRIFRPP"


class Return(StrEnum):
    """How the user's browser comes back from the bank."""

    FAITHFUL = "faithful"
    NEVER = "never"
    WRONG_REFERENCE = "wrong_reference"


class SandboxBank(Service):
    """A provider with its banks; `accounts` of a bank are what its customer sees there.

    `approves_alone` redirects from the link at once, as if the user had agreed; otherwise a page asks.
    """

    def __init__(self, clock: Clock | None = None, institutions: Sequence[SandboxInstitution] | None = None) -> None:
        super().__init__()
        self.approves_alone = False
        self.returns = Return.FAITHFUL
        self.state = State(french_banks() if institutions is None else institutions, clock or SystemClock())
        self._api = GoCardlessApi(self.state)
        self.state.site = self._server.url

    @property
    def base_url(self) -> str:
        """What to give as the provider's base URL."""
        return f"{self._server.url}/api/v2"

    @property
    def secrets(self) -> dict[str, str]:
        """The keys that this provider accepts, by the names of the settings."""
        return {"secret_id": self.state.secret_id, "secret_key": self.state.secret_key}

    def institution(self, institution_id: str) -> SandboxInstitution:
        """One of the banks, to change its accounts or its terms."""
        return next(each for each in self.state.institutions if each.id == institution_id)

    def open_account(self, institution_id: str, account: SandboxAccount) -> SandboxAccount:
        """Give the customer an account at this bank."""
        self.institution(institution_id).accounts.append(account)
        return account

    def open_sample_account(self, iban: str, opening_cents: int, rows: Iterable[SampleRow], today: date) -> str:
        """Give the customer an account with sample rows; returns the id of its bank for a connection."""
        account = SandboxAccount(iban=iban, owner=company.NAME, opening_cents=opening_cents)
        self.open_account(SAMPLE_INSTITUTION, fill(account, rows, today))
        return SAMPLE_INSTITUTION

    def decide(self, requisition: Requisition, *, agrees: bool) -> Reply:
        """Record the user's answer; returns the redirect to the program."""
        back = {"ref": requisition.reference}
        if agrees and requisition.status in ("CR", "GC", "UA"):
            bank = self.institution(requisition.agreement.institution_id)
            self.state.link_accounts(requisition, bank.accounts)
        elif agrees:
            back |= {"error": "ConsentLinkReused", "details": "The link was already used"}
        else:
            requisition.status = "RJ"
            back |= {"error": "UserCancelledSession", "details": "User cancelled the session"}
        if self.returns is Return.NEVER:
            return plain_page("Vous pouvez fermer cette page.")
        if self.returns is Return.WRONG_REFERENCE:
            back["ref"] = back["ref"][::-1]
        return redirect_back(requisition, back)

    def _answer(self, request: Request) -> Reply:
        if request.path.startswith("/psd2/"):
            return self._answer_user(request.path.strip("/").split("/"))
        return self._api.handle(request)

    def _answer_user(self, parts: list[str]) -> Reply:
        requisition = self.state.requisitions.get(parts[2]) if len(parts) == 4 else None
        if requisition is None:
            return Reply(status=404, body="")
        if parts[1] == "decide":
            return self.decide(requisition, agrees=parts[3] == "yes")
        if self.approves_alone:
            return self.decide(requisition, agrees=True)
        requisition.status = "GC"
        return consent_page(requisition, self.institution(requisition.agreement.institution_id))


def fill(account: SandboxAccount, rows: Iterable[SampleRow], today: date) -> SandboxAccount:
    """Put sample rows on an account: days before today, cents, label, and whether the row is pending."""
    for days_ago, cents, label, is_pending in rows:
        on = today - timedelta(days=days_ago)
        if is_pending:
            account.pending.append(announced(on, cents, label))
        else:
            account.booked.append(transaction(on, cents, label))
    return account
