"""The first steps of a new vault: which are noted as done, and which the vault's content shows to be done."""

from datetime import datetime

from microdesk_desktop.domain.first_steps import FirstStep
from microdesk_desktop.store.database import Reader, Writer

# What shows that a step is done, as SQL; a recovery key that was put away leaves no trace but the note.
_EVIDENCE = {
    FirstStep.RECORDS: "EXISTS (SELECT 1 FROM client) OR EXISTS (SELECT 1 FROM target)",
    FirstStep.STATEMENT: "EXISTS (SELECT 1 FROM bank_transaction)",
    FirstStep.COMPANY: (
        "EXISTS (SELECT 1 FROM company WHERE siret <> '' AND address <> '' AND postal_code <> '' AND city <> '')"
    ),
    FirstStep.MAIL: "EXISTS (SELECT 1 FROM mail_account)",
}


def load_noted_steps(reader: Reader) -> frozenset[FirstStep]:
    """The steps that were noted as done, or that the user wants to see no more."""
    return frozenset(FirstStep(name) for (name,) in reader.iterate("SELECT name FROM first_step"))


def load_evident_steps(reader: Reader) -> frozenset[FirstStep]:
    """The steps that the vault's content shows to be done; a company is complete with its SIRET and its address."""
    shown = reader.one("SELECT " + ", ".join(_EVIDENCE.values()))
    assert shown is not None
    return frozenset(step for step, is_done in zip(_EVIDENCE, shown, strict=True) if is_done)


def note_step(writer: Writer, step: FirstStep, at: datetime) -> None:
    """Note a step as done; one that is noted already keeps its moment."""
    writer.run("INSERT OR IGNORE INTO first_step (name, done_at) VALUES (?, ?)", (step.value, at.isoformat()))


def forget_step(writer: Writer, step: FirstStep) -> None:
    """Take back that a step was noted."""
    writer.run("DELETE FROM first_step WHERE name = ?", (step.value,))
