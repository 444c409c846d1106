"""The simulated Tink refuses what the real one refuses."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from microdesk_desktop.sandbox.browser import visit
from microdesk_desktop.sandbox.tink import SandboxTink
from microdesk_desktop.sandbox.tink.data import TinkAccount, transaction
from microdesk_desktop.sandbox.tink.state import TINK_LINK, User
from tests.support.bank import IBAN
from tests.support.clock import TODAY, FakeClock, clock

__all__ = ["clock"]

TOKEN = "/api/v1/oauth/token"
GRANT = "/api/v1/oauth/authorization-grant"
BACK = "http://localhost:47653/microdesk"
BANK = "fr-boursobank-ob"
READ = "accounts:read,transactions:read,provider-consents:read,credentials:refresh"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Program:
    """What a program does with Tink, one request at a time."""

    def __init__(self, tink: SandboxTink) -> None:
        self.tink = tink

    def send(
        self,
        path: str,
        *,
        form: Mapping[str, str] | None = None,
        body: object = None,
        token: str = "",
        get: bool = False,
    ) -> tuple[int, Any]:
        """The status and the JSON of the answer."""
        data = urlencode(form).encode() if form is not None else json.dumps(body).encode()
        request = urllib.request.Request(self.tink.base_url + path, data=None if get else data)
        kind = "application/x-www-form-urlencoded" if form is not None else "application/json"
        request.add_header("Content-Type", kind)
        request.add_header("Authorization", f"Bearer {token}")
        try:
            with OPENER.open(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, json.loads(refusal.read() or b"null")

    def keys(self, **fields: str) -> dict[str, str]:
        return {**self.tink.secrets, "grant_type": "client_credentials", **fields}

    def client_token(self, scope: str) -> str:
        return str(self.send(TOKEN, form=self.keys(scope=scope))[1]["access_token"])

    def user(self, name: str = "u") -> User:
        body = {"external_user_id": name, "market": "FR", "locale": "fr_FR"}
        made = self.send("/api/v1/user/create", body=body, token=self.client_token("user:create"))[1]
        return self.tink.state.users[made["user_id"]]

    def code(self, user: User, scope: str = READ) -> str:
        form = {"user_id": user.id, "scope": scope}
        return str(self.send(GRANT, form=form, token=self.client_token("authorization:grant"))[1]["code"])

    def user_token(self, user: User, scope: str = READ) -> str:
        form = self.keys(grant_type="authorization_code", code=self.code(user, scope))
        return str(self.send(TOKEN, form=form)[1]["access_token"])

    def delegated(self, user: User, actor: str = TINK_LINK, hint: str = "MicroDesk") -> tuple[int, Any]:
        form = {"user_id": user.id, "id_hint": hint, "actor_client_id": actor, "scope": "user:read"}
        return self.send(f"{GRANT}/delegate", form=form, token=self.client_token("authorization:grant"))

    def link(self, **changes: str | None) -> str:
        """The address of Tink Link with these parameters changed, or left out where None."""
        query: dict[str, str | None] = {
            "client_id": self.tink.state.client_id,
            "redirect_uri": BACK,
            "market": "FR",
            "locale": "fr_FR",
            "state": "s",
            "input_provider": BANK,
            **changes,
        }
        given = {name: value for name, value in query.items() if value is not None}
        return f"{self.tink.base_url}/link/1.0/transactions/connect-accounts?{urlencode(given)}"


@pytest.fixture
def program(clock: FakeClock) -> Iterator[Program]:
    with SandboxTink(clock) as tink:
        tink.bank(BANK).accounts.append(TinkAccount(iban=IBAN))
        yield Program(tink)


def test_tokens_want_a_form_the_right_secret_and_a_known_grant(program: Program) -> None:
    good = program.keys(scope="providers:read")
    assert program.send(TOKEN, form=good)[0] == 200
    assert program.send(TOKEN, body=good)[0] == 415
    assert program.send(TOKEN, form={**good, "client_secret": "wrong"})[0] == 401
    for grant_type in ("refresh_token", "urn:ietf:params:oauth:grant-type:jwt-bearer", ""):
        assert program.send(TOKEN, form={**good, "grant_type": grant_type})[0] == 400
    assert program.send(TOKEN, form={**good, "scope": "accounts:read"})[0] == 400


def test_a_code_is_exchanged_once_in_time_and_by_its_client(program: Program, clock: FakeClock) -> None:
    user = program.user()
    code = program.code(user)
    form = program.keys(grant_type="authorization_code", code=code)
    assert [program.send(TOKEN, form=form)[0] for _ in range(2)] == [200, 400]
    late = program.keys(grant_type="authorization_code", code=program.code(user))
    clock.advance(minutes=6)
    assert program.send(TOKEN, form=late)[0] == 400
    foreign = program.keys(grant_type="authorization_code", code=program.delegated(user)[1]["code"])
    assert program.send(TOKEN, form=foreign)[0] == 400


def test_grants_want_one_user_and_a_hint_in_latin_1(program: Program) -> None:
    user = program.user()
    token = program.client_token("authorization:grant")
    assert program.send(GRANT, body={"user_id": user.id, "scope": READ}, token=token)[0] == 415
    both = {"user_id": user.id, "external_user_id": "u", "scope": READ}
    assert program.send(GRANT, form=both, token=token)[0] == 400
    assert program.send(GRANT, form={"scope": READ}, token=token)[0] == 400
    assert program.send(GRANT, form={"external_user_id": "u", "scope": READ}, token=token)[0] == 200
    assert program.send(GRANT, form={"user_id": "nobody", "scope": READ}, token=token)[0] == 404
    assert [program.delegated(user, hint=each)[0] for each in ("MicroDesk", "Éé", "", "日本")] == [200, 200, 400, 400]


def test_a_token_works_for_its_holder_its_scope_and_its_time(program: Program, clock: FakeClock) -> None:
    user = program.user()
    client, own = program.client_token("providers:read"), program.user_token(user)
    assert program.send("/api/v1/providers/FR", get=True, token=client)[0] == 200
    assert program.send("/api/v1/providers/XX", get=True, token=client)[0] == 400
    assert program.send("/data/v2/accounts", get=True, token=own)[0] == 200
    assert program.send("/api/v1/user/delete", token=own)[0] == 403
    assert program.send("/data/v2/accounts", get=True, token=client)[0] == 403
    wide = program.user_token(user, "providers:read")
    assert program.send("/api/v1/providers/FR", get=True, token=wide)[0] == 401, "a user's token on the client's"
    clock.advance(seconds=1_801)
    assert program.send("/api/v1/providers/FR", get=True, token=client)[0] == 401
    assert program.send("/data/v2/accounts", get=True, token=own)[0] == 200
    clock.advance(seconds=5_400)
    assert program.send("/data/v2/accounts", get=True, token=own)[0] == 401


def test_a_user_needs_a_market_and_a_name_of_their_own(program: Program) -> None:
    token = program.client_token("user:create")
    for body, status in (
        ({"external_user_id": "a", "market": "FR"}, 200),
        ({"external_user_id": "a", "market": "FR"}, 409),
        ({"external_user_id": "b"}, 400),
        ({"external_user_id": "b", "market": "XX"}, 400),
        ({"external_user_id": "b", "market": "FR", "locale": "fr"}, 400),
    ):
        assert program.send("/api/v1/user/create", body=body, token=token)[0] == status


def test_nothing_answers_for_a_user_who_was_deleted_once_that_took_effect(program: Program, clock: FakeClock) -> None:
    user = program.user()
    token, deleting = program.user_token(user), program.user_token(user, "user:delete")
    program.tink.state.deletion_delay = timedelta(minutes=1)
    assert program.send("/api/v1/user/delete", token=deleting)[0] == 204
    assert program.send("/data/v2/accounts", get=True, token=token)[0] == 200
    clock.advance(minutes=2)
    assert program.send("/data/v2/accounts", get=True, token=token)[0] == 401
    assert program.send("/api/v1/user/delete", token=deleting)[0] == 401


class Redirected(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: Any) -> None:
        return None


def redirect(url: str) -> dict[str, str]:
    """The query with which the browser is sent back."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Redirected())
    with pytest.raises(urllib.error.HTTPError) as answer:
        opener.open(url, timeout=30)
    with answer.value:
        location = urlsplit(str(answer.value.headers["Location"]))
    assert f"{location.scheme}://{location.netloc}{location.path}" == BACK
    return {name: value for name, (value,) in parse_qs(location.query).items()}


