"""What an imported file holds, in words: its kind, so many rows of it, the outcome of each."""

from collections.abc import Mapping, Sequence

from microdesk_desktop.base.format import counts
from microdesk_desktop.base.format.lists import listed
from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.imports.types import RowOutcome
from microdesk_desktop.domain.tables import ImportKind


def kind_names() -> Sequence[tuple[ImportKind, str]]:
    """Every kind of content, in the order in which a user meets them."""
    return (
        (ImportKind.STATEMENT, tr("Relevé de banque")),
        (ImportKind.DOCUMENTS, tr("Factures et devis")),
        (ImportKind.CLIENTS, tr("Clients")),
        (ImportKind.RECEIPTS, tr("Recettes")),
        (ImportKind.EXPENSES, tr("Dépenses")),
        (ImportKind.CATALOGUE, tr("Catalogue")),
    )


def kind_name(kind: ImportKind) -> str:
    """« Relevé de banque »."""
    return dict(kind_names())[kind]


def things(kind: ImportKind, number: int) -> str:
    """« 42 opérations », « 1 document »: so many rows of this kind."""
    texts = {
        ImportKind.STATEMENT: ntr("{count} opération", "{count} opérations", number),
        ImportKind.DOCUMENTS: ntr("{count} document", "{count} documents", number),
        ImportKind.CLIENTS: ntr("{count} client", "{count} clients", number),
        ImportKind.RECEIPTS: ntr("{count} recette", "{count} recettes", number),
        ImportKind.EXPENSES: ntr("{count} dépense", "{count} dépenses", number),
        ImportKind.CATALOGUE: ntr("{count} article", "{count} articles", number),
    }
    return texts[kind].format(count=counts.count(number))


def listed_things(numbers: Mapping[ImportKind, int]) -> str:
    """So many rows of each kind, without what is zero."""
    return listed([things(kind, number) for kind, number in numbers.items() if number])


def import_words(numbers: Mapping[ImportKind, int]) -> str:
    """The text of the button that imports: « Importer 42 opérations »."""
    named = listed_things(numbers)
    return tr("Importer {things}").format(things=named) if named else tr("Importer")


def outcome_name(outcome: RowOutcome) -> str:
    """The outcome of one row, as its chip names it."""
    names = {
        RowOutcome.REFUSED: tr("À corriger"),
        RowOutcome.DOUBTFUL: tr("Double possible"),
        RowOutcome.ADDED: tr("Nouvelle"),
        RowOutcome.COMPLETED: tr("Complétée"),
        RowOutcome.KNOWN: tr("Dans le coffre"),
    }
    return names[outcome]


def outcome_filter(outcome: RowOutcome) -> str:
    """The outcome of many rows, as their filter names it."""
    names = {
        RowOutcome.REFUSED: tr("À corriger"),
        RowOutcome.DOUBTFUL: tr("Doubles possibles"),
        RowOutcome.ADDED: tr("Nouvelles"),
        RowOutcome.COMPLETED: tr("Complétées"),
        RowOutcome.KNOWN: tr("Dans le coffre"),
    }
    return names[outcome]


def outcome_tone(outcome: RowOutcome) -> Tone:
    """The colour of an outcome."""
    return _TONES[outcome]


_TONES: Mapping[RowOutcome, Tone] = {
    RowOutcome.REFUSED: Tone.DANGER,
    RowOutcome.DOUBTFUL: Tone.ATTENTION,
    RowOutcome.ADDED: Tone.POSITIVE,
    RowOutcome.COMPLETED: Tone.PROPOSAL,
    RowOutcome.KNOWN: Tone.NEUTRAL,
}
