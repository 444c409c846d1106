"""What a diagnostic states: versions, counts, checks and codes, nothing personal."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """`failures` counts the outcomes of connections that are codes of errors; `bugs` the exceptions of bug reports."""

    schema: int
    counts: Mapping[str, int]
    checks: Mapping[str, bool]
    lost_commits: int | None
    is_latest: bool
    unfinished: Mapping[str, str]
    failures: Mapping[str, int]
    bugs: Mapping[str, int]
