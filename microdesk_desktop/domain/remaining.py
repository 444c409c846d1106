"""What an erasure does not reach, and its report lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What is left of a person or a module: rows by category of the inventory, and the paths of copies made elsewhere.

    A category without any row is not there. What a law keeps is among the rows until its day. `is_known` is False
    where the vault could not be read once the erasure was done.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    copies: tuple[str, ...] = ()
    is_known: bool = True


UNKNOWN = Remaining(is_known=False)
