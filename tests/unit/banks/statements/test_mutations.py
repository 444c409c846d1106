"""Two thousand damaged statements: each gives a clear error, or only rows that the damaged file contains."""

import html
import io
import random
import re
import zipfile
from pathlib import Path

import pytest

from microdesk_desktop.banks.statements.detect import read_statement
from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.domain.bank.types import BankRow
from microdesk_desktop.views.messages.problems import codes
from tests.support.readings import amounts_of, contains_day, texts_of

FOLDER = Path(__file__).parents[3] / "golden" / "statements"
FILES = sorted(path for path in FOLDER.iterdir() if not path.name.endswith(".expected.json"))
PER_FILE = 2000 // len(FILES) + 1
SECRET = "CONTENU-D-UN-AUTRE-FICHIER"


def plain_bytes(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(archive.namelist()[0])
    return data


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def delete(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice([1, 1, 1, 5, 60, 400]) :]


def shuffle_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    if chance.random() < 0.5:
        lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"".join(lines)


def swap_separators(data: bytes, chance: random.Random) -> bytes:
    places = [found.start() for found in re.finditer(rb"(?<=\d)[,.](?=\d)", data)] or [0]
    spoiled = bytearray(data)
    for place in chance.sample(places, min(len(places), chance.randint(1, 3))):
        spoiled[place] = {44: 46, 46: 44}.get(spoiled[place], spoiled[place])
    return bytes(spoiled)


def swell_numbers(data: bytes, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", data))
    number = chance.choice(numbers)
    huge = str(chance.randrange(10 ** chance.choice([3, 12, 19, 40, 400]))).encode()
    return data[: number.start()] + huge + data[number.end() :]


def inject_entities(data: bytes, chance: random.Random, secret: Path) -> bytes:
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY f "&e;&e;">]>'.encode()
    start = data.find(b"?>") + 2 if b"?>" in data[:200] else 0
    letters = [found.start() for found in re.finditer(rb"(?<=[A-Z])[A-Z](?=[A-Z])", data)] or [len(data)]
    place = max(start, chance.choice(letters))
    declared = entity if chance.random() < 0.7 else b""
    return (
        data[:start] + declared + data[start:place] + chance.choice([b"&e;", b"&f;", b"&#0;", b"&nbsp;"]) + data[place:]
    )


MUTATIONS = (flip_bytes, truncate, delete, shuffle_lines, swap_separators, swell_numbers)


def assert_contained(rows: list[BankRow], data: bytes) -> None:
    text = texts_of(data)
    fee_words = {"FEE", "FRAIS"}
    amounts, words = amounts_of(text), set(re.split(r"[\s<>;,\"?\x00-\x1f\x7f-\x9f]+", text))
    unescaped = html.unescape(text)
    for row in rows:
        assert abs(row.amount_cents) in amounts, f"amount of {row}"
        assert contains_day(text, row.on), f"day of {row}"
        for word in row.label.split():
            is_written = word in words or html.unescape(word) in unescaped or word in fee_words
            assert is_written or is_joined(word, text), f"label of {row}"
        assert SECRET not in row.label


def is_joined(word: str, text: str) -> bool:
    """Whether the word is made of two subfields of an MT940 text, the first of which is « ?20 » or another."""
    return any(
        re.search(rf"\?\d\d{re.escape(word[:at])}[\n?-]", text) and f"?33{word[at:]}" in text
        for at in range(1, len(word))
    )


def check(data: bytes, format_: str) -> None:
    try:
        parsed = read_statement(data, format=format_)
    except KnownError:
        return
    for statement in parsed.statements:
        assert_contained(list(statement.rows), data)
        assert {problem.code for problem in statement.problems} <= codes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_damaged_statement_gives_only_its_own_rows_or_a_clear_error(path: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    original, chance = plain_bytes(path), random.Random(path.name)
    for round_ in range(PER_FILE):
        mutate = chance.choice((*MUTATIONS, inject_entities))
        spoiled = inject_entities(original, chance, secret) if mutate is inject_entities else mutate(original, chance)
        try:
            check(spoiled, "auto")
        except Exception as error:
            raise AssertionError(f"round {round_}, {mutate.__name__}") from error


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_untouched_statement_passes_the_same_examination(path: Path) -> None:
    check(plain_bytes(path), "auto")
