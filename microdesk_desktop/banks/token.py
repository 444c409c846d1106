"""The type of a token that a provider issues; its responses are decoded with it, so that an odd one is never kept."""

from typing import Annotated

import msgspec

# Servers refuse headers above 8 kB; a longer token could never be sent back.
LONGEST_TOKEN = 8_000

Token = Annotated[str, msgspec.Meta(pattern=rf"\A[!-~]{{1,{LONGEST_TOKEN}}}\Z")]
"""Printable ASCII without spaces: what the header of a request can carry. Anything else is a validation error."""
