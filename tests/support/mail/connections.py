"""The connection of a mailbox by each way, against servers that are played, as an act that may be killed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.base.net.pinned import read_certificate
from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.operations.mail.accounts import list_accounts
from microdesk_desktop.operations.mail.connection.add_imap import ImapSettings, add_imap
from microdesk_desktop.operations.mail.connection.add_microsoft import add_microsoft
from microdesk_desktop.operations.mail.connection.bridge import with_certificate
from microdesk_desktop.operations.session import Session
from microdesk_desktop.vault.erasures import pending
from tests.support.disconnects import Scene
from tests.support.mail.microsoft import CLIENT, browse, microsoft
from tests.support.mail.two_accounts import GONE, STAYS
from tests.support.servers.certificates import Certificates
from tests.support.servers.imap_server import ImapScript
from tests.support.servers.scripted_server import playing
from tests.support.servers.smtp_server import PASSWORD, SmtpScript

Connect = Callable[[Session], object]
ADDRESS = "ines@atelier.example"
SECRETS = {"microsoft": {"client_id", "refresh_token"}, "bridge": {"password"}}
"""What the keyring has of an account that was connected so."""


@contextmanager
def connecting(way: str, certificates: Certificates) -> Iterator[Connect]:
    """Connects `ADDRESS` by Microsoft's page, or by a bridge whose certificate was accepted; its servers run."""
    with (_microsoft if way == "microsoft" else _bridge)(certificates) as connect:
        yield connect


@contextmanager
def _microsoft(certificates: Certificates) -> Iterator[Connect]:
    with microsoft(certificates.good) as played:

        def connect(session: Session) -> object:
            return add_microsoft(
                session,
                ADDRESS,
                CLIENT,
                announce=lambda page: browse(page.url),
                job=Job(),
                stand_in=played.stand_in,
                timeout_s=60,
            )

        yield connect


@contextmanager
def _bridge(certificates: Certificates) -> Iterator[Connect]:
    certificate = certificates.self_signed
    with (
        playing(ImapScript(certificate, {}).talk) as imap,
        playing(SmtpScript(certificate).talk) as smtp,
    ):
        servers = [Server(host="127.0.0.1", port=each.port, security=Security.TLS) for each in (imap, smtp)]
        settings = ImapSettings(address=ADDRESS, user=ADDRESS, imap=servers[0], smtp=servers[1])
        accepted = with_certificate(settings, read_certificate(certificate.read_bytes()))
        yield lambda session: add_imap(session, accepted, PASSWORD, Job())


def wrong_after_connecting(scene: Scene, way: str) -> list[str]:
    """Open once after a kill, and list what is not as promised: the account is whole, or there is nothing of it."""
    with scene.opened() as session:
        accounts = {each.id: each for each in list_accounts(session)}
        secrets: dict[str, set[str]] = {}
        for name in session.tokens.names():
            _, account_id, secret = name.split(".")
            secrets.setdefault(account_id, set()).add(secret)
    wrong = [] if {GONE.id, STAYS.id} <= accounts.keys() else ["another account is lost"]
    wrong += [f"secrets of no account: {names}" for id_, names in secrets.items() if id_ not in accounts]
    for account in accounts.values():
        expected = SECRETS[way] if account.address == ADDRESS else {"password"}
        wrong += [] if secrets.get(account.id) == expected else [f"{account.address} has {secrets.get(account.id)}"]
    return wrong + [f"unfinished: {module}" for module in pending(scene.profile)]
