"""Qonto's API as documented, strict: what a careless client sends is refused, or listed in `violations`."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from microdesk_desktop.base.clock import Clock, SystemClock
from microdesk_desktop.sandbox.bank import SampleRow
from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.qonto import faults
from microdesk_desktop.sandbox.qonto.rows import QontoAccount, Raw, transaction
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.service import Service

INSTITUTION = "qonto"
LONGEST_PAGE = 100
_LONGEST_WINDOW = timedelta(days=91)
_STATUSES = frozenset(("pending", "declined", "completed"))
_MOMENTS = ("settled_at_from", "settled_at_to", "updated_at_from", "updated_at_to", "emitted_at_from", "emitted_at_to")
_PARAMETERS = frozenset(
    ("bank_account_id", "iban", "status[]", "side", "current_page", "per_page", "sort_by", *_MOMENTS)
)


class SandboxQonto(Service):
    """The bank of one customer, whose `accounts` may be changed while it runs.

    `on_page` is called with the number of each page before it is made. At most `allowed` requests are answered in ten
    seconds. `violations` lists what no client of ours may ask: files, labels of the user, more than the window.
    """

    def __init__(self, clock: Clock | None = None) -> None:
        super().__init__()
        self.login = f"atelier-{secrets.token_hex(2)}"
        self.key = secrets.token_hex(16)
        self.accounts: list[QontoAccount] = []
        self.violations: list[str] = []
        self.on_page: Callable[[int], object] = lambda _: None
        self.allowed = 1_000
        self.owner = "Atelier Martin"
        self._clock = clock or SystemClock()
        self._asked: list[datetime] = []

    @property
    def base_url(self) -> str:
        """What to give as the provider's base URL."""
        return self._server.url

    @property
    def secrets(self) -> dict[str, str]:
        """The keys that this bank accepts, by the names of the settings."""
        return {"secret_id": self.login, "secret_key": self.key}

    def open_account(self, account: QontoAccount) -> QontoAccount:
        """Give the customer one more account."""
        self.accounts.append(account)
        return account

    def open_sample_account(self, iban: str, opening_cents: int, rows: Iterable[SampleRow], today: date) -> str:
        """Give the customer an account with these rows; returns the name of the bank."""
        account = self.open_account(QontoAccount(iban=iban, opening_cents=opening_cents))
        for days_ago, cents, label, is_pending in rows:
            status = "pending" if is_pending else "completed"
            account.rows.append(transaction(today - timedelta(days=days_ago), cents, label, status=status))
        return INSTITUTION

    def _answer(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"{self.login}:{self.key}":
            return _reply(faults.UNAUTHORIZED)
        if self._is_one_too_many():
            return _reply(faults.TOO_MANY_FOR_SECONDS)
        match request.method, request.path.split("/"):
            case "GET", ["", "v2", "organization"]:
                return Reply(body=self._organization())
            case "GET", ["", "v2", "transactions"]:
                return self._transactions(request)
        self.violations.append(f"{request.method} {request.path}")
        return _reply(faults.NOT_FOUND)

    def _is_one_too_many(self) -> bool:
        now = self._clock.now()
        self._asked = [at for at in self._asked if now - at < timedelta(seconds=10)]
        if len(self._asked) >= self.allowed:
            return True
        self._asked.append(now)
        return False

    def _organization(self) -> Mapping[str, object]:
        accounts = [each.as_json(is_main=rank == 0) for rank, each in enumerate(self.accounts)]
        return {
            "organization": {
                "id": secrets.token_hex(8),
                "slug": self.login,
                "name": self.owner,
                "legal_name": self.owner,
                "legal_registration_date": None,
                "legal_number": self.owner,
                "legal_address": self.owner,
                "bank_accounts": accounts,
            }
        }

    def _transactions(self, request: Request) -> Reply:
        query, names = request.query, [name for name, _ in request.pairs]
        refused = self._refusal(names, query)
        statuses = [value for name, value in request.pairs if name == "status[]"] or ["completed"]
        account = self._account(query)
        if refused is None and not set(statuses) <= _STATUSES:
            refused = "status is invalid"
        if refused is not None:
            return _reply(faults.refusal("422", 422, "invalid", refused))
        if account is None:
            return _reply(faults.NOT_FOUND)
        size, number = int(query.get("per_page", LONGEST_PAGE)), int(query.get("current_page", 1))
        self.on_page(number)
        return _page(_listed(account.rows, statuses, query), size, number)

    def _refusal(self, names: Sequence[str], query: Mapping[str, str]) -> str | None:
        """What is wrong with the parameters."""
        unknown = sorted(set(names) - _PARAMETERS)
        if unknown:
            self.violations += [name for name in unknown if name.startswith(("includes", "with_attachments"))]
            return f"{unknown[0]} is not a parameter"
        repeated = {name for name in names if name != "status[]" and names.count(name) > 1}
        if repeated or ("iban" in query) == ("bank_account_id" in query):
            return "exactly one of iban and bank_account_id"
        for name, most in (("per_page", LONGEST_PAGE), ("current_page", 10_000)):
            value = query.get(name, "1")
            if not value.isdecimal() or not 1 <= int(value) <= most:
                return f"{name} is invalid"
        return next(
            (f"{name} is invalid" for name in _MOMENTS if name in query and not self._is_moment(query[name])), None
        )

    def _is_moment(self, text: str) -> bool:
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            return False
        if at.tzinfo is None or "T" not in text:
            return False
        if self._clock.now() - at > _LONGEST_WINDOW:
            self.violations.append(f"asked since {text}")
        return True

    def _account(self, query: Mapping[str, str]) -> QontoAccount | None:
        for each in self.accounts:
            if query.get("bank_account_id") == each.id or query.get("iban") == each.iban:
                return each
        return None


def _listed(rows: Sequence[Raw], statuses: Sequence[str], query: Mapping[str, str]) -> Sequence[Raw]:
    """The rows that were asked for, the latest first; one of which a test has made up the status is completed."""
    found = [raw for raw in rows if (raw["status"] if raw["status"] in tuple(_STATUSES) else "completed") in statuses]
    for name in _MOMENTS:
        if name in query:
            column, is_from = name.rsplit("_", 1)[0], name.endswith("_from")
            found = [raw for raw in found if _is_within(raw.get(column), query[name], is_from=is_from)]
    return sorted(found, key=lambda raw: _moment(raw["settled_at"]) or _moment(raw["emitted_at"]), reverse=True)


def _is_within(moment: object, limit: str, *, is_from: bool) -> bool:
    if moment is not None and not _moment(moment):
        return True
    return _moment(moment) >= limit if is_from else "" < _moment(moment) <= limit


def _moment(value: object) -> str:
    """The text of a moment; empty for what a test has put in its place."""
    return value if isinstance(value, str) and len(value) > 10 else ""


def _page(rows: Sequence[Raw], size: int, number: int) -> Reply:
    pages = max(1, -(-len(rows) // size))
    if number > pages:
        return _reply(faults.refusal("422", 422, "invalid", "current_page is out of range"))
    meta = {
        "current_page": number,
        "next_page": number + 1 if number < pages else None,
        "prev_page": number - 1 or None,
        "total_pages": pages,
        "total_count": len(rows),
        "per_page": size,
    }
    return Reply(body={"transactions": list(rows[(number - 1) * size : number * size]), "meta": meta})


def _reply(fault: Fault) -> Reply:
    return Reply(status=fault.status, body=fault.body, headers=fault.headers)
