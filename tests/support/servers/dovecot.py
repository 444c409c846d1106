"""A real Dovecot on loopback, as an unprivileged process, with its mail in a folder of its own."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from microdesk_desktop.base.net.types import Security, Server
from microdesk_desktop.domain.mail.account import Account, AccountKind
from tests.support.servers.certificates import Certificates

PASSWORD = "mot-de-passe-é"
_START_S = 60.0
_NOBODY = 65534
# Dovecot refuses to run its login process as root, and its services as users that it does not know.
_CONFIGURATION = """
base_dir = {folder}/base
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = yes
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
mail_max_userip_connections = 3
first_valid_uid = 1
{capability}
{login}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls_port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
{mailboxes}
}}
"""
_BY_PASSWORD = """
passdb {{
  driver = static
  args = password={password}
}}
"""
_BY_TOKEN = """
auth_mechanisms = xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
"""
# Each token is shown to this address, which answers whether it is valid and whose it is (RFC 7662).
_TOKENS = """
introspection_url = {address}
introspection_mode = post
active_attribute = active
active_value = true
username_attribute = username
"""
SPECIAL = {"Messages envoyés": "\\Sent", "Brouillons": "\\Drafts", "Corbeille": "\\Trash", "Indésirables": "\\Junk"}


@dataclass
class Dovecot:
    """A running server; each user name is a mailbox of its own, whose password is `PASSWORD`."""

    folder: Path
    tls_port: int
    starttls_port: int
    process: "subprocess.Popen[bytes]" = field(repr=False)

    def account(self, user: str, security: Security = Security.TLS) -> Account:
        port = self.tls_port if security is Security.TLS else self.starttls_port
        return Account(
            id=user,
            kind=AccountKind.IMAP,
            address=f"{user}@studio.example",
            user=user,
            incoming=Server(host="localhost", port=port, security=security),
        )

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(_START_S)


@contextmanager
def serving(
    certificates: Certificates,
    *,
    separator: str = "/",
    prefix: str = "",
    special: bool = True,
    capability: str = "",
    tokens: str = "",
) -> Iterator[Dovecot]:
    """A server with an empty folder of its own; `capability` replaces what it announces after the login.

    With `tokens`, the address of a service that says whose token one is, it takes tokens and no password.
    """
    if shutil.which("dovecot") is None:
        pytest.skip("dovecot-core and dovecot-imapd are not installed")
    with tempfile.TemporaryDirectory(prefix="microdesk-imap-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        settings = _settings(folder, certificates, separator=separator, prefix=prefix, special=special)
        login = (_BY_TOKEN if tokens else _BY_PASSWORD).format(folder=folder, password=PASSWORD)
        (folder / "oauth2.conf").write_text(_TOKENS.format(address=tokens), encoding="utf-8")
        announced = f"imap_capability = {capability}" if capability else ""
        server = _start(folder, {**settings, "capability": announced, "login": login})
        try:
            yield server
        finally:
            server.stop()


def _settings(
    folder: Path, certificates: Certificates, *, separator: str, prefix: str, special: bool
) -> dict[str, object]:
    for name in ("base", "state", "mail", "home"):
        (folder / name).mkdir()
    is_root = os.getuid() == 0
    uid, gid = (_NOBODY, _NOBODY) if is_root else (os.getuid(), os.getgid())
    mailboxes = "".join(
        f'  mailbox "{name}" {{\n    auto = create\n    special_use = {use}\n  }}\n'
        for name, use in (SPECIAL.items() if special else ())
    )
    certificate = folder / "certificate.pem"
    shutil.copy(certificates.good, certificate)
    tls_port, starttls_port = _free_ports()
    return {
        "folder": folder,
        "user": "nobody" if is_root else pwd.getpwuid(uid).pw_name,
        "group": "nogroup" if is_root else grp.getgrgid(gid).gr_name,
        "certificate": certificate,
        "uid": uid,
        "gid": gid,
        "tls_port": tls_port,
        "starttls_port": starttls_port,
        "separator": separator,
        "prefix": prefix,
        "mailboxes": mailboxes,
    }


def _start(folder: Path, settings: dict[str, object]) -> Dovecot:
    (folder / "dovecot.conf").write_text(_CONFIGURATION.format(**settings), encoding="utf-8")
    command = ["dovecot", "-F", "-c", str(folder / "dovecot.conf")]
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
        command = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", *command]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Dovecot(
        folder=folder,
        tls_port=int(str(settings["tls_port"])),
        starttls_port=int(str(settings["starttls_port"])),
        process=process,
    )
    _wait_until_it_answers(server)
    return server


def _free_ports() -> list[int]:
    with ExitStack() as stack:
        opened = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(2)]
        return [each.getsockname()[1] for each in opened]


def _wait_until_it_answers(server: Dovecot) -> None:
    deadline = time.monotonic() + _START_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", server.tls_port), 1).close()
            return
        except OSError:
            log = server.folder / "log"
            assert server.process.poll() is None, log.read_text() if log.exists() else "dovecot ended"
            assert time.monotonic() < deadline, "dovecot did not answer"
            time.sleep(0.02)


def fill(server: Dovecot, user: str, messages: Iterable[bytes]) -> None:
    """Put letters into an inbox before its first login, as files: much faster than by IMAP."""
    folder = server.folder / "mail" / user / "cur"
    for part in ("cur", "new", "tmp"):
        (folder.parent / part).mkdir(parents=True, exist_ok=True)
    for number, message in enumerate(messages):
        moment = 1_700_000_000 + number * 60
        path = folder / f"{moment}.M{number}.bench:2,S"
        path.write_bytes(message)
        os.utime(path, (moment, moment))
        if os.getuid() == 0:
            os.chown(path, _NOBODY, _NOBODY)
    if os.getuid() == 0:
        for path in (folder.parent, *folder.parent.iterdir()):
            os.chown(path, _NOBODY, _NOBODY)
