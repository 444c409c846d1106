"""The licences of the program and of what it contains."""

from microdesk_desktop.base.paths import resource

OWN = "MicroDesk Desktop: GNU General Public License, version 3 or later, https://www.gnu.org/licenses/gpl-3.0.html"
_FOLDERS = ("fonts", "fonts/documents", "icons")


def load_licences() -> str:
    """The notices that a package contains; from source, the program's licence with its fonts' and icons'."""
    notices = resource("NOTICES.txt")
    if notices.is_file():
        return notices.read_text(encoding="utf-8")
    shipped = [resource(folder, "LICENSE").read_text(encoding="utf-8") for folder in _FOLDERS]
    return "\n\n".join([OWN, *shipped])
