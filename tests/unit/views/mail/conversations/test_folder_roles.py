"""Each role that can be missing, or chosen, has its sentence."""

from microdesk_desktop.domain.mail.types import Folder
from microdesk_desktop.operations.mail.conversations.folder_roles import CHOSEN, NEEDED
from microdesk_desktop.views.mail.conversations.folder_roles import chosen_text, missing_text


def test_every_role_has_its_sentence() -> None:
    folder = Folder(key="a", name="Verzonden\x1b")
    assert len({missing_text(role) for role in NEEDED}) == len(NEEDED)
    texts = {chosen_text(role, folder) for role in CHOSEN}
    assert len(texts) == len(CHOSEN)
    assert all("Verzonden" in text and "\x1b" not in text for text in texts)
