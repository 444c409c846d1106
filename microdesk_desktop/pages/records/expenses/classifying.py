"""Giving categories on the page of the expenses: the proposed one, all those proposed, another name."""

from collections.abc import Mapping

from microdesk_desktop.gui.page import Page
from microdesk_desktop.gui.undo import Place
from microdesk_desktop.operations.records.categories import accept_proposals, rename_category
from microdesk_desktop.views.expenses.categories import (
    Proposal,
    classified_text,
    renamed_text,
    several_classified_text,
)


class Classifying:
    """`proposals` are the categories proposed, by the id of the expense."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.proposals: Mapping[int, Proposal] = {}

    def accept(self, expense_id: int) -> None:
        """Give an expense the category that is proposed for it."""
        proposal = self.proposals.get(expense_id)
        if proposal is None:
            return
        self._page.workspace.perform(
            lambda session: accept_proposals(session, {expense_id: proposal.category}),
            message=lambda: classified_text(proposal.category),
            place=Place(page=self._page.key, wanted=expense_id),
        )

    def accept_all(self) -> None:
        """Give every expense the category that is proposed for it."""
        categories = {id_: proposal.category for id_, proposal in self.proposals.items()}
        if not categories:
            return
        self._page.workspace.perform(
            lambda session: accept_proposals(session, categories),
            message=lambda: several_classified_text(len(categories)),
            place=Place(page=self._page.key),
        )

    def rename(self, former: str, name: str) -> None:
        """Rename a category, or merge it into the one of the new name."""
        self._page.workspace.perform(
            lambda session: rename_category(session, former, name),
            message=lambda: renamed_text(former, name),
            place=Place(page=self._page.key),
        )
