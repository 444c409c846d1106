"""State of the simulated provider: tokens, agreements, requisitions, linked accounts, spent limits."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from microdesk_desktop.base.clock import Clock
from microdesk_desktop.sandbox.accounts import SandboxAccount, SandboxInstitution

DAY_S = 86_400
MONTH_S = 2_592_000


@dataclass(kw_only=True)
class Agreement:
    """What the user is asked to allow; `accepted_at` is set when they do."""

    id: str
    created_at: datetime
    institution_id: str
    history_days: int
    valid_days: int
    scopes: Sequence[str]
    accepted_at: datetime | None = None

    @property
    def ends_at(self) -> datetime | None:
        return self.accepted_at + timedelta(days=self.valid_days) if self.accepted_at else None

    def as_json(self) -> Mapping[str, object]:
        return {
            "id": self.id,
            "created": self.created_at.isoformat(),
            "institution_id": self.institution_id,
            "max_historical_days": self.history_days,
            "access_valid_for_days": self.valid_days,
            "access_scope": list(self.scopes),
            "accepted": self.accepted_at.isoformat() if self.accepted_at else None,
        }


@dataclass(kw_only=True)
class Requisition:
    """A consent and its page; `accounts` are the ids under which accounts may be read once the user agreed."""

    id: str
    created_at: datetime
    agreement: Agreement
    redirect: str
    reference: str
    language: str
    link: str
    status: str = "CR"
    accounts: list[str] = field(default_factory=list)

    def as_json(self) -> Mapping[str, object]:
        return {
            "id": self.id,
            "created": self.created_at.isoformat(),
            "redirect": self.redirect,
            "status": self.status,
            "institution_id": self.agreement.institution_id,
            "agreement": self.agreement.id,
            "reference": self.reference,
            "accounts": list(self.accounts),
            "user_language": self.language,
            "link": self.link,
            "ssn": None,
            "account_selection": False,
            "redirect_immediate": False,
        }


class State:
    """Everything that the provider keeps; its public settings may be changed while it runs."""

    def __init__(self, institutions: Sequence[SandboxInstitution], clock: Clock) -> None:
        self.institutions = institutions
        self.secret_id = str(uuid.uuid4())
        self.secret_key = secrets.token_hex(32)
        self.access_s = DAY_S
        self.refresh_s = MONTH_S
        self.daily_limit = 4
        self.requisition_quota = 50
        self.gives_pending = True
        self.site = ""
        self.agreements: dict[str, Agreement] = {}
        self.requisitions: dict[str, Requisition] = {}
        self.accounts: dict[str, tuple[SandboxAccount, Requisition]] = {}
        self.used_references: set[str] = set()
        self._clock = clock
        self._tokens: dict[str, datetime] = {}
        self._spent: dict[tuple[str, str], list[datetime]] = {}

    def now(self) -> datetime:
        return self._clock.now()

    def today(self) -> date:
        return self._clock.today()

    def grant_access(self) -> str:
        return self._grant("access", self.access_s)

    def grant_refresh(self) -> str:
        return self._grant("refresh", self.refresh_s)

    def _grant(self, kind: str, seconds: int) -> str:
        token = f"{kind}.{secrets.token_urlsafe(48)}"
        self._tokens[token] = self.now() + timedelta(seconds=seconds)
        return token

    def is_access(self, token: str) -> bool:
        return token.startswith("access.") and self._tokens.get(token, self.now()) > self.now()

    def is_refresh(self, token: str) -> bool:
        return token.startswith("refresh.") and self._tokens.get(token, self.now()) > self.now()

    def forget_tokens(self) -> None:
        """Refuse every token issued so far."""
        self._tokens.clear()

    def add_agreement(self, institution_id: str, history: int, validity: int, scopes: Sequence[str]) -> Agreement:
        agreement = Agreement(
            id=str(uuid.uuid4()),
            created_at=self.now(),
            institution_id=institution_id,
            history_days=history,
            valid_days=validity,
            scopes=scopes,
        )
        self.agreements[agreement.id] = agreement
        return agreement

    def add_requisition(self, agreement: Agreement, redirect: str, reference: str, language: str) -> Requisition:
        id_ = str(uuid.uuid4())
        requisition = Requisition(
            id=id_,
            created_at=self.now(),
            agreement=agreement,
            redirect=redirect,
            reference=reference or id_,
            language=language,
            link=f"{self.site}/psd2/start/{id_}/{agreement.institution_id}",
        )
        self.requisition_quota -= 1
        self.used_references.add(requisition.reference)
        self.requisitions[id_] = requisition
        return requisition

    def link_accounts(self, requisition: Requisition, accounts: Sequence[SandboxAccount]) -> None:
        """Open the accounts under ids that are new for each requisition."""
        requisition.status = "LN"
        requisition.agreement.accepted_at = self.now()
        for account in accounts:
            account_id = str(uuid.uuid4())
            self.accounts[account_id] = (account, requisition)
            requisition.accounts.append(account_id)

    def drop_requisition(self, requisition: Requisition) -> None:
        """Forget a requisition, its agreement and its account ids."""
        del self.requisitions[requisition.id]
        self.agreements.pop(requisition.agreement.id, None)
        for account_id in requisition.accounts:
            self.accounts.pop(account_id, None)

    def allowance(self, account_id: str, endpoint: str) -> tuple[int, int]:
        """How many requests remain for an account and endpoint, and in how many seconds the oldest is forgotten."""
        since = self.now() - timedelta(seconds=DAY_S)
        spent = [at for at in self._spent.get((account_id, endpoint), ()) if at > since]
        self._spent[account_id, endpoint] = spent
        reset = spent[0] + timedelta(seconds=DAY_S) - self.now() if spent else timedelta(seconds=DAY_S)
        return max(0, self.daily_limit - len(spent)), max(1, int(reset.total_seconds()))

    def spend(self, account_id: str, endpoint: str) -> tuple[int, int]:
        """Count one request that succeeded; returns the `allowance` that is left."""
        self._spent.setdefault((account_id, endpoint), []).append(self.now())
        return self.allowance(account_id, endpoint)

    def renew_limits(self) -> None:
        """Restore the full budgets, as after a day."""
        self._spent.clear()
