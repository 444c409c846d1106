"""A figure: a measured cost as a multiple of a floor measured in the same run, beside its bound.

A ratio holds on any machine, fast or slow, busy or idle, because the floor meets the same conditions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the report.

    `floor` names what 1.0 stands for. `median` is the same ratio of medians, where the measure was repeated.
    `raw` keeps what was measured on this machine, with the unit in the name; it has no bound.
    """

    name: str
    value: float
    bound: float
    floor: str
    is_minimum: bool = False
    median: float | None = None
    raw: Mapping[str, float] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether the figure is on the right side of its bound."""
        return self.value >= self.bound if self.is_minimum else self.value <= self.bound


def table(figures: Iterable[Figure]) -> str:
    """The report for people, one figure a line."""
    head = f"{'figure':<36}{'value':>10}{'median':>9}   {'bound':<10}{'verdict':<8}÷ floor"
    return "\n".join([head, *map(_line, figures)])


def _line(figure: Figure) -> str:
    median = "" if figure.median is None else f"{figure.median:.3g}"
    bound = f"{'≥' if figure.is_minimum else '≤'} {figure.bound:g}"
    verdict = "held" if figure.holds else "MISSED"
    return f"{figure.name:<36}{figure.value:>10.4g}{median:>9}   {bound:<10}{verdict:<8}{figure.floor}"


def as_json(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """The report for programs."""
    return [{**asdict(figure), "holds": figure.holds} for figure in figures]