@pytest.mark.parametrize("address", [f"{BACK}/", BACK.replace("localhost", "127.0.0.1"), BACK[:-1], ""])
def test_link_sends_nobody_to_an_address_that_is_not_registered_exactly(program: Program, address: str) -> None:
    code = program.delegated(program.user())[1]["code"]
    assert "pas enregistrée" in visit(program.link(authorization_code=code, redirect_uri=address))


def test_link_takes_only_what_was_delegated_to_it(program: Program) -> None:
    code = program.delegated(program.user(), actor="another")[1]["code"]
    assert "pas destinée" in visit(program.link(authorization_code=code))


def test_link_comes_back_with_its_reason(program: Program) -> None:
    user = program.user()
    code = program.delegated(user)[1]["code"]
    assert "Donner mon accord" in visit(program.link(authorization_code=code))
    reused = redirect(program.link(authorization_code=code))
    assert (reused["error"], reused["state"]) == ("BAD_REQUEST", "s")
    for changes, reason in (
        ({"input_provider": "se-swedbank-ob"}, "INVALID_STATE_PROVIDER"),
        ({"input_provider": "fr-unknown"}, "INVALID_STATE_PROVIDER"),
        ({"market": "SE"}, "INVALID_STATE_PROVIDER"),
    ):
        fresh = program.delegated(user)[1]["code"]
        assert redirect(program.link(authorization_code=fresh, **changes))["error_reason"] == reason
    program.tink.state.has_permanent_users = False
    fresh = program.delegated(user)[1]["code"]
    found = redirect(program.link(authorization_code=fresh))
    assert found["error_reason"] == "INVALID_STATE_PERMANENT_USER_FLAG"


