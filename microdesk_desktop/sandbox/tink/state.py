"""State of the simulated Tink: its client, tokens, codes, users and their credentials; modes are plain attributes."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.sandbox.tink.data import TinkAccount, TinkBank

CLIENT_SCOPES = frozenset(("user:create", "authorization:grant", "providers:read"))
USER_SCOPES = frozenset(
    (
        *("accounts:read", "balances:read", "transactions:read", "provider-consents:read", "user:delete", "user:read"),
        *("credentials:read", "credentials:refresh", "credentials:write", "providers:read"),
        *("authorization:read", "authorization:grant"),
    )
)
TINK_LINK = "df05e4b379934cd09963197cc855bfe9"
CONSENT_DAYS = 180


@dataclass(kw_only=True)
class Token:
    """An access token: of the client, or of a user."""

    scopes: frozenset[str]
    ends_at: datetime
    user_id: str | None = None


@dataclass(kw_only=True)
class GrantCode:
    """A code of single use for one user; `actor` is the client that may exchange it."""

    user_id: str
    scopes: frozenset[str]
    actor: str
    ends_at: datetime
    is_used: bool = False


@dataclass(kw_only=True)
class Credentials:
    """The user's login at one bank; `coming` are the statuses that the next looks will find, the last one stays."""

    id: str
    bank: TinkBank
    status: str
    updated_at: datetime
    ends_at: datetime
    coming: list[str] = field(default_factory=list)
    accounts: dict[str, TinkAccount] = field(default_factory=dict)


@dataclass(kw_only=True)
class User:
    """A Tink user; `ends_at` is when their deletion takes effect."""

    id: str
    external_id: str
    market: str
    locale: str
    credentials: list[Credentials] = field(default_factory=list)
    refreshes: list[datetime] = field(default_factory=list)
    ends_at: datetime | None = None


class State:
    """Everything that Tink keeps; its public settings may be changed while it runs."""

    def __init__(self, banks: Sequence[TinkBank], clock: Clock) -> None:
        self.banks = list(banks)
        self.client_id = secrets.token_hex(16)
        self.client_secret = secrets.token_hex(32)
        self.client_scopes = set(CLIENT_SCOPES)
        self.user_scopes = set(USER_SCOPES)
        self.registered: list[str] = []
        self.has_permanent_users = True
        self.client_token_s, self.user_token_s, self.code_s = 1_800, 7_200, 300
        # the statuses that a consent or a refresh passes through, one at each look
        self.consent_steps: list[str] = []
        self.refresh_steps: list[str] = []
        self.consent_days: int | None = CONSENT_DAYS
        # whether the banks let a consent be extended without a login
        self.is_extendable = False
        self.refreshes_a_day = 4
        self.is_refresh_limit_silent = False
        self.deletion_delay = timedelta()
        self.is_named_in_camel_case = False
        self.has_amounts_as_text = True
        self.balance_scale = 2
        self.page_size = 100
        self.last_page: dict[str, object] = {"nextPageToken": ""}
        self.repeats_page_token = False
        # forgets the tokens of users before it answers the page of this number
        self.forgets_before_page: int | None = None
        self.hides_undated = False
        self.users: dict[str, User] = {}
        self.tokens: dict[str, Token] = {}
        self.codes: dict[str, GrantCode] = {}
        self.page_tokens: dict[str, tuple[str, int]] = {}
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    def today(self) -> date:
        return self._clock.today()

    def user(self, user_id: str) -> User | None:
        """A user who is not deleted."""
        found = self.users.get(user_id)
        if found is None or (found.ends_at is not None and found.ends_at <= self.now()):
            return None
        return found

    def add_user(self, external_id: str, market: str, locale: str) -> User:
        user = User(id=uuid.uuid4().hex, external_id=external_id, market=market, locale=locale)
        self.users[user.id] = user
        return user

    def by_external_id(self, external_id: str) -> User | None:
        return next((each for each in self.users.values() if each.external_id == external_id), None)

    def issue_code(self, user: User, scopes: frozenset[str], actor: str) -> str:
        code = secrets.token_urlsafe(24)
        ends_at = self.now() + timedelta(seconds=self.code_s)
        self.codes[code] = GrantCode(user_id=user.id, scopes=scopes, actor=actor, ends_at=ends_at)
        return code

    def redeem(self, code: str, actor: str) -> GrantCode | None:
        """The grant of a code that this client may use, once and in time."""
        found = self.codes.get(code)
        if found is None or found.is_used or found.ends_at <= self.now() or found.actor != actor:
            return None
        found.is_used = True
        return found

    def issue_token(self, scopes: frozenset[str], user_id: str | None = None) -> tuple[str, int]:
        """A token and its life in seconds."""
        seconds = self.client_token_s if user_id is None else self.user_token_s
        token = secrets.token_urlsafe(48)
        ends_at = self.now() + timedelta(seconds=seconds)
        self.tokens[token] = Token(scopes=scopes, ends_at=ends_at, user_id=user_id)
        return token, seconds

    def forget_tokens(self) -> None:
        """Refuse every token issued so far."""
        self.tokens.clear()

    def connect(self, user: User, bank: TinkBank) -> Credentials:
        """The credentials of a user who has just agreed; the ids of accounts are new each time."""
        steps = [*self.consent_steps, "UPDATED"]
        credentials = Credentials(
            id=uuid.uuid4().hex,
            bank=bank,
            status=steps[0],
            updated_at=self.now(),
            ends_at=self.now() + timedelta(days=self.consent_days or CONSENT_DAYS),
            coming=steps[1:],
            accounts={uuid.uuid4().hex: account for account in bank.accounts},
        )
        user.credentials.append(credentials)
        return credentials

    def extend(self, credentials: Credentials) -> None:
        """The user has confirmed that the consent goes on."""
        credentials.ends_at = self.now() + timedelta(days=self.consent_days or CONSENT_DAYS)
        credentials.status, credentials.updated_at = "UPDATED", self.now()

    def look(self, user: User) -> None:
        """Somebody looks at the credentials: whatever is under way goes one step on."""
        for each in user.credentials:
            if each.coming:
                each.status = each.coming.pop(0)
                each.updated_at = self.now()

    def refresh(self, user: User, credentials: Credentials) -> bool:
        """Read at the bank again; False when the limit is reached. A second one while one runs does nothing."""
        if credentials.coming:
            return True
        since = self.now() - timedelta(days=1)
        user.refreshes = [at for at in user.refreshes if at > since]
        if len(user.refreshes) >= self.refreshes_a_day:
            return False
        user.refreshes.append(self.now())
        steps = [*self.refresh_steps, "UPDATED"]
        credentials.status, credentials.coming = steps[0], steps[1:]
        if not credentials.coming:
            credentials.updated_at = self.now()
        return True

    def delete(self, user: User) -> None:
        """Delete a user and everything kept of them, at once or after the delay."""
        user.ends_at = self.now() + self.deletion_delay

    def accounts(self, user: User) -> dict[str, TinkAccount]:
        """The accounts of a user that Tink has read whole."""
        return {
            id_: account
            for each in user.credentials
            if not each.coming and each.status == "UPDATED"
            for id_, account in each.accounts.items()
        }
