"""The panel with the switches of the network: offline mode, then each group of purposes."""

from PySide6.QtCore import Signal

from microdesk_desktop.base.http.gate import NetworkGroup, Switches
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.layout.cards import rule
from microdesk_desktop.gui.layout.side_panel import SidePanel
from microdesk_desktop.gui.theme.tokens import MIDDLE
from microdesk_desktop.gui.widgets import labels
from microdesk_desktop.views.messages.network_groups import group_hint, group_name


class NetworkPanel(SidePanel):
    """`offline_wanted` carries whether to be offline, `group_wanted` a group and whether it is to be open."""

    offline_wanted = Signal(bool)
    group_wanted = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__(tr("Accès au réseau"))
        self._is_showing = False
        self.offline = CheckBox(tr("Hors ligne : tout couper"), hint=tr("Vos réglages ci-dessous restent tels quels."))
        self.offline.toggled.connect(self._want_offline)
        self.groups = {group: CheckBox(group_name(group), hint=group_hint(group)) for group in NetworkGroup}
        explained = tr("Un accès coupé échoue avant toute connexion : rien ne part, pas même une demande d'adresse.")
        for widget in (labels.heading(tr("Accès au réseau")), labels.muted(explained), self.offline, rule()):
            self.body.addWidget(widget)
        for group, box in self.groups.items():
            box.toggled.connect(lambda on, group=group: self._want(group, on=on))
            self.body.addWidget(box)
        self.body.setSpacing(MIDDLE)
        self.body.addStretch()

    def show_switches(self, switches: Switches) -> None:
        """Show what is closed; offline, the switch of a group stays in sight and changes nothing."""
        self._is_showing = True
        self.offline.set_checked(switches.is_offline)
        for group, box in self.groups.items():
            box.set_checked(group not in switches.closed)
            box.setEnabled(not switches.is_offline)
        self._is_showing = False

    def _want_offline(self, on: bool) -> None:
        if not self._is_showing:
            self.offline_wanted.emit(on)

    def _want(self, group: NetworkGroup, *, on: bool) -> None:
        if not self._is_showing:
            self.group_wanted.emit(group, on)
