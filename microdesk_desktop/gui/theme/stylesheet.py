"""The stylesheet of the application, made from the tokens; widgets choose a style by the property `look`.

Fonts are set by `labels.py` and `theme.apply.font`; here only for the headers of tables, which ignore `setFont`.
"""

from string import Template

from microdesk_desktop.base.format.tone import Tone
from microdesk_desktop.gui.theme.tokens import (
    CAPTION,
    CARD_RADIUS,
    CONTROL_HEIGHT,
    CONTROL_RADIUS,
    ENTRY_HEIGHT,
    Palette,
    points,
)

LINE = 16
"""The height of a line of body text: what a control grows by for each time that the text is larger."""

FIGURE_LINE = 22
"""The same of the largest figures."""


def stylesheet(colours: Palette, text_scale: float = 1.0) -> str:
    """The style of every widget in the theme of `colours`, for text so many times its usual size."""
    values = {name: getattr(colours, name) for name in colours.__slots__}
    grown = round(LINE * (text_scale - 1))
    measures = {
        "radius": CONTROL_RADIUS,
        "card": CARD_RADIUS,
        "height": CONTROL_HEIGHT - 2 + grown,
        "focused": CONTROL_HEIGHT - 4 + grown,
        "chip": CONTROL_HEIGHT - 12 + grown,
        "chip_focused": CONTROL_HEIGHT - 14 + grown,
        "chip_radius": (CONTROL_HEIGHT - 10 + grown) // 2,
        "entry": ENTRY_HEIGHT - 2 + grown,
        "line_box": LINE + 4 + grown,
        "figure": LINE + 4 + round(FIGURE_LINE * (text_scale - 1)),
        "inline": LINE - 1 + grown,
        "arrow": LINE + 12 + grown,
        "switch": LINE + 4 + grown,
        "section": LINE + 2 + grown,
        "caption": points(CAPTION),
    }
    sheet = Template(_SHEET).substitute(values, **measures)
    return sheet + "".join(_toned(tone, colours) for tone in Tone)


def _toned(tone: Tone, colours: Palette) -> str:
    ink, ground = colours.ink(tone), colours.ground(tone)
    return (
        f'QLabel[tone="{tone}"] {{ color: {ink}; }}\n'
        f'QFrame[look="banner"][tone="{tone}"] {{ background: {ground}; border: 1px solid {ground}; }}\n'
        f'QFrame[look="banner"][tone="{tone}"] QLabel {{ color: {ink}; }}\n'
        f'QFrame[look="banner"][tone="{tone}"] QPushButton {{ color: {ink}; }}\n'
        f'QPushButton[look="chip"][tone="{tone}"] {{ color: {ink}; background: {ground}; border-color: {ground}; }}\n'
        f'QPushButton[look="chip"][tone="{tone}"]:checked, QPushButton[look="chip"][tone="{tone}"]:focus'
        f" {{ border-color: {ink}; }}\n"
    )


