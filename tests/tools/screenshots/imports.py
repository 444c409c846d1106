"""The states of the import page: files of each kind, questions, columns, a cell being corrected, results, history."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from microdesk_desktop.domain.tables import ImportKind
from microdesk_desktop.gui.widgets.strip import Strip
from microdesk_desktop.pages.imports.page import ImportPage
from microdesk_desktop.pages.shell.shell import Shell

STATEMENT = (
    "Date;Libellé;Montant;Notes internes\n"
    "02/11/2026;CB PAPETERIE DU PORT;-18,40;à reclasser\n"
    "05/11/2026;VIR RECU MME ARNAUD;95,00;\n"
    "07/11/2026;VIR RECU SARL BRUN ACOMPTE MAQUETTE;douze cents;\n"
    "31/11/2026;PRLV SEPA OVH;-12,00;\n"
)
DOCUMENTS = (
    "Numéro;Client;Date;Échéance;Total TTC;Payé;Commercial\n"
    "FAC-2026-051;Atelier Brun;02/11/2026;02/12/2026;1250,00;1250,00;Jeanne\n"
    "FAC-2026-052;Nova SARL;03/11/2026;03/12/2026;480,00;0,00;Jeanne\n"
    "FAC-2026-053;;03/11/2026;03/12/2026;480,00;0,00;Jeanne\n"
)
CLIENTS = (
    "Nom;SIRET;Adresse électronique;Téléphone;Adresse;Code postal;Ville;Pays;Couleur\n"
    "Boulangerie Sud;;contact@boulangerie-sud.example;05 56 00 00 00;3 rue du Four;33000;Bordeaux;FR;bleu\n"
    ";404833048;;;12 rue Haute;59000;Lille;FR;vert\n"
)
UNKNOWN = "Jour;Intitulé;Mouvement\n02/11/2026;CB PAPETERIE;-18,40\n05/11/2026;VIR RECU ARNAUD;95,00\n"


def import_states(shell: Shell, folder: Path, settle: Callable[[], None]) -> Iterator[str]:
    """Play the states one after another on the import page, and name each when it can be pictured."""
    shell.navigate("imports")
    page = shell.current()
    assert isinstance(page, ImportPage)
    files = _write(folder)
    yield from _statement(page, files["releve-novembre.csv"], settle)
    yield from _several(page, [*files.values()], settle)
    page.close_files()
    settle()
    yield "import-history"
    page.history.table.view.select_row(0)
    page.history.removal_wanted.emit(page.history.table.current_row())
    settle()
    yield "import-taking-back"
    page.on_escape()


def _write(folder: Path) -> dict[str, Path]:
    texts = {
        "releve-novembre.csv": STATEMENT,
        "factures et devis.csv": DOCUMENTS,
        "clients.csv": CLIENTS,
        "export inconnu.csv": UNKNOWN,
        "facture.pdf": "%PDF-1.4\n%âãÏÓ\n1 0 obj\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {name: folder / name for name in texts}


def _statement(page: ImportPage, path: Path, settle: Callable[[], None]) -> Iterator[str]:
    page.open_files([path], ImportKind.STATEMENT)
    settle()
    yield "import-statement"
    answers = [button for strip in page.findChildren(Strip) for button in strip.buttons]
    if answers:
        answers[0].click()
        settle()
        yield "import-answered"
    page.view.toggle_columns()
    settle()
    yield "import-columns"
    page.on_escape()
    table = page.view.rows.table
    assert table is not None
    table.view.select_row(0)
    page.view.correct()
    yield "import-correcting"
    for editor in table.view.findChildren(QLineEdit):
        editor.selectAll()
        QTest.keyClicks(editor, "1200,00")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    yield "import-corrected"
    page.keep()
    settle()
    yield "import-kept"
    page.close_files()


def _several(page: ImportPage, paths: list[Path], settle: Callable[[], None]) -> Iterator[str]:
    page.open_files(paths, ImportKind.DOCUMENTS)
    settle()
    for row in range(page.list.table.model.rowCount()):
        page.list.table.view.select_row(row)
        settle()
        yield f"import-several-{row + 1}"
