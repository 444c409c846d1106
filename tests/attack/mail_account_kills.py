"""Kill the connection, removal and renewal of a mail account before every change of a file and call of the keyring.

python -m tests.attack.mail_account_kills --count 40
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from microdesk_desktop.base.jobs import Job
from microdesk_desktop.operations.mail.accounts import keep_account, list_accounts
from microdesk_desktop.operations.mail.remove import remove_account
from microdesk_desktop.operations.session import Session
from microdesk_desktop.vault.erasures import pending
from tests.support.disconnects import Scene, killed
from tests.support.mail.connections import SECRETS, connecting, wrong_after_connecting
from tests.support.mail.imap_account import trusted
from tests.support.mail.two_accounts import (
    GONE,
    GONE_ID,
    OTHER_PASSWORD,
    PASSWORD,
    STAYS,
    imap_account,
    make_scene,
    provider,
)
from tests.support.servers.certificates import make_certificates

NEW = imap_account("0123456789abcdef", GONE.address)
RENEWED = "nouveau secret"


def remove(session: Session) -> object:
    return remove_account(session, GONE_ID, Job())


def renew(session: Session) -> None:
    keep_account(session, NEW, {"password": RENEWED})


def wrong_after(scene: Scene, act: Callable[[Session], object]) -> list[str]:
    """Open once after a kill, and list what is not as promised."""
    with scene.opened() as session:
        accounts, wrong = list_accounts(session), []
        secrets = {name: session.tokens.get(name) for name in session.tokens.names()}
    passwords = {GONE.id: PASSWORD, NEW.id: RENEWED, STAYS.id: OTHER_PASSWORD}
    if STAYS not in accounts:
        wrong.append("the other account is lost")
    if secrets != {f"mail.{each.id}.password": passwords[each.id] for each in accounts}:
        wrong.append(f"secrets without an account, or the reverse: {sorted(secrets)}")
    if act is renew and len(accounts) != 2:
        wrong.append("the renewed account is neither the former nor the new one")
    if act is remove and GONE not in accounts:
        wrong += scene.left()
    return wrong + [f"unfinished: {module}" for module in pending(scene.profile)]


def attacks_on_connecting(scene: Scene, folder: Path, count: int) -> Iterator[list[str]]:
    """What is wrong after each kill of a connection by Microsoft's page and by a bridge."""
    certificates = make_certificates(folder)
    for way in SECRETS:
        with trusted(certificates), connecting(way, certificates) as connect:
            for kind in ("file_event", "kill_at"):
                for instant in range(count):
                    with tempfile.TemporaryDirectory(dir=folder) as place:
                        copy = scene.copy(Path(place))
                        if not killed(copy, connect, **{kind: instant}):
                            break
                        yield [f"{way}, {kind} {instant}: {each}" for each in wrong_after_connecting(copy, way)]


def main() -> int:
    """Print one line per attack that succeeded, then the counts; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=80, help="instants of each kind at most")
    arguments = parser.parse_args()
    tried = given_way = 0
    with tempfile.TemporaryDirectory() as made:
        for wrong in attacks_on_connecting(make_scene(Path(made)), Path(made), arguments.count):
            tried += 1
            given_way += bool(wrong)
            for each in wrong:
                print(each, flush=True)
    with provider(), tempfile.TemporaryDirectory() as made:
        scene = make_scene(Path(made))
        for act in (remove, renew):
            for kind in ("file_event", "kill_at"):
                for instant in range(arguments.count):
                    with tempfile.TemporaryDirectory(dir=made) as folder:
                        copy = scene.copy(Path(folder))
                        if not killed(copy, act, **{kind: instant}):
                            break
                        tried += 1
                        wrong = wrong_after(copy, act)
                    if wrong:
                        given_way += 1
                        print(f"{act.__name__}, {kind} {instant}: {wrong}", flush=True)
    print(f"attacks tried {tried}, given way {given_way}")
    return 1 if given_way else 0


if __name__ == "__main__":
    sys.exit(main())
