"""Odd files, paths, settings and words, drawn at random; each oddity changes a world and names the command to try."""

import os
import random
import shutil
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from microdesk_desktop.base.settings import MAX_LOCK_MINUTES, load_settings

Words = Sequence[str]
SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "golden" / "statements").iterdir()
    if path.is_file() and path.suffix != ".json"
)


@dataclass(kw_only=True)
class World:
    """A profile with a vault, and the files that a user has beside it; `words` is the command to try on it."""

    folder: Path
    words: Words = ("vault", "status")
    environment: dict[str, str] = field(default_factory=dict)
    spoilt: dict[Path, bytes | None] = field(default_factory=dict)

    @property
    def profile(self) -> Path:
        return self.folder / "profile"

    @property
    def secret(self) -> Path:
        return self.folder / "secret"

    @property
    def backup(self) -> Path:
        return self.folder / "copy.mdbackup"

    def spoil(self, path: Path, data: bytes | None) -> Path:
        """Replace a file by other bytes, or only take it away; `restore` puts it back."""
        self.spoilt.setdefault(path, path.read_bytes() if path.is_file() else None)
        path.unlink(missing_ok=True)
        if data is not None:
            path.write_bytes(data)
        return path

    def restore(self) -> None:
        """Put back every file that was spoilt."""
        for path, data in self.spoilt.items():
            remove(path)
            if data is not None:
                path.write_bytes(data)


