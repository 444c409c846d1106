"""A transaction explained in a few lines of text, as the panel of the window shows it."""

from collections.abc import Iterator

from microdesk_desktop.base.format import dates
from microdesk_desktop.base.i18n import tr
from microdesk_desktop.views.bank.words import transactions as words
from microdesk_desktop.views.bank.words.pairs import PairStory
from microdesk_desktop.views.bank.words.panel import Explained, meaning, proposal_title
from microdesk_desktop.views.bank.words.sums import SumLine


def account_of_transaction(explained: Explained) -> list[str]:
    """The day, the amount and the label; what it settles or could, the sum, the reasons, the pair, the other ways."""
    row = explained.rows[0]
    shown = meaning(row, explained.left)
    lines = [f"{dates.long_day(row.on)}  {words.amount_text(row)}", words.raw_label(row), ""]
    lines += [f"{shown.caption} : {shown.heading}", *shown.lines, *map(_sum_line, shown.sums)]
    lines += [f"+ {text}" for text in shown.reasons] + [f"- {text}" for text in shown.against]
    lines += _pair_lines(explained.story)
    others = words.proposals_of(row)[1:]
    return [*lines, *(tr("Ou : {title}").format(title=proposal_title(links)) for links in others)]


def _sum_line(line: SumLine) -> str:
    text = f"{line.text} ({line.left})" if line.left else line.text
    return f"  {text}  {line.amount}"


def _pair_lines(story: PairStory | None) -> Iterator[str]:
    if story is None:
        return
    yield f"{story.heading} :"
    for line in story.lines:
        yield f"  {line.transaction_id}  {line.day}  {line.amount}  {line.title}"