def test_link_without_a_market_lists_the_banks_of_sweden(program: Program) -> None:
    code = program.delegated(program.user())[1]["code"]
    listed = visit(program.link(authorization_code=code, market=None, input_provider=None))
    assert ("Swedbank" in listed, "BoursoBank" in listed) == (True, False)


def test_pages_hold_a_hundred_rows_and_their_tokens_one_list(program: Program) -> None:
    user = program.user()
    program.tink.bank(BANK).accounts[0].rows = [transaction(TODAY, -1, "CB") for _ in range(130)]
    program.tink.state.connect(user, program.tink.bank(BANK))
    token = program.user_token(user)
    path = "/data/v2/transactions?pageSize=500"
    first = program.send(path, get=True, token=token)[1]
    assert len(first["transactions"]) == 100
    following = f"{path}&pageToken={first['nextPageToken']}"
    assert len(program.send(following, get=True, token=token)[1]["transactions"]) == 30
    assert program.send(f"{following}&statusIn=BOOKED", get=True, token=token)[0] == 400
    assert program.send(f"{path}&pageToken=guess", get=True, token=token)[0] == 400


def test_a_refresh_wants_to_know_who_is_there_and_runs_once_at_a_time(program: Program) -> None:
    user = program.user()
    login = program.tink.state.connect(user, program.tink.bank(BANK))
    token = program.user_token(user)
    path = f"/api/v1/credentials/{login.id}/refresh"
    body = {"userAvailability": {"userPresent": False, "userAvailableForInteraction": False}}
    assert program.send(path, body={"userAvailability": {"userPresent": True}}, token=token)[0] == 400
    assert program.send("/api/v1/credentials/guess/refresh", body=body, token=token)[0] == 404
    program.tink.state.refresh_steps = ["UPDATING"]
    assert [program.send(path, body=body, token=token)[0] for _ in range(3)] == [204, 204, 204]
    assert len(user.refreshes) == 1
    assert program.send("/data/v2/accounts", get=True, token=token)[1]["accounts"] == [], "nothing while it runs"
    program.tink.state.look(user)
    assert len(program.send("/data/v2/accounts", get=True, token=token)[1]["accounts"]) == 1
    program.tink.state.refreshes_a_day = 1
    assert program.send(path, body=body, token=token)[0] == 429
