"""Odd answers of the provider, of the keyring and bugs of ours: none of them stops a disconnect, or is kept."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from microdesk_desktop.banks import registry
from microdesk_desktop.banks.provider import ProviderInfo
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.bank.disconnect import disconnect
from microdesk_desktop.operations.bank.sync import sync
from microdesk_desktop.operations.session import Session
from microdesk_desktop.sandbox.bank import SandboxBank
from microdesk_desktop.sandbox.faults import Fault
from microdesk_desktop.sandbox.keyring import MemoryKeyring
from microdesk_desktop.store.bank.connection import load_provider
from tests.support.bank import connect_to, open_vault, stored
from tests.support.clock import FakeClock

ODD_TEXTS = ("é", "\ud800", "jeton\nX-Autre: oui", "a\r\nb", "\x00", "deux mots", "x" * 9_000, "\u202e", "")


class OddKeyring(MemoryKeyring):
    """Raises `error` instead of answering, while it is set."""

    error: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.error is not None:
            raise self.error
        return super().get_password(service, username)


@dataclass(frozen=True)
class Desk:
    """A connected bank, and the parts that may answer oddly."""

    session: Session
    bank: SandboxBank
    keyring: OddKeyring
    clock: FakeClock
    folder: Path

    def kept_token(self) -> dict[str, str]:
        """What the keyring holds of the provider's session."""
        kept = json.loads(self.session.tokens.get(self._token_name) or "")
        assert isinstance(kept, dict)
        return kept

    def keep_token(self, text: str) -> None:
        """Let the keyring return this text as the provider's session."""
        self.session.tokens.put(self._token_name, text)

    @property
    def _token_name(self) -> str:
        (name,) = [name for name in self.session.tokens.names() if name.endswith("#token")]
        return name


@pytest.fixture
def desk(tmp_path: Path, bank: SandboxBank, clock: FakeClock) -> Iterator[Desk]:
    keyring = OddKeyring()
    with open_vault(tmp_path, clock, keyring) as session:
        connect_to(session, bank)
        sync(session, Job())
        bank.state.renew_limits()
        yield Desk(session, bank, keyring, clock, tmp_path)


def ends_known(act: Callable[[], object]) -> None:
    """The act is done, or refused with a known error."""
    try:
        act()
    except KnownError:
        return


def assert_disconnected(desk: Desk) -> None:
    """Everything goes, nothing odd was kept, and the bank can be connected again."""
    report = disconnect(desk.session, Job())
    assert (report.erasure.left, stored(desk.session), desk.session.read(load_provider)) == ({}, [], None)
    assert desk.keyring.entries == {}
    desk.bank.faults.clear()
    desk.bank.state.renew_limits()
    connect_to(desk.session, desk.bank)
    assert sync(desk.session, Job()).merge.added == 3


def deep(desk: Desk) -> None:
    nested: object = "x"
    for _ in range(900):
        nested = [nested]
    desk.bank.faults.add(*[Fault(name="deep", status=400, body=nested, method="DELETE")] * 3)


def odd_field(field: str, value: object) -> Callable[[Desk], None]:
    return lambda desk: desk.keep_token(json.dumps({**desk.kept_token(), field: value}))


def kept(text: str) -> Callable[[Desk], None]:
    return lambda desk: desk.keep_token(text)


ODDITIES: dict[str, Callable[[Desk], None]] = {
    "deep answer to the revocation": deep,
    **{f"end of the token {value!r}": odd_field("ends_at", value) for value in ("demain", "2026-11-21", 5, None, [])},
    "naive end": odd_field("ends_at", "2026-11-22T09:30:00"),
    "naive end of the renewal": odd_field("refresh_ends_at", "2026-11-22T09:30:00"),
    "an end that no calendar has": odd_field("ends_at", "9999-99-99T99:99:99+00:00"),
    "the last moment": odd_field("ends_at", "9999-12-31T23:59:59-14:00"),
    "another root": odd_field("root", "https://example.org"),
    **{f"kept token {text[:9]!r}": odd_field("token", text) for text in ODD_TEXTS},
    "kept renewal": odd_field("refresh", "é"),
    **{f"kept text {text[:9]!r}": kept(text) for text in ("null", "[]", "{}", "5", "[" * 50_000, *ODD_TEXTS)},
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_what_the_keyring_or_the_provider_answers_stops_no_disconnect(desk: Desk, oddity: str) -> None:
    ODDITIES[oddity](desk)
    ends_known(lambda: sync(desk.session, Job()))
    ODDITIES[oddity](desk)
    assert_disconnected(desk)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: repr(text[:9]))
@pytest.mark.parametrize("way", ["refresh", "new"])
def test_an_odd_token_is_refused_and_never_kept(desk: Desk, way: str, text: str) -> None:
    desk.clock.advance(**({"hours": 25} if way == "refresh" else {"days": 40}))
    body = {"access": text, "access_expires": 86_400, "refresh": text, "refresh_expires": 86_400}
    before = desk.kept_token()
    desk.bank.faults.add(*[Fault(name="odd", status=200, body=body, only=f"/token/{way}/")] * 2)
    with pytest.raises(KnownError):
        sync(desk.session, Job())
    assert desk.kept_token() == before
    assert_disconnected(desk)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: repr(text[:9]))
def test_a_secret_that_no_request_could_carry_counts_as_missing(desk: Desk, text: str) -> None:
    for name in desk.session.tokens.names():
        desk.session.tokens.put(name, text)
    ends_known(lambda: sync(desk.session, Job()))
    assert_disconnected(desk)


BUGS = (RecursionError(), MemoryError(), ValueError("x"), KeyError("x"), AssertionError(), OSError(5, "x"), TypeError())


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: type(bug).__name__)
def test_a_bug_in_a_provider_is_reported_and_stops_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, bug: Exception
) -> None:
    def fail(_: object) -> None:
        raise bug

    info = registry.PROVIDERS["gocardless"]
    broken = ProviderInfo(name=info.name, title="", default_url=info.default_url, open=fail, keys=info.keys)  # type: ignore[arg-type]
    with monkeypatch.context() as patch:
        patch.setitem(registry.PROVIDERS, "gocardless", broken)
        report = disconnect(desk.session, Job())
    assert (report.revoked, report.erasure.left) == (False, {})
    (written,) = report.erasure.reports
    assert type(bug).__name__ in written.read_text(encoding="utf-8")
    assert_disconnected(desk)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: type(bug).__name__)
def test_a_keyring_that_raises_anything_leaves_only_itself(desk: Desk, bug: Exception) -> None:
    desk.keyring.error = bug
    report = disconnect(desk.session, Job())
    assert (set(report.erasure.left), report.revoked, stored(desk.session)) == ({"keyring"}, False, [])
    desk.keyring.error = None
    assert_disconnected(desk)