def remove(path: Path) -> None:
    """Take a file or a folder away, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


Oddity = Callable[[World, random.Random], None]


# What may stand where a file is expected.


def _garbage(chance: random.Random) -> bytes:
    return chance.choice(
        [
            b"",
            b"[" * 50_000,
            b'{"a":' * 50_000,
            b"\0" * chance.randrange(10_000),
            chance.randbytes(chance.randrange(5_000)),
            b"\xff\xfe" + "texte".encode("utf-16-le"),
            b"null",
            b"[]",
            b"NaN",
            b'"\\ud83d"',
            b'{"format": 1e999, "vault": [], "slots": 5}',
            b'{"format": ' + b"9" * 5_000 + b"}",
            "caf\u00e9\u202e\u2028\x1b[31m".encode(),
            b"x" * 300_000,
        ]
    )


def _flipped(data: bytes, chance: random.Random, start: int = 0) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 1, 8])):
        at = chance.randrange(start, len(changed))
        changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _put_odd_file(world: World, path: Path, chance: random.Random) -> Path:
    """Replace what stands at this path by something that is no usable file."""
    world.spoil(path, None)
    match chance.choice(["garbage", "garbage", "folder", "loop", "dangling", "pipe", "socket", "closed"]):
        case "garbage":
            path.write_bytes(_garbage(chance))
        case "folder":
            path.mkdir()
            (path / "inside").touch()
        case "loop":
            path.symlink_to(path.name)
        case "dangling":
            path.symlink_to("nowhere")
        case "pipe":
            os.mkfifo(path)
        case "socket":
            _bind(path)
        case "closed":
            path.write_bytes(b"x")
            path.chmod(0)
    return path


def _bind(path: Path) -> None:
    # From its folder: the path of a socket has at most 107 bytes.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)


def _odd_path(world: World, chance: random.Random) -> str:
    """A path that no command can use as a file or a folder of its own."""
    if chance.random() < 0.4:
        return str(_put_odd_file(world, world.folder / "odd", chance))
    return chance.choice(
        [
            "a\0b",
            "n" * 4_000,
            "/" * 5_000,
            "n/" * 3_000,
            str(world.secret / "below"),
            "\ud83d",
            str(world.folder / "caf\udce9\x1b[31m\u202e\n"),
            "/dev/null",
            "/dev/zero",
            "/dev/full",
            "/proc/self/mem",
            "~",
            "",
            ".",
        ]
    )


def _odd_text(chance: random.Random) -> str:
    pieces = [
        "é",
        "\ud83d",
        "\ude00",
        "\udce9",
        "\u202e",
        "\x1b[2J",
        "\x9b",
        "\n",
        "\0",
        "9" * 5_000,
        "👨\u200d👩",
        "a" * 3_000,
    ]
    return "".join(chance.choices([*pieces, " ", "x", "-1", "=", "%s", "{0}", "%00"], k=chance.randrange(1, 6)))


# The oddities.


def odd_settings(world: World, chance: random.Random) -> None:
    """Settings of any shape; the ones that are read must be usable."""
    values = [
        "10**12",
        "-5",
        "NaN",
        "Infinity",
        '"15"',
        "null",
        "[[5]]",
        "9" * 5_000,
        "1e400",
        '"\\ud83d"',
        "{}",
        "true",
    ]
    shaped = f'{{"lock_after_minutes": {chance.choice(values)}, "language": {chance.choice(values)}, "theme": "dark"}}'
    path = world.profile / "settings.json"
    if chance.random() < 0.5:
        path.write_text(shaped, encoding="utf-8")
    else:
        _put_odd_file(world, path, chance)
    settings = load_settings(world.profile)
    assert settings.language in ("", "fr", "en")
    assert 1 <= settings.lock_after_minutes <= MAX_LOCK_MINUTES


def odd_file_of_the_profile(world: World, chance: random.Random) -> None:
    """Something else in place of a file or folder of the profile."""
    name = chance.choice(
        ["keys.json", "tokens.json", "vault.db", "vault.db-wal", "vault.db-shm", "lock", "backups", "reports"]
    )
    if (world.profile / name).is_dir():
        shutil.rmtree(world.profile / name)
    _put_odd_file(world, world.profile / name, chance)
    world.words = chance.choice(
        [
            ("vault", "status"),
            ("vault", "verify"),
            ("bank", "status"),
            ("bank", "list"),
            ("bank", "sync"),
            ("vault", "backup", str(world.folder / "new")),
            ("bank", "disconnect", "--yes"),
            ("vault", "init", "--name", "x", "--adult", "--accept-privacy"),
            ("vault", "restore", str(world.backup)),
        ]
    )


def odd_header(world: World, chance: random.Random) -> None:
    """A header with flipped bits, or cut."""
    data = (world.profile / "keys.json").read_bytes()
    changed = _flipped(data, chance) if chance.random() < 0.7 else data[: chance.randrange(len(data))]
    world.spoil(world.profile / "keys.json", changed)
    world.words = chance.choice([("bank", "status"), ("vault", "verify"), ("vault", "status")])


def odd_backup(world: World, chance: random.Random) -> None:
    """A backup with flipped bits, most of them in the structures of the ZIP, or cut."""
    data = world.backup.read_bytes()
    match chance.choice(["end", "start", "anywhere", "encrypted", "cut", "prefixed"]):
        case "end":
            changed = _flipped(data, chance, len(data) - 250)
        case "start":
            changed = _flipped(data[:120], chance) + data[120:]
        case "anywhere":
            changed = _flipped(data, chance)
        case "encrypted":
            changed = _with_encrypted_flags(data)
        case "cut":
            changed = data[: chance.randrange(len(data))]
        case _:
            changed = chance.randbytes(chance.randrange(200)) + data
    world.spoil(world.backup, changed)
    secret = () if chance.random() < 0.5 else ("--passphrase-file", str(world.secret))
    world.words = (*secret, "vault", "restore", str(world.backup))


def _with_encrypted_flags(data: bytes) -> bytes:
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def odd_path(world: World, chance: random.Random) -> None:
    """A path that cannot be used, wherever a command takes one."""
    path = _odd_path(world, chance)
    unreadable = world.folder / "unreadable"  # garbage may be a strong passphrase
    unreadable.write_bytes(b"\xff" + chance.randbytes(20))
    world.words = chance.choice(
        [
            ("--profile", path, "vault", "status"),
            ("--profile", path, "bank", "list"),
            ("--profile", path, "vault", "init", "--name", "x", "--adult", "--accept-privacy"),
            ("--profile", path, "vault", "restore", str(world.backup)),
            ("--passphrase-file", path, "bank", "list"),
            ("vault", "backup", path),
            ("vault", "restore", path),
            ("vault", "passphrase", "--new-file", str(unreadable)),
            ("vault", "recover", "--recovery-key-file", path, "--new-file", str(unreadable)),
            ("import", "clients", path),
            ("bank", "import", path),
            ("bank", "import", "--format", "ofx", path),
            ("bank", "provider", "set", "gocardless", "--secret-id-file", path, "--secret-key-file", path),
        ]
    )


def odd_environment(world: World, chance: random.Random) -> None:
    """Environment variables that name no usable path, language or terminal."""
    path = _odd_path(world, chance).replace("\0", "").replace("\ud83d", "\udce9")
    name = chance.choice(["MICRODESK_PROFILE", "MICRODESK_PASSPHRASE_FILE", "HOME", "XDG_DATA_HOME", "LANG", "COLUMNS"])
    world.environment[name] = path
    world.words = chance.choice([("vault", "status"), ("bank", "list"), ("vault", "--help"), ("bank", "status")])


def odd_words(world: World, chance: random.Random) -> None:
    """Texts that no user types, wherever a command takes one."""
    text = _odd_text(chance)
    world.words = chance.choice(
        [
            (text,),
            ("--lang", text, "vault", "status"),
            ("bank", text),
            ("bank", "list", "--search", text),
            ("bank", "list", "--since", text),
            ("bank", "list", "--since", "0001-01-01", "--until", "9999-12-31"),
            ("bank", "list", "--status", text),
            ("bank", "ignore", text),
            ("bank", "attribute", "1", "--to", f"invoice:{text}"),
            ("bank", "attribute", "1", "--to", f"expense:{text}={'9' * chance.choice([3, 13, 400])}"),
            ("bank", "create-expense", "2", "--supplier", text, "--label", text, "--category", text),
            ("bank", "create-receipt", "1", "--client", text, "--reference", text),
            ("bank", "provider", "set", "gocardless", "--base-url", text),
            ("bank", "provider", "set", "gocardless", "--base-url", f"https://{text}/"),
            ("bank", "institutions", "--provider", "gocardless", "--country", text, "--search", text),
            ("bank", "connect", "--provider", "gocardless", "--institution", text, "--account", text),
            ("--profile", str(world.folder / "new"), "vault", "init", "--adult", "--accept-privacy", "--name", text),
            ("vault", "init", "--name", "x", "--siret", text, "--adult", "--accept-privacy"),
        ]
    )


def odd_rows(world: World, chance: random.Random) -> None:
    """Files whose rows hold halves of emoji, controls, direction marks, dates and amounts out of range."""
    cell = _odd_text(chance).replace("\n", " ")
    day = chance.choice(["03/11/2026", "00/00/0000", "31/12/9999", "29/02/2027", "1/1/1", cell])
    amount = chance.choice(["1,00", "9" * 5_000, "1e400", "NaN", "-0", "1,005", cell])
    statement = f"Date;Libellé;Montant\n{day};{cell};{amount}\n05/11/2026;VIR;1,00\n"
    clients = f"nom;email\n{cell};{cell}\nAutre;\n"
    kind, text = chance.choice([(("bank", "import"), statement), (("import", "clients"), clients)])
    encoding = chance.choice(["utf-8", "utf-16-le", "utf-8-sig"])
    path = world.folder / "rows.csv"
    path.write_bytes(text.encode(encoding, "surrogatepass"))
    world.words = (*kind, str(path))


def odd_statement(world: World, chance: random.Random) -> None:
    """A statement of some format with flipped bits, a piece of text in the middle, or a part missing."""
    path = world.folder / chance.choice(SAMPLES).name
    data = next(each for each in SAMPLES if each.name == path.name).read_bytes()
    at, end = sorted(chance.choices(range(len(data)), k=2))
    match chance.choice(["flipped", "piece", "cut"]):
        case "flipped":
            data = _flipped(data, chance)
        case "piece":
            data = data[:at] + _odd_text(chance).encode("utf-8", "surrogatepass") + data[at:]
        case _:
            data = data[:at] + data[end:]
    path.write_bytes(data)
    world.words = ("bank", "import", str(path))


ODDITIES: tuple[Oddity, ...] = (
    odd_settings,
    odd_file_of_the_profile,
    odd_header,
    odd_backup,
    odd_path,
    odd_environment,
    odd_words,
    odd_rows,
    odd_statement,
)
