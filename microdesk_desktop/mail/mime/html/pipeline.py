"""From the HTML text of a mail to the one that is shown."""

from collections.abc import Collection

from microdesk_desktop.mail.mime.html.styles import Sheet, hiding_rules, sheet_text
from microdesk_desktop.mail.mime.html.tables import Tables
from microdesk_desktop.mail.mime.html.tree import MOST_CHARACTERS, TooComplexError, parse
from microdesk_desktop.mail.mime.html.visible import visible_part
from microdesk_desktop.mail.mime.html.write import Writer, Written


def rewrite(html: str, inline_ids: Collection[str]) -> Written:
    """The shown form of an HTML text. Raises TooComplexError where it is too long or too deep to be laid out."""
    if len(html) > MOST_CHARACTERS:
        raise TooComplexError
    visible = visible_part(parse(html), Sheet(hiding_rules(sheet_text(html))), frozenset(inline_ids))
    return Writer().write(Tables().simplify(visible))
