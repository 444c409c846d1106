"""Simulated API of GoCardless Bank Account Data: it refuses what the real one refuses.

Sources: the API's OpenAPI description (`/api/v2/swagger.json`) and responses that users published. Paths need their
closing slash; a reference can be used once; limits count the successful requests of a day per account and endpoint.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from microdesk_desktop.domain.money import format_decimal
from microdesk_desktop.sandbox.accounts import ALL_SCOPES, SandboxAccount
from microdesk_desktop.sandbox.api_errors import ApiError, FieldError
from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.state import Agreement, Requisition, State

T = TypeVar("T")
Handler = Callable[["GoCardlessApi", Request, str], Reply]


class GoCardlessApi:
    """Responds to requests below `/api/v2`; a handler takes the request and the id in its path. May raise ApiError."""

    def __init__(self, state: State) -> None:
        self.state = state

    def handle(self, request: Request) -> Reply:
        for method, pattern, handler, is_open in _ROUTES:
            match = re.fullmatch(pattern, request.path)
            if match and method == request.method:
                try:
                    if not is_open:
                        self._authorise(request)
                    return handler(self, request, match.group(1) if match.groups() else "")
                except ApiError as refused:
                    return refused.reply
        return ApiError(404, "Not found.", "Not found.").reply

    def _authorise(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or not self.state.is_access(token):
            raise ApiError(401, "Invalid token", "Token is invalid or expired")

    def new_token(self, request: Request, _: str) -> Reply:
        fields = _fields(request)
        if (fields.get("secret_id"), fields.get("secret_key")) != (self.state.secret_id, self.state.secret_key):
            raise ApiError(401, "Authentication failed", "No active account found with the given credentials")
        return Reply(
            body={
                "access": self.state.grant_access(),
                "access_expires": self.state.access_s,
                "refresh": self.state.grant_refresh(),
                "refresh_expires": self.state.refresh_s,
            }
        )

    def refresh_token(self, request: Request, _: str) -> Reply:
        if not self.state.is_refresh(str(_fields(request).get("refresh"))):
            raise ApiError(401, "Invalid token", "Token is invalid or expired")
        return Reply(body={"access": self.state.grant_access(), "access_expires": self.state.access_s})

    def list_institutions(self, request: Request, _: str) -> Reply:
        country = request.query.get("country", "").upper()
        if country and not re.fullmatch("[A-Z]{2}", country):
            raise FieldError(country=f"{country} is not a valid choice.")
        return Reply(
            body=[each.as_json() for each in self.state.institutions if not country or country in each.countries]
        )

    def show_institution(self, _: Request, id_: str) -> Reply:
        return Reply(body=self._institution(id_).as_json())

    def create_agreement(self, request: Request, _: str) -> Reply:
        fields = _fields(request)
        institution = self._institution(str(fields.get("institution_id")))
        history = fields.get("max_historical_days", 90)
        validity = fields.get("access_valid_for_days", 90)
        scopes = fields.get("access_scope", list(ALL_SCOPES))
        longest = min(institution.total_days, institution.history_cap)
        if not isinstance(history, int) or not 0 < history <= longest:
            if "max_historical_days" in fields:
                raise FieldError(max_historical_days=f"max_historical_days must be > 0 and <= {longest}")
            history = longest
        if not isinstance(validity, int) or not 0 < validity <= institution.consent_days:
            raise FieldError(access_valid_for_days=f"must be > 0 and <= {institution.consent_days}")
        if not isinstance(scopes, list) or not scopes or not set(scopes) <= set(institution.scopes):
            raise FieldError(access_scope=f"Choose one or several from {list(institution.scopes)}")
        return Reply(status=201, body=self.state.add_agreement(institution.id, history, validity, scopes).as_json())

    def show_agreement(self, _: Request, id_: str) -> Reply:
        return Reply(body=self._agreement(id_).as_json())

    def delete_agreement(self, _: Request, id_: str) -> Reply:
        del self.state.agreements[self._agreement(id_).id]
        return Reply(body={"summary": "End User Agreement deleted", "detail": f"End User Agreement {id_} deleted"})

    def list_agreements(self, request: Request, _: str) -> Reply:
        return _page(request, [each.as_json() for each in self.state.agreements.values()])

    def create_requisition(self, request: Request, _: str) -> Reply:
        fields = _fields(request)
        if self.state.requisition_quota <= 0:
            raise ApiError(402, "Payment Required", "Free usage limit exceeded")
        redirect = urlsplit(str(fields.get("redirect")))
        if redirect.scheme not in ("http", "https") or not redirect.hostname:
            raise FieldError(redirect="Enter a valid URL.")
        institution = self._institution(str(fields.get("institution_id")))
        reference = str(fields.get("reference") or "")
        if reference in self.state.used_references:
            raise FieldError(reference="Client reference must be unique")
        agreement = self._agreement_for(fields, institution.id)
        if fields.get("account_selection") and "account_selection" not in institution.features:
            raise FieldError(account_selection="Account selection not supported")
        return Reply(
            status=201,
            body=self.state.add_requisition(
                agreement, redirect.geturl(), reference, str(fields.get("user_language") or "")
            ).as_json(),
        )

    def _agreement_for(self, fields: Mapping[str, object], institution_id: str) -> Agreement:
        if "agreement" not in fields:
            return self.state.add_agreement(institution_id, 90, 90, list(ALL_SCOPES))
        agreement = self.state.agreements.get(str(fields["agreement"]))
        if agreement is None or agreement.institution_id != institution_id:
            raise FieldError(agreement="Provided Institution ID does not match EUA")
        return agreement

    def show_requisition(self, _: Request, id_: str) -> Reply:
        return Reply(body=self._requisition(id_).as_json())

    def list_requisitions(self, request: Request, _: str) -> Reply:
        return _page(request, [each.as_json() for each in self.state.requisitions.values()])

    def delete_requisition(self, _: Request, id_: str) -> Reply:
        self.state.drop_requisition(self._requisition(id_))
        return Reply(
            body={
                "summary": "Requisition deleted",
                "detail": f"Requisition {id_} deleted with all its End User Agreements",
            }
        )

    def show_account(self, _: Request, id_: str) -> Reply:
        account, requisition = self._account(id_)
        return Reply(
            body={
                "id": id_,
                "created": self.state.now().isoformat(),
                "last_accessed": None,
                "iban": account.iban,
                "institution_id": requisition.agreement.institution_id,
                "status": account.status,
                "owner_name": account.owner,
            }
        )

    def details(self, request: Request, id_: str) -> Reply:
        return self._limited(request, id_, "details", _details)

    def balances(self, request: Request, id_: str) -> Reply:
        return self._limited(request, id_, "balances", self._balances)

    def transactions(self, request: Request, id_: str) -> Reply:
        return self._limited(
            request, id_, "transactions", lambda account: self._transactions(account, id_, request.query)
        )

    def _limited(
        self, request: Request, id_: str, scope: str, answer: Callable[[SandboxAccount], Mapping[str, object]]
    ) -> Reply:
        account, requisition = self._account(id_)
        self._check_consent(requisition.agreement, scope)
        if account.status == "SUSPENDED":
            raise ApiError(409, "Account suspended", "This account was suspended due to numerous errors")
        left, reset_s = self.state.allowance(id_, scope)
        if left == 0:
            return _too_many(self.state.daily_limit, reset_s)
        body = answer(account)
        left, reset_s = self.state.spend(id_, scope)
        return Reply(body=body, headers=_limit_headers(self.state.daily_limit, left, reset_s))

    def _check_consent(self, agreement: Agreement, scope: str) -> None:
        if agreement.ends_at is None:
            raise ApiError(403, "No valid End User Agreement", "There is no accepted End User Agreement")
        if self.state.now() >= agreement.ends_at:
            raise ApiError(
                401,
                f"End User Agreement (EUA) {agreement.id} has expired",
                f"EUA was valid for {agreement.valid_days} days and it expired at {agreement.ends_at.isoformat()}. "
                "The end user must connect the account once more with new EUA and Requisition",
            )
        if scope not in agreement.scopes:
            raise ApiError(403, "Account access forbidden", f"No access to {scope}", "AccountAccessForbidden")

    def _balances(self, account: SandboxAccount) -> Mapping[str, object]:
        amount = {"amount": format_decimal(account.balance_cents), "currency": account.currency}
        today = self.state.today().isoformat()
        return {
            "balances": [
                {"balanceAmount": amount, "balanceType": "interimAvailable", "referenceDate": today},
                {"balanceAmount": amount, "balanceType": "interimBooked", "referenceDate": today},
            ]
        }

    def _transactions(self, account: SandboxAccount, id_: str, query: Mapping[str, str]) -> Mapping[str, object]:
        history = self.state.accounts[id_][1].agreement.history_days
        oldest, today = self.state.today() - timedelta(days=history), self.state.today()
        since, until = _day(query, "date_from", oldest), _day(query, "date_to", today)
        if since > today:
            raise FieldError(date_from="Date can't be in future")
        if until > today:
            raise FieldError(date_to="Date can't be in future")
        if since > until:
            raise FieldError(date_from="date_from must be before date_to")
        if since < oldest:
            raise FieldError(date_from=f"The agreement gives {history} days of history")
        booked = [raw for raw in account.booked if since <= _booked_on(raw, since) <= until]
        lists: dict[str, Any] = {"booked": booked}
        if self.state.gives_pending:
            lists["pending"] = list(account.pending)
        return {"transactions": lists, "last_updated": self.state.now().isoformat()}

    def _institution(self, id_: str) -> Any:
        for institution in self.state.institutions:
            if institution.id == id_:
                return institution
        raise ApiError(404, "Not found.", f"Institution {id_} was not found")

    def _agreement(self, id_: str) -> Agreement:
        return _found(self.state.agreements.get(id_))

    def _requisition(self, id_: str) -> Requisition:
        return _found(self.state.requisitions.get(id_))

    def _account(self, id_: str) -> tuple[SandboxAccount, Requisition]:
        return _found(self.state.accounts.get(id_))


def _found(value: T | None) -> T:
    if value is None:
        raise ApiError(404, "Not found.", "Not found.")
    return value


def _fields(request: Request) -> Mapping[str, object]:
    if not isinstance(request.body, dict):
        raise ApiError(400, "Invalid request", "JSON parse error")
    return request.body


def _page(request: Request, results: list[Any]) -> Reply:
    offset, limit = int(request.query.get("offset") or 0), int(request.query.get("limit") or 100)
    return Reply(
        body={
            "count": len(results),
            "next": None,
            "previous": None,
            "results": results[offset : offset + limit],
        }
    )


def _details(account: SandboxAccount) -> Mapping[str, object]:
    return {
        "account": {
            "resourceId": account.iban[-8:],
            "iban": account.iban,
            "currency": account.currency,
            "ownerName": account.owner,
            "name": account.name,
            "cashAccountType": "CACC",
            "status": "enabled",
        }
    }


def _day(query: Mapping[str, str], name: str, default: date) -> date:
    try:
        return date.fromisoformat(query[name]) if name in query else default
    except ValueError:
        raise FieldError(**{name: "Date has wrong format. Use YYYY-MM-DD."}) from None


def _booked_on(raw: Mapping[str, Any], default: date) -> date:
    day = str(raw.get("bookingDate") or raw.get("valueDate") or default)[:10]
    try:
        return date.fromisoformat(day)
    except ValueError:
        return default


def _limit_headers(limit: int, left: int, reset_s: int) -> Mapping[str, str]:
    return {
        "http_x_ratelimit_account_success_limit": str(limit),
        "http_x_ratelimit_account_success_remaining": str(left),
        "http_x_ratelimit_account_success_reset": str(reset_s),
    }


def _too_many(limit: int, reset_s: int) -> Reply:
    return Reply(
        status=429,
        headers=_limit_headers(limit, 0, reset_s),
        body={
            "summary": "Rate limit exceeded",
            "detail": f"The rate limit for this resource is {limit}/day. Please try again in {reset_s} seconds",
            "status_code": 429,
            "type": "RateLimitError",
        },
    )


_API = "/api/v2"
_ID = "([^/]+)"
_ROUTES: tuple[tuple[str, str, Handler, bool], ...] = (
    ("POST", f"{_API}/token/new/", GoCardlessApi.new_token, True),
    ("POST", f"{_API}/token/refresh/", GoCardlessApi.refresh_token, True),
    ("GET", f"{_API}/institutions/", GoCardlessApi.list_institutions, False),
    ("GET", f"{_API}/institutions/{_ID}/", GoCardlessApi.show_institution, False),
    ("POST", f"{_API}/agreements/enduser/", GoCardlessApi.create_agreement, False),
    ("GET", f"{_API}/agreements/enduser/", GoCardlessApi.list_agreements, False),
    ("GET", f"{_API}/agreements/enduser/{_ID}/", GoCardlessApi.show_agreement, False),
    ("DELETE", f"{_API}/agreements/enduser/{_ID}/", GoCardlessApi.delete_agreement, False),
    ("POST", f"{_API}/requisitions/", GoCardlessApi.create_requisition, False),
    ("GET", f"{_API}/requisitions/", GoCardlessApi.list_requisitions, False),
    ("GET", f"{_API}/requisitions/{_ID}/", GoCardlessApi.show_requisition, False),
    ("DELETE", f"{_API}/requisitions/{_ID}/", GoCardlessApi.delete_requisition, False),
    ("GET", f"{_API}/accounts/{_ID}/", GoCardlessApi.show_account, False),
    ("GET", f"{_API}/accounts/{_ID}/details/", GoCardlessApi.details, False),
    ("GET", f"{_API}/accounts/{_ID}/balances/", GoCardlessApi.balances, False),
    ("GET", f"{_API}/accounts/{_ID}/transactions/", GoCardlessApi.transactions, False),
)
