"""Totals: sums of casualty facts in which nobody is counted twice, and what was left out of them and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from mosul_extract.display.paper import Paper
from mosul_extract.display.words import counted
from mosul_extract.records import Casualty, Count, CountPrecision, Group, Materiel

COUNTED_ONCE = "counted once: stated events only, without repeats and parts of totals"
_GROUPS: tuple[Group, ...] = ("civilian", "combatant", "mixed", "unknown")
_NO_NUMBER, _NONE = "no number", "–"


def left_out(fact: Casualty | Materiel) -> str | None:
    """Why a fact is in no total: it is denied, unconfirmed or to come, told before, part of another, or of a period."""
    if fact.assertion != "stated":
        return fact.assertion
    if isinstance(fact, Materiel):
        return None
    if fact.repeats is not None:
        return f"repeats {fact.repeats}"
    if fact.subset:
        return f"part of {fact.subset_of or 'a total'}"
    return "over a period" if fact.scope == "period" else None


def total(counts: Sequence[Count]) -> Count:
    """The sum of counts, no more exact than they are: one that is not known makes it «at least»."""
    lows = [count.low for count in counts if count.low is not None]
    highs = [count.high for count in counts if count.high is not None]
    low = sum(lows) if lows else None
    high = sum(highs) if highs and len(highs) == len(counts) else None
    return Count(low=low, high=high, precision=_precision(counts, low, high))


def _precision(counts: Sequence[Count], low: int | None, high: int | None) -> CountPrecision:
    if low is None and high is None:
        return "unstated"
    if low is None:
        return "at_most"
    if high is None:
        return "at_least"
    if low != high:
        return "range"
    return "exact" if all(count.precision == "exact" for count in counts) else "approximate"


def print_totals(paper: Paper, facts: Sequence[Casualty]) -> None:
    """A row a kind: its total, that of each group of victims, and from how many facts; then what was left out."""
    kept = [fact for fact in facts if left_out(fact) is None]
    if kept:
        groups = [group for group in _GROUPS if any(fact.victims.group == group for fact in kept)]
        heads = [group if group != "unknown" else "group unknown" for group in groups]
        paper.table([["", "total", *heads, "from"], *_rows(kept, groups)])
    else:
        paper.line(Text("Total: none of these facts is counted."), indent=2)
    reasons = Counter(_reason(fact) for fact in facts if left_out(fact))
    told = f"{COUNTED_ONCE[0].upper()}{COUNTED_ONCE[1:]}."
    if reasons:
        told += f" Left out: {', '.join(f'{n} {reason}' for reason, n in reasons.items())}."
    paper.line(Text(told, "italic"), indent=2)


def _rows(kept: Sequence[Casualty], groups: Sequence[Group]) -> Iterator[list[str]]:
    for kind in dict.fromkeys(fact.kind for fact in kept):
        facts = [fact for fact in kept if fact.kind == kind]
        by_group = [[fact for fact in facts if fact.victims.group == group] for group in groups]
        yield [kind, _sum(facts), *map(_sum, by_group), _from(facts)]


def _from(facts: Sequence[Casualty]) -> str:
    unknown = sum(fact.count.low is None and fact.count.high is None for fact in facts)
    return counted(len(facts), "fact") + (f", {unknown:,} without a number" if unknown else "")


def _sum(facts: Sequence[Casualty]) -> str:
    if not facts:
        return _NONE
    summed = total([fact.count for fact in facts])
    return _NO_NUMBER if summed.low is None and summed.high is None else str(summed)


def _reason(fact: Casualty) -> str:
    """Why it is left out, without ids."""
    reason = left_out(fact) or ""
    named = reason.startswith(("repeats", "part of"))
    return ("repeated" if fact.repeats else "part of a total") if named else reason
