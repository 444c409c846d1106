"""A key stroke in the palette over 100,000 records, beside scanning the same texts; and what opening it reads."""

from functools import partial

from microdesk_desktop.domain.text import fold
from microdesk_desktop.operations.session import Session
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.search.texts import RecordKind, iterate_texts
from microdesk_desktop.views.search.hits import RecordHit, find_records
from microdesk_desktop.views.search.index import RecordIndex
from tests.benchmarks.measures.figures import Figure
from tests.benchmarks.measures.timing import compared, cpu_seconds, in_turns
from tests.benchmarks.sample_vault import CLIENTS, DOCUMENTS, opened_vault

RECORDS = 100_000
# What people look for: a name, a number, an amount, a day, several words, what is nowhere, and what is everywhere.
TYPED = ("société numéro 12", "F-2026-00042", "1250,00", "-42,60", "21/11", "honoraires 99 client", "zzz", "e")
REPEATS = 3
# A scan of these texts takes 3 to 5 ms on a computer of 2020: ten of them are the 50 ms within which an answer to a
# key stroke seems immediate.
KEY_BOUND = 10.0
READ_BOUND = 3.0


def measure() -> list[Figure]:
    """The slowest key stroke of all that is typed, and reading the texts when the palette opens."""
    with opened_vault(RECORDS - DOCUMENTS - CLIENTS) as session:
        index, texts = session.read(RecordIndex), session.read(_plain_texts)
        key = in_turns(lambda: _scan(texts), lambda: _slowest_key(session, index), REPEATS)
        read = in_turns(
            lambda: cpu_seconds(lambda: session.read(_plain_texts)),
            lambda: cpu_seconds(lambda: session.read(RecordIndex)),
            REPEATS,
        )
    return [
        compared("palette, slowest key stroke", "scanning the same texts", KEY_BOUND, key),
        compared("palette, texts read at opening", "reading and folding them", READ_BOUND, read),
    ]


def _slowest_key(session: Session, index: RecordIndex) -> float:
    """The seconds of the key stroke that takes longest, each text typed letter by letter."""
    strokes = [text[:length] for text in TYPED for length in range(1, len(text) + 1)]
    return max(cpu_seconds(partial(session.read, partial(_find, index, typed))) for typed in strokes)


def _find(index: RecordIndex, typed: str, reader: Reader) -> list[RecordHit]:
    return find_records(reader, index, typed)


def _scan(texts: list[str]) -> float:
    return min(cpu_seconds(lambda: [text for text in texts if "HONORAIRES 99" in text]) for _ in range(REPEATS))


def _plain_texts(reader: Reader) -> list[str]:
    return [
        fold(f"{each.name} {each.number} {each.words}") for kind in RecordKind for each in iterate_texts(reader, kind)
    ]
