"""Names for the ids that reasons hold: the number and the party of a target, the name of a rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from microdesk_desktop.domain.settle.reasons import Reason
from microdesk_desktop.store.bank.cited import CitedFacts, load_cited_facts
from microdesk_desktop.store.bank.rows import Link, TransactionRow, load_rule_names, load_target_names
from microdesk_desktop.store.database import Reader

_CITED = frozenset(("cites_settled", "reference"))


@dataclass(frozen=True, slots=True)
class ReasonNames:
    """The reference and the party of targets, and the names of rules, by id; of what is cited, what is known of it."""

    targets: Mapping[int, tuple[str, str]]
    rules: Mapping[int, str]
    cited: Mapping[int, CitedFacts] = field(default_factory=dict)

    def name(self, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
        """The same reasons with `reference`, `name` and `rule` beside the ids that are known."""
        return tuple(each._replace(params={**each.params, **self._names(each.params)}) for each in reasons)

    def _names(self, params: Mapping[str, str]) -> dict[str, str]:
        names = {}
        target = self.targets.get(int(params.get("target_id", 0)))
        rule = self.rules.get(int(params.get("rule_id", 0)))
        if target is not None:
            names["reference"], names["name"] = target
        if cited := self.cited.get(int(params.get("target_id", 0))):
            names |= cited.as_params()
        if rule is not None:
            names["rule"] = rule
        return names


def with_names(reader: Reader, rows: Sequence[TransactionRow]) -> list[TransactionRow]:
    """The same rows with today's names in their reasons."""
    reasons = [reason for row in rows for reason in _reasons(row)]
    if not reasons:
        return list(rows)
    names = ReasonNames(
        load_target_names(reader, _ids(reasons, "target_id")),
        load_rule_names(reader, _ids(reasons, "rule_id")),
        load_cited_facts(reader, _ids((each for each in reasons if each.code in _CITED), "target_id")),
    )
    return [
        replace(
            row,
            attributions=_named_links(names, row.attributions),
            suggestions=_named_links(names, row.suggestions),
            reasons=names.name(row.reasons),
        )
        for row in rows
    ]


def _named_links(names: ReasonNames, links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(replace(link, reasons=names.name(link.reasons)) for link in links)


def _reasons(row: TransactionRow) -> Iterator[Reason]:
    yield from row.reasons
    for link in (*row.attributions, *row.suggestions):
        yield from link.reasons


def _ids(reasons: Iterable[Reason], key: str) -> list[int]:
    return sorted({int(reason.params[key]) for reason in reasons if key in reason.params})
