"""The button of a list's toolbar that exports and prints it."""

from collections.abc import Callable

from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.output.list_output import EXPORT_KEY, PRINT_KEY
from microdesk_desktop.gui.window.commands import Command
from microdesk_desktop.gui.window.menu_button import MoreButton
from microdesk_desktop.gui.window.shortcuts import key_text


class OutputButton(MoreButton):
    """Opens a menu with both: one button, since a narrow toolbar has no room for two.

    The shell finds it by its class: its keys act on the list whose button is in sight, in a sheet or on the page.
    """

    def __init__(self, export: Callable[[], object], print_out: Callable[[], object]) -> None:
        super().__init__(tr("Exporter ou imprimer la liste"), "download")
        self.setObjectName("output")
        self.export, self.print_out = export, print_out
        self.fill(
            (
                Command(text=tr("Exporter…"), act=export, icon="download", shortcut=key_text(EXPORT_KEY)),
                Command(text=tr("Imprimer…"), act=print_out, icon="printer", shortcut=key_text(PRINT_KEY)),
            )
        )
