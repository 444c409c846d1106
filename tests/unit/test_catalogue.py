"""The window and the command line speak complete English."""

from tests.tools.catalogue import MO, compiled, placeholders, translated, updated


def _pairs():  # type: ignore[no-untyped-def]
    for message in updated():
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


def test_the_compiled_catalogue_is_the_kept_one() -> None:
    assert MO.read_bytes() == compiled(translated())
