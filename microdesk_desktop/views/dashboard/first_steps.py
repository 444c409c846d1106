"""The first steps of a new vault: which are done, and the words of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from microdesk_desktop.base.i18n import ntr, tr
from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.store.database import Reader
from microdesk_desktop.store.vault.first_steps import load_evident_steps, load_noted_steps

_CONTENT = frozenset((FirstStep.RECORDS, FirstStep.STATEMENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The steps to show, each with whether it is done; those that the user dismissed are left out.

    `is_new` is true as long as the vault holds neither records nor transactions.
    """

    steps: Sequence[tuple[FirstStep, bool]]
    is_new: bool

    @property
    def is_done(self) -> bool:
        """Whether no step is left."""
        return all(is_done for _, is_done in self.steps)


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a step is called, why it is worth doing, and the button that leads to it."""

    title: str
    reason: str
    button: str


def load_checklist(reader: Reader) -> Checklist:
    """Read which steps are done, and which the user wants to see no more."""
    evident, noted = load_evident_steps(reader), load_noted_steps(reader)
    # A recovery key that was put away leaves no other trace than the note.
    done = evident | (noted & {FirstStep.RECOVERY_KEY})
    steps = [(step, step in done) for step in FirstStep if step in done or step not in noted]
    is_under_way = any(not is_done for step, is_done in steps if step is not FirstStep.MAIL)
    return Checklist(
        # Who has done all else lives without it, and is not asked for another step.
        steps=[(step, is_done) for step, is_done in steps if is_under_way or is_done or step is not FirstStep.MAIL],
        is_new=not evident & _CONTENT,
    )


def progress_words(checklist: Checklist) -> str:
    """« 1 étape faite sur 4 »."""
    done = sum(is_done for _, is_done in checklist.steps)
    return ntr("{done} étape faite sur {total}", "{done} étapes faites sur {total}", done).format(
        done=done, total=len(checklist.steps)
    )


def step_words(step: FirstStep) -> StepWords:
    """The words of a step."""
    return {
        FirstStep.RECORDS: StepWords(
            tr("Reprendre vos clients et factures"),
            tr("Déposez l'export de votre outil actuel : il est reconnu, montré, puis importé."),
            tr("Importer…"),
        ),
        FirstStep.STATEMENT: StepWords(
            tr("Importer un relevé"),
            tr("OFX, CSV, QIF, CAMT… MicroDesk retrouve ce que chaque opération règle."),
            tr("Importer un relevé…"),
        ),
        FirstStep.COMPANY: StepWords(
            tr("Compléter votre entreprise"),
            tr("SIRET et adresse figurent sur vos factures et vos déclarations."),
            tr("Compléter"),
        ),
        FirstStep.RECOVERY_KEY: StepWords(
            tr("Ranger la clé de récupération"),
            tr("Elle seule ouvre le coffre si vous oubliez la phrase secrète."),
            tr("Voir"),
        ),
        FirstStep.MAIL: StepWords(
            tr("Connecter votre boîte mail"),
            tr("Vos devis et factures partent d'ici, et MicroDesk ne garde aucun message."),
            tr("Connecter…"),
        ),
    }[step]
