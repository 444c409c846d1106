"""A member: one content that can be imported by itself, or the reason why it cannot."""

from dataclasses import dataclass

from microdesk_desktop.base.errors import ErrorCode, KnownError

FROM_SUPPLIERS = frozenset((ErrorCode.FILE_IS_INVOICE, ErrorCode.FILE_IS_PDF, ErrorCode.FILE_IS_PICTURE))
"""The refusals of what is no table, and may be what a supplier sent."""


@dataclass(frozen=True, slots=True)
class Member:
    """One content of a file that the user gave; `name` is where it was found: "releves.zip › mars.csv".

    `data` is the content; of a sheet or the tables of a page, its CSV text in UTF-8. `refusal` is why it cannot be
    imported; `data` is then empty, unless a supplier may have sent it.
    """

    name: str
    data: bytes
    refusal: KnownError | None = None

    def path_of(self, name: str) -> str:
        """The name of a member that was found in this one."""
        return f"{self.name} › {name}" if self.name else name
