"""Which folder of a mailbox has which role, where the user chose it."""

from collections.abc import Mapping

from microdesk_desktop.domain.mail.types import Role
from microdesk_desktop.store.database import Reader, Writer


def load_folder_roles(reader: Reader, account_id: str) -> Mapping[Role, str]:
    """The keys of the chosen folders of an account by their roles."""
    rows = reader.all("SELECT role, folder FROM mail_folder_role WHERE account = ?", (account_id,))
    return {Role(role): folder for role, folder in rows}


def save_folder_role(writer: Writer, account_id: str, role: Role, folder: str) -> None:
    """Give a role to a folder, which loses any other; the folder that had the role loses it."""
    writer.run(
        "DELETE FROM mail_folder_role WHERE account = ? AND (role = ? OR folder = ?)", (account_id, role.value, folder)
    )
    writer.run(
        "INSERT INTO mail_folder_role (account, role, folder) VALUES (?, ?, ?)", (account_id, role.value, folder)
    )
