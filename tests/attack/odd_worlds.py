"""Odd files, paths, settings and words against the real command line; none may end as a bug, and nothing may be lost.

`python -m tests.attack.odd_worlds --count 500` prints how many were tried and how many gave way, and the seed with
which to repeat the run; the exit code is 1 when one gave way. The tests use `try_one` and its parts.
"""

import argparse
import contextlib
import io
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

from microdesk_desktop.cli.main import main as run_command
from microdesk_desktop.store.records.clients import load_clients
from tests.attack.oddities import ODDITIES, Oddity, Words, World
from tests.support.vaults import PASSPHRASE, new_vault, reopened

CLIENTS = "nom;email\nNova SARL;a@nova.example\nÉpicerie Gaïa;\n"
STATEMENT = "Date;Libellé;Montant\n03/11/2026;VIR NOVA F-1;120,00\n04/11/2026;CB CAFE;-3,50\n"
PATIENCE_S = 20  # many times what the slowest of these commands takes
MOST_MEMORY = 4_000_000_000  # of addresses: a file without an end must not take the machine with it
KNOWN_CODES = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """The exit code and the streams of a command, and the exception that escaped from it."""

    code: int
    out: str
    err: str
    escaped: str = ""


@contextlib.contextmanager
def template() -> Iterator[Path]:
    """A folder with a vault of two clients, a backup of it, a statement and a passphrase's file; copied per attack."""
    with tempfile.TemporaryDirectory(prefix="microdesk-odd-") as made:
        folder = Path(made)
        (folder / "profile").mkdir(mode=0o700)
        new_vault(folder / "profile").session.close()
        (folder / "secret").write_text(PASSPHRASE + "\n", encoding="utf-8")
        (folder / "clients.csv").write_text(CLIENTS, encoding="utf-8")
        (folder / "statement.csv").write_text(STATEMENT, encoding="utf-8")
        world = World(folder=folder)
        assert run(world, ["import", "clients", str(folder / "clients.csv")]).code == 0
        assert run(world, ["bank", "import", str(folder / "statement.csv")]).code == 0
        copies = folder / "copies"
        assert run(world, ["vault", "backup", str(copies)]).code == 0
        (copy,) = copies.iterdir()
        copy.rename(world.backup)
        yield folder


def try_one(start: Path, oddity: Oddity, seed: str) -> tuple[Words, str]:
    """Try one oddity on a copy of the template; returns the command, and why it gave way or nothing."""
    with tempfile.TemporaryDirectory(prefix="microdesk-odd-", ignore_cleanup_errors=True) as made:
        world = World(folder=Path(made, "world"))
        shutil.copytree(start, world.folder)
        oddity(world, random.Random(seed))
        return world.words, fault_of(run(world, world.words)) or loss_of(world)


def run(world: World, words: Words) -> Ran:
    """One command in this process, on the world's profile with its passphrase."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    environment = {
        "MICRODESK_PROFILE": str(world.profile),
        "MICRODESK_PASSPHRASE_FILE": str(world.secret),
        **world.environment,
    }
    former, here, escaped, code = dict(os.environ), Path.cwd(), "", -1
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(PATIENCE_S)
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, limits[1]))
    with (
        Path(os.devnull).open(encoding="utf-8") as nothing,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        stdin, sys.stdin = sys.stdin, nothing
        try:
            os.environ.update(environment)
            os.chdir(world.folder)
            code = run_command(words)
        except SystemExit as error:
            code = int(error.code or 0)
        except BaseException as error:  # noqa: BLE001 - whatever escapes is what the attack looks for
            escaped = f"{type(error).__name__}: {error}"
        finally:
            signal.alarm(0)
            resource.setrlimit(resource.RLIMIT_AS, limits)
            sys.stdin = stdin
            os.chdir(here)
            os.environ.clear()
            os.environ.update(former)
    return Ran(code=code, out=_text(out), err=_text(err), escaped=escaped)


class _Hung(BaseException):
    """A command that waits for ever; no handler of the product catches it."""


def _give_up(number: int, frame: object) -> None:
    raise _Hung(f"no answer after {PATIENCE_S} s")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode() if isinstance(stream.buffer, io.BytesIO) else ""


def fault_of(ran: Ran) -> str:
    """What is wrong with a run: an exception, a bug, no sentence, a hidden character; empty when it held."""
    if ran.escaped:
        return f"an exception escaped: {ran.escaped}"
    if ran.code not in KNOWN_CODES:
        return f"exit code {ran.code}: {ran.err}"
    if ran.code in (1, 2) and not ran.err.strip():
        return "no sentence"
    if any(sign in ran.err for sign in ("mémoire", "memory")):
        return "a file without an end was read"
    hidden = {char for char in ran.err if category(char) in ("Cc", "Cf", "Cs") and char not in "\n\u200c\u200d"}
    return f"characters that control a terminal: {hidden}" if hidden else ""


def loss_of(world: World) -> str:
    """What the vault has lost once the oddity is undone; empty when it opens with its clients."""
    world.restore()
    try:
        session = reopened(world.profile)
        try:
            names = {client.name for _, client in session.read(load_clients)}
        finally:
            session.close()
    except Exception as error:  # noqa: BLE001 - reported as a loss
        return f"the vault no longer opens: {type(error).__name__}: {error}"
    return "" if {"Nova SARL", "Épicerie Gaïa"} <= names else f"clients are lost: {names}"


def main() -> int:
    """Try so many oddities, each kind in turn."""
    parser = argparse.ArgumentParser(prog="odd_worlds", description="Odd worlds against the command line.")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", default=os.urandom(4).hex())
    parser.add_argument("--only", default="", help="the name of one kind")
    given = parser.parse_args()
    kinds = [each for each in ODDITIES if given.only in each.__name__]
    gave_way = 0
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    with template() as start:
        for number in range(given.count):
            oddity = kinds[number % len(kinds)]
            seed = f"{given.seed}-{number}"
            words, fault = try_one(start, oddity, seed)
            if fault:
                gave_way += 1
                print(f"{oddity.__name__} {seed}: {ascii(words)[:300]}: {fault[:600]}", flush=True)
    print(f"attacks tried {given.count}, given way {gave_way} (seed {given.seed})")
    return 1 if gave_way else 0


if __name__ == "__main__":
    sys.exit(main())
