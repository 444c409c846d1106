"""Where the focus stands on the import page: on what to do next, never on a container."""

from PySide6.QtWidgets import QApplication

from microdesk_desktop.sandbox import company


def test_the_rows_of_the_first_file_have_the_focus(empty_desk, tmp_path):
    files = company.write_records(tmp_path, empty_desk.shell.workspace.clock.today())
    page = empty_desk.go_to("imports")
    page.open_files([files["clients"]], None)
    empty_desk.qtbot.waitUntil(lambda: bool(page.view.rows.table))
    empty_desk.rest()
    assert page.view.rows.table.isAncestorOf(QApplication.focusWidget())
