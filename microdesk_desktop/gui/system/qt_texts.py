"""Qt's own texts in the language of the user: the file and print dialogs, the menus of text fields."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator


def translate_qt(language: str) -> None:
    """Replace the translation of Qt's own texts; English is what Qt has without one."""
    application = QCoreApplication.instance()
    assert application is not None
    for former in application.findChildren(QTranslator):
        application.removeTranslator(former)
        former.deleteLater()
    translator = QTranslator(application)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
