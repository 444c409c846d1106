"""The simulated API: users, banks, credentials, consents and Data v2."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from urllib.parse import unquote

from microdesk_desktop.sandbox.server import Reply, Request
from microdesk_desktop.sandbox.tink import oauth
from microdesk_desktop.sandbox.tink.data import Raw, money
from microdesk_desktop.sandbox.tink.replies import ApiError, unauthenticated
from microdesk_desktop.sandbox.tink.state import Credentials, State, User

LOCALES = frozenset(("fr_FR", "en_US", "en_GB", "sv_SE", "de_DE"))
_LARGEST_PAGE = 100


class TinkApi:
    """Answers the requests of a program, as strictly as the documents prescribe."""

    def __init__(self, state: State) -> None:
        self._state = state

    def handle(self, request: Request) -> Reply:
        try:
            return self._route(request, [unquote(each) for each in request.path.strip("/").split("/")])
        except ApiError as error:
            return error.reply

    def _route(self, request: Request, parts: list[str]) -> Reply:
        state = self._state
        match request.method, parts:
            case "POST", ["api", "v1", "oauth", "token"]:
                return oauth.token(state, request)
            case "POST", ["api", "v1", "oauth", "authorization-grant", *delegate] if delegate in ([], ["delegate"]):
                self._client(request, "authorization:grant")
                return oauth.grant_code(state, request, is_delegated=bool(delegate))
            case "POST", ["api", "v1", "user", "create"]:
                self._client(request, "user:create")
                return self._create_user(request.body)
            case "GET", ["api", "v1", "providers", market]:
                self._client(request, "providers:read")
                return self._providers(market)
            case "POST", ["api", "v1", "user", "delete"]:
                state.delete(self._user(request, "user:delete"))
                return Reply(status=204)
            case "GET", ["api", "v1", "provider-consents"]:
                return self._consents(self._user(request, "provider-consents:read"), request.query)
            case "GET", ["api", "v1", "credentials", "list"]:
                return self._credentials(self._user(request, "credentials:read"))
            case "POST", ["api", "v1", "credentials", id_, "refresh"]:
                return self._refresh(self._user(request, "credentials:refresh"), id_, request.body)
            case "DELETE", ["api", "v1", "credentials", id_]:
                user = self._user(request, "credentials:write")
                user.credentials.remove(_credentials(user, id_))
                return Reply(status=204)
            case "GET", ["data", "v2", "accounts"]:
                return self._accounts(self._user(request, "accounts:read"), request)
            case "GET", ["data", "v2", "transactions"]:
                return self._transactions(self._user(request, "transactions:read"), request)
        raise ApiError(404, "NOT_FOUND", "No such resource")

    def _client(self, request: Request, scope: str) -> None:
        if self._token_user(request, scope) is not None:
            raise unauthenticated()

    def _user(self, request: Request, scope: str) -> User:
        user_id = self._token_user(request, scope)
        user = self._state.user(user_id) if user_id else None
        if user is None:
            raise unauthenticated()
        return user

    def _token_user(self, request: Request, scope: str) -> str | None:
        """The user of the token that came; None for the client's own."""
        kind, _, text = request.headers.get("authorization", "").partition(" ")
        token = self._state.tokens.get(text)
        if kind.lower() != "bearer" or token is None or token.ends_at <= self._state.now():
            raise unauthenticated()
        if scope not in token.scopes:
            raise ApiError(403, "PERMISSION_DENIED", f"The scope {scope} is missing")
        return token.user_id

    def _create_user(self, body: object) -> Reply:
        if not isinstance(body, Mapping):
            raise ApiError(400, "INVALID_REQUEST", "The body must be JSON")
        market, locale = body.get("market"), body.get("locale", "en_US")
        if market not in self._markets() or locale not in LOCALES:
            raise ApiError(400, "INVALID_REQUEST", "Unknown market or locale")
        external_id = str(body.get("external_user_id", ""))
        if external_id and self._state.by_external_id(external_id):
            raise ApiError(409, "USER_EXISTS", "A user with this external_user_id exists")
        user = self._state.add_user(external_id, str(market), str(locale))
        return Reply(body={"user_id": user.id, "external_user_id": external_id})

    def _markets(self) -> set[str]:
        return {bank.market for bank in self._state.banks}

    def _providers(self, market: str) -> Reply:
        if market not in self._markets():
            raise ApiError(400, "INVALID_MARKET", "Unknown market")
        return Reply(body={"providers": [bank.as_json() for bank in self._state.banks if bank.market == market]})

    def _consents(self, user: User, query: Mapping[str, str]) -> Reply:
        self._state.look(user)
        wanted = query.get("credentialsId")
        found = [each for each in user.credentials if wanted in (None, each.id)]
        return Reply(body={"providerConsents": [self._consent(each) for each in found]})

    def _consent(self, credentials: Credentials) -> Raw:
        is_whole = not credentials.coming and credentials.status == "UPDATED"
        return {
            "accountIds": list(credentials.accounts) if is_whole else [],
            "credentialsId": credentials.id,
            "providerName": credentials.bank.name,
            "status": credentials.status,
            "statusUpdated": _milliseconds(credentials.updated_at),
            "sessionExtendable": self._state.is_extendable,
        } | self._expiry(credentials)

    def _credentials(self, user: User) -> Reply:
        self._state.look(user)
        found = [
            {
                "id": each.id,
                "providerName": each.bank.name,
                "status": each.status,
                "statusUpdated": _milliseconds(each.updated_at),
                "type": "THIRD_PARTY_APP",
                **self._expiry(each),
            }
            for each in user.credentials
        ]
        return Reply(body={"credentials": found})

    def _expiry(self, credentials: Credentials) -> Raw:
        return {} if self._state.consent_days is None else {"sessionExpiryDate": _milliseconds(credentials.ends_at)}

    def _refresh(self, user: User, credentials_id: str, body: object) -> Reply:
        availability = body.get("userAvailability") if isinstance(body, Mapping) else None
        names = ("userPresent", "userAvailableForInteraction")
        if not isinstance(availability, Mapping) or not all(isinstance(availability.get(each), bool) for each in names):
            raise ApiError(400, "INVALID_REQUEST", "userAvailability is incomplete")
        is_done = self._state.refresh(user, _credentials(user, credentials_id))
        if not is_done and not self._state.is_refresh_limit_silent:
            raise ApiError(429, "RATE_LIMITED", "Too many refreshes")
        return Reply(status=204)

    def _accounts(self, user: User, request: Request) -> Reply:
        wanted = [value for name, value in request.pairs if name == "idIn"]
        state = self._state
        money_of = partial(money, scale=state.balance_scale, as_text=state.has_amounts_as_text)
        found = [
            account.as_json(id_, state.today(), money_of)
            for id_, account in state.accounts(user).items()
            if not wanted or id_ in wanted
        ]
        return self._page("accounts", found, request)

    def _transactions(self, user: User, request: Request) -> Reply:
        wanted = [value for name, value in request.pairs if name == "accountIdIn"]
        states = [value for name, value in request.pairs if name == "statusIn"]
        since = request.query.get("bookedDateGte", "")
        rows = [
            {"accountId": id_, **raw}
            for id_, account in self._state.accounts(user).items()
            if not wanted or id_ in wanted
            for raw in account.rows
            if self._is_since(raw, since) and (not states or raw.get("status") in states)
        ]
        return self._page("transactions", rows, request)

    def _is_since(self, raw: Raw, since: str) -> bool:
        dates = raw.get("dates")
        booked = dates.get("booked") if isinstance(dates, Mapping) else None
        return booked >= since if isinstance(booked, str) else not self._state.hides_undated

    def _page(self, name: str, found: list[Raw], request: Request) -> Reply:
        """One page; its token is worth something with the same filters only."""
        state = self._state
        filters = json.dumps([name, sorted(pair for pair in request.pairs if pair[0] != "pageToken")])
        token = request.query.get("pageToken", "")
        start = 0
        if token:
            known, start = state.page_tokens.get(token, ("", 0))
            if known != filters:
                raise ApiError(400, "INVALID_PAGE_TOKEN", "Unknown page token")
        size = min(_page_size(request.query.get("pageSize", "")), state.page_size)
        if state.forgets_before_page == start // size + 1:
            state.forgets_before_page = None
            state.forget_tokens()
            raise unauthenticated()
        if start + size >= len(found):
            return Reply(body={name: found[start:], **state.last_page})
        following = token if state.repeats_page_token and token else f"page-{len(state.page_tokens)}"
        state.page_tokens[following] = (filters, start + size)
        return Reply(body={name: found[start : start + size], "nextPageToken": following})


def _page_size(text: str) -> int:
    return min(int(text), _LARGEST_PAGE) if text.isdigit() and int(text) else _LARGEST_PAGE


def _credentials(user: User, credentials_id: str) -> Credentials:
    found = next((each for each in user.credentials if each.id == credentials_id), None)
    if found is None:
        raise ApiError(404, "NOT_FOUND", "No such credentials")
    return found


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