_SHEET = """
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: 4px 6px; }
QWidget[look="sidebar"] { background: $sidebar; border-right: 1px solid $line; }
QFrame[look="card"] { background: $panel; border: 1px solid $line; border-radius: ${card}px; }
QFrame[look="line"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[look="popup"] { background: $panel; border: 1px solid $control; border-radius: ${card}px; }
QFrame[look="sheet"] { background: $panel; border-left: 1px solid $line; }
QFrame[look="banner"] { border-radius: ${card}px; }
QFrame[look="banner"] QLabel { background: transparent; }
QFrame[look="toast"] { background: $text; border-radius: ${card}px; }
QFrame[look="toast"] QLabel { color: $panel; }
QFrame[look="toast"] QPushButton { color: $panel; }
QFrame[look="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }

QLabel { background: transparent; color: $text; }
QLabel:disabled { color: $text_muted; }
QLabel[look="muted"] { color: $text_muted; }
QLabel[look="error"] { color: $danger; }
QLabel[look="accent"] { color: $accent; }

QPushButton {
    background: $panel; color: $text; border: 1px solid $control; border-radius: ${radius}px;
    padding: 0 14px; min-height: ${height}px;
}
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton[look="plain"]:focus, QPushButton[look="danger"]:focus, QPushButton[look="choice"]:focus {
    border-width: 2px; padding: 0 13px; min-height: ${focused}px;
}
QPushButton:disabled { color: $text_muted; border-color: $line; background: transparent; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[look="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[look="primary"]:focus { border-color: $accent; }
QPushButton[look="primary"]:disabled { background: $neutral_soft; color: $neutral; border-color: $line; }
QPushButton[keyed="true"] { text-align: left; }
QPushButton[look="danger"] { color: $danger; border-color: $danger; }
QPushButton[look="danger"]:hover { background: $danger_soft; }
QPushButton[look="destroying"] { background: $danger; color: $panel; border-color: $danger; }
QPushButton[look="destroying"]:focus { border-color: $danger; }
QPushButton[look="link"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 0; text-align: left;
}
QFrame[look="banner"] QPushButton[look="link"], QFrame[look="toast"] QPushButton[look="link"] { padding: 0 4px; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border-color: $accent; }
QPushButton[look="inline"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 0; min-height: ${inline}px;
    text-align: left;
}
QPushButton[look="inline"]:hover { text-decoration: underline; }
QPushButton[look="inline"]:focus { border-color: $accent; }
QPushButton[look="bare"] {
    background: transparent; border: 1px solid transparent; padding: 0 6px; min-width: 20px;
}
QPushButton[look="bare"]:hover { background: $hover; }
QPushButton[look="bare"]:focus { border-color: $accent; }
QGraphicsView[look="chart"] { background: transparent; border: 1px solid transparent; border-radius: ${radius}px; }
QGraphicsView[look="chart"]:focus { border-color: $accent; }
QPushButton[look="figure"] {
    background: transparent; border: 1px solid transparent; padding: 2px 8px; min-height: ${figure}px;
    text-align: right;
}
QPushButton[look="figure"][at="start"] { text-align: left; padding-left: 1px; }
QPushButton[look="figure"][rank="second"] { color: $text_muted; min-height: ${inline}px; padding: 1px 8px; }
QPushButton[look="figure"]:hover { background: $hover; }
QPushButton[look="figure"]:focus { border-color: $accent; }
QPushButton[look="more"] { padding: 0 10px; }
QPushButton[look="more"]:focus { border-width: 2px; padding: 0 9px; min-height: ${focused}px; }
QPushButton[look="switcher"] {
    background: transparent; border: 1px solid transparent; padding: 0 ${switch}px 0 0; min-height: ${line_box}px;
    text-align: left;
}
QPushButton[look="switcher"]:hover { color: $accent; }
QPushButton[look="switcher"]:focus { border-color: $accent; }
QPushButton[look="switcher"][framed="true"] {
    background: $panel; border-color: $control; padding: 0 ${arrow}px 0 10px; min-height: ${height}px;
}
QPushButton[look="switcher"][framed="true"]:focus {
    border: 2px solid $accent; padding: 0 ${arrow}px 0 9px; min-height: ${focused}px;
}
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[look="chip"] { border-radius: ${chip_radius}px; min-height: ${chip}px; padding: 0 8px; }
QPushButton[look="chip"]:focus { border-width: 2px; min-height: ${chip_focused}px; padding: 0 7px; }
QPushButton[look="choice"]:checked { background: $accent_soft; color: $on_accent_soft; border-color: $accent; }
QPushButton[look="choice"]:checked:focus { border-color: $text; }
QPushButton[look="entry"] {
    background: transparent; border: 1px solid transparent; color: $text; text-align: left;
    padding: 0 9px; min-height: ${entry}px;
}
QPushButton[look="entry"][narrow="true"] { text-align: center; padding: 0; }
QPushButton[look="entry"]:hover { background: $hover; }
QPushButton[look="entry"][current="true"] { background: $accent_soft; color: $on_accent_soft; }
QPushButton[look="entry"]:focus { border-color: $accent; }
QPushButton[look="section"] {
    background: transparent; border: 1px solid transparent; color: $text_muted; text-align: left;
    padding: 0 9px; min-height: ${section}px; margin: 8px 0 2px 0;
}
QPushButton[look="section"]:focus { border-color: $accent; }
QPushButton[look="foot"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 0 3px; min-height: ${line_box}px;
}
QPushButton[look="foot"][narrow="true"] { padding: 0; min-height: ${entry}px; }
QPushButton[look="foot"]:hover { text-decoration: underline; }
QPushButton[look="foot"][current="true"] { background: $accent_soft; color: $on_accent_soft; }
QPushButton[look="foot"]:focus { border-color: $accent; }
QPushButton[look="search"] { color: $text_muted; text-align: left; padding: 0 9px; }
QPushButton[look="search"]:focus { border-width: 2px; padding: 0 8px; min-height: ${focused}px; }
QPushButton[look="search"][narrow="true"] { text-align: center; padding: 0; }

QLineEdit, QComboBox, QPlainTextEdit {
    background: $panel; color: $text; border: 1px solid $control; border-radius: ${radius}px;
    padding: 0 10px; min-height: ${height}px;
    selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $text_muted;
}
QComboBox { padding: 0 10px 0 12px; }
QPlainTextEdit { padding: 8px; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 9px; min-height: ${focused}px; }
QComboBox:focus { border: 2px solid $accent; padding: 0 9px 0 11px; min-height: ${focused}px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 7px; }
QLineEdit[is_search="true"], QLineEdit[is_search="true"]:focus { padding-left: 2px; }
QLineEdit:disabled, QComboBox:disabled { color: $text_muted; background: $surface; }
QLineEdit[invalid="true"], QComboBox[invalid="true"] { border-color: $danger; }
QComboBox::drop-down { border: none; width: ${arrow}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
    background: $panel; color: $text; border: 1px solid $line; padding: 4px; outline: none;
    selection-background-color: $accent_soft; selection-color: $on_accent_soft;
}

QFrame[look="letter"] { border: none; }
QFrame[look="letter"][follows="true"] { border-top: 1px solid $line; }
QFrame[look="card"][has_focus="true"] { border-color: $accent; }
QTextBrowser[look="text"] {
    background: transparent; color: $text; border: 1px solid transparent; border-radius: ${radius}px; padding: 0;
    selection-background-color: $accent; selection-color: $on_accent;
}
QTextBrowser[look="text"]:focus { border-color: $accent; }

QTableView, QListView, QTreeView {
    background: transparent; border: none; outline: none; color: $text;
    selection-background-color: $accent_soft; selection-color: $text;
}
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: $text_muted; border: none; border-bottom: 1px solid $line; padding: 0 12px;
    font-size: ${caption}pt; font-weight: 600;
}
QTreeView::item { padding: 5px 0; }
QListView::item { padding: 8px 12px; border-radius: ${radius}px; }
QListView::item:selected { background: $accent_soft; color: $on_accent_soft; }

QDialog QTreeView, QDialog QListView#listView {
    background: $panel; border: 1px solid $line; border-radius: ${radius}px;
}
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }

QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QProgressBar[tone="attention"]::chunk { background: $attention; }
QProgressBar[tone="danger"]::chunk { background: $danger; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $control; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $text_muted; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; border: none; width: 0; height: 0;
}

QMenu { background: $panel; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 16px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; color: $on_accent_soft; }
"""
