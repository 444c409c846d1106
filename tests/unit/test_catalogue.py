"""The window and the command line are wholly in English where English is chosen."""

from collections.abc import Iterator

from microdesk_desktop.base.i18n import set_language, tr
from tests.tools.catalogue import FOLDER, MO, compiled, extracted, placeholders, translated, updated


def _pairs() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for message in updated(set().union(*extracted().values()), translated()):
        if message.id:
            sources = message.id if isinstance(message.id, tuple) else (message.id,)
            targets = message.string if isinstance(message.string, tuple) else (message.string,)
            yield sources, targets


def test_every_text_has_its_english() -> None:
    assert [sources for sources, targets in _pairs() if not all(targets)] == []


def test_a_translation_fills_the_same_placeholders() -> None:
    different = [
        (sources, targets)
        for sources, targets in _pairs()
        if set().union(*map(placeholders, targets)) != set().union(*map(placeholders, sources))
    ]
    assert different == []


def test_each_catalogue_holds_the_texts_of_its_subject() -> None:
    wanted = extracted()
    assert {path.stem for path in FOLDER.glob("*.po")} == set(wanted)
    for subject, texts in wanted.items():
        kept = (FOLDER / f"{subject}.po").read_text(encoding="utf-8")
        assert kept.count("\nmsgid ") == len(texts), f"{subject}.po is stale: run python -m tests.tools.catalogue"


def test_the_program_reads_the_catalogue_of_today() -> None:
    assert MO.read_bytes() == compiled(translated()), "run make setup"


def test_what_follows_a_value_stays_on_its_line() -> None:
    set_language("fr")
    assert tr("{total} HT dans {count} min") == "{total}\u00a0HT dans {count}\u00a0min"
    assert tr("Total HT") == "Total HT"
