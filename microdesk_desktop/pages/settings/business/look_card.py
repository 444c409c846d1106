"""Template, accent and logo of documents, beside the first page of an example in this very look."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from microdesk_desktop.base.errors import KnownError
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.domain.documents.look import ACCENTS, USUAL_ACCENT, Look, Template, is_colour
from microdesk_desktop.domain.identifiers import Flaw, FlawKind
from microdesk_desktop.gui.file_dialogs import LastFolder, choose_file
from microdesk_desktop.gui.forms.checkbox import CheckBox
from microdesk_desktop.gui.forms.inputs import choice_field
from microdesk_desktop.gui.forms.text_fields import text_field
from microdesk_desktop.gui.layout.beside import Beside
from microdesk_desktop.gui.layout.tiles import Tiles
from microdesk_desktop.gui.page_image import paint_page
from microdesk_desktop.gui.readings import Readings
from microdesk_desktop.gui.theme.apply import roles, scaled
from microdesk_desktop.gui.theme.tokens import MIDDLE, SMALL
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.gui.widgets import buttons, labels
from microdesk_desktop.gui.widgets.file_drop import FileDrop
from microdesk_desktop.gui.workspace import Workspace
from microdesk_desktop.operations.documents.look import preview_look, put_look, read_logo
from microdesk_desktop.views.documents.look import load_look, look_line, template_words
from microdesk_desktop.views.messages.errors import error_text
from microdesk_desktop.views.messages.flaws import flaw_text

PAGE_WIDTH = 300
SUFFIXES = (".png", ".jpg", ".jpeg", ".svg")


class LookCard(QWidget):
    """Every choice is kept at once, and shown on the page."""

    def __init__(self, workspace: Workspace, place: Place) -> None:
        super().__init__()
        self._workspace = workspace
        self._place = place
        self._readings = Readings(workspace, self)
        self._look: Look | None = None
        self._last = LastFolder()
        self.template = choice_field(tr("Modèle"), template_words())
        self.template.edited.connect(lambda: self._put(template=self.template.value()))
        self.accent = choice_field(tr("Couleur"), _accent_words())
        self.accent.edited.connect(self._put_accent)
        self.other_accent = text_field(
            tr("Autre couleur"), hint=tr("Par exemple {accent}.").format(accent=USUAL_ACCENT)
        )
        entry = self.other_accent.focusProxy()
        assert entry is not None, "a field has a control"
        entry.editingFinished.connect(self._put_other_accent)  # type: ignore[attr-defined]
        self.code = CheckBox(tr("QR code de paiement à côté de l'IBAN."))
        self.code.toggled.connect(lambda checked: self._put(shows_code=checked))
        self.choose = buttons.plain(tr("Choisir un logo…"), self.choose_logo)
        self.remove = buttons.link(tr("Retirer le logo"), lambda: self._put(logo=b""))
        self.note = labels.caption(tr("PNG, JPEG ou SVG, 500 Ko au plus ; ou déposez-le ici."), wraps=True)
        self.page = labels.picture(tr("Une facture d'exemple"))
        self.page.setAlignment(Qt.AlignmentFlag.AlignTop)
        FileDrop(self, SUFFIXES, lambda _: True, self._drop)
        self._lay_out()

    def _lay_out(self) -> None:
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MIDDLE)
        logo = Beside(self.choose, self.remove, spacing=SMALL)
        logo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        widgets: tuple[QWidget, ...] = (self.template, self.accent, self.other_accent, logo, self.note, self.code)
        for widget in widgets:
            column.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Tiles(choices, self.page, least=PAGE_WIDTH, at_top=True))

    def reload(self) -> None:
        """Read the look again."""
        self._readings.load("look", load_look, self._show)

    def choose_logo(self) -> None:
        """Ask for the file of a logo."""
        pictures = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        choose_file(self, tr("Votre logo"), self.take_logo, last=self._last, filters=f"{tr('Images')} ({pictures})")

    def take_logo(self, path: Path) -> None:
        """Check and keep the logo of a file."""
        self._workspace.examine(
            lambda _session, _job: read_logo(path),
            owner=self,
            on_success=lambda logo: self._put(logo=logo),
            on_error=self._refuse,
        )

    def _drop(self, paths: Sequence[Path], _place: QPoint) -> None:
        self.take_logo(paths[0])

    def _put_accent(self) -> None:
        chosen = self.accent.value()
        self.other_accent.setVisible(chosen == "")
        if chosen:
            self._put(accent=chosen)

    def _put_other_accent(self) -> None:
        typed = self.other_accent.value().lower()
        if is_colour(typed):
            self._put(accent=typed)
        elif typed:
            self.other_accent.show_error(flaw_text(Flaw(kind=FlawKind.COLOUR)))

    def _put(self, **changes: object) -> None:
        """Keep a change, unless it is what is kept already: filling a field counts as editing it."""
        if self._look is None:
            return
        look = replace(self._look, **changes)  # type: ignore[arg-type]
        if look == self._look:
            return
        self._look = look
        self._workspace.perform(
            lambda session: put_look(session, look),
            message=lambda: tr("Documents : {look}").format(look=look_line(look)),
            place=self._place,
            on_error=self._refuse,
            owner=self,
        )

    def _refuse(self, error: KnownError) -> None:
        self.note.setText(error_text(error))
        labels.restyle(self.note, "look", "error")
        self.reload()

    def _show(self, look: Look) -> None:
        self._look = None  # filling the fields is no change
        self.template.set_value(Template(look.template))
        self.accent.set_value(look.accent if look.accent in ACCENTS else "")
        self.other_accent.setVisible(look.accent not in ACCENTS)
        self.other_accent.set_value("" if look.accent in ACCENTS else look.accent)
        self.code.set_checked(look.shows_code)
        self.remove.setVisible(bool(look.logo))
        self._look = look
        ratio, edge = self.devicePixelRatioF(), roles().line
        self._workspace.examine(
            lambda session, _: _drawn(preview_look(session, look), ratio, edge),
            owner=self,
            on_success=self._show_page,
            on_error=self._refuse,
        )

    def _show_page(self, image: QImage) -> None:
        labels.show_picture(self.page, image, image.devicePixelRatio())


def _drawn(svg: bytes, ratio: float, edge: str) -> QImage:
    """The page in pixels, as wide as the card shows it."""
    image = paint_page(svg, round(scaled(PAGE_WIDTH) * ratio))
    painter = QPainter(image)
    painter.setPen(QColor(edge))
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _accent_words() -> Sequence[tuple[str, str]]:
    names = (tr("Vert"), tr("Bleu"), tr("Violet"), tr("Rouge"), tr("Orange"), tr("Gris"))
    return (*zip(ACCENTS, names, strict=True), ("", tr("Autre…")))
