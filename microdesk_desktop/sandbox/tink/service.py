"""Tink simulator on this computer, with fault injection."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.sandbox.bank import SampleRow
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.service import Service
from microdesk_desktop.sandbox.tink.api import TinkApi
from microdesk_desktop.sandbox.tink.data import TinkAccount, TinkBank, sample_banks, transaction
from microdesk_desktop.sandbox.tink.link import TinkLink
from microdesk_desktop.sandbox.tink.state import State

RETURN_ADDRESS = "http://localhost:47653/microdesk"


class SandboxTink(Service):
    """Tink with its banks; `state` holds its modes, `link` how the user's browser comes back.

    `received` lists the requests so far with their bodies, oldest first.
    """

    def __init__(self, clock: Clock | None = None, banks: Sequence[TinkBank] | None = None) -> None:
        super().__init__()
        self.received: list[Request] = []
        self.state = State(sample_banks() if banks is None else banks, clock or SystemClock())
        self.state.registered.append(RETURN_ADDRESS)
        self.link = TinkLink(self.state)
        self._api = TinkApi(self.state)

    @property
    def base_url(self) -> str:
        """What to give as the provider's base URL."""
        return self._server.url

    @property
    def secrets(self) -> Mapping[str, str]:
        """The keys that this provider accepts, by the names of the settings."""
        return {"client_id": self.state.client_id, "client_secret": self.state.client_secret}

    def bank(self, name: str) -> TinkBank:
        """One of the banks, to change its accounts."""
        return next(each for each in self.state.banks if each.name == name)

    def open_sample_account(self, iban: str, opening_cents: int, rows: Iterable[SampleRow], today: date) -> str:
        """Give the customer an account with these rows; returns the id of its bank."""
        account = TinkAccount(iban=iban, opening_cents=opening_cents)
        for days_ago, cents, label, is_pending in rows:
            on = today - timedelta(days=days_ago)
            account.rows.append(transaction(on, cents, label, is_pending=is_pending))
        bank = self.state.banks[0]
        bank.accounts.append(account)
        return bank.name

    def _answer(self, request: Request) -> Reply:
        self.received.append(request)
        if request.path.startswith("/link/"):
            return self.link.handle(request)
        return self._api.handle(request)
